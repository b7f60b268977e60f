"""A recording laid beside a session that was timed by hand: both on the session's own time, and how far they agree.

The recording's turns are the reference; nothing is written over unless somebody takes them over. docs/fairness.md, How far to
trust it.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

import msgspec

from mentortui.core.agreeing import KEYS, Match, agree, best_shift, moved
from mentortui.core.events import Holding
from mentortui.core.floor import MARKED, MARKS, Floor
from mentortui.core.imported import holdings
from mentortui.core.recording import Segment
from mentortui.core.records import FinishedSession
from mentortui.core.restored import restored
from mentortui.core.session import Session


class Stretch(msgspec.Struct, frozen=True):
    """From `start` to `end` of active time the floor was this by the keys, and that by the recording."""

    start: int
    end: int
    keyed: Floor
    recorded: Floor

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return self.keyed == self.recorded


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """Both, on active time of the session, microseconds."""

    shift: int
    """How much later than the session the recording began to run: below 0 it began before it."""
    keyed: tuple[Segment, ...]
    """The turns of the session, as they are stored."""
    recorded: tuple[Segment, ...]
    """Those of the recording, as far as the session lasted; pauses are cut out of them."""
    held: tuple[Holding, ...]
    """Who holds the floor by the recording, from when on: what taking it over makes of the session."""
    stretches: tuple[Stretch, ...]
    """The whole session, cut wherever either changes."""
    figures: Match
    """As they are."""
    near_edges_left_out: Match
    """Without what lies within a second of an edge of the recording: no key is pressed nearer to the moment than that."""
    outside: int
    """Talk of the recording before the session began, in its pauses, or after it ended: it is not compared."""

    def differences(self, least: int = KEYS) -> tuple[tuple[int, int], ...]:
        """Where the two differ on end for at least so long, from when until when."""
        found: list[tuple[int, int]] = []
        for one in self.stretches:
            if one.same:
                continue
            if found and found[-1][1] == one.start:
                found[-1] = (found[-1][0], one.end)
            else:
                found.append((one.start, one.end))
        return tuple((start, end) for start, end in found if end - start >= least)


def lay_beside(
    stored: FinishedSession, turns: Sequence[Segment], unnamed: Iterable[Segment] = (), unsure: Iterable[Segment] = ()
) -> Beside:
    """`turns` of the recording, in the ids of the session's people; times of the recording. What was said of others is
    `unnamed`. The shift is the one with which both agree best, within two minutes."""
    session = restored(stored)
    own = session_turns(stored)
    shift = best_shift(turns, list(_on_clock(own, session)))
    theirs, nameless, doubtful = (tuple(_on_active(moved(some, -shift), session)) for some in (turns, unnamed, unsure))
    held = tuple(holdings(theirs, nameless, doubtful))
    people = [person.id for person in stored.people]
    unsaid = [(start, end) for mark, start, end, _ in stored.turns if mark in (MARKS["others"], MARKS["rest"])]
    return Beside(
        shift=-shift,
        keyed=own,
        recorded=theirs,
        held=held,
        stretches=tuple(_stretches(session, held)),
        figures=agree(theirs, own, people, left_out=unsaid),
        near_edges_left_out=agree(theirs, own, people, KEYS, unsaid),
        outside=_length(turns) - _length(theirs),
    )


def session_turns(stored: FinishedSession) -> tuple[Segment, ...]:
    """The turns of people, on active time; what was several or unsure is none."""
    return tuple(Segment(start, end, who) for who, start, end, _ in stored.turns if who not in MARKED and end > start)


def _on_clock(turns: Iterable[Segment], session: Session) -> Iterable[Segment]:
    """On the session clock, on which a recording runs; a turn with a pause in it becomes two."""
    ends = [run.active for run in session.runs[1:]] + [session.active(session.ended_at)]
    spans = [(run.at, run.active, end) for run, end in zip(session.runs, ends, strict=True) if run.runs and end > run.active]
    for turn in turns:
        for at, first, last in spans:
            start, end = max(turn.start, first), min(turn.end, last)
            if end > start:
                yield Segment(at + start - first, at + end - first, turn.person)


def _on_active(turns: Iterable[Segment], session: Session) -> Iterable[Segment]:
    for turn in turns:
        start, end = (session.active(min(max(0, at), session.ended_at)) for at in (turn.start, turn.end))
        if end > start:
            yield Segment(start, end, turn.person)


def _stretches(session: Session, held: Sequence[Holding]) -> Iterable[Stretch]:
    until = session.active(session.ended_at)
    parts = session.parts(session.ended_at)
    cuts = sorted({0, until, *(part.start for part in parts), *(min(at, until) for at, _, _ in held)})
    place = other = 0
    for start, end in pairwise(cuts):
        while place + 1 < len(parts) and parts[place + 1].start <= start:
            place += 1
        while other + 1 < len(held) and held[other + 1][0] <= start:
            other += 1
        _, holders, how = held[other]
        keyed = parts[place].floor if parts else Floor()
        yield Stretch(start, end, keyed, Floor(holders, how))


def _length(turns: Iterable[Segment]) -> int:
    return sum(turn.end - turn.start for turn in turns)


def agrees_for(told: str) -> Fraction | None:
    """What is stored of that: the part of the talk for which both have the same people, 0..1; None where nothing is."""
    try:
        return Fraction(told) if told else None
    except (ValueError, ZeroDivisionError):  # edited by hand
        return None
