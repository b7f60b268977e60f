"""Turns as the slices of a session come, one after the other, and go again where something earlier is mended.

`floor.turns` and `turn_taking` look at a whole session at once, which is right for what is asked once; this is for what is shown
each second. Both give the same. docs/fairness.md, Turns.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from fractions import Fraction

import msgspec

from mentortui.core import measures as m
from mentortui.core.floor import Slice, Turn
from mentortui.core.turn_taking import Joined, in_order


class _Run(msgspec.Struct):
    """A turn: which step began it, which it follows, whether that one still ran then, and when it ended; None: it runs."""

    person: str
    start: int
    item: str
    step: int
    after: int | None
    joins: bool
    end: int | None = None
    joined: list[int] = []  # the turns that began while it ran, and follow it


class _Sums(msgspec.Struct):
    """One person's turns so far. Of closed ones `longest` has what was the longest after each."""

    count: int = 0
    total: int = 0
    monologue: int = 0
    lengths: list[int] = []  # in order of length
    longest: list[int] = []


class Turning:
    """The turns up to the last slice that was told. A step costs a look at each person, and finding a place among the lengths."""

    def __init__(self) -> None:
        self._runs: list[_Run] = []
        self._open: dict[str, int] = {}
        self._closings: list[tuple[int, int]] = []
        self._of: dict[str, _Sums] = {}
        self._matrix: dict[str, dict[str, int]] = {}
        self._joins: dict[tuple[str, str], int] = {}
        self._took: dict[tuple[str, str], int] = {}
        self.steps = 0

    def step(self, at: int, holders: Iterable[str], item: str) -> None:
        """From `at` on these hold the floor: whoever did and does not any more has ended a turn, whoever did not begins one."""
        holding = sorted(holders)
        for place in [place for person, place in self._open.items() if person not in holding]:
            self._close(place, at)
        for person in holding:
            if person not in self._open:
                self._begin(person, at, item)
        self.steps += 1

    def back(self, steps: int) -> None:
        """As it was after so many steps. What came last is taken back first, as one person may have had several turns since."""
        while self.steps > steps:
            self.steps -= 1
            while self._runs and self._runs[-1].step == self.steps:
                self._take_back(self._runs.pop())
            while self._closings and self._closings[-1][0] == self.steps:
                self._reopen(self._closings.pop()[1])
        # Turns that go on again stand in order of their beginning, as they did.
        self._open = dict(sorted(self._open.items(), key=lambda one: one[1]))

    def of(self, person: str, until: int) -> m.Turns:
        """That person's turns, as of `until`: the figures of `measures.turn_measures`."""
        sums = self._of.get(person) or _Sums()
        place = self._open.get(person)
        current = None if place is None else until - self._runs[place].start
        lengths, closed = sums.lengths, len(sums.lengths)
        return m.Turns(
            count=sums.count,
            longest=max([*sums.longest[-1:], *([current] if current is not None else [])], default=None),
            current=current,
            mean=Fraction(sums.total, closed) if closed else None,
            median=Fraction(lengths[(closed - 1) // 2] + lengths[closed // 2], 2) if closed else None,
            monologue=sums.monologue + (current if current is not None and current >= m.MONOLOGUE else 0),
        )

    def between(self, start: int, end: int, until: int) -> list[tuple[Turn, Turn | None]]:
        """The turns that began in [start, end), in order of start, then of person, each with the one it follows; one that still
        runs ends at `until`."""
        first, after = (bisect_left(self._runs, at, key=_start) for at in (start, end))
        return [
            (self._turn(run, until), None if run.after is None else self._turn(self._runs[run.after], until))
            for run in self._runs[first:after]
        ]

    def matrix(self, people: Sequence[str]) -> dict[str, dict[str, int]]:
        """Whose turns followed whose, as `turn_taking.matrix`."""
        return {one: {other: self._matrix.get(one, {}).get(other, 0) for other in people} for one in people}

    def joined(self) -> tuple[Joined, ...]:
        """Who began while another held the floor, as `turn_taking.joined`."""
        return in_order(Joined(by, over, times, self._took.get((by, over), 0)) for (by, over), times in self._joins.items())

    def _turn(self, run: _Run, until: int) -> Turn:
        return Turn(run.person, run.start, until if run.end is None else run.end, run.item, run.end is None)

    def _begin(self, person: str, at: int, item: str) -> None:
        place = len(self._runs)
        running = [other for other in self._open.values() if self._runs[other].start < at]
        after = running[-1] if running else self._closings[-1][1] if self._closings else None
        self._runs.append(_Run(person, at, item, self.steps, after, bool(running)))
        self._open[person] = place
        self._of.setdefault(person, _Sums()).count += 1
        if after is None:
            return
        before = self._runs[after]
        row = self._matrix.setdefault(before.person, {})
        row[person] = row.get(person, 0) + 1
        if running:
            before.joined.append(place)
            self._joins[person, before.person] = self._joins.get((person, before.person), 0) + 1

    def _take_back(self, run: _Run) -> None:
        del self._open[run.person]
        self._of[run.person].count -= 1
        if run.after is None:
            return
        before = self._runs[run.after]
        self._matrix[before.person][run.person] -= 1
        if run.joins:
            before.joined.pop()
            self._joins[run.person, before.person] -= 1

    def _close(self, place: int, at: int) -> None:
        run = self._runs[place]
        run.end = at
        self._ended_first(run, 1)
        del self._open[run.person]
        self._closings.append((self.steps, place))
        sums, length = self._of[run.person], at - run.start
        insort(sums.lengths, length)
        sums.longest.append(max(length, sums.longest[-1] if sums.longest else 0))
        sums.total += length
        sums.monologue += length if length >= m.MONOLOGUE else 0

    def _reopen(self, place: int) -> None:
        run = self._runs[place]
        assert run.end is not None
        sums, length = self._of[run.person], run.end - run.start
        del sums.lengths[bisect_right(sums.lengths, length) - 1]
        sums.longest.pop()
        sums.total -= length
        sums.monologue -= length if length >= m.MONOLOGUE else 0
        run.end = None
        self._ended_first(run, -1)
        self._open[run.person] = place

    def _ended_first(self, run: _Run, sign: int) -> None:
        """It ended, or has not after all, before those who joined it and still run: they took the floor."""
        for other in (self._runs[place] for place in run.joined):
            if other.end is None:
                self._took[other.person, run.person] = self._took.get((other.person, run.person), 0) + sign


def holders(part: Slice) -> tuple[str, ...]:
    """Whose turn a slice is part of: of shares that were entered no turn is known."""
    return part.floor.holders if part.floor.how == "named" and part.source != "entered" else ()


def _start(run: _Run) -> int:
    return run.start
