"""From Home over Prepare into a session, and what it leaves to the next one, with the whole program."""

import itertools
from pathlib import Path

import msgspec
import pytest

from mentortui.app import MentortuiApp
from mentortui.core.between import Assignment
from mentortui.core.records import Plan
from mentortui.screens.cover import CoverScreen
from mentortui.screens.history_log import LogScreen
from mentortui.screens.home import HomeScreen
from mentortui.screens.late import LateScreen
from mentortui.screens.live import LiveScreen
from mentortui.screens.mentorship import MentorshipScreen
from mentortui.screens.prepare import PrepareScreen
from mentortui.screens.start import StartScreen
from mentortui.screens.summary import SummaryScreen
from mentortui.services.desk import Desk
from mentortui.services.mentorships import Mentorships
from mentortui.store.store import Store
from tests.core.plan_values import item
from tests.screens.stage import MINUTE, NOON, Stage, StillClock, said
from tests.screens.waiting import until, until_on_top


class Program:
    """A store with one mentorship, and the program over it."""

    def __init__(self, folder: Path) -> None:
        self.clock = StillClock()
        self.store = Store(folder / "data")
        numbers = itertools.count()
        made = Mentorships(self.store, self.clock, lambda: f"m{next(numbers)}", "Europe/Berlin")
        self.slug = made.begin("Ada", "", "mentor", "Grace", "nairobi", "40/60").slug
        self.desk = Desk(self.store, self.clock, system_zone="Europe/Berlin")
        self.app = MentortuiApp(self.desk)

    def prepared(self, *titles: str, next_date: int | None = None) -> Plan:
        mentorship = self.store.mentorship(self.slug)
        self.store.save_mentorship(msgspec.structs.replace(mentorship, next_date=next_date))
        plan = self.desk.preparing.plan(self.slug)
        items = tuple(item(f"i{number}", title) for number, title in enumerate(titles))
        return self.desk.preparing.save(self.slug, msgspec.structs.replace(plan, items=items, minutes=30))


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


async def test_prepared_and_started_and_what_was_left_open_is_prepared_for_the_next(program: Program) -> None:
    app = program.app
    async with app.run_test(size=(120, 40)) as pilot:
        await until_on_top(pilot, HomeScreen)
        await pilot.press("p")
        await until_on_top(pilot, PrepareScreen)
        for title in ("Talk 10", "Walk 20"):
            await pilot.press("a", *title, "enter")
            await app.workers.wait_for_complete([])
        await pilot.press("s")
        await until_on_top(pilot, StartScreen)
        assert "▌ p As prepared, 2 items 30 min" in said(app)
        await pilot.press("enter")
        await until_on_top(pilot, LiveScreen)
        assert app.live is not None
        assert [facts.item.title for facts in app.live.session.items] == ["Talk", "Walk"]
        await pilot.press("right", "q", "y")
        await until_on_top(pilot, SummaryScreen)
        await pilot.press("escape")
        await until_on_top(pilot, HomeScreen)
        await pilot.press("p")
        await until_on_top(pilot, PrepareScreen)
        assert "Walk 20" in said(app)
        assert "carried over" in said(app)
        assert "Session 2 with Grace" in said(app)
        await pilot.press("s")
        await until_on_top(pilot, StartScreen)
        assert "▌ p Left over from last time, 1 item" in said(app)


async def test_a_session_held_elsewhere_is_written_down_and_only_then_no_longer_asked_about(program: Program) -> None:
    program.prepared("Talk", next_date=NOON - 180 * MINUTE)
    app, store, slug = program.app, program.store, program.slug
    async with app.run_test(size=(120, 40)) as pilot:
        await until_on_top(pilot, HomeScreen)
        assert "held, moved or missed" in said(app)
        await pilot.press("1", "h")
        await until_on_top(pilot, LogScreen)
        await pilot.press("escape")
        await until_on_top(pilot, HomeScreen)
        assert store.mentorship(slug).next_date == NOON - 180 * MINUTE
        assert [plan.state for plan in store.table(slug, "plans", Plan)] == ["planned"]
        await pilot.press("1", "h")
        await until_on_top(pilot, LogScreen)
        await pilot.press("enter", *"11:03", "enter", *"45", "ctrl+s")
        await until_on_top(pilot, HomeScreen)
    assert [session.number for session in store.sessions(slug)] == [1]
    assert store.mentorship(slug).next_date is None
    assert sorted(plan.state for plan in store.table(slug, "plans", Plan)) == ["held", "planned"]
    assert [item.title for item in program.desk.preparing.plan(slug).items] == ["Talk"]


