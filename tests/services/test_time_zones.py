"""Clocks that change while one talks: daylight saving, zones of half an hour, days left out, the turn of a year."""

import time
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from mentortui.core.begin import parse_began
from mentortui.core.commands import Refused
from mentortui.core.dates import Unreadable, parse_due
from mentortui.core.heads import local
from mentortui.core.until import parse_until
from mentortui.services.moments import moment_typed
from mentortui.store.store import Store
from tests.clocks import MINUTE, SECOND, WALL
from tests.services.test_sessions import REGULAR, Place
from tests.services.test_time import Laptop

DAY = 24 * 60


def wall(text: str) -> int:
    """UTC microseconds of `2027-03-28 00:55`."""
    return round(datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC).timestamp()) * SECOND


CHANGES = [
    ("Europe/Berlin", "2027-03-28 01:00", 60),
    ("Europe/Berlin", "2027-10-31 01:00", -60),
    ("America/New_York", "2027-03-14 07:00", 60),
    ("America/New_York", "2027-11-07 06:00", -60),
    ("Australia/Lord_Howe", "2027-10-02 15:30", 30),
    ("Australia/Lord_Howe", "2027-04-03 15:00", -30),
    ("Pacific/Apia", "2011-12-30 10:00", DAY),
]
"""A zone, the moment (UTC) at which its clocks change, and by how many minutes they then go on."""


@pytest.mark.parametrize(("zone", "change", "on"), CHANGES)
def test_over_a_change_of_the_clocks_every_figure_and_every_typed_time_is_right(zone: str, change: str, on: int) -> None:
    laptop = Laptop(wall(change) - 10 * MINUTE, zone)
    live, before = laptop.live, local(laptop.clock.wall(), zone)
    for _ in range(60):
        live.floor.press(1)
        laptop.clock.wait(20)
        live.tick()
    after = local(laptop.clock.wall(), zone)
    assert (after.replace(tzinfo=None) - before.replace(tzinfo=None)).total_seconds() / 60 == 20 + on
    assert laptop.seconds()["ada"] == 20 * 60
    assert live.session.gaps == ()
    assert live.agenda.plan().late == 10 * MINUTE  # the first of three times ten minutes took twenty
    for ago in (2, 9, 11, 19):
        shown = local(laptop.clock.wall() - ago * MINUTE, zone)
        assert live.floor.read_began(f"@{shown:%H:%M:%S}") == live.now - ago * MINUTE
    live.agenda.set_end(f"{local(laptop.clock.wall() + 25 * MINUTE, zone):%H:%M}")
    assert live.agenda.plan().until_hard_end == 25 * MINUTE


@pytest.mark.parametrize(("zone", "change", "on"), [one for one in CHANGES if one[2] < 0])
def test_a_time_that_comes_twice_is_the_coming_one_for_an_end_and_the_last_one_for_a_beginning(
    zone: str, change: str, on: int
) -> None:
    first = wall(change) + (on + 10) * MINUTE
    second = first - on * MINUTE
    words = f"{local(first, zone):%H:%M}"
    assert f"{local(second, zone):%H:%M}" == words
    assert parse_until(words, first - 5 * MINUTE, zone) == first
    assert parse_until(words, first + 5 * MINUTE, zone) == second
    for since, found in ((first, 60), (second, 60)):
        now = datetime.fromtimestamp((since + 2 * MINUTE) / SECOND, UTC)
        assert parse_began(f"@{words}", (found + 2) * MINUTE, now, zone) == found * MINUTE


@pytest.mark.parametrize(
    ("zone", "now", "words"),
    [
        ("Europe/Berlin", "2027-03-28 00:30", "02:30"),
        ("America/New_York", "2027-03-14 06:30", "02:30"),
        ("Australia/Lord_Howe", "2027-10-02 15:15", "02:15"),
        ("Pacific/Apia", "2011-12-30 08:00", "30 dec 2011 03:00"),
    ],
)
def test_a_time_that_clocks_leave_out_is_refused_in_words(zone: str, now: str, words: str) -> None:
    with pytest.raises(Refused, match="does not exist"):
        parse_until(words, wall(now), zone)
    with pytest.raises(Refused, match="does not exist"):
        moment_typed(words, local(wall(now), zone).date(), zone)


def test_a_day_that_was_left_out_is_no_wall_between_before_and_after() -> None:
    before, after = wall("2011-12-30 09:50"), wall("2011-12-30 10:10")
    assert [f"{local(moment, 'Pacific/Apia'):%d %H:%M}" for moment in (before, after)] == ["29 23:50", "31 00:10"]
    assert parse_until("00:30", before, "Pacific/Apia") == before + 40 * MINUTE
    now = datetime.fromtimestamp(after / SECOND, UTC)
    assert parse_began("@23:55", 20 * MINUTE, now, "Pacific/Apia") == 5 * MINUTE


def test_an_end_after_midnight_can_be_typed_while_the_session_runs() -> None:
    laptop = Laptop(wall("2026-11-25 22:50"))
    laptop.live.agenda.set_end("00:15")
    assert laptop.live.agenda.plan().until_hard_end == 25 * MINUTE
    with pytest.raises(Refused, match="It is 23:50 now"):
        laptop.live.agenda.set_end("23:45")


def test_what_is_typed_as_a_time_of_day_is_of_the_clock_one_looks_at_after_it_was_set() -> None:
    laptop = Laptop()
    laptop.run(60)
    laptop.clock.step += 60 * MINUTE
    assert laptop.live.floor.read_began("@16:00:30") == 30 * SECOND
    laptop.live.agenda.set_end("16:31")
    plan = laptop.live.agenda.plan()
    assert (plan.until_hard_end, plan.late) == (30 * MINUTE, 0)
    assert plan.ends == laptop.clock.wall() + 29 * MINUTE


