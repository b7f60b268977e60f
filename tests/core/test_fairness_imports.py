"""The worked examples of recordings: turns as an ideal person at the keys would have made them, and every figure of theirs."""

from fractions import Fraction
from itertools import count
from typing import Any

import pytest

from mentortui.core import measures as m
from mentortui.core.equality import equality, turn_equality
from mentortui.core.fold import fold
from mentortui.core.imported import Occasion, events_of
from mentortui.core.people import Participant
from mentortui.core.recording import Heard, Segment, hear
from mentortui.core.turn_taking import matrix, median, onsets, response_gaps
from tests.core.examples import load, ratio, us
from tests.core.test_fairness_examples import check, check_evenness, check_split

EXAMPLES = [example for example in load()["examples"] if "segments" in example]


def heard(example: dict[str, Any]) -> Heard:
    return hear(Segment(us(start), us(end), person) for person, start, end in example["segments"])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_what_was_heard_becomes_the_turns_of_the_worked_example(example: dict[str, Any]) -> None:
    found, expect = heard(example), example["expect"]
    people = [person["id"] for person in example["people"]]
    assert [[turn.person, turn.start, turn.end] for turn in found.turns] == [[p, us(s), us(e)] for p, s, e in expect["turn_list"]]
    assert {person: found.speaking(person) for person in people} == {p: us(t) for p, t in expect["speaking_ms"].items()}
    listening = {person: [one for one in found.backchannels if one.person == person] for person in people}
    assert {p: {"count": len(mine), "ms": sum(one.end - one.start for one in mine) // 1000} for p, mine in listening.items()} == (
        expect["backchannels"]
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_how_the_floor_went_over_is_as_in_the_worked_example(example: dict[str, Any]) -> None:
    found, expect = heard(example), example["expect"]
    began = [
        {"by": one.by, "over": one.over, "at_ms": one.at // 1000, "took_floor": one.took_floor}
        for one in onsets(found.turns, found.spoken)
    ]
    assert began == expect["overlap_onsets"]
    gaps = response_gaps(found.turns)
    assert gaps == [us(gap) for gap in expect["response_gaps_ms"]]
    middle = median(gaps)
    assert (None if middle is None else middle / 1000) == ratio(expect["response_gap_median_ms"])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_a_session_made_of_it_has_the_figures_of_the_worked_example(example: dict[str, Any]) -> None:
    people = tuple(
        Participant(id=person["id"], name=person["id"], role=person["role"], key=key)
        for key, person in enumerate(example["people"], 1)
    )
    ids = count()
    occasion = Occasion(session="s", mentorship="m", me=people[0].id, people=people, began=0, number=1)
    now, expect = us(example["at_ms"]), example["expect"]
    session = fold(events_of(heard(example), occasion, lambda: f"e{next(ids)}", end=now))
    assert session is not None
    assert session.ended_at == now
    span, turns = m.whole(session, now), m.turn_measures(session, now)
    assert span.active == us(expect["active_ms"])
    check(span, expect)
    check_split(list(session.parts(now)), expect)
    check_evenness(equality(span), expect)
    check_evenness(turn_equality(found.count for found in turns.values()), expect["turn_equality"])
    check(m.last_ten_minutes(session, now), expect["window"])
    assert matrix(m.all_turns(session, now), [person.id for person in people]) == expect["turn_matrix"]
    for person, wanted in expect["turns"].items():
        mine = turns[person]
        assert (mine.count, mine.current) == (wanted["count"], wanted["current_ms"])
        told: list[tuple[int | Fraction | None, Any]] = [
            (mine.longest, wanted["longest_ms"]),
            (mine.mean, wanted["mean_ms"]),
            (mine.median, wanted["median_ms"]),
            (mine.monologue, wanted["monologue_ms"]),
        ]
        for ours, theirs in told:
            assert (None if ours is None else Fraction(ours, 1000)) == ratio(theirs)
