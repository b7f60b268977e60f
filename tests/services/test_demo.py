"""The demo is made of real events, stored as any session is."""

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import get_args
from unittest.mock import ANY
from zoneinfo import ZoneInfo

import pytest

from mentortui.core import measures as m
from mentortui.core.capture import Kind
from mentortui.core.fold import fold
from mentortui.core.holdings import HELD
from mentortui.core.inclusion import served, served_line
from mentortui.core.kinds import Around
from mentortui.core.mentorship_pauses import Pause
from mentortui.core.record_fields import filled
from mentortui.core.record_kinds import RECORD_KINDS
from mentortui.core.records import Mentorship
from mentortui.core.roles import TASKS, rotated
from mentortui.core.session import Session
from mentortui.core.sharing import in_order
from mentortui.core.status import status_line
from mentortui.core.trend import LEAST_CHANGE
from mentortui.core.trends_course import change
from mentortui.core.trends_groups import whole
from mentortui.core.words import ratio_words
from mentortui.services.demo import LIVE_FOR, demo_live_events, fill, go_live
from mentortui.services.demo_circle import fill_circle
from mentortui.services.demo_grace import around_grace
from mentortui.services.demo_linus import fill_linus
from mentortui.services.demo_linus_came import CAME
from mentortui.services.demo_linus_words import MEETINGS
from mentortui.services.holdings import holdings
from mentortui.services.sessions import Sessions
from mentortui.services.trends import TrendsRead
from mentortui.store.store import Store

WALL = 1_795_615_200_000_000
"""Wednesday 25 November 2026, 14:00 UTC."""
DAY = 86_400_000_000
ZONES = ("America/New_York", "Europe/Berlin")


class Standing:
    """A clock that stands."""

    test = True

    def boot(self) -> int:
        return 100_000_000_000

    def boot_id(self) -> str:
        return "test"

    def monotonic(self) -> int:
        return self.boot()

    def wall(self) -> int:
        return WALL


def live() -> Session:
    session = fold(demo_live_events(WALL))
    assert session is not None
    return session


def test_three_sessions_a_fortnight_apart_and_the_next_one_agreed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    mentorship = fill(store, WALL)
    sessions = store.sessions(mentorship.slug)
    assert [session.number for session in sessions] == [1, 2, 3]
    assert [session.kind for session in sessions] == ["first", "regular", "regular"]
    assert sessions[2].began - sessions[1].began == 14 * DAY
    assert sessions[-1].ended < WALL < (mentorship.next_date or 0) <= WALL + 7 * DAY
    assert sessions[-1].next_date == mentorship.next_date
    assert store.me() is not None
    assert store.notices == []


def test_something_of_every_kind_was_caught(tmp_path: Path) -> None:
    store = Store(tmp_path)
    slug = fill(store, WALL).slug
    kinds = {record.capture.kind for record in store.living(slug)}
    kinds |= {caught.capture.kind for session in store.sessions(slug) for caught in session.caught}
    kinds |= {note.caught.capture.kind for note in store.private_notes(slug)}
    assert kinds == set(get_args(Kind))


def test_both_have_open_and_kept_promises(tmp_path: Path) -> None:
    store = Store(tmp_path)
    slug = fill(store, WALL).slug
    actions = {(record.capture.who, record.state) for record in store.living(slug) if record.capture.kind == "action"}
    assert {("ada", "done"), ("grace", "done"), ("grace", "open")} <= actions


