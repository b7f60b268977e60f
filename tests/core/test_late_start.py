"""A session that is started in the program after it has begun."""

from datetime import UTC, datetime

import pytest

from mentortui.core.commands import Refused
from mentortui.core.late_start import MINUTE, is_late, late_words, parse_start, start_words

PLANNED = round(datetime(2026, 11, 26, 14, 0, tzinfo=UTC).timestamp()) * 1_000_000
NOW = PLANNED + 8 * MINUTE
BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(("minutes", "late"), [(-5, False), (0, False), (7, False), (8, True), (180, True), (181, False)])
def test_it_is_asked_from_eight_minutes_on_and_not_for_another_session(minutes: int, late: bool) -> None:
    assert is_late(PLANNED, PLANNED + minutes * MINUTE) is late
    assert not is_late(None, NOW)


def test_it_says_both_times() -> None:
    assert late_words(PLANNED, NOW, BERLIN) == "Planned 15:00, now 15:08."


@pytest.mark.parametrize(
    ("words", "ago"),
    [("", 8), ("n", 0), ("now", 0), ("15:05", 3), ("@15:05", 3), ("-5:00", 5), ("-90", 1.5), ("−1:30", 1.5), ("14:30", 38)],
)
def test_it_began_as_planned_now_or_at_a_typed_time(words: str, ago: float) -> None:
    assert parse_start(words, PLANNED, NOW, BERLIN) == NOW - round(ago * MINUTE)


@pytest.mark.parametrize("words", ["16:00", "soon", "25:99", "-99:00:00", "5"])
def test_the_future_and_what_is_no_time_are_refused(words: str) -> None:
    with pytest.raises(Refused):
        parse_start(words, PLANNED, NOW, BERLIN)


def test_what_was_understood_in_words() -> None:
    assert start_words(PLANNED, NOW, BERLIN) == "began 15:00, 8 min ago"
    assert start_words(NOW, NOW, BERLIN) == "begins now"
    assert start_words(NOW - 1, NOW, "Nowhere/Land") == "began 14:07"
