"""Over sessions: pooled shares, a usual session, and a direction only where there is one. docs/fairness.md, Over sessions."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import sqrt
from statistics import median

import msgspec

from mentortui.core import measures as m

LEAST_TALK = 300_000_000
"""A session with less floor time than this is left out, and counted."""
LEAST_SESSIONS, LEAST_DAYS = 8, 60
"""Fewer sessions, or fewer days from the first to the last, make no trend."""
MOST = 200
"""Sessions, the last ones: the slopes of all pairs are looked at."""
LEAST_CHANGE = Fraction(5)
"""Points over the whole span, below which no direction is named."""
_NORMAL = 1.959963984540054
"""Of the standard normal distribution 95 % lie within this."""
MONTH = 30
"""Days: slopes are told for as many."""


class Pooled(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions, or items of them, added up. Shares are weighted by time: a long session counts for more."""

    sessions: int
    span: m.Span
    usual: Fraction | None
    """The median of the sessions' balances; None where none has one."""

    @property
    def balance(self) -> Fraction | None:
        """Of all of it together."""
        return m.balance(self.span)


class Slope(msgspec.Struct, frozen=True, kw_only=True):
    """The median of the slopes of all pairs of sessions, and its 95 % interval; points for each 30 days."""

    middle: Fraction
    low: Fraction
    high: Fraction
    sessions: int
    days: int
    """From the first to the last."""

    @property
    def clear(self) -> bool:
        """Whether a direction may be named: the interval leaves out 0, and the change over the span is 5 points or more."""
        return (self.low > 0 or self.high < 0) and abs(self.middle) * self.days / MONTH >= LEAST_CHANGE


def pooled(spans: Iterable[m.Span]) -> Pooled:
    """Those spans added up, so that the pooled share is ΣF_p / ΣF and the agreed one ΣE_p / ΣF, and the usual one."""
    found = list(spans)
    levels = [level for span in found if (level := m.balance(span)) is not None]
    return Pooled(sessions=len(found), span=added(found), usual=median(levels) if levels else None)


def added(spans: Sequence[m.Span]) -> m.Span:
    """The sums of several spans."""

    def summed(parts: Iterable[Mapping[str, Fraction]]) -> dict[str, Fraction]:
        total: dict[str, Fraction] = {}
        for part in parts:
            for person, time in part.items():
                total[person] = total.get(person, Fraction(0)) + time
        return total

    people = dict.fromkeys(person for span in spans for person in span.floor)
    return m.Span(
        active=sum(span.active for span in spans),
        floor={person: sum(span.floor.get(person, 0) for span in spans) for person in people},
        expected=summed(span.expected for span in spans),
        nobody=sum(span.nobody for span in spans),
        one=sum(span.one for span in spans),
        several=sum(span.several for span in spans),
        unnamed=sum(span.unnamed for span in spans),
        unsure=sum(span.unsure for span in spans),
        others=sum(span.others for span in spans),
        rest=sum(span.rest for span in spans),
        in_force=spans[-1].in_force if spans else {},
    )


def slope(points: Iterable[tuple[int, Fraction]]) -> Slope | None:
    """Of (day, points of a share away from the agreed one), in any order. None where there is too little for a trend."""
    found = sorted(points)[-MOST:]
    if len(found) < LEAST_SESSIONS or found[-1][0] - found[0][0] < LEAST_DAYS:
        return None
    return theil_sen(found)


def theil_sen(points: Sequence[tuple[int, Fraction]]) -> Slope | None:
    """The same without asking whether it is enough; None where all lie on one day. P. K. Sen 1968; the interval as
    `scipy.stats.theilslopes` has it. Costs a step for each pair."""
    # In floats they are put in order a hundred times as fast as in fractions; those that are told are then made exact.
    values = [(day, float(value)) for day, value in points]
    pairs = sorted(
        ((other - one) / (later - day), n, k)
        for n, (day, one) in enumerate(values)
        for k, (later, other) in enumerate(values[n + 1 :], n + 1)
        if later != day
    )
    if not pairs:
        return None

    def exact(place: int) -> Fraction:
        (day, one), (later, other) = points[pairs[place][1]], points[pairs[place][2]]
        return (other - one) / (later - day)

    spread = _NORMAL * sqrt(_variance(points))
    many = len(pairs)
    return Slope(
        middle=(exact((many - 1) // 2) + exact(many // 2)) / 2 * MONTH,
        low=exact(max(round((many - spread) / 2) - 1, 0)) * MONTH,
        high=exact(min(round((many + spread) / 2), many - 1)) * MONTH,
        sessions=len(points),
        days=points[-1][0] - points[0][0],
    )


def _variance(points: Sequence[tuple[int, Fraction]]) -> float:
    """Of Kendall's statistic, ties taken off."""
    n = len(points)

    def ties(values: Iterable[object]) -> int:
        counts: dict[object, int] = {}
        for value in values:
            counts[value] = counts.get(value, 0) + 1
        return sum(many * (many - 1) * (2 * many + 5) for many in counts.values() if many > 1)

    all_of = n * (n - 1) * (2 * n + 5)
    return max(0, all_of - ties(day for day, _ in points) - ties(value for _, value in points)) / 18
