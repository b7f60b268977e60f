"""Milestones: steps of a goal that are tied to real work, each with what shows that it was reached."""

from collections.abc import Iterable
from datetime import date

import msgspec

from mentortui.core.dates import iso_day
from mentortui.core.records import Record
from mentortui.core.refused import Refused

EVIDENCE = "What shows it: a link, or a sentence about where it can be seen."

replace = msgspec.structs.replace


class Milestone(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A step towards a goal, and kept with it. `due`, `reached`: ISO dates; `reached` empty: not yet."""

    what: str = ""
    due: str = ""
    evidence: str = ""
    reached: str = ""


def reached(milestone: Milestone, evidence: str, today: date) -> Milestone:
    """It was reached today. Raises Refused where nothing shows that: a link or a sentence is enough."""
    shown = " ".join(evidence.split())
    if not shown:
        raise Refused(EVIDENCE)
    return replace(milestone, evidence=shown, reached=today.isoformat())


def open_again(milestone: Milestone) -> Milestone:
    """Not reached after all; what was said of it stays."""
    return replace(milestone, reached="")


def in_order(milestones: Iterable[Milestone]) -> tuple[Milestone, ...]:
    """Those that are there: open ones by their due date, then those reached, the newest first."""
    there = [one for one in milestones if not one.removed]
    left = sorted((one for one in there if not one.reached), key=lambda one: (iso_day(one.due) or date.max, one.created, one.id))
    done = sorted((one for one in there if one.reached), key=lambda one: (one.reached, one.created, one.id), reverse=True)
    return (*left, *done)


def is_late(milestone: Milestone, today: date) -> bool:
    """Whether its day has gone by and it was not reached."""
    due = iso_day(milestone.due)
    return not milestone.reached and due is not None and due < today
