"""What must hold for agreement, trends, effects, evenness and turn taking, each against the plainest way to say it."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import sqrt
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core import agreeing
from mentortui.core import measures as m
from mentortui.core.agreeing import agree, best_shift, held, moved
from mentortui.core.effect import FEWEST, Episode, effect
from mentortui.core.equality import equality, of_shares, turn_equality
from mentortui.core.floor import within
from mentortui.core.fold import fold
from mentortui.core.recording import Segment
from mentortui.core.trend import added, pooled, slope, theil_sen
from mentortui.core.turn_taking import follows, matrix, opened_and_closed
from mentortui.core.turn_taking import median as middle
from tests.core.helpers import talked
from tests.core.plans import Plan, plans

SECOND = 1_000_000
PEOPLE = "ab"


# evenness


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_of_two_equals_gini_balance_and_variance_say_the_same(one: int, other: int) -> None:
    span = talked({"a": one, "b": other}, {"a": 1, "b": 1})
    found, balance = equality(span), m.balance(span)
    if found is None or balance is None:
        assert one + other == 0
        return
    assert found.gini == 1 - balance
    assert float(found.gini) == pytest.approx(sqrt(4 * found.variance), abs=1e-12)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=9))
def test_evenness_stays_within_its_range_and_reaches_both_ends(counts: list[int]) -> None:
    found = turn_equality(counts)
    if found is None:
        assert len(counts) < 2 or not any(counts)
        return
    n = len(counts)
    assert 0 <= found.evenness <= 1
    assert 0 <= found.gini <= 1
    assert 0 <= found.variance <= Fraction(n - 1, n * n)
    alike, alone = len(set(counts)) == 1, sum(map(bool, counts)) == 1
    assert (found.gini == 0) == (found.variance == 0) == alike
    assert (found.gini == 1) == (found.variance == Fraction(n - 1, n * n)) == alone
    assert not alike or found.evenness == pytest.approx(1)
    assert not alone or found.evenness == 0


def test_the_order_of_shares_and_their_scale_say_nothing() -> None:
    shares = [Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)]
    assert of_shares(shares) == of_shares(shares[::-1])


# a session


@given(plans(longest=300))
def test_what_is_off_is_what_some_had_above_agreed_and_every_turn_follows_one_or_opens(plan: Plan) -> None:
    session, now = fold(plan.events(SECOND)), (plan.length + 7) * SECOND
    assert session is not None
    span, turns = m.whole(session, now), m.all_turns(session, now)
    distance = m.distance(span)
    if distance is not None:
        above = sum((max(Fraction(0), span.floor[who] - span.expected.get(who, 0)) for who in span.floor), Fraction(0))
        assert distance * span.talk == above
    rows = matrix(turns, [person.id for person in session.people])
    assert sum(sum(row.values()) for row in rows.values()) == sum(one.after is not None for one in follows(turns))
    assert sum(one.after is None for one in follows(turns)) == len([turn for turn in turns if turn.start == turns[0].start])


@given(plans(longest=300))
def test_who_opens_and_who_closes_an_item_is_who_holds_the_floor_first_and_last_in_it(plan: Plan) -> None:
    session, now = fold(plan.events(SECOND)), (plan.length + 7) * SECOND
    assert session is not None
    parts = session.parts(now)
    ends = opened_and_closed(parts)
    for item in {part.item for part in parts}:
        holding = [part.floor.holders for part in parts if part.item == item and part.floor.holders]
        assert (item in ends) == bool(holding)
        if holding:
            assert ends[item].opened in holding[0]
            assert ends[item].closed in holding[-1]


@given(plans(longest=300), st.data())
def test_spans_that_touch_add_up_and_pooled_shares_are_those_of_the_sum(plan: Plan, data: st.DataObject) -> None:
    session, now = fold(plan.events(SECOND)), (plan.length + 7) * SECOND
    assert session is not None
    parts, ids, until = session.parts(now), [person.id for person in session.people], session.active(now)
    cuts = sorted({0, until, *data.draw(st.lists(st.integers(0, until), max_size=4))})
    spans = [m.measure(within(parts, start, end), ids) for start, end in pairwise(cuts)]
    whole, total = m.measure(parts, ids), added(spans)
    assert (total.active, total.floor, total.nobody, total.several) == (whole.active, whole.floor, whole.nobody, whole.several)
    assert {who: time for who, time in total.expected.items() if time} == {who: t for who, t in whole.expected.items() if t}
    assert m.shares(pooled(spans).span) == m.shares(whole)


@given(st.lists(st.integers(-5, 5), max_size=9))
def test_the_median_is_the_middle_or_the_mean_of_two(values: list[int]) -> None:
    assert middle(values) == (Fraction(median(map(Fraction, values))) if values else None)


# keys against a recording


@st.composite
def timelines(draw: st.DrawFn) -> list[Segment]:
    """Turns of two, in tenths of a second, each person's own apart."""
    found: list[Segment] = []
    for person in PEOPLE:
        at = draw(st.integers(0, 20))
        for length, pause in draw(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), max_size=4)):
            found.append(Segment(at * 100_000, (at + length) * 100_000, person))
            at += length + pause
    return found


def at_each_step(turns: Iterable[Segment], steps: Iterable[int]) -> list[frozenset[str]]:
    """Who holds the floor in each tenth of a second."""
    known = list(turns)
    return [frozenset(turn.person for turn in known if turn.start <= step * 100_000 < turn.end) for step in steps]


