"""The nearest moment that suits everybody."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentortui.core.dates import Unreadable
from mentortui.core.days_off import USUAL, USUAL_HOURS, DaysOff, is_off, read_work, work_of, work_words
from mentortui.core.fair_slot import WITHIN, Works, fair_slot, fair_words, suits
from mentortui.core.records import Mentorship
from tests.core.plan_values import ADA, GRACE, LINUS, mentorship

MINUTE = 60_000_000
DAY = 24 * 60 * MINUTE
SUNDAY = date(2026, 11, 29)


def at(*when: int, zone: str = "UTC") -> int:
    return round(datetime(*when, tzinfo=ZoneInfo(zone)).timestamp() * 1_000_000)  # type: ignore[arg-type, misc]


NOW = at(2026, 11, 29)
BERLIN, NAIROBI, SEOUL, NEW_YORK = (
    Works(id=name, zone=zone)
    for name, zone in (("b", "Europe/Berlin"), ("n", "Africa/Nairobi"), ("s", "Asia/Seoul"), ("y", "America/New_York"))
)


def test_a_moment_that_suits_is_its_own_slot() -> None:
    wanted = at(2026, 12, 3, 14)
    found = fair_slot(wanted, 60, (BERLIN, NAIROBI), NOW)
    assert found is not None
    assert (found.starts, found.outside) == (wanted, {})


@pytest.mark.parametrize(
    ("wanted", "people", "slot"),
    [
        (at(2026, 12, 3, 18), (BERLIN, NAIROBI), at(2026, 12, 3, 14)),  # 17 in Nairobi, an hour before both are done
        (at(2026, 12, 5, 14), (BERLIN, NAIROBI), at(2026, 12, 4, 14)),  # a Saturday
        (at(2026, 12, 3, 8), (BERLIN, NEW_YORK), at(2026, 12, 3, 14)),  # New York begins
        (at(2026, 12, 1, 7), (BERLIN,), at(2026, 12, 1, 8)),
        (at(2026, 11, 29, 1), (BERLIN,), at(2026, 11, 30, 8)),  # what has gone by is no slot
    ],
)
def test_the_nearest_one_inside_all_hours_is_found(wanted: int, people: tuple[Works, ...], slot: int) -> None:
    found = fair_slot(wanted, 60, people, NOW)
    assert found is not None
    assert (found.starts, found.outside) == (slot, {})


def test_weekends_on_friday_and_saturday_and_holidays_are_kept() -> None:
    cairo = Works(id="c", zone="Africa/Cairo", off=DaysOff(weekdays=(4, 5), spans=(("2026-12-03", "2026-12-06"),)))
    found = fair_slot(at(2026, 12, 3, 12), 60, (cairo,), NOW)
    assert found is not None
    assert found.starts == at(2026, 12, 2, 15), "Wednesday evening is nearer than the Monday after"
    sunday = fair_slot(at(2026, 12, 13, 12), 60, (cairo,), NOW)
    assert sunday is not None
    assert sunday.starts == at(2026, 12, 13, 12)


def test_where_nothing_suits_the_least_is_asked_and_shared() -> None:
    found = fair_slot(at(2026, 12, 3, 3), 60, (NEW_YORK, SEOUL), NOW)
    assert found is not None
    assert set(found.outside) <= {"y", "s"}
    each = [found.outside.get(one, 0) for one in ("y", "s")]
    assert abs(each[0] - each[1]) <= 15, "neither gets up alone"
    assert sum(each) < 8 * 60


def test_between_a_morning_and_an_afternoon_it_is_the_middle() -> None:
    early, late = (Works(id=name, zone="UTC", hours=hours) for name, hours in (("e", (540, 720)), ("l", (900, 1080))))
    found = fair_slot(at(2026, 12, 3, 9), 60, (early, late), NOW)
    assert found is not None
    assert (found.starts, found.outside) == (at(2026, 12, 3, 13), {"e": 120, "l": 120})


def test_who_is_away_for_weeks_is_named() -> None:
    away = Works(id="b", zone="Europe/Berlin", off=DaysOff(spans=(("2026-11-01", "2027-02-01"),)))
    found = fair_slot(at(2026, 12, 3, 12), 60, (away, NAIROBI), NOW)
    assert found is not None
    assert found.outside == {"b": 0}
    assert fair_slot(at(2026, 12, 3, 12), 60, (away,), NOW) is None
    assert fair_slot(at(2026, 10, 1), 60, (NAIROBI,), NOW) is None, "more than two weeks ago"


def test_it_is_said_in_both_zones_and_for_whom_it_is_beyond_hours() -> None:
    two, three = mentorship(ADA, GRACE), mentorship(ADA, LINUS)

    def said(one: Mentorship, *works: Works) -> str:
        return fair_words(fair_slot(at(2026, 12, 3, 18), 60, works, NOW), one, NOW)

    ada, grace, linus = (Works(id=one.id, zone=one.zone) for one in (ADA, GRACE, LINUS))
    assert said(two, ada, grace) == "nearest fair slot: Thu 3 Dec 15:00 (17:00 Nairobi)"
    late = Works(id="linus", zone="Asia/Seoul", hours=(9 * 60, 12 * 60))
    assert said(three, ada, late).startswith("no hour suits everybody; nearest to it: ")
    assert "outside hours for" in said(three, ada, late)
    assert linus.hours == USUAL_HOURS
    away = Works(id="grace", zone="Africa/Nairobi", off=DaysOff(spans=(("2026-11-01", "2027-02-01"),)))
    assert said(two, ada, away).endswith("a day off for Grace Otieno")
    assert fair_words(None, two, NOW) == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("9-18", "9-18 · off Sat Sun"),
        ("8:30 to 5pm · off fri and sat", "8:30-17 · off Fri Sat"),
        ("off never", "9-18 · off never"),
        ("8-16 off fri sat, 24 dec", "8-16 · off Fri Sat · 24 Dec 2026"),
        ("0-24, off mon", "0-24 · off Mon"),
        ("27 dec to 2 jan, 24 dec", "9-18 · off Sat Sun · 24 Dec 2026, 27 Dec 2026 to 2 Jan 2027"),
        ("", "9-18 · off Sat Sun"),
    ],
)
def test_hours_and_days_off_are_one_line_that_can_be_typed_again(typed: str, words: str) -> None:
    hours, off = read_work(typed, SUNDAY)
    assert work_words(hours, off) == words
    assert read_work(words, SUNDAY) == (hours, off)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("18-9", "ends before it begins"),
        ("9-9", "ends before it begins"),
        ("9-25", "hours go to 23"),
        ("off mon tue wed thu fri sat sun", "cannot be met"),
        ("31 feb", "has days 1 to 28"),
        ("29 feb 2027", "has days 1 to 28"),
        ("24 dec to 20 dec 2026", "is before"),
        ("24 dec to 24 mar 2029", "more than a year"),
        ("whenever", "is not a date"),
        (", ".join(f"{day} {month}" for month in ("jan", "mar", "may") for day in range(1, 31)), "At most 60 times off"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(typed: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_work(typed, SUNDAY)


def test_what_has_gone_by_is_not_told_again() -> None:
    off = DaysOff(spans=(("2026-01-01", "2026-01-02"), ("2026-12-24", "2026-12-24")))
    assert work_words(USUAL_HOURS, off, SUNDAY) == "9-18 · off Sat Sun · 24 Dec 2026"
    assert is_off(off, date(2026, 1, 2)) == "a day off"
    assert is_off(USUAL, date(2026, 11, 29)) == "a weekend"


PEOPLE = st.lists(
    st.builds(
        Works,
        id=st.integers(0, 10_000).map(str),
        zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Seoul", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"]),
        hours=st.tuples(st.integers(0, 12 * 60), st.integers(13 * 60, 24 * 60)),
        off=st.builds(
            DaysOff,
            weekdays=st.sets(st.integers(0, 6), max_size=5).map(lambda found: tuple(sorted(found))),
            spans=st.just(()) | st.just((("2027-03-25", "2027-03-30"),)),
        ),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one.id,
)


@settings(max_examples=25, deadline=None)
@given(PEOPLE, st.integers(0, 40 * 24 * 4), st.integers(15, 180))
def test_it_is_inside_all_hours_wherever_a_slot_within_two_weeks_is(people: list[Works], quarter: int, minutes: int) -> None:
    now = at(2027, 3, 10)
    wanted = now + 1 + quarter * 15 * MINUTE
    found = fair_slot(wanted, minutes, people, now)
    # Looked for the long way: each quarter of an hour, and the edges of everybody's hours.
    soonest, latest = max(now + 1, wanted - WITHIN), wanted + WITHIN
    edges = [
        edge + by
        for one in people
        for span in work_of(one.hours, one.off, ZoneInfo(one.zone), soonest, latest)
        for edge, by in ((span[0], 0), (span[1], -minutes * MINUTE))
    ]
    places = [place for place in (wanted, *edges) if soonest <= place <= latest and suits(place, minutes, people)]
    assert found is None or soonest <= found.starts <= latest
    if not places:
        assert found is None or found.outside
        return
    assert found is not None
    assert found.outside == {}
    assert suits(found.starts, minutes, people)
    assert abs(found.starts - wanted) == min(abs(place - wanted) for place in places)
    assert datetime.fromtimestamp(found.starts / 1_000_000, UTC) + timedelta() > datetime.fromtimestamp(now / 1_000_000, UTC)
