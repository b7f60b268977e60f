"""The JSON of goals: shared ones alone. Days are ISO dates, numbers as they were typed."""

from collections.abc import Iterable, Sequence

import msgspec

from mentortui.core.goals import Goal
from mentortui.core.goals_measured import course, measured
from mentortui.core.goals_names import belongs
from mentortui.core.milestones import in_order


class ReadingShape(msgspec.Struct, frozen=True, kw_only=True):
    """How things stood on a day."""

    day: str
    value: float


class ResultShape(msgspec.Struct, frozen=True, kw_only=True):
    """A key result. `progress`: 0..1 of the way; null where it cannot be said."""

    what: str
    unit: str
    baseline: float | None
    target: float | None
    now: float | None
    progress: float | None
    readings: list[ReadingShape]


class MilestoneShape(msgspec.Struct, frozen=True, kw_only=True):
    """A step in real work."""

    what: str
    due: str | None
    reached: str | None
    evidence: str


class GoalShape(msgspec.Struct, frozen=True, kw_only=True):
    """A goal. `formerly`: names it had; `who`: a person's id, or empty; `state`: open, done, parked."""

    name: str
    formerly: list[str]
    kind: str
    area: str
    who: str
    why: str
    why_other: str
    strategies: str
    due: str | None
    after: str
    state: str
    progress: float | None
    results: list[ResultShape]
    milestones: list[MilestoneShape]


def goal_shapes(goals: Iterable[Goal], named: Sequence[str]) -> list[GoalShape]:
    """Those that something of these names belongs to. A private goal is never among them."""
    return [
        _goal(goal) for goal in goals if not goal.is_private and not goal.removed and any(belongs(name, goal) for name in named)
    ]


def _goal(goal: Goal) -> GoalShape:
    courses = [course(one) for one in goal.key_results]
    share = measured(goal).share
    return GoalShape(
        name=goal.name,
        formerly=list(goal.formerly),
        kind=goal.kind,
        area=goal.area,
        who=goal.who,
        why=goal.why,
        why_other=goal.why_other,
        strategies=goal.strategies,
        due=goal.due or None,
        after=goal.after,
        state=goal.state,
        progress=None if share is None else round(share, 6),
        results=[
            ResultShape(
                what=one.result.what,
                unit=one.result.unit,
                baseline=_number(one.baseline),
                target=_number(one.target),
                now=_number(one.now),
                progress=None if one.share is None else round(one.share, 6),
                readings=[ReadingShape(day=day.isoformat(), value=float(value)) for day, value in one.points],
            )
            for one in courses
        ],
        milestones=[
            MilestoneShape(what=one.what, due=one.due or None, reached=one.reached or None, evidence=one.evidence)
            for one in in_order(goal.milestones)
        ],
    )


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
