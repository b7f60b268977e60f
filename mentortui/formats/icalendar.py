"""Dates as iCalendar (RFC 5545): what other calendars read. Nothing but when and with whom: no reasons, no agenda, no alarms,
nobody is invited by it.

A series is written with the zone of its owner, so that it keeps its local hour; the zone's changes of clock come with it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from mentortui.core.cadence import Cadence
from mentortui.core.dates import Unreadable, zone
from mentortui.core.text import visible

FOLD: Final = 75
"""Bytes of a line, without its end; RFC 5545, 3.1."""
YEARS: Final = 20
"""Of changes of clock that come with a zone. Who knows the zone by its name does not need them."""
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SINCE: Final = 1_577_836_800
"""2020, in seconds: a sequence has to fit 31 bits."""
_FARTHEST: Final = 250_000_000_000
"""Seconds since 1970, as `core.records.Moment`."""
_PRODID: Final = "-//mentortui//mentortui//EN"


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One entry. `starts`: UTC microseconds. With `cadence` it is a series in `zone`; `left_out`: moments of it that are not."""

    uid: str
    title: str
    starts: int
    minutes: int | None
    """None: the whole day."""
    changed: int
    """When it was changed last, UTC microseconds."""
    about: str = ""
    cadence: Cadence | None = None
    zone: str = "UTC"
    until: int | None = None
    """The last moment of a series may be this; None: it goes on."""
    left_out: tuple[int, ...] = ()


