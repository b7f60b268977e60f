"""The period a review is of: this quarter unless one says otherwise, as people type it, and the one before or after it."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TypeAlias

import msgspec

from mentortui.core import quarters
from mentortui.core.dates import MONTHS
from mentortui.core.refused import Refused
from mentortui.core.text import fit

HINT = "this quarter · last quarter · q3 · 2026 · last year · 1 apr - 30 jun · since the beginning"
"""What can be typed."""
ALL = "all"
"""The key of the period that has everything."""
_LONGEST_TYPED = 200
_Ends: TypeAlias = tuple[int | None, int, int | None]
"""Year, month and day, as far as they were said."""


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """Days from `begin` to `end`, both in it. `key` never changes: what was edited is kept under it."""

    begin: date
    end: date
    key: str
    called: str
    """`Jul to Sep 2026`, `2026`, `1 Apr to 30 Jun 2026`, `since the beginning`."""

    def has(self, day: date | None) -> bool:
        """Whether that day is in it; what has no day is in none."""
        return day is not None and self.begin <= day <= self.end

    @property
    def annual(self) -> bool:
        """Whether it is a whole year, or more."""
        return self.end - self.begin >= timedelta(days=364)


def quarter_of(year: int, number: int) -> Period:
    """The quarter `number`, 1 to 4, of that year."""
    quarter = (year, number)
    begin, end = quarters.first_day(quarter), quarters.last_day(quarter)
    return Period(begin=begin, end=end, key=f"{year}-Q{number}", called=quarters.quarter_called(*quarter))


def year_of(year: int) -> Period:
    """January to December."""
    return Period(begin=date(year, 1, 1), end=date(year, 12, 31), key=str(year), called=str(year))


def month_of(year: int, month: int) -> Period:
    """That month."""
    called = f"{MONTHS[month - 1]} {year}"
    return Period(begin=date(year, month, 1), end=_month_end(year, month), key=f"{year}-{month:02}", called=called)


def everything(first: date | None, today: date) -> Period:
    """From the first day there is anything of, until today."""
    begin = min(first or today, today)
    return Period(begin=begin, end=today, key=ALL, called="since the beginning")


def between(begin: date, end: date) -> Period:
    """From that day to that day; a quarter, year or month where they are just that. Raises Refused where it ends before it
    begins."""
    if end < begin:
        raise Refused(f"It would end before it begins: {_day_called(begin)} is after {_day_called(end)}. Turn them round.")
    if (begin.month, begin.day) == (1, 1) and end == date(begin.year, 12, 31):
        return year_of(begin.year)
    if begin.day == 1 and begin.month % 3 == 1 and end == _month_end(begin.year, begin.month + 2):
        return quarter_of(begin.year, begin.month // 3 + 1)
    if begin.day == 1 and end == _month_end(begin.year, begin.month):
        return month_of(begin.year, begin.month)
    year = "" if begin.year == end.year else f" {begin.year}"
    called = f"{begin.day} {MONTHS[begin.month - 1]}{year} to {_day_called(end)}"
    return Period(begin=begin, end=end, key=f"{begin.isoformat()}..{end.isoformat()}", called=called)


def this_quarter(today: date) -> Period:
    """The one today is in."""
    return quarter_of(*quarters.quarter_of(today))


def stepped(period: Period, by: int) -> Period:
    """The one after it for 1, the one before it for -1, of the same sort: quarter, year, month, or as many days. What has
    everything has no neighbours; nor has what lies at the ends of the calendar."""
    try:
        if period.key == ALL:
            return period
        if re.fullmatch("[0-9]{1,4}", period.key):
            return year_of(period.begin.year + by)
        if "-Q" in period.key:
            place = period.begin.year * 4 + (period.begin.month - 1) // 3 + by
            return quarter_of(place // 4, place % 4 + 1)
        if re.fullmatch("[0-9]{1,4}-[0-9]{2}", period.key):
            place = period.begin.year * 12 + period.begin.month - 1 + by
            return month_of(place // 12, place % 12 + 1)
        if period.begin.day == 1 and period.end == _month_end(period.end.year, period.end.month):
            first, last = (day.year * 12 + day.month - 1 for day in (period.begin, period.end))
            months = (last - first + 1) * by
            first, last = first + months, last + months
            return between(date(first // 12, first % 12 + 1, 1), _month_end(last // 12, last % 12 + 1))
        length = (period.end - period.begin + timedelta(days=1)) * by
        return between(period.begin + length, period.end + length)
    except (ValueError, OverflowError):
        return period


def usual_periods(today: date, first: date | None) -> tuple[Period, ...]:
    """Those one chooses from: this quarter, the last one, this year, the last one, everything."""
    this = this_quarter(today)
    return (this, stepped(this, -1), year_of(today.year), stepped(year_of(today.year), -1), everything(first, today))


def parse_period(typed: str, today: date, first: date | None = None) -> Period:
    """The period those words name, seen from `today`; nothing typed is this quarter. `first`: the first day there is anything of.

    Read are `this quarter`, `last quarter`, `q3`, `2026-Q3`, `2026`, `last year`, `sep`, `2026-09`, `1 apr - 30 jun`, `apr to
    jun`, `2026-04-01..2026-06-30`, `all`. What has no year is the last one that has begun. Raises Refused with a sentence.
    """
    if len(typed) > _LONGEST_TYPED:
        raise Refused(f"{len(typed):,} characters are no period. Try {HINT}.")
    text = " ".join(typed.replace(",", " ").casefold().split())
    found = _named(text, today, first)
    if found is None and (ends := _split(text)) is not None:
        found = _spelt_out(*ends, today)
    if found is None:
        raise Refused(f"“{fit(typed.strip(), 30)}” is no period. Try {HINT}.")
    if found.begin > today:
        raise Refused(f"{found.called} is still to come. A review looks back: give one that has begun.")
    return found


def _named(text: str, today: date, first: date | None) -> Period | None:
    this, year = this_quarter(today), year_of(today.year)
    match text:
        case "" | "quarter" | "this quarter" | "now":
            return this
        case "last quarter" | "the last quarter":
            return stepped(this, -1)
        case "year" | "this year":
            return year
        case "last year":
            return stepped(year, -1)
        case "month" | "this month":
            return month_of(today.year, today.month)
        case "last month":
            return stepped(month_of(today.year, today.month), -1)
        case "all" | "everything" | "beginning" | "since the beginning" | "from the beginning" | "since beginning":
            return everything(first, today)
    if re.fullmatch("[0-9]{4}", text) and int(text) >= date.min.year:
        return year_of(int(text))
    if found := re.fullmatch(r"(?:(?P<y1>[0-9]{4})[- ]?)?q(?P<n>[1-4])(?:[ -/]?(?P<y2>[0-9]{4}))?", text):
        said = found["y1"] or found["y2"]
        if said is not None:
            return quarter_of(int(said), int(found["n"])) if int(said) >= date.min.year else None
        last = quarter_of(today.year, int(found["n"]))
        return last if last.begin <= today else quarter_of(today.year - 1, int(found["n"]))
    if re.fullmatch("q[0-9]+.*", text):
        raise Refused(f"“{fit(text, 30)}”: a year has the quarters q1 to q4.")
    ends = _end(text)
    if ends is not None and ends[2] is None:
        year_said, month, _ = ends
        _exact(year_said or today.year, month, 1)
        return month_of(year_said or _last_year_of(month, 1, today), month)
    return None


def _split(text: str) -> tuple[_Ends, _Ends] | None:
    """The two ends of `1 apr - 30 jun`."""
    for found in re.finditer(r" to | until |\.\.\.?| ?[–—] ?| - |-", text):
        before, after = text[: found.start()].removeprefix("from "), text[found.end() :]
        one, other = _end(before), _end(after)
        if one is not None and other is not None:
            return one, other
    return None


def _spelt_out(one: _Ends, other: _Ends, today: date) -> Period:
    """A year that is not said follows from the other end; of both from today: the last such period that has begun."""
    (year, month, day), (other_year, other_month, other_day) = one, other
    start = (month, day or 1)
    if year is None:
        year = _last_year_of(*start, today) if other_year is None else other_year - (start > (other_month, other_day or 31))
    if other_year is None:
        other_year = year + ((other_month, other_day or 31) < start)
    return between(_exact(year, month, day or 1), _exact(other_year, other_month, other_day))


def _end(text: str) -> _Ends | None:
    """`1 apr`, `apr 1 2026`, `apr`, `2026-04`, `2026-04-01`, `1.4.2026`."""
    text = text.strip()
    if iso := re.fullmatch("([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?", text):
        return int(iso[1]), int(iso[2]), int(iso[3]) if iso[3] else None
    if dotted := re.fullmatch(r"([0-9]{1,2})\. ?([0-9]{1,2})\.?(?: ?([0-9]{4}))?", text):
        return int(dotted[3]) if dotted[3] else None, int(dotted[2]), int(dotted[1])
    named = re.fullmatch(
        r"(?:(?P<d1>[0-9]{1,2})\.?(?:st|nd|rd|th)? )?(?P<m>[a-z]{3,9})\.?(?: (?P<d2>[0-9]{1,2}))?(?: (?P<y>[0-9]{4}))?", text
    )
    if named is None or (named["d1"] and named["d2"]):
        return None
    month = next((place for place, name in enumerate(_MONTHS, 1) if name.startswith(named["m"])), None)
    day = named["d1"] or named["d2"]
    return None if month is None else (int(named["y"]) if named["y"] else None, month, int(day) if day else None)


_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def _last_year_of(month: int, day: int, today: date) -> int:
    """In which that day was last, today too."""
    return today.year - ((month, day) > (today.month, today.day))


def _exact(year: int, month: int, day: int | None) -> date:
    """Without a day the last of the month. Raises Refused where there is no such day."""
    if not 1 <= month <= 12:
        raise Refused(f"There is no month {month}. Write the period as 1 apr - 30 jun.")
    if not date.min.year <= year <= date.max.year:
        raise Refused(f"There is no year {year}. Write the period as 1 apr - 30 jun.")
    last = monthrange(year, month)[1]
    if day is not None and not 1 <= day <= last:
        raise Refused(f"There is no {day} {MONTHS[month - 1]} {year}: it has days 1 to {last}.")
    return date(year, month, day or last)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _day_called(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
