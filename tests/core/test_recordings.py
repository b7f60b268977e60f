"""Real turns through the fold: every figure is the one that was computed independently."""

import json
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core import imported
from mentortui.core import measures as m
from mentortui.core.figures import Figuring
from mentortui.core.fold import fold
from mentortui.core.people import Participant
from mentortui.core.recording import LAPSE, SHORT, Heard, Segment, bridged, hear
from mentortui.core.session import Session
from mentortui.core.turn_taking import follows, matrix, median, onsets, response_gaps
from mentortui.formats.rttm import read_rttm
from tests.core.examples import load
from tests.core.recordings import events_of
from tests.recordings import real_files

DATA = Path(__file__).parent.parent / "data"
SMALL = DATA / "small.rttm"
MS = 1000
"""Microseconds of a millisecond: so near must every time be."""


def measured(path: Path) -> tuple[m.Span, int]:
    """The sums of a recording from its first start to its last end, and the microseconds before the first start."""
    rttm = read_rttm(path.read_text("utf-8"), path.name)
    events = events_of(rttm.segments, rttm.speakers)
    session = fold(events)
    assert session is not None
    start = min(segment.start_us for segment in rttm.segments)
    return m.whole(session, events[-1].at), start


def test_a_small_recording_of_our_own() -> None:
    span, start = measured(SMALL)
    assert dict(span.floor) == {"ada": 13_300_000, "grace": 6_250_000}
    assert (span.several, span.nobody - start) == (500_000, 650_000)


@pytest.mark.real_data
@pytest.mark.parametrize("path", real_files("rttm/**/*.rttm"), ids=lambda path: path.stem)
def test_a_real_recording_has_the_reference_figures(path: Path, real_data: Path) -> None:
    reference: dict[str, Any] = json.loads((real_data / "reference.json").read_text("utf-8"))[
        path.relative_to(real_data).as_posix()
    ]
    span, start = measured(path)
    assert {person: time / 1e6 for person, time in span.floor.items()} == pytest.approx(reference["floor_s"], abs=1e-6)
    shares = m.shares(span)
    assert shares is not None
    assert {person: float(share) for person, share in shares.items()} == pytest.approx(reference["shares"], abs=1e-6)
    assert span.several / 1e6 == pytest.approx(reference["overlap_s"], abs=1e-6)
    assert (span.nobody - start) / 1e6 == pytest.approx(reference["silence_s"], abs=1e-6)
    assert span.talk / 1e6 == pytest.approx(reference["floor_sum_s"], abs=1e-6)


# what is heard, as the keys of an ideal person


def heard(path: Path) -> Heard:
    found = read_rttm(path.read_text("utf-8"), path.name)
    return hear(Segment(one.start_us, one.end_us, one.speaker) for one in found.segments)


def as_session(found: Heard) -> Session:
    """The session that importing makes of it."""
    people = tuple(Participant(id=who, name=who, role="peer", key=key) for key, who in enumerate(sorted(found.spoken), 1))
    occasion = imported.Occasion(session="s", mentorship="m", me=people[0].id, people=people, began=0, number=1)
    ids = count()
    session = fold(imported.events_of(found, occasion, lambda: f"e{next(ids)}"))
    assert session is not None
    return session


def figures(found: Heard) -> dict[str, Any]:
    """The keys of `recordings` in fairness_examples.json."""
    session = as_session(found)
    measured = Figuring(session).session(session.ended_at)
    span, turns = measured.span, measured.turns
    assert measured.follows == matrix(found.turns, found.spoken)
    gaps, began = response_gaps(found.turns), onsets(found.turns, found.spoken)
    even, middle = measured.evenness, median(gaps)
    return {
        "floor_us": dict(span.floor),
        "speaking_us": {person: found.speaking(person) for person in found.spoken},
        "turns": {person: mine.count for person, mine in turns.items()},
        "longest_turn_us": max(mine.longest or 0 for mine in turns.values()),
        "backchannels": len(found.backchannels),
        "nobody_us": span.nobody,
        "several_us": span.several,
        "overlap_onsets": [len(began), sum(one.took_floor for one in began)],
        "response_gap_median_us": None if middle is None else float(middle),
        "balance_if_equal": None if (level := measured.balance) is None else float(level),
        "evenness": None if even is None else even.evenness,
    }


def check_figures(found: dict[str, Any], expect: dict[str, Any]) -> None:
    """Times within a millisecond, counts exactly, ratios to 1e-9."""
    assert found.keys() == expect.keys()
    for key, wanted in expect.items():
        near = MS if key.endswith("_us") else 1e-9 if key in ("balance_if_equal", "evenness") else 0
        assert found[key] == (pytest.approx(wanted, abs=near, rel=0) if near and wanted is not None else wanted), key


EXPECTED = load()["recordings"]


