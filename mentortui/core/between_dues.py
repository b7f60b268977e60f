"""What of the tasks between sessions comes back by itself: new answers, what is to be told in the session, what is due."""

from collections.abc import Iterable
from datetime import date, timedelta

from mentortui.core.between import NAME, SORTS, TABLE, Assignment
from mentortui.core.dates import iso_day, show_date
from mentortui.core.due import Due
from mentortui.core.heads import local, own_zone
from mentortui.core.holdings import Holdings
from mentortui.core.text import fit, short_names

QUOTED, ANSWER = 40, 60
"""Cells of a task, of an answer, in a line about it."""
STILL = 14
"""Days after its due date for which a task stands on Home; then it waits on its tab."""


def new_answers(holdings: Holdings) -> tuple[Assignment, ...]:
    """Answers since the last session, the oldest first: what the next one can begin with."""
    zone = own_zone(holdings.mentorship)
    last = local(max(holdings.began), zone).date().isoformat() if holdings.began else ""
    found = [one for one in holdings.of(TABLE, Assignment) if one.answer and one.answered >= last]
    return tuple(sorted(found, key=lambda one: (one.answered, one.created, one.id)))


def dues(holdings: Holdings) -> Iterable[Due]:
    """On Prepare: new answers, and what is to be told in the session. On Home: what the user is to do, once it is due."""
    me = holdings.mentorship.me
    names = short_names({person.id: fit(person.name, 24) for person in holdings.mentorship.people})
    for one in new_answers(holdings):
        who = "You" if one.who == me else names.get(one.who, "Somebody")
        task, answer = fit(one.text, QUOTED), fit(" ".join(one.answer.split()), ANSWER)
        yield Due(
            rank=28,
            text=f"{who} answered “{task}”: {answer}",
            short=f"{who}: {answer}",
            item=f"Answer: {fit(one.text, 60)}",
            since=one.answered,
            tab=NAME,
            record=one.id,
            where=("prepare",),
        )
    for one in holdings.of(TABLE, Assignment):
        day = iso_day(one.due)
        if one.state != "open":
            continue
        quoted = f"“{fit(one.text, QUOTED)}”"
        if one.how == "live":
            yield Due(
                rank=29,
                text=f"To be told in the session: {quoted}",
                item=fit(one.text, 80),
                since=one.due,
                tab=NAME,
                record=one.id,
                where=("prepare",),
            )
        if day is not None and one.who in (me, ""):
            yield Due(
                rank=24,
                text=f"{SORTS.get(one.sort, one.sort).capitalize()}, due {show_date(day, day)}: {quoted}",
                since=one.due,
                until=_later(day),
                tab=NAME,
                record=one.id,
                where=("home",) if one.how == "live" else ("home", "prepare"),
            )


def _later(day: date) -> str:
    try:
        return (day + timedelta(days=STILL)).isoformat()
    except OverflowError:
        return ""
