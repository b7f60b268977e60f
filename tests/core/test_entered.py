"""Shares typed in for what nobody is sure of: totals stay whole, nothing is invented, and it can be taken back."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core.commands import Refused, Stamp
from mentortui.core.entered import effective, entered_time, shareable, with_shares
from mentortui.core.entering import parse_shares, shares_told
from mentortui.core.floor import UNSURE_MARKS
from mentortui.core.fold import fold
from mentortui.core.records import FinishedSession
from mentortui.core.result import result
from mentortui.core.session import Session
from mentortui.core.words import happened, known_by, known_from
from tests.core.anything import IDS, SECOND, journals, people

shares = st.dictionaries(st.sampled_from(IDS), st.sampled_from([0, 1, 33.3, 40, 60, 100]), min_size=1, max_size=4)
unsure = e.FloorTaken(id="unsure", at=5 * SECOND, by=e.PROGRAM, how="unsure")
PEOPLE = (("ada", "Ada"), ("grace", "Grace Otieno"), ("linus", "Linus Park"))


def folded(events: list[e.AnyEvent]) -> Session:
    session = fold(events)
    assert session is not None
    return session


def ended(events: list[e.AnyEvent]) -> list[e.AnyEvent]:
    at = events[-1].at + 60 * SECOND
    return [*events, e.FloorTaken(id="u", at=at, by=e.PROGRAM, how="unsure"), e.Finished(id="end", at=at + 100 * SECOND, by="p1")]


@given(journals(finishing=False), shares)
def test_totals_stay_whole_and_only_what_was_unsure_is_shared(events: list[e.AnyEvent], typed: dict[str, float]) -> None:
    before = folded(ended(events))
    after = folded([*ended(events), e.SharesEntered(id="shares", at=events[-1].at + 200 * SECOND, by="p1", shares=typed)])
    assume(effective(typed, [person.id for person in before.people]))
    was, now = m.whole(before, before.ended_at), m.whole(after, after.ended_at)
    assert now.nobody + now.one + now.several + now.unsure == now.active == was.active
    assert (now.nobody, now.several, now.unsure) == (was.nobody, was.several, 0)
    assert now.one == was.one + was.unsure
    assert now.talk == was.talk + was.unsure
    assert {person: time for person, time in now.floor.items() if time < was.floor[person]} == {}
    if all(part.regime.shares for part in after.parts(after.ended_at)):
        assert sum(now.expected.values()) == now.talk
    assert m.turn_measures(after, after.ended_at) == m.turn_measures(before, before.ended_at)


@given(journals(finishing=False), shares)
def test_items_add_up_to_the_session_as_before(events: list[e.AnyEvent], typed: dict[str, float]) -> None:
    after = folded([*ended(events), e.SharesEntered(id="shares", at=events[-1].at + 200 * SECOND, by="p1", shares=typed)])
    items = {part.item for part in after.parts(after.ended_at)}
    spans = [m.of_item(after, item, after.ended_at) for item in items]
    whole = m.whole(after, after.ended_at)
    assert sum(span.talk for span in spans) == whole.talk
    assert sum(span.active for span in spans) == whole.active


@given(journals(finishing=False), shares)
def test_a_stored_session_comes_to_the_same_and_back_again(events: list[e.AnyEvent], typed: dict[str, float]) -> None:
    stored = result(folded(ended(events))).session
    assume(effective(typed, [person.id for person in stored.people]))
    live = result(
        folded([*ended(events), e.SharesEntered(id="shares", at=events[-1].at + 200 * SECOND, by="p1", shares=typed)])
    ).session
    typed_later = with_shares(stored, typed)
    pieces = len(live.turns) + len(stored.turns) + len(stored.item_changes) + len(stored.in_force)
    for person, time in live.figures.floor.items():
        assert abs(typed_later.figures.floor[person] - time) <= pieces
    for person, time in live.figures.expected.items():
        assert abs(typed_later.figures.expected[person] - time) <= pieces
    assert typed_later.figures.unsure == live.figures.unsure == 0
    assert shareable(typed_later) == entered_time(typed_later) == stored.figures.unsure
    for found in (typed_later, live):
        back = with_shares(found, {})
        assert (back.figures.floor, back.figures.unsure) == (stored.figures.floor, stored.figures.unsure)
        assert [row[:3] for row in _joined(back)] == [row[:3] for row in _joined(stored)]


def test_of_a_stretch_in_which_nobody_was_left_nobody_is_owed_a_share() -> None:
    one = next(iter(people(1)))
    start = e.SessionStarted(id="start", at=0, by="p1", session="s", mentorship="m", me="p1", people=(one,))
    stored = result(folded(ended([start, e.PersonLeft(id="left", at=0, by="p1", person=one.id)]))).session
    typed_later = with_shares(stored, {one.id: 1})
    assert (typed_later.figures.floor, typed_later.figures.expected) == ({one.id: 100 * SECOND}, {one.id: 0})


def _joined(stored: FinishedSession) -> list[tuple[str, int, int, str]]:
    """Its rows, with neighbours that are both unsure as one, whatever was heard of them."""
    rows: list[tuple[str, int, int, str]] = []
    for row in stored.turns:
        row = ("?", *row[1:]) if row[0] in UNSURE_MARKS else row
        if rows and row[0] == "?" == rows[-1][0] and rows[-1][2] == row[1]:
            rows[-1] = ("?", rows[-1][1], row[2], row[3])
        else:
            rows.append(row)
    return rows


def test_entered_again_replaces_what_was_entered_before() -> None:
    events = [_started(), unsure, e.Finished(id="end", at=105 * SECOND, by="p1")]
    stored = result(folded(events)).session
    assert with_shares(with_shares(stored, {"p1": 90, "p2": 10}), {"p1": 40, "p2": 60}) == with_shares(
        stored, {"p1": 40, "p2": 60}
    )


def test_what_was_unsure_can_be_told_from_what_was_keyed() -> None:
    events = [
        _started(),
        e.FloorTaken(id="a", at=0, by="p1", holders=("p1",)),
        e.FloorTaken(id="b", at=60 * SECOND, by=e.PROGRAM, how="unsure"),
        e.Finished(id="end", at=160 * SECOND, by="p1"),
        e.SharesEntered(id="shares", at=170 * SECOND, by="p1", shares={"p1": 40, "p2": 60}),
    ]
    session = folded(events)
    stored = result(session).session
    assert stored.turns == (
        ("p1", 0, 60 * SECOND, "key"),
        ("p1", 60 * SECOND, 100 * SECOND, "entered"),
        ("p2", 100 * SECOND, 160 * SECOND, "entered"),
    )
    assert stored.figures.turns == {"p1": 1, "p2": 0}
    assert known_from(source for *_, source in stored.turns) == "keyed, entered"
    assert known_by(session) == "keyed, entered"
    assert happened(events[-1], session) == "shares entered for what was unsure"


def test_undone_it_is_unsure_again() -> None:
    events: list[e.AnyEvent] = [_started(), unsure, e.Finished(id="end", at=105 * SECOND, by="p1")]
    entered = e.SharesEntered(id="shares", at=110 * SECOND, by="p1", shares={"p1": 1})
    undone = e.Undone(id="undo", at=120 * SECOND, by="p1", event="shares")
    assert m.whole(folded([*events, entered]), 105 * SECOND).unsure == 0
    assert m.whole(folded([*events, entered, undone]), 105 * SECOND).unsure == 100 * SECOND


def test_back_in_the_session_nothing_is_shared_that_was_entered_for_its_end() -> None:
    events = [
        *(_started(), unsure, e.Finished(id="end", at=105 * SECOND, by="p1")),
        e.SharesEntered(id="shares", at=110 * SECOND, by="p1", shares={"p1": 1}),
        e.Undone(id="undo", at=120 * SECOND, by="p1", event="end"),
    ]
    assert m.whole(folded(events), 130 * SECOND).unsure == 125 * SECOND


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([unsure], "when the session is over"),
        ([e.Finished(id="end", at=5 * SECOND, by="p1")], "Nothing of this session is unsure"),
        ([unsure, e.Finished(id="end", at=105 * SECOND, by="p1")], "Nobody of that name"),
    ],
)
def test_it_is_refused_where_there_is_no_ground_for_it(events: list[e.AnyEvent], why: str) -> None:
    with pytest.raises(Refused, match=why):
        c.enter_shares(folded([_started(), *events]), {"nobody": 1}, Stamp("x", 200 * SECOND, 0, "p1"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("40 25 35", {"ada": 40, "grace": 25, "linus": 35}),
        ("40/25/35", {"ada": 40, "grace": 25, "linus": 35}),
        ("40 % : 25 % : 35 %", {"ada": 40, "grace": 25, "linus": 35}),
        ("40 25", {"ada": 40, "grace": 25, "linus": 35}),
        ("Grace 25, Ada 40", {"ada": 40, "grace": 25, "linus": 35}),
        ("otieno 25 linus park 35", {"ada": 40, "grace": 25, "linus": 35}),
        ("33.3 33.3 33.4", {"ada": 33.3, "grace": 33.3, "linus": 33.4}),
        ("100 0 0", {"ada": 100}),
        ("", {}),
        ("  ", {}),
    ],
)
def test_shares_are_read_as_people_type_them(typed: str, meant: dict[str, float]) -> None:
    assert parse_shares(typed, PEOPLE) == pytest.approx(meant)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("40", "1 shares for 3 people"),
        ("40 40 40", "40 \\+ 40 \\+ 40 makes 120"),
        ("Ada 40", "40 makes 40"),
        ("Ada", "needs a number after it"),
        ("Bob 40 Ada 60", "“Bob” is nobody here"),
        ("Ada 40 Ada 60", "stands there twice"),
        ("1 2 3 4", "4 shares for 3 people"),
        ("half and half", "needs a number"),
        ("-5 105 0", "is nobody here"),
    ],
)
def test_what_cannot_be_shares_is_said_in_words(typed: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        parse_shares(typed, PEOPLE)


@given(st.text(max_size=30))
def test_anything_typed_makes_100_or_is_refused(typed: str) -> None:
    try:
        found = parse_shares(typed, PEOPLE)
    except Refused:
        return
    assert not found or sum(found.values()) == pytest.approx(100)


def test_the_preview_says_whose_share_of_what() -> None:
    told = shares_told({"ada": 40, "grace": 60}, PEOPLE, 130 * SECOND)
    assert told == "Ada 40 %, Grace Otieno 60 % of the 2:10 nobody is sure of"
    assert "unsure again" in shares_told({}, PEOPLE, 130 * SECOND)


def _started() -> e.SessionStarted:
    return e.SessionStarted(id="start", at=0, by="p1", session="s", mentorship="m", me="p1", people=people(2))


def test_shares_that_are_no_numbers_share_nothing_out() -> None:
    assert effective({"p1": float("nan"), "p2": float("inf"), "p3": -1, "p4": 0, "stranger": 1}, IDS) == {}
    assert effective({"p1": float("nan"), "p2": 3, "p3": 1}, IDS) == {"p2": Fraction(3, 4), "p3": Fraction(1, 4)}
