"""Keys that come while one screen is gone and the next does not stand yet: they are the next one's, and none is lost."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mentortui.app import MentortuiApp
from mentortui.screens.home import HomeScreen
from mentortui.screens.live import LiveScreen
from mentortui.screens.prepare import PrepareScreen
from mentortui.screens.start import StartScreen
from mentortui.services.preparing import Preparing
from mentortui.services.sessions import Sessions
from tests.calm import send
from tests.screens.test_prepare_flow import Program
from tests.screens.waiting import at_rest, press, until, until_on_top

SLOW = 0.3


@pytest.fixture
def program(tmp_path: Path) -> Program:
    program = Program(tmp_path)
    program.prepared("Check-in")
    return program


def slow(deed: Callable[..., Any]) -> Callable[..., Any]:
    """As on a disk that takes its time."""

    def slowly(*given: Any, **named: Any) -> Any:
        time.sleep(SLOW)
        return deed(*given, **named)

    return slowly


def floors(app: MentortuiApp) -> list[str]:
    """Who was given the floor, in order."""
    if app.live is None:
        return []
    session = app.live.session
    names = {one.id: one.name for one in session.people}
    return [" ".join(names[id] for id in change.floor.holders) for change in session.changes]


async def test_a_floor_key_right_after_start_gives_the_floor(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sessions, "start", slow(Sessions.start))
    app = program.app
    async with app.run_test(size=(120, 40)) as pilot:
        await until_on_top(pilot, HomeScreen)
        await at_rest(pilot)
        await press(pilot, "s")
        await until_on_top(pilot, StartScreen)
        send(app, ["enter"])
        await until(pilot, lambda: not isinstance(app.screen, StartScreen))
        send(app, ["2"])
        await until_on_top(pilot, LiveScreen)
        await asyncio.sleep(SLOW)
        await at_rest(pilot)
        assert [type(screen).__name__ for screen in app.screen_stack] == ["Screen", "HomeScreen", "LiveScreen"]
        assert floors(app) == ["Grace"]


async def test_a_session_is_started_by_keys_that_come_in_one_go(program: Program) -> None:
    app = program.app
    async with app.run_test(size=(120, 40)) as pilot:
        await until_on_top(pilot, HomeScreen)
        await at_rest(pilot)
        send(app, ["s", "enter", "1", "2", "1"])
        await until_on_top(pilot, LiveScreen)
        await until(pilot, lambda: len(floors(app)) == 3)
        assert floors(app) == ["Ada", "Grace", "Ada"]


async def test_keys_for_prepare_do_nothing_on_home_while_it_is_read(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Preparing, "editor", slow(Preparing.editor))
    app = program.app
    async with app.run_test(size=(120, 40)) as pilot:
        await until_on_top(pilot, HomeScreen)
        await at_rest(pilot)
        send(app, ["p"])
        await asyncio.sleep(SLOW / 2)
        assert isinstance(app.screen, HomeScreen)
        send(app, ["h", "escape"])
        await asyncio.sleep(SLOW / 4)
        assert isinstance(app.screen, HomeScreen)
        await until(pilot, lambda: not app.between.between)
        await at_rest(pilot)
        assert isinstance(app.screen, HomeScreen)  # escape left Prepare, which has no h
        await press(pilot, "ctrl+t")
        assert app.covered


async def test_what_is_covered_and_left_waits_for_no_screen(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Preparing, "editor", slow(Preparing.editor))
    app = program.app
    async with app.run_test(size=(120, 40)) as pilot:
        await until_on_top(pilot, HomeScreen)
        await at_rest(pilot)
        send(app, ["p"])
        await asyncio.sleep(SLOW / 2)
        send(app, ["x"])
        await until(pilot, lambda: app.covered)
        await press(pilot, "x", "enter")
        await until_on_top(pilot, PrepareScreen)