def test_sessions_fill_most_of_an_hour_and_every_second_is_somebodys_or_nobodys(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for session in store.sessions(fill(store, WALL).slug):
        figures = session.figures
        assert 45 <= figures.active // 60_000_000 <= 60
        assert figures.unsure == 0
        assert sum(item.used for item in session.items) == figures.active
        assert min(figures.turns.values()) > 30


def test_the_same_moment_makes_the_same_demo(tmp_path: Path) -> None:
    for name in ("one", "two"):
        fill(Store(tmp_path / name, lambda: WALL), WALL)
    files = [
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.json")}
        for name in ("one", "two")
    ]
    assert files[0] == files[1]


def test_the_session_under_way_is_the_one_of_the_pictures() -> None:
    session = live()
    assert status_line(session, LIVE_FOR, "saved") == (
        "▸ Code review of the parser 3 min · ●Grace Otieno 62 % · Ada 38 % · ends 15:28 · saved"
    )
    assert ratio_words(m.shares(m.whole(session, LIVE_FOR)), ("ada", "grace")) == "41 : 59"
    assert len(session.captures) == 6
    assert [facts.state for facts in session.items] == ["done", "current", "waiting", "waiting", "waiting"]


def test_a_program_goes_on_with_it_without_a_gap(tmp_path: Path) -> None:
    store, ids = Store(tmp_path), iter(f"n{n}" for n in range(99))
    mentorship = fill(store, WALL)
    go_live(store, mentorship, Standing())
    sessions = Sessions(store, Standing(), lambda: next(ids))
    (waiting,) = sessions.unfinished()
    went_on = sessions.go_on(waiting.slug, waiting.id)
    assert went_on.now == LIVE_FOR
    assert went_on.session.gaps == ()
    sessions.leave(went_on)


def all_of_it(folder: Path) -> tuple[Store, Mentorship]:
    """As `mentortui demo` fills a store; and the longest mentorship of it."""
    store = Store(folder, lambda: WALL)
    around_grace(store, fill(store, WALL).slug)
    linus = fill_linus(store, WALL, Standing())
    fill_circle(store, WALL)
    return store, linus


@pytest.fixture(scope="module")
def whole_demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Mentorship]:
    return all_of_it(tmp_path_factory.mktemp("demo") / "data")


def test_there_are_two_mentorships_and_a_circle_and_nothing_in_them_is_of_tomorrow(whole_demo: tuple[Store, Mentorship]) -> None:
    store, _ = whole_demo
    slugs = [one.slug for one in store.mentorships()]
    assert [store.mentorship(slug).part for slug in slugs] == ["mentor", "mentor", "peer"]
    for slug in slugs:
        held = holdings(store, slug)
        records = (*held.living, *held.checkins, *held.pulses, *(one for table in held.tables.values() for one in table))
        assert all(0 < one.created <= one.changed <= WALL and one.changed_by for one in records)
        assert all(session.ended < WALL for session in store.sessions(slug))
        assert (held.mentorship.next_date or 0) > WALL
    assert store.notices == []


def test_the_longer_one_is_of_fifteen_months_over_clocks_that_change_on_other_days(whole_demo: tuple[Store, Mentorship]) -> None:
    store, linus = whole_demo
    sessions = store.sessions(linus.slug)
    assert [one.number for one in sessions] == list(range(1, len(MEETINGS) + 2))
    assert [one.origin is not None for one in sessions] == [False] * len(MEETINGS) + [True]
    assert 14.5 <= (WALL - sessions[0].began) / DAY / 30.4 <= 16
    hours = {zone: [datetime.fromtimestamp(one.began / 1_000_000, ZoneInfo(zone)).hour for one in sessions] for zone in ZONES}
    assert hours == {"America/New_York": [9] * len(sessions), "Europe/Berlin": [ANY] * len(sessions)}
    assert set(hours["Europe/Berlin"]) == {14, 15}


def test_one_was_missed_one_moved_and_there_was_a_pause_without_sessions(whole_demo: tuple[Store, Mentorship]) -> None:
    store, linus = whole_demo
    held = holdings(store, linus.slug)
    assert [bool(one.reason) for one in held.plans if one.state == "missed"] == [True]
    assert [len(one.moves) for one in held.plans if one.state == "held" and one.moves] == [1]
    assert [one.starts for one in held.plans if one.state == "planned"] == [linus.next_date]
    (pause,) = held.of("pauses", Pause)
    days = [datetime.fromtimestamp(began / 1_000_000, UTC).date().isoformat() for began in held.began]
    assert not [day for day in days if pause.begins <= day <= pause.until]
    assert min(days) < pause.begins < pause.until < max(days)


