"""How a person's share moved against the agreed one, over the sessions of a group. docs/fairness.md, Over sessions."""

from fractions import Fraction
from statistics import median

import msgspec

from mentortui.core import measures as m
from mentortui.core.trend import MONTH, MOST, Slope, slope
from mentortui.core.trends_groups import Group


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """How a person's share moved against the agreed one, over the last 200 at most. `slope` is None where there is too little.
    `begin` and `end`: where its line lies on the first day and the last, points above the agreed share."""

    sessions: int
    days: int
    slope: Slope | None = None
    begin: Fraction = Fraction(0)
    end: Fraction = Fraction(0)


def change(group: Group, person: str) -> Change:
    """Of that person in those sessions in which any share was theirs or meant for them."""
    points = course(group, person)
    if not points:
        return Change(sessions=0, days=0)
    found, days = slope(points), points[-1][0] - points[0][0]
    if found is None:
        return Change(sessions=len(points), days=days)
    a_day = found.middle / MONTH
    at_zero = median(value for _, value in points) - a_day * median(Fraction(day) for day, _ in points)
    return Change(
        sessions=len(points),
        days=days,
        slope=found,
        begin=at_zero + a_day * points[0][0],
        end=at_zero + a_day * points[-1][0],
    )


def course(group: Group, person: str) -> list[tuple[int, Fraction]]:
    """The day and the points above the agreed share of each session in which any share was that person's or meant for them: of
    the last 200, in order."""
    here = [part for part in group.parts if part.span.floor.get(person) or part.span.expected.get(person)]
    return sorted((part.day, away(part.span, person)) for part in here[-MOST:])


def away(span: m.Span, person: str) -> Fraction:
    """Points by which that person's share is above the agreed one; below 0: under it."""
    talk = span.talk
    return (span.floor.get(person, 0) - span.expected.get(person, Fraction(0))) * 100 / talk if talk else Fraction(0)
