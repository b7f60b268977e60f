"""Dates in words: what people type, and what they are shown."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mentortui.core.dates import (
    Unreadable,
    both_zones,
    moment_line,
    parse_due,
    parse_moment,
    place,
    show_date,
    zone,
)
from mentortui.core.text import visible

WED = date(2026, 11, 25)
FRI = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", WED),
        ("Tomorrow", date(2026, 11, 26)),
        ("fri", FRI),
        ("friday", FRI),
        ("by fri", FRI),
        ("wed", date(2026, 12, 2)),
        ("this wed", WED),
        ("next fri", date(2026, 12, 4)),
        ("next mon", date(2026, 11, 30)),
        ("next week", date(2026, 12, 2)),
        ("next month", date(2026, 12, 25)),
        ("2w", date(2026, 12, 9)),
        ("3d", date(2026, 11, 28)),
        ("1m", date(2026, 12, 25)),
        ("2 weeks", date(2026, 12, 9)),
        ("in 3 days", date(2026, 11, 28)),
        ("in a week", date(2026, 12, 2)),
        ("12 dec", date(2026, 12, 12)),
        ("dec 12", date(2026, 12, 12)),
        ("12 December", date(2026, 12, 12)),
        ("12th of december", date(2026, 12, 12)),
        ("12.12.", date(2026, 12, 12)),
        ("12.12.2027", date(2027, 12, 12)),
        ("2026-12-12", date(2026, 12, 12)),
        ("2020-02-29", date(2020, 2, 29)),
        ("thu 26 nov", date(2026, 11, 26)),
        ("Sat, 12 Dec", date(2026, 12, 12)),
        ("25 nov", WED),
        ("24 nov", date(2027, 11, 24)),
        ("1 jan", date(2027, 1, 1)),
        ("24 nov 2026", date(2026, 11, 24)),
    ],
)
def test_days_are_read_as_people_say_them(words: str, day: date) -> None:
    assert parse_due(words, WED) == day


def test_a_weekday_on_that_day_is_next_week() -> None:
    assert parse_due("fri", FRI) == date(2026, 12, 4)
    assert parse_due("next fri", FRI) == date(2026, 12, 4)


def test_a_month_on_ends_where_the_shorter_month_ends() -> None:
    assert parse_due("1m", date(2026, 1, 31)) == date(2026, 2, 28)


def test_the_29th_of_february_needs_its_year() -> None:
    assert parse_due("29 feb", date(2027, 11, 25)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("xyz", "“xyz” is not a date: try fri, 2w, 12 dec or 2026-11-25."),
        ("", "“” is not a date: try fri, 2w, 12 dec or 2026-11-25."),
        ("31 feb", "“31 feb” is not a date: Feb 2027 has days 1 to 28."),
        ("29 feb", "“29 feb” is not a date: Feb 2027 has days 1 to 28."),
        ("0 dec", "“0 dec” is not a date: Dec 2026 has days 1 to 31."),
        ("12.13.", "“12.13.” is not a date: there is no month 13."),
        ("0000-01-01", "“0000-01-01” is not a date: there is no year 0."),
        ("12/12", "“12/12” can be read two ways: write it as 12 dec."),
        ("9999w", "“9999w” is more than ten years away: give a nearer date."),
        ("mon 26 nov", "Thu 26 Nov is not a Mon: give the date or the day alone."),
    ],
)
def test_what_is_no_date_is_refused_in_one_sentence(words: str, says: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_due(words, WED)
    assert str(refused.value) == says


@given(st.text(), st.dates())
@example("tomorrow", date.max)
@example("1m", date.max)
@example("fri", date.max)
@example("1 jan", date.max)
@example("\ud800\n\x1b[0m", WED)
def test_anything_typed_is_a_date_or_refused_in_one_line(words: str, today: date) -> None:
    said = ""
    try:
        parse_due(words, today)
    except Unreadable as error:
        said = str(error)
    assert said == visible(said)


@given(st.dates(WED, date(2027, 11, 24)))
def test_a_date_shown_is_read_as_that_date(day: date) -> None:
    assert parse_due(show_date(day, WED), WED) == day
    assert parse_due(day.isoformat(), WED) == day


def test_the_year_is_shown_only_when_it_is_another() -> None:
    assert show_date(date(2026, 11, 26), WED) == "Thu 26 Nov"
    assert show_date(date(2027, 11, 26), WED) == "Fri 26 Nov 2027"


@pytest.mark.parametrize(
    ("words", "day", "clock"),
    [
        ("thu 15:00", date(2026, 11, 26), time(15)),
        ("26 nov 15:00", date(2026, 11, 26), time(15)),
        ("2026-12-03 15:00", date(2026, 12, 3), time(15)),
        ("thu 3pm", date(2026, 11, 26), time(15)),
        ("thu 3:30 pm", date(2026, 11, 26), time(15, 30)),
        ("12 dec 12am", date(2026, 12, 12), time(0)),
        ("in 2 weeks 15:00", date(2026, 12, 9), time(15)),
        ("2w 15:00", date(2026, 12, 9), time(15)),
        ("2w at 9:05", date(2026, 12, 9), time(9, 5)),
        ("15:00 thu", date(2026, 11, 26), time(15)),
        ("tomorrow noon", date(2026, 11, 26), time(12)),
        ("15:00", WED, time(15)),
    ],
)
def test_moments_are_read_as_people_say_them(words: str, day: date, clock: time) -> None:
    assert parse_moment(words, WED) == (day, clock)


@pytest.mark.parametrize("words", ["thu", "", "thu 25:00", "thu 15:60", "thu 13pm", "xyz 15:00", "\x00"])
def test_what_is_no_moment_is_refused(words: str) -> None:
    with pytest.raises(Unreadable):
        parse_moment(words, WED)


def test_zones_are_found_or_refused_with_what_was_meant() -> None:
    assert zone("Africa/Nairobi").key == "Africa/Nairobi"
    for name, meant in [
        ("Berlin", "“Berlin” is not a time zone: did you mean Europe/Berlin?"),
        ("europe/berlin", "“europe/berlin” is not a time zone: did you mean Europe/Berlin?"),
        ("Europe/Berln", "“Europe/Berln” is not a time zone: did you mean Europe/Berlin"),
        ("buenos aires", "did you mean America/Argentina/Buenos_Aires"),
        ("nowhere at all", "“nowhere at all” is not a time zone: it looks like Europe/Berlin."),
    ]:
        with pytest.raises(Unreadable) as refused:
            zone(name)
        assert meant in str(refused.value)


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../etc", "America", "a\x00b", "\ud800", "x" * 10_000, "Europe/Berlin\n"])
def test_no_name_of_a_zone_does_harm(name: str) -> None:
    with pytest.raises(Unreadable):
        zone(name)


def test_places_are_the_last_part_of_a_zone() -> None:
    assert [place(name) for name in ("Africa/Nairobi", "America/Argentina/Buenos_Aires", "UTC")] == [
        "Nairobi",
        "Buenos Aires",
        "UTC",
    ]


def test_both_zones_are_shown_where_two_must_meet() -> None:
    at = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
    assert both_zones(at, "Europe/Berlin", "Africa/Nairobi") == "15:00 (17:00 Nairobi)"
    assert both_zones(at, "Europe/Berlin", "Europe/Paris") == "15:00"
    assert both_zones(at, "Europe/Berlin", "") == "15:00"
    assert both_zones(at, "No/Where", "Africa/Nairobi") == "14:00 UTC (17:00 Nairobi)"
    assert moment_line(at, "Europe/Berlin", "Africa/Nairobi", WED) == "Thu 26 Nov 15:00 (17:00 Nairobi)"


def test_another_date_of_theirs_is_said() -> None:
    late = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
    assert both_zones(late, "Europe/Berlin", "Asia/Seoul") == "17:00 (Fri 01:00 Seoul, a day later)"
    assert both_zones(late, "Asia/Seoul", "Europe/Berlin") == "01:00 (Thu 17:00 Berlin, a day earlier)"
    far = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
    assert both_zones(far, "Etc/GMT+12", "Pacific/Kiritimati") == "23:00 (Fri 01:00 Kiritimati, 2 days later)"


def test_offsets_are_those_of_the_moment() -> None:
    summer = datetime(2026, 7, 1, 13, 0, tzinfo=UTC)
    assert both_zones(summer, "Europe/Berlin", "Africa/Nairobi") == "15:00 (16:00 Nairobi)"
