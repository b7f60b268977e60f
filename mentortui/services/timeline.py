"""The floor of a session, live or past, to be walked and mended. Each act holds at once, in memory; `save` puts it on disk."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol

import msgspec

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core import mend
from mentortui.core.begin import parse_began
from mentortui.core.commands import Refused, Stamp
from mentortui.core.dates import Unreadable, zone
from mentortui.core.heads import own_zone
from mentortui.core.imported import Holding
from mentortui.core.mending import Stretch
from mentortui.core.records import FinishedSession, Living, TurnRow
from mentortui.core.restored import again, has_turns, mended
from mentortui.core.session import CaptureFacts, GapFacts, Session
from mentortui.core.words import happened
from mentortui.services.clock import Clock
from mentortui.services.live import LiveSession
from mentortui.services.writer import Saved
from mentortui.store.store import Store

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
        return _read(words, self.session, self.now, self._live.my_zone)

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


class StoredTimeline:
    """Of a session in the store: mending changes its record."""

    def __init__(self, store: Store, clock: Clock, new_id: Callable[[], str], slug: str, session_id: str) -> None:
        """Raises StoreError where there is no such session."""
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._slug = slug
        self._stored = store.session(slug, session_id)
        living = [one for one in store.living(slug) if one.session == session_id and not one.removed]
        self._captures = tuple(_caught(self._stored, living))
        self._events: list[e.AnyEvent] = []
        self._written = 0
        self._last = self._stored
        """As it was read, or written last."""
        self._begun_with = self._stored.turns
        self._taken_before = bool(self._stored.keyed) or _is_recorded(self._stored)
        """Whether turns of a recording were among them already."""
        self._facts = mended(self._stored, ())

    @property
    def session(self) -> Session:
        return self._facts

    @property
    def now(self) -> int:
        return self._facts.ended_at

    @property
    def captures(self) -> tuple[CaptureFacts, ...]:
        return self._captures

    @property
    def saved(self) -> Saved:
        return Saved(waiting=len(self._events) - self._written)

    @property
    def closed(self) -> str:
        if has_turns(self._stored):
            return ""
        if any(self._stored.figures.floor.values()):
            return "The shares of this session were typed in: it has no turns to mend."
        return "Nobody's time was kept in this session: it has no turns to mend."

    def seconds(self) -> float:
        return self._clock.monotonic() / 1_000_000

    def local(self, wall: int) -> datetime:
        moment = datetime.fromtimestamp(wall / 1_000_000, UTC)
        try:
            return moment.astimezone(zone(self._zone))
        except Unreadable:
            return moment

    def stretches(self) -> tuple[Stretch, ...]:
        return mend.stretches_of(self._facts, self.now)

    def reassign(self, at: int, answer: str) -> str:
        return self._do(mend.reassign, at, mend.floor_of(self._facts, answer), self.now)

    def split(self, at: int) -> str:
        return self._do(mend.split, at, self.now)

    def move(self, boundary: int, to: int) -> str:
        return self._do(mend.move_boundary, boundary, to, self.now)

    def take_over(self, held: Sequence[Holding], start: int, end: int) -> str:
        """From `start` to `end` the floor was as a recording that lies beside it has it. Raises Refused."""
        return self._do(mend.take_recording, held, start, end)

    def read(self, words: str) -> int:
        return _read(words, self._facts, self.now, self._zone)

    @property
    def away(self) -> GapFacts | None:
        return None

    def fill_away(self, gap: str, person: str) -> str:
        raise Refused("Once a session is stored, time away is no longer part of it.")

    def name(self, person: str, name: str) -> str:
        return self._do(c.name_person, person, name)

    def add_guest(self, name: str) -> str:
        id = f"guest-{self._new_id()}"
        self._do(c.add_guest, name, id)
        return id

    def undo(self) -> str:
        return self._back("Undone", c.undo)

    def redo(self) -> str:
        return self._back("Done again", c.redo)

    def save(self) -> None:
        facts, events = self._facts, len(self._events)
        if events == self._written:
            return
        stored, stamp = self._stored, {"changed": self._clock.wall(), "changed_by": self._stored.me}
        new = self._events[self._written : events]
        with self._store.changing(self._slug) as now:
            sessions = now.sessions(stored.began)
            there = sessions.get(stored.id) or stored
            elsewhere = there.turns != self._last.turns
            if elsewhere:
                # Mended in another program too: that stays, and what is new here is done to it.
                made = again(there, mended(there, new))
            else:
                # What Summary changed meanwhile stays; the turns are those this screen began with, mended.
                made = replace(
                    there,
                    people=stored.people,
                    items=stored.items,
                    turns=stored.turns,
                    figures=stored.figures,
                    prompts=stored.prompts,
                    mended=stored.mended,
                )
                made = again(made, facts) if facts.undoable else made
            made = replace(made, keyed=self._keyed_before(made), **stamp)
            sessions.put(made)
        self._last = made
        if not elsewhere:
            self._written = events
            return
        self._stored = there
        del self._events[: self._written]
        self._written = len(new)
        self._facts = mended(self._stored, self._events)

    def _keyed_before(self, made: FinishedSession) -> tuple[TurnRow, ...]:
        """The turns that a recording's took the place of here, so that they can be given back; also where it has nobody."""
        recorded = _is_recorded(made) or any(change.source == "transcript" for change in self._facts.changes)
        if made.keyed or self._taken_before:
            return made.keyed if self._taken_before or recorded else ()
        return self._begun_with if recorded else ()

    @property
    def _zone(self) -> str:
        return own_zone(self._stored)

    def _stamp(self) -> Stamp:
        return Stamp(self._new_id(), self.now, self._clock.wall(), self._stored.me)

    def _do(self, command: Callable[..., e.AnyEvent], *given: object) -> str:
        if self.closed:
            raise Refused(self.closed)
        return happened(self._keep(command(self._facts, *given, self._stamp())), self._facts)

    def _back(self, prefix: str, command: Callable[[Session, Stamp], e.AnyEvent]) -> str:
        event = command(self._facts, self._stamp())
        assert isinstance(event, e.Undone | e.Redone)
        said = happened(next(one for one in self._events if one.id == event.event), self._facts)
        self._keep(event)
        return f"{prefix}: {said}"

    def _keep(self, event: e.AnyEvent) -> e.AnyEvent:
        self._events.append(event)
        self._facts = mended(self._stored, self._events)
        return event


def _read(words: str, session: Session, now: int, my_zone: str) -> int:
    wall = datetime.fromtimestamp(session.wall(now) / 1_000_000, UTC)
    try:
        return session.active(parse_began(words, now, wall, my_zone))
    except Unreadable as error:
        raise Refused(str(error)) from error


def _is_recorded(session: FinishedSession) -> bool:
    return any(source == "transcript" for _, _, _, source in session.turns)


def _caught(stored: FinishedSession, living: list[Living]) -> list[CaptureFacts]:
    kept = [CaptureFacts(one.capture, one.at, one.item) for one in stored.caught]
    kept += [CaptureFacts(one.capture, one.at, one.item) for one in living]
    return sorted(kept, key=lambda facts: facts.at)
