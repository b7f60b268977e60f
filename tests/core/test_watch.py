"""The question whether somebody still speaks, and what becomes of the time when nobody answers."""

from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core.watch import gap_between, no_longer_asked, patience
from tests.core.helpers import SECOND, Driven


def seconds(driven: Driven, field: str) -> int:
    return int(getattr(m.whole(driven.session, driven.now), field)) // SECOND


def test_after_three_minutes_without_a_sign_it_is_asked_once() -> None:
    driven = Driven()
    driven.do(c.give_to_key, 1)
    driven.wait(179)
    assert driven.session.asked is None
    driven.wait(1)
    assert driven.session.asked is not None
    assert driven.session.asked.holders == ("ada",)


def test_unanswered_the_stretch_is_unsure_from_the_asking_on() -> None:
    driven = Driven()
    driven.do(c.give_to_key, 1)
    driven.wait(240)
    assert driven.session.floor.unsure
    driven.wait(60)
    assert (seconds(driven, "one"), seconds(driven, "unsure")) == (180, 120)


def test_their_own_key_says_yes_and_no_second_is_unsure() -> None:
    driven = Driven()
    driven.do(c.give_to_key, 1)
    driven.wait(200)
    driven.do(c.give_to_key, 1)
    driven.wait(100)
    assert driven.session.asked is None
    assert (seconds(driven, "one"), seconds(driven, "unsure")) == (300, 0)


def test_a_pair_with_long_turns_is_asked_later() -> None:
    driven = Driven(recent_turns=(120 * SECOND,) * 20)
    driven.do(c.give_to_key, 1)
    driven.wait(359)
    assert driven.session.asked is None
    driven.wait(1)
    assert driven.session.asked is not None


def test_after_two_unanswered_it_stops_asking_and_is_unsure_all_the_same() -> None:
    driven = Driven(recent_turns=(20 * SECOND,) * 20)
    for key in (1, 2):
        driven.do(c.give_to_key, key)
        driven.wait(240)
    assert driven.session.unanswered == 2
    driven.do(c.give_to_key, 1)
    driven.wait(180)
    assert driven.session.asked is None
    assert driven.session.floor.unsure
    assert no_longer_asked(driven.session)


def test_silenced_nobody_is_asked_and_the_time_is_unsure_all_the_same() -> None:
    driven = Driven()
    driven.do(c.give_to_key, 1)
    driven.do(c.silence)
    driven.wait(200)
    assert driven.session.asked is None
    assert (seconds(driven, "one"), seconds(driven, "unsure")) == (180, 20)
    driven.do(c.silence)
    driven.do(c.give_to_key, 1)
    driven.wait(600)
    assert driven.session.unanswered == 1


def test_nobody_is_asked_during_a_pause_or_a_silence() -> None:
    driven = Driven()
    driven.do(c.give_to_key, 1)
    driven.do(c.pause_or_resume)
    driven.wait(400)
    driven.do(c.give_to_key, 0)
    driven.wait(400)
    assert driven.session.asked is None
    assert not driven.session.floor.unsure


@pytest.mark.parametrize(
    ("boot", "monotonic", "slept"), [(1, 1, False), (31, 31, True), (3, 1, True), (2.5, 1, False), (3600, 1, True)]
)
def test_a_gap_is_sleep_of_two_seconds_or_half_a_minute_without_a_tick(boot: float, monotonic: float, slept: bool) -> None:
    assert gap_between(0, 0, round(boot * SECOND), round(monotonic * SECOND)) is slept


def test_who_leaves_is_no_longer_asked_about() -> None:
    driven = Driven()
    driven.do(c.give_to_key, 2)
    driven.wait(180)
    driven.do(c.arrive_or_leave, "grace")
    assert driven.session.asked is None


def test_silencing_while_a_question_stands_takes_no_time_from_the_speaker() -> None:
    driven = Driven()
    driven.do(c.give_to_key, 2)
    driven.wait(185)
    driven.do(c.silence)
    driven.wait(60)
    assert seconds(driven, "unsure") == 0


@given(st.lists(st.tuples(st.integers(1, 900), st.sampled_from(["ada", "grace", "both", "nobody"])), max_size=260))
def test_patience_is_that_of_all_turns_though_only_the_last_are_looked_at(said: list[tuple[int, str]]) -> None:
    driven = Driven()
    for seconds_later, who in said:
        holders = {"both": ("ada", "grace"), "nobody": ()}.get(who, (who,))
        driven.now += seconds_later * SECOND
        stamp = driven.stamp()
        driven.events.append(e.FloorTaken(id=stamp.id, at=stamp.at, by=stamp.by, holders=holders))
    session, now = driven.session, driven.now + 7 * SECOND
    closed = [turn.length for turn in m.all_turns(session, now) if not turn.open][-20:]
    assert patience(session, now) == max(180 * SECOND, round(3 * median(closed)) if closed else 0)


def test_a_turn_that_began_before_what_is_looked_at_counts_with_all_its_length() -> None:
    driven = Driven()

    def hold(*holders: str, seconds_long: int) -> None:
        stamp = driven.stamp()
        driven.events.append(e.FloorTaken(id=stamp.id, at=stamp.at, by=stamp.by, holders=holders))
        driven.now += seconds_long * SECOND

    hold("ada", seconds_long=990)
    driven.do(c.go_to, "review")  # an item that begins within the turn cuts what is looked at
    driven.now += 10 * SECOND
    for length in (*[100] * 9, *[500] * 10):
        hold(seconds_long=1)
        hold("ada", seconds_long=length)
    hold(seconds_long=1)
    assert len(driven.session.parts(driven.now)) == 41
    assert patience(driven.session, driven.now) == 3 * 500 * SECOND
