"""The number row as its keys are pressed, on the keyboards that are known and on others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.number_row import PLAIN, ROWS, digit_of, next_question, row_of


def press(row: str) -> str:
    """What someone with that keyboard sends until nothing more is asked."""
    heard = ""
    while (digit := next_question(heard)) is not None:
        heard += row[digit - 1]
    return heard


@pytest.mark.parametrize("name", ROWS)
def test_a_known_keyboard_is_told_by_at_most_two_keys(name: str) -> None:
    heard = press(ROWS[name])
    assert len(heard) <= 2
    assert row_of(heard) == ROWS[name]


def test_a_keyboard_that_sends_digits_is_asked_once() -> None:
    assert press(PLAIN) == "1"


@pytest.mark.parametrize("heard", ["x", "é", "王", "1x", "&x", "+x", "[/]", "\x1b"])
def test_an_unknown_keyboard_is_asked_nothing_more_than_two_keys(heard: str) -> None:
    assert next_question(heard) is None


@given(st.text(max_size=20))
def test_any_keys_end_in_a_row_or_in_none(heard: str) -> None:
    assert next_question(heard) in (*range(11), None)
    assert row_of(heard) in (*ROWS.values(), None)


@pytest.mark.parametrize("name", ROWS)
def test_each_key_of_a_row_is_its_digit_and_a_digit_is_itself(name: str) -> None:
    row = ROWS[name]
    assert len({*row}) == len(row) == 10
    assert [digit_of(key, row) for key in row] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]
    assert [digit_of(key, row) for key in PLAIN] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]


@pytest.mark.parametrize("character", [None, "", "x", "²", "٣"])
def test_another_key_is_no_digit(character: str | None) -> None:
    assert digit_of(character, ROWS["fr"]) is None


def test_a_row_of_another_length_gives_no_key_a_meaning_but_digits() -> None:
    assert digit_of("&", "&é") is None
    assert digit_of("3", "&é") == 3
