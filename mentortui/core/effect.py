"""Did prompts help? Shown prompts against ones withheld by a coin, never before against after alone.

A prompt comes when a share is lowest, so it rises afterwards whether anything was shown or not: regression to the mean.
docs/fairness.md, Over sessions.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import sqrt
from statistics import median

import msgspec

FEWEST = 10
"""Of each kind; with fewer nothing is said."""
_NORMAL = 1.959963984540054


class Episode(msgspec.Struct, frozen=True):
    """One drift: the share of the person it was about, in the five minutes before and after. 0..1."""

    shown: bool
    before: Fraction
    after: Fraction

    @property
    def change(self) -> Fraction:
        """In points."""
        return (self.after - self.before) * 100


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """What was found; points of a share. `difference`: Hodges–Lehmann, with its 95 % interval; None below ten of each."""

    shown: int
    withheld: int
    change_shown: Fraction | None
    change_withheld: Fraction | None
    """Medians."""
    difference: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def effect(episodes: Iterable[Episode]) -> Effect:
    """Of all drifts there were. The difference is the median of all shown minus withheld (Hodges and Lehmann 1963), its interval
    that of the Wilcoxon rank sum, by the normal distribution. docs/fairness.md, Over sessions."""
    found = list(episodes)
    shown = sorted(one.change for one in found if one.shown)
    withheld = sorted(one.change for one in found if not one.shown)
    made = Effect(
        shown=len(shown),
        withheld=len(withheld),
        change_shown=median(shown) if shown else None,
        change_withheld=median(withheld) if withheld else None,
    )
    n, k = len(shown), len(withheld)
    if n < FEWEST or k < FEWEST:
        return made
    differences = sorted(one - other for one in shown for other in withheld)
    place = max(0, round(n * k / 2 - _NORMAL * sqrt(n * k * (n + k + 1) / 12)) - 1)
    return msgspec.structs.replace(
        made, difference=median(differences), low=differences[place], high=differences[len(differences) - 1 - place]
    )
