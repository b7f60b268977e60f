"""Sessions that took place without the program, written down afterwards."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TypeVar

import msgspec

from mentortui.core import past
from mentortui.core.capture import Reader, caught, preview, understand
from mentortui.core.commands import Refused
from mentortui.core.dates import Unreadable, moment_line, show_date, zone
from mentortui.core.durations import MINUTE
from mentortui.core.records import FinishedSession, Mentorship
from mentortui.core.sharing import in_order
from mentortui.core.words import joined
from mentortui.services.clock import Clock
from mentortui.services.counting import count_as_planned
from mentortui.services.goal_names import KnownGoals
from mentortui.services.moments import moment_typed
from mentortui.services.numbers import next_number
from mentortui.services.overlapping import Overlaps, held_then
from mentortui.services.overlapping import told as told_of
from mentortui.store.changing import Changing
from mentortui.store.store import Store

Read = TypeVar("Read")


class WrongField(Refused):
    """`field`: which answer it is that cannot be taken."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """The answers as they were typed."""

    day: str = ""
    time: str = ""
    minutes: str = ""
    kind: str = "regular"
    title: str = ""
    who: str = ""
    items: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    shares: str = ""


class LoggingPast:
    """Of one mentorship. Raises StoreError where it cannot be read."""

    def __init__(self, store: Store, clock: Clock, new_id: Callable[[], str], slug: str) -> None:
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._slug = slug
        self.mentorship: Mentorship = store.mentorship(slug)
        self.people = in_order(self.mentorship)
        self._goals = KnownGoals(store, self.mentorship)

    @property
    def today(self) -> date:
        """The user's."""
        return self._date(self._clock.wall())

    @property
    def others(self) -> str:
        """Everybody but the user, by name."""
        return joined([one.name for one in self.people[1:]]) or "nobody else"

    def hints(self, typed: Typed) -> Mapping[str, str]:
        """What each answer was understood as, by field; a sentence of what is wrong where it cannot be."""
        reads: Mapping[str, Callable[[], str]] = {
            "day": lambda: show_date(past.past_day(typed.day, self.today), self.today),
            "time": lambda: self._when(typed),
            "who": lambda: joined([one.name for one in past.who_was_there(typed.who, self.people)]),
            "shares": lambda: self._shares_told(typed),
        }
        told = {}
        for field, read in reads.items():
            try:
                told[field] = read()
            except Refused as error:
                told[field] = str(error)
        return told

    def item_told(self, line: str) -> str:
        """An agenda line as it is understood."""
        title, minutes = past.item_typed(line)
        return f"{title} · {minutes} min" if minutes else ""

    def note_told(self, line: str, typed: Typed) -> str:
        """A note as it is understood, signs and all; due dates count from the day it was said."""
        if not line.strip():
            return ""
        try:
            day = past.past_day(typed.day, self.today)
        except Refused:
            day = self.today
        reader = msgspec.structs.replace(self._reader, today=day)
        return preview(understand(line, reader), reader)

    def save(self, typed: Typed, *, overlapping: bool = False) -> FinishedSession:
        """Stores it, and returns it. `overlapping`: although another session was held then.

        Raises WrongField, Overlaps, StoreError; then nothing is stored, or what was is stored again by the next try.
        """
        told = self._read(typed)
        for number, line in enumerate(typed.notes, 1):
            self._field(f"note:{number}", partial(caught, line, self._reader))
        with self._store.changing(self._slug) as now:
            return self._save(now, told, overlapping)

    def _save(self, now: Changing, told: past.Told, overlapping: bool) -> FinishedSession:
        other = held_then(self._store, self._slug, told.began, told.began + told.minutes * MINUTE)
        if other is not None and not overlapping:
            raise Overlaps(told_of(other, when=self._told(other.began)), other.id)
        number = next_number(self._store, self._slug)
        made = past.logged(
            told,
            now.mentorship(),
            number=number,
            wall=self._clock.wall(),
            today=self._date(told.began),
            new_id=self._new_id,
            own_goals=self._goals()[1],
        )
        now.living.put(*made.living)
        now.private.put(*made.private)
        fresh = now.mentorship()
        goals = tuple(dict.fromkeys((*fresh.goals, *made.goals)))
        if goals != fresh.goals:
            now.mentorships.put(msgspec.structs.replace(fresh, goals=goals, changed=self._clock.wall()))
        count_as_planned(now, made.session, self._clock.wall(), self._new_id)
        # Last: where it is listed, all that was caught in it is there.
        now.sessions(made.session.began).put(made.session)
        return made.session

    def _read(self, typed: Typed) -> past.Told:
        began = self._field("time", lambda: self._began(typed))
        minutes = self._field("minutes", lambda: past.past_minutes(typed.minutes))
        if began + minutes * MINUTE > self._clock.wall() + MINUTE:
            ends = "has not begun" if began > self._clock.wall() else "is not over"
            raise WrongField("time", f"A session at {self._told(began)} {ends} yet: write it down once it was held.")
        here = self._field("who", lambda: past.who_was_there(typed.who, self.people))
        participants = past.there(here, self.mentorship)
        return past.Told(
            began=began,
            minutes=minutes,
            kind=typed.kind,
            title=typed.title,
            people=participants,
            items=tuple(past.item_typed(line) for line in typed.items if line.strip()),
            notes=typed.notes,
            shares=self._field("shares", lambda: past.shares_typed(typed.shares, here, participants)),
        )

    def _field(self, name: str, read: Callable[[], Read]) -> Read:
        try:
            return read()
        except Refused as error:
            raise WrongField("day" if name == "time" and isinstance(error, _NoDay) else name, str(error)) from error

    def _began(self, typed: Typed) -> int:
        try:
            day = past.past_day(typed.day, self.today)
        except Refused as error:
            raise _NoDay(str(error)) from error
        if not typed.time.strip():
            raise Refused("When did it begin? Write it as 15:00.")
        time = past.past_time(typed.time, self.today)
        return moment_typed(f"{day.isoformat()} {time:%H:%M}", self.today, self._mine)

    def _when(self, typed: Typed) -> str:
        if not typed.time.strip():
            return "on your clock, such as 15:00"
        return self._told(self._began(typed))

    def _shares_told(self, typed: Typed) -> str:
        here = past.who_was_there(typed.who, self.people)
        shares = past.shares_typed(typed.shares, here, past.there(here, self.mentorship))
        if shares is None:
            return "who spoke how much, if both think so: 40/60. Figures then say entered"
        names = {one.id: one.name for one in here}
        return " · ".join(f"{names[person]} {round(share * 100)} %" for person, share in shares.items())

    def _told(self, wall: int) -> str:
        theirs = self.people[1].zone if len(self.people) > 1 else self._mine
        return moment_line(datetime.fromtimestamp(wall / 1_000_000, UTC), self._mine, theirs, self.today)

    def _date(self, wall: int) -> date:
        now = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=wall)
        try:
            return now.astimezone(zone(self._mine)).date()
        except Unreadable:
            return now.date()

    @property
    def _mine(self) -> str:
        return self.people[0].zone

    @property
    def _reader(self) -> Reader:
        people = tuple((one.id, one.name) for one in self.people)
        goals, own = self._goals()
        return Reader(me=self.mentorship.me, people=people, goals=goals, own_goals=own, today=self.today)


class _NoDay(Refused):
    """It is the day that cannot be read."""
