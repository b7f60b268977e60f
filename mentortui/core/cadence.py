"""A rhythm two people agreed on: every so often, at an hour of its owner's clock, which it keeps over each change of the clocks.

The days of a series are its owner's. Where the hour does not exist on a day, as clocks go forward over it, it is as much later
as they go; where it comes twice, as they go back, it is the first of the two (RFC 5545, 3.3.5, says the same).
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

import msgspec

from mentortui.core.dates import DAYS, MONTHS, Unreadable, iso_day, zone

Unit: TypeAlias = Literal["day", "week", "month"]
LONGEST: dict[Unit, int] = {"day": 366, "week": 52, "month": 24}
"""The longest rhythm of each kind: rarer is a date, no rhythm."""
USUAL_DAYS: dict[Unit, float] = {"day": 1, "week": 7, "month": 30.4}
MOST_STEPS = 50_000
"""Steps of a series that are looked at: more than a century of days."""


class Cadence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`every` 2 of `unit` week: every two weeks. Of months `nth` is which such weekday of the month it is, -1 the last; 0: it
    is the day of the month that `start` is."""

    every: int
    unit: Unit
    start: str
    """The first day, on the owner's calendar; an ISO date."""
    nth: int = 0
    at: int | None = None
    """The hour, in minutes of the owner's day; None: none was agreed."""
    owner: str = ""
    """The id of the person whose hour it keeps; empty: the user's."""
    zones: dict[str, str] = {}
    """Where everybody was when it was agreed, by their ids: so that it can be said when that is another zone now."""


class Occurrence(msgspec.Struct, frozen=True):
    """One of a series: UTC microseconds, and what became of an hour that is not there, or there twice, on that `day`."""

    starts: int
    day: date
    how: Literal["", "skipped", "twice"] = ""


def days(cadence: Cadence, since: date | None = None) -> Iterator[date]:
    """Its days on the owner's calendar, from its first or, where that is later, from `since` on. Ends with the calendar."""
    first = iso_day(cadence.start)
    if first is None:
        return
    every = max(1, cadence.every)
    from_ = max(first, since) if since is not None else first
    step = every * (7 if cadence.unit == "week" else 1)
    if cadence.unit == "month":
        months = (from_.year - first.year) * 12 + from_.month - first.month
        number = max(0, months // every - 1)
    else:
        number = max(0, (from_ - first).days // step)
    for count in range(number, number + MOST_STEPS):
        try:
            day = _of_month(first, count * every, cadence.nth) if cadence.unit == "month" else first + timedelta(count * step)
        except (OverflowError, ValueError):
            return
        if day >= from_:
            yield day


def moments(cadence: Cadence, zone_name: str, after: int) -> Iterator[Occurrence]:
    """Its moments after `after`, UTC microseconds, at its hour in that zone, or at noon where none was agreed. Each is later than
    the one before, also where a zone once left out a whole day."""
    here = _zone(zone_name)
    try:
        since = (datetime.fromtimestamp(after / 1_000_000, UTC).astimezone(here) - timedelta(days=2)).date()
    except (OverflowError, ValueError, OSError):
        return
    last = after
    at = 12 * 60 if cadence.at is None else min(max(0, cadence.at), 24 * 60 - 1)
    for day in days(cadence, since):
        found = moment_at(day, at, here)
        if found is None:
            return
        if found.starts > last:
            last = found.starts
            yield found


def coming(cadence: Cadence, zone_name: str, after: int, count: int = 6) -> tuple[Occurrence, ...]:
    """The next few of `moments`."""
    return tuple(islice(moments(cadence, zone_name, after), count))


def moment_at(day: date, minutes: int, here: ZoneInfo) -> Occurrence | None:
    """That minute of that day on the clocks of a zone; None at the ends of the calendar."""
    try:
        clock = time(minutes // 60, minutes % 60)
        first = datetime.combine(day, clock, here)
        starts = round(first.timestamp() * 1_000_000)
        other = first.replace(fold=1).utcoffset()
        if first.utcoffset() == other:
            return Occurrence(starts, day)
        shown = datetime.fromtimestamp(starts / 1_000_000, UTC).astimezone(here)
        return Occurrence(starts, day, "twice" if shown.replace(tzinfo=None) == first.replace(tzinfo=None) else "skipped")
    except (OverflowError, ValueError, OSError):
        return None


def owner_of(cadence: Cadence, me: str) -> str:
    """The id of the person whose hour it keeps."""
    return cadence.owner or me


def usual_days(cadence: Cadence) -> float:
    """How many days lie between two of them, about."""
    return max(1, cadence.every) * USUAL_DAYS[cadence.unit]


def cadence_words(cadence: Cadence) -> str:
    """`every 2 weeks Thu 15:00`, `every month on the 31st`, `every quarter first Thu 9:00`: what `read_cadence` takes again."""
    first = iso_day(cadence.start)
    hour = "" if cadence.at is None else f" {cadence.at // 60}:{cadence.at % 60:02}"
    if first is None or cadence.unit == "day":
        on = ""
    elif cadence.unit == "week":
        on = f" {DAYS[first.weekday()]}"
    elif cadence.nth:
        on = f" {NTH[cadence.nth]} {DAYS[first.weekday()]}"
    else:
        on = f" on the {ordinal(first.day)}"
    return f"{every_so_often(cadence)}{on}{hour}"


NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
"""Which such weekday of a month."""


def every_so_often(cadence: Cadence) -> str:
    """`every week`, `every 2 weeks`, `every quarter`: as exact as it was agreed."""
    every, unit = max(1, cadence.every), cadence.unit
    if unit == "month" and every in (3, 12):
        return "every quarter" if every == 3 else "every year"
    return f"every {unit}" if every == 1 else f"every {every} {unit}s"


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `13th`, `31st`."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def how_words(moment: Occurrence, minutes: int, zone_name: str) -> str:
    """What was decided about an hour that is not there, or there twice; empty for any other."""
    if not moment.how:
        return ""
    hour, on = f"{minutes // 60:02}:{minutes % 60:02}", f"{moment.day.day} {MONTHS[moment.day.month - 1]}"
    where = zone_name.rpartition("/")[2].replace("_", " ")
    if moment.how == "twice":
        return f"{hour} comes twice in {where} on {on}, as clocks go back: the first one"
    shown = datetime.fromtimestamp(moment.starts / 1_000_000, UTC).astimezone(_zone(zone_name))
    return f"{hour} is skipped in {where} on {on}, as clocks go forward: {shown:%H:%M} then"


def _of_month(first: date, months: int, nth: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    if nth == 0:
        return date(year, month + 1, min(first.day, last))
    begins = date(year, month + 1, 1)
    day = 1 + (first.weekday() - begins.weekday()) % 7 + 7 * (max(1, min(nth, 4)) - 1)
    if nth < 0:
        day += 28 if day + 28 <= last else 21
    return date(year, month + 1, day)


def _zone(name: str) -> ZoneInfo:
    try:
        return zone(name)
    except Unreadable:
        return ZoneInfo("UTC")
