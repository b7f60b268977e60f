"""A session from a recording has exactly the turns that were heard, whatever was said when and by whom."""

import itertools
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from mentortui.core import measures as m
from mentortui.core.cues import Cue, Mark, Transcript
from mentortui.core.fold import fold
from mentortui.core.imported import Occasion, events_of, holdings, recorded
from mentortui.core.people import Participant
from mentortui.core.recording import Heard, Segment, hear
from mentortui.core.result import result
from mentortui.core.session import Session
from mentortui.core.transcript import place

SECOND = 1_000_000
NAMES = ("ada", "grace", "kofi")
PEOPLE = tuple(Participant(id=name, name=name.title(), role="peer", key=key) for key, name in enumerate(NAMES, 1))
instants = st.integers(0, 1200).map(lambda tenth: tenth * SECOND // 10)


def spans(who: st.SearchStrategy[str]) -> st.SearchStrategy[list[Segment]]:
    one = st.builds(lambda start, length, name: Segment(start, start + length, name), instants, instants, who)
    return st.lists(one, max_size=12)


def session_of(heard: Heard, unnamed: Sequence[Segment] = (), unsure: Sequence[Segment] = (), end: int = 0) -> Session:
    occasion = Occasion(session="s", mentorship="m", me="ada", people=PEOPLE, began=0, number=1)
    made = fold(events_of(heard, occasion, map(str, itertools.count()).__next__, unnamed=unnamed, unsure=unsure, end=end))
    assert made is not None
    return made


@given(spans(st.sampled_from(NAMES)), spans(st.just("")), spans(st.just("")), instants)
def test_its_turns_are_those_that_were_heard_and_all_its_time_is_somebodys_nobodys_or_doubtful(
    segments: list[Segment], unnamed: list[Segment], unsure: list[Segment], end: int
) -> None:
    heard = hear(segments)
    session = session_of(heard, unnamed, unsure, end)
    assert [Segment(turn.start, turn.end, turn.person) for turn in m.all_turns(session, session.ended_at)] == list(heard.turns)
    span = m.whole(session, session.ended_at)
    assert span.nobody + span.one + span.several + span.unsure == span.active == session.ended_at
    floor = {name: sum(turn.end - turn.start for turn in heard.turns if turn.person == name) for name in NAMES}
    assert dict(span.floor) == floor
    assert session.ended_at >= end
    stored = result(session).session
    assert sum(last - first for who, first, last, _ in stored.turns if who == "?") == span.unsure
    assert {how for *_, how in stored.turns} <= {"transcript"}


@given(spans(st.sampled_from(NAMES)), spans(st.just("")), spans(st.just("")))
def test_who_is_named_goes_before_who_is_not_and_that_before_what_is_doubtful(
    turns: list[Segment], unnamed: list[Segment], unsure: list[Segment]
) -> None:
    held = holdings(turns, unnamed, unsure)
    assert [at for at, *_ in held] == sorted({at for at, *_ in held})
    assert all(one[1:] != other[1:] for one, other in itertools.pairwise(held))
    for at, holders, how in held:
        speaking = tuple(sorted({one.person for one in turns if one.start <= at < one.end}))
        nameless, doubtful = (any(one.start <= at < one.end for one in some) for some in (unnamed, unsure))
        wanted = "named" if speaking or not (nameless or doubtful) else "several" if nameless else "unsure"
        assert (holders, how) == (speaking, wanted)


cues = st.builds(
    lambda start, end, name, words, text: Cue(1, start, end, name, text, words),
    st.none() | instants,
    st.none() | instants,
    st.sampled_from(("", *NAMES)),
    st.integers(0, 40),
    st.sampled_from(("", "Yes.", "Why?")),
)
files = st.builds(
    lambda kind, entries, exact: Transcript(format="x", kind=kind, entries=tuple(entries), exact=exact),
    st.sampled_from(("captions", "recording", "text")),
    st.lists(cues | st.builds(Mark, st.just(1), instants), max_size=15),
    st.booleans(),
)


@given(files)
def test_any_transcript_can_be_placed_heard_and_told(transcript: Transcript) -> None:
    placed = place(transcript)
    assert len(placed.at) == len(placed.names) == len(transcript.cues) == placed.counts.cues
    assert all(0 <= one.start < one.end <= placed.end for one in (*placed.segments, *placed.unnamed, *placed.unsure))
    heard = hear(placed.segments)
    told = recorded(heard, NAMES, transcript, placed, {name: name for name in NAMES})
    assert all(told.speaking[name] == heard.speaking(name) for name in NAMES)
    assert (told.gaps == 0) or transcript.exact
    counts = placed.counts
    assert counts.unnamed + counts.unsure + counts.no_length + len(placed.segments) == counts.cues
    session_of(heard, placed.unnamed, placed.unsure, placed.end)
