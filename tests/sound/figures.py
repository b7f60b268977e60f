"""How near what was heard comes to what is true: shares, boundaries, and the error rate of the diarisation field."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from mentortui.core.agreeing import RECORDINGS, Match, agree
from mentortui.core.hearing_values import HeardChange, Who
from mentortui.core.recording import Segment, hear
from tests.sound.scenes import ME, OTHERS

NEAR = 500_000
"""Boundaries further apart than this are not the same."""
WHO: Mapping[Who, frozenset[str]] = {
    "nobody": frozenset(),
    "me": frozenset({ME}),
    "others": frozenset({OTHERS}),
    "both": frozenset({ME, OTHERS}),
    "rest": frozenset(),
}


@dataclass(frozen=True)
class Figures:
    """Of one scene."""

    match: Match
    """Turns heard against true turns, collar 0.25 s."""
    shares: tuple[float, float]
    """Mine of the talk, by the truth and as heard, in per cent."""
    boundaries: int
    """Beginnings and ends of true turns."""
    found: int
    """Those of them with one of the same kind and person heard within NEAR."""
    invented: int
    """Those heard that are near to none."""

    @property
    def apart(self) -> float:
        """Percentage points between the two shares."""
        return abs(self.shares[0] - self.shares[1])

    @property
    def near(self) -> float:
        """Per cent of the boundaries that were found."""
        return 100 * self.found / self.boundaries if self.boundaries else 100.0

    def rate(self, part: str) -> float:
        """`missed`, `false`, `confused`, or `error`, which is all three: per cent of the speaker time scored."""
        parts = ("missed", "false", "confused") if part == "error" else (part,)
        return 100 * sum(cast(int, getattr(self.match, name)) for name in parts) / max(1, self.match.scored)


def true_turns(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """What the program's own rule for recordings makes of what was said."""
    return hear(segments).turns


def turns_of(changes: Sequence[HeardChange], end: int) -> tuple[Segment, ...]:
    """The floor that was heard, as turns of me and of the others; `end` is that of the session."""
    begun: dict[str, int] = {}
    found = list[Segment]()
    for change in (*changes, HeardChange(end, "nobody")):
        for person in (ME, OTHERS):
            if person in WHO[change.who]:
                begun.setdefault(person, change.began)
            elif person in begun and (first := begun.pop(person)) < change.began:
                found.append(Segment(first, change.began, person))
    return tuple(sorted(found))


def figures(segments: Iterable[Segment], changes: Sequence[HeardChange], end: int) -> Figures:
    """Of what was heard until `end` against what was said."""
    truth, heard = true_turns(segments), turns_of(changes, end)
    wanted, got = _edges(truth), _edges(heard)
    found = sum(_paired(wanted[kind], got[kind]) for kind in wanted)
    return Figures(
        match=agree(truth, heard, (ME, OTHERS), collar=RECORDINGS),
        shares=(_share(truth), _share(heard)),
        boundaries=sum(map(len, wanted.values())),
        found=found,
        invented=sum(map(len, got.values())) - found,
    )


def _share(turns: Iterable[Segment]) -> float:
    held = dict.fromkeys((ME, OTHERS), 0)
    for turn in turns:
        held[turn.person] += turn.end - turn.start
    return 100 * held[ME] / (sum(held.values()) or 1)


def _edges(turns: Iterable[Segment]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {(person, kind): [] for person in (ME, OTHERS) for kind in ("start", "end")}
    for turn in turns:
        found[turn.person, "start"].append(turn.start)
        found[turn.person, "end"].append(turn.end)
    return {kind: sorted(times) for kind, times in found.items()}


def _paired(wanted: Sequence[int], got: Sequence[int]) -> int:
    """How many of both can be brought together in pairs within NEAR, each used once."""
    count = place = 0
    for time in wanted:
        while place < len(got) and got[place] < time - NEAR:
            place += 1
        if place < len(got) and got[place] <= time + NEAR:
            count += 1
            place += 1
    return count
