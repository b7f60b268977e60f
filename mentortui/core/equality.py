"""Equality measures: how even the talk is, whatever was agreed. They describe and never judge. docs/fairness.md, How even."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import fsum, log

import msgspec

from mentortui.core.measures import Span, shares


class Evenness(msgspec.Struct, frozen=True, kw_only=True):
    """Over everyone who could speak or did: agreed above 0, or with floor time; n people, with shares s that sum to 1."""

    people: int
    evenness: float
    """Pielou's J, the normalised entropy, -Σ s ln s / ln n: 1 is all alike, 0 is one person alone. Flat near equality.
    E. C. Pielou 1966."""
    gini: Fraction
    """Σ Σ |s_i - s_j| / 2n · n / (n - 1), corrected for the number of people (Deltas 2003), 0..1: 0 is all alike."""
    variance: Fraction
    """Σ (s - 1/n)² / n, of the population: 0 is all alike, (n - 1)/n² one person alone. Not to be compared across group sizes."""


def equality(span: Span) -> Evenness | None:
    """The measures over floor time, s_p = F_p / F: J = -Σ s ln s / ln n, Gini = Σ Σ |s_i - s_j| / 2n · n / (n - 1), variance =
    Σ (s - 1/n)² / n. Sources: docs/fairness.md, How even. None with fewer than two people, or while no one has spoken."""
    has = shares(span)
    if has is None:
        return None
    there = [person for person, time in span.floor.items() if time > 0 or span.expected.get(person, 0) > 0]
    return of_shares([has[person] for person in there])


def turn_equality(counts: Iterable[int]) -> Evenness | None:
    """The same over turns, s_p = turns of p / all turns, of everyone who is listed, as in studies of collective intelligence
    (Woolley and others 2010); None with fewer than two people, or without a turn."""
    found = list(counts)
    total = sum(found)
    return of_shares([Fraction(count, total) for count in found]) if total else None


def of_shares(found: Sequence[Fraction]) -> Evenness | None:
    """The measures of shares that sum to 1, of time or of turns, by the formulas of `Evenness` (Pielou 1966; Deltas 2003); None
    of fewer than two."""
    n = len(found)
    if n < 2:
        return None
    entropy = -fsum(float(share) * log(share) for share in found if share)  # the same in any order
    apart = sum((abs(one - other) for one in found for other in found), Fraction(0))
    return Evenness(
        people=n,
        evenness=max(0.0, min(1.0, entropy / log(n))),
        gini=apart / (2 * n) * Fraction(n, n - 1),
        variance=sum(((share - Fraction(1, n)) ** 2 for share in found), Fraction(0)) / n,
    )
