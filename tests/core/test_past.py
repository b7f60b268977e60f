"""A session that is written down afterwards."""

from contextlib import suppress
from datetime import date, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.commands import Refused
from mentortui.core.past import (
    Told,
    item_typed,
    logged,
    overlapping,
    past_day,
    past_minutes,
    past_time,
    shares_typed,
    there,
    who_was_there,
)
from mentortui.core.records import Member, Mentorship
from mentortui.core.sharing import in_order

TODAY = date(2026, 11, 25)  # a Wednesday
MINUTE = 60_000_000
PEOPLE = (
    Member(id="ada", name="Ada", role="mentor"),
    Member(id="grace", name="Grace Otieno", role="mentee"),
    Member(id="linus", name="Linus Park", role="mentee"),
)
PAIR = Mentorship(id="m", slug="grace", part="mentor", me="ada", people=PEOPLE[:2])
GROUP = Mentorship(id="m", slug="group", part="mentor", me="ada", people=PEOPLE)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("", TODAY),
        ("today", TODAY),
        ("yesterday", date(2026, 11, 24)),
        ("3 days ago", date(2026, 11, 22)),
        ("a week ago", date(2026, 11, 18)),
        ("2 weeks ago", date(2026, 11, 11)),
        ("tue", date(2026, 11, 24)),
        ("thu", date(2026, 11, 19)),
        ("last thu", date(2026, 11, 19)),
        ("wed", TODAY),
        ("last wed", date(2026, 11, 18)),
        ("12 nov", date(2026, 11, 12)),
        ("thu 12 nov", date(2026, 11, 12)),
        ("3 dec", date(2025, 12, 3)),
        ("12.11.", date(2026, 11, 12)),
        ("2025-03-01", date(2025, 3, 1)),
    ],
)
def test_days_are_read_looking_back(words: str, day: date) -> None:
    assert past_day(words, TODAY) == day


@pytest.mark.parametrize("words", ["tomorrow", "2027-01-01", "in 3 days", "3d", "next week", "12 dec 2026"])
def test_a_day_to_come_is_refused_in_a_sentence(words: str) -> None:
    with pytest.raises(Refused, match="still to come"):
        past_day(words, TODAY)


@given(st.text(max_size=20))
def test_no_words_are_a_day_to_come_and_nothing_but_a_refusal_is_raised(words: str) -> None:
    with suppress(Refused):
        assert past_day(words, TODAY) <= TODAY


def test_a_day_that_is_another_weekday_is_refused() -> None:
    with pytest.raises(Refused, match="Thu 12 Nov is not a Mon"):
        past_day("mon 12 nov", TODAY)


@given(st.integers(0, 3000))
def test_days_ago_count_back(days: int) -> None:
    assert past_day(f"{days} days ago", TODAY) == TODAY - timedelta(days=days)


def test_times_and_minutes() -> None:
    assert past_time("15:00", TODAY) == past_time("3pm", TODAY) == past_time("15", TODAY) == time(15)
    assert (past_minutes(""), past_minutes("45"), past_minutes("45 min")) == (60, 45, 45)
    with pytest.raises(Refused, match="write it as 15:00"):
        past_time("soon", TODAY)
    with pytest.raises(Refused, match="1 to 600"):
        past_minutes("0")


def test_who_was_there_by_the_beginnings_of_names() -> None:
    assert [one.id for one in who_was_there("", PEOPLE)] == ["ada", "grace", "linus"]
    assert [one.id for one in who_was_there("lin", PEOPLE)] == ["ada", "linus"]
    assert [one.id for one in who_was_there("park and otieno", PEOPLE)] == ["ada", "grace", "linus"]
    with pytest.raises(Refused, match="“Bob” is nobody here: there is Grace Otieno and Linus Park"):
        who_was_there("Bob", PEOPLE)


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("Code review 15", ("Code review", 15)),
        ("Code review, 15 min", ("Code review", 15)),
        ("Chapter 4", ("Chapter 4", None)),
        ("Chapter 4, 3 min", ("Chapter 4", 3)),
        ("Check-in", ("Check-in", None)),
        ("15", ("15", None)),
    ],
)
def test_agenda_lines_as_typed(line: str, item: tuple[str, int | None]) -> None:
    assert item_typed(line) == item


