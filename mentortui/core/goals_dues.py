"""What comes back by itself about goals: of those in use alone."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from mentortui.core.dates import iso_day, show_date
from mentortui.core.due import Due
from mentortui.core.goals import Goal
from mentortui.core.goals_measured import STALE_DAYS, last_reading, measured
from mentortui.core.holdings import Holdings
from mentortui.core.text import fit

SOON, FORGOTTEN = 7, 28
"""Days before a date from which it is told, and after it until when: then it has been seen."""
NAME = 40


def due_goals(holdings: Holdings) -> Iterable[Due]:
    """Goals and milestones whose day comes or has gone by, and one whose last reading is more than a month old."""
    for goal in holdings.of("goals", Goal):
        if goal.state == "open" and not goal.removed:
            yield from _of(goal)


def _of(goal: Goal) -> Iterator[Due]:
    due, name = iso_day(goal.due), fit(goal.name, NAME)
    if due is not None:
        yield _dated(f"the goal “{name}” is for {show_date(due, due)}", due, goal.id)
    for milestone in goal.milestones:
        day = iso_day(milestone.due)
        if day is not None and not milestone.reached and not milestone.removed:
            what = fit(milestone.what, NAME)
            yield _dated(f"the milestone “{what}” of “{name}” is for {show_date(day, day)}", day, milestone.id)
    last, found = last_reading(goal), measured(goal)
    if last is not None and found.reached < found.results:
        since = _later(last, STALE_DAYS + 1)
        yield Due(
            rank=40,
            text=f"no reading of “{name}” since {show_date(last, last)}: how do things stand?",
            short=f"“{name}”: how do things stand?",
            since=since.isoformat(),
            until=_later(since, FORGOTTEN).isoformat(),
            tab="goal",
            record=goal.id,
        )


def _dated(text: str, due: date, record: str) -> Due:
    since, until = _later(due, -SOON), _later(due, FORGOTTEN)
    return Due(rank=10, text=text, since=since.isoformat(), until=until.isoformat(), tab="goal", record=record)


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day
