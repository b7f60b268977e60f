"""The course of a live session: its events, the facts they come to, its clock, its gaps. All its parts keep what they do here."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

import msgspec

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core.commands import Refused, Stamp
from mentortui.core.event_lines import as_stored
from mentortui.core.fold import Growing
from mentortui.core.heads import local
from mentortui.core.session import Session
from mentortui.core.watch import GAP, gap_between
from mentortui.services.clock import Clock
from mentortui.services.writer import Writer
from mentortui.store.log import tell


class Beat(msgspec.Struct, frozen=True):
    """A moment in which the program was known to be there; microseconds."""

    at: int
    boot: int
    monotonic: int
    wall: int


class Course:
    """One event after the other, on the interface's thread alone: shown at once, handed to the writer, told to whoever looks."""

    def __init__(
        self,
        events: Iterable[e.AnyEvent | e.Unknown],
        writer: Writer,
        clock: Clock,
        new_id: Callable[[], str],
        *,
        at: int,
        beat: Callable[[Beat], None],
        closed: Callable[[], str],
        changed: Callable[[], None],
    ) -> None:
        """`events`: those already in the log, SessionStarted first; `at`: the session clock now; `beat`: told once a second;
        `closed`: why nothing can be kept, or empty; `changed`: told after each event."""
        self.events = list(events)
        self.clock = clock
        self.writer = writer
        self.new_id = new_id
        self.since_when = False
        """The last verb answered "Still Ada?" with another person's number: since when do they speak?"""
        self.hush: Callable[[], None] = lambda: None
        """Called before a pause and before the end: what was heard until now is told first."""
        self._beat = beat
        self._closed = closed
        self._changed = changed
        self._origin = (at, clock.boot())
        self._facts = Growing(self.events)
        self.session: Session = self._facts.session
        self._last = self._now_beat()

    # when it is, and for whom

    @property
    def now(self) -> int:
        """The session clock, microseconds since the session began."""
        return self._at(self.clock.boot())

    def at(self, boot: int) -> int:
        """The session clock at a moment of the clock that counts across sleep: 0 before the session began, now at most."""
        at, origin = self._origin
        return max(0, min(at + boot - origin, self.now))

    @property
    def today(self) -> date:
        """The day it is for whoever is at the keys."""
        return self.local(self.clock.wall()).date()

    def local(self, wall: int) -> datetime:
        """UTC microseconds as the time of whoever is at the keys."""
        return local(wall, self.my_zone)

    @property
    def my_zone(self) -> str:
        """The zone of whoever is at the keys."""
        me = self.session.person(self.session.me)
        return me.zone if me else "UTC"

    # what happens

    def do(self, command: Callable[..., e.AnyEvent], *given: object) -> e.AnyEvent:
        """A command of core, stamped now and kept. Raises Refused; then nothing has changed."""
        self.notice_gap()
        asked = self.session.asked
        event = self.keep(command(self.session, *given, self.stamp()))
        holders = self.session.floor.holders
        self.since_when = isinstance(event, e.FloorTaken) and asked is not None and holders != asked.holders
        return event

    def keep(self, event: e.AnyEvent) -> e.AnyEvent:
        """It happened: the facts have it at once, the disk as soon as the writer can. Raises Refused while it is watched."""
        if closed := self._closed():
            raise Refused(closed)
        event = as_stored(event)
        self.events.append(event)
        self.session = self._facts.add(event)
        self.writer.put(event)
        self._changed()
        return event

    def stamp(self, by: str = "") -> Stamp:
        """Of an event that happens now; `by`: who did it, whoever is at the keys where it is not said."""
        return Stamp(self.new_id(), self.now, self.clock.wall(), by or self.session.me)

    def replay(self, events: Iterable[e.AnyEvent | e.Unknown], at: int) -> None:
        """The session as these events have it, its clock at `at`."""
        self.events = list(events)
        self._facts = Growing(self.events)
        self.session = self._facts.session
        self._origin = (at, self.clock.boot())

    # when nobody was there

    def beat(self) -> None:
        """Says, outside this program too, that it is there."""
        self._last = self._now_beat()
        self._beat(self._last)

    def notice_gap(self) -> bool:
        """Whether the machine has slept since it was asked last; each key asks too, so that a gap ends before the key."""
        last, self._last = self._last, self._now_beat()
        step = (self._last.wall - last.wall) - (self._last.boot - last.boot)
        if abs(step) >= GAP:
            tell("wall clock set", session=self.session.started.session, by_s=round(step / 1_000_000))
        if self._last.boot < last.boot:  # a machine put back to an earlier state: the session clock stands, it never goes back
            self._origin = (last.at, self._last.boot)
        slept = gap_between(last.boot, last.monotonic, self._last.boot, self._last.monotonic)
        if not slept or self.clock.test or self.session.finished:
            return False
        self.found_gap(last.at)
        slept_for, stood = self._last.boot - last.boot, self._last.monotonic - last.monotonic
        tell(
            "gap",
            session=self.session.started.session,
            s=round(slept_for / 1_000_000),
            asleep_s=round((slept_for - stood) / 1_000_000),
        )
        return True

    def found_gap(self, began: int) -> None:
        """From `began` of the session clock until now the machine slept or the program was away. In a pause that changes nothing,
        and is kept all the same: were the pause undone, the sleep would be the speaker's."""
        stamp = self.stamp(e.PROGRAM)
        if not self.session.finished and stamp.at > began:
            self.keep(e.GapFound(**c.fields(stamp), began=began))

    def away_since(self, ended: int) -> None:
        """A session that was over at `ended` goes on: where that is longer ago than a moment, it is a gap."""
        if self.now - ended >= GAP:
            self.found_gap(ended)

    def went_on(self, began: int, boot_id: str) -> None:
        """This program goes on with a session that another left at `began`."""
        stamp = self.stamp(e.PROGRAM)
        self.keep(e.GapFound(**c.fields(stamp), began=began, boot=self.clock.boot(), boot_id=boot_id))

    def _at(self, boot: int) -> int:
        at, origin = self._origin
        return max(at + boot - origin, self.session.last_at)

    def _now_beat(self) -> Beat:
        # One look at the boot clock, before the other: a machine that falls asleep in between has slept after this beat.
        boot = self.clock.boot()
        return Beat(self._at(boot), boot, self.clock.monotonic(), self.clock.wall())
