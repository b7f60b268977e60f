"""How far a goal is: from each key result's dated readings its course, its share of the way, and what they come to together."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

import msgspec

from mentortui.core.dates import iso_day
from mentortui.core.goals import Goal, KeyResult, Reading

MOST = Decimal(10) ** 15
"""Beyond it, either way, a number in a file is none of ours."""
STALE_DAYS = 31
"""A reading older than that is worth a new one, for a goal in use."""


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """A key result over time. `points`: days and values, oldest first, one a day; `share`: 0 at the baseline, 1 at the target or
    beyond it; None: it cannot be said, for want of a target or of anything to measure from."""

    result: KeyResult
    points: tuple[tuple[date, Decimal], ...]
    baseline: Decimal | None
    target: Decimal | None
    now: Decimal | None
    share: float | None

    @property
    def reached(self) -> bool:
        """Whether it is where it was to be."""
        return self.share == 1.0

    @property
    def last(self) -> date | None:
        """The day of the newest reading."""
        return self.points[-1][0] if self.points else None


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """A goal's key results together. `share`: the mean of those that can be said; None: a goal without a measure."""

    results: int
    reached: int
    share: float | None


def amount(text: str) -> Decimal | None:
    """The number in a text; None where there is none that can be reckoned with."""
    try:
        found = Decimal(text) if len(text) <= 40 else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() and abs(found) <= MOST else None


def progress(baseline: Decimal, target: Decimal, now: Decimal) -> float:
    """How much of the way from baseline to target is done, 0..1, whichever of them is larger; where they are the same, whether
    it is there."""
    if baseline == target:
        return 1.0 if now == target else 0.0
    return float(min(Decimal(1), max(Decimal(0), (now - baseline) / (target - baseline))))


def course(result: KeyResult, until: date | None = None) -> Course:
    """Whatever the order in which the readings were written: of two of one day the one written last holds. `until`: as it stood
    at the end of that day. Without a baseline it is measured from the first reading."""
    found = dict[date, tuple[tuple[int, str], Decimal]]()
    for reading in result.readings:
        day, value = iso_day(reading.day), amount(reading.value)
        if reading.removed or day is None or value is None or (until is not None and day > until):
            continue
        written = (reading.created, reading.id)
        if day not in found or found[day][0] < written:
            found[day] = (written, value)
    points = tuple((day, found[day][1]) for day in sorted(found))
    target, said = amount(result.target), amount(result.baseline)
    baseline = said if said is not None else points[0][1] if points else None
    now = points[-1][1] if points else said
    known = baseline is not None and target is not None and now is not None
    share = progress(baseline, target, now) if known else None  # type: ignore[arg-type]  # `known` says so
    return Course(result=result, points=points, baseline=baseline, target=target, now=now, share=share)


def measured(goal: Goal, until: date | None = None) -> Measured:
    """How far it is, or was at the end of that day."""
    courses = [course(one, until) for one in goal.key_results]
    shares = [one.share for one in courses if one.share is not None]
    return Measured(
        results=len(courses),
        reached=sum(one.reached for one in courses),
        share=sum(shares) / len(shares) if shares else None,
    )


def last_reading(goal: Goal) -> date | None:
    """The day of the newest reading of any of its key results."""
    return max((day for one in goal.key_results if (day := course(one).last) is not None), default=None)


def with_reading(result: KeyResult, reading: Reading) -> KeyResult:
    """One more."""
    return msgspec.structs.replace(result, readings=(*result.readings, reading))


def first_measured(goals: Iterable[Goal]) -> Goal | None:
    """The open one that a card tells of: with key results before without, then as they stand."""
    there = [goal for goal in goals if goal.state == "open" and not goal.removed]
    return min(there, key=lambda goal: not goal.key_results, default=None)