def icalendar(events: Sequence[Event], name: str) -> str:
    """All of them as one file, `name` what a program may call it. Lines end in CR LF."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODID}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{escaped(name)}")
    for zone_name, first in _zones(events).items():
        lines += _timezone(zone_name, first)
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def escaped(text: str) -> str:
    """As the value of a property: RFC 5545, 3.3.11. Control characters become symbols, line breaks `\\n`."""
    lines = [visible(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    said = "\n".join(lines)
    return said.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """In parts of at most 75 bytes, each but the first begun with a blank; no character is torn apart."""
    part, room = "", FOLD
    size = 0
    for char in line:
        length = len(char.encode("utf-8", "replace"))
        if size + length > room:
            yield part
            part, size = " ", 1
        part += char
        size += length
    yield part


def _event(event: Event) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{escaped(event.uid)}", f"DTSTAMP:{_utc(event.changed)}"]
    # Who takes the file in again knows by it which of two entries is the later one.
    lines.append(f"SEQUENCE:{max(0, event.changed // 1_000_000 - _SINCE)}")
    if event.cadence is None:
        lines.append(f"DTSTART:{_utc(event.starts)}")
    elif event.minutes is None:
        day = _local(event.starts, event.zone).date()
        lines += [f"DTSTART;VALUE=DATE:{_day(day)}", f"RRULE:{_rule(event.cadence, day, event)}"]
    else:
        starts = _local(event.starts, event.zone)
        lines.append(f"DTSTART;TZID={event.zone}:{starts:%Y%m%dT%H%M%S}")
        lines.append(f"RRULE:{_rule(event.cadence, starts.date(), event)}")
        out = sorted({f"{_local(one, event.zone):%Y%m%dT%H%M%S}" for one in event.left_out})
        lines += [f"EXDATE;TZID={event.zone}:{one}" for one in out]
    if event.minutes is not None:
        lines.append(f"DURATION:PT{max(1, event.minutes)}M")
    elif event.cadence is not None:
        lines += [f"EXDATE;VALUE=DATE:{_day(_local(one, event.zone).date())}" for one in sorted(set(event.left_out))]
        lines.append("TRANSP:TRANSPARENT")
    lines.append(f"SUMMARY:{escaped(event.title)}")
    if event.about:
        lines.append(f"DESCRIPTION:{escaped(event.about)}")
    return [*lines, "END:VEVENT"]


def _rule(cadence: Cadence, first: date, event: Event) -> str:
    """RFC 5545, 3.3.10. A day that shorter months do not have is their last: of the days up to it the last one that is there."""
    every = max(1, cadence.every)
    if cadence.unit == "day":
        rule = f"FREQ=DAILY;INTERVAL={every}"
    elif cadence.unit == "week":
        rule = f"FREQ=WEEKLY;INTERVAL={every};BYDAY={_DAYS[first.weekday()]}"
    elif cadence.nth:
        rule = f"FREQ=MONTHLY;INTERVAL={every};BYDAY={cadence.nth}{_DAYS[first.weekday()]}"
    else:
        day = _day_of_month(cadence, first)
        days = ",".join(str(number) for number in range(28, day + 1)) if day > 28 else str(day)
        rule = f"FREQ=MONTHLY;INTERVAL={every};BYMONTHDAY={days}{';BYSETPOS=-1' if day > 28 else ''}"
    if event.until is None:
        return rule
    if event.minutes is None:
        return f"{rule};UNTIL={_day(_local(event.until, event.zone).date())}"
    return f"{rule};UNTIL={_utc(event.until)}"


def _day_of_month(cadence: Cadence, first: date) -> int:
    """Of the rhythm, where its first day here was cut short by a month."""
    try:
        return date.fromisoformat(cadence.start).day
    except ValueError:
        return first.day


def _zones(events: Iterable[Event]) -> dict[str, int]:
    """Those that are named, with the first moment in each."""
    found = dict[str, int]()
    for event in events:
        if event.cadence is not None and event.minutes is not None:
            found[event.zone] = min(event.starts, found.get(event.zone, event.starts))
    return found


def _timezone(zone_name: str, first: int) -> list[str]:
    """Its offset when the first event is, and each change of it from then on, those alike together."""
    here = _zone(zone_name)
    begins = _moment(first) - timedelta(days=366)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone_name}"]
    lines += _observance(begins.astimezone(here), begins.astimezone(here), [])
    alike = dict[tuple[timedelta, timedelta, str, bool], list[tuple[datetime, datetime]]]()
    ends = datetime.fromtimestamp(min(first // 1_000_000 + 366 * YEARS * 86_400, _FARTHEST), UTC)
    for before, after in _changes(here, begins, ends):
        kind = (_offset(before), _offset(after), after.tzname() or "", bool(after.dst()))
        alike.setdefault(kind, []).append((before, after))
    for found in alike.values():
        before, after = found[0]
        lines += _observance(before, after, found[1:])
    return [*lines, "END:VTIMEZONE"]


def _observance(before: datetime, after: datetime, more: Sequence[tuple[datetime, datetime]]) -> list[str]:
    kind = "DAYLIGHT" if after.dst() else "STANDARD"
    # A change is dated by the clock as it still was.
    lines = [f"BEGIN:{kind}", f"DTSTART:{_wall(after, before):%Y%m%dT%H%M%S}"]
    lines += [f"RDATE:{_wall(later, earlier):%Y%m%dT%H%M%S}" for earlier, later in more]
    lines += [
        f"TZOFFSETFROM:{_signed(_offset(before))}",
        f"TZOFFSETTO:{_signed(_offset(after))}",
        f"TZNAME:{escaped(after.tzname() or kind)}",
        f"END:{kind}",
    ]
    return lines


def _wall(after: datetime, before: datetime) -> datetime:
    """The moment of `after` on the clock as it was before it."""
    return after.astimezone(UTC).replace(tzinfo=None) + _offset(before)


def _changes(here: ZoneInfo, begins: datetime, ends: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The clocks right before and at each change of the offset, found to the second."""
    step = timedelta(days=7)
    at = begins
    while at < ends:
        later = at + step
        if at.astimezone(here).utcoffset() != later.astimezone(here).utcoffset():
            low, high = at, later
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) / 2
                middle = middle.replace(microsecond=0)
                if middle in (low, high):
                    break
                if middle.astimezone(here).utcoffset() == low.astimezone(here).utcoffset():
                    low = middle
                else:
                    high = middle
            yield low.astimezone(here), high.astimezone(here)
        at = later


def _offset(local: datetime) -> timedelta:
    return local.utcoffset() or timedelta()


def _signed(offset: timedelta) -> str:
    seconds = round(offset.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    rest = f"{seconds % 60:02}" if seconds % 60 else ""
    return f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}{rest}"


def _utc(wall: int) -> str:
    return f"{_moment(wall):%Y%m%dT%H%M%SZ}"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _local(wall: int, zone_name: str) -> datetime:
    return _moment(wall).astimezone(_zone(zone_name))


def _moment(wall: int) -> datetime:
    """What is past the end of the calendar is its end: a file edited by hand, or a series that ends with the last year."""
    return datetime.fromtimestamp(max(0, min(wall // 1_000_000, _FARTHEST)), UTC)


def _zone(name: str) -> ZoneInfo:
    try:
        return zone(name)
    except Unreadable:
        return ZoneInfo("UTC")
