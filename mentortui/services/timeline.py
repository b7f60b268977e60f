"""The floor of a session, live or past, to be walked and mended. Each act holds at once, in memory; `save` puts it on disk."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

import msgspec

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core import mend
from mentortui.core.begin import parse_began
from mentortui.core.commands import Refused
from mentortui.core.dates import Unreadable
from mentortui.core.mending import Stretch
from mentortui.core.session import CaptureFacts, GapFacts, Session
from mentortui.services.live import LiveSession
from mentortui.services.writer import Saved

replace = msgspec.structs.replace


class Timeline(Protocol):
    """What the screen drives. Verbs say what was done, or raise Refused. Times are microseconds of active time."""

    @property
    def session(self) -> Session:
        """The facts as they are now, mended."""
        ...

    @property
    def now(self) -> int:
        """The session clock: of a finished session its end."""
        ...

    @property
    def captures(self) -> tuple[CaptureFacts, ...]:
        """What was caught, oldest first; times of the session clock."""
        ...

    @property
    def saved(self) -> Saved:
        """How much is on disk."""
        ...

    @property
    def closed(self) -> str:
        """Why nothing can be mended here; empty: it can."""
        ...

    def seconds(self) -> float:
        """A clock that only runs on, for the replay."""
        ...

    def local(self, wall: int) -> datetime:
        """UTC microseconds as the time of whoever was at the keys."""
        ...

    def stretches(self) -> tuple[Stretch, ...]:
        """From the beginning until now."""
        ...

    def reassign(self, at: int, answer: str) -> str:
        """The stretch at `at` was a person's (their id), nobody's (empty), of several (`+`), or it is not known (`?`)."""
        ...

    def split(self, at: int) -> str:
        """The stretch at `at` becomes two."""
        ...

    def move(self, boundary: int, to: int) -> str:
        """What begins at `boundary` began at `to`, as far as that goes."""
        ...

    def read(self, words: str) -> int:
        """`12:40`, `@14:03`, as active time."""
        ...

    @property
    def away(self) -> GapFacts | None:
        """Time in which the machine slept or no program ran, that is not counted; None: there is none, or it is not known."""
        ...

    def fill_away(self, gap: str, person: str) -> str:
        """That time was a person's (their id), or nobody's (empty): it counts."""
        ...

    def name(self, person: str, name: str) -> str:
        """A guest gets a name, or a person another one."""
        ...

    def add_guest(self, name: str) -> str:
        """Someone who was there without a key; the id."""
        ...

    def undo(self) -> str:
        """Takes back what was done last, and says what."""
        ...

    def redo(self) -> str:
        """Does it again."""
        ...

    def save(self) -> None:
        """What was mended is on disk when it returns. Raises StoreError; then it may be tried again. From any thread."""
        ...


class LiveTimeline:
    """Of a session under way, or of one that has just finished: mending is an event of it."""

    def __init__(self, live: LiveSession, store_again: Callable[[], object] | None = None) -> None:
        """`store_again`: of a finished one, writes its result anew."""
        self._live = live
        self._store_again = store_again
        self._stored = len(live.events)

    @property
    def session(self) -> Session:
        return self._live.session

    @property
    def now(self) -> int:
        session = self._live.session
        return session.ended_at if session.finished else self._live.now

    @property
    def captures(self) -> tuple[CaptureFacts, ...]:
        return self._live.session.captures

    @property
    def saved(self) -> Saved:
        return self._live.saved

    @property
    def closed(self) -> str:
        return self._live.not_ours if self._live.whose else ""

    def seconds(self) -> float:
        return self._live.clock.monotonic() / 1_000_000

    def local(self, wall: int) -> datetime:
        return self._live.local(wall)

    def stretches(self) -> tuple[Stretch, ...]:
        return mend.stretches_of(self.session, self.now)

    def reassign(self, at: int, answer: str) -> str:
        live = self._live
        return live.said(live.floor.mend(mend.reassign, at, mend.floor_of(live.session, answer), self.now))

    def split(self, at: int) -> str:
        return self._live.said(self._live.floor.mend(mend.split, at, self.now))

    def move(self, boundary: int, to: int) -> str:
        return self._live.said(self._live.floor.mend(mend.move_boundary, boundary, to, self.now))

    def read(self, words: str) -> int:
        return read_words(words, self.session, self.now, self._live.my_zone)

    @property
    def away(self) -> GapFacts | None:
        return None if self.session.finished else mend.away(self.session)

    def fill_away(self, gap: str, person: str) -> str:
        return self._live.said(self._live.floor.mend(c.answer_gap, gap, (person,) if person else (), True))

    def name(self, person: str, name: str) -> str:
        return self._live.said(self._live.name(person, name))

    def add_guest(self, name: str) -> str:
        if self.session.finished:
            raise Refused("The session is finished: a guest can be added once you have left its summary.")
        event = self._live.add_guest(name)
        assert isinstance(event, e.PersonJoined)
        return event.person.id

    def undo(self) -> str:
        undoable = self.session.undoable
        if self.session.finished and undoable and undoable[-1].type == "finished":
            raise Refused("There is nothing to undo here.")
        return self._live.undo()

    def redo(self) -> str:
        redoable = self.session.redoable
        if redoable and redoable[-1].type == "finished":
            raise Refused("There is nothing to redo here.")
        return self._live.redo()

    def save(self) -> None:
        events = len(self._live.events)
        if self.session.finished and self._store_again is not None and events != self._stored:
            self._store_again()
            self._stored = events


def read_words(words: str, session: Session, now: int, my_zone: str) -> int:
    """`12:40`, `@14:03`, as active time. Raises Refused."""
    wall = datetime.fromtimestamp(session.wall(now) / 1_000_000, UTC)
    try:
        return session.active(parse_began(words, now, wall, my_zone))
    except Unreadable as error:
        raise Refused(str(error)) from error
