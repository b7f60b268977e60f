"""When a recording was made, as far as its name or its first lines say."""

import re
from datetime import date, time
from typing import Literal, TypeAlias

import msgspec

Where: TypeAlias = Literal["name", "file"]

_MOST_LINES = 40
_LONGEST = 120
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = r"(?P<y>(?:19|20)[0-9]{2})(?P<s>[-_./ ]?)(?P<m>[01][0-9])(?P=s)(?P<d>[0-3][0-9])"
_DOTTED = r"(?P<d>[0-3]?[0-9])\.(?P<m>[01]?[0-9])\.(?P<y>(?:19|20)[0-9]{2})"
_MONTH = r"(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_NAMED = rf"(?P<d>[0-3]?[0-9])(?:st|nd|rd|th|\.)? {_MONTH},? (?P<y>(?:19|20)[0-9]{{2}})"
_AMERICAN = rf"{_MONTH} (?P<d>[0-3]?[0-9])(?:st|nd|rd|th)?,? (?P<y>(?:19|20)[0-9]{{2}})"
_TIME = (
    r"(?:(?:T|[-_, ]|,? at |, )*(?P<H>[0-2]?[0-9])(?P<c>[:.h_-]?)(?P<M>[0-5][0-9])(?:(?P=c)(?P<S>[0-5][0-9])(?:\.[0-9]+)?)?"
    r"(?![0-9])(?:[ _]?(?P<half>[ap])\.?m\b\.?)?(?P<utc>Z| ?(?:UTC|GMT)\b)?)?(?![0-9])"
)
_SHAPES = tuple(
    re.compile(rf"(?<![0-9A-Za-z])(?P<gmt>gmt)?{shape}{_TIME}", re.IGNORECASE) for shape in (_ISO, _DOTTED, _NAMED, _AMERICAN)
)
_MARKUP = re.compile(r"[\s#*>\"'{(\[—–-]*(?:note\s+)?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?", re.IGNORECASE)
_ABOUT = re.compile(r"(?:date|recorded|recording|started|start time|meeting|created|when|time|held)\b", re.IGNORECASE)
"""What a line begins with that is about when it was."""


class Dated(msgspec.Struct, frozen=True):
    """A day that was found, and perhaps a time of day. `utc`: the time is UTC; else it is somebody's own clock."""

    day: date
    time: time | None
    utc: bool
    where: Where


def dated(name: str, head: str) -> Dated | None:
    """What the name of a file says, else its beginning: a line there that is about a date, and no cue. None: neither does."""
    return _found(name, "name") or _first_line(head)


def _first_line(head: str) -> Dated | None:
    for line in re.split("\r\n|\r|\n", head)[:_MOST_LINES]:
        line = line.strip()
        if len(line) > _LONGEST or "-->" in line:
            continue
        markup = _MARKUP.match(line)
        line = line[markup.end() :] if markup else line
        found = _found(line, "file", start=_ABOUT.match(line) is None)
        if found is not None:
            return found
    return None


def _found(text: str, where: Where, *, start: bool = False) -> Dated | None:
    for shape in _SHAPES:
        found = shape.match(text) if start else shape.search(text)
        if found is not None and (made := _made(found, where)) is not None:
            return made
    return None


def _made(found: re.Match[str], where: Where) -> Dated | None:
    month = found["m"]
    try:
        day = date(int(found["y"]), int(month) if month.isdigit() else _MONTHS.index(month.casefold()[:3]) + 1, int(found["d"]))
    except ValueError:
        return None
    return Dated(day, _time(found), bool(found["gmt"] or found["utc"]), where)


def _time(found: re.Match[str]) -> time | None:
    if found["H"] is None:
        return None
    hour, half = int(found["H"]), (found["half"] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(found["M"]), int(found["S"] or 0))
    except ValueError:
        return None
