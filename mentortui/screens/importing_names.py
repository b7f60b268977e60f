"""Whose the names of a transcript are: proposed, looked through, and said once. What is said is remembered."""

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Static

from mentortui.core.naming import GUEST, NOT_SAID, Proposal, is_label
from mentortui.core.number_row import PLAIN, digit_of
from mentortui.core.people import MOST_PEOPLE
from mentortui.core.refused import Refused
from mentortui.screens import importing_names_view as view
from mentortui.screens.ask import AskScreen
from mentortui.screens.closing import close, stands
from mentortui.screens.pressing import press
from mentortui.services.importing import Draft
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.long_list import LongList


class NamesScreen(Screen[dict[str, str] | None]):
    """Dismissed with whose each name is; None by escape."""

    CSS_PATH = stylesheet("importing_names")
    BINDINGS = [
        *(Binding(str(n), f"person({n})", f"It is person {n}", id=f"names.{n}", show=False) for n in range(1, MOST_PEOPLE + 1)),
        Binding("g", "guest", "A guest of that name", id="names.guest"),
        Binding("e", "rename", "A guest of another name", id="names.rename"),
        Binding("0", "nobody", "It is not said who", id="names.nobody"),
        Binding("enter", "take", "Go on with these", id="names.take", show=False),
        Binding("escape,q", "leave", "Back", id="names.leave"),
    ]

    def __init__(
        self,
        draft: Draft,
        proposals: Sequence[Proposal],
        people: Sequence[tuple[str, str]],
        *,
        who: str = "",
        slug: str = "",
        answers: Mapping[str, str] | None = None,
        guests: bool = True,
        row: str = PLAIN,
    ) -> None:
        """`people`: ids and names of those one may choose from, in the order of their keys. `answers`: what was said so far.
        `guests`: whether others can have been there too. `row`: what the number keys of this keyboard send."""
        super().__init__()
        self._draft = draft
        self._proposals = {one.name: one for one in proposals}
        self._people = tuple(people)[:MOST_PEOPLE]
        self._who = who
        self._slug = slug
        self._guests = guests
        self._row = row
        unknown = GUEST if guests else NOT_SAID
        self._answers = {one.name: unknown if one.person is None else one.person for one in proposals} | dict(answers or {})
        self._said = set(answers or {})

    @property
    def slug(self) -> str:
        """The mentorship it is for."""
        return self._slug

    def compose(self) -> ComposeResult:
        """The names, and whose they can be."""
        yield HeaderLine()
        with Vertical(id="body"):
            yield LongList(self._draw, id="list")
        yield Static("", id="keys-of", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The first that is in doubt is marked."""
        if not stands(self, KeyLine):
            return
        self.query_one(HeaderLine).pieces = (self._who or "mentortui", "whose names these are", self._draft.file)
        self.query_one("#body").border_title = Content("Whose names are these?")
        labels = all(is_label(one.name) for one in self._draft.names)
        self.query_one("#body").border_subtitle = Content("of this file alone" if labels else "said once, remembered")
        line = self.query_one(KeyLine)
        guest = (("g", "a guest"),) if self._guests else ()
        line.keys = (
            ("enter", "go on with these"),
            (f"{self._row[0]} {self._row[1]}", "whose"),
            *guest,
            (self._row[9], "not said who"),
            ("↑ ↓", "choose"),
        )
        line.last = ("esc", "back")
        self.set_focus(self.query_one(LongList))
        doubt = next((n for n, one in enumerate(self._draft.names) if self._mark(one.name) != view.SURE), 0)
        self.query_one(LongList).show(len(self._draft.names), 1, doubt)
        self._tell()

    def on_resize(self) -> None:
        """What fits is shown."""
        self.set_class(self.size.height < 12, "-flat")
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        if stands(self, KeyLine):
            listed = self.query_one(LongList)
            listed.show(len(self._draft.names), 1, listed.marked)
            self._tell()

    def _tell(self) -> None:
        panel = self.query_one("#keys-of", Static)
        panel.update(view.choices(self._people, max(20, self.size.width - 4), self._guests, self._row))

    def _mark(self, name: str) -> str:
        found = self._proposals.get(name)
        if name in self._said or (found is not None and found.sure):
            return view.SURE
        return view.DOUBT

    def _draw(self, place: int, width: int, here: bool) -> list[Content]:
        named = self._draft.names[place]
        answer, found = self._answers.get(named.name, GUEST), self._proposals.get(named.name)
        why = "" if found is None or found.person != answer or named.name in self._said else found.how
        return [view.row(named, answer, self._people, self._mark(named.name), why, width, here)]

    # keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where it is known who was there, nobody else was."""
        if action in ("guest", "rename"):
            return self._guests
        return super().check_action(action, parameters)

    def action_person(self, number: int) -> None:
        """The person on that key."""
        if number <= len(self._people):
            self._answer(self._people[number - 1][0])

    def action_guest(self) -> None:
        """Somebody of that name without a place in the mentorship."""
        self._answer(GUEST)

    def action_nobody(self) -> None:
        """Nobody in particular."""
        self._answer(NOT_SAID)

    def action_rename(self) -> None:
        """A guest whose name the file has otherwise."""
        name = self._here
        if not name:
            return

        def submit(typed: str) -> None:
            if not typed.strip():
                raise Refused("A guest needs a name.")
            self._answer(f"{GUEST}{typed.strip()}")

        self.app.push_screen(AskScreen("A guest, called", "the name as you want to read it", submit, value=name, select=True))

    def action_take(self) -> None:
        """As it stands here."""
        close(self, dict(self._answers))

    def action_leave(self) -> None:
        """Back to the files."""
        close(self, None)

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        """Enter, or a click on the marked one."""
        event.stop()
        self.action_take()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        numbers = {f"{self._row[0]} {self._row[1]}": "1", self._row[9]: "0"}
        press(self.app, numbers.get(event.key, event.sent))

    def on_key(self, event: Key) -> None:
        """The number row without shift, where it has no digits."""
        number = digit_of(event.character, self._row)
        if number is None or (event.character or PLAIN) in PLAIN:
            return
        event.stop()
        self.action_person(number) if number else self.action_nobody()

    @property
    def _here(self) -> str:
        if not stands(self, KeyLine) or not self._draft.names:
            return ""
        return self._draft.names[self.query_one(LongList).marked].name

    def _answer(self, answer: str) -> None:
        name = self._here
        if not name:
            return
        self._answers[name] = answer
        self._said.add(name)
        listed = self.query_one(LongList)
        doubt = next((n for n, one in enumerate(self._draft.names) if self._mark(one.name) != view.SURE), listed.marked)
        listed.show(len(self._draft.names), 1, doubt)
