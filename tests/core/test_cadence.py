"""Rhythms: typed in a line, kept at their owner's hour over every change of the clocks."""

from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentortui.core.cadence import Cadence, cadence_words, coming, days, how_words
from mentortui.core.cadence_read import read_cadence
from mentortui.core.dates import Unreadable

PEOPLE = (("ada", "Ada Lind"), ("grace", "Grace Otieno"))
ZONES = {"ada": "Europe/Berlin", "grace": "America/New_York"}
SUNDAY = date(2026, 11, 29)
MANY_ZONES = [
    *("Europe/Berlin", "America/New_York", "Africa/Nairobi", "Asia/Seoul", "Australia/Lord_Howe", "America/Sao_Paulo"),
    *("Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca", "America/St_Johns", "Asia/Tehran", "Pacific/Chatham", "UTC"),
]


def at(*when: int, zone: str = "UTC") -> int:
    return round(datetime(*when, tzinfo=ZoneInfo(zone)).timestamp() * 1_000_000)  # type: ignore[arg-type, misc]


def read(typed: str, near: date | None = None) -> Cadence | None:
    return read_cadence(typed, SUNDAY, PEOPLE, ZONES, near)


def first_days(typed: str, near: date | None = None) -> list[str]:
    found = read(typed, near)
    assert found is not None
    return [one.day.isoformat() for one in coming(found, "Europe/Berlin", at(2026, 11, 29), 3)]


