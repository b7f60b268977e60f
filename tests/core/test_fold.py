"""The fold is total, any prefix of a journal is a session, and no second is lost or counted twice."""

from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core.event_lines import decode, encode
from mentortui.core.floor import within
from mentortui.core.fold import fold, keyed
from mentortui.core.people import Participant
from mentortui.core.session import Session
from tests.core.anything import SECOND, end_of, journals, people


def folded(events: list[e.AnyEvent]) -> Session:
    session = fold(events)
    assert session is not None
    return session


def comparable(session: Session) -> Session:
    """Without what is remembered of keys themselves."""
    return msgspec.structs.replace(session, undoable=(), redoable=(), last_act_at=0, last_at=0)


@given(journals())
def test_any_journal_and_any_prefix_of_it_folds(events: list[e.AnyEvent]) -> None:
    for length in range(1, len(events) + 1):
        session = folded(events[:length])
        assert session.started is events[0]


@given(journals())
def test_every_active_moment_is_nobodys_ones_severals_or_unsure(events: list[e.AnyEvent]) -> None:
    session, now = folded(events), end_of(events)
    end = session.ended_at if session.finished else now
    span = m.whole(session, now)
    assert span.nobody + span.one + span.several + span.unsure == span.active == session.active(end)
    pauses = sum(
        following - run.at
        for run, following in zip(session.runs, [*(run.at for run in session.runs[1:]), end], strict=True)
        if not run.runs
    )
    assert span.active + pauses == end


@given(journals())
def test_slices_follow_each_other_without_gap_overlap_or_empty_ones(events: list[e.AnyEvent]) -> None:
    parts = folded(events).parts(end_of(events))
    assert all(part.end > part.start for part in parts)
    assert all(part.end == following.start for part, following in pairwise(parts))
    assert not parts or parts[0].start == 0


@given(journals())
def test_floor_time_is_the_sum_of_turns_and_shares_make_one(events: list[e.AnyEvent]) -> None:
    session, now = folded(events), end_of(events)
    span = m.whole(session, now)
    for person in session.people:
        turns = [turn.length for turn in m.all_turns(session, now) if turn.person == person.id]
        assert sum(turns) == span.floor[person.id]
    shares = m.shares(span)
    assert shares is None or sum(shares.values()) == 1
    assert sum(span.expected.values()) == span.talk
    assert not span.talk or sum(m.agreed_shares(span).values()) == 1


@given(journals(), st.integers(0, 2000 * SECOND))
def test_adjacent_spans_add_up_and_the_window_is_the_end_of_the_session(events: list[e.AnyEvent], cut: int) -> None:
    session, now = folded(events), end_of(events)
    parts, ids = session.parts(now), [person.id for person in session.people]
    until = session.active(now)
    first, second = m.measure(within(parts, 0, cut), ids), m.measure(within(parts, cut, max(cut, until)), ids)
    whole = m.measure(parts, ids)
    for field in ("active", "nobody", "one", "several", "unsure", "unnamed"):
        assert getattr(first, field) + getattr(second, field) == getattr(whole, field)
    assert {p: first.floor[p] + second.floor[p] for p in ids} == dict(whole.floor)
    window = m.last_ten_minutes(session, now)
    assert window.active == min(until, m.WINDOW)


@given(journals())
def test_balance_is_a_share_and_distance_is_the_talk_that_would_have_to_change_hands(events: list[e.AnyEvent]) -> None:
    session, now = folded(events), end_of(events)
    span = m.whole(session, now)
    balance, distance = m.balance(span), m.distance(span)
    assert balance is None or 0 <= balance <= 1
    if distance is not None:
        over = sum(max(0, span.floor[person] - span.expected.get(person, 0)) for person in span.floor)
        assert distance * span.talk == over
        assert (balance == 1) == (over == 0)


@given(journals(finishing=False))
def test_undoing_every_keyed_act_one_by_one_ends_where_nothing_was_keyed(events: list[e.AnyEvent]) -> None:
    session, number = folded(events), 0
    while session.undoable:
        number += 1
        events = [*events, e.Undone(id=f"u{number}", at=events[-1].at, by="p1", event=session.undoable[-1].event)]
        session = folded(events)
    bare = folded([event for event in events if not keyed(event) and not isinstance(event, e.Undone | e.Redone)])
    assert m.whole(session, end_of(events)) == m.whole(bare, end_of(events))
    assert session.items == bare.items
    assert session.captures == bare.captures


@given(journals(finishing=False))
def test_undo_then_redo_is_as_if_neither_had_happened(events: list[e.AnyEvent]) -> None:
    before = folded(events)
    if before.undoable:
        act = before.undoable[-1].event
        undone = [*events, e.Undone(id="u", at=events[-1].at, by="p1", event=act)]
        redone = [*undone, e.Redone(id="r", at=events[-1].at, by="p1", event=act)]
        assert folded(undone).redoable[-1].event == act
        assert comparable(folded(redone)) == comparable(before)


@given(journals())
def test_what_is_written_is_read_back(events: list[e.AnyEvent]) -> None:
    assert [decode(encode(event)) for event in events] == events


@given(journals(), st.data())
def test_the_held_key_again_changes_no_figure(events: list[e.AnyEvent], data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(events)))
    floor = folded(events[:place]).floor
    if len(floor.holders) == 1 and not folded(events[:place]).paused:
        again = e.FloorTaken(id="again", at=events[place - 1].at, by=e.PROGRAM, holders=floor.holders, source="heard")
        with_it = folded([*events[:place], again])
        assert m.whole(with_it, end_of(events)) == m.whole(folded(events[:place]), end_of(events))


def test_an_event_of_a_newer_version_is_kept_and_skipped() -> None:
    line = b'{"type":"song_played","id":"x","at":5}'
    assert decode(line) == e.Unknown(line)
    started = e.SessionStarted(id="s", at=0, session="s", mentorship="m", me="p1", people=people(2))
    assert fold([started, e.Unknown(line)]) == fold([started])


def test_without_a_beginning_there_is_no_session() -> None:
    assert fold([]) is None
    assert fold([e.Paused(id="x", at=0)]) is None


def test_an_undone_guest_takes_the_floor_they_held_along() -> None:
    guest = Participant(id="g", name="Guest 3", role="guest", key=3, named=False)
    events: list[e.AnyEvent] = [
        e.SessionStarted(id="s", at=0, session="s", mentorship="m", me="p1", people=people(2)),
        e.PersonJoined(id="j", at=10 * SECOND, by="p1", person=guest),
        e.FloorTaken(id="f", at=10 * SECOND, by="p1", holders=("g",), began=8 * SECOND),
        e.Undone(id="u", at=20 * SECOND, by="p1", event="j"),
    ]
    session = folded(events)
    assert session.floor.nobody
    assert m.whole(session, 30 * SECOND).talk == 0
