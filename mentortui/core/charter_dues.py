"""What the charter, the common ground and the rituals of a mentorship have due: the first only where they are used."""

from collections.abc import Iterable
from datetime import date, timedelta

from mentortui.core.charter import TABLE as CHARTER
from mentortui.core.charter import CharterAnswer, charter
from mentortui.core.dates import iso_day, show_date
from mentortui.core.due import Due
from mentortui.core.goals import Goal
from mentortui.core.heads import local, own_zone
from mentortui.core.holdings import Holdings
from mentortui.core.quarters import LENGTH
from mentortui.core.rituals import TABLE as TOUCHES
from mentortui.core.rituals import Touch, touch_day
from mentortui.core.text import fit
from mentortui.core.us import TABLE as US
from mentortui.core.us import Common

FIRST_SESSIONS = 3
"""Before so many sessions what is common is shown."""
MOST, CELLS = 4, 40
"""Of that in one line, and of each."""
QUARTER = LENGTH
"""Days from one reflection to the next."""
STILL_REFLECTING = 200
"""Days after the last one: later nobody is asked any more."""
GESTURE_DAYS = 14
"""Days after a milestone on which a gesture is offered."""


def due_charter(holdings: Holdings) -> Iterable[Due]:
    """That it was to be looked at again, from that day on."""
    found = charter(holdings.of(CHARTER, CharterAnswer), holdings.mentorship)
    day = found.revisit
    if day is None:
        return
    said = show_date(day, day)
    yield Due(
        rank=10,
        text=f"The charter was to be looked at again on {said}",
        short=f"Look at the charter again, {said}",
        since=day.isoformat(),
        tab="charter",
        record="revisit",
        item="The charter: what holds, what to change",
    )


def due_us(holdings: Holdings) -> Iterable[Due]:
    """What is known of each other, in Prepare, until three sessions were held."""
    found = holdings.of(US, Common)
    if not found or len(holdings.began) >= FIRST_SESSIONS:
        return
    names = {person.id: person.name.split(" ")[0] for person in holdings.mentorship.people}
    told = [f"{fit(names[one.who], 16) if one.who in names else 'both'}: {fit(one.text, CELLS)}" for one in found[:MOST]]
    more = f" · and {len(found) - MOST} more" if len(found) > MOST else ""
    yield Due(
        rank=45,
        text=f"Us · {' · '.join(told)}{more}",
        short=f"Us · {told[0]}",
        tab="us",
        item="Us: strengths, common ground",
        where=("prepare",),
    )


def due_rituals(holdings: Holdings) -> Iterable[Due]:
    """A reflection a quarter after the last one, for a while; nothing where there never was one."""
    began = holdings.last_of("reflection")
    if not began:
        return
    mine = own_zone(holdings.mentorship)
    last = local(began, mine).date()
    yield Due(
        rank=50,
        text=f"The last reflection was on {show_date(last, last)}, a quarter ago: another one?",
        short="Another reflection? A quarter has gone by",
        since=_later(last, QUARTER).isoformat(),
        until=_later(last, STILL_REFLECTING).isoformat(),
        where=("prepare",),
    )


def touched(holdings: Holdings) -> date | None:
    """The day of the last touch; None where there was none."""
    mine = own_zone(holdings.mentorship)
    days = [day for one in holdings.of(TOUCHES, Touch) if (day := touch_day(one, mine)) is not None]
    return max(days, default=None)


def due_gestures(holdings: Holdings) -> Iterable[Due]:
    """On a milestone that was reached, for a fortnight: a thank-you, or an article to send; no more once a touch was."""
    last = touched(holdings)
    for goal in holdings.of("goals", Goal):
        for milestone in goal.milestones:
            day = iso_day(milestone.reached)
            if day is None or milestone.removed or goal.removed or (last is not None and last >= day):
                continue
            yield Due(
                rank=50,
                text=f"Reached: {fit(milestone.what, CELLS)}. A thank-you, or an article to send?",
                short=f"Reached: {fit(milestone.what, 24)}. A thank-you?",
                since=day.isoformat(),
                until=_later(day, GESTURE_DAYS).isoformat(),
                tab="touch",
            )


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day
