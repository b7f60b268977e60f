"""The worked examples give the same figures here, exactly."""

from fractions import Fraction
from typing import Any

import pytest

from mentortui.core import measures as m
from mentortui.core.equality import Evenness, equality, turn_equality
from mentortui.core.floor import Slice, within
from mentortui.core.fold import fold
from mentortui.core.session import Session
from mentortui.core.turn_taking import matrix, opened_and_closed
from tests.core.examples import events_of, ratio, sessions, us


def session_of(example: dict[str, Any]) -> Session:
    session = fold(events_of(example))
    assert session is not None
    return session


def check(span: m.Span, expect: dict[str, Any]) -> None:
    floor = dict(span.floor)
    assert floor == {person: us(time) for person, time in expect["floor_ms"].items()}
    assert span.talk == us(expect["total_floor_ms"])
    assert (span.nobody, span.one) == (us(expect["nobody_ms"]), us(expect["single_ms"]))
    assert (span.several, span.unnamed) == (us(expect["several_ms"]), us(expect["unnamed_several_ms"]))
    assert {p: s / 1000 for p, s in span.expected.items()} == {p: ratio(s) for p, s in expect["expected_ms"].items()}
    has = m.shares(span) or dict.fromkeys(span.floor)
    assert has == {person: ratio(share) for person, share in expect["share"].items()}
    assert m.agreed_shares(span) == {person: ratio(share) for person, share in expect["agreed_share"].items()}
    assert m.distance(span) == ratio(expect["distance"])
    assert m.balance(span) == ratio(expect["balance"])
    assert m.word(span) == expect["band"]
    off = m.off_by(span)
    assert (None if off is None else off / 1000) == pytest.approx(
        None if expect["off_by_ms"] is None else float(ratio(expect["off_by_ms"]) or 0), abs=1e-3
    )
    least = m.least_served(span)
    assert (least and {"person": least[0], "ratio": least[1]}) == (
        expect["least_served"] and expect["least_served"] | {"ratio": ratio(expect["least_served"]["ratio"])}
    )


def check_evenness(found: Evenness | None, expect: dict[str, Any]) -> None:
    """The measures of section 7; nulls where they are undefined."""
    if expect["gini"] is None:
        assert found is None
        return
    assert found is not None
    assert found.evenness == pytest.approx(expect["evenness"], abs=1e-9)
    assert found.gini == ratio(expect["gini_corrected"])
    assert found.gini * Fraction(found.people - 1, found.people) == ratio(expect["gini"])
    assert found.variance == ratio(expect["variance"])


def check_split(parts: list[Slice], expect: dict[str, Any]) -> None:
    """Talk at once divided among those who talk."""
    split = m.split_times(parts, expect["split_ms"])
    total = sum(split.values())
    assert {person: time / 1000 for person, time in split.items()} == {p: ratio(t) for p, t in expect["split_ms"].items()}
    shares = {person: time / total if total else None for person, time in split.items()}
    assert shares == {person: ratio(share) for person, share in expect["split_share"].items()}


@pytest.mark.parametrize("example", sessions(), ids=lambda example: example["id"])
def test_the_session_has_the_figures_of_the_worked_example(example: dict[str, Any]) -> None:
    session, now, expect = session_of(example), us(example["at_ms"]), example["expect"]
    span = m.whole(session, now)
    assert span.active == us(expect["active_ms"])
    gaps = sum(gap.ended - gap.began for gap in session.gaps if not gap.counted)
    assert gaps == us(expect["gap_ms"])
    assert now - span.active - gaps == us(expect["paused_ms"])
    check(span, expect)
    check_split(list(session.parts(now)), expect)
    check_evenness(equality(span), expect)


@pytest.mark.parametrize("example", sessions(), ids=lambda example: example["id"])
def test_who_followed_whom_and_how_even_the_turns_were_is_as_in_the_worked_example(example: dict[str, Any]) -> None:
    session, now, expect = session_of(example), us(example["at_ms"]), example["expect"]
    assert matrix(m.all_turns(session, now), [person.id for person in session.people]) == expect["turn_matrix"]
    counts = [found.count for found in m.turn_measures(session, now).values()]
    check_evenness(turn_equality(counts), expect["turn_equality"])


@pytest.mark.parametrize("example", sessions(), ids=lambda example: example["id"])
def test_the_last_ten_minutes_have_the_figures_of_the_worked_example(example: dict[str, Any]) -> None:
    session, now, expect = session_of(example), us(example["at_ms"]), example["expect"]["window"]
    assert max(0, session.active(now) - m.WINDOW) == us(expect["from_ms"])
    span, until = m.last_ten_minutes(session, now), session.active(now)
    check(span, expect)
    check_split(within(session.parts(now), until - m.WINDOW, until), expect)
    check_evenness(equality(span), expect)


@pytest.mark.parametrize("example", sessions(), ids=lambda example: example["id"])
def test_the_turns_are_those_of_the_worked_example(example: dict[str, Any]) -> None:
    session, now = session_of(example), us(example["at_ms"])
    for person, expect in example["expect"]["turns"].items():
        turns = m.turn_measures(session, now)[person]
        assert turns.count == expect["count"]
        for ours, theirs in (
            (turns.longest, expect["longest_ms"]),
            (turns.current, expect["current_ms"]),
            (turns.mean, expect["mean_ms"]),
            (turns.median, expect["median_ms"]),
            (turns.monologue, expect["monologue_ms"]),
        ):
            assert (None if ours is None else ours / 1000) == (None if theirs is None else ratio(theirs))


@pytest.mark.parametrize("example", [x for x in sessions() if "items" in x], ids=lambda example: example["id"])
def test_each_item_has_the_figures_of_the_worked_example(example: dict[str, Any]) -> None:
    session, now = session_of(example), us(example["at_ms"])
    for item, expect in example["expect"]["items"].items():
        span = m.of_item(session, item, now)
        assert dict(span.floor) == {person: us(time) for person, time in expect["floor_ms"].items()}
        assert m.shares(span) == {person: ratio(share) for person, share in expect["share"].items()}
        assert m.agreed_shares(span) == {person: ratio(share) for person, share in expect["agreed_share"].items()}
        assert m.balance(span) == ratio(expect["balance"])
        assert (span.nobody, span.several) == (us(expect["nobody_ms"]), us(expect["several_ms"]))
        begun = [turn for turn in m.all_turns(session, now) if turn.item == item]
        assert {p: sum(t.person == p for t in begun) for p in expect["turns"]} == expect["turns"]
        ends = opened_and_closed(session.parts(now)).get(item)
        assert (ends and (ends.opened, ends.closed)) == (expect["opened_by"] and (expect["opened_by"], expect["closed_by"]))
