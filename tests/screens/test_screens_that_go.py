"""Screens that go while somebody waits for them, or while they look for a widget of theirs."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widgets import Static

from mentortui.app import MentortuiApp
from mentortui.screens.home import HomeScreen
from mentortui.screens.keys import KeysScreen
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from tests.screens.stage import StillClock, demo_in
from tests.screens.waiting import AnyPilot, at_rest, until_on_top


class Slow(Static):
    """Takes a while to go."""

    async def on_unmount(self) -> None:
        await asyncio.sleep(0.05)


class Held(Screen[None]):
    """Looks for a widget that is not there, when it is told to."""

    def compose(self) -> ComposeResult:
        yield Slow("held")

    def miss(self) -> None:
        self.query_one("#never")


class MissesAtOnce(Held):
    def on_mount(self) -> None:
        self.miss()


@pytest.fixture
def app(tmp_path: Path) -> MentortuiApp:
    clock, store = StillClock(), Store(tmp_path / "data")
    demo_in(store, clock.wall())
    return MentortuiApp(Desk(store, clock, system_zone="Europe/Berlin", config=tmp_path / "config"))


async def test_work_that_is_cut_short_while_it_waits_for_widgets_to_go_takes_nothing_along(app: MentortuiApp) -> None:
    async with app.run_test() as pilot:
        await until_on_top(pilot, HomeScreen)
        for turns in range(1, 6):
            held = Held()
            await app.push_screen(held)
            work = app.run_worker(_removed(held), exit_on_error=False)
            for _ in range(turns):
                await asyncio.sleep(0.01)
            work.cancel()
            await app.pop_screen()
            await at_rest(pilot)
            assert isinstance(app.screen, HomeScreen)
        held = Held()
        await app.push_screen(held)
        app.run_worker(_removed(held), exit_on_error=False)
        await asyncio.sleep(0.01)
        app.exit()
    assert app._exception is None


async def _removed(screen: Screen[None]) -> None:
    await screen.query_one(Slow).remove()


async def test_what_a_screen_misses_while_it_goes_ends_nothing(app: MentortuiApp) -> None:
    async with app.run_test() as pilot:
        await until_on_top(pilot, HomeScreen)
        for deed in (
            lambda screen: screen.call_later(screen.miss),
            lambda screen: screen.run_worker(_soon(screen.miss)),
            lambda screen: app.call_later(screen.miss),
        ):
            await app.push_screen(Held())
            screen = app.screen
            app.pop_screen()
            deed(screen)
            await at_rest(pilot)
            await hears(pilot)
        app.push_screen(MissesAtOnce())
        app.pop_screen()
        await at_rest(pilot)
        await hears(pilot)
        assert isinstance(app.screen, HomeScreen)
    assert app._exception is None


async def hears(pilot: AnyPilot) -> None:
    """A key still opens a screen, and one leaves it again."""
    await pilot.press("question_mark")
    await until_on_top(pilot, KeysScreen)
    await pilot.press("escape")
    await until_on_top(pilot, HomeScreen)


async def test_what_a_screen_that_goes_misses_in_the_loop_of_one_that_stands_ends_the_program(app: MentortuiApp) -> None:
    """Textual ends that loop: the screen that stands would show what it shows for ever, and hear no key."""

    async def miss() -> None:
        async with app.run_test() as pilot:
            await until_on_top(pilot, HomeScreen)
            home, screen = app.screen, Held()
            await app.push_screen(screen)
            app.pop_screen()
            home.call_later(screen.miss)
            await at_rest(pilot)

    with pytest.raises(NoMatches):
        await miss()


async def test_what_a_screen_misses_that_stands_is_an_error_of_ours(app: MentortuiApp) -> None:
    async def miss() -> None:
        async with app.run_test() as pilot:
            await until_on_top(pilot, HomeScreen)
            screen = Held()
            await app.push_screen(screen)
            screen.call_later(screen.miss)
            await at_rest(pilot)

    with pytest.raises(NoMatches):
        await miss()


async def _soon(deed: Callable[[], None]) -> None:
    await asyncio.sleep(0)
    deed()
