"""What somebody types into the fields of the calendar: how it is understood, and what is said of it while one types.

Nothing here reads the disk: it may be asked at every key.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, TypeAlias

import msgspec

from mentortui.core.cadence import Cadence, cadence_words, how_words
from mentortui.core.cadence_read import NONE, read_cadence
from mentortui.core.calendar_rows import Calendar, in_zones, owner_zone, series
from mentortui.core.dates import Unreadable, parse_due, show_date
from mentortui.core.days_off import USUAL, USUAL_HOURS, DaysOff, read_work, work_words
from mentortui.core.heads import local, own_zone
from mentortui.core.mentorship_pauses import Pause, checked, paused_on
from mentortui.core.past_days import past_day
from mentortui.core.planned_date import doubts
from mentortui.core.records import Member, Mentorship
from mentortui.core.refused import Refused
from mentortui.core.sharing import in_order
from mentortui.core.text import fit
from mentortui.services.moments import moment_typed

Which: TypeAlias = Literal["session", "check-in"]
FIELD: dict[Which, str] = {"session": "cadence", "check-in": "check_ins"}
"""The field of the mentorship that holds each rhythm."""
CALLED: dict[Which, str] = {"session": "Sessions", "check-in": "Check-ins"}
PREVIEWED = 3
"""Dates of a rhythm that are said while one types it."""
LENGTH = "(?:[0-9]{1,5}|an?) ?(?:d|days?|w|weeks?|m|months?|y|years?)"
"""How long a pause is to last, as it is typed."""
replace = msgspec.structs.replace


def cadence_preview(calendar: Calendar, which: Which, typed: str) -> str:
    """`every 2 weeks Thu 15:00: Thu 3 Dec 15:00 (17:00 Nairobi), …`, and what becomes of its hour as clocks change. Raises
    Refused."""
    cadence = cadence_typed(calendar, which, typed)
    if cadence is None:
        return f"no agreed rhythm for {CALLED[which].lower()}"
    mentorship = replace(calendar.mentorship, **{FIELD[which]: cadence})
    seen = replace(calendar, mentorship=mentorship)
    found = series(seen, cadence, PREVIEWED)
    others = [one.zone for one in mentorship.people if one.id != mentorship.me]
    mine, today = calendar.zone, calendar.today
    days = [in_zones(one.starts, mine, others, today) if cadence.at is not None else show_date(one.day, today) for one in found]
    owner = owner_zone(mentorship, cadence)
    told = [cadence_words(cadence) + (f": {'; '.join(days)}" if days else ": no date of it is to come")]
    if cadence.owner != mentorship.me:
        told.append(f"it keeps {fit(called(mentorship, cadence.owner), 20)}'s hour")
    if cadence.at is not None:
        told += [said for one in found if (said := how_words(one, cadence.at, owner))]
        if found and which == "session":
            told += doubts(found[0].starts, calendar.minutes, mentorship, (), calendar.now)
    return " · ".join(told)


def date_preview(calendar: Calendar, typed: str) -> str:
    """The moment in every zone, and what to look at again about it. Raises Refused."""
    mentorship = calendar.mentorship
    wall = moment_of(mentorship, typed, calendar.now)
    zones = [one.zone for one in mentorship.people if one.id != mentorship.me]
    told = doubts(wall, calendar.minutes, mentorship, (), calendar.now)
    return " · ".join((in_zones(wall, calendar.zone, zones, calendar.today), *told))


def pause_preview(calendar: Calendar, typed: str) -> str:
    """`from Thu 3 Dec to Mon 7 Dec`. Raises Refused."""
    begins, until = days_typed(typed, calendar.today)
    pause = Pause(id="", begins=begins.isoformat(), until=until.isoformat() if until else "")
    checked(pause, calendar.pauses, calendar.today)
    end = f"to {show_date(until, calendar.today)}" if until else "until z resumes it"
    planned = calendar.mentorship.next_date
    falls = planned is not None and paused_on((pause,), local(planned, calendar.zone).date().isoformat()) is not None
    off = " · the planned session loses its date, its agenda stays" if falls else ""
    return f"from {show_date(begins, calendar.today)} {end}{off}"


def day_preview(calendar: Calendar, typed: str) -> str:
    """The day those words name. Raises Refused."""
    return show_date(day_typed(typed, calendar.today), calendar.today) if typed.strip() else "not known yet"


def work_preview(calendar: Calendar, typed: str) -> str:
    """As it is understood. Raises Refused."""
    hours, off = work_typed(typed, calendar.today)
    return work_words(hours, off, calendar.today)


def end_preview(calendar: Calendar, typed: str) -> str:
    """The day. Raises Refused."""
    if typed.strip().casefold() in NONE:
        return "no planned end"
    return f"it is meant to end on {show_date(end_typed(typed, calendar.today), calendar.today)}"


def cadence_line(cadence: Cadence, mentorship: Mentorship) -> str:
    """The line that makes it again, with whose hour it keeps."""
    owner = next((one.name for one in mentorship.people if one.id == cadence.owner and one.id != mentorship.me), "")
    return f"{cadence_words(cadence)}{f' @{owner.split()[0]}' if owner.split() else ''}"


def cadence_typed(calendar: Calendar, which: Which, typed: str) -> Cadence | None:
    """The rhythm that is meant; None for none. Raises Refused."""
    mentorship = calendar.mentorship
    people = in_order(mentorship)
    near = mentorship.next_date
    if which == "check-in" or near is None:
        near = calendar.heads[-1].began if which == "session" and calendar.heads else None
    before = mentorship.cadence if which == "session" else mentorship.check_ins
    if before is not None and " ".join(typed.split()) == cadence_line(before, mentorship):
        # Agreed once more it goes on through its own days, and knows where everybody is now.
        return replace(before, zones={one.id: one.zone for one in people})
    try:
        # The owner's calendar may be a day ahead: whose it is is known only once the line is read.
        found = _cadence(typed, calendar.today, people, near, calendar.zone)
        if found is None or found.owner == mentorship.me:
            return found
        theirs = owner_zone(mentorship, found)
        return _cadence(typed, local(calendar.now, theirs).date(), people, near, theirs)
    except Unreadable as error:
        raise Refused(str(error)) from error


def _cadence(typed: str, today: date, people: Sequence[Member], near: int | None, zone_name: str) -> Cadence | None:
    day = None if near is None else local(near, zone_name).date()
    return read_cadence(typed, today, [(one.id, one.name) for one in people], {one.id: one.zone for one in people}, day)


def moment_of(mentorship: Mentorship, typed: str, now: int) -> int:
    """A moment to come, on the user's clock: UTC microseconds. Raises Refused."""
    mine = own_zone(mentorship)
    wall = moment_typed(typed, local(now, mine).date(), mine)
    if wall <= now:
        raise Refused("That moment has gone by already: name one that is to come.")
    return wall


