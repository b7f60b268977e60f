"""When a session was held that is known from a file: as somebody says, as the file says, or by when it was saved last."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, TypeAlias

import msgspec

from mentortui.core.dates import Unreadable, moment_line, zone
from mentortui.core.durations import MINUTE
from mentortui.core.held_when import Dated
from mentortui.core.past import past_day, past_time
from mentortui.core.refused import Refused
from mentortui.core.text import fit
from mentortui.services.clock import possible
from mentortui.services.moments import moment_typed

How: TypeAlias = Literal["said", "name", "file", "modified"]
_TIME = re.compile(r"(?:^|\s)(?:at\s+)?(noon|[0-9]{1,2}:[0-9]{2}(?:\s?[ap]m)?|[0-9]{1,2}\s?[ap]m)$", re.IGNORECASE)
_ISO = re.compile(r"(?<=[0-9])T(?=[0-9])")
_NOON = time(12)


class When(msgspec.Struct, frozen=True, kw_only=True):
    """`began`: UTC microseconds. `how`: somebody said it; a date in the name of the file, or in it; when the file was changed
    last. `clock`: whether the time of day is known too."""

    began: int
    how: How
    clock: bool = True

    @property
    def words(self) -> str:
        """How it is known: `by the date in its name`, `by when the file was saved last`."""
        known = {
            "said": "as you say",
            "name": "by the date in its name",
            "file": "by the date in it",
            "modified": "by when the file was saved last",
        }[self.how]
        return known if self.clock else f"{known}; the time of day is not known"


def when_of(typed: str, found: Dated | None, modified: float, length: int, *, zone_name: str, wall: int) -> When:
    """When a session of `length` microseconds began. `typed`: `thu 15:00`, `yesterday`, `2026-11-26 15:00`; empty: as the file
    says. `modified`: when the file was changed last, seconds since 1970: then the session is taken to have ended. `wall`: now.
    Raises Refused."""
    ended = possible(min(max(0, round(modified * 1_000_000)), wall))
    today = day_of(wall, zone_name)
    if typed.strip():
        made = _said(typed, today, ended - length, zone_name)
    elif found is None:
        return When(began=possible(ended - length), how="modified")
    elif found.time is not None and found.utc:
        moment = datetime.combine(found.day, found.time, UTC)
        made = When(began=round(moment.timestamp() * 1_000_000), how=found.where)
    elif found.time is not None:
        made = When(began=_moment(found.day, found.time, zone_name), how=found.where)
    else:
        made = _on(found.day, found.where, ended - length, zone_name)
    if made.began + length > wall + MINUTE:
        shown = moment_line(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=made.began), zone_name, zone_name, today)
        raise Refused(f"A session of that length at {shown} is not over yet: say when it really began.")
    return When(began=possible(made.began), how=made.how, clock=made.clock)


def day_of(wall: int, zone_name: str) -> date:
    """The day it is then on that clock."""
    now = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=wall)
    try:
        return now.astimezone(zone(zone_name)).date()
    except Unreadable:
        return now.date()


def _said(typed: str, today: date, by_file: int, zone_name: str) -> When:
    text = " ".join(_ISO.sub(" ", typed).split())
    found = _TIME.search(text)
    day = past_day(text[: found.start()] if found else text, today)
    if found is None:
        return _on(day, "said", by_file, zone_name)
    return When(began=_moment(day, past_time(found[1], today), zone_name), how="said")


def _on(day: date, how: How, by_file: int, zone_name: str) -> When:
    """At the time of day the file has, if it is of that day; else at noon."""
    if by_file > 0 and day_of(by_file, zone_name) == day:
        return When(began=by_file, how=how, clock=False)
    return When(began=_moment(day, _NOON, zone_name), how=how, clock=False)


def _moment(day: date, clock: time, zone_name: str) -> int:
    try:
        began = moment_typed(f"{day.isoformat()} {clock:%H:%M}", day, zone_name)
    except Refused as error:
        raise Refused(f"{fit(str(error), 120)}") from error
    return began + clock.second * 1_000_000
