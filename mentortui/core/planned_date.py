"""Whether a moment suits everybody: working hours and weekends in each one's zone, and what else is planned then."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import msgspec

from mentortui.core.dates import DAYS, Unreadable, place, zone
from mentortui.core.days_off import USUAL, DaysOff, clock, is_off
from mentortui.core.fair_slot import fair_slot, fair_words, people_of
from mentortui.core.heads import local, own_zone
from mentortui.core.records import Mentorship, Moment
from mentortui.core.text import fit

MINUTE: Final = 60_000_000
HOURS: Final = (9 * 60, 18 * 60)
"""Minutes of a day somebody works, where nothing else is known."""
LENGTH: Final = 60
"""Minutes a session takes, where its plan does not say."""


class Busy(msgspec.Struct, frozen=True, kw_only=True):
    """A planned session of another mentorship."""

    who: str
    starts: Moment
    minutes: int | None = None


def doubts(
    starts: int, minutes: int | None, mentorship: Mentorship, busy: Sequence[Busy], now: int, *, fair: bool = True
) -> tuple[str, ...]:
    """A sentence for each thing to look at again, and where that is somebody's hours the nearest slot that is fair; none of them
    forbids the date. UTC microseconds. Without `fair` no slot is looked for."""
    length = minutes or LENGTH
    ends = starts + length * MINUTE
    found = []
    if starts <= now:
        found.append("this moment has gone by")
    found += _twice(starts, mentorship)
    before = len(found)
    for person in sorted(mentorship.people, key=lambda one: one.id != mentorship.me):
        name = "you" if person.id == mentorship.me else fit(person.name, 20)
        off = mentorship.days_off.get(person.id, USUAL)
        doubt = _for_one(starts, length, person.zone, mentorship.hours.get(person.id, HOURS), off)
        if doubt:
            found.append(f"{doubt} for {name}")
    spans = [(other.starts, other.starts + (other.minutes or LENGTH) * MINUTE) for other in busy]
    found += [
        f"overlaps with {fit(other.who, 24)}"
        for other, (begins, until) in zip(busy, spans, strict=True)
        if begins < ends and starts < until
    ]
    if fair and len(found) > before:
        slot = fair_slot(starts, length, people_of(mentorship), now, spans)
        found += [said for said in (fair_words(slot, mentorship, now),) if said]
    return tuple(found)


def _twice(starts: int, mentorship: Mentorship) -> list[str]:
    """That the user's clock shows this hour twice that day, and which of the two it is."""
    mine = own_zone(mentorship)
    here = local(starts, mine)
    if here.utcoffset() == here.replace(fold=1 - here.fold).utcoffset():
        return []
    return [f"{here:%H:%M} comes twice that day, as clocks go back: the {'second' if here.fold else 'first'} one"]


def _for_one(starts: int, length: int, zone_name: str, hours: tuple[int, int], off: DaysOff) -> str:
    try:
        local = datetime.fromtimestamp(starts / 1_000_000, UTC).astimezone(zone(zone_name))
    except (Unreadable, OverflowError, ValueError, OSError):
        return ""
    if rest := is_off(off, local.date()):
        return f"{DAYS[local.weekday()]} {local:%H:%M} in {fit(place(zone_name), 20)}, {rest},"
    begin = local.hour * 60 + local.minute
    if begin < hours[0] or begin + length > hours[1]:
        return f"{local:%H:%M} in {fit(place(zone_name), 20)}, outside {clock(hours[0])} to {clock(hours[1])},"
    return ""
