"""How far keyed turns agree with those of a recording, which are the reference. docs/fairness.md, How far to trust it.

The identification error rate is the diarisation error rate without a mapping of names, as pyannote.metrics has it; the collar
around each edge of the reference is that of NIST md-eval. Times are whole microseconds.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

import msgspec

from mentortui.core.recording import Segment
from mentortui.core.refused import Refused

KEYS = 1_000_000
"""The collar for keys: nobody presses one nearer to the moment than this."""
RECORDINGS = 250_000
"""The collar between recordings, as md-eval has it."""
FURTHEST, STEP = 120_000_000, 100_000
"""How far the clocks of the two may be apart, and in which steps that is looked for."""
MOST_PAIRS = 2_000_000
"""Pairs of stretches that some shift brings together: of 12 hours with 10,000 turns each there are half a million. More take too
long."""

Held: TypeAlias = tuple[int, int, frozenset[str]]
"""From when until when these had the floor; never nobody."""


class Match(msgspec.Struct, frozen=True, kw_only=True):
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


def agree(
    reference: Iterable[Segment],
    keyed: Iterable[Segment],
    people: Iterable[str],
    collar: int = 0,
    left_out: Iterable[tuple[int, int]] = (),
) -> Match:
    """Keyed turns against those of the recording, both on one clock. `collar`: this much around each edge of the reference is
    not looked at; nor what is `left_out`, of which the keyed ones claim nothing."""
    theirs, ours = list(reference), list(keyed)
    edges = ((edge - collar, edge + collar) for turn in theirs for edge in (turn.start, turn.end)) if collar else ()
    blind = _joined([*left_out, *edges])
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
    return Match(
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
    Raises Refused where there are far more turns than people could have had.

    The time both have the same holders is, over the shift, a sum of trapezoids, one for each pair of stretches: their corners are
    added up in one pass, so that every step is exact and none is computed from scratch.
    """
    theirs, ours = held(reference), held(keyed)
    if not theirs or not ours:
        return 0
    if sum(after - first for _, first, after in _ranges(theirs, ours)) > MOST_PAIRS:
        raise Refused("so many turns in so short a time cannot be laid beside the keyed ones")
    same = _overlaps((one, other) for one, other in _near(theirs, ours) if one[2] == other[2])
    anybody = [_any(theirs), _any(ours)]
    both = _overlaps(_near(*anybody))
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
    for one, other in blind[bisect_right(blind, start, key=_end) :]:
        if one >= end:
            break
        total += max(0, min(end, other) - max(start, one))
    return total


def _end(span: tuple[int, int]) -> int:
    return span[1]


def _any(spans: Sequence[Held]) -> list[Held]:
    return [(start, end, frozenset()) for start, end in _joined((start, end) for start, end, _ in spans)]


def _near(theirs: Sequence[Held], ours: Sequence[Held]) -> Iterator[tuple[Held, Held]]:
    """The pairs that some shift brings together. Not as a list: of a dense file they are hundreds of megabytes."""
    for one, first, after in _ranges(theirs, ours):
        for place in range(first, after):
            yield one, ours[place]


def _ranges(theirs: Sequence[Held], ours: Sequence[Held]) -> Iterator[tuple[Held, int, int]]:
    """Of each which of the others some shift brings together with it. Both are in order and apart, these stand side by side."""
    first = after = 0
    for one in theirs:
        while first < len(ours) and ours[first][1] <= one[0] - FURTHEST:
            first += 1
        while after < len(ours) and ours[after][0] < one[1] + FURTHEST:
            after += 1
        yield one, first, after


def _overlaps(pairs: Iterable[tuple[Held, Held]]) -> list[int]:
    """For each shift of the second of all pairs, how long the two overlap, summed. Over the shift each pair is a trapezoid, which
    is four corners at which its slope turns; a corner tells from the next step on."""
    slopes = [0] * (2 * FURTHEST // STEP + 1)
    heights = list(slopes)
    for (a, b, _), (c, d, _) in pairs:
        for corner, turn in ((a - d, 1), (a - c, -1), (b - d, -1), (b - c, 1)):
            place = max(0, -((-FURTHEST - corner) // STEP))
            if place < len(slopes):
                slopes[place] += turn
                heights[place] += turn * (place * STEP - FURTHEST - corner)
    found, slope, height = list[int](), 0, 0
    for more, turns in zip(heights, slopes, strict=True):
        height += slope * STEP + more
        slope += turns
        found.append(height)
    return found
