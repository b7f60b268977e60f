"""How the floor went from one to another, in words that describe."""

import re

import msgspec
import pytest

from mentortui.core import events as e
from mentortui.core.fold import fold
from mentortui.core.people import Participant
from mentortui.core.records import Recorded
from mentortui.core.result import result
from mentortui.core.session import Session
from mentortui.core.why import Why, sections
from mentortui.core.why_session import why_now, why_stored
from mentortui.core.why_turns import turns_now, turns_stored
from tests.core.helpers import ADA, GRACE, LINUS, SECOND, WALL, Driven

NEVER = re.compile(r"dominat|interrupt|too much|unfair|\bscore|\bgood\b|\bbad\b", re.IGNORECASE)


def talk(*holders: tuple[str, ...], people: tuple[Participant, ...] = (ADA, GRACE, LINUS)) -> Session:
    """Each for ten seconds; the first item changes after the third."""
    driven = Driven(*people)
    events = driven.events
    events.append(e.ItemStarted(id="i1", at=0, wall=WALL, by="ada", item="checkin"))
    for number, people_then in enumerate(holders):
        at = number * 10 * SECOND
        if number == 3:
            events.append(e.ItemStarted(id="i2", at=at, wall=WALL + at, by="ada", item="review"))
        events.append(e.FloorTaken(id=f"f{number}", at=at, wall=WALL + at, by="ada", holders=people_then))
    end = len(holders) * 10 * SECOND
    made = fold([*events, e.Finished(id="end", at=end, wall=WALL + end, by="ada")])
    assert made is not None
    return made


def one(found: tuple[Why, ...], key: str) -> Why:
    return next(why for why in found if why.key == key)


def test_with_three_it_says_who_spoke_after_whom() -> None:
    made = talk(("ada",), ("grace",), ("ada",), ("grace",), ("linus",), (), ("linus",))
    rows = one(turns_now(made, made.ended_at), "follows").inputs
    assert [(row.name, row.value, row.about) for row in rows] == [
        ("Ada", "after Grace once", ""),
        ("Grace", "after Ada 2 times", ""),
        ("Linus", "after Grace once", "again after a silence once"),
    ]


def test_of_two_it_says_nothing_that_their_turns_do_not_say() -> None:
    made = talk(("ada",), ("grace",), ("ada",), people=(ADA, GRACE))
    assert "follows" not in [why.key for why in turns_now(made, made.ended_at)]


def test_who_began_while_another_had_the_floor_is_told_with_how_it_went_on() -> None:
    made = talk(("ada",), ("ada", "grace"), ("grace",), ("grace", "linus"), ("grace",))
    rows = one(turns_now(made, made.ended_at), "joined").inputs
    assert [(row.name, row.value, row.about) for row in rows] == [
        ("Grace", "while Ada had the floor once", "had it longer once"),
        ("Linus", "while Grace had the floor once", ""),
    ]


def test_who_opened_and_closed_each_item_is_told() -> None:
    made = talk(("ada",), ("grace",), ("ada",), ("grace",), ("ada",), ("grace",))
    found = one(turns_now(made, made.ended_at), "opened")
    assert [(row.name, row.value, row.about) for row in found.inputs] == [
        ("Check-in", "Ada opened", "Ada closed"),
        ("Code review", "Grace opened", "Grace closed"),
    ]
    assert found.said == ("Ada opened 1 of 2 items",)


def test_nobody_has_closed_the_item_under_way() -> None:
    driven = Driven(ADA, GRACE)
    driven.events.append(e.ItemStarted(id="i1", at=0, wall=WALL, by="ada", item="checkin"))
    driven.events.append(e.FloorTaken(id="f1", at=0, wall=WALL, by="ada", holders=("ada",)))
    driven.events.append(e.ItemStarted(id="i2", at=10 * SECOND, wall=WALL, by="ada", item="review"))
    driven.events.append(e.FloorTaken(id="f2", at=10 * SECOND, wall=WALL, by="ada", holders=("grace",)))
    made = fold(driven.events)
    assert made is not None
    assert [(row.name, row.about) for row in one(turns_now(made, 20 * SECOND), "opened").inputs] == [
        ("Check-in", "Ada closed"),
        ("Code review", "Grace last so far"),
    ]


def test_where_nobody_spoke_there_is_nothing_to_tell() -> None:
    made = talk((), ())
    assert turns_now(made, made.ended_at) == ()


def test_a_stored_session_tells_the_same_and_what_only_its_recording_knows() -> None:
    made = talk(("ada",), ("ada", "grace"), ("grace",), ("linus",), ("grace",))
    record = result(made).session
    assert turns_stored(record) == turns_now(made, made.ended_at)
    recorded = Recorded(questions=3, pauses=(4_000_000, 500_000))
    with_recording = msgspec.structs.replace(record, recorded=recorded)
    pauses = one(turns_stored(with_recording), "pauses")
    assert pauses.said == ("3 turns ended in a question",)
    assert [(row.name, row.value) for row in pauses.inputs] == [("3 s and more of quiet", "1 of 2"), ("usually", "2.2 s")]
    assert "joined" not in [why.key for why in turns_stored(with_recording)]


@pytest.mark.parametrize("stored", [False, True])
def test_it_stands_beside_the_other_figures_in_words_that_describe(stored: bool) -> None:
    made = talk(("ada",), ("ada", "grace"), ("grace",), ("linus",), ("grace",), ("ada",), ("linus",))
    found = why_stored(result(made).session) if stored else why_now(made, made.ended_at)
    assert {"follows", "joined", "opened"} <= {why.key for why in found}
    for section in sections(found):
        for line in section.lines:
            assert not NEVER.search(f"{line.lead} {line.text} {line.tail}")
            assert len(line.text) < 76
