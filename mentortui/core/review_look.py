"""What a review is made of: one mentorship's records and sessions, and which of them lie in a period.

Nothing private comes in here: `Holdings` has nothing of private.json, and what became a private note is left out by its id.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

import msgspec

from mentortui.core.dates import Unreadable, iso_day
from mentortui.core.dates import zone as zone_of
from mentortui.core.heads import local
from mentortui.core.holdings import Holdings
from mentortui.core.record_details import DecisionDetails, OpportunityDetails
from mentortui.core.records import Caught, FinishedSession, Living, Member, Record
from mentortui.core.review_period import Period
from mentortui.core.text import fit
from mentortui.core.trends_held import Stored
from mentortui.core.wins import Audience, may_read

Kept = TypeVar("Kept", bound=Record)
NAME = 40
"""Cells of a name."""
_ORDER = {"mentee": 0, "peer": 1, "mentor": 2}
_FARTHEST = 250_000_000_000_000_000


class Meeting(Stored, kw_only=True, gc=False):
    """The fields of a stored session that a review is made of: the parser skips the rest."""

    caught: tuple[Caught, ...] = ()
    understandings: tuple[tuple[str, str, str], ...] = ()
    planned_minutes: int | None = None


def meeting(session: FinishedSession) -> Meeting:
    """The same of a whole one."""
    return msgspec.convert(msgspec.to_builtins(session), Meeting, strict=False)


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """One mentorship, looked at over one period. Made by `look`."""

    holdings: Holdings
    meetings: tuple[Meeting, ...]
    """All of them, oldest first, removed ones left out."""
    period: Period
    today: date
    zone: str
    """The user's: a day of the period is a day there."""
    since: int
    until: int
    """The period in UTC microseconds: from `since`, before `until`."""
    shown: dict[str, tuple[Living, ...]] = {}
    """What may stand on a page both read, or, where it is for others, anybody: by its kind, in the order in which it came."""
    called: dict[str, str] = {}
    """First names, of those who have one that no other has."""
    hidden: frozenset[str] = frozenset()
    """What became a private note, by id, and may still stand where it was before a kill."""
    outside: bool = False
    """For somebody who is none of them: only what may be read by anybody."""

    @property
    def me(self) -> str:
        """The user's id."""
        return self.holdings.mentorship.me

    @property
    def people(self) -> tuple[Member, ...]:
        """Everybody of the mentorship: mentees first, mentors last."""
        return tuple(sorted(self.holdings.mentorship.people, key=lambda one: _ORDER.get(one.role, 3)))

    def name(self, person: str) -> str:
        """How that person is called in a line: by first name where no other has it; the user too, as others read it. Empty for
        nobody."""
        return self.called.get(person) or self.full_name(person)

    def full_name(self, person: str) -> str:
        """The whole name."""
        called = next((one.name for one in self.holdings.mentorship.people if one.id == person), "")
        if person and not called:
            guests = (one.name for held in reversed(self.meetings) for one in held.people if one.id == person)
            called = next(guests, "somebody who is no longer here")
        return fit(called, NAME)

    def day(self, wall: int) -> date:
        """Which day a moment (UTC microseconds) was for the user."""
        return local(wall, self.zone).date()

    def within(self, wall: int) -> bool:
        """Whether that moment lies in the period."""
        return self.since <= wall < self.until

    @property
    def held(self) -> tuple[Meeting, ...]:
        """The sessions that began in the period, oldest first."""
        return tuple(one for one in self.meetings if self.within(one.began))

    def caught(self, kind: str) -> tuple[Living, ...]:
        """What lives on of that kind and may stand here: of wins those both may read; in the order in which it came to be."""
        return self.shown.get(kind, ())

    def in_period(self, records: Iterable[Living]) -> tuple[Living, ...]:
        """Those whose day lies in the period: the day they say, else the one on which they were caught."""
        found = []
        for record in records:
            said = said_day(record)
            if self.period.has(said) if said is not None else self.within(record.created):
                found.append(record)
        return tuple(found)

    def day_of(self, record: Living) -> date:
        """The day a record says of itself, else the one on which it was caught."""
        return said_day(record) or self.day(record.created)


def look(
    holdings: Holdings,
    meetings: Iterable[Meeting],
    period: Period,
    *,
    today: date,
    zone: str,
    hidden: Iterable[str] = (),
    outside: bool = False,
) -> Look:
    """All of one mentorship, to be reviewed over that period. `hidden`: ids of private notes."""
    away = frozenset(hidden)
    found = [
        msgspec.structs.replace(one, caught=tuple(said for said in one.caught if said.capture.id not in away)) if away else one
        for one in meetings
        if not one.removed
    ]
    return Look(
        holdings=holdings,
        meetings=tuple(sorted(found, key=lambda one: (one.began, one.number))),
        period=period,
        today=today,
        zone=zone,
        since=_wall(period.begin, zone),
        until=_after(period.end, zone),
        shown=_shown(holdings.living, away, outside=outside),
        called=_first_names(holdings.mentorship.people),
        hidden=away,
        outside=outside,
    )


def _shown(living: Iterable[Living], hidden: frozenset[str], *, outside: bool) -> dict[str, tuple[Living, ...]]:
    audience: Audience = "public" if outside else "pair"
    found: dict[str, list[Living]] = {}
    for record in living:
        if not record.removed and record.id not in hidden and (record.capture.kind != "win" or may_read(record, audience)):
            found.setdefault(record.capture.kind, []).append(record)
    return {kind: tuple(sorted(records, key=lambda one: (one.created, one.id))) for kind, records in found.items()}


def _first_names(people: Iterable[Member]) -> dict[str, str]:
    firsts = {one.id: next(iter(one.name[:200].split()), "") for one in people}
    often = Counter(firsts.values())
    return {person: fit(first, NAME) for person, first in firsts.items() if len(first) > 1 and often[first] == 1}


def first_day(holdings: Holdings, zone: str) -> date | None:
    """The first day there is anything of: its first session, else its first record. None: there is nothing."""
    moments = [*holdings.began[:1], *(one.created for one in holdings.living if one.created)]
    return local(min(moments), zone).date() if moments else None


def said_day(record: Living) -> date | None:
    """The day a decision was made or a door was opened, where that is said."""
    match record.details:
        case DecisionDetails(decided=day) | OpportunityDetails(when=day):
            return iso_day(day)
        case _:
            return None


def _wall(day: date, zone: str) -> int:
    """When that day begins there, UTC microseconds."""
    try:
        here = zone_of(zone)
    except Unreadable:
        here = zone_of("UTC")
    try:
        begins = datetime.combine(day, time(), here).astimezone(UTC)
    except OverflowError:
        return 0 if day.year < 1970 else _FARTHEST
    return round(begins.timestamp()) * 1_000_000


def _after(day: date, zone: str) -> int:
    return _FARTHEST if day == date.max else _wall(day + timedelta(days=1), zone)
