"""When a turn really began, as typed in the middle of a session."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from mentortui.core.dates import Unreadable, zone
from mentortui.core.text import fit

SECOND = 1_000_000  # microseconds
_MICROSECOND = timedelta(microseconds=1)
_HOW = "-90 or -1:30 for ago, 12:40 into the session, @14:03 on the clock"


def parse_began(words: str, now_at: int, wall: datetime, zone_name: str) -> int:
    """Microseconds of the session clock that `words` name. Raises Unreadable.

    `-90` (seconds) and `-1:30` are ago, `12:40` is into the session, `@14:03` is the most recent such
    time in `zone_name`. `now_at` is the session clock in microseconds and `wall`, aware, the time of day
    at that same instant. The future and what lies before the session are refused; the minute in which it
    began means its begin.
    """
    text = "".join(words.split()).replace("\u2212", "-").replace("\u2013", "-")
    if text.startswith("@"):
        return _on_the_clock(text[1:], words, now_at, wall, zone_name)
    if text.startswith("-"):
        ago = _length(text[1:], words, bare_seconds=True)
        if ago > now_at:
            raise Unreadable(f"The session began only {_shown(now_at)} ago: {_quoted(words)} lies before it.")
        return now_at - ago
    into = _length(text, words, bare_seconds=False)
    if into > now_at:
        raise Unreadable(f"The session is only at {_shown(now_at)}: {_quoted(words)} is still to come.")
    return into


def _length(text: str, words: str, bare_seconds: bool) -> int:
    if bare_seconds and re.fullmatch("[0-9]{1,6}", text):
        return int(text) * SECOND
    match = re.fullmatch("(?:([0-9]{1,3}):(?=[0-9]{2}:))?([0-9]{1,4}):([0-5][0-9])", text)
    if match is None:
        raise Unreadable(f"{_quoted(words)} is not a time: type {_HOW}.")
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    if match.group(1) and minutes > 59:
        raise Unreadable(f"{_quoted(words)} is not a time: minutes go to 59.")
    return ((hours * 60 + minutes) * 60 + seconds) * SECOND


def _on_the_clock(text: str, words: str, now_at: int, wall: datetime, zone_name: str) -> int:
    match = re.fullmatch("([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?", text)
    if match is None:
        raise Unreadable(f"{_quoted(words)} is not a time: type {_HOW}.")
    local = zone(zone_name)
    hour, minute, second = (int(part or 0) for part in match.groups())
    now = wall.astimezone(local)
    found = [
        moment
        for day in (now.date() - timedelta(days=ago) for ago in range(3))  # yesterday may never have been, at the date line
        for moment in moments(day, hour, minute, second, local)
        if moment <= wall
    ]
    began = (wall - now_at * _MICROSECOND).astimezone(local)
    if found:
        at = now_at - (wall - max(found)) // _MICROSECOND
        if at >= 0:
            return at
        if match.group(3) is None and at > -60 * SECOND:
            return 0
    if not found or f"{hour:02}:{minute:02}" > f"{now:%H:%M}" > f"{began:%H:%M}":
        raise Unreadable(f"It is {now:%H:%M}: {_quoted(words)} is still to come.")
    raise Unreadable(f"The session began at {began:%H:%M}: {_quoted(words)} lies before it.")


def moments(day: date, hour: int, minute: int, second: int, local: ZoneInfo) -> list[datetime]:
    """That local time in UTC: once, twice when the clock goes back, never when it jumps over it."""
    found: list[datetime] = []
    for fold in (0, 1):
        here = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=local, fold=fold)
        moment = here.astimezone(UTC)
        if moment.astimezone(local).replace(tzinfo=None) == here.replace(tzinfo=None) and moment not in found:
            found.append(moment)
    return found


def _shown(at: int) -> str:
    minutes, seconds = divmod(at // SECOND, 60)
    return f"{minutes}:{seconds:02}"


def _quoted(words: str) -> str:
    return f"“{fit(words.strip(), 20)}”"
