"""Goals to begin with: the bank from which one is taken, and then made one's own."""

from collections.abc import Callable

import msgspec

from mentortui.core.goals import PRIVATE, Goal, KeyResult
from mentortui.core.milestones import Milestone


class ResultTemplate(msgspec.Struct, frozen=True, kw_only=True):
    """A key result of the bank; numbers as texts."""

    what: str
    baseline: str = ""
    target: str = ""
    unit: str = ""


class GoalTemplate(msgspec.Struct, frozen=True, kw_only=True):
    """A goal of the bank. `after`: the name of another, for an order to learn in."""

    name: str
    kind: str = ""
    area: str = ""
    why: str = ""
    why_other: str = ""
    strategies: str = ""
    after: str = ""
    results: tuple[ResultTemplate, ...] = ()
    milestones: tuple[str, ...] = ()


def as_goal(template: GoalTemplate, new_id: Callable[[], str], known: tuple[str, ...] = ()) -> Goal:
    """A goal of one's own, private until it is shared. `known`: the names of the goals there are; it comes after the one the
    template names only where that is there."""
    return Goal(
        id=new_id(),
        name=template.name,
        kind=template.kind,
        area=template.area,
        why=template.why,
        why_other=template.why_other,
        strategies=template.strategies,
        after=template.after if template.after in known else "",
        seen_by=PRIVATE,
        results=tuple(
            KeyResult(id=new_id(), what=one.what, baseline=one.baseline, target=one.target, unit=one.unit)
            for one in template.results
        ),
        milestones=tuple(Milestone(id=new_id(), what=what) for what in template.milestones),
    )
