"""What has to hold of a goal among all others, and of its parts: key results and milestones."""

from collections.abc import Iterable
from typing import TypeVar

from mentortui.core.goals import PRIVATE, Goal, KeyResult, replace
from mentortui.core.goals_names import SHOWN, called, renamed, same
from mentortui.core.goals_order import checked_after, followers
from mentortui.core.milestones import Milestone
from mentortui.core.record_fields import WrongField
from mentortui.core.records import Mentorship, Record
from mentortui.core.refused import Refused
from mentortui.core.text import fit

Part = TypeVar("Part", bound=Record)
ONE_GONE = "That is no longer here."


def usual_owner(mentorship: Mentorship) -> str:
    """Whose a new goal most likely is: of a pair the mentee's, else theirs who adds it. Its form shows that, to be changed."""
    mentees = [one.id for one in mentorship.people if one.role == "mentee"]
    return mentees[0] if len(mentorship.people) == 2 and len(mentees) == 1 else mentorship.me


def checked(there: Goal, made: Goal, goals: tuple[Goal, ...]) -> Goal:
    """What becomes of the goal that is `there`: its name is its own, and the order to learn in has no ring. `goals`: all. Raises
    WrongField."""
    others = tuple(one for one in goals if one.id != made.id)
    if there.is_private and not made.is_private and same(there.name, made.name):
        # What was caught under that name meanwhile was meant for it.
        others = tuple(one for one in others if one.changed or one.created or not same(one.name, made.name))
    try:
        named = renamed(replace(made, name=there.name), made.name, others)
    except Refused as error:
        raise WrongField("name", str(error)) from error
    try:
        if named.after:
            after = called(named.after, (*others, named))
            if after is not None:
                named = replace(named, after=after.name)
            checked_after(named, goals)
    except Refused as error:
        raise WrongField("after", str(error)) from error
    if named.is_private and (behind := [one for one in followers(named, goals) if not one.is_private]):
        raise WrongField("seen_by", f"“{fit(behind[0].name, SHOWN)}” comes after it and is shared: change that first.")
    return named


def stored(shared: Iterable[Goal], private: Iterable[Goal], id: str) -> Goal | None:
    """As it is stored, removed or not; where it lies in both files the one that is there."""
    found = [one for one in shared if one.id == id]
    found += [replace(one, seen_by=PRIVATE) for one in private if one.id == id]
    return next((one for one in found if not one.removed), found[0] if found else None)


def part_of(goal: Goal, id: str) -> KeyResult | Milestone | None:
    """Its key result or milestone of that id; None where there is none, or it was removed."""
    parts: tuple[KeyResult | Milestone, ...] = (*goal.results, *goal.milestones)
    return next((one for one in parts if one.id == id and not one.removed), None)


def part_there(parts: tuple[Part, ...], id: str) -> Part:
    """The one of that id. Raises Refused where it is gone."""
    found = next((one for one in parts if one.id == id and not one.removed), None)
    if found is None:
        raise Refused(ONE_GONE)
    return found


def with_part(parts: tuple[Part, ...], part: Part) -> tuple[Part, ...]:
    """In the place of the one of its id, or behind the others."""
    if any(one.id == part.id for one in parts):
        return tuple(part if one.id == part.id else one for one in parts)
    return (*parts, part)
