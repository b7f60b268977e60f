"""Mending the floor afterwards: its stretches, and what splitting one and moving the boundary between two do to the changes.

A stretch is what Timeline shows as one line: the longest run in which the floor stays the same, or a part of it that
somebody cut off. Times are whole microseconds of active time, intervals half-open. docs/fairness.md, Time.
"""

from collections.abc import Sequence

import msgspec

from mentortui.core.events import Source
from mentortui.core.floor import NOBODY, Change, Floor, floor_at


class Stretch(msgspec.Struct, frozen=True):
    """From `start` to `end` the floor was `floor`. `open`: it still runs."""

    start: int
    end: int
    floor: Floor
    source: Source = "key"
    open: bool = False

    @property
    def length(self) -> int:
        """Microseconds."""
        return self.end - self.start


def stretches(changes: Sequence[Change], until: int) -> tuple[Stretch, ...]:
    """The whole of [0, until) as stretches, none of length 0. What was mended in part counts as mended."""
    found: list[Stretch] = []
    split = False
    for place, change in enumerate([Change(0, NOBODY, "program"), *changes]):
        end = changes[place].at if place < len(changes) else until
        end = min(end, until)
        split = split or change.split
        if end <= change.at:
            continue
        last = found[-1] if found else None
        if last is not None and last.floor == change.floor and not split and _typed(last.source) == _typed(change.source):
            found[-1] = msgspec.structs.replace(last, end=end, source=_told(last.source, change.source))
        else:
            found.append(Stretch(change.at, end, change.floor, change.source))
        split = False
    return tuple(found)


def split_at(changes: Sequence[Change], at: int, until: int, event: str) -> list[Change]:
    """With a cut at that moment. One that is no moment within a stretch changes nothing."""
    if at <= 0 or at >= until or any(stretch.start == at for stretch in stretches(changes, until)):
        return list(changes)
    before = floor_at(changes, at)
    cut = Change(at, before.floor, before.source, False, event, split=True)
    return [*(c for c in changes if c.at < at), cut, *(c for c in changes if c.at > at)]


def taken_over(changes: Sequence[Change], start: int, end: int, held: Sequence[tuple[int, Floor]], event: str) -> list[Change]:
    """From `start` to `end` the floor was as `held` says, in order of time; what was before and after stays. An empty stretch
    changes nothing."""
    if end <= start:
        return list(changes)
    after = floor_at(changes, end)
    resumed = [] if any(change.at == end for change in changes) else [msgspec.structs.replace(after, at=end, split=False)]
    first = next((floor for at, floor in reversed(held) if at <= start), NOBODY)
    inside = [(start, first), *((at, floor) for at, floor in held if start < at < end)]
    return [
        *(change for change in changes if change.at < start),
        *(Change(at, floor, "transcript", False, event) for at, floor in inside),
        *resumed,
        *(change for change in changes if change.at >= end),
    ]


def unsure_in(changes: Sequence[Change], start: int, end: int) -> list[tuple[int, int]]:
    """Where between the two it is not known whose the floor was, in order, none of length 0."""
    found = ((max(start, one.start), min(end, one.end)) for one in stretches(changes, end) if one.floor.unsure)
    return [(one, other) for one, other in found if one < other]


def limits(changes: Sequence[Change], boundary: int, until: int) -> tuple[int, int] | None:
    """Between which moments a boundary can be moved: from where the stretch before it begins to where the one after it ends.
    None: there is no boundary."""
    found = stretches(changes, until)
    place = next((place for place, stretch in enumerate(found) if place and stretch.start == boundary), None)
    return None if place is None else (found[place - 1].start, found[place].end)


def boundary_moved(changes: Sequence[Change], boundary: int, to: int, until: int, event: str) -> list[Change]:
    """The boundary at `to`, kept within its `limits`; a stretch left without length vanishes and its neighbours join."""
    span = limits(changes, boundary, until)
    if span is None:
        return list(changes)
    first, last = span
    to = max(first, min(to, last))
    if to == boundary:
        return list(changes)
    old = floor_at(changes, boundary)
    moved = msgspec.structs.replace(old, at=to, source="mended", event=event, split=old.split and to > first)
    later = [c for c in changes if c.at >= last]
    if to == last and later:
        return [*(c for c in changes if c.at < boundary), *later]
    after = [c for c in changes if c.at > max(boundary, to)]
    return [*(c for c in changes if c.at < min(boundary, to)), moved, *after]


def _typed(source: Source) -> bool:
    """Shares that were typed in are no turn: they join none."""
    return source == "entered"


def _told(one: Source, other: Source) -> Source:
    return "mended" if "mended" in (one, other) else one
