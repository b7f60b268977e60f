"""A day that was, as it is typed: seen from today and looking back."""

import re
from datetime import date, timedelta

from mentortui.core.dates import DAYS, Unreadable, parse_due, show_date
from mentortui.core.refused import Refused
from mentortui.core.text import fit

DAY_HINT = "yesterday · thu · 12 nov · 3 days ago"
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]* (?=.*[0-9])")
_AHEAD = re.compile(r"in |next |this |tomorrow|tmr|day after|[0-9]+ ?(d|days?|w|weeks?|m|months?|y|years?)$")


def past_day(words: str, today: date, otherwise: str = "a session is written down once it was held.") -> date:
    """The day `words` name, seen from today and looking back. Raises Refused; a day still to come is refused too, which
    `otherwise` explains.

    `thu` is the last one before today, `12 nov` the last such day, `3 days ago`, `a week ago`, `yesterday` and `today` are read.
    """
    text = " ".join(words.replace(",", " ").casefold().split())
    if text in ("", "today"):
        return today
    if text == "yesterday":
        return _earlier(today, 1)
    ago = re.fullmatch(r"([0-9]{1,5}|an?) (days?|weeks?) ago", text)
    if ago is not None:
        count = int(ago[1]) if ago[1][0].isdigit() else 1
        return _earlier(today, count * (7 if ago[2].startswith("week") else 1))
    named = _WEEKDAY.match(text)
    try:
        day = parse_due(text[named.end() :] if named else text.removeprefix("last "), today)
    except Unreadable as error:
        raise Refused(f"“{fit(words.strip(), 30)}” is not a day that was: try {DAY_HINT}.") from error
    if day > today:
        day = _back(text, day, today, otherwise)
    if named and not DAYS[day.weekday()].casefold().startswith(named[1]):
        raise Refused(f"{show_date(day, today)} is not a {named[1].capitalize()}: give the date or the day alone.")
    return day


def _back(text: str, day: date, today: date, otherwise: str) -> date:
    """The last such day before today, of one that was read as still to come. Raises Refused where just that was meant."""
    bare = text.removeprefix("last ")
    if re.fullmatch(r"[a-z]{3,9}", bare) and text not in ("tomorrow", "tmr"):
        return day - timedelta(days=14 if bare != text and day - today == timedelta(days=7) else 7)
    if re.search(r"[0-9]{4}", text) or _AHEAD.match(text):
        raise Refused(f"{show_date(day, today)} is still to come: {otherwise}")
    try:
        return day.replace(year=day.year - 1)
    except ValueError as error:
        raise Refused("There was no such day last year: say which year.") from error


def _earlier(today: date, days: int) -> date:
    if days > 36600 or days >= today.toordinal():
        raise Refused("That is too long ago: give a nearer day.")
    return today - timedelta(days=days)
