"""How often two meet, and whether that holds."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.heads import DAY
from mentortui.core.rhythm import FEWEST, every_words, passed, rhythm, rhythm_words, state

NOW = round(datetime(2026, 11, 25, 13, 0, tzinfo=UTC).timestamp()) * 1_000_000
HOUR = DAY // 24


def began(*days_ago: float) -> list[int]:
    return [NOW - round(days * DAY) for days in days_ago]


def said(*days_ago: float, planned: float | None = None) -> str:
    found = rhythm(began(*days_ago))
    assert found is not None
    return rhythm_words(found, NOW, None if planned is None else NOW + round(planned * DAY), "Europe/Berlin")


def test_two_sessions_are_no_rhythm_yet() -> None:
    assert rhythm(began(14, 0)) is None
    assert passed(None, NOW) == 0


def test_two_parts_of_one_meeting_are_one() -> None:
    assert rhythm([NOW - 14 * DAY, NOW - 14 * DAY + 2 * HOUR, NOW]) is None


def test_one_session_left_out_does_not_change_how_often_they_meet() -> None:
    assert said(84, 70, 56, 28, 14, 1) == "every 2 weeks, kept"


@pytest.mark.parametrize(
    ("ago", "word"),
    [(5, "every 2 weeks, kept"), (18, "every 2 weeks, kept"), (23, "every 2 weeks, slipping"), (100, "every 2 weeks until Aug")],
)
def test_it_is_kept_with_some_slack_then_slips_and_after_long_it_was(ago: int, word: str) -> None:
    assert said(ago + 28, ago + 14, ago) == word


def test_a_date_within_the_rhythm_keeps_it_and_a_far_one_does_not() -> None:
    assert said(46, 32, 18, planned=0.5) == "every 2 weeks, kept"
    assert said(51, 37, 23, planned=2) == "every 2 weeks, slipping"


def test_it_is_said_in_which_year_it_ended() -> None:
    assert said(428, 414, 400) == "every 2 weeks until Oct 2025"


def test_the_days_since_the_usual_day_are_whole_and_none_while_it_is_kept() -> None:
    assert passed(rhythm(began(51, 37, 23)), NOW) == 9
    assert passed(rhythm(began(33, 19, 5)), NOW) == 0


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "every day"),
        (3, "every 3 days"),
        (6, "every week"),
        (8, "every week"),
        (14, "every 2 weeks"),
        (20, "every 3 weeks"),
        (28, "every month"),
        (61, "every 2 months"),
    ],
)
def test_it_is_said_as_people_say_it(days: int, words: str) -> None:
    assert every_words(days) == words


@given(st.lists(st.integers(0, 2 * 10**15), max_size=12), st.integers(0, 2 * 10**15), st.none() | st.integers(0, 2 * 10**15))
def test_whatever_was_stored_a_rhythm_is_positive_and_its_order_does_not_matter(
    starts: list[int], now: int, planned: int | None
) -> None:
    found = rhythm(starts)
    assert found == rhythm(sorted(starts, reverse=True))
    if len(starts) < FEWEST:
        assert found is None
    if found is not None:
        assert found.every >= 1
        assert found.due > found.last == max(starts)
        assert state(found, now, planned) in ("kept", "slipping", "resting")
        assert rhythm_words(found, now, planned, "no such zone").startswith("every ")