def work_line(calendar: Calendar, person: str) -> str:
    """That person's hours and days off in the line that makes them again; what has gone by is left out."""
    mentorship = calendar.mentorship
    return work_words(mentorship.hours.get(person, USUAL_HOURS), mentorship.days_off.get(person, USUAL), calendar.today)


def called(mentorship: Mentorship, person: str) -> str:
    """That person's name."""
    return next((one.name for one in mentorship.people if one.id == person), "somebody")


def day_typed(typed: str, today: date) -> date:
    """A day to come. Raises Refused."""
    try:
        return parse_due(typed, today)
    except Unreadable as error:
        raise Refused(str(error)) from error


def days_typed(typed: str, today: date) -> tuple[date, date | None]:
    """`2w` (as long, from today), `mon`, `from 3 dec`, `3 dec for 2w`, `3 dec to 7 dec`, `until 7 dec`, `since 3 nov`; nothing is
    from today on."""
    words = " ".join(typed.casefold().split())
    been = words.startswith("since ")
    named = been or words.startswith("from ")  # then a length alone is a day as well: from two weeks on
    words = words.removeprefix("from ").removeprefix("since ")
    first, length = _how_long(words)
    if named and not first:
        first, length = words, ""
    until = ""
    for between in (" until ", " to ", " - ", " – "):
        if not length and between in f" {words}":
            head, _, until = f" {words}".partition(between)
            first = head.strip()
            break
    if been:
        begins = past_day(first, today, "from names a day to come.")
    else:
        begins = day_typed(first, today) if first and first not in ("now", "today") else today
    if length:
        return begins, day_typed(length, begins) - timedelta(days=1)
    if not until:
        return begins, None
    ends = day_typed(until, today)
    return begins, ends


def _how_long(words: str) -> tuple[str, str]:
    """The day it begins (empty: today) and how long it lasts, where that is said: a length alone is no day to come."""
    found = re.fullmatch(rf"(?:(.+?) )??(?:for )?({LENGTH})", words)
    if found is None or (found[1] is not None and f"{found[1]} for " not in words):
        return words, ""
    return found[1] or "", found[2]


def work_typed(typed: str, today: date) -> tuple[tuple[int, int], DaysOff]:
    """Hours and days off. Raises Refused."""
    try:
        return read_work(typed, today)
    except Unreadable as error:
        raise Refused(str(error)) from error


def end_typed(typed: str, today: date) -> date:
    """The day it is meant to end. Raises Refused for one that has gone by."""
    day = day_typed(typed, today)
    if day < today:
        raise Refused(f"{show_date(day, today)} has gone by: name a day that is to come, or close it with y.")
    return day