def test_who_keeps_the_agenda_goes_round_with_a_swap_now_and_then(whole_demo: tuple[Store, Mentorship]) -> None:
    store, linus = whole_demo
    held = holdings(store, linus.slug)
    took = served(held.plans)
    assert [one.task for one in took] == list(TASKS)
    for one in took:
        times = sorted(one.times.values())
        assert len(times) == 2
        assert times[1] - times[0] <= 3, "in turn"
    kept = [one.roles.facilitator for one in sorted(held.plans, key=lambda plan: plan.changed) if one.state == "held"]
    assert any(one == other for one, other in pairwise(kept)), "swapped"
    (coming,) = [one for one in held.plans if one.state == "planned"]
    assert coming.roles == rotated([one for one in held.plans if one.state == "held"], in_order(linus))
    assert set(served_line(took[0], {"ada": "Ada", "linus": "Linus"}).split()) >= {"Ada", "Linus", "lately"}


def test_over_all_of_it_a_direction_of_the_talk_is_named(whole_demo: tuple[Store, Mentorship]) -> None:
    store, linus = whole_demo
    found = change(whole(TrendsRead(store, Standing()).read(linus.slug).trends), "linus")
    assert found.sessions == len(MEETINGS) + 1
    assert found.slope is not None
    assert found.slope.clear
    assert found.slope.low > 0
    assert found.end - found.begin >= LEAST_CHANGE


def test_something_lies_in_every_table_there_is_and_a_form_would_take_it(whole_demo: tuple[Store, Mentorship]) -> None:
    """A new table gets something in the demo: in services/demo_linus_around.py."""
    store, linus = whole_demo
    held = holdings(store, linus.slug)
    assert [table for table in HELD if not held.tables[table]] == ["closings"], "it goes on"
    assert not {"action", "win", "decision", "opportunity", "resource", "setback", "feedback"} - {
        one.capture.kind for one in held.living
    }
    around = Around(
        me=linus.me,
        today=datetime.fromtimestamp(WALL / 1_000_000, UTC).date(),
        people=tuple((one.id, one.name) for one in linus.people),
        names={"goal": linus.goals},
    )
    for kind in RECORD_KINDS:
        read = store.private_table if kind.private else store.table
        records = [one for one in read(linus.slug, kind.table, kind.struct) if kind.belongs(one)]
        assert records, kind.name
        for record in records:
            kind.rule(record, records)
            assert filled(kind, record, {}, around) == record


def test_both_kept_promises_and_both_did_not(whole_demo: tuple[Store, Mentorship]) -> None:
    store, linus = whole_demo
    actions = {(one.capture.who, one.state) for one in store.living(linus.slug) if one.capture.kind == "action"}
    assert actions == {(who, state) for who in ("ada", "linus") for state in ("done", "open", "dropped")}


def test_whatever_came_of_something_came_of_something_that_was_caught(whole_demo: tuple[Store, Mentorship]) -> None:
    store, linus = whole_demo
    assert not set(CAME) - {one.capture.text for one in store.living(linus.slug)}
    assert {one.capture.goal for one in store.living(linus.slug)} <= {"", *linus.goals}


def test_the_same_moment_makes_the_same_of_all_of_it(tmp_path: Path, whole_demo: tuple[Store, Mentorship]) -> None:
    folders = [whole_demo[0].data_dir, all_of_it(tmp_path / "data")[0].data_dir]
    files = [{path.relative_to(one): path.read_bytes() for path in one.rglob("*.json")} for one in folders]
    assert files[0] == files[1]
