"""A rhythm as somebody types it in one line: `every 2 weeks Thu 15:00`, `monthly last fri`, `every 10 days @Grace`."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from mentortui.core.cadence import LONGEST, NTH, Cadence, Unit, days
from mentortui.core.dates import DAYS, Unreadable, iso_day, parse_due, parse_moment
from mentortui.core.text import fit

HINT: Final = "every 2 weeks thu 15:00 · weekly · monthly last fri 9:00 · every 10 days · @name keeps that person's hour · none"
NONE: Final = ("", "none", "no", "never", "off", "-")
_ALONE: Final[dict[str, tuple[int, Unit]]] = {
    "daily": (1, "day"),
    "weekly": (1, "week"),
    "fortnightly": (2, "week"),
    "monthly": (1, "month"),
    "quarterly": (3, "month"),
    "yearly": (12, "month"),
}
_UNITS: Final[dict[str, tuple[int, Unit]]] = {
    "day": (1, "day"),
    "week": (1, "week"),
    "fortnight": (2, "week"),
    "month": (1, "month"),
    "quarter": (3, "month"),
    "year": (12, "month"),
}
_WORDS: Final = {"a": 1, "an": 1, "other": 2, "second": 2, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6}
_NTHS: Final = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_TIME: Final = r"(?:at\s+)?(noon|[0-9]{1,2}(?::[0-9]{2}(?:\s?[ap]m)?|\s?[ap]m))"


def read_cadence(
    typed: str, today: date, people: Sequence[tuple[str, str]], zones: Mapping[str, str], near: date | None = None
) -> Cadence | None:
    """What is meant, from `today` of its owner's calendar on; None for none. `people`: ids and names, the user first; `near`: a
    day on which one is planned, or was last: where it fits, the series goes through it. Raises Unreadable with a sentence."""
    try:
        return _read(typed, today, people, zones, near)
    except Unreadable:
        raise
    except (OverflowError, StopIteration, ValueError) as error:
        raise Unreadable(f"“{fit(typed.strip(), 30)}” is past the end of the calendar: give a nearer day.") from error


def _read(
    typed: str, today: date, people: Sequence[tuple[str, str]], zones: Mapping[str, str], near: date | None
) -> Cadence | None:
    text = " ".join(typed.replace(",", " ").casefold().split())
    if text in NONE:
        return None
    text, owner = _owner(text, people)
    text, start = _start(text, today)
    every, unit, text = _how_often(text, typed)
    at, text = _hour(text, today)
    if every < 1:
        raise Unreadable(f"Every 0 {unit}s is no rhythm: write every {unit}, or none.")
    if every > LONGEST[unit]:
        raise Unreadable(f"Every {every} {unit}s is rarer than a rhythm: at most every {LONGEST[unit]} {unit}s.")
    nth, weekday, day_of_month = _which(text, unit, typed)
    from_ = start or today
    first = _first(from_, unit, nth, weekday, day_of_month, None if start else near)
    if unit == "month" and weekday is not None and nth == 0:
        nth = -1 if (first.day - 1) // 7 == 4 else (first.day - 1) // 7 + 1
    made = Cadence(
        every=every, unit=unit, start=first.isoformat(), nth=nth, at=at, owner=owner, zones={id: zones[id] for id, _ in people}
    )
    return made if start or near is None else _through(made, near, today)


def _owner(text: str, people: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Without `@name`, and whose id that is; the user's where nobody is named."""
    found = re.search(r"(?:^|\s)@(\S*)", text)
    mine = people[0][0] if people else ""
    if found is None:
        return text, mine
    wanted = found[1]
    rest = " ".join((text[: found.start()] + " " + text[found.end() :]).split())
    if wanted in ("me", "you"):
        return rest, mine
    ids = [id for id, name in people if wanted and any(word.startswith(wanted) for word in name.casefold().split())]
    if len(ids) != 1:
        names = ", ".join(fit(name, 24) for _, name in people)
        how = "nobody here" if not ids else "more than one here"
        raise Unreadable(f"“@{fit(wanted, 20)}” is {how}: one of {names}.")
    return rest, ids[0]


def _start(text: str, today: date) -> tuple[str, date | None]:
    found = re.search(r"(?:^|\s)(?:from|starting|since)\s+(.+)$", text)
    if found is None:
        return text, None
    rest, hour = found[1], re.search(rf"\s{_TIME}$", found[1])
    head = text[: found.start()]
    if hour is not None:
        rest, head = rest[: hour.start()], f"{head} {hour[1]}"
    return head.strip(), parse_due(rest, today)


