"""When somebody works: hours of their own day, and the days they do not. Typed in one line, told in one."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from mentortui.core.cadence import moment_at
from mentortui.core.dates import DAYS, MONTHS, Unreadable, iso_day, parse_due, parse_moment, show_date
from mentortui.core.text import fit

USUAL_HOURS: Final = (9 * 60, 18 * 60)
"""Minutes of a day somebody works who has not said so."""
WEEKEND: Final = (5, 6)
"""Saturday and Sunday, by their numbers; others rest on Friday and Saturday."""
MOST_SPANS: Final = 60
LONGEST_SPAN: Final = 366
HINT: Final = "9-18, off fri sat, 24 dec, 27 dec to 2 jan; with nothing said: 9-18, off sat sun"


class DaysOff(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Of one person. `weekdays`: 0 is Monday. `spans`: first and last day of each time off, ISO dates."""

    weekdays: tuple[int, ...] = WEEKEND
    spans: tuple[tuple[str, str], ...] = ()


USUAL: Final = DaysOff()
Span = tuple[int, int]
"""From and until, UTC microseconds."""


def is_off(off: DaysOff, day: date) -> str:
    """Why that day is none to meet on: `a weekend`, `a day off`; empty where it is."""
    iso = day.isoformat()
    if any(first <= iso <= last for first, last in off.spans):
        return "a day off"
    if day.weekday() in off.weekdays:
        return "a weekend" if set(off.weekdays) & {4, 5, 6} and day.weekday() in (4, 5, 6) else "a day off"
    return ""


def work_of(hours: tuple[int, int], off: DaysOff, here: ZoneInfo, since: int, until: int) -> Iterator[Span]:
    """The times in which somebody works, in order, of all local days that touch `since` to `until` (UTC microseconds)."""
    if hours[1] <= hours[0]:
        return
    try:
        day = datetime.fromtimestamp(since / 1_000_000, UTC).astimezone(here).date() - timedelta(days=1)
        last = datetime.fromtimestamp(until / 1_000_000, UTC).astimezone(here).date() + timedelta(days=1)
    except (OverflowError, ValueError, OSError):
        return
    while day <= last:
        if not is_off(off, day):
            begins, ends = _at(day, hours[0], here), _at(day, hours[1], here)
            if begins is not None and ends is not None and begins < ends:
                yield begins, ends
        if day == date.max:
            return
        day += timedelta(days=1)


def _at(day: date, minutes: int, here: ZoneInfo) -> int | None:
    """At 24:00 it is the next day's midnight."""
    if minutes >= 24 * 60:
        if day == date.max:
            return None
        day, minutes = day + timedelta(days=1), minutes - 24 * 60
    found = moment_at(day, min(minutes, 24 * 60 - 1), here)
    return None if found is None else found.starts


def read_work(typed: str, today: date) -> tuple[tuple[int, int], DaysOff]:
    """Hours and days off of one line: `9-18 · off fri sat · 24 dec, 27 dec to 2 jan`. What is not said is as usual. Raises
    Unreadable with a sentence."""
    weekdays: tuple[int, ...] = WEEKEND
    hours, spans = USUAL_HOURS, list[tuple[str, str]]()
    for part in re.split(r"[·;,]|\n|(?=\boff\b)", typed.casefold()):
        text = " ".join(part.split())
        if not text:
            continue
        text = re.sub(r"^off\b\s*", "", text)
        if not text:
            weekdays = ()
            continue
        if (found := re.fullmatch(r"([0-9:apm ]+?)\s?(?:-|–|to)\s?([0-9:apm ]+)", text)) is not None:
            hours = _hours(found[1], found[2], today)
        elif text in ("never", "no days", "no weekend", "none"):
            weekdays = ()
        elif (named := _weekdays(text)) is not None:
            weekdays = named
        else:
            spans.append(_span(text, today))
    if len(spans) > MOST_SPANS:
        raise Unreadable(f"At most {MOST_SPANS} times off: this has {len(spans)}. Leave out those that have gone by.")
    if len(weekdays) == 7:
        raise Unreadable("Somebody who is off on all seven days cannot be met: name fewer.")
    return hours, DaysOff(weekdays=weekdays, spans=tuple(sorted(set(spans))))


def work_words(hours: tuple[int, int], off: DaysOff, today: date | None = None) -> str:
    """`9-18 · off Fri Sat · 24 Dec 2026, 27 Dec 2026 to 2 Jan 2027`: what `read_work` takes again. With `today` without what has
    gone by, and as one reads it."""
    rest = " ".join(DAYS[day] for day in off.weekdays if 0 <= day < 7) or "never"
    told = [f"{clock(hours[0])}-{clock(hours[1])}", f"off {rest}"]
    spans = [span for span in off.spans if today is None or span[1] >= today.isoformat()]
    if spans:
        told.append(", ".join(_span_words(first, last) for first, last in spans))
    return " · ".join(told)


def clock(minutes: int) -> str:
    """`9`, `17:30`."""
    return f"{minutes // 60}" if minutes % 60 == 0 else f"{minutes // 60}:{minutes % 60:02}"


def _span_words(first: str, last: str) -> str:
    begins, ends = iso_day(first), iso_day(last)
    if begins is None or ends is None:
        return ""
    said = f"{begins.day} {MONTHS[begins.month - 1]} {begins.year}"
    return said if begins == ends else f"{said} to {ends.day} {MONTHS[ends.month - 1]} {ends.year}"


def _hours(first: str, last: str, today: date) -> tuple[int, int]:
    begins, ends = _hour(first, today), _hour(last, today)
    if ends <= begins:
        raise Unreadable(f"{clock(begins)} to {clock(ends)} ends before it begins: hours are of one day, such as 9-18.")
    return begins, ends


def _hour(text: str, today: date) -> int:
    text = text.strip()
    if re.fullmatch("24(:00)?", text):
        return 24 * 60
    at = parse_moment(f"{text}:00" if text.isdigit() else text, today)[1]
    return at.hour * 60 + at.minute


def _weekdays(text: str) -> tuple[int, ...] | None:
    words = [word.removesuffix("s") if len(word) > 4 else word for word in re.split(r"\s+and\s+|\s+|/|\+", text)]
    found = [_weekday(word) for word in words]
    return tuple(sorted({day for day in found if day is not None})) if all(day is not None for day in found) else None


def _weekday(word: str) -> int | None:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return next((n for n, name in enumerate(names) if len(word) >= 3 and name.startswith(word)), None)


def _span(text: str, today: date) -> tuple[str, str]:
    parts = re.split(r"\s+(?:to|until|through)\s+|\s*(?:–|\.\.)\s*|\s+-\s+", text)
    if len(parts) > 2:
        raise Unreadable(f"“{fit(text, 30)}” is not understood: a day such as 24 dec, or 27 dec to 2 jan.")
    first = parse_due(parts[0], today)
    last = parse_due(parts[1], first) if len(parts) == 2 else first
    if last < first:
        raise Unreadable(f"{show_date(last, today)} is before {show_date(first, today)}: an end comes after its beginning.")
    if (last - first).days > LONGEST_SPAN:
        raise Unreadable(f"{show_date(first, today)} to {show_date(last, today)} is more than a year: give a nearer end.")
    return first.isoformat(), last.isoformat()
