"""A day and a time as somebody types them, on their clock, as the one moment in the world that is meant."""

from datetime import date

from mentortui.core.commands import Refused
from mentortui.core.dates import Unreadable, parse_moment, show_date, zone


def moment_typed(words: str, today: date, zone_name: str) -> int:
    """UTC microseconds. Raises Refused where the words cannot be read, or name an hour that clocks skip that day.

    An hour that comes twice, when clocks go back, is the first of the two.
    """
    import arrow  # takes a while to load, and most sessions never need it

    try:
        day, time = parse_moment(words, today)
        local = zone(zone_name)
    except Unreadable as error:
        raise Refused(str(error)) from error
    moment = arrow.Arrow(day.year, day.month, day.day, time.hour, time.minute, tzinfo=local)
    if moment.imaginary:
        raise Refused(f"{time:%H:%M} does not exist on {show_date(day, today)}: clocks go forward over it. Choose another time.")
    return round(moment.timestamp() * 1_000_000)
