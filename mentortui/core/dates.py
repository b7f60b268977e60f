"""Dates, moments and time zones in words: typed by people, shown to them in the zones of both.

Day and month names are English and ours, never the locale's. A due date has no zone.
"""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from mentortui.core.text import fit

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_FARTHEST = 3660  # days from today that "in so many" may reach


class Unreadable(ValueError):
    """What was typed cannot be read; its message is one line that says what is wrong and what to type."""


LAST_YEAR = 9891
"""The last one of which a moment can be stored: `core.records.Moment`."""


class NoDate(Unreadable):
    """Words that do not look like a date at all."""


def parse_due(words: str, today: date) -> date:
    """The day `words` name, seen from `today`. Raises Unreadable.

    `fri` is the next one after today; `next fri` is the one of next week, counted from Monday. `2w`,
    `in 3 days`, `12 dec`, `dec 12`, `12.12.`, `thu 26 nov` and `2026-12-12` are read too. A day gone by
    is next year, unless the year is said.
    """
    text = _plain(words)
    found = _relative(text, today) or _weekday(text, today) or _calendar(text, today)
    if found is None:
        raise NoDate(f"{_quoted(words)} is not a date: try fri, 2w, 12 dec or {today.isoformat()}.")
    return found


def iso_day(text: str) -> date | None:
    """The day of an ISO date such as `2026-11-27`, or None where it is none."""
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse_moment(words: str, today: date) -> tuple[date, time]:
    """The day and the local time `words` name, such as `thu 15:00`. Raises Unreadable.

    Days are those of `parse_due`; times are `15:00`, `3pm`, `3:30 pm` and `noon`. A time alone is today.
    """
    text = _plain(words)
    match = re.search(r"(?:^|\s)(?:at\s+)?(noon|[0-9]{1,2}(?::[0-9]{2}(?:\s?[ap]m)?|\s?[ap]m))$", text)
    head = re.match(r"(noon|[0-9]{1,2}(?::[0-9]{2}(?:\s?[ap]m)?|\s?[ap]m))(?:\s+|$)", text)
    if match:
        day, clock = text[: match.start()].strip(), match.group(1)
    elif head:
        day, clock = text[head.end() :].strip(), head.group(1)
    else:
        raise Unreadable(f"{_quoted(words)} has no time: say the day and the time, such as thu 15:00.")
    return (parse_due(day, today) if day else today), _clock(clock)


def show_date(day: date, today: date) -> str:
    """`Thu 26 Nov`, with the year only when it is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


def zone(name: str) -> ZoneInfo:
    """The time zone of that name. Raises Unreadable, with zones that may have been meant."""
    found = _zone(name)
    if found is not None:
        return found
    near = _near_zones(name)
    meant = f"did you mean {' or '.join(near)}?" if near else "it looks like Europe/Berlin."
    raise Unreadable(f"{_quoted(name)} is not a time zone: {meant}")


def place(zone_name: str) -> str:
    """The place in a zone's name: `Buenos Aires` for `America/Argentina/Buenos_Aires`."""
    return zone_name.rpartition("/")[2].replace("_", " ")


def both_zones(utc: datetime, mine: str, theirs: str) -> str:
    """`15:00 (17:00 Nairobi)`, or just `15:00` where both clocks agree at that moment. Never raises.

    A date of theirs that differs is said: `20:00 (Fri 04:00 Seoul, a day later)`. A zone that cannot be
    read is not shown; if it is mine, the time is in UTC and says so.
    """
    here, there = _zone(mine), _zone(theirs)
    own = utc.astimezone(here or ZoneInfo("UTC"))
    shown = f"{own:%H:%M}" if here else f"{own:%H:%M} UTC"
    if there is None:
        return shown
    other = utc.astimezone(there)
    if other.utcoffset() == own.utcoffset():
        return shown
    name = fit(place(theirs), 24)
    apart = (other.date() - own.date()).days
    if not apart:
        return f"{shown} ({other:%H:%M} {name})"
    many = "a day" if abs(apart) == 1 else f"{abs(apart)} days"
    way = "later" if apart > 0 else "earlier"
    return f"{shown} ({DAYS[other.weekday()]} {other:%H:%M} {name}, {many} {way})"


def moment_line(utc: datetime, mine: str, theirs: str, today: date) -> str:
    """`Thu 26 Nov 15:00 (17:00 Nairobi)`: my date, and the time in both zones. Never raises."""
    own = utc.astimezone(_zone(mine) or ZoneInfo("UTC"))
    return f"{show_date(own.date(), today)} {both_zones(utc, mine, theirs)}"


def _plain(words: str) -> str:
    text = " ".join(words.replace(",", " ").casefold().split())
    return re.sub(r"^(?:on|by) ", "", text)


def _quoted(words: str) -> str:
    return f"“{fit(words.strip(), 30)}”"


