"""How often two people meet, from when their last sessions began; and whether that holds. Nobody is graded: a rhythm is told,
never counted."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from mentortui.core.dates import MONTHS
from mentortui.core.heads import DAY, local

KEPT = 6
"""Sessions that a rhythm is read from."""
FEWEST = 3
"""Sessions from which there is one."""
NOT_ONE_MEETING = DAY // 3
"""Sessions that began nearer to each other are one meeting, of two parts."""


class Rhythm(msgspec.Struct, frozen=True):
    """`every`: whole days between two sessions, the median. `due`: when the next one would usually begin, UTC microseconds."""

    every: int
    last: int
    due: int

    @property
    def slack(self) -> int:
        """Microseconds that a session may be late without anybody calling it that: a third of the rhythm, two days at least."""
        return max(2 * DAY, self.every * DAY // 3)


def rhythm(began: Sequence[int]) -> Rhythm | None:
    """From the beginnings of the last sessions (UTC microseconds, in any order); None while there are fewer than three."""
    meetings: list[int] = []
    for start in sorted(began):
        if not meetings or start - meetings[-1] >= NOT_ONE_MEETING:
            meetings.append(start)
    meetings = meetings[-KEPT:]
    if len(meetings) < FEWEST:
        return None
    gaps = sorted(later - sooner for sooner, later in pairwise(meetings))
    usual = (gaps[len(gaps) // 2] + gaps[(len(gaps) - 1) // 2]) // 2
    return Rhythm(max(1, round(usual / DAY)), meetings[-1], meetings[-1] + usual)


def state(found: Rhythm, now: int, planned: int | None) -> Literal["kept", "slipping", "resting"]:
    """`resting`: so long ago that it is no rhythm any more. A session that is planned within the rhythm keeps it."""
    if now <= found.due + found.slack:
        return "kept"
    if planned is not None and planned > now:
        return "kept" if planned <= found.due + found.slack else "slipping"
    return "slipping" if now <= found.due + 3 * found.every * DAY + found.slack else "resting"


def rhythm_words(found: Rhythm, now: int, planned: int | None, zone_name: str) -> str:
    """`every 2 weeks, kept`; `every 2 weeks, slipping`; `every 2 weeks until Jun`. `planned`: when the next session begins."""
    match state(found, now, planned):
        case "resting":
            last, today = local(found.last, zone_name), local(now, zone_name)
            year = "" if last.year == today.year else f" {last.year}"
            return f"{every_words(found.every)} until {MONTHS[last.month - 1]}{year}"
        case held:
            return f"{every_words(found.every)}, {held}"


def every_words(days: int) -> str:
    """`every week`, `every 2 weeks`, `every month`: as one would say it, not to the day."""
    if days <= 1:
        return "every day"
    if days <= 4:
        return f"every {days} days"
    if days <= 26:
        weeks = max(1, round(days / 7))
        return "every week" if weeks == 1 else f"every {weeks} weeks"
    months = max(1, round(days / 30.4))
    return "every month" if months == 1 else f"every {months} months"


def passed(found: Rhythm | None, now: int) -> int:
    """Whole days since the next session would usually have begun; 0 where there is no rhythm, or it holds."""
    if found is None or state(found, now, None) != "slipping":
        return 0
    return (now - found.due) // DAY
