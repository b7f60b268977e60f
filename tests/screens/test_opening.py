"""What comes up first: the first run, Home, straight to one mentorship, or the session that was not finished."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot

from mentortui.app import MentortuiApp
from mentortui.core.templates import REGULAR
from mentortui.core.typed_people import Person
from mentortui.screens.first_run import FirstRunScreen
from mentortui.screens.history import HistoryScreen
from mentortui.screens.home import HomeScreen
from mentortui.screens.live import LiveScreen
from mentortui.screens.prepare import PrepareScreen
from mentortui.screens.resume import ResumeScreen
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from tests.screens.live_app import LiveApp, running
from tests.screens.stage import MINUTE, StillClock, demo_in, said
from tests.screens.waiting import until_on_top


@asynccontextmanager
async def program(desk: Desk, opened: str = "") -> AsyncIterator[tuple[MentortuiApp, Pilot[str | None]]]:
    """The program from its start."""
    app = MentortuiApp(desk, opened=opened)
    async with app.run_test(size=(80, 24)) as pilot:
        yield app, pilot
        await app.let_go()


def demo(folder: Path) -> tuple[Desk, str]:
    """The demo's data, and its mentorship."""
    clock = StillClock()
    store = Store(folder)
    return Desk(store, clock, system_zone="Europe/Berlin"), demo_in(store, clock.wall())


async def walk(app: MentortuiApp, pilot: Pilot[str | None], key: str, there: Callable[[], bool]) -> None:
    """The key, again and again, until one is there."""
    for _ in range(40):
        if there():
            return
        await pilot.press(key)
        await pilot.pause(0.01)
    raise AssertionError(f"{app.screen} is on top")


async def test_with_nothing_stored_it_asks_and_then_shows_home_with_what_was_answered(tmp_path: Path) -> None:
    desk = Desk(Store(tmp_path / "data"), StillClock(), system_zone="Europe/Berlin")
    async with program(desk) as (app, pilot):
        await until_on_top(pilot, FirstRunScreen)
        await walk(app, pilot, "enter", lambda: isinstance(app.screen, HomeScreen))
        assert len(desk.mentorships.heads()) == 1
        assert "s start" in said(app)


async def test_with_something_stored_home_comes_first(tmp_path: Path) -> None:
    desk, _ = demo(tmp_path / "data")
    async with program(desk) as (app, pilot):
        await until_on_top(pilot, HomeScreen)
        assert "Grace Otieno" in said(app)


async def test_who_is_named_is_opened_and_home_is_one_key_away(tmp_path: Path) -> None:
    desk, slug = demo(tmp_path / "data")
    async with program(desk, slug) as (app, pilot):
        await until_on_top(pilot, HistoryScreen)
        assert "Grace Otieno" in said(app)
        await pilot.press("escape")
        await until_on_top(pilot, HomeScreen)


def planned(folder: Path, minutes: int) -> tuple[Desk, str]:
    """The demo's data and another mentorship; the session with Grace is planned in so many minutes."""
    desk, slug = demo(folder)
    desk.mentorships.add("mentor", [Person("Linus")])
    grace = desk.mentorships.get(slug)
    desk.store.save_mentorship(msgspec.structs.replace(grace, next_date=desk.clock.wall() + minutes * MINUTE))
    return desk, slug


@pytest.mark.parametrize("minutes", [15, 0, -60])
async def test_near_a_planned_session_its_prepare_opens_and_the_others_wait_behind_escape(tmp_path: Path, minutes: int) -> None:
    desk, _ = planned(tmp_path / "data", minutes)
    async with program(desk) as (app, pilot):
        await until_on_top(pilot, PrepareScreen)
        assert "Grace" in said(app)
        assert "1 other · esc" in said(app)
        await pilot.press("escape")
        await until_on_top(pilot, HomeScreen)
        assert "Linus" in said(app)


@pytest.mark.parametrize("minutes", [16, -61])
async def test_a_planned_session_that_is_not_near_opens_nothing(tmp_path: Path, minutes: int) -> None:
    desk, _ = planned(tmp_path / "data", minutes)
    async with program(desk) as (app, pilot):
        await until_on_top(pilot, HomeScreen)
        await pilot.pause(0.2)
        assert isinstance(app.screen, HomeScreen)


async def test_who_is_named_near_the_planned_session_is_prepared_for(tmp_path: Path) -> None:
    desk, slug = planned(tmp_path / "data", 10)
    async with program(desk, slug) as (_app, pilot):
        await until_on_top(pilot, PrepareScreen)


async def test_who_else_is_named_goes_before_the_session_that_is_near(tmp_path: Path) -> None:
    desk, _ = planned(tmp_path / "data", 10)
    async with program(desk, "linus") as (app, pilot):
        await until_on_top(pilot, HistoryScreen)
        assert "Linus" in said(app)
        await pilot.press("escape")
        await until_on_top(pilot, HomeScreen)
        assert "▌Linus" in said(app)


async def test_a_session_under_way_goes_before_one_that_is_planned(tmp_path: Path) -> None:
    desk, slug = planned(tmp_path / "data", 10)
    desk.sessions.leave(desk.sessions.start(desk.mentorships.get(slug), REGULAR))
    async with program(desk) as (_app, pilot):
        await until_on_top(pilot, ResumeScreen)
        await pilot.press("escape")
        await until_on_top(pilot, HomeScreen)


async def test_a_session_that_was_not_finished_is_offered_before_anything_else(tmp_path: Path) -> None:
    first = LiveApp(tmp_path / "data")
    async with running(first) as pilot:
        await pilot.press("1")
        assert first.session.writer.flush()
    async with program(Desk(Store(tmp_path / "data"), first.clock, system_zone="Europe/Berlin")) as (app, pilot):
        await until_on_top(pilot, ResumeScreen)
        shown = said(app)
        assert "Grace" in shown
        assert "was not finished" in shown
        for choice in ("go on", "finish as it stood", "later"):
            assert choice in shown.casefold()
        await pilot.press("g")
        await until_on_top(pilot, LiveScreen)
        assert "▐1▌ Ada" in said(app)


async def test_where_figures_are_agreed_not_to_be_shown_live_shows_none_and_h_says_why(tmp_path: Path) -> None:
    live = LiveApp(tmp_path / "data")
    live.mentorship = live.desk.store.save_mentorship(
        type(live.mentorship)(
            id=live.mentorship.id,
            slug=live.mentorship.slug,
            part="mentor",
            me="p1",
            people=live.mentorship.people,
            show_figures=False,
        )
    )
    async with running(live, (120, 40)) as pilot:
        await pilot.press("1")
        live.pass_time(60)
        await pilot.press("h")
        await pilot.pause()
        assert "%" not in said(live)
        assert "agreed not to show" in live.asked()
        assert "▐1▌ Ada" in said(live)


async def test_history_of_the_only_mentorship_says_whose_it_is_and_of_several_that_it_is_of_all(tmp_path: Path) -> None:
    desk, _ = demo(tmp_path / "data")
    async with program(desk) as (app, pilot):
        await until_on_top(pilot, HomeScreen)
        await pilot.press("h")
        await until_on_top(pilot, HistoryScreen)
        assert "Grace Otieno · history" in said(app)
        await pilot.press("escape")
        await until_on_top(pilot, HomeScreen)
        desk.mentorships.add("mentor", [Person("Linus")])
        await pilot.press("h")
        await until_on_top(pilot, HistoryScreen)
        assert "all mentorships · history" in said(app)
