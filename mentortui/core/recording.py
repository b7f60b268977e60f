"""From what a recording hears to turns: what an ideal person at the keys would have done.

All times are whole microseconds of the recording, intervals are half-open. In floats a pause of exactly a second would fall
on either side of one. docs/fairness.md, From a recording to turns.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

SHORT = 1_000_000
"""Own pauses below this are bridged, and a stretch below it inside a longer one of another is a backchannel."""
LAPSE = 3_000_000
"""A pause below this is still the speaker's, where no other took the floor."""


class Segment(msgspec.Struct, frozen=True, order=True):
    """Somebody speaks, from `start` until `end`. An empty `person`: it is not said who."""

    start: int
    end: int
    person: str

    @property
    def open(self) -> bool:
        """Whether it still runs: in a recording nothing does."""
        return False


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """What was heard, in turns."""

    turns: tuple[Segment, ...]
    """In order of start, then of person. Floor time is their sum."""
    spoken: Mapping[str, tuple[Segment, ...]]
    """The segments of each person, overlapping and touching ones joined: speaking time is their sum."""
    backchannels: tuple[Segment, ...]
    """A listener's signals: speaking time, but neither floor time nor turns."""
    dropped: int = 0
    """Segments of no length, or of less."""

    def speaking(self, person: str) -> int:
        """Microseconds in which that person is heard."""
        return sum(one.end - one.start for one in self.spoken.get(person, ()))


def hear(segments: Iterable[Segment]) -> Heard:
    """The turns of what was heard, whatever order the segments come in. Costs their sorting, and a little for each."""
    by_person: dict[str, list[Segment]] = {}
    dropped = 0
    for segment in segments:
        if segment.end <= segment.start:
            dropped += 1
        else:
            by_person.setdefault(segment.person, []).append(segment)
    spoken = {person: tuple(bridged(sorted(by_person[person]), 1)) for person in sorted(by_person)}
    stretches = {person: bridged(mine, SHORT) for person, mine in spoken.items()}
    turns, listening = list[Segment](), list[Segment]()
    for stretch, inside in _with_whether_inside(sorted(one for mine in stretches.values() for one in mine)):
        (listening if inside and stretch.end - stretch.start < SHORT else turns).append(stretch)
    return Heard(turns=tuple(_joined(sorted(turns))), spoken=spoken, backchannels=tuple(sorted(listening)), dropped=dropped)


def bridged(mine: Sequence[Segment], pause: int) -> list[Segment]:
    """One person's segments, in order, with pauses shorter than `pause` filled; those that overlap or touch become one."""
    found: list[Segment] = []
    for segment in mine:
        if found and segment.start - found[-1].end < pause:
            last = found.pop()
            segment = Segment(last.start, max(last.end, segment.end), segment.person)
        found.append(segment)
    return found


def _joined(stretches: Sequence[Segment]) -> list[Segment]:
    """Stretches of one person, less than a lapse apart with no other stretch begun between, are one turn. What begins together
    with either of the two has not begun between them, whatever the people are called."""
    starts = [stretch.start for stretch in stretches]
    found: list[Segment] = []
    last: dict[str, tuple[int, int]] = {}
    for stretch in stretches:
        place, began = last.get(stretch.person, (len(found), 0))
        if place < len(found) and stretch.start - found[place].end < LAPSE:
            between = bisect_left(starts, stretch.start) - bisect_right(starts, began)
            if not between:
                found[place] = Segment(found[place].start, stretch.end, stretch.person)
                last[stretch.person] = place, stretch.start
                continue
        last[stretch.person] = len(found), stretch.start
        found.append(stretch)
    return sorted(found, key=lambda turn: (turn.start, turn.person))


def _with_whether_inside(stretches: Sequence[Segment]) -> Iterator[tuple[Segment, bool]]:
    """Each stretch, in order of start, with whether a longer one of another person has it inside.

    Of those begun by then only the one that ends last matters, and of several the one that began first; a person's own never
    reach into each other.
    """
    longest = Segment(-1, -1, "")
    for start, together in groupby(stretches, key=lambda stretch: stretch.start):
        begun = tuple(together)
        furthest = max(begun, key=lambda stretch: stretch.end)
        if furthest.end > longest.end:
            longest = furthest
        for stretch in begun:
            yield stretch, stretch.end <= longest.end and longest.end - longest.start > stretch.end - start
