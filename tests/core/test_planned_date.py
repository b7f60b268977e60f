"""Whether a moment suits everybody."""

from datetime import UTC, datetime

import msgspec
import pytest

from mentortui.core.days_off import DaysOff
from mentortui.core.planned_date import Busy, doubts
from tests.core.plan_values import ADA, GRACE, LINUS, MINUTE, mentorship

NOW = round(datetime(2026, 11, 25, 13, 3, tzinfo=UTC).timestamp()) * 1_000_000


def at(day: int, hour: int, minute: int = 0) -> int:
    return round(datetime(2026, 11, day, hour, minute, tzinfo=UTC).timestamp()) * 1_000_000


def test_a_time_at_which_all_work_has_no_doubts() -> None:
    assert doubts(at(26, 14), 60, mentorship(), (), NOW) == ()


@pytest.mark.parametrize(
    ("hour", "minutes", "told"),
    [
        (15, 60, ["18:00 in Nairobi, outside 9 to 18, for Grace Otieno"]),
        (14, 75, ["17:00 in Nairobi, outside 9 to 18, for Grace Otieno"]),
        (6, 60, ["07:00 in Berlin, outside 9 to 18, for you"]),
        (14, None, []),
        (17, 60, ["18:00 in Berlin, outside 9 to 18, for you", "20:00 in Nairobi, outside 9 to 18, for Grace Otieno"]),
    ],
)
def test_it_is_said_whose_working_hours_it_leaves(hour: int, minutes: int | None, told: list[str]) -> None:
    said = doubts(at(26, hour), minutes, mentorship(), (), NOW)
    assert list(said[: len(told)]) == told
    assert len(said) == len(told) + bool(told)


def test_hours_of_ones_own_go_before_the_usual() -> None:
    early = msgspec.structs.replace(mentorship(), hours={"ada": (7 * 60 + 30, 13 * 60)})
    assert doubts(at(26, 7), 60, early, (), NOW) == ()
    assert doubts(at(26, 14), 60, early, (), NOW) == (
        "15:00 in Berlin, outside 7:30 to 13, for you",
        "nearest fair slot: Thu 26 Nov 12:00 (14:00 Nairobi)",
    )


def test_a_weekend_is_each_ones_own() -> None:
    told = doubts(at(27, 22), 60, mentorship(ADA, LINUS), (), NOW)
    assert told == (
        "23:00 in Berlin, outside 9 to 18, for you",
        "Sat 07:00 in Seoul, a weekend, for Linus Park",
        "nearest fair slot: Fri 27 Nov 09:00 (17:00 Seoul)",
    )


def test_days_off_are_each_ones_own_and_lead_to_the_nearest_slot_without_them() -> None:
    resting = msgspec.structs.replace(
        mentorship(), days_off={"grace": DaysOff(weekdays=(4, 5), spans=(("2026-11-26", "2026-11-26"),))}
    )
    assert doubts(at(26, 14), 60, resting, (), NOW) == (
        "Thu 17:00 in Nairobi, a day off, for Grace Otieno",
        "nearest fair slot: Wed 25 Nov 15:00 (17:00 Nairobi)",
    )
    assert doubts(at(27, 9), 60, resting, (), NOW)[0] == "Fri 12:00 in Nairobi, a weekend, for Grace Otieno"


def test_overlapping_sessions_are_told_and_those_that_touch_are_not() -> None:
    starts = at(26, 14)
    busy = [
        Busy(who="Linus", starts=starts + 59 * MINUTE),
        Busy(who="Touches", starts=starts + 60 * MINUTE),
        Busy(who="Before", starts=starts - 30 * MINUTE, minutes=30),
        Busy(who="Long", starts=starts - 90 * MINUTE, minutes=91),
    ]
    assert doubts(starts, 60, mentorship(), busy, NOW) == (
        "overlaps with Linus",
        "overlaps with Long",
        "nearest fair slot: Thu 26 Nov 12:30 (14:30 Nairobi)",
    )


def test_a_moment_gone_by_is_told_and_a_zone_nobody_knows_does_no_harm() -> None:
    strange = mentorship(ADA, msgspec.structs.replace(GRACE, zone="Nowhere/Land"))
    assert doubts(at(25, 13), 60, strange, (), NOW) == ("this moment has gone by",)
