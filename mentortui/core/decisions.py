"""Decisions to learn from: what was weighed, what was chosen, who helped, how it turned out. Old ones can be written down too."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from mentortui.core import kinds
from mentortui.core.dates import iso_day
from mentortui.core.due import Due
from mentortui.core.heads import local, moment, own_zone
from mentortui.core.holdings import Holdings
from mentortui.core.kinds import Around
from mentortui.core.quarters import LENGTH
from mentortui.core.record_details import DecisionDetails
from mentortui.core.record_fields import Field, Lines, caught, goal_field, prose_field, text_field
from mentortui.core.records import Living, Record
from mentortui.core.text import fit

LATER = LENGTH
"""Days after which it can be said how a decision turned out."""
ASKED_FOR = 21
"""Days for which that is asked, once."""
QUOTED = 40


def dues(holdings: Holdings) -> Iterable[Due]:
    """How did it turn out? Asked once, three months after a decision that has a context, or of which somebody said so."""
    mine = own_zone(holdings.mentorship)
    for record in holdings.caught("decision"):
        found = details(record)
        day = iso_day(found.decided) or local(record.created, mine).date()
        if found.turned_out or not looks_back(found):
            continue
        try:
            asked, until = day + timedelta(days=LATER), day + timedelta(days=LATER + ASKED_FOR)
        except OverflowError:
            continue
        yield Due(
            rank=40,
            text=f"Three months after “{fit(record.capture.text, QUOTED)}”: how did it turn out?",
            short=f"How did it turn out: “{fit(record.capture.text, QUOTED)}”?",
            since=asked.isoformat(),
            until=until.isoformat(),
            tab="decision",
            record=record.id,
        )


def looks_back(found: DecisionDetails) -> bool:
    """Whether it is asked how it turned out: where somebody said so, else where it has a context."""
    return found.look_back == "yes" or (not found.look_back and bool(found.context))


def details(record: Living) -> DecisionDetails:
    """What is known of it besides its line; empty texts where nothing is."""
    return record.details if isinstance(record.details, DecisionDetails) else DecisionDetails()


def decided_on(record: Living) -> date:
    """The day it was taken: as somebody said, else that on which it was noted (UTC)."""
    return iso_day(details(record).decided) or moment(record.created).date()


def looked_back_on(living: Iterable[Living]) -> tuple[Living, ...]:
    """Those of which is known how they turned out, the newest first: what there is to study patterns in."""
    found = [one for one in living if one.capture.kind == "decision" and not one.removed and details(one).turned_out]
    return tuple(sorted(found, key=lambda one: (decided_on(one), one.created, one.id), reverse=True))


def _page(record: Record, others: Sequence[Record], around: Around) -> Lines:
    """Decisions before it that belong to the same goal and of which is known how they turned out."""
    if not isinstance(record, Living) or not record.capture.goal:
        return ()
    known = looked_back_on(one for one in others if isinstance(one, Living))
    same = [one for one in known if one.id != record.id and one.capture.goal == record.capture.goal]
    return tuple(("Before", f"{one.capture.text}: {details(one).turned_out}") for one in same[:3])


DECISION = caught(
    "decision",
    "Decisions",
    "a decision",
    (
        text_field("Chosen"),
        Field(path="details.context", label="Context", hint="with one, it is asked in three months how it turned out"),
        Field(path="details.options", label="Options"),
        Field(path="details.trade_offs", label="Trade-offs"),
        prose_field("Why"),
        Field(path="details.contributed", label="Contributed", kind=kinds.People()),
        Field(path="details.decided", label="Decided on", kind=kinds.Day(), role="due"),
        Field(path="details.turned_out", label="It turned out"),
        Field(path="details.differently", label="Would change"),
        Field(
            path="details.look_back",
            label="Look back",
            kind=kinds.Choice((("", "where it has a context"), ("yes", "in three months"), ("no", "no"))),
        ),
        goal_field(),
    ),
    ("recorded responses instead of a fake server", "we meet every two weeks, Thursdays at 15:00"),
    about="What was chosen, among what, and how it turned out. Old ones can be added too: patterns show.",
    page=_page,
)
