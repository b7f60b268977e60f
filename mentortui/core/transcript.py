"""From the cues of a transcript to who spoke when: names that are carried on, ends that are not in the file, times between marks.

What is not in the file is marked: *carried*, *estimated*, or *unsure*; `recording.hear` makes the turns. docs/fairness.md, From
a recording to turns.
"""

from collections.abc import Sequence

import msgspec

from mentortui.core.cues import Cue, Mark, Transcript, count_words
from mentortui.core.recording import Segment

CARRY = 10_000_000
"""A cue without a name belongs to the last name if it starts less than this after that one's last cue."""
A_WORD = 500_000
"""The longest a word is taken to last, where the file gives no end: two words a second."""


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """What the report of an import counts."""

    cues: int = 0
    named: int = 0
    carried: int = 0
    """Without a name, and given to the last one."""
    unnamed: int = 0
    """Somebody speaks, and it is not said who."""
    unsure: int = 0
    """Without a name, too long after the last one."""
    estimated: int = 0
    """Without an end, or without a time of their own."""
    no_length: int = 0
    """Their end is not after their start: they count for nothing."""
    no_words: int = 0
    out_of_order: int = 0
    """Of a text: their time lies before the one above, and was not used."""


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """Who spoke when, by the names of the file. Microseconds of the recording."""

    segments: tuple[Segment, ...]
    unnamed: tuple[Segment, ...] = ()
    """Speech of somebody who is not said: nobody's floor time, and no silence. Their `person` is empty."""
    unsure: tuple[Segment, ...] = ()
    """Speech that may be anybody's. Their `person` is empty."""
    counts: Counts = Counts()
    end: int = 0
    """The last moment the file tells of."""
    at: tuple[tuple[int, int], ...] = ()
    """Start and end of each cue, in the order of the file; equal where it has no length."""
    names: tuple[str, ...] = ()
    """Whose each of them is, by the names of the file, carried on where it says none; empty: it is not said who."""


def place(transcript: Transcript) -> Placed:
    """Every cue at its time, under its name. Never raises; costs a step a cue."""
    cues = transcript.cues
    times, estimated, disorder = (
        _estimated(transcript.entries) if transcript.kind == "text" else ([_own(cue) for cue in cues], 0, 0)
    )
    names, carried = _named(cues, times) if transcript.kind == "captions" else ([cue.name for cue in cues], frozenset())
    somebody = any(names)
    segments, unnamed, unsure = list[Segment](), list[Segment](), list[Segment]()
    empty = 0
    for (start, end), name in zip(times, names, strict=True):
        if end <= start:
            empty += 1
        elif name:
            segments.append(Segment(start, end, name))
        elif transcript.kind == "captions" and somebody:
            unsure.append(Segment(start, end, ""))
        else:
            unnamed.append(Segment(start, end, ""))
    marks = [entry.at for entry in transcript.entries if isinstance(entry, Mark)]
    return Placed(
        segments=tuple(segments),
        unnamed=tuple(unnamed),
        unsure=tuple(unsure),
        counts=Counts(
            cues=len(cues),
            named=sum(bool(cue.name) for cue in cues),
            carried=len(carried),
            unnamed=len(unnamed),
            unsure=len(unsure),
            estimated=estimated,
            no_length=empty,
            no_words=sum(not cue.words for cue in cues),
            out_of_order=disorder,
        ),
        end=max((*(end for _, end in times), *marks), default=0),
        at=tuple(times),
        names=tuple(names),
    )


def _own(cue: Cue) -> tuple[int, int]:
    start = cue.start or 0
    return start, start if cue.end is None else cue.end


def _named(cues: Sequence[Cue], times: Sequence[tuple[int, int]]) -> tuple[list[str], frozenset[int]]:
    """Each cue's name, its own or the one carried on; and which were carried."""
    names, carried = list[str](), set[int]()
    last, until = "", 0
    for number, (cue, (start, end)) in enumerate(zip(cues, times, strict=True)):
        name = cue.name
        if not name and last and start - until < CARRY:
            name = last
            carried.add(number)
        if name:
            last, until = name, max(until, end) if name == last else end
        names.append(name)
    return names, frozenset(carried)


def _estimated(entries: Sequence[Cue | Mark]) -> tuple[list[tuple[int, int]], int, int]:
    """Of a text: start and end of each cue, how many of them are an estimate, and how many times were not used.

    Cues that share a time, or have none, divide what lies between two times by their words; none lasts longer than its words do.
    """
    times, group = list[tuple[int, int]](), list[Cue]()
    since, estimated, disorder = 0, 0, 0

    def close(until: int | None) -> None:
        spoken = [cue.words * A_WORD for cue in group]
        most = sum(spoken)
        there = most if until is None else min(most, until - since)
        at, done = since, 0
        for length in spoken:
            done += length
            end = since + (done * there // most if most else 0)
            times.append((at, end))
            at = end
        group.clear()

    for entry in entries:
        at = entry.at if isinstance(entry, Mark) else entry.start
        if at is not None and at < since:
            disorder += 1
            at = None
        if at is not None and at > since:
            close(at)
            since = at
        if isinstance(entry, Cue):
            estimated += entry.end is None
            group.append(entry)
    close(None)
    return times, estimated, disorder


__all__ = ["A_WORD", "CARRY", "Counts", "Placed", "count_words", "place"]