async def test_a_late_session_asks_when_it_began_and_enter_is_as_planned(program: Program) -> None:
    program.prepared("Talk", next_date=NOON - 8 * MINUTE)
    app = program.app
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.start(program.slug)
        await until_on_top(pilot, StartScreen)
        await pilot.press("enter")
        await until_on_top(pilot, LateScreen)
        assert "Planned 13:55, now 14:03. It began:" in said(app)
        assert "enter 13:55, 8 min ago · n now · or type 15:05, -5:00" in said(app)
        await pilot.press("enter")
        await until_on_top(pilot, LiveScreen)
        assert app.live is not None
        assert app.live.now == 8 * MINUTE


@pytest.mark.parametrize(("keys", "minutes"), [("n", 0), (("1", "4", ":", "0", "0", "enter"), 3)])
async def test_a_late_session_began_now_or_at_a_typed_time(program: Program, keys: tuple[str, ...], minutes: int) -> None:
    program.prepared("Talk", next_date=NOON - 20 * MINUTE)
    app = program.app
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.start(program.slug)
        await until_on_top(pilot, StartScreen)
        await pilot.press("enter")
        await until_on_top(pilot, LateScreen)
        await pilot.press(*keys)
        await until_on_top(pilot, LiveScreen)
        assert app.live is not None
        assert app.live.now == minutes * MINUTE


async def test_esc_at_the_question_starts_nothing_and_loses_nothing(program: Program) -> None:
    program.prepared("Talk", next_date=NOON - 8 * MINUTE)
    app = program.app
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.start(program.slug)
        await until_on_top(pilot, StartScreen)
        await pilot.press("enter")
        await until_on_top(pilot, LateScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert app.live is None
    assert [one.title for one in program.desk.preparing.plan(program.slug).items] == ["Talk"]


async def test_a_broken_template_is_told_when_prepare_opens_and_it_opens(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "templates"
    folder.mkdir(parents=True)
    (folder / "bad.toml").write_text("title\n")
    program.desk = Desk(program.store, program.clock, system_zone="Europe/Berlin", config=tmp_path / "config")
    app = MentortuiApp(program.desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await until_on_top(pilot, HomeScreen)
        await pilot.press("p")
        await until_on_top(pilot, PrepareScreen)
        assert any("bad.toml, line 1" in notice.message for notice in app._notifications)


async def test_the_cover_covers_prepare_and_it_comes_back_as_it_was(program: Program) -> None:
    program.prepared("Talk", "Walk")
    app = program.app
    async with app.run_test(size=(80, 24)) as pilot:
        await until_on_top(pilot, HomeScreen)
        await pilot.press("p")
        await until_on_top(pilot, PrepareScreen)
        await pilot.press("down", "x")
        await until_on_top(pilot, CoverScreen)
        assert not any(word in said(app) for word in ("Grace", "Talk", "Walk", "Nairobi"))
        await pilot.press("x", "enter")
        await until_on_top(pilot, PrepareScreen)
        assert "▌ Walk" in said(app)


async def test_an_agenda_longer_than_start_has_room_for_is_cut_with_how_many_more(program: Program) -> None:
    plan = program.prepared(*(f"Topic {number}" for number in range(9)))
    mentorships = program.desk.mentorships
    app = Stage(lambda: StartScreen(mentorships, mentorships.get(program.slug), plan))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Topic 4 10 min … and 4 more" in said(app)
        await pilot.press("2", "p", "enter")
    assert app.came_to is not None
    assert app.came_to.plan == plan  # type: ignore[attr-defined]


async def test_what_is_due_is_opened_where_it_stands_with_its_row_marked(program: Program) -> None:
    read = [Assignment(id=id, text=f"Read part {id}", due=f"2026-11-2{id}") for id in "12"]
    program.store.save_table(program.slug, "assignments", *read)
    app = program.app
    async with app.run_test(size=(120, 40)) as pilot:
        await until_on_top(pilot, HomeScreen)
        await pilot.press("p")
        await until_on_top(pilot, PrepareScreen)
        await pilot.press("end", "enter")
        await until_on_top(pilot, MentorshipScreen)
        await until(pilot, lambda: "Read part" in said(app))
        assert "▌○ Read part 2" in said(app)
