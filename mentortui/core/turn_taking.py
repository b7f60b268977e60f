"""Who follows whom, who begins while another holds the floor, and how long answers take. docs/fairness.md, Turns, has sources.

These describe how the floor went from one to the other. None of them says whether that was welcome, and nobody is ranked by them.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from operator import attrgetter
from typing import Protocol

import msgspec

from mentortui.core.floor import Slice
from mentortui.core.recording import LAPSE, Segment

COLLAR = 250_000
"""What begins this close to an edge of another's speech began at the edge."""


class Turnlike(Protocol):
    """What a turn and a segment have in common; microseconds."""

    @property
    def person(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def open(self) -> bool:
        """Whether it still runs: `end` is only when it was looked at."""
        ...


class Followed(msgspec.Struct, frozen=True):
    """A turn, and the one it follows; None: it opens."""

    turn: Turnlike
    after: Turnlike | None


class Onset(msgspec.Struct, frozen=True):
    """Somebody began while another spoke. `took_floor`: the other stopped first, or at the same time; else it gave way."""

    by: str
    over: str
    at: int
    took_floor: bool


def follows(turns: Sequence[Turnlike]) -> list[Followed]:
    """Each turn with the one it follows, in order of start: of the turns begun before, the last begun that still runs, else the
    last ended. docs/fairness.md, Turns; after Sacks, Schegloff and Jefferson 1974."""
    found: list[Followed] = []
    running: list[Turnlike] = []
    last: Turnlike | None = None
    ordered = sorted(turns, key=attrgetter("start", "person"))
    place = 0
    for turn in ordered:
        while ordered[place].start < turn.start:
            running.append(ordered[place])
            place += 1
        for done in [one for one in running if one.end <= turn.start] if running else ():
            running.remove(done)
            if last is None or done.end >= last.end:
                last = done
        found.append(Followed(turn, running[-1] if running else last))
    return found


def matrix(turns: Sequence[Turnlike], people: Iterable[str]) -> dict[str, dict[str, int]]:
    """M[p][q]: how many turns of q follow one of p. Its sum is the number of turns less those that open.
    Whom a turn follows: after Sacks, Schegloff and Jefferson 1974."""
    return counted(follows(turns), people)


def counted(found: Iterable[Followed], people: Iterable[str]) -> dict[str, dict[str, int]]:
    """The matrix of these alone, which may follow turns that are not among them: of the turns of an item, say."""
    ids = list(people)
    counts = {person: dict.fromkeys(ids, 0) for person in ids}
    for one in found:
        if one.after is not None:
            row = counts.setdefault(one.after.person, dict.fromkeys(ids, 0))
            row[one.turn.person] = row.get(one.turn.person, 0) + 1
    return counts


class Joined(msgspec.Struct, frozen=True):
    """`by` began while `over` held the floor, so many times; so many times of those `over` ended first, or both at once."""

    by: str
    over: str
    times: int
    took_floor: int


def joined(found: Iterable[Followed]) -> tuple[Joined, ...]:
    """Who began a turn while the one it follows still ran, most often first. Of any session, and only as fine as its turns are:
    of keys within a second or so. Of a recording `onsets` is finer. Who begins together with another joins nobody.
    Overlap as Schegloff 2000 has it: counted, not judged."""
    times: dict[tuple[str, str], int] = {}
    took: dict[tuple[str, str], int] = {}
    for one in found:
        if one.after is None or one.after.end <= one.turn.start:
            continue
        pair = one.turn.person, one.after.person
        times[pair] = times.get(pair, 0) + 1
        first = one.after.end <= one.turn.end and not one.after.open
        took[pair] = took.get(pair, 0) + first
    return in_order(Joined(*pair, times[pair], took[pair]) for pair in times)


def in_order(found: Iterable[Joined]) -> tuple[Joined, ...]:
    """Most often first, then by name of those it is about; without those that are none."""
    return tuple(sorted((one for one in found if one.times), key=lambda one: (-one.times, one.by, one.over)))


def onsets(turns: Sequence[Turnlike], spoken: Mapping[str, Sequence[Segment]]) -> list[Onset]:
    """Turns that begin at least a quarter second into, and before the end of, speech of the turn they follow. Of recordings
    only: `spoken` are the segments of each person, in order. Schegloff 2000; the collar is that of `md-eval`."""
    starts = {person: [segment.start for segment in mine] for person, mine in spoken.items()}
    found: list[Onset] = []
    for one in follows(turns):
        turn, over = one.turn, one.after
        if over is None or over.person == turn.person or over.end <= turn.start:
            continue
        place = bisect_right(starts[over.person], turn.start) - 1
        if place < 0:
            continue
        segment = spoken[over.person][place]
        if turn.start - segment.start >= COLLAR and segment.end - turn.start >= COLLAR:
            found.append(Onset(turn.person, over.person, turn.start, over.end <= turn.end))
    return found


class Ends(msgspec.Struct, frozen=True):
    """Who held the floor first in an item, and last; empty: nobody did."""

    opened: str
    closed: str


def opened_and_closed(parts: Iterable[Slice]) -> dict[str, Ends]:
    """Of each item in which somebody held the floor, by its id: who opened it, and who closed it. Of several at once the one who
    had it longest opened, and who took it last closed. Our own count: docs/fairness.md, Turns."""
    since: dict[str, int] = {}
    found: dict[str, Ends] = {}
    for part in parts:
        holders = part.floor.holders if part.floor.how == "named" and part.source != "entered" else ()
        since = {person: since.get(person, part.start) for person in holders}
        if not holders:
            continue
        first = last = holders[0]
        if len(holders) > 1:
            first, last = min(holders, key=lambda one: (since[one], one)), max(holders, key=lambda one: (since[one], one))
        before = found.get(part.item)
        if before is None or before.closed != last:
            found[part.item] = Ends(before.opened if before else first, last)
    return found


def response_gaps(turns: Sequence[Turnlike]) -> list[int]:
    """Where the floor went over to another: start of a turn minus end of the one it follows, microseconds; below 0 they overlap.
    Three seconds and more are a lapse, and left out. The floor transfer offset of Stivers and others 2009."""
    return [
        one.turn.start - one.after.end
        for one in follows(turns)
        if one.after is not None
        and one.after.person != one.turn.person
        and one.after.end <= one.turn.end
        and one.turn.start - one.after.end < LAPSE
    ]


def median(values: Iterable[int]) -> Fraction | None:
    """The middle one, or the mean of the two in the middle; None of none."""
    ordered = sorted(values)
    if not ordered:
        return None
    return Fraction(ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2], 2)
