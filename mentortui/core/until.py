"""The time at which a call must end, as typed: `15:45`."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mentortui.core.begin import moments
from mentortui.core.commands import Refused
from mentortui.core.dates import Unreadable, parse_moment, show_date, zone

FARTHEST = timedelta(hours=12)


def parse_until(words: str, wall: int, zone_name: str) -> int | None:
    """The next such time in that zone, in UTC microseconds; None for no words. `wall` is now. Raises Refused.

    A time of day is the coming one, tomorrow's after midnight; more than twelve hours ahead it has gone by. One that comes twice,
    when clocks go back, is the first that is still to come; one that they skip is refused.
    """
    text = words.strip().casefold().removeprefix("until ").strip()
    if not text:
        return None
    try:
        local = zone(zone_name)
    except Unreadable:
        local = ZoneInfo("UTC")
    now = datetime.fromtimestamp(wall / 1_000_000, UTC)
    today = now.astimezone(local).date()
    try:
        day, clock = parse_moment(text if ":" in text or text[-1:] in "mn" else f"{text}:00", today)
        found = moments(day, clock.hour, clock.minute, 0, local)
        if not found:
            skipped = f"{clock:%H:%M} does not exist on {show_date(day, today)}"
            raise Refused(f"{skipped}: clocks go forward over it. Choose another time.")
        if day == today:  # a zone that changes sides of the date line may leave tomorrow out
            for ahead in (1, 2):
                found += moments(day + timedelta(days=ahead), clock.hour, clock.minute, 0, local)
        ends = min((moment for moment in found if moment > now), default=now)
    except Unreadable as error:
        raise Refused(f"{error}") from error
    except (OverflowError, ValueError) as error:
        raise Refused("That is too far away: write the time it must end, such as 15:45.") from error
    if not now < ends <= now + FARTHEST:
        raise Refused(f"It is {now.astimezone(local):%H:%M} now: write a time in the coming 12 hours, such as 15:45.")
    return round(ends.timestamp() * 1_000_000)


def parse_minutes(words: str) -> int | None:
    """Whole minutes, 1..600; None for no words. Raises Refused."""
    text = words.strip().casefold().removesuffix("min").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 4) or not 1 <= int(text) <= 600:
        raise Refused("A session is planned for 1 to 600 minutes; leave it empty for no plan.")
    return int(text)
