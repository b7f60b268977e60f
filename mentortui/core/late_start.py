"""A session that is started in the program after it has really begun: when was that?"""

import re
from datetime import UTC, datetime

from mentortui.core.begin import parse_began
from mentortui.core.commands import Refused
from mentortui.core.dates import Unreadable, zone

MINUTE = 60_000_000
LATE = 8 * MINUTE
"""From so long after the planned start it is asked when the session began."""
TOO_LATE = 180 * MINUTE
"""From so long after it, it is another session."""
REACH = 12 * 60 * MINUTE
NOW = ("n", "now")


def is_late(planned: int | None, now: int) -> bool:
    """Whether a session that is started now was planned to begin a while ago. UTC microseconds."""
    return planned is not None and LATE <= now - planned <= TOO_LATE


def late_words(planned: int, now: int, zone_name: str) -> str:
    """`Planned 15:00, now 15:08.`"""
    return f"Planned {_local(planned, zone_name):%H:%M}, now {_local(now, zone_name):%H:%M}."


def parse_start(words: str, planned: int, now: int, zone_name: str) -> int:
    """When it began, UTC microseconds, up to now: nothing is as planned, `n` is now, `15:05` is on the user's clock, `-5:00` and
    `-300` (seconds) are ago. Raises Refused."""
    text = words.strip().casefold()
    if not text:
        return planned
    if text in NOW:
        return now
    if re.fullmatch("[0-9]{1,2}:[0-9]{2}", text):
        text = f"@{text}"
    if not text.startswith(("@", "-", "−", "–")):
        raise Refused("Write when it began, such as 15:05, or -5:00 for five minutes ago; n for now.")
    try:
        at = parse_began(text, REACH, datetime.fromtimestamp(now / 1_000_000, UTC), zone_name)
    except Unreadable as error:
        raise Refused(str(error)) from error
    return now - (REACH - at)


def start_words(began: int, now: int, zone_name: str) -> str:
    """`began 15:05, 3 min ago`."""
    if began >= now:
        return "begins now"
    ago = (now - began) // MINUTE
    return f"began {_local(began, zone_name):%H:%M}, {ago} min ago" if ago else f"began {_local(began, zone_name):%H:%M}"


def _local(wall: int, zone_name: str) -> datetime:
    moment = datetime.fromtimestamp(wall / 1_000_000, UTC)
    try:
        return moment.astimezone(zone(zone_name))
    except (Unreadable, OverflowError):
        return moment
