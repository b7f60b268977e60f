"""When a turn began, typed: ago, into the session, on the clock."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.begin import parse_began
from mentortui.core.dates import Unreadable

S = 1_000_000
BERLIN = "Europe/Berlin"
AT = 21 * 60 * S + 30 * S  # the session is 21:30 old
WALL = datetime(2026, 11, 25, 13, 6, 30, tzinfo=UTC)  # 14:06:30 in Berlin: it began at 13:45:00


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("-90", AT - 90 * S),
        (" - 90 ", AT - 90 * S),
        ("-1:30", AT - 90 * S),
        ("-21:30", 0),
        ("-0", AT),
        ("12:40", 760 * S),
        ("0:00", 0),
        ("0:12:40", 760 * S),
        ("@14:03", 18 * 60 * S),
        ("@14:03:15", (18 * 60 + 15) * S),
        ("@13:45", 0),
        ("@ 14:06", AT - 30 * S),
    ],
)
def test_a_typed_begin_is_a_time_of_the_session(words: str, at: int) -> None:
    assert parse_began(words, AT, WALL, BERLIN) == at


def test_the_minute_the_session_began_in_means_its_begin() -> None:
    assert parse_began("@13:45", AT - 20 * S, WALL, BERLIN) == 0


def test_the_clock_may_have_passed_midnight() -> None:
    wall = datetime(2026, 11, 24, 23, 10, tzinfo=UTC)  # 00:10 in Berlin
    assert parse_began("@23:50", 30 * 60 * S, wall, BERLIN) == 10 * 60 * S


def test_of_an_hour_that_comes_twice_the_last_is_meant() -> None:
    wall = datetime(2026, 10, 25, 1, 40, tzinfo=UTC)  # 02:40 in Berlin, the second time
    assert parse_began("@02:30", 120 * 60 * S, wall, BERLIN) == 110 * 60 * S
    assert parse_began("@02:50", 120 * 60 * S, wall, BERLIN) == 70 * 60 * S


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("-1300", "The session began only 21:30 ago: “-1300” lies before it."),
        ("21:31", "The session is only at 21:30: “21:31” is still to come."),
        ("@14:07", "It is 14:06: “@14:07” is still to come."),
        ("@13:44", "The session began at 13:45: “@13:44” lies before it."),
        ("@13:44:59", "The session began at 13:45: “@13:44:59” lies before it."),
        ("90", "“90” is not a time: type -90 or -1:30 for ago, 12:40 into the session, @14:03 on the clock."),
        (
            "@25:00",
            "“@25:00” is not a time: type -90 or -1:30 for ago, 12:40 into the session, @14:03 on the clock.",
        ),
        ("1:90:00", "“1:90:00” is not a time: minutes go to 59."),
    ],
)
def test_the_future_and_the_time_before_are_refused(words: str, says: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_began(words, AT, WALL, BERLIN)
    assert str(refused.value) == says


@given(
    st.text(alphabet="-0123456789:@ x\n\ud800"),
    st.integers(0, 10**11),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
)
def test_whatever_is_typed_it_lies_within_the_session_or_is_refused(words: str, at: int, wall: datetime) -> None:
    try:
        began = parse_began(words, at, wall, BERLIN)
    except Unreadable as error:
        said, began = str(error), 0
        assert "\n" not in said
    assert 0 <= began <= at