# days and years


@pytest.mark.parametrize(
    ("words", "today", "due"),
    [
        ("2w", "2028-02-15", "2028-02-29"),
        ("29 feb", "2028-01-10", "2028-02-29"),
        ("in 1 day", "2028-02-28", "2028-02-29"),
        ("in 1 day", "2027-02-28", "2027-03-01"),
        ("2w", "2026-12-24", "2027-01-07"),
        ("1 mar", "2028-02-29", "2028-03-01"),
        ("28 feb", "2028-02-29", "2029-02-28"),
    ],
)
def test_due_dates_know_the_leap_day(words: str, today: str, due: str) -> None:
    assert parse_due(words, date.fromisoformat(today)).isoformat() == due


def test_a_leap_day_in_a_year_without_one_is_refused_in_words() -> None:
    with pytest.raises(Unreadable, match="Feb 2027 has days 1 to 28"):
        parse_due("29 feb", date(2027, 1, 10))


@pytest.mark.parametrize("begins", ["2028-02-28 23:50", "2028-02-29 23:50", "2027-12-31 23:50", "2016-12-31 23:50"])
def test_over_midnight_the_day_is_the_new_one_and_the_session_goes_on(begins: str) -> None:
    laptop = Laptop(wall(begins), "UTC")
    before = laptop.live.today
    laptop.live.floor.press(2)
    for _ in range(60):
        laptop.clock.wait(20)
        laptop.live.floor.press(2)
    assert (laptop.live.today - before).days == 1
    assert laptop.seconds()["grace"] == 20 * 60
    assert laptop.live.captures.reader().today == laptop.live.today


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "data")


def test_a_session_over_the_turn_of_the_year_is_found_changed_and_taken_back_in_the_year_it_began(place: Place) -> None:
    place.clock.step = wall("2026-12-31 23:50") - WALL
    live = place.start()
    live.floor.press(1)
    for _ in range(30):
        place.clock.wait(20)
        live.floor.press(1)
    live.captures.catch("= over the year")
    live.finish()
    place.sessions.conclude(live)
    live.go_back_in()
    place.sessions.reopen(live)
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    store = Store(place.folder)
    (stored,) = store.sessions(place.slug)
    assert not stored.removed
    assert stored.ended - stored.began == 10 * MINUTE
    store.save_session(place.slug, msgspec.structs.replace(stored, closing="changed later"))
    assert [one.closing for one in Store(place.folder).sessions(place.slug)] == ["changed later"]
    assert [path.name for path in sorted((place.folder / "mentorships" / place.slug / "sessions").iterdir())] == ["2026.json"]


def test_begun_late_in_the_old_year_it_is_one_of_the_old_year(place: Place) -> None:
    place.clock.step = wall("2027-01-01 00:05") - WALL
    live = place.sessions.start(place.mentorship, REGULAR, began=wall("2026-12-31 23:55"))
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    (stored,) = Store(place.folder).sessions(place.slug)
    assert (stored.began, stored.ended - stored.began) == (wall("2026-12-31 23:55"), 10 * MINUTE)
    assert (place.folder / "mentorships" / place.slug / "sessions" / "2026.json").exists()


def test_who_travels_keeps_the_zone_of_the_session_and_the_new_one_afterwards(place: Place) -> None:
    live = place.start()
    place.run(live, 5)
    mentorship = place.store.mentorship(place.slug)
    moved = tuple(msgspec.structs.replace(one, zone="Asia/Tokyo") if one.id == "ada" else one for one in mentorship.people)
    Store(place.folder).save_mentorship(msgspec.structs.replace(mentorship, people=moved))
    assert live.my_zone == "Europe/Berlin"
    sessions = place.killed(live)
    live = sessions.go_on(place.slug, live.session.started.session)
    assert (live.my_zone, f"{live.local(place.clock.wall()):%H:%M}") == ("Europe/Berlin", "15:00")
    live.captures.catch("! we meet in the morning")
    live.finish()
    sessions.conclude(live)
    sessions.leave(live)
    assert Store(place.folder).mentorship(place.slug).people == moved
    assert place.sessions.start(Store(place.folder).mentorship(place.slug), REGULAR).my_zone == "Asia/Tokyo"


def test_the_systems_zone_may_change_while_one_talks(monkeypatch: pytest.MonkeyPatch) -> None:
    laptop = Laptop()
    shown = []
    for zone in ("UTC", "Pacific/Kiritimati", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        shown.append(
            (
                laptop.live.today,
                laptop.live.local(laptop.clock.wall()),
                laptop.live.floor.read_began("@15:00"),
                laptop.live.agenda.plan(),
            )
        )
    monkeypatch.undo()
    time.tzset()
    assert shown[0] == shown[1] == shown[2]


def test_an_edit_under_a_clock_that_was_set_back_outlives_the_sessions_being_stored_again(place: Place) -> None:
    live = place.start()
    place.run(live, 60)
    live.captures.catch("> write it down")
    place.run(live, 60)
    live.finish()
    place.sessions.conclude(live)
    sessions = place.killed(live)
    place.clock.step -= 3600 * SECOND
    there = Store(place.folder)
    (action,) = there.living(place.slug)
    better = msgspec.structs.replace(action.capture, text="write it up")
    there.save_living(place.slug, msgspec.structs.replace(action, capture=better, changed=place.clock.wall()))
    sessions.recover()
    assert [one.capture.text for one in Store(place.folder).living(place.slug)] == ["write it up"]