def _how_often(text: str, typed: str) -> tuple[int, Unit, str]:
    first, _, rest = text.partition(" ")
    if first in _ALONE:
        return *_ALONE[first], rest
    if first in ("biweekly", "bimonthly"):
        unit = first.removeprefix("bi").removesuffix("ly")
        raise Unreadable(f"{first} can be read two ways: write every 2 {unit}s, or every {unit}.")
    found = re.match(
        r"(?:every |each )?(?:([0-9]{1,6}|an?|other|second|one|two|three|four|six) )?"
        r"(day|week|fortnight|month|quarter|year)s?(?:\s|$)",
        text,
    )
    if found is not None and (found[1] or text.startswith(("every", "each"))):
        count = 1 if found[1] is None else int(found[1]) if found[1].isdigit() else _WORDS[found[1]]
        times, unit = _UNITS[found[2]]
        return count * times, unit, text[found.end() :].strip()
    weekly = re.match(r"(?:every|each) (other )?([a-z]+)(?:\s|$)", text)
    if weekly is not None and _weekday(weekly[2]) is not None:
        return 2 if weekly[1] else 1, "week", text[weekly.start(2) :]
    raise Unreadable(f"“{fit(typed.strip(), 30)}” is no rhythm: try weekly, every 2 weeks thu 15:00, monthly, or none.")


def _hour(text: str, today: date) -> tuple[int | None, str]:
    found = re.search(rf"(?:^|\s){_TIME}$", text)
    if found is None:
        return None, text
    at = parse_moment(found[1], today)[1]
    return at.hour * 60 + at.minute, text[: found.start()].strip()


def _which(text: str, unit: Unit, typed: str) -> tuple[int, int | None, int | None]:
    """Which weekday of the month, 0 where it is not said; the weekday; the day of the month."""
    text = re.sub(r"^(?:on )?(?:the )?", "", text)
    if not text:
        return 0, None, None
    day = re.fullmatch(r"([0-9]{1,4})(?:st|nd|rd|th|\.)?(?: day)?", text)
    if unit == "month" and day is not None:
        if not 1 <= int(day[1]) <= 31:
            raise Unreadable(f"No month has a day {int(day[1])}: 1 to 31.")
        return 0, None, int(day[1])
    if unit == "month" and text == "last day":
        return 0, None, 31
    words = text.split()
    nth = _NTHS.get(words[0], 0) if len(words) == 2 else 0
    weekday = _weekday(words[-1])
    if weekday is None or len(words) > (2 if nth else 1):
        raise Unreadable(f"“{fit(text, 30)}” is not understood: {HINT}.")
    if nth and unit != "month":
        raise Unreadable(f"“{NTH[nth]} {DAYS[weekday].lower()}” is of a month: write monthly {NTH[nth]} {DAYS[weekday].lower()}.")
    if unit == "day":
        raise Unreadable(f"“{fit(typed.strip(), 30)}” falls on any day: leave {DAYS[weekday]} out, or write weeks.")
    return nth, weekday, None


def _weekday(word: str) -> int | None:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    word = word.removesuffix("s") if len(word) > 4 else word
    return next((number for number, name in enumerate(names) if len(word) >= 3 and name.startswith(word)), None)


def _first(from_: date, unit: Unit, nth: int, weekday: int | None, day_of_month: int | None, near: date | None) -> date:
    if day_of_month is not None:
        # Only a day of a month that is long enough says which one is meant in all of them.
        for count in range(13):
            year, month = divmod(from_.year * 12 + from_.month - 1 + count, 12)
            try:
                found = date(year, month + 1, day_of_month)
            except ValueError:
                continue
            if found >= from_:
                return found
    if weekday is None and unit == "week" and near is not None:
        weekday = near.weekday()
    if weekday is None:
        return near if near is not None and near >= from_ else from_
    if unit == "month" and nth:
        for count in range(14):
            year, month = divmod(from_.year * 12 + from_.month - 1 + count, 12)
            seed = date(year, month + 1, 1) + timedelta((weekday - date(year, month + 1, 1).weekday()) % 7)
            found = next(days(Cadence(every=1, unit="month", start=seed.isoformat(), nth=nth), None))
            if found >= from_:
                return found
    if near is not None and near >= from_ and near.weekday() == weekday:
        return near
    return from_ + timedelta((weekday - from_.weekday()) % 7)


def _through(made: Cadence, near: date, today: date) -> Cadence:
    """So that `near` is one of its days, where that is possible; it begins today at the soonest."""
    start = iso_day(made.start)
    if start is None or made.unit != "week" or near.weekday() != start.weekday():
        return made
    step = 7 * made.every
    first = near + timedelta(-((near - today).days // step) * step)
    return (
        made
        if first < today
        else Cadence(
            every=made.every,
            unit=made.unit,
            start=first.isoformat(),
            nth=made.nth,
            at=made.at,
            owner=made.owner,
            zones=made.zones,
        )
    )
