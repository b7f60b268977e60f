"""The calendar of a mentorship as a file for other calendars: the planned session and what the rhythms make of later."""

from collections.abc import Iterator

from mentortui.core.cadence import Cadence, moment_at, moments
from mentortui.core.calendar_rows import Calendar, owner_zone, series
from mentortui.core.dates import Unreadable, iso_day, zone
from mentortui.core.heads import USUAL_MINUTES, local
from mentortui.core.mentorship_pauses import there
from mentortui.core.plan_carry import next_of
from mentortui.core.refused import Refused
from mentortui.core.sharing import in_order
from mentortui.core.text import fit, joined
from mentortui.formats.icalendar import Event, icalendar
from mentortui.services.clipboard import file_name
from mentortui.services.outgoing import write_out

HINT = "a new file only you may read, such as grace.ics"
CHECK_IN_MINUTES = 15
MOST_LEFT_OUT = 400
"""Dates of one series that fall into pauses."""


def as_icalendar(calendar: Calendar) -> str:
    """RFC 5545. Nothing private is in it: when, how long and with whom."""
    return icalendar(tuple(events(calendar)), f"Sessions with {_others(calendar)}")


def write_calendar(name: str, calendar: Calendar) -> str:
    """Into a new file; says which. Raises Refused with one sentence."""
    if not name.strip().casefold().endswith(".ics"):
        raise Refused("A calendar is written as iCalendar: end the file's name in .ics.")
    return f"Written to {write_out(name, as_icalendar(calendar))}"


def calendar_name(calendar: Calendar) -> str:
    """What the file is called unless one says otherwise."""
    return f"{file_name(calendar.today.isoformat(), _others(calendar), 'calendar').removesuffix('.md')}.ics"


def events(calendar: Calendar) -> Iterator[Event]:
    """The planned session, then the series; none of what has gone by, nothing of one that is archived."""
    mentorship, plan = calendar.mentorship, next_of(calendar.plans)
    if mentorship.archived is not None:
        return
    names, id = _others(calendar), mentorship.id
    if mentorship.next_date is not None and mentorship.next_date > calendar.now:
        yield Event(
            uid=f"{id}-{plan.id if plan is not None else mentorship.next_date}@mentortui",
            title=f"Session with {names}",
            starts=mentorship.next_date,
            minutes=calendar.minutes or USUAL_MINUTES,
            changed=plan.changed if plan is not None else mentorship.changed,
        )
    if mentorship.cadence is not None:
        yield from _series(calendar, mentorship.cadence, f"{id}-sessions", f"Session with {names}", calendar.minutes)
    if mentorship.check_ins is not None:
        yield from _series(calendar, mentorship.check_ins, f"{id}-check-ins", f"Check-in with {names}", CHECK_IN_MINUTES)


def _series(calendar: Calendar, cadence: Cadence, uid: str, title: str, minutes: int | None) -> Iterator[Event]:
    mentorship = calendar.mentorship
    found = series(calendar, cadence, 1)
    if not found:
        return
    zone_name = _known(owner_zone(mentorship, cadence))
    ends = iso_day(mentorship.ends)
    last = moment_at(ends, 24 * 60 - 1, zone(zone_name)) if ends is not None else None
    yield Event(
        uid=f"{uid}@mentortui",
        title=title,
        starts=found[0].starts,
        minutes=None if cadence.at is None else minutes or USUAL_MINUTES,
        changed=mentorship.changed,
        cadence=cadence,
        zone=zone_name,
        until=last.starts if last is not None else None,
        left_out=tuple(_left_out(calendar, cadence, zone_name, found[0].starts)),
    )


def _left_out(calendar: Calendar, cadence: Cadence, zone_name: str, first: int) -> Iterator[int]:
    """What falls into pauses of a known end, and dates from which a session was moved away."""
    plan = next_of(calendar.plans)
    moved = {move.was for move in plan.moves} if plan is not None and cadence == calendar.mentorship.cadence else set()
    pauses = [pause for pause in there(calendar.pauses) if pause.until]
    last = max([*(pause.until for pause in pauses), *(local(was, zone_name).date().isoformat() for was in moved), ""])
    for count, one in enumerate(moments(cadence, zone_name, first - 1)):
        day = one.day.isoformat()
        if day > last or count > MOST_LEFT_OUT:
            return
        if one.starts in moved or any(pause.begins <= day <= pause.until for pause in pauses):
            yield one.starts


def _others(calendar: Calendar) -> str:
    return fit(joined([one.name for one in in_order(calendar.mentorship)[1:]]), 120)


def _known(zone_name: str) -> str:
    try:
        zone(zone_name)
    except Unreadable:
        return "UTC"
    return zone_name
