"""The figures of one span of a session, as a value: what was measured, and what follows from that. Formulas: docs/fairness.md."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, TypeAlias

import msgspec

from mentortui.core import measures as m
from mentortui.core.equality import Evenness, equality, turn_equality
from mentortui.core.records import Recorded
from mentortui.core.turn_taking import Ends, Joined

Of: TypeAlias = Literal["session", "window", "item", "part"]


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one span. What is undefined is None, or empty: with no speech, with one person."""

    of: Of
    item: str = ""
    """The id of the agenda item, where it is of one."""
    span: m.Span
    """Floor time, expected floor time, nobody (silence), one, several, unsure: microseconds of active time."""
    split: Mapping[str, Fraction]
    """Floor time with talk at once divided among those who talk, microseconds; for explaining only."""
    turns: Mapping[str, m.Turns]
    """Everybody's turns that began in it, each as long as it is."""
    follows: Mapping[str, Mapping[str, int]]
    """Who follows whom: of the turns that began in it, how many of q follow one of p."""
    joined: tuple[Joined, ...]
    """Who began while another held the floor, as far as the turns say: by keys within a second or so. Most often first."""
    ends: Ends | None
    """Who held the floor first in it, and last; None: nobody did."""
    recorded: Recorded | None = None
    """What only a recording can tell, of the whole session: overlap onsets, response gap, pauses kept after a question."""

    @property
    def shares(self) -> dict[str, Fraction] | None:
        """Each person's part of all floor time, together 1."""
        return m.shares(self.span)

    @property
    def agreed(self) -> dict[str, Fraction]:
        """What each would have had as agreed, together 1; with no talk the shares now in force."""
        return m.agreed_shares(self.span)

    @property
    def balance(self) -> Fraction | None:
        """1 is exactly as agreed, 0 as far from it as possible."""
        return m.balance(self.span)

    @property
    def word(self) -> m.Word | None:
        """The balance in words."""
        return m.word(self.span)

    @property
    def off_by(self) -> int | None:
        """Microseconds that would have to change hands to be exactly as agreed."""
        return m.off_by(self.span)

    @property
    def least_served(self) -> tuple[str, Fraction] | None:
        """Who has had least of what was agreed, and that part of it."""
        return m.least_served(self.span)

    @property
    def evenness(self) -> Evenness | None:
        """How even the floor time is, whatever was agreed."""
        return equality(self.span)

    @property
    def turn_evenness(self) -> Evenness | None:
        """The same over how many turns each has had."""
        return turn_equality(found.count for found in self.turns.values())

    @property
    def silence(self) -> Fraction | None:
        """Which part of the active time nobody had the floor."""
        return self._part(self.span.nobody)

    @property
    def overlap(self) -> Fraction | None:
        """Which part of it several had the floor at once, named or not."""
        return self._part(self.span.several)

    @property
    def covered(self) -> Fraction | None:
        """Which part of it the shares are of: what is unsure is in none."""
        return self._part(self.span.active - self.span.unsure)

    def _part(self, time: int) -> Fraction | None:
        return Fraction(time, self.span.active) if self.span.active else None