def test_shares_as_typed() -> None:
    people, here = in_order(PAIR), there(PEOPLE[:2], PAIR)
    assert shares_typed("", people, here) is None
    assert shares_typed("40/60", people, here) == {"ada": Fraction(2, 5), "grace": Fraction(3, 5)}
    assert shares_typed("equal", people, here) == {"ada": Fraction(1, 2), "grace": Fraction(1, 2)}
    for words in ("do not show", "nothing", "40/70", "much"):
        with pytest.raises(Refused):
            shares_typed(words, people, here)


def told(**changed: object) -> Told:
    values: dict[str, object] = {"began": 1_000_000_000, "minutes": 50, "kind": "regular", "people": there(PEOPLE[:2], PAIR)}
    return Told(**{**values, **changed})  # type: ignore[arg-type]


def test_notes_are_read_with_their_signs_and_each_is_kept_where_its_kind_lives() -> None:
    made = logged(
        told(notes=("a note", "> write the test", ". only mine", "", "= small steps", '! go #"Release lead"')),
        PAIR,
        number=7,
        wall=5,
        today=TODAY,
        new_id=iter(f"n{n}" for n in range(100)).__next__,
    )
    assert [(one.capture.kind, one.capture.text) for one in made.session.caught] == [
        ("note", "a note"),
        ("takeaway", "small steps"),
    ]
    assert [(one.capture.kind, one.capture.who) for one in made.living] == [("action", "grace"), ("decision", "")]
    assert [one.caught.capture.text for one in made.private] == ["only mine"]
    assert made.goals == ("Release lead",)
    ids = [one.capture.id for one in made.session.caught] + [one.id for one in made.living] + [one.id for one in made.private]
    assert len(set(ids)) == 5
    assert {one.session for one in (*made.living, *made.private)} == {made.session.id}


@given(st.integers(1, 600), st.integers(0, 100))
def test_typed_shares_are_called_entered_and_never_more_than_the_session(minutes: int, part: int) -> None:
    shares = {"ada": Fraction(part, 100), "grace": Fraction(100 - part, 100)}
    made = logged(
        told(minutes=minutes, shares=shares),
        PAIR,
        number=1,
        wall=5,
        today=TODAY,
        new_id=iter(f"n{n}" for n in range(100)).__next__,
    )
    figures = made.session.figures
    assert figures.active == minutes * MINUTE
    assert 0 <= figures.active - sum(figures.floor.values()) <= 2
    assert {source for *_, source in made.session.turns} == {"entered"}
    assert figures.turns == {}
    assert sum(end - start for _, start, end, _ in made.session.turns) == sum(figures.floor.values())


def test_without_shares_nobody_is_said_to_have_spoken() -> None:
    made = logged(told(), PAIR, number=1, wall=5, today=TODAY, new_id=lambda: "n")
    assert made.session.turns == ()
    assert made.session.figures.floor == {}
    assert made.session.figures.unsure == 50 * MINUTE


def test_sessions_overlap_when_they_share_time_and_not_when_they_touch() -> None:
    assert overlapping(10, 20, [(0, 10), (20, 30)]) is None
    assert overlapping(10, 20, [(0, 11)]) == (0, 11)
    assert overlapping(10, 20, [(12, 13)]) == (12, 13)
    assert overlapping(12, 13, [(10, 20)]) == (10, 20)


def test_those_who_were_there_keep_their_number_keys() -> None:
    assert [(one.id, one.key) for one in there((PEOPLE[0], PEOPLE[2]), GROUP)] == [("ada", 1), ("linus", 3)]
