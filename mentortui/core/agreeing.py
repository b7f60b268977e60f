"""How far keyed turns agree with those of a recording, which are the reference. FAIRNESS.md, section 10.

The identification error rate is the diarisation error rate without a mapping of names, as pyannote.metrics has it; the collar
around each edge of the reference is that of NIST md-eval. Times are whole microseconds.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

import msgspec

from mentortui.core.recording import Segment

KEYS = 1_000_000
"""The collar for keys: nobody presses one nearer to the moment than this."""
RECORDINGS = 250_000
"""The collar between recordings, as md-eval has it."""
FURTHEST, STEP = 120_000_000, 100_000
"""How far the clocks of the two may be apart, and in which steps that is looked for."""

Held: TypeAlias = tuple[int, int, frozenset[str]]
"""From when until when these had the floor; never nobody."""


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one comparison."""

    time: Fraction
    """Time agreement: time with the same holders / time in which either has any, 0..1; 0 where neither has."""
    error: Fraction | None
    """Identification error rate, (missed + false + confused) / speaker time of the reference; may exceed 1. None without any."""
    missed: int
    false: int
    confused: int
    scored: int
    """Speaker time of the reference outside the collars."""
    apart: dict[str, Fraction] | None
    """Share by the keys less share by the recording, -1..1, of each; None where either has no talk."""

    @property
    def most_apart(self) -> Fraction | None:
        """The largest difference of a share, in parts of 1."""
        return None if self.apart is None else max((abs(part) for part in self.apart.values()), default=Fraction(0))


def agree(reference: Iterable[Segment], keyed: Iterable[Segment], people: Iterable[str], collar: int = 0) -> Agreement:
    """Keyed turns against those of the recording, both on one clock. `collar`: this much around each edge of the reference is
    not looked at."""
    theirs, ours = list(reference), list(keyed)
    blind = _joined((edge - collar, edge + collar) for turn in theirs for edge in (turn.start, turn.end)) if collar else []
    same = either = missed = false = confused = scored = 0
    for start, end, heard, pressed in _together(theirs, ours):
        length = end - start - _within(blind, start, end)
        if not length or not (heard or pressed):
            continue
        either += length
        same += length if heard == pressed else 0
        scored += len(heard) * length
        missed += max(0, len(heard) - len(pressed)) * length
        false += max(0, len(pressed) - len(heard)) * length
        confused += (min(len(heard), len(pressed)) - len(heard & pressed)) * length
    return Agreement(
        time=Fraction(same, either) if either else Fraction(0),
        error=Fraction(missed + false + confused, scored) if scored else None,
        missed=missed,
        false=false,
        confused=confused,
        scored=scored,
        apart=_apart(theirs, ours, people),
    )


def best_shift(reference: Iterable[Segment], keyed: Iterable[Segment]) -> int:
    """By how much the keyed turns are to be moved, at most two minutes, in steps of 0.1 s, to agree best; of several the least.

    The time both have the same holders is, over the shift, a sum of trapezoids, one for each pair of stretches: their corners are
    added up in one pass, so that every step is exact and none is computed from scratch.
    """
    theirs, ours = held(reference), held(keyed)
    if not theirs or not ours:
        return 0
    same = _overlaps([(one, other) for one in theirs for other in ours if one[2] == other[2] and _near(one, other)])
    anybody = [_any(theirs), _any(ours)]
    both = _overlaps([(one, other) for one in anybody[0] for other in anybody[1] if _near(one, other)])
    total = sum(end - start for spans in anybody for start, end, _ in spans)
    best, at = Fraction(-1), 0
    for shift, alike, together in zip(range(-FURTHEST, FURTHEST + 1, STEP), same, both, strict=True):
        level = Fraction(alike, total - together)
        if level > best or (level == best and abs(shift) < abs(at)):
            best, at = level, shift
    return at


def held(turns: Iterable[Segment]) -> list[Held]:
    """The stretches in which the same people have the floor, those with nobody left out, in order."""
    return [(start, end, heard) for start, end, heard, _ in _together(list(turns), []) if heard]


def moved(turns: Iterable[Segment], shift: int) -> list[Segment]:
    """The turns so much later."""
    return [Segment(turn.start + shift, turn.end + shift, turn.person) for turn in turns]


def _together(theirs: Sequence[Segment], ours: Sequence[Segment]) -> list[tuple[int, int, frozenset[str], frozenset[str]]]:
    edges: dict[int, list[tuple[int, int, str]]] = {}
    for side, turns in enumerate((theirs, ours)):
        for turn in turns:
            edges.setdefault(turn.start, []).append((side, 1, turn.person))
            edges.setdefault(turn.end, []).append((side, -1, turn.person))
    counts: tuple[dict[str, int], dict[str, int]] = ({}, {})
    found = list[tuple[int, int, frozenset[str], frozenset[str]]]()
    for start, end in pairwise(sorted(edges)):
        for side, step, person in edges[start]:
            counts[side][person] = counts[side].get(person, 0) + step
        heard, pressed = (frozenset(person for person, count in side.items() if count) for side in counts)
        if found and found[-1][1] == start and found[-1][2:] == (heard, pressed):
            start = found.pop()[0]
        found.append((start, end, heard, pressed))
    return found


def _apart(theirs: Sequence[Segment], ours: Sequence[Segment], people: Iterable[str]) -> dict[str, Fraction] | None:
    heard, pressed = sum(t.end - t.start for t in theirs), sum(t.end - t.start for t in ours)
    if not heard or not pressed:
        return None
    return {
        person: Fraction(sum(t.end - t.start for t in ours if t.person == person), pressed)
        - Fraction(sum(t.end - t.start for t in theirs if t.person == person), heard)
        for person in people
    }


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            start, last = found.pop()
            end = max(end, last)
        found.append((start, end))
    return found


def _within(blind: Sequence[tuple[int, int]], start: int, end: int) -> int:
    """How much of a span lies in those; they are in order and apart."""
    total = 0
    for one, other in blind[_first(blind, start) :]:
        if one >= end:
            break
        total += max(0, min(end, other) - max(start, one))
    return total


def _first(blind: Sequence[tuple[int, int]], at: int) -> int:
    low, high = 0, len(blind)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if blind[middle][1] <= at else (low, middle)
    return low


def _any(spans: Sequence[Held]) -> list[Held]:
    return [(start, end, frozenset()) for start, end in _joined((start, end) for start, end, _ in spans)]


def _near(one: Held, other: Held) -> bool:
    return one[0] - other[1] < FURTHEST and other[0] - one[1] < FURTHEST


def _overlaps(pairs: Sequence[tuple[Held, Held]]) -> list[int]:
    """For each shift of the second of all pairs, how long the two overlap, summed. Each pair is a trapezoid over the shift."""
    bends: dict[int, int] = {}
    for (a, b, _), (c, d, _) in pairs:
        low, high = sorted((a - c, b - d))
        for at, turn in ((a - d, 1), (low, -1), (high, -1), (b - c, 1)):
            bends[at] = bends.get(at, 0) + turn
    corners = sorted(bends.items())
    found, place, at, slope, height = [], 0, -FURTHEST, 0, 0
    while place < len(corners) and corners[place][0] <= at:
        slope += corners[place][1]
        height += corners[place][1] * (at - corners[place][0])
        place += 1
    for shift in range(-FURTHEST, FURTHEST + 1, STEP):
        while place < len(corners) and corners[place][0] <= shift:
            corner, turn = corners[place]
            height += slope * (corner - at)
            at, slope, place = corner, slope + turn, place + 1
        height += slope * (shift - at)
        at = shift
        found.append(height)
    return found
