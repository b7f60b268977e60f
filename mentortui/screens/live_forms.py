"""The forms that stand over Live: each asks for one thing and hands it to the session."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from textual.app import App

from mentortui.core.commands import Refused
from mentortui.core.dates import moment_line
from mentortui.core.durations import clock
from mentortui.core.words import SESSION_KINDS
from mentortui.screens.ask import AskScreen
from mentortui.screens.live_dialogs import LiveDialogs
from mentortui.screens.live_lists import agenda, captures, people
from mentortui.screens.live_view import utc
from mentortui.screens.strip import Otherwise, StripLine, nothing_else
from mentortui.services.charter import CallDropped
from mentortui.services.drafts import Kept
from mentortui.services.live import LiveSession
from mentortui.store.errors import StoreError

DATE_HINT = "thu 15:00 · 2w 15:00 · 12 dec 15:00, on your clock"


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
        `dropped`: asks the store what to do when the call drops. `copy`: into the clipboard; says which way."""
        self._app = app
        self._live = live
        self._strip = strip
        self._say = say
        self._dialogs = LiveDialogs(app, live, drafts, strip, row=row, say=say, otherwise=otherwise)
        self._ask_dropped = dropped
        self._dropped = CallDropped()
        self._copy = copy

    async def know_dropped(self) -> None:
        """What to do when the call drops, before it is needed: its key waits for no disk."""
        with suppress(StoreError):
            self._dropped = await asyncio.to_thread(self._ask_dropped)

    # the lists

    def people(self) -> None:
        """Who is here."""
        people(self._dialogs, self._live, self._dropped, self._copy)

    def agenda(self) -> None:
        """Add, edit, move, reopen."""
        agenda(self._dialogs, self._live)

    def captures(self) -> None:
        """Read over, edit, remove."""
        captures(self._dialogs, self._live)

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

        self._dialogs.ask(
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

        about = f"From {self._dialogs.hours(gap.began)} to {self._dialogs.hours(gap.ended)}, {clock(gap.ended - gap.began)}."
        self._dialogs.choose(
            "Whose was the time away?",
            choices,
            lambda key: self._live.floor.answer_gap(gap.id, None if key == "n" else int(key)),
            about,
        )

    def topic(self) -> None:
        """An unplanned topic, now."""
        self._dialogs.ask(
            "topic", "A new topic, now", "What it is about; it takes what time is left", self._live.agenda.start_topic
        )

    def understanding(self) -> None:
        """Who said it back."""
        live = self._live
        session = live.session
        people = [person for person in session.people if person.id in session.present]
        choices = [(str(person.key), f"{person.name} said it back, and it was what was meant") for person in people]

        self._dialogs.choose(
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

        self._dialogs.ask("next date", "The next session", DATE_HINT, live.agree_next, preview=preview)

    def finish(self, done: Callable[[str], None]) -> None:
        """Whether it is over; `done` gets y, e or s."""
        session = self._live.session
        last = self._dialogs.hours(session.last_act_at)
        waiting = [facts for facts in session.items if facts.state in ("waiting", "current", "open")]
        about = f"{len(waiting)} of {len(session.items)} items not done; they stay open." if waiting else ""
        choices = [
            ("y", "finish now"),
            ("e", f"it ended when a key was last pressed, {last}"),
            ("s", "finish and start the next"),
        ]

        what = SESSION_KINDS.get(session.started.kind, "session")
        self._dialogs.choose(f"Finish this {what}?", choices, done, about)