@pytest.mark.parametrize(
    ("typed", "words", "three"),
    [
        ("every 2 weeks Thu 15:00", "every 2 weeks Thu 15:00", ["2026-12-03", "2026-12-17", "2026-12-31"]),
        ("every other thursday at 3pm", "every 2 weeks Thu 15:00", ["2026-12-03", "2026-12-17", "2026-12-31"]),
        ("fortnightly on tuesdays, noon", "every 2 weeks Tue 12:00", ["2026-12-01", "2026-12-15", "2026-12-29"]),
        ("every thu 9:05", "every week Thu 9:05", ["2026-12-03", "2026-12-10", "2026-12-17"]),
        ("every 10 days", "every 10 days", ["2026-11-29", "2026-12-09", "2026-12-19"]),
        ("monthly on the 31st 15:00", "every month on the 31st 15:00", ["2026-12-31", "2027-01-31", "2027-02-28"]),
        ("monthly last fri 9:00", "every month last Fri 9:00", ["2026-12-25", "2027-01-29", "2027-02-26"]),
        ("quarterly first mon 10:00 from 1 mar", "every quarter first Mon 10:00", ["2027-03-01", "2027-06-07", "2027-09-06"]),
        ("every month on the 29th", "every month on the 29th", ["2026-11-29", "2026-12-29", "2027-01-29"]),
        ("every 2 weeks from 10 dec 15:00", "every 2 weeks Thu 15:00", ["2026-12-10", "2026-12-24", "2027-01-07"]),
    ],
)
def test_a_line_is_a_rhythm_and_its_words_are_the_line_again(typed: str, words: str, three: list[str]) -> None:
    found = read(typed)
    assert found is not None
    assert cadence_words(found) == words
    assert first_days(typed) == three
    again = read(words)
    assert again is not None
    assert (again.every, again.unit, again.at, again.nth) == (found.every, found.unit, found.at, found.nth)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("every 0 days", "Every 0 days is no rhythm"),
        ("every 0 weeks thu", "Every 0 weeks is no rhythm"),
        ("every 600 days", "rarer than a rhythm"),
        ("every 99 weeks", "rarer than a rhythm"),
        ("biweekly", "two ways"),
        ("monthly 32nd", "No month has a day 32"),
        ("monthly on the 0th", "No month has a day 0"),
        ("weekly from 31 feb", "has days 1 to 28"),
        ("weekly from 29 feb 2027", "has days 1 to 28"),
        ("weekly thu 25:00", "hours go to 23"),
        ("weekly second thu", "is of a month"),
        ("every 10 days thu", "any day"),
        ("now and then", "is no rhythm"),
        ("weekly thu @nobody", "is nobody here"),
        ("\x1b[31mweekly", "is no rhythm"),
        ("every " + "9" * 400 + " weeks", "is no rhythm"),
    ],
)
def test_what_is_no_rhythm_is_refused_with_a_sentence(typed: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as refused:
        read(typed)
    assert len(str(refused.value)) < 220


def test_no_rhythm_can_be_said() -> None:
    assert [read(typed) for typed in ("", "none", " None ")] == [None, None, None]


def test_a_series_goes_through_the_session_that_is_planned() -> None:
    assert first_days("every 2 weeks thu 15:00", date(2026, 12, 10)) == ["2026-12-10", "2026-12-24", "2027-01-07"]
    assert first_days("every 2 weeks thu 15:00", date(2026, 12, 24))[0] == "2026-12-10"
    assert first_days("every 2 weeks", date(2026, 11, 19)) == ["2026-12-03", "2026-12-17", "2026-12-31"], "the last one held"


def test_the_hour_is_that_of_who_is_named() -> None:
    hers = read("weekly thu 15:00 @grace")
    assert hers is not None
    assert (hers.owner, hers.zones) == ("grace", ZONES)
    mine = read("weekly thu 15:00")
    assert mine is not None
    assert mine.owner == "ada"


def test_an_hour_that_clocks_skip_or_repeat_is_decided_and_told() -> None:
    weekly = Cadence(every=1, unit="week", start="2027-03-21", at=2 * 60 + 30)
    before, spring, after = coming(weekly, "Europe/Berlin", at(2027, 3, 20), 3)
    assert [one.how for one in (before, spring, after)] == ["", "skipped", ""]
    assert spring.starts == at(2027, 3, 28, 1, 30)
    assert how_words(spring, 150, "Europe/Berlin") == "02:30 is skipped in Berlin on 28 Mar, as clocks go forward: 03:30 then"
    (autumn,) = coming(weekly, "Europe/Berlin", at(2027, 10, 30), 1)
    assert autumn.starts == at(2027, 10, 31, 0, 30), "the first of the two"
    assert how_words(autumn, 150, "Europe/Berlin") == "02:30 comes twice in Berlin on 31 Oct, as clocks go back: the first one"


def test_a_day_that_a_zone_once_left_out_is_no_second_date() -> None:
    daily = Cadence(every=1, unit="day", start="2011-12-28", at=15 * 60)
    found = coming(daily, "Pacific/Apia", at(2011, 12, 28), 5)
    assert all(sooner.starts < later.starts for sooner, later in pairwise(found))


def test_it_ends_with_the_calendar_and_with_nonsense_it_does_not_begin() -> None:
    last = Cadence(every=1, unit="month", start="9999-11-30", at=15 * 60)
    assert [one.isoformat() for one in days(last)] == ["9999-11-30", "9999-12-30"]
    assert len(coming(last, "Asia/Seoul", at(9999, 11, 1), 9)) <= 2
    assert coming(Cadence(every=0, unit="day", start="yesterday"), "UTC", 0) == ()
    assert len(coming(Cadence(every=0, unit="day", start="2026-11-29"), "nowhere", 0, 2)) == 2


RULES = st.builds(
    Cadence,
    every=st.integers(1, 24),
    unit=st.sampled_from(["day", "week", "month"]),
    start=st.dates(date(1990, 1, 1), date(2060, 12, 31)).map(date.isoformat),
    nth=st.sampled_from([0, 0, 1, 4, -1]),
    at=st.integers(0, 24 * 60 - 1),
)


@settings(max_examples=25, deadline=None)
@given(RULES, st.sampled_from(MANY_ZONES), st.datetimes(datetime(1995, 1, 1), datetime(2050, 1, 1)))
def test_a_series_keeps_its_owners_hour_and_goes_on(cadence: Cadence, zone: str, since: datetime) -> None:
    after = round(since.replace(tzinfo=UTC).timestamp() * 1_000_000)
    found = coming(cadence, zone, after, 30)
    assert len(found) == 30
    assert all(sooner.starts < later.starts for sooner, later in pairwise((*found,)))
    assert found[0].starts > after
    for one in found:
        local = datetime.fromtimestamp(one.starts / 1_000_000, UTC).astimezone(ZoneInfo(zone))
        if one.how != "skipped":
            assert (local.date(), local.hour * 60 + local.minute) == (one.day, cadence.at)
        else:
            assert local.replace(tzinfo=None) > datetime.combine(one.day, datetime.min.time())
    again = coming(cadence, zone, found[3].starts, 5)
    assert again == found[4:9], "asked later, it is the same series"


PIECES = (
    *("every", "each", "other", "2", "0", "10", "99999999999", "weeks", "week", "days", "months", "quarter", "monthly", "weekly"),
    *("thu", "fri", "sat", "first", "last", "second", "on", "the", "31st", "15th", "15:00", "3pm", "noon", "at", "from", "1 mar"),
    *("31", "feb", "29 feb", "2028", "2027-02-30", "tomorrow", "@grace", "@me", "@", "none", "off", "next", "é", "1/2"),
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join), st.sampled_from([SUNDAY, date(2028, 2, 29), date(9999, 12, 30)])
)
def test_whatever_is_typed_is_a_rhythm_that_can_be_typed_again_or_a_sentence(typed: str, today: date) -> None:
    try:
        found = read_cadence(typed, today, PEOPLE, ZONES, today)
        again = None if found is None else read_cadence(cadence_words(found), SUNDAY, PEOPLE, ZONES)
    except Unreadable:
        return
    assert found is None or (again is not None and cadence_words(again) == cadence_words(found))
