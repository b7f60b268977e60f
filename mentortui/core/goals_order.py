"""An order to learn in: a goal may come after another. A ring is refused, and named."""

from collections.abc import Sequence
from datetime import date

from mentortui.core.dates import iso_day
from mentortui.core.goals import Goal
from mentortui.core.goals_names import SHOWN, by_name, called
from mentortui.core.refused import Refused
from mentortui.core.text import fit


def before(goal: Goal, goals: Sequence[Goal]) -> Goal | None:
    """The goal to reach first; None where none is named, or it is gone."""
    return called(goal.after, goals) if goal.after else None


def private_said(typed: str) -> str:
    """Why something shared cannot name a goal so: no more than was typed, as a screen may be shared."""
    return f"“{fit(typed, SHOWN)}” is private still: share it first, or leave this empty."


def checked_after(goal: Goal, goals: Sequence[Goal]) -> None:
    """Raises Refused, with the goals in it by name, where the goal would come after itself; and where a goal that is shared would
    name a private one. `goals`: all, this one as it is to be."""
    find = by_name((*(one for one in goals if one.id != goal.id), goal))
    path, here, seen = [goal], find(goal.after) if goal.after else None, {goal.id}
    if here is not None and here.is_private and not goal.is_private:
        raise Refused(private_said(goal.after))
    while here is not None:
        if here.id == goal.id:
            ring = " after ".join(f"“{fit(one.name, SHOWN)}”" for one in (*path, goal))
            raise Refused(f"That is a ring: {ring}. Leave one of them without “after”.")
        if here.id in seen:
            return  # a ring of others, from a file that was edited by hand: not this goal's doing
        path.append(here)
        seen.add(here.id)
        here = find(here.after) if here.after else None


def followers(goal: Goal, goals: Sequence[Goal]) -> tuple[Goal, ...]:
    """Those that come after it."""
    find = by_name(goals)
    after = ((one, find(one.after)) for one in goals if one.after and one.id != goal.id)
    return tuple(one for one, first in after if first is not None and first.id == goal.id)


def in_order(goals: Sequence[Goal]) -> tuple[Goal, ...]:
    """Open ones first, then parked, then reached; by their due date, those of which nobody said more last; none before the one it
    comes after. Whatever a file says, each stands there once."""
    states = {"open": 0, "parked": 1}
    ranked = sorted(
        goals,
        key=lambda goal: (
            states.get(goal.state, 2),
            iso_day(goal.due) or date.max,
            not goal.created,
            goal.created,
            goal.name,
            goal.id,
        ),
    )
    found, find = dict[str, Goal](), by_name(goals)
    for goal in ranked:
        chain, here, seen = list[Goal](), goal, set[str]()
        while here.id not in found and here.id not in seen:
            chain.append(here)
            seen.add(here.id)
            first = find(here.after) if here.after else None
            if first is None or states.get(first.state, 2) != states.get(goal.state, 2):
                break
            here = first
        for one in reversed(chain):
            found.setdefault(one.id, one)
    return tuple(found.values())
