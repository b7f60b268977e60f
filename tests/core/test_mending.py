"""Mending the floor: stretches, splits, boundaries, whose it was; and a stored session rebuilt so that the same rules mend it."""

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core import mend
from mentortui.core.entered import entered_time, with_shares
from mentortui.core.fold import fold
from mentortui.core.mending import limits, stretches
from mentortui.core.records import FinishedSession
from mentortui.core.restored import again, has_turns, mended, restored
from mentortui.core.result import result
from mentortui.core.session import Session
from mentortui.core.words import happened, known_by
from tests.core.anything import end_of, journals
from tests.core.helpers import ADA, GRACE, LINUS, MINUTE, SECOND, Driven


def talk() -> Driven:
    """Ada a minute, Grace two, nobody half a minute, Ada one and a half."""
    driven = Driven()
    for key, length in ((1, 60), (2, 120), (0, 30), (1, 90)):
        driven.do(c.give_to_key, key)
        driven.now += length * SECOND
    return driven


def told(session: Session, now: int) -> list[tuple[int, int, str]]:
    """Stretches in seconds, with who."""
    return [
        (one.start // SECOND, one.end // SECOND, " ".join(one.floor.holders) or one.floor.how.replace("named", "nobody"))
        for one in mend.stretches_of(session, now)
    ]


def floors(session: Session, now: int) -> dict[str, int]:
    return {person: time // SECOND for person, time in m.whole(session, now).floor.items()}


def test_a_session_is_its_stretches() -> None:
    driven = talk()
    assert told(driven.session, driven.now) == [(0, 60, "ada"), (60, 180, "grace"), (180, 210, "nobody"), (210, 300, "ada")]
    assert [one.open for one in mend.stretches_of(driven.session, driven.now)] == [False, False, False, True]


def test_a_stretch_goes_to_another_and_the_totals_follow() -> None:
    driven = talk()
    driven.do(mend.reassign, 70 * SECOND, mend.floor_of(driven.session, "ada"), driven.now)
    assert told(driven.session, driven.now) == [(0, 180, "ada"), (180, 210, "nobody"), (210, 300, "ada")]
    assert floors(driven.session, driven.now) == {"ada": 270, "grace": 0}
    assert known_by(driven.session) == "keyed, mended"


@pytest.mark.parametrize(
    ("answer", "who", "sums"),
    [("", "nobody", (150, 0)), ("?", "unsure", (150, 0)), ("+", "ada grace", (270, 120)), ("grace", "grace", (150, 120))],
)
def test_nobody_unsure_both_or_a_person(answer: str, who: str, sums: tuple[int, int]) -> None:
    driven = talk()
    if answer == "grace":
        with pytest.raises(c.Refused, match="so already"):
            driven.do(mend.reassign, 70 * SECOND, mend.floor_of(driven.session, answer), driven.now)
    else:
        driven.do(mend.reassign, 70 * SECOND, mend.floor_of(driven.session, answer), driven.now)
    assert (60, 180, who) in told(driven.session, driven.now) or answer == ""
    assert tuple(floors(driven.session, driven.now).values()) == sums


def test_quiet_is_filled() -> None:
    driven = talk()
    driven.do(mend.reassign, 200 * SECOND, mend.floor_of(driven.session, "grace"), driven.now)
    assert floors(driven.session, driven.now) == {"ada": 150, "grace": 150}


def test_with_three_several_is_not_said_who() -> None:
    driven = Driven(ADA, GRACE, LINUS)
    assert mend.floor_of(driven.session, "+").how == "several"
    with pytest.raises(c.Refused, match="Nobody of that name"):
        mend.floor_of(driven.session, "kofi")


def test_the_stretch_under_way_goes_on_as_it_was_mended() -> None:
    driven = talk()
    driven.do(mend.reassign, 250 * SECOND, mend.floor_of(driven.session, "grace"), driven.now)
    driven.now += 10 * SECOND
    assert told(driven.session, driven.now)[-1] == (210, 310, "grace")
    assert driven.session.floor.holders == ("grace",)


def test_a_split_changes_no_total_and_no_turn_and_lets_a_part_be_mended() -> None:
    driven = talk()
    before = m.whole(driven.session, driven.now), m.all_turns(driven.session, driven.now)
    driven.do(mend.split, 100 * SECOND, driven.now)
    assert told(driven.session, driven.now)[1:3] == [(60, 100, "grace"), (100, 180, "grace")]
    assert (m.whole(driven.session, driven.now), m.all_turns(driven.session, driven.now)) == before
    driven.do(mend.reassign, 100 * SECOND, mend.floor_of(driven.session, "ada"), driven.now)
    assert floors(driven.session, driven.now) == {"ada": 230, "grace": 40}


def test_a_split_needs_a_moment_within() -> None:
    driven = talk()
    with pytest.raises(c.Refused, match="begins at 1:00 already"):
        driven.do(mend.split, 60 * SECOND, driven.now)
    with pytest.raises(c.Refused, match="no stretch at that time"):
        driven.do(mend.split, 9000 * SECOND, driven.now)


@pytest.mark.parametrize(
    ("boundary", "to", "expected"),
    [
        (60, 55, [(0, 55, "ada"), (55, 180, "grace")]),
        (60, 65, [(0, 65, "ada"), (65, 180, "grace")]),
        (60, -20, [(0, 180, "grace")]),
        (180, 900, [(0, 60, "ada"), (60, 210, "grace"), (210, 300, "ada")]),
        (210, 100, [(0, 60, "ada"), (60, 180, "grace"), (180, 300, "ada")]),
    ],
)
def test_a_boundary_moves_between_its_neighbours(boundary: int, to: int, expected: list[tuple[int, int, str]]) -> None:
    driven = talk()
    driven.do(mend.move_boundary, boundary * SECOND, to * SECOND, driven.now)
    assert told(driven.session, driven.now)[: len(expected)] == expected


def test_a_boundary_that_is_none_or_cannot_go_further_is_refused() -> None:
    driven = talk()
    for boundary, to, why in ((0, 5, "begins with the session"), (61, 5, "No stretch begins"), (60, 60, "there already")):
        with pytest.raises(c.Refused, match=why):
            driven.do(mend.move_boundary, boundary * SECOND, to * SECOND, driven.now)


def test_a_cut_can_be_moved_too() -> None:
    driven = talk()
    driven.do(mend.split, 100 * SECOND, driven.now)
    driven.do(mend.move_boundary, 100 * SECOND, 120 * SECOND, driven.now)
    assert told(driven.session, driven.now)[1:3] == [(60, 120, "grace"), (120, 180, "grace")]


def test_each_is_undone_by_one_key_and_named() -> None:
    driven = talk()
    before = driven.session
    driven.do(mend.split, 100 * SECOND, driven.now)
    driven.do(mend.move_boundary, 60 * SECOND, 55 * SECOND, driven.now)
    driven.do(mend.reassign, 100 * SECOND, mend.floor_of(driven.session, "ada"), driven.now)
    said = [happened(event, driven.session) for event in driven.events[-3:]]
    assert said == ["split at 1:40", "what began at 1:00 began at 0:55", "1:40 to 3:00: Ada has the floor"]
    for _ in range(3):
        driven.do(c.undo)
    assert (driven.session.changes, driven.session.closed) == (before.changes, before.closed)


def test_what_was_mended_stays_mended_when_neighbours_join() -> None:
    driven = talk()
    driven.do(mend.reassign, 70 * SECOND, mend.floor_of(driven.session, "ada"), driven.now)
    assert mend.stretches_of(driven.session, driven.now)[0].source == "mended"
    assert m.all_turns(driven.session, driven.now)[0].source == "mended"


# any session, however it went


def acts(draw: st.DrawFn, session: Session, now: int, number: int) -> e.AnyEvent | None:
    """Something one could do with one of its stretches; None where that is refused."""
    found = mend.stretches_of(session, now)
    if not found:
        return None
    stretch = draw(st.sampled_from(found))
    stamp = c.Stamp(f"mend{number}", session.last_at, session.last_at, "p1")
    people = [person.id for person in session.people]
    try:
        match draw(st.sampled_from(["reassign", "split", "move"])):
            case "reassign":
                answer = draw(st.sampled_from(["", "+", "?", *people]))
                return mend.reassign(session, stretch.start, mend.floor_of(session, answer), now, stamp)
            case "split":
                return mend.split(session, draw(st.integers(stretch.start, stretch.end - 1)), now, stamp)
            case _:
                to = stretch.start + draw(st.sampled_from([-300, -5, -1, 1, 5, 300])) * SECOND
                return mend.move_boundary(session, stretch.start, to, now, stamp)
    except c.Refused:
        return None


def sound(session: Session, now: int) -> None:
    """What holds of every session, mended or not."""
    span = m.whole(session, now)
    assert span.nobody + span.one + span.several + span.unsure == span.active == session.active(now)
    assert sum(turn.length for turn in m.all_turns(session, now)) == span.talk
    found = mend.stretches_of(session, now)
    assert [one.start for one in found] == [0, *(one.end for one in found)][: len(found)]
    assert sum(one.length for one in found) == span.active
    assert [change.at for change in session.changes] == sorted(change.at for change in session.changes)


@given(st.data(), journals(finishing=False))
def test_whatever_is_mended_the_sums_add_up_and_undo_restores_all(data: st.DataObject, events: list[e.AnyEvent]) -> None:
    first = fold(events)
    assert first is not None
    assume(not first.finished)
    now, kept = end_of(events), list(events)
    for number in range(4):
        session = fold(kept)
        assert session is not None
        event = data.draw(st.composite(acts)(session, now, number))
        if event is None:
            continue
        kept.append(event)
        after = fold(kept)
        assert after is not None
        sound(after, now)
        if isinstance(event, e.TurnSplit):
            assert m.whole(after, now) == m.whole(session, now)
        if isinstance(event, e.BoundaryMoved):
            _only_the_neighbours(session, after, event, now)
    for number, event in enumerate(kept[len(events) :]):
        kept.append(e.Undone(id=f"undo{number}", at=event.at, by="p1", event=event.id))
    back = fold(kept)
    assert back is not None
    assert (back.changes, back.people, m.whole(back, now)) == (first.changes, first.people, m.whole(first, now))


def _only_the_neighbours(before: Session, after: Session, event: e.BoundaryMoved, now: int) -> None:
    span = limits(before.changes, event.boundary, before.active(now))
    assert span is not None
    outside = [((0, span[0])), (span[1], before.active(now))]
    for start, end in outside:
        old, new = (
            m.measure(m.within(session.parts(now), start, end), [person.id for person in session.people])
            for session in (before, after)
        )
        assert (old.floor, old.nobody, old.several, old.unsure) == (new.floor, new.nobody, new.several, new.unsure)


# a stored session


def stored(events: Sequence[e.AnyEvent], now: int) -> FinishedSession | None:
    finished = [*events, e.Finished(id="end", at=now, by="p1")]
    session = fold(finished)
    return result(session).session if session is not None and session.finished else None


def plain(record: FinishedSession) -> FinishedSession:
    """How each turn is known left out: what two hold at once is known in one way only."""
    return msgspec.structs.replace(record, turns=tuple((who, start, end, "") for who, start, end, _ in record.turns))


@given(journals())
def test_a_record_rebuilt_gives_the_same_figures_again(events: list[e.AnyEvent]) -> None:
    record = stored(events, end_of(events))
    if record is None or not has_turns(record):
        return
    assert plain(again(record, restored(record))) == plain(record)


@given(st.data(), journals(finishing=False))
def test_mending_the_record_is_mending_the_session(data: st.DataObject, events: list[e.AnyEvent]) -> None:
    now = end_of(events)
    record = stored(events, now)
    session = fold([*events, e.Finished(id="end", at=now, by="p1")])
    assert session is not None
    if record is None or not has_turns(record) or any(change.split for change in session.changes):
        return  # a cut between two stretches of the same floor is not stored, so the boundary has other neighbours in the record
    event = data.draw(st.composite(acts)(restored(record), restored(record).ended_at, 1))
    if event is None:
        return
    live = fold([*events, e.Finished(id="end", at=now, by="p1"), event])
    assert live is not None
    rebuilt = again(record, mended(record, [event]))
    assert plain(rebuilt) == plain(
        msgspec.structs.replace(
            result(live).session,
            changed=record.changed,
            mended=rebuilt.mended,
        )
    )
    undone = mended(record, [event, e.Undone(id="back", at=event.at, by="p1", event=event.id)])
    assert plain(again(record, undone)) == plain(record)


def older(record: FinishedSession) -> FinishedSession:
    """As it was stored before it was kept when each item was on."""
    return msgspec.structs.replace(record, runs=(), item_changes=(), in_force=())


def test_an_older_record_is_mended_too() -> None:
    driven = talk()
    driven.do(c.go_on, "finished")
    record = stored(driven.events, driven.now)
    assert record is not None
    record = older(record)
    facts = restored(record)
    event = mend.reassign(facts, 70 * SECOND, mend.floor_of(facts, "ada"), facts.ended_at, driven.stamp())
    after = again(record, mended(record, [event]))
    assert after.figures.floor == {"ada": 270 * SECOND, "grace": 0}
    assert after.mended
    assert sum(after.figures.expected.values()) == 270 * SECOND


def test_items_keep_their_figures_where_nobody_knows_when_they_were_on() -> None:
    driven = talk()
    record = stored(driven.events, driven.now)
    assert record is not None
    item = msgspec.structs.replace(record.items[0], used=2 * MINUTE, floor={"grace": 2 * MINUTE})
    record = msgspec.structs.replace(older(record), items=(item,))
    facts = restored(record)
    event = mend.reassign(facts, 70 * SECOND, mend.floor_of(facts, "ada"), facts.ended_at, driven.stamp())
    assert again(record, mended(record, [event])).items == (item,)


def test_typed_shares_have_no_turns_to_mend() -> None:
    record = stored(talk().events, 300 * SECOND)
    assert record is not None
    assert has_turns(record)
    assert not has_turns(msgspec.structs.replace(record, turns=()))


def test_shares_that_were_entered_stay_so_until_the_stretch_is_mended() -> None:
    driven = talk()
    driven.do(mend.reassign, 70 * SECOND, mend.floor_of(driven.session, "?"), driven.now)
    record = stored(driven.events, driven.now)
    assert record is not None
    record = with_shares(record, {"ada": 1, "grace": 3})
    facts = restored(record)
    assert plain(again(record, facts)) == plain(record)
    assert told(facts, facts.ended_at)[:3] == [(0, 60, "ada"), (60, 90, "ada"), (90, 180, "grace")]
    event = mend.reassign(facts, 70 * SECOND, mend.floor_of(facts, "grace"), facts.ended_at, driven.stamp())
    after = again(record, mended(record, [event]))
    assert after.figures.floor == {"ada": 150 * SECOND, "grace": 120 * SECOND}
    assert entered_time(after) == 90 * SECOND


def test_stretches_of_nothing_are_none() -> None:
    assert stretches((), 0) == ()
    assert limits((), 0, 0) is None
