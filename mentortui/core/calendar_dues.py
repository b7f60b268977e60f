"""What the calendar of a mentorship has due: only where a rhythm or an end was agreed, and for the one who starts contact."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from mentortui.core.cadence import Cadence, usual_days
from mentortui.core.cadence_kept import expected, grace_day, zone_changes
from mentortui.core.calendar_rows import AGREED, owner_zone
from mentortui.core.charter import TABLE as CHARTER
from mentortui.core.charter import CharterAnswer, charter, starts_contact
from mentortui.core.closings import TABLE as CLOSINGS
from mentortui.core.closings import Closing, newest
from mentortui.core.dates import iso_day, show_date
from mentortui.core.due import Due
from mentortui.core.heads import local, own_zone
from mentortui.core.holdings import Holdings
from mentortui.core.mentorship_pauses import FOREVER, TABLE, Pause, there
from mentortui.core.rituals import TABLE as TOUCHES
from mentortui.core.rituals import Touch, touch_moments
from mentortui.core.text import fit

TAB = "calendar"
BEFORE_THE_END = 14
"""Days before a planned end from which it is said."""
STILL_CLOSING = 60
"""Days after a closing session on which closing is offered."""
STILL = 3
"""Rhythms after which nobody is reminded any more: it rests."""


def due_calendar(holdings: Holdings) -> Iterable[Due]:
    """The next session where none is planned, the next check-in, the planned end, and a zone that changed."""
    mentorship = holdings.mentorship
    if mentorship.archived is not None:
        return
    yield from _zones(holdings)
    yield from _ends(holdings)
    yield from _closed(holdings)
    starter = starter_of(holdings)
    if starter not in ("", mentorship.me):
        return
    if mentorship.cadence is not None and mentorship.next_date is None:
        yield from _next(holdings, mentorship.cadence, max(holdings.began, default=None), "session", "the next session would be")
    if mentorship.check_ins is not None:
        contact = (*(one.created for one in holdings.checkins), *touch_moments(holdings.of(TOUCHES, Touch), own_zone(mentorship)))
        last = max(contact, default=None)
        yield from _next(holdings, mentorship.check_ins, last, "check-in", "the next check-in would be")


def starter_of(holdings: Holdings) -> str:
    """The id of who starts contact, as the charter says; empty where it does not."""
    found = charter(holdings.of(CHARTER, CharterAnswer), holdings.mentorship)
    return starts_contact(found, holdings.mentorship.people)


def around_pauses(dues: Iterable[Due], pauses: Iterable[Pause]) -> Iterator[Due]:
    """The same lines on the days that are not paused: one that would come in a pause comes after it."""
    spans = [(pause.begins, pause.until or FOREVER) for pause in there(pauses)]
    for due in dues:
        yield from _around(due, spans)


def _around(due: Due, spans: list[tuple[str, str]]) -> Iterator[Due]:
    since, until = due.since, due.until or FOREVER
    for begins, ends in spans:
        if ends < since or begins > until:
            continue
        if since < begins:
            yield msgspec.structs.replace(due, since=since, until=_day_after(begins, -1))
        if ends >= until:
            return
        since = _day_after(ends, 1)
    yield msgspec.structs.replace(due, since=since)


def _day_after(day: str, by: int) -> str:
    found = iso_day(day)
    return day if found is None else (found + timedelta(days=by)).isoformat()


def _next(holdings: Holdings, cadence: Cadence, last: int | None, called: str, would: str) -> Iterator[Due]:
    mentorship = holdings.mentorship
    found = expected(cadence, owner_zone(mentorship, cadence), last, holdings.of(TABLE, Pause))
    if found is None:
        return
    mine = own_zone(mentorship)
    here = local(found.starts, mine)
    day = here.date() if cadence.at is not None else found.day
    if mentorship.ends and day.isoformat() > mentorship.ends:
        return
    when = f"{show_date(day, day)} {here:%H:%M}" if cadence.at is not None else show_date(day, day)
    try:
        until = day + timedelta(days=round(STILL * usual_days(cadence)) + 2)
    except OverflowError:
        until = date.max
    yield Due(
        rank=12 if called == "session" else 14,
        text=f"By your rhythm {would} {when}{'; none is planned' if called == 'session' else ''}",
        short=f"Next {called} by rhythm: {when}",
        since=grace_day(cadence, day).isoformat() if called == "session" else day.isoformat(),
        until=until.isoformat(),
        tab=TAB,
        record=AGREED,
        where=("home",) if called == "session" else ("home", "prepare"),
    )


def _ends(holdings: Holdings) -> Iterator[Due]:
    ends = iso_day(holdings.mentorship.ends)
    if ends is not None:
        said = show_date(ends, ends)
        yield Due(
            rank=11,
            text=f"It is meant to end on {said}: close it, or extend it",
            short=f"Meant to end on {said}",
            since=(ends - timedelta(days=min(BEFORE_THE_END, (ends - date.min).days))).isoformat(),
            tab=TAB,
            record=AGREED,
        )


def _closed(holdings: Holdings) -> Iterator[Due]:
    """Once a closing session was held, and no page was kept with it."""
    mine = own_zone(holdings.mentorship)
    held = holdings.last_of("closing")
    if held is None or newest(holdings.of(CLOSINGS, Closing)) is not None:
        return
    day = local(held, mine).date()
    yield Due(
        rank=16,
        text="The closing session was held: the calendar drafts a page to close with",
        short="The closing session was held: close it well",
        since=day.isoformat(),
        until=(day + timedelta(days=STILL_CLOSING)).isoformat(),
        tab=TAB,
        record=AGREED,
        where=("home",),
    )


def _zones(holdings: Holdings) -> Iterator[Due]:
    cadence = holdings.mentorship.cadence
    told = zone_changes(cadence, holdings.mentorship) if cadence is not None else ()
    if told:
        yield Due(rank=10, text=". ".join(told), short=fit(told[0], 60), tab=TAB, record=AGREED)
