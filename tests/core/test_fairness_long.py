"""Worked examples beyond one session: keys against a recording, sessions over time, what prompts changed, which balance."""

from fractions import Fraction
from math import isclose, log2, sqrt
from typing import Any

import pytest

from mentortui.core import measures as m
from mentortui.core.agreeing import Match, agree, best_shift, moved
from mentortui.core.effect import Episode, effect
from mentortui.core.equality import of_shares
from mentortui.core.recording import Segment
from mentortui.core.trend import pooled, slope, theil_sen
from tests.core.examples import load, ratio, us
from tests.core.helpers import talked

FILE = load()
KEYED = FILE["agreement_examples"]
TRENDS = [example for example in FILE["long_term_examples"] if "days" in example]
POOLED = [example for example in FILE["long_term_examples"] if "sessions" in example]
BEFORE_Q2 = "2026-04"


def turns(found: list[tuple[str, int, int]]) -> list[Segment]:
    return [Segment(us(start), us(end), person) for person, start, end in found]


def check_agreement(found: Match, expect: dict[str, Any]) -> None:
    assert found.time == ratio(expect["time_agreement"])
    assert found.error == ratio(expect["error_rate"])
    assert (found.missed, found.false, found.confused, found.scored) == tuple(
        us(expect[f"{what}_ms"]) for what in ("missed", "false_alarm", "confusion", "scored")
    )
    apart = expect["share_difference"]
    assert found.apart == (None if apart is None else {person: ratio(part) for person, part in apart.items()})
    assert found.most_apart == ratio(expect["largest_share_difference"])


@pytest.mark.parametrize("example", KEYED, ids=lambda example: example["id"])
def test_keys_and_recording_agree_as_in_the_worked_example(example: dict[str, Any]) -> None:
    heard, keyed, people = turns(example["transcript_turns"]), turns(example["keyed_turns"]), example["people"]
    expect = dict(example["expect"])
    if "best_shift_ms" in expect:
        assert best_shift(heard, keyed) == us(expect.pop("best_shift_ms"))
    for called, wanted in expect.items():
        if "after" in called:
            check_agreement(agree(heard, moved(keyed, best_shift(heard, keyed)), people), wanted)
        else:
            check_agreement(agree(heard, keyed, people, us(int(called.removeprefix("collar_")))), wanted)


@pytest.mark.parametrize("example", TRENDS, ids=lambda example: example["id"])
def test_a_trend_is_the_one_of_the_worked_example(example: dict[str, Any]) -> None:
    points = [(day, Fraction(off)) for day, off in zip(example["days"], example["deviation_points"], strict=True)]
    found = theil_sen(points)
    assert found is not None
    assert (found.middle, found.low, found.high) == tuple(
        ratio(example["expect"][key]) for key in ("slope_per_30_days", "low", "high")
    )
    assert found.clear == (example["id"] == "rising")
    assert slope(reversed(points)) == found


def span_of(session: dict[str, Any]) -> m.Span:
    floor = {person: us(time) for person, time in session["floor_ms"].items()}
    expected = {person: (ratio(time) or Fraction(0)) * 1000 for person, time in session["expected_ms"].items()}
    talk = sum(floor.values())
    return m.Span(
        active=talk,
        floor=floor,
        expected=expected,
        nobody=0,
        one=talk,
        several=0,
        unnamed=0,
        unsure=0,
        in_force={person: time / talk for person, time in expected.items()},
    )


@pytest.mark.parametrize("example", POOLED, ids=lambda example: example["id"])
def test_sessions_added_up_are_those_of_the_worked_example(example: dict[str, Any]) -> None:
    assert example["expect"]
    for called, expect in example["expect"].items():
        chosen = [
            session
            for session in example["sessions"]
            if called == "all"
            or (called == "kind_regular" and session["kind"] == "regular")
            or (called.startswith("quarter") and session["date"] < BEFORE_Q2)
        ]
        found = pooled(span_of(session) for session in chosen)
        assert found.sessions == expect["sessions"]
        assert m.shares(found.span) == {person: ratio(share) for person, share in expect["share"].items()}
        assert m.agreed_shares(found.span) == {person: ratio(share) for person, share in expect["agreed_share"].items()}
        assert (found.balance, found.usual) == (ratio(expect["balance_pooled"]), ratio(expect["balance_median"]))


@pytest.mark.parametrize("example", FILE["effect_examples"], ids=lambda example: example["id"])
def test_what_prompts_changed_is_as_in_the_worked_example(example: dict[str, Any]) -> None:
    episodes = [
        Episode(one["shown"], ratio(one["before"]) or Fraction(0), ratio(one["after"]) or Fraction(0))
        for one in example["episodes"]
    ]
    found, expect = effect(episodes), example["expect"]
    assert (found.shown, found.withheld) == (expect["shown"], expect["withheld"])
    assert found.change_shown == ratio(expect["median_change_shown"])
    assert found.change_withheld == ratio(expect["median_change_withheld"])
    for ours, theirs in ((found.difference, "difference"), (found.low, "low"), (found.high, "high")):
        assert ours == ratio(expect.get(theirs))


def jensen_shannon(p: list[float], q: list[float]) -> float:
    """The distance, with logarithms to the base 2, so that it lies within 0..1."""

    def apart(one: list[float], other: list[float]) -> float:
        return sum(a * log2(a / b) for a, b in zip(one, other, strict=True) if a)

    between = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
    return sqrt((apart(p, between) + apart(q, between)) / 2)


def atkinson_half(shares: list[float]) -> float:
    """The index at aversion one half."""
    n = len(shares)
    return 1 - (sum(sqrt(share) for share in shares) / n) ** 2 * n


@pytest.mark.parametrize("example", FILE["index_examples"], ids=lambda example: example["situation"])
def test_the_balance_and_those_it_was_chosen_among_are_as_the_table_has_them(example: dict[str, Any]) -> None:
    has, agreed = ([ratio(share) or Fraction(0) for share in example[key]] for key in ("share", "agreed"))
    people, unit = [f"p{n}" for n in range(len(has))], 10**9
    weights = {person: round(share * 180) for person, share in zip(people, agreed, strict=True)}
    span = talked({person: int(share * 360 * unit) for person, share in zip(people, has, strict=True)}, weights)
    expect = example["expect"]
    distance, even = m.distance(span), of_shares(has)
    assert distance is not None
    assert even is not None
    assert m.balance(span) == ratio(expect["balance"])
    assert 1 - distance == ratio(expect["one_minus_distance"])
    assert 1 - even.gini == ratio(expect["one_minus_gini_corrected"])
    assert isclose(even.evenness, expect["evenness"], abs_tol=1e-9)
    least = m.least_served(span)
    assert (least and least[1]) == ratio(expect["least_served_ratio"])
    p, q = [float(share) for share in has], [float(share) for share in agreed]
    assert isclose(1 - jensen_shannon(p, q), expect["one_minus_js_distance"], abs_tol=1e-9)
    assert isclose(1 - atkinson_half(p), expect["one_minus_atkinson_half"], abs_tol=1e-9)
