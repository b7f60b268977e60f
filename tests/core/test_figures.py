"""Every figure from one place: the same as looking at the whole session anew, whatever was keyed, mended and undone before."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core.figures import Figuring
from mentortui.core.floor import within
from mentortui.core.fold import Growing
from mentortui.core.measured import Measured
from mentortui.core.restored import has_turns, restored
from mentortui.core.result import result
from mentortui.core.session import Session
from mentortui.core.turn_taking import Followed, counted, follows, joined, opened_and_closed
from tests.core.anything import journals
from tests.core.helpers import ADA, GRACE, LINUS, MINUTE, Driven
from tests.core.plans import Plan, Step, plans

SECOND = 1_000_000


def from_scratch(session: Session, now: int, stretches: Sequence[tuple[int, int]] | None) -> Mapping[str, object]:
    """The figures of those stretches, or of all, by going through the whole session."""
    parts, ids = session.parts(now), [person.id for person in session.people]
    chosen = list(parts) if stretches is None else [part for start, end in stretches for part in within(parts, start, end)]
    begun: list[Followed] = [
        one
        for one in follows(m.all_turns(session, now))
        if stretches is None or any(start <= one.turn.start < end for start, end in stretches)
    ]
    span = m.measure(chosen, ids)
    turns = m.all_turns(session, now)
    return {
        "sums": (span.active, span.nobody, span.one, span.several, span.unnamed, span.unsure),
        "floor": span.floor,
        "expected": {person: time for person, time in span.expected.items() if time},
        "split": {person: time for person, time in m.split_times(chosen, ids).items() if time},
        "turns": {
            person: m.measured([turn for turn in turns if turn.person == person and turn in [one.turn for one in begun]])
            for person in ids
        },
        "follows": counted(begun, ids),
        "joined": joined(begun),
    }


def told(found: Measured) -> Mapping[str, object]:
    span = found.span
    return {
        "sums": (span.active, span.nobody, span.one, span.several, span.unnamed, span.unsure),
        "floor": span.floor,
        "expected": {person: time for person, time in span.expected.items() if time},
        "split": {person: time for person, time in found.split.items() if time},
        "turns": found.turns,
        "follows": found.follows,
        "joined": found.joined,
    }


def check(figuring: Figuring, session: Session, now: int) -> None:
    until, parts = session.active(now), session.parts(now)
    assert told(figuring.session(now)) == from_scratch(session, now, None)
    assert figuring.span(now) == m.whole(session, now)
    assert figuring.turns(now) == m.turn_measures(session, now)
    assert told(figuring.window(now)) == from_scratch(session, now, [(max(0, until - m.WINDOW), until)])
    assert figuring.window_span(now) == m.last_ten_minutes(session, now)
    ends = opened_and_closed(parts)
    for item in ["", *(facts.item.id for facts in session.items)]:
        stretches = [(start, end) for start, end, one in m.visits(session, now) if one == item]
        found = figuring.item(item, now)
        assert told(found) == from_scratch(session, now, stretches)
        assert figuring.item_span(item, now) == m.of_item(session, item, now)
        assert found.ends == ends.get(item)
    assert m.item_times(session, now) == {
        item: time for item in {part.item for part in parts} if (time := sum(p.end - p.start for p in parts if p.item == item))
    }


@given(journals())
def test_following_a_session_event_by_event_gives_what_looking_at_it_anew_gives(events: list[e.AnyEvent]) -> None:
    growing, figuring = Growing(events[:1]), Figuring()
    for event in events[1:]:
        session = growing.add(event)
        check(figuring.follow(session), session, session.last_at)
    check(figuring.follow(growing.session), growing.session, growing.session.last_at + 90 * SECOND)


@given(plans(longest=300), st.integers(0, 700), st.data())
def test_the_same_holds_for_sessions_as_people_key_them(plan: Plan, later: int, data: st.DataObject) -> None:
    events, figuring = plan.events(SECOND), Figuring()
    growing = Growing(events[:1])
    for event in events[1:]:
        figuring.follow(growing.add(event))
    for act in reversed(growing.session.undoable[-data.draw(st.integers(0, 9)) :]):  # as many keys taken back, then some again
        figuring.follow(growing.add(e.Undone(id=f"undo {act.event}", at=growing.session.last_at, by="me", event=act.event)))
    check(figuring.follow(growing.session), growing.session, (plan.length + later) * SECOND)


def test_who_comes_back_this_moment_after_all_had_left_has_the_share_that_is_in_force_now() -> None:
    steps = (Step(0, "leave", (0,), 0), Step(1, "floor", (0,), 0), Step(0, "item", (), 1), Step(0, "floor", (0,), 0))
    plan = Plan(("mentor",), (None, None), steps)
    growing = Growing(plan.events(SECOND))
    for later in (0, 1, 700):
        check(Figuring(growing.session), growing.session, (plan.length + later) * SECOND)
    act = growing.session.undoable[-1]
    growing.add(e.Undone(id="undo", at=growing.session.last_at, by="me", event=act.event))
    for later in (0, 1, 700):
        check(Figuring(growing.session), growing.session, (plan.length + later) * SECOND)


@given(plans(longest=300), st.data())
def test_two_parts_that_touch_add_up_to_one(plan: Plan, data: st.DataObject) -> None:
    growing, now = Growing(plan.events(SECOND)), (plan.length + 7) * SECOND
    figuring, until = Figuring(growing.session), growing.session.active((plan.length + 7) * SECOND)
    cut = data.draw(st.integers(0, until))
    first, second, whole = figuring.part(0, cut, now), figuring.part(cut, until, now), figuring.session(now)
    assert {who: first.span.floor[who] + second.span.floor[who] for who in whole.span.floor} == whole.span.floor
    assert {who: first.split[who] + second.split[who] for who in whole.split} == whole.split
    assert {who: first.turns[who].count + second.turns[who].count for who in whole.turns} == {
        who: found.count for who, found in whole.turns.items()
    }
    assert first.span.nobody + second.span.nobody == whole.span.nobody


@given(journals())
def test_a_stored_session_has_the_figures_it_had_when_it_ended(events: list[e.AnyEvent]) -> None:
    session = Growing([*events, e.Finished(id="end", at=events[-1].at, by="ada")]).session
    if not session.finished or session.entered:
        return
    record = result(session).session
    if not has_turns(record):
        return
    back = restored(record)
    before, after = (told(Figuring(one).session(one.ended_at)) for one in (session, back))
    rounded = [{who: round(time) for who, time in found["expected"].items() if round(time)} for found in (before, after)]  # type: ignore[attr-defined]
    assert rounded[0] == rounded[1]
    assert {**after, "expected": {}} == {**before, "expected": {}}


def test_with_no_speech_every_figure_is_there_and_undefined() -> None:
    driven = Driven()
    found = Figuring(driven.session).session(0)
    assert (found.shares, found.balance, found.word, found.off_by, found.evenness, found.turn_evenness) == (None,) * 6
    assert (found.silence, found.overlap, found.covered, found.ends, found.least_served) == (None,) * 5
    assert found.joined == ()
    assert found.agreed == {"ada": Fraction(1, 2), "grace": Fraction(1, 2)}
    assert Figuring(driven.session).session(MINUTE).silence == 1


def test_one_person_has_all_of_the_talk_and_nothing_to_compare() -> None:
    driven = Driven(ADA)
    driven.do(lambda session, stamp: e.FloorTaken(id=stamp.id, at=stamp.at, by=stamp.by, holders=("ada",)))
    found = Figuring(driven.session).session(2 * MINUTE)
    assert found.shares is not None
    assert {person: m.percent(share) for person, share in found.shares.items()} == {"ada": 100}
    assert found.balance is None
    assert found.evenness is None
    assert found.turns["ada"].current == 2 * MINUTE
    assert found.ends is not None
    assert (found.ends.opened, found.ends.closed) == ("ada", "ada")


def test_who_began_while_another_spoke_is_told_with_how_it_ended() -> None:
    driven = Driven(ADA, GRACE, LINUS)

    def hold(*people: str) -> None:
        driven.do(lambda session, stamp: e.FloorTaken(id=stamp.id, at=stamp.at, by=stamp.by, holders=people))
        driven.now += 10 * SECOND

    hold("ada")
    hold("ada", "grace")
    hold("grace")
    hold("grace", "linus")
    hold("grace")
    hold("ada", "linus")
    found = Figuring(driven.session).session(driven.now)
    assert [(one.by, one.over, one.times, one.took_floor) for one in found.joined] == [
        ("grace", "ada", 1, 1),
        ("linus", "grace", 1, 0),
    ]
    assert found.follows["grace"] == {"ada": 1, "grace": 0, "linus": 2}
    assert found.overlap == Fraction(3, 6)
    assert found.split == {"ada": 20 * SECOND, "grace": 30 * SECOND, "linus": 10 * SECOND}


def held_in_turn(*holders: tuple[str, ...]) -> Measured:
    """Of three people, each of these for ten seconds."""
    driven = Driven(ADA, GRACE, LINUS)
    for people in holders:
        stamp = driven.stamp()
        driven.events.append(e.FloorTaken(id=stamp.id, at=stamp.at, by=stamp.by, holders=people))
        driven.now += 10 * SECOND
    return Figuring(driven.session).session(driven.now)


def test_of_several_who_still_speak_a_turn_follows_the_one_that_began_last() -> None:
    found = held_in_turn(("ada",), ("ada", "grace"), ("ada", "grace", "linus"))
    assert [(one.by, one.over) for one in found.joined] == [("grace", "ada"), ("linus", "grace")]
    assert found.follows["grace"]["linus"] == 1


def test_of_several_at_once_the_longest_opened_and_whoever_came_last_closed() -> None:
    found = held_in_turn((), ("grace",), ("ada", "grace"), ())
    assert found.ends is not None
    assert (found.ends.opened, found.ends.closed) == ("grace", "ada")
    both = held_in_turn(("ada", "grace"))
    assert both.ends is not None
    assert (both.ends.opened, both.ends.closed) == ("ada", "grace")
