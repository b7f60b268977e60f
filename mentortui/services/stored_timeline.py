"""The floor of a session in the store, to be walked and mended: its record changes."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import msgspec

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core import mend
from mentortui.core.commands import Refused, Stamp
from mentortui.core.dates import Unreadable, zone
from mentortui.core.events import Holding
from mentortui.core.heads import own_zone
from mentortui.core.mending import Stretch
from mentortui.core.records import FinishedSession, Living, TurnRow
from mentortui.core.restored import again, has_turns, mended
from mentortui.core.session import CaptureFacts, GapFacts, Session
from mentortui.core.words import happened
from mentortui.services.clock import Clock
from mentortui.services.timeline import read_words
from mentortui.services.writer import Saved
from mentortui.store.store import Store

replace = msgspec.structs.replace


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

    def settle(self, held: Sequence[Holding]) -> str:
        """Where it is not known whose the floor was, it was as that recording has it. Raises Refused."""
        return self._do(mend.settle, held)

    def read(self, words: str) -> int:
        return read_words(words, self._facts, self.now, self._zone)

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
                    heard=stored.heard,
                    unsure=stored.unsure,
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


def _is_recorded(session: FinishedSession) -> bool:
    return any(source == "transcript" for _, _, _, source in session.turns)


def _caught(stored: FinishedSession, living: list[Living]) -> list[CaptureFacts]:
    kept = [CaptureFacts(one.capture, one.at, one.item) for one in stored.caught]
    kept += [CaptureFacts(one.capture, one.at, one.item) for one in living]
    return sorted(kept, key=lambda facts: facts.at)
