"""Whether a moment suits everybody: working hours and weekends in each one's zone, and what else is planned then."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import msgspec

from mentortui.core.dates import DAYS, Unreadable, place, zone
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


def doubts(starts: int, minutes: int | None, mentorship: Mentorship, busy: Sequence[Busy], now: int) -> tuple[str, ...]:
    """A sentence for each thing to look at again; none of them forbids the date. UTC microseconds."""
    length = minutes or LENGTH
    ends = starts + length * MINUTE
    found = []
    if starts <= now:
        found.append("this moment has gone by")
    for person in sorted(mentorship.people, key=lambda one: one.id != mentorship.me):
        name = "you" if person.id == mentorship.me else fit(person.name, 20)
        doubt = _for_one(starts, length, person.zone, mentorship.hours.get(person.id, HOURS))
        if doubt:
            found.append(f"{doubt} for {name}")
    for other in busy:
        if other.starts < ends and starts < other.starts + (other.minutes or LENGTH) * MINUTE:
            found.append(f"overlaps with {fit(other.who, 24)}")
    return tuple(found)


def _for_one(starts: int, length: int, zone_name: str, hours: tuple[int, int]) -> str:
    try:
        local = datetime.fromtimestamp(starts / 1_000_000, UTC).astimezone(zone(zone_name))
    except (Unreadable, OverflowError, ValueError, OSError):
        return ""
    if local.weekday() > 4:
        return f"{DAYS[local.weekday()]} {local:%H:%M} in {fit(place(zone_name), 20)}, a weekend,"
    begin = local.hour * 60 + local.minute
    if begin < hours[0] or begin + length > hours[1]:
        return f"{local:%H:%M} in {fit(place(zone_name), 20)}, outside {_clock(hours[0])} to {_clock(hours[1])},"
    return ""


def _clock(minutes: int) -> str:
    return f"{minutes // 60}" if minutes % 60 == 0 else f"{minutes // 60}:{minutes % 60:02}"
