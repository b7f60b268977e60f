"""Editing what a finished session left: its captures, the closing note, the next date."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Protocol

import msgspec

from mentortui.core import events as e
from mentortui.core.capture import Capture
from mentortui.core.commands import Refused
from mentortui.core.dates import moment_line
from mentortui.core.entered import unsure_in
from mentortui.core.entering import parse_shares, shares_told
from mentortui.core.words import KINDS
from mentortui.services.live import LiveSession


class Editor(Protocol):
    """Each act holds at once, in memory, or raises Refused; `save` puts it on disk and may be called again, from any thread."""

    @property
    def me(self) -> str:
        """The id of whoever was at the keys."""

    def refresh(self) -> None:
        """What others changed meanwhile is there too; from any thread. Raises StoreError."""

    def line_of(self, id: str) -> str:
        """The capture as one would type it. Raises Refused where it is gone."""

    def preview(self, line: str) -> str:
        """What a line is understood as, and who gets it."""

    def reword(self, id: str, line: str) -> str:
        """The capture typed anew; says what it is now."""

    def leave_note(self, id: str) -> str:
        """A note stays a note, and is no longer to be sorted."""

    def take_away(self, person: str, text: str) -> str:
        """A takeaway of that person, in their words."""

    def keep(self, id: str) -> str:
        """A promise is kept, or open again. Raises Refused for anything else."""

    def is_kept(self, id: str) -> bool:
        """Whether that promise is kept now."""

    def learn(self, id: str, text: str) -> str:
        """What was learned of it; empty says nothing and changes nothing."""

    def remove(self, id: str) -> str:
        """The capture goes; `undo` brings it back."""

    @property
    def closing(self) -> str:
        """The closing note."""

    def note_closing(self, text: str) -> str:
        """The one free note at the end; empty takes it away."""

    def date_preview(self, words: str) -> str:
        """`Thu 3 Dec 15:00 (17:00 Nairobi)`. Raises Refused."""

    def agree_next(self, words: str) -> str:
        """The next session, my time; empty takes the date back."""

    @property
    def unsure(self) -> int:
        """Microseconds of the session that are unsure, or were until shares were entered for them."""

    def shares_preview(self, words: str) -> str:
        """What `40 60` or `Ada 40` would do. Raises Refused."""

    def enter_shares(self, words: str) -> str:
        """Shares of what is unsure, as both think it was; empty takes them back."""

    @property
    def edited(self) -> bool:
        """Whether `undo` has an edit to take back."""

    def undo(self) -> str:
        """Takes back the last edit, and says what it was."""

    def save(self) -> None:
        """What was edited is on disk when it returns. Raises StoreError; then it may be tried again."""


class LiveEditor:
    """A session that has just finished: edits are events of it, and its result is stored again."""

    def __init__(self, live: LiveSession, store_again: Callable[[], object]) -> None:
        self._live = live
        self._store_again = store_again
        self._stored = len(live.events)

    @property
    def me(self) -> str:
        return self._live.session.me

    def refresh(self) -> None:
        """Nobody else has a session under way."""

    def line_of(self, id: str) -> str:
        return self._live.captures.line_of(self._capture(id))

    def preview(self, line: str) -> str:
        return self._live.captures.preview(line)

    def reword(self, id: str, line: str) -> str:
        self._capture(id)
        return self._live.said(self._live.captures.reword(id, line))

    def leave_note(self, id: str) -> str:
        note = self._capture(id)
        self._live.captures.edit(msgspec.structs.replace(note, sorted=True))
        return f"left a note: {note.text}"

    def take_away(self, person: str, text: str) -> str:
        return self._live.said(self._live.captures.take_away(person, text))

    def keep(self, id: str) -> str:
        self._capture(id)
        raise Refused("It was promised only just now: from History, or with d on Home, it can be ticked off.")

    def is_kept(self, id: str) -> bool:
        return False

    def learn(self, id: str, text: str) -> str:
        return self.keep(id)

    def remove(self, id: str) -> str:
        said = f"removed: {named(self._capture(id))}"
        self._live.captures.remove(id)
        return said

    @property
    def closing(self) -> str:
        return self._live.session.closing

    def note_closing(self, text: str) -> str:
        return self._live.said(self._live.note_closing(text))

    def date_preview(self, words: str) -> str:
        wall = self._live.read_moment(words)
        return " · ".join(
            (moment_words(wall, self._live.my_zone, self._live.their_zone, self._live.today), *self._live.doubts(wall))
        )

    def agree_next(self, words: str) -> str:
        return self._live.said(self._live.agree_next(words))

    @property
    def unsure(self) -> int:
        return unsure_in(self._live.session.parts(self._live.session.ended_at))

    def shares_preview(self, words: str) -> str:
        people = self._live.captures.reader().people
        return shares_told(parse_shares(words, people), people, self.unsure)

    def enter_shares(self, words: str) -> str:
        return self._live.said(self._live.enter_shares(parse_shares(words, self._live.captures.reader().people)))

    @property
    def edited(self) -> bool:
        undoable = self._live.session.undoable
        finishing = {event.id for event in self._live.events if isinstance(event, e.Finished)}
        return bool(undoable) and undoable[-1].event not in finishing

    def undo(self) -> str:
        if not self.edited:
            raise Refused("There is no edit to undo.")
        return self._live.undo()

    def save(self) -> None:
        events = len(self._live.events)
        if events != self._stored:
            self._store_again()
            self._stored = events

    def _capture(self, id: str) -> Capture:
        found = next((facts.capture for facts in self._live.session.captures if facts.capture.id == id), None)
        if found is None:
            raise Refused("That is no longer here.")
        return found


def named(capture: Capture) -> str:
    return f"{KINDS[capture.kind]}, {capture.text or capture.step}"


def shares_said(shares: Mapping[str, float]) -> str:
    return "shares entered for what was unsure" if shares else "entered shares taken back"


def moment_words(wall: int, mine: str, theirs: str, today: date) -> str:
    return moment_line(datetime.fromtimestamp(wall / 1_000_000, UTC), mine, theirs, today)
