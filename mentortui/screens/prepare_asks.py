"""What Prepare asks over itself: a line, a choice, a form; each hands one act to the editor."""

import string
from collections.abc import Callable
from typing import TYPE_CHECKING

from mentortui.core.actions import LEARNED, LEARNED_HINT
from mentortui.core.commands import Refused
from mentortui.core.plan_line import HINT
from mentortui.core.plan_offers import Offer
from mentortui.core.records import PlanItem, Template
from mentortui.core.roles import TASKS, Task
from mentortui.core.text import fit
from mentortui.core.words import SESSION_KINDS
from mentortui.screens.ask import AskScreen
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.rows import Deed, Row, RowsScreen
from mentortui.services.drafts import Kept
from mentortui.services.plan_editor import PlanEditor

if TYPE_CHECKING:
    from mentortui.screens.prepare import PrepareScreen

DATE_HINT = "thu 15:00 · 3 dec 15:00 · tomorrow noon, on your clock; empty: open again"
TASK_WORDS: dict[Task, str] = {"facilitator": "facilitator", "notes": "takes notes", "time": "minds the time"}


class PrepareAsks:
    """Opens them over the screen, which shows what came of it."""

    def __init__(self, screen: "PrepareScreen", editor: PlanEditor, drafts: Kept) -> None:
        self._screen = screen
        self._editor = editor
        self._drafts = drafts

    # items

    def add(self, item: PlanItem | None) -> None:
        """A new one, after the marked one."""
        editor, made = self._editor, list[str]()

        def submit(text: str) -> None:
            made[:] = [editor.add(text, "" if item is None or item is editor.plan.items[-1] else item.id)]

        def done() -> None:
            self._screen.did("added; u takes it back")
            self._screen.mark(f"item {made[0]}")

        self._ask("plan new", "A new item", HINT, submit, editor.preview, done=done)

    def reword(self, item: PlanItem) -> None:
        """The marked one, in a line."""
        editor, said = self._editor, list[str]()

        def submit(text: str) -> None:
            said[:] = [editor.reword(item.id, text)]

        self._ask(
            f"plan line {item.id}",
            "The item",
            HINT,
            submit,
            lambda text: editor.preview(text, item.id),
            value=editor.line_of(item.id),
            done=lambda: self._screen.did(said[0]),
        )

    def edit(self, item: PlanItem) -> None:
        """The marked one, all its fields."""
        from mentortui.screens.prepare_forms import ItemScreen

        self._screen.app.push_screen(ItemScreen(self._editor, self._drafts, item), self._formed)

    def decide_item(self, item: PlanItem) -> None:
        """It was carried over again and again."""
        about = f"“{fit(item.title, 60)}” was carried over {item.carried} times."
        deeds: dict[str, Callable[[], object]] = {
            "d": lambda: self._screen.do(lambda editor: editor.decide(item.id)),
            "s": lambda: self.reword(item),
            "x": lambda: self._screen.do(lambda editor: editor.remove(item.id)),
        }
        choices = [("d", "do it this time"), ("s", "make it smaller"), ("x", "drop it; u brings it back")]
        self._choose("Do, shrink or drop?", choices, deeds, about)

    def decide_offer(self, offer: Offer) -> None:
        """A promise that outlived two sessions."""
        about = f"“{fit(offer.text, 60)}”, promised by {self._editor.name(offer.who)}, is open since {offer.times} sessions."
        deeds: dict[str, Callable[[], object]] = {
            "d": lambda: self._screen.do(lambda editor: editor.take(offer.id) and f"on the agenda: {offer.text}"),
            "s": lambda: self._shrink(offer),
            "x": lambda: self._screen.do(lambda editor: editor.drop(offer.id)),
            "k": lambda: self.kept(offer),
        }
        choices = [
            ("d", "do it: onto the agenda"),
            ("s", "make it smaller"),
            ("x", "drop it; u brings it back"),
            ("k", "it is done"),
        ]
        self._choose("Do, shrink or drop?", choices, deeds, about)

    def kept(self, offer: Offer) -> None:
        """What is offered is done; of a promise it is asked what was learned."""
        if self._screen.do(lambda editor: editor.done(offer.id)) and offer.kind == "promise":
            self.learned(offer)

    def learned(self, offer: Offer) -> None:
        """Asked at closing it; enter leaves it empty."""
        said = list[str]()

        def submit(text: str) -> None:
            said[:] = [self._editor.learn(offer.id, text)]

        def done() -> None:
            if said[0]:
                self._screen.did(said[0])

        name, about = f"plan learned {offer.id}", f"{LEARNED} · {fit(offer.text, 40)}"
        self._ask(name, about, LEARNED_HINT, submit, lambda text: "", done=done)

    def _shrink(self, offer: Offer) -> None:
        said = list[str]()

        def submit(text: str) -> None:
            said[:] = [self._editor.shrink(offer.id, text)]

        self._ask(
            f"plan shrink {offer.id}",
            "A smaller promise",
            "what can really be done by then",
            submit,
            lambda text: f"the promise reads: {text.strip()}",
            value=offer.text,
            done=lambda: self._screen.did(said[0]),
        )

    # the whole

    def template(self) -> None:
        """All of them, a key each."""
        editor = self._editor
        keys = [*"1234567890", *(letter for letter in string.ascii_lowercase if letter != "l")]
        offered: list[tuple[str, str]] = [("l", "as last time")] if editor.sessions else []
        deeds: dict[str, Callable[[], object]] = {"l": lambda: self._screen.do(lambda editor: editor.like_last())}
        for key, template in zip(keys, editor.templates, strict=False):
            offered.append((key, _template_words(template)))
            deeds[key] = lambda template=template: self._screen.do(lambda editor: editor.shape(template))  # type: ignore[misc]
        about = " ".join(editor.troubles) or "What you typed, and what was carried over, stays."
        self._choose("The agenda of", offered, deeds, about)

    def length(self) -> None:
        """How long it is to be."""
        editor, said = self._editor, list[str]()

        def submit(text: str) -> None:
            said[:] = [editor.length(text)]

        now = editor.plan.minutes
        self._ask(
            "plan length",
            "Minutes of the whole session",
            "such as 60; empty: as many as the items have",
            submit,
            lambda text: "",
            value="" if now is None else f"{now}",
            done=lambda: self._screen.did(said[0]),
        )

    def date(self) -> None:
        """When it is, in both zones."""
        editor, said = self._editor, list[str]()

        def submit(text: str) -> None:
            said[:] = [editor.set_date(text)]

        self._ask(
            "plan date",
            f"When is session {editor.number}?",
            DATE_HINT,
            submit,
            editor.date_preview,
            done=lambda: self._screen.did(said[0]),
        )

    def put_off(self) -> None:
        """What became of the session."""
        deeds: dict[str, Callable[[], object]] = {
            "m": self.date,
            "n": lambda: self._screen.do(lambda editor: editor.put_off("missed")),
            "s": lambda: self._screen.do(lambda editor: editor.put_off("skipped")),
            "h": lambda: self._screen.do(lambda editor: editor.was_held()),
        }
        choices = [
            ("m", "moved to another date"),
            ("n", "missed"),
            ("s", "skipped on purpose"),
            ("h", "held, without mentortui"),
        ]
        self._choose("This session was", choices, deeds, "Everything on its agenda stays, whatever became of it.")

    def roles(self) -> None:
        """A row each; enter hands a task on."""
        editor = self._editor

        def rows() -> list[Row]:
            return [
                Row(task, TASK_WORDS[task], figure=editor.name(getattr(editor.plan.roles, task)) or "nobody") for task in TASKS
            ]

        def pass_on(task: str) -> str:
            return self._screen.do(lambda editor: editor.pass_on(_task(task)))

        deeds = [Deed("enter", "the next one", pass_on), Deed("space", "the next one", pass_on, shown="enter")]
        self._screen.app.push_screen(RowsScreen("Who does what", rows, deeds, empty="Nobody is here."))

    def check_in(self) -> None:
        """Of the mentee; where that is the user, the user's own."""
        from mentortui.screens.prepare_forms import CheckInScreen

        editor = self._editor
        mentees = [person.id for person in editor.people if person.role == "mentee"]
        person = mentees[0] if mentees else editor.mentorship.me
        self._screen.app.push_screen(CheckInScreen(editor, self._drafts, person), self._formed)

    def held_true(self) -> None:
        """Whether the last takeaway held."""
        takeaway = self._editor.takeaway
        if takeaway is None:
            self._screen.say("There is no takeaway yet: = on a session, or on its summary, notes one.", trouble=True)
            return
        deeds: dict[str, Callable[[], object]] = {
            "y": lambda: self._screen.do(lambda editor: editor.held_true("yes")),
            "p": lambda: self._screen.do(lambda editor: editor.held_true("partly")),
            "n": lambda: self._screen.do(lambda editor: editor.held_true("no")),
        }
        choices = [("y", "yes"), ("p", "partly"), ("n", "no")]
        self._choose("Did it hold?", choices, deeds, f"“{takeaway.capture.text}”")

    # how it is asked

    def _ask(
        self,
        name: str,
        title: str,
        hint: str,
        submit: Callable[[str], object],
        preview: Callable[[str], str],
        *,
        value: str = "",
        done: Callable[[], object],
    ) -> None:
        """`name` is that of the draft, which goes before `value`."""

        def keep(text: str) -> None:
            self._drafts.put(name, "" if text == value else text)

        def asked(taken: bool | None) -> None:
            if taken:
                done()

        screen = AskScreen(title, hint, submit, preview=preview, value=self._drafts.get(name) or value, keep=keep)
        self._screen.app.push_screen(screen, asked)

    def _choose(
        self, title: str, choices: list[tuple[str, str]], deeds: dict[str, Callable[[], object]], about: str = ""
    ) -> None:
        def chosen(key: str | None) -> None:
            if key is not None:
                deeds[key]()

        self._screen.app.push_screen(ChooseScreen(title, choices, about=about), chosen)

    def _formed(self, said: str | None) -> None:
        if said is not None:
            self._screen.did(said)


def _template_words(template: Template) -> str:
    kind = SESSION_KINDS.get(template.kind, "")
    minutes = f"{template.minutes} min" if template.minutes else "no timer"
    called = template.title if template.title.casefold() == kind or not kind else f"{template.title} · {kind}"
    return f"{fit(called, 44)} · {minutes}"


def _task(name: str) -> Task:
    found = next((task for task in TASKS if task == name), None)
    if found is None:
        raise Refused("There is no such task.")
    return found
