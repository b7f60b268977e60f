"""Goals: what to reach, why it matters to each side, and how one will know.

A goal's name is what captures call it by (`#release`). A name that captures use and nobody has said more of is a goal without
a measure; it becomes a record once it is edited. A private goal lies in private.json alone until it is shared.
"""

import hashlib
from collections.abc import Iterable
from datetime import date

import msgspec

from mentortui.core.dates import iso_day
from mentortui.core.milestones import Milestone
from mentortui.core.records import Record

KINDS: dict[str, str] = {"": "not said", "skills": "skills", "projects": "projects", "career": "career"}
AREAS: dict[str, str] = {
    "": "not said",
    "technical": "technical",
    "behaviour": "professional behaviour",
    "emotional": "emotional intelligence",
    "strategic": "strategic thinking",
}
STATES: dict[str, str] = {"open": "open", "done": "reached", "parked": "parked"}
"""Parked is for later, and no failure."""
PRIVATE = "private"
SEEN_BY: dict[str, str] = {PRIVATE: "only you, for now", "": "all of you"}
LONGEST_NAME = 200
"""Characters of a name, as captures may have it."""

replace = msgspec.structs.replace


class Reading(Record, frozen=True, kw_only=True, omit_defaults=True):
    """How things stood on a day (ISO date); `value`: a decimal number as text."""

    day: str = ""
    value: str = ""


class KeyResult(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One way to know. Numbers are texts, empty where nobody said; a target below the baseline is reached by going down."""

    what: str = ""
    baseline: str = ""
    target: str = ""
    unit: str = ""
    readings: tuple[Reading, ...] = ()


class Goal(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What to reach. `who`: a person's id; empty: the mentee's, or everybody's. `due`, `closed`: ISO dates."""

    name: str = ""
    formerly: tuple[str, ...] = ()
    """Names it had: what was caught under them belongs to it still."""
    kind: str = ""
    area: str = ""
    who: str = ""
    why: str = ""
    """Why it matters to the one whose goal it is."""
    why_other: str = ""
    """Why it matters to the other side."""
    strategies: str = ""
    due: str = ""
    after: str = ""
    """The name of the goal to reach before this one."""
    state: str = "open"
    closed: str = ""
    """When it was reached or parked."""
    seen_by: str = ""
    """`private`: it lies in private.json alone."""
    results: tuple[KeyResult, ...] = ()
    milestones: tuple[Milestone, ...] = ()

    @property
    def is_private(self) -> bool:
        """Whether only the user knows of it."""
        return self.seen_by == PRIVATE

    @property
    def key_results(self) -> tuple[KeyResult, ...]:
        """Those that are there."""
        return tuple(one for one in self.results if not one.removed)


def bare_id(name: str) -> str:
    """The id of the record that a bare name becomes: the same wherever it is made."""
    return f"goal-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:20]}"


def bare(name: str) -> Goal:
    """A goal that captures name and nobody has said more of."""
    return Goal(id=bare_id(name), name=name)


def without_words(goal: Goal) -> Goal:
    """What stays in the file it moved out of: that there was one, and nothing anybody wrote."""
    return Goal(id=goal.id, created=goal.created, changed=goal.changed, changed_by=goal.changed_by, removed=True)


def together(shared: Iterable[Goal], private: Iterable[Goal]) -> tuple[Goal, ...]:
    """Those that are there, of both files; of one that is in both the shared one holds, as it was shared last."""
    found = {goal.id: replace(goal, seen_by=PRIVATE) for goal in private if not goal.removed and goal.name}
    found |= {goal.id: replace(goal, seen_by="") for goal in shared if not goal.removed and goal.name}
    return tuple(found.values())


def is_late(goal: Goal, today: date) -> bool:
    """Whether its day has gone by and it is open still."""
    due = iso_day(goal.due)
    return goal.state == "open" and due is not None and due < today


def areas_without(goals: Iterable[Goal]) -> tuple[str, ...]:
    """The areas (of AREAS) in which there is no goal that is open or reached. None for those who use no goals, or no areas."""
    there = [goal for goal in goals if not goal.removed and goal.state != "parked" and goal.area]
    used = {goal.area for goal in there}
    return tuple(area for area in AREAS if area and area not in used) if there else ()
