"""The forms that stand over Live: each asks for one thing and hands it to the session."""

from collections.abc import Callable, Sequence

import msgspec
from textual.app import App

from mentortui.core.agenda import title_and_minutes
from mentortui.core.commands import Refused
from mentortui.core.dates import moment_line
from mentortui.core.durations import clock
from mentortui.core.events import Item, ItemAdded
from mentortui.core.people import Participant
from mentortui.core.session import ItemFacts
from mentortui.core.sharing import agreement_words, parse_sharing, sharing_told
from mentortui.core.text import fit
from mentortui.core.words import KINDS, SESSION_KINDS, sign_of
from mentortui.screens.ask import AskScreen
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.live_view import hours, utc
from mentortui.screens.rows import Deed, Row, RowsScreen
from mentortui.screens.strip import Otherwise, StripLine, nothing_else
from mentortui.services.charter import CallDropped
from mentortui.services.drafts import Kept
from mentortui.services.live import LiveSession

MARKS = {"done": "✓", "current": "▸", "open": "○", "waiting": " "}


class LiveForms:
    """Opens them. `strip` is the one line that says who has the floor meanwhile."""

    def __init__(
        self,
        app: App[object],
        live: LiveSession,
        drafts: Kept,
        strip: StripLine,
        *,
        row: str = "1234567890",
        say: Callable[[str], None] = lambda words: None,
        otherwise: Otherwise = nothing_else,
        dropped: Callable[[], CallDropped] = CallDropped,
        copy: Callable[[str], str] = lambda text: "",
    ) -> None:
        """`row`: what this keyboard's number keys send. `say`: where a refusal is said. `otherwise`: floor and cover keys.
        `dropped`: what to do when the call drops, as far as it is known. `copy`: into the clipboard; says which way."""
        self._app = app
        self._live = live
        self._drafts = drafts
        self._strip = strip
        self._row = row
        self._say = say
        self._otherwise = otherwise
        self._dropped = dropped
        self._copy = copy

    def _ask(
        self,
        name: str,
        title: str,
        hint: str,
        submit: Callable[[str], object],
        *,
        preview: Callable[[str], str] = lambda text: "",
        value: str = "",
    ) -> None:
        """`name` is that of the draft, which goes before `value`."""
        key = f"{self._live.session.started.session} {name}"

        def keep(text: str) -> None:
            self._drafts.put(key, "" if text == value else text)

        screen = AskScreen(
            title, hint, submit, preview=preview, value=self._drafts.get(key) or value, keep=keep, strip=self._strip
        )

        def done(taken: bool | None) -> None:
            if taken:
                self._say(self._live.said_last())

        self._app.push_screen(screen, done)

    def _choose(self, title: str, choices: list[tuple[str, str]], chosen: Callable[[str], object], about: str = "") -> None:
        def done(key: str | None) -> None:
            try:
                if key is not None:
                    chosen(key)
            except Refused as error:
                self._say(str(error))

        screen = ChooseScreen(title, choices, about=about, row=self._row, otherwise=self._otherwise, strip=self._strip)
        self._app.push_screen(screen, done)

    def elsewhere(self, save: Callable[[str], str], closed: Callable[[], None]) -> AskScreen:
        """Where all of the session is to go while the disk refuses; to be proposed a folder that takes something."""
        taken = list[str]()
        hint = "A folder on another disk. It gets all of this session, until its own place takes it again."
        screen = AskScreen("Save elsewhere", hint, lambda typed: taken.append(save(typed)), strip=self._strip)

        def done(wanted: bool | None) -> None:
            if wanted and taken:
                self._say(f"All of the session goes into a file in {taken[-1]} too")
            closed()

        self._app.push_screen(screen, done)
        return screen

    # the floor and its people

    def began(self) -> None:
        """When the last change of floor was."""

        def preview(text: str) -> str:
            who, was, will = self._live.floor.what_moves(text)
            session = self._live.session
            name = "both" if who == "+" else session.name(who) if who else "nobody"
            before = clock(session.clock(was))
            gone = self._live.floor.turns_given_way(text)
            way = (
                ""
                if not gone
                else f"; {gone} {'turn' if gone == 1 else 'turns'} after that {'gives' if gone == 1 else 'give'} way"
            )
            return f"{name} from {clock(session.clock(will))} into the session, keyed at {before}{way}"

        self._ask(
            "began",
            "The last change of floor began",
            "-90 or -1:30 ago · 12:40 into the session · @14:03 on the clock",
            self._live.floor.began,
            preview=preview,
        )

    def gap(self) -> None:
        """Whose the time was while the program was away."""
        gaps = self._live.session.open_gaps
        if not gaps:
            raise Refused("No gap is open: all the time of this session is accounted for.")
        gap, session = gaps[0], self._live.session
        choices = [("n", "it does not count"), ("0", "nobody spoke")]
        choices += [(str(person.key), f"{person.name} spoke") for person in session.people]

        about = f"From {self._hours(gap.began)} to {self._hours(gap.ended)}, {clock(gap.ended - gap.began)}."
        self._choose(
            "Whose was the time away?",
            choices,
            lambda key: self._live.floor.answer_gap(gap.id, None if key == "n" else int(key)),
            about,
        )

    def people(self) -> None:
        """Who is here."""
        live = self._live

        def tasks(person: str) -> list[str]:
            return [task for task, id in live.session.started.roles.items() if id == person]

        def rows() -> list[Row]:
            session = live.session
            return [
                Row(
                    person.id,
                    person.name,
                    str(person.key),
                    " · ".join((person.role, *tasks(person.id), "here" if person.id in session.present else "away")),
                    person.id in session.floor.holders,
                )
                for person in session.people
            ]

        def here(id: str) -> str:
            return live.said(live.arrive_or_leave(id))

        def rename(id: str) -> None:
            self._ask(
                f"name {id}", "Name", "How this person is called", lambda text: live.name(id, text), value=_called(live, id)
            )

        def guest(id: str) -> None:
            self._ask("guest", "A guest", "Their name; a number comes by itself", live.add_guest)

        dropped = self._dropped()
        link = Deed("j", "copy the call's link", lambda id: f"The link of the call: {self._copy(dropped.link)}", alone=True)
        self._rows(
            "Who is here",
            rows,
            [
                Deed("space", "here or away", here),
                Deed("e", "name", rename),
                Deed("a", "add a guest", guest, alone=True),
                *([link] if dropped.link else []),
            ],
            empty="Nobody is here.",
            about=f"If the call drops: {dropped.plan_b}" if dropped.plan_b else "",
        )

    # the agenda

    def topic(self) -> None:
        """An unplanned topic, now."""
        self._ask("topic", "A new topic, now", "What it is about; it takes what time is left", self._live.agenda.start_topic)

    def agenda(self) -> None:
        """Add, edit, move, reopen."""
        live = self._live

        def rows() -> list[Row]:
            used = {row.facts.item.id: row.used for row in live.agenda.plan().rows}
            return [
                Row(
                    facts.item.id,
                    _titled(facts.item, live.session.people),
                    MARKS[facts.state],
                    f"{'' if facts.item.minutes is None else facts.item.minutes:>4} {_used(used[facts.item.id]):>6}",
                    facts.state == "current",
                )
                for facts in live.session.items
            ]

        def edit(id: str) -> None:
            item = _item(live, id).item
            typed = item.title if item.minutes is None else f"{item.title} {item.minutes}"

            def submit(text: str) -> object:
                title, minutes = title_and_minutes(text)
                return live.agenda.edit(msgspec.structs.replace(item, title=title, minutes=minutes))

            self._ask(f"item {id}", "Edit the item", TITLE_HINT, submit, preview=_item_preview, value=typed)

        def share(id: str) -> None:
            item, people = _item(live, id).item, live.session.people

            def told(text: str) -> str:
                return sharing_told(*parse_sharing(text, people), people) if text.strip() else "as in the session"

            def submit(text: str) -> object:
                return live.agenda.share(item, text)

            self._ask(
                f"talk {id}",
                f"Talk in {fit(item.title, TITLE_CELLS)}",
                SHARES_HINT,
                submit,
                preview=told,
                value=agreement_words(item.agreement, people),
            )

        def add(id: str) -> None:
            def submit(text: str) -> object:
                title, minutes = title_and_minutes(text)
                added = live.agenda.add(title, minutes, before=_kept_last(live))
                if isinstance(added, ItemAdded):
                    screen.point_at(added.item.id)
                return added

            self._ask("new item", "Add an item", TITLE_HINT, submit, preview=_item_preview)

        def end(id: str) -> None:
            self._ask("end", "The call must end at", "15:45 on your clock; empty: no hard end", live.agenda.set_end)

        screen = self._rows(
            "Agenda",
            rows,
            [
                Deed("enter", "start", lambda id: live.said(live.agenda.go_to(id))),
                Deed("a", "add", add, alone=True),
                Deed("e", "edit", edit),
                Deed("s", "talk in it", share),
                Deed("J", "down", lambda id: live.said(live.agenda.move(id, 1))),
                Deed("K", "up", lambda id: live.said(live.agenda.move(id, -1))),
                Deed("space", "done or not", lambda id: live.said(live.agenda.finish_or_reopen(id))),
                Deed("backspace", "remove", lambda id: live.said(live.agenda.remove(id)), "⌫"),
                Deed("t", "hard end", end, alone=True),
                Deed("u", "undo", lambda id: live.undo(), alone=True),
            ],
            empty="No item yet: a adds one, such as “Code review 15”.",
        )

    # what was said

    def captures(self) -> None:
        """Read over, edit, remove."""
        live = self._live

        def rows() -> list[Row]:
            session = live.session
            return [
                Row(
                    facts.capture.id,
                    facts.capture.text + (f" → {facts.capture.step}" if facts.capture.step else ""),
                    (sign_of(facts.capture, session.me) or " ")[:1],
                    f"{KINDS[facts.capture.kind]} · {self._hours(facts.at)}",
                )
                for facts in reversed(session.captures)
            ]

        def edit(id: str) -> None:
            found = [facts.capture for facts in live.session.captures if facts.capture.id == id]
            if found:
                self._ask(
                    f"edit {id}",
                    "Edit",
                    "enter saves",
                    lambda text: live.captures.reword(id, text),
                    preview=live.captures.preview,
                    value=live.captures.line_of(found[0]),
                )

        self._rows(
            "Captured",
            rows,
            [
                Deed("enter", "edit", edit),
                Deed("e", "edit", edit),
                Deed("backspace", "remove", lambda id: live.said(live.captures.remove(id)) + " · u undoes", "⌫"),
                Deed("u", "undo", lambda id: live.undo(), alone=True),
            ],
            empty="Nothing caught yet. On Live, enter opens the line: “! recorded responses instead of a fake server”.",
        )

    def understanding(self) -> None:
        """Who said it back."""
        live = self._live
        session = live.session
        people = [person for person in session.people if person.id in session.present]
        choices = [(str(person.key), f"{person.name} said it back, and it was what was meant") for person in people]

        self._choose(
            "Understanding confirmed",
            choices,
            lambda key: self._live.confirm_understanding(next(one.id for one in people if str(one.key) == key)),
        )

    def next_date(self) -> None:
        """When the two meet again."""
        live = self._live

        def preview(text: str) -> str:
            wall = live.read_moment(text)
            return " · ".join((moment_line(utc(wall), live.my_zone, live.their_zone, live.today), *live.doubts(wall)))

        self._ask("next date", "The next session", DATE_HINT, live.agree_next, preview=preview)

    def finish(self, done: Callable[[str], None]) -> None:
        """Whether it is over; `done` gets y, e or s."""
        session = self._live.session
        last = self._hours(session.last_act_at)
        waiting = [facts for facts in session.items if facts.state in ("waiting", "current", "open")]
        about = f"{len(waiting)} of {len(session.items)} items not done; they stay open." if waiting else ""
        choices = [
            ("y", "finish now"),
            ("e", f"it ended when a key was last pressed, {last}"),
            ("s", "finish and start the next"),
        ]

        what = SESSION_KINDS.get(session.started.kind, "session")
        self._choose(f"Finish this {what}?", choices, done, about)

    def _rows(self, title: str, rows: Callable[[], list[Row]], deeds: list[Deed], *, empty: str, about: str = "") -> RowsScreen:
        screen = RowsScreen(title, rows, deeds, empty=empty, about=about, otherwise=self._otherwise, strip=self._strip)
        self._app.push_screen(screen)
        return screen

    def _hours(self, at: int) -> str:
        return hours(self._live.wall(at), self._live.my_zone)