def _relative(text: str, today: date) -> date | None:
    match text:
        case "today":
            return today
        case "tomorrow" | "tmr":
            return _later(today, 1, text)
        case "day after tomorrow":
            return _later(today, 2, text)
        case "next week":
            return _later(today, 7, text)
        case "next month":
            return _months_later(today, 1, text)
    match_ = re.fullmatch(r"(?:in )?([0-9]{1,5}|an?) ?(d|days?|w|weeks?|m|months?|y|years?)", text)
    if match_ is None:
        return None
    count = int(match_.group(1)) if match_.group(1)[0].isdigit() else 1
    match match_.group(2)[0]:
        case "d":
            return _later(today, count, text)
        case "w":
            return _later(today, 7 * count, text)
        case "m":
            return _months_later(today, count, text)
        case _:
            return _months_later(today, 12 * count, text)


def _later(today: date, days: int, text: str) -> date:
    if days > _FARTHEST or days > (date.max - today).days:
        raise Unreadable(f"{_quoted(text)} is more than ten years away: give a nearer date.")
    return today + timedelta(days=days)


def _months_later(today: date, months: int, text: str) -> date:
    """The same day of a later month, or its last day where it is shorter."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    if months > _FARTHEST / 30.5 or year > date.max.year:
        raise Unreadable(f"{_quoted(text)} is more than ten years away: give a nearer date.")
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _weekday(text: str, today: date) -> date | None:
    which, _, name = text.rpartition(" ")
    number = _named(name, _DAY_NAMES)
    if number is None or which not in ("", "next", "this"):
        return None
    if which == "next":
        return _later(today, 7 - today.weekday() + number, text)
    ahead = (number - today.weekday()) % 7
    return _later(today, ahead or (0 if which == "this" else 7), text)


def _calendar(text: str, today: date) -> date | None:
    first, _, rest = text.partition(" ")
    weekday = _named(first, _DAY_NAMES)
    found = _day_of_year(rest if weekday is not None else text, today)
    if found is not None and weekday is not None and found.weekday() != weekday:
        raise Unreadable(f"{show_date(found, today)} is not a {DAYS[weekday]}: give the date or the day alone.")
    return found


def _day_of_year(text: str, today: date) -> date | None:
    if iso := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", text):
        return _exact(int(iso.group(1)), int(iso.group(2)), int(iso.group(3)), text)
    if dotted := re.fullmatch(r"([0-9]{1,2})\. ?([0-9]{1,2})(?:\. ?([0-9]{4})?)?", text):
        return _coming(int(dotted.group(1)), int(dotted.group(2)), dotted.group(3), today, text)
    if re.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]+)?", text):
        raise Unreadable(f"{_quoted(text)} can be read two ways: write it as 12 dec.")
    named = re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th|\.)? (?:of )?([a-z]{3,9})\.?(?: ([0-9]{4}))?", text)
    if named is not None:
        day, name, year = named.groups()
    elif named := re.fullmatch(r"([a-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?(?: ([0-9]{4}))?", text):
        name, day, year = named.groups()
    else:
        return None
    month = _named(name, _MONTH_NAMES)
    return None if month is None else _coming(int(day), month + 1, year, today, text)


def _coming(day: int, month: int, year: str | None, today: date, text: str) -> date:
    if year is not None:
        return _exact(int(year), month, day, text)
    gone = (month, day) < (today.month, today.day)
    return _exact(today.year + gone, month, day, text)


def _exact(year: int, month: int, day: int, text: str) -> date:
    if not 1 <= month <= 12:
        raise Unreadable(f"{_quoted(text)} is not a date: there is no month {month}.")
    if year > LAST_YEAR:
        raise Unreadable(f"{_quoted(text)} is past the end of the calendar: give a nearer date.")
    if year < date.min.year:
        raise Unreadable(f"{_quoted(text)} is not a date: there is no year {year}.")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise Unreadable(f"{_quoted(text)} is not a date: {MONTHS[month - 1]} {year} has days 1 to {last}.")
    return date(year, month, day)


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """Which of `names` the word is or, with three letters or more, begins."""
    if len(word) < 3:
        return None
    return next((number for number, name in enumerate(names) if name.startswith(word)), None)


def _clock(text: str) -> time:
    if text == "noon":
        return time(12)
    match = re.fullmatch(r"([0-9]{1,2})(?::([0-9]{2}))?\s?([ap]m)?", text)
    if match is None:
        raise Unreadable(f"{_quoted(text)} is not a time: write it as 15:00.")
    hour, minute, half = int(match.group(1)), int(match.group(2) or 0), match.group(3)
    if half:
        if not 1 <= hour <= 12:
            raise Unreadable(f"{_quoted(text)} is not a time: write it as 3pm or 15:00.")
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise Unreadable(f"{_quoted(text)} is not a time: hours go to 23, minutes to 59.")
    return time(hour, minute)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _near_zones(name: str) -> list[str]:
    from difflib import get_close_matches  # only for a name that is none

    wanted = name.strip().replace(" ", "_").casefold()[:64]
    names = {full.casefold(): full for full in sorted(available_timezones()) if not full.startswith(("posix/", "right/"))}
    if wanted in names:
        return [names[wanted]]
    places: dict[str, list[str]] = {}
    for low, full in names.items():
        places.setdefault(low.rpartition("/")[2], []).append(full)
    if wanted in places:
        return places[wanted][:3]
    near = get_close_matches(wanted, names, n=2, cutoff=0.75)
    if near:
        return [names[low] for low in near]
    return [full for low in get_close_matches(wanted.rpartition("/")[2], places, n=2, cutoff=0.75) for full in places[low][:1]]
