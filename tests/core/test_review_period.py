"""The period of a review, as people type it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentortui.core.refused import Refused
from mentortui.core.review_period import between, everything, parse_period, stepped, this_quarter, usual_periods

TODAY = date(2026, 11, 25)
FIRST = date(2025, 3, 2)


@pytest.mark.parametrize(
    ("typed", "key", "called"),
    [
        ("", "2026-Q4", "Oct to Dec 2026"),
        ("last quarter", "2026-Q3", "Jul to Sep 2026"),
        ("q3", "2026-Q3", "Jul to Sep 2026"),
        ("Q3 2025", "2025-Q3", "Jul to Sep 2025"),
        ("2026-Q1", "2026-Q1", "Jan to Mar 2026"),
        ("2026", "2026", "2026"),
        ("Last year", "2025", "2025"),
        ("sep", "2026-09", "Sep 2026"),
        ("dec", "2025-12", "Dec 2025"),
        ("2026-09", "2026-09", "Sep 2026"),
        ("1 apr - 30 jun", "2026-Q2", "Apr to Jun 2026"),
        ("1 apr-30 jun", "2026-Q2", "Apr to Jun 2026"),
        ("from 5 apr to 9 jun", "2026-04-05..2026-06-09", "5 Apr to 9 Jun 2026"),
        ("apr – may", "2026-04-01..2026-05-31", "1 Apr to 31 May 2026"),
        ("1 oct - 31 mar", "2026-10-01..2027-03-31", "1 Oct 2026 to 31 Mar 2027"),
        ("1 oct - 31 mar 2026", "2025-10-01..2026-03-31", "1 Oct 2025 to 31 Mar 2026"),
        ("2026-04-05..2026-06-09", "2026-04-05..2026-06-09", "5 Apr to 9 Jun 2026"),
        ("1.4. - 30.6.", "2026-Q2", "Apr to Jun 2026"),
        ("jan to dec 2025", "2025", "2025"),
        ("since the beginning", "all", "since the beginning"),
    ],
)
def test_what_people_type_is_understood(typed: str, key: str, called: str) -> None:
    found = parse_period(typed, TODAY, FIRST)
    assert (found.key, found.called) == (key, called)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("30 feb - 1 mar", "There is no 30 Feb 2026: it has days 1 to 28"),
        ("31 jun - 1 jul", "There is no 31 Jun 2026: it has days 1 to 30"),
        ("2026-13", "There is no month 13"),
        ("1 jul 2026 - 1 jun 2026", "It would end before it begins: 1 Jul 2026 is after 1 Jun 2026"),
        ("2027", "2027 is still to come"),
        ("2026-12-01..2026-12-31", "Dec 2026 is still to come"),
        ("q5", "a year has the quarters q1 to q4"),
        ("whenever", "“whenever” is no period"),
        ("0000-Q1", "“0000-Q1” is no period"),
        ("0000", "“0000” is no period"),
        ("9" * 300, "300 characters are no period"),
    ],
)
def test_what_is_no_period_is_refused_in_one_sentence(typed: str, why: str) -> None:
    with pytest.raises(Refused, match=why) as refused:
        parse_period(typed, TODAY, FIRST)
    assert "\n" not in str(refused.value)


def test_one_steps_from_quarter_to_quarter_year_to_year_and_over_as_many_days() -> None:
    assert stepped(this_quarter(date(2026, 1, 9)), -1).key == "2025-Q4"
    assert stepped(parse_period("2026", TODAY), -1).key == "2025"
    assert stepped(parse_period("jan", TODAY), -1).key == "2025-12"
    assert stepped(parse_period("apr - may", TODAY), -1).key == "2026-02-01..2026-03-31"
    assert stepped(parse_period("11 apr - 20 apr", TODAY), 1).key == "2026-04-21..2026-04-30"
    assert stepped(everything(FIRST, TODAY), -1).key == "all"
    assert stepped(between(date.min, date(1, 1, 9)), -1) == between(date.min, date(1, 1, 9))
    assert stepped(between(date(9999, 12, 1), date.max), 1).end == date.max


def test_a_year_is_annual_and_a_quarter_is_not() -> None:
    assert parse_period("2025", TODAY).annual
    assert not this_quarter(TODAY).annual
    assert [one.key for one in usual_periods(TODAY, FIRST)] == ["2026-Q4", "2026-Q3", "2026", "2025", "all"]


DAYS = st.dates(date(1970, 1, 1), TODAY)


@settings(max_examples=25, deadline=None)
@given(DAYS, DAYS)
def test_the_key_of_a_period_is_read_as_that_period(one: date, other: date) -> None:
    period = between(min(one, other), max(one, other))
    assert parse_period(period.key, TODAY) == period
    assert all(period.has(day) for day in (period.begin, period.end))
    assert not period.has(period.end + timedelta(days=1))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_period_or_refused(typed: str) -> None:
    try:
        found = parse_period(typed, TODAY, FIRST)
    except Refused:
        return
    assert found.begin <= min(TODAY, found.end)