DATE_HINT = "thu 15:00 · 2w 15:00 · 12 dec 15:00, on your clock"
SHARES_HINT = "agreed talk in this item alone: 20/80 or equal; empty: as in the session"
TITLE_CELLS = 40
TITLE_HINT = "Title and minutes: Code review 15. Without minutes it has no timer"


def _item_preview(text: str) -> str:
    title, minutes = title_and_minutes(text)
    return f"{title} · {'no timer' if minutes is None else f'{minutes} minutes'}"


def _item(live: LiveSession, id: str) -> ItemFacts:
    found = [facts for facts in live.session.items if facts.item.id == id]
    if not found:
        raise Refused("No item is selected: a adds one.")
    return found[0]


def _kept_last(live: LiveSession) -> str:
    """The id of the last item, while it waits with its minutes kept: what is added comes before it. Else empty."""
    kept = [row.facts for row in live.agenda.plan().rows if row.holds]
    return kept[0].item.id if kept and kept[0].state == "waiting" else ""


def _called(live: LiveSession, id: str) -> str:
    """The name to edit; a guest nobody has named yet has none."""
    person = live.session.person(id)
    return person.name if person is not None and person.named else ""


def _titled(item: Item, people: Sequence[Participant]) -> str:
    """Its title, and the shares that are agreed for it alone."""
    return item.title if item.agreement is None else f"{item.title} · {agreement_words(item.agreement, people)}"


def _used(used: int) -> str:
    return clock(used) if used else ""
