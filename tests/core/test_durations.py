"""How lengths of time are written."""

import pytest

from mentortui.core.durations import HOUR, MINUTE, SECOND, clock, left, left_parts, minutes, minutes_left, minutes_words, steps


@pytest.mark.parametrize(
    ("us", "text"),
    [
        (0, "0:00"),
        (999_999, "0:00"),
        (5 * SECOND, "0:05"),
        (7 * MINUTE + 18 * SECOND, "7:18"),
        (59 * MINUTE + 59 * SECOND, "59:59"),
        (HOUR + 2 * MINUTE + 3 * SECOND, "1:02:03"),
        (-5 * SECOND, "-0:05"),
    ],
)
def test_running_time_is_minutes_and_seconds(us: int, text: str) -> None:
    assert clock(us) == text


@pytest.mark.parametrize(
    ("us", "text"),
    [
        (12 * MINUTE + 53 * SECOND, "12 min"),
        (MINUTE, "1 min"),
        (MINUTE - 1, "under a minute"),
        (0, "0 min"),
    ],
)
def test_what_has_passed_is_cut_down_to_whole_minutes(us: int, text: str) -> None:
    assert minutes_words(us) == text


@pytest.mark.parametrize(
    ("us", "text"),
    [
        (15 * MINUTE, "15 min"),
        (15 * MINUTE - 1, "15 min"),
        (14 * MINUTE + 1, "15 min"),
        (14 * MINUTE, "14 min"),
        (2 * MINUTE + 1, "3 min"),
        (2 * MINUTE, "2:00"),
        (100 * SECOND, "1:40"),
        (0, "0:00"),
        (-130 * SECOND, "+2:10 over"),
    ],
)
def test_what_is_left_is_minutes_until_the_last_two(us: int, text: str) -> None:
    assert left(us) == text


@pytest.mark.parametrize(
    ("us", "text"),
    [
        (5 * MINUTE, "5 min"),
        (5 * MINUTE - SECOND, "5 min"),
        (4 * MINUTE, "4 min"),
        (MINUTE, "1 min"),
        (MINUTE - 1, "under a minute"),
        (1, "under a minute"),
        (0, "0 min"),
        (-SECOND, "0 min"),
    ],
)
def test_where_no_seconds_show_a_minute_is_left_until_it_is_used(us: int, text: str) -> None:
    assert minutes_left(us) == text


def test_a_figure_and_its_words_come_apart() -> None:
    assert left_parts(7 * MINUTE) == ("7", "min left")
    assert left_parts(100 * SECOND) == ("1:40", "left")
    assert left_parts(-130 * SECOND) == ("+2:10", "over")


def test_speaking_time_goes_in_steps_of_ten_seconds() -> None:
    assert [steps(us * SECOND) // SECOND for us in (0, 9, 10, 59, 60)] == [0, 0, 10, 50, 60]
    assert steps(-SECOND) == 0


def test_minutes_are_cut_down() -> None:
    assert [minutes(us * SECOND) for us in (-5, 0, 59, 60, 179)] == [0, 0, 0, 1, 2]