@given(timelines(), timelines(), st.sampled_from([0, 200_000, 1_000_000]))
def test_agreement_is_what_counting_tenths_of_seconds_comes_to(heard: list[Segment], keyed: list[Segment], collar: int) -> None:
    steps = range(-10, 260)
    edges = [edge for turn in heard for edge in (turn.start, turn.end)]
    seen = [n for n in steps if not any(edge - collar <= n * 100_000 < edge + collar for edge in edges)]
    pairs = list(zip(at_each_step(heard, seen), at_each_step(keyed, seen), strict=True))
    found = agree(heard, keyed, PEOPLE, collar)
    either, same = sum(bool(one | other) for one, other in pairs), sum(bool(one) and one == other for one, other in pairs)
    assert found.time == (Fraction(same, either) if either else 0)
    assert found.scored == sum(len(one) for one, _ in pairs) * 100_000
    missed = sum(max(0, len(one) - len(other)) for one, other in pairs)
    false = sum(max(0, len(other) - len(one)) for one, other in pairs)
    confused = sum(min(len(one), len(other)) - len(one & other) for one, other in pairs)
    assert (found.missed, found.false, found.confused) == (missed * 100_000, false * 100_000, confused * 100_000)
    assert found.error == (Fraction(missed + false + confused, found.scored // 100_000) if found.scored else None)


@given(timelines(), timelines(), st.integers(-40, 40))
def test_the_shift_is_the_one_that_agrees_best_of_all_of_them(heard: list[Segment], keyed: list[Segment], off: int) -> None:
    keyed = moved(keyed, off * 70_000)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(agreeing, "FURTHEST", 2_000_000)
        patched.setattr(agreeing, "STEP", 100_000)
        found = best_shift(heard, keyed)
    levels = {shift: agree(heard, moved(keyed, shift), PEOPLE).time for shift in range(-2_000_000, 2_000_001, 100_000)}
    assert levels[found] == max(levels.values())
    if heard and keyed:
        assert abs(found) == min(abs(shift) for shift, level in levels.items() if level == max(levels.values()))


@given(timelines(), st.integers(-1000, 1000))
def test_keys_that_are_late_by_the_same_everywhere_agree_wholly_once_they_are_moved(heard: list[Segment], late: int) -> None:
    if not heard:
        return
    keyed = moved(heard, late * 100_000)
    assert agree(heard, moved(keyed, best_shift(heard, keyed)), PEOPLE).time == 1


@given(timelines())
def test_held_is_the_same_floor_and_never_nobody(turns: list[Segment]) -> None:
    stretches = held(turns)
    assert all(people for _, _, people in stretches)
    again = [Segment(start, end, person) for start, end, people in stretches for person in people]
    assert at_each_step(again, range(260)) == at_each_step(turns, range(260))


# over sessions

POINTS = st.lists(st.tuples(st.integers(0, 400), st.integers(-50, 50).map(Fraction)), min_size=1, max_size=30)


@given(POINTS, st.integers(-20, 20), st.integers(1, 5))
def test_a_trend_moves_with_its_points_and_no_order_matters(points: list[tuple[int, Fraction]], by: int, scale: int) -> None:
    found = theil_sen(points)
    if found is None:
        assert len({day for day, _ in points}) == 1
        return
    slopes = [Fraction(b - a, e - d) for (d, a), (e, b) in _pairs(points) if d != e]
    assert found.middle == median(slopes) * 30
    assert found.low <= found.middle <= found.high
    line = theil_sen([(day, off + by * day) for day, off in points])
    scaled = theil_sen([(day, off * scale) for day, off in points])
    down = theil_sen([(day, -off) for day, off in points])
    assert line is not None
    assert scaled is not None
    assert down is not None
    assert line.middle == found.middle + by * 30
    assert (scaled.middle, scaled.low, scaled.high) == (found.middle * scale, found.low * scale, found.high * scale)
    assert down.middle == -found.middle


@given(POINTS)
def test_a_trend_is_there_from_eight_sessions_and_sixty_days_on(points: list[tuple[int, Fraction]]) -> None:
    days = [day for day, _ in points]
    enough = len(points) >= 8 and max(days) - min(days) >= 60
    assert (slope(points) is not None) == enough
    assert slope(points) == slope(points[::-1])


PART = st.integers(0, 100).map(lambda n: Fraction(n, 100))


@given(st.lists(st.builds(Episode, st.booleans(), PART, PART), max_size=40))
def test_nothing_is_said_of_prompts_below_ten_of_each_and_then_the_middle_of_all_differences(
    found: list[Episode],
) -> None:
    told = effect(found)
    shown, withheld = ([one.change for one in found if one.shown is which] for which in (True, False))
    assert (told.shown, told.withheld) == (len(shown), len(withheld))
    if min(len(shown), len(withheld)) < FEWEST:
        assert told.difference is told.low is told.high is None
        assert not told.clear
        return
    assert told.difference == median(one - other for one in shown for other in withheld)
    assert told.low is not None
    assert told.high is not None
    assert told.low <= told.difference <= told.high


def _pairs(points: Sequence[tuple[int, Fraction]]) -> list[tuple[tuple[int, Fraction], tuple[int, Fraction]]]:
    return [(one, other) for place, one in enumerate(points) for other in points[place + 1 :]]
