"""What is typed on one's own clock is one moment in the world, also where clocks change."""

from datetime import UTC, date, datetime

import pytest

from mentortui.core.commands import Refused
from mentortui.services.moments import moment_typed

TODAY = date(2026, 11, 25)


def utc(words: str, zone: str = "Europe/Berlin") -> str:
    return datetime.fromtimestamp(moment_typed(words, TODAY, zone) / 1_000_000, UTC).strftime("%Y-%m-%d %H:%M")


def test_winter_and_summer_have_their_own_hour() -> None:
    assert utc("thu 15:00") == "2026-11-26 14:00"
    assert utc("2027-07-01 15:00") == "2027-07-01 13:00"


def test_an_hour_that_clocks_skip_is_refused_and_one_that_comes_twice_is_the_first() -> None:
    with pytest.raises(Refused, match="02:30 does not exist on Sun 28 Mar 2027"):
        utc("2027-03-28 02:30")
    assert utc("2027-10-31 02:30") == "2027-10-31 00:30"


def test_what_cannot_be_read_is_said() -> None:
    with pytest.raises(Refused, match="someday"):
        utc("someday")