@pytest.mark.real_data
@pytest.mark.parametrize("path", real_files("rttm/**/*.rttm"), ids=lambda path: path.stem)
def test_a_real_recording_becomes_the_turns_and_figures_of_the_worked_example(path: Path, real_data: Path) -> None:
    named, found = path.relative_to(real_data).as_posix(), heard(path)
    check_figures(figures(found), EXPECTED[named])
    reference: dict[str, Any] = json.loads((real_data / "reference.json").read_text("utf-8"))[named]
    speaking = {person: found.speaking(person) / 1e6 for person in found.spoken}
    assert speaking == pytest.approx(reference["floor_s"], abs=1e-3, rel=0)
    stretches = {person: bridged(mine, SHORT) for person, mine in found.spoken.items()}
    assert {person: len(mine) for person, mine in stretches.items()} == reference["turns_by_speaker"]
    longest = min((-(one.end - one.start), one.start, one.person) for mine in stretches.values() for one in mine)
    wanted = reference["longest_turn"]
    assert longest[2] == wanted["speaker"]
    assert (longest[1] / 1e6, -longest[0] / 1e6) == pytest.approx((wanted["start_s"], wanted["length_s"]), abs=1e-3, rel=0)


def test_recordings_of_our_own_have_the_figures_counted_by_hand() -> None:
    expected: dict[str, Any] = json.loads((DATA / "recordings.json").read_text("utf-8"))
    assert len(expected) > 1
    for name, expect in expected.items():
        check_figures(figures(heard(DATA / name)), expect)


# the rule of docs/fairness.md, From a recording to turns, once more and as plainly as it is written: slow, and another way


def plainly(segments: Iterable[Segment]) -> tuple[list[Segment], list[Segment]]:
    """The turns and the backchannels."""
    by_person: dict[str, list[Segment]] = {}
    for one in sorted(segments):
        mine = by_person.setdefault(one.person, [])
        if one.end <= one.start:
            continue
        while mine and one.start - mine[-1].end < SHORT:
            last = mine.pop()
            one = Segment(last.start, max(last.end, one.end), one.person)
        mine.append(one)
    stretches = sorted(one for mine in by_person.values() for one in mine)
    listening = [
        one
        for one in stretches
        if one.end - one.start < SHORT
        and any(
            other.person != one.person
            and other.start <= one.start
            and one.end <= other.end
            and other.end - other.start > one.end - one.start
            for other in stretches
        )
    ]
    turns: list[Segment] = []
    holding = [one for one in stretches if one not in listening]
    for person in by_person:
        theirs: list[Segment] = []
        began = 0
        for one in (one for one in holding if one.person == person):
            between = [other for other in holding if began < other.start < one.start]
            joins = theirs and one.start - theirs[-1].end < LAPSE and not between
            began = one.start
            theirs.append(Segment(theirs.pop().start, one.end, person) if joins else one)
        turns += theirs
    return sorted(turns, key=lambda turn: (turn.start, turn.person)), listening


SPOKEN = st.builds(
    lambda start, length, person: Segment(start * 100_000, (start + length) * 100_000, person),
    st.integers(0, 200),
    st.integers(0, 40),
    st.sampled_from("abc"),
)
"""In tenths of a second, so that pauses of exactly a second and of exactly three come often."""


@given(st.lists(SPOKEN, max_size=25))
def test_what_is_heard_is_what_the_rule_says_read_plainly(segments: list[Segment]) -> None:
    found = hear(segments)
    turns, listening = plainly(segments)
    assert [*found.turns] == turns
    assert [*found.backchannels] == listening


@given(st.lists(SPOKEN, max_size=25), st.data())
def test_a_segment_in_two_halves_another_order_or_other_names_change_nothing(
    segments: list[Segment], data: st.DataObject
) -> None:
    found = hear(segments)
    halves = [
        half
        for one in segments
        for at in [data.draw(st.integers(one.start, one.end))]
        for half in (Segment(one.start, at, one.person), Segment(at, one.end, one.person))
    ]
    assert hear(data.draw(st.permutations(halves))).turns == found.turns
    names = {"a": "z", "b": "y", "c": "x"}
    others = hear(Segment(one.start, one.end, names[one.person]) for one in segments).turns
    assert {(names[one.person], one.start, one.end) for one in found.turns} == {
        (one.person, one.start, one.end) for one in others
    }


@given(st.lists(SPOKEN, max_size=25))
def test_the_floor_of_a_session_made_of_it_is_the_sum_of_its_turns(segments: list[Segment]) -> None:
    found = hear(segments)
    if not found.turns:
        return
    session = as_session(found)
    span, turns = m.whole(session, session.ended_at), m.all_turns(session, session.ended_at)
    assert [(turn.person, turn.start, turn.end) for turn in turns] == [(one.person, one.start, one.end) for one in found.turns]
    assert span.floor == {who: sum(one.end - one.start for one in found.turns if one.person == who) for who in span.floor}
    assert span.nobody + span.one + span.several + span.unsure == span.active == session.ended_at


@given(st.lists(SPOKEN, max_size=25))
def test_every_turn_follows_one_but_those_that_open(segments: list[Segment]) -> None:
    turns = hear(segments).turns
    opening = [one for one in follows(turns) if one.after is None]
    assert {one.turn.start for one in opening} == ({turns[0].start} if turns else set())
    for one in follows(turns):
        before: Sequence[Segment] = [turn for turn in turns if turn.start < one.turn.start]
        running = [turn for turn in before if turn.end > one.turn.start]
        wanted = running[-1] if running else max(before, key=lambda turn: (turn.end, turn.start, turn.person), default=None)
        assert one.after == wanted
