"""When the word of the balance may be said, and how the figures of a session, live or stored, are told."""

from fractions import Fraction

import pytest

from mentortui.core import commands as c
from mentortui.core import measures as m
from mentortui.core.people import Agreement
from mentortui.core.words import (
    joined,
    known_by,
    known_from,
    may_judge,
    off_by_words,
    session_called,
    session_titled,
    told_shares,
)
from tests.core.helpers import SECOND, Driven, talked

AGREED = Agreement(roles={"mentor": 40, "mentee": 60})


def span(ada: int, grace: int, *, people: tuple[str, ...] = ("ada", "grace")) -> m.Span:
    """Seconds of talk of each, agreed 40 : 60."""
    weights = {"ada": 40, "grace": 60} if len(people) == 2 else {"ada": 1}
    return talked({"ada": ada * SECOND, "grace": grace * SECOND}, weights)


def test_what_was_agreed_is_judged_from_a_minute_of_talk_on() -> None:
    assert may_judge(AGREED, span(30, 30))
    assert not may_judge(AGREED, span(30, 29))
    assert not may_judge(AGREED, span(0, 0))


def test_no_share_is_told_before_it_may_be_judged() -> None:
    assert told_shares(span(30, 29)) is None
    assert told_shares(span(30, 30)) == {"ada": Fraction(1, 2), "grace": Fraction(1, 2)}
    assert told_shares(span(0, 0)) is None


def test_a_first_meeting_has_no_number() -> None:
    assert session_called("first", 1) == "first meeting"
    assert session_called("regular", 14) == "regular session 14"
    assert session_called("book", 2, "Book club") == "Book club 2"
    assert session_called("", 2) == "session 2"


def test_a_title_somebody_gave_stands_behind_what_a_session_is_called() -> None:
    assert session_titled("regular", 14, "Chapter 4") == "regular session 14 · Chapter 4"
    assert session_titled("regular", 14, "Regular session") == session_titled("regular", 14, "") == "regular session 14"
    assert session_titled("first", 1, "First meeting") == "first meeting"
    assert session_titled("book", 2, "Book club") == "Book club 2"


def test_what_would_have_to_move_is_nobodys_alone_where_three_are() -> None:
    three = talked({"ada": 300 * SECOND, "grace": 60 * SECOND, "kofi": 40 * SECOND}, {"ada": 40, "grace": 30, "kofi": 30})
    assert off_by_words(three, str.capitalize) == "2:20 would have to move to be exactly as agreed"


def test_equal_by_default_is_no_agreement() -> None:
    assert not may_judge(None, span(300, 300))


def test_one_person_alone_is_never_judged() -> None:
    assert not may_judge(AGREED, span(300, 0, people=("ada",)))


@pytest.mark.parametrize(
    ("ada", "grace", "told"),
    [
        (60, 90, ""),
        (101, 99, "21 s more for Grace would be exactly as agreed"),
        (0, 200, "80 s more for Ada would be exactly as agreed"),
        (500, 0, "5:00 more for Grace would be exactly as agreed"),
    ],
)
def test_what_would_be_exactly_as_agreed_is_told_in_time(ada: int, grace: int, told: str) -> None:
    assert off_by_words(span(ada, grace), str.capitalize) == told


def test_a_source_is_told_once_and_what_the_program_did_is_none() -> None:
    assert known_from(["mended", "key", "key", "program"]) == "keyed, mended"
    assert known_from(["program"]) == known_from([]) == ""


def test_a_session_under_way_is_known_by_its_changes_of_floor() -> None:
    driven = Driven()
    assert known_by(driven.session) == ""
    driven.do(c.give_floor, "ada")
    assert known_by(driven.session) == "keyed"


@pytest.mark.parametrize(("names", "told"), [((), ""), (("A",), "A"), (("A", "B"), "A and B"), (("A", "B", "C"), "A, B and C")])
def test_names_are_joined_as_one_says_them(names: tuple[str, ...], told: str) -> None:
    assert joined(names) == told
