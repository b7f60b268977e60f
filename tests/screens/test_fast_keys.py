"""Screens that are left before they have come up, twice, or from under another one."""

import asyncio
import random
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandPalette, Hit
from textual.screen import Screen
from textual.widgets import OptionList
from textual.worker import Worker

from mentortui.screens.ask import AskScreen
from mentortui.screens.charter import CharterScreen
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.cover import CoverScreen
from mentortui.screens.first_run import FirstRunScreen
from mentortui.screens.history import HistoryScreen
from mentortui.screens.keys import KeysScreen
from mentortui.screens.live import LiveScreen
from mentortui.screens.people import PeopleScreen
from mentortui.screens.resume import ResumeScreen
from mentortui.screens.rows import Deed, Row, RowsScreen
from mentortui.screens.start import StartScreen
from mentortui.screens.summary import SummaryScreen
from mentortui.screens.trends import TrendsScreen
from mentortui.services.drafts import Forgotten
from mentortui.services.sessions import Unfinished
from tests.screens.live_app import LiveApp, running
from tests.screens.stage import said
from tests.screens.waiting import at_rest


def screens(app: LiveApp) -> list[Screen[Any]]:
    """One of each that comes over another."""
    desk, session = app.desk, app.session
    editor = desk.pages.live_editor(session, lambda: desk.sessions.conclude(session))
    started = session.session.started
    waiting = Unfinished(slug=app.mentorship.slug, id=started.session, who="Grace", began=0, away=0, holder="")
    return [
        AskScreen("Ask", "hint", lambda text: None),
        ChooseScreen("Choose", [("a", "one"), ("b", "two")], about="about"),
        RowsScreen("Rows", lambda: [Row("r", "row")], [Deed("d", "does", lambda row: "done")], empty="none"),
        CoverScreen(lambda: "● 5 min left", "typed"),
        KeysScreen([("Here", [("a", "does")])]),
        SummaryScreen(desk.pages, editor, app.mentorship.slug, started.session, copy=lambda text: "Copied"),
        StartScreen(desk.mentorships, app.mentorship),
        HistoryScreen(desk.mentorships, desk.searching, desk.archive, desk.pages, app.mentorship.slug),
        PeopleScreen(desk.mentorships, app.mentorship.slug),
        FirstRunScreen(desk.mentorships, copy=lambda text: "Copied"),
        ResumeScreen(waiting, "Europe/Berlin"),
        TrendsScreen(desk.trends, app.mentorship.slug, desk.clock.wall),
        CharterScreen(desk.charters.shown(app.mentorship.slug), desk.charters.visit(app.mentorship.slug), Forgotten()),
    ]


async def test_a_screen_may_go_before_it_has_come(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        for screen in screens(app):
            app.push_screen(screen)
            app.pop_screen()
            await at_rest(pilot)
            assert isinstance(app.screen, LiveScreen), screen


async def test_any_keys_at_any_speed_for_every_screen(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    keys = ("escape", "enter", "down", "up", "q", "u", "e", "j", "home", "pagedown", "space", "a", "n", "m", "tab", "x", "y", "v")
    async with running(app) as pilot:
        for number in range(len(screens(app))):
            chance = random.Random(number)
            for _ in range(3):
                app.push_screen(screens(app)[number])
                for key in chance.choices(keys, k=8):
                    app.simulate_key(key)
                await pilot.pause()
                while not isinstance(app.screen, LiveScreen):
                    app.pop_screen()
                await pilot.pause()


async def test_a_choice_taken_twice_is_taken_once_and_nothing_else_goes(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    taken: list[str | None] = []
    async with running(app) as pilot:
        choose = ChooseScreen("Choose", [("a", "one"), ("b", "two")])
        app.push_screen(choose, taken.append)
        await pilot.pause()
        listed = choose.query_one(OptionList)
        for _ in range(3):
            listed.action_select()
        await pilot.pause()
        assert taken == ["a"]
        assert isinstance(app.screen, LiveScreen)


async def test_a_choice_that_shows_under_the_palette_takes_nothing_away(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    taken: list[str | None] = []
    async with running(app) as pilot:
        choose = ChooseScreen("Choose", [("a", "one"), ("b", "two")])
        app.push_screen(choose, taken.append)
        await pilot.press("ctrl+p")
        choose.action_leave()
        await pilot.pause()
        assert isinstance(app.screen, CommandPalette)
        assert taken == []


async def test_a_page_key_in_the_palette_between_two_layouts_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = LiveApp(tmp_path)

    def between(listed: OptionList, direction: int) -> None:
        raise KeyError(listed.highlighted)

    async with running(app) as pilot:
        await pilot.press("ctrl+p", "down")
        monkeypatch.setattr(OptionList, "_move_page", between)
        await pilot.press("pagedown", "pageup")
        assert isinstance(app.screen, CommandPalette)
        monkeypatch.undo()
        await pilot.press("escape")
        assert isinstance(app.screen, LiveScreen)


async def test_the_palette_leaves_once(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        app.action_keys()
        await pilot.press("ctrl+p")
        palette = app.screen
        palette.dismiss(None)
        palette.dismiss(None)
        await pilot.pause()
        assert isinstance(app.screen, KeysScreen)


async def test_a_choice_is_named_by_the_keys_of_the_users_own_number_row(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    taken: list[str | None] = []
    async with running(app) as pilot:
        app.push_screen(ChooseScreen("Whose?", [("n", "no one"), ("2", "Grace")], row="&é\"'(-è_çà"), taken.append)
        await pilot.pause()
        assert "é Grace" in said(app)
        assert "n no one" in said(app)
        await pilot.press("é")
        await pilot.pause()
        assert taken == ["2"]


async def test_a_session_that_is_over_goes_from_under_the_cover(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        screen = app.live_screen
        app.action_cover()
        await pilot.pause()
        screen.leave()
        assert app.covered
        await pilot.press("x", "enter")
        await pilot.pause()
        assert screen not in app.screen_stack


async def test_a_search_that_ends_when_the_palette_has_been_left_ends_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        searching, left = asyncio.Event(), asyncio.Event()

        async def slow(palette: CommandPalette, words: str) -> AsyncGenerator[Any, bool]:
            searching.set()
            await left.wait()
            yield Hit(1, words, lambda: None)

        monkeypatch.setattr(CommandPalette, "_search_for", slow)
        monkeypatch.setattr(Worker, "cancel", lambda worker: None)  # as where it had its last answer already
        await pilot.press("ctrl+p")
        palette = app.screen
        await pilot.press("c")
        await searching.wait()
        await pilot.press("escape")
        await at_rest(pilot)
        assert not palette.is_attached
        left.set()
        await at_rest(pilot)
        assert isinstance(app.screen, LiveScreen)
    assert app._exception is None


async def test_a_palette_that_is_left_while_it_comes_up_ends_nothing_else(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        for turns in range(30):
            app.action_command_palette()
            for _ in range(turns):
                await asyncio.sleep(0)
            app.simulate_key("escape")
            await at_rest(pilot)
            if isinstance(app.screen, CommandPalette):
                await pilot.press("escape")
                await at_rest(pilot)
            assert isinstance(app.screen, LiveScreen)
        app.action_command_palette()
        palette = app.screen
        assert isinstance(palette, CommandPalette)
        palette.dismiss(None)
        palette._gather_commands("x")
        await at_rest(pilot)
        assert isinstance(app.screen, LiveScreen)
    assert app._exception is None
