"""How the program ends: what is lost and what failed is told, once, and the exit code says so."""

from pathlib import Path

import pytest
from textual.events import Key, MouseMove, Paste
from textual.worker import WorkerFailed

from mentortui.screens.rows import RowsScreen
from mentortui.services.writer import Writer
from mentortui.store.errors import NotSaved
from mentortui.store.journal import Journal
from tests.screens.live_app import LiveApp, running


async def test_leaving_a_saved_session_is_no_failure(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        await pilot.press("1", "ctrl+q")
        await pilot.pause()
    assert app.return_code == 0
    assert "is saved" in (app.return_value or "")


async def test_leaving_with_events_that_are_lost_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        await pilot.pause()
        assert app.session.writer.flush()

        def refuse(journal: Journal, events: object) -> None:
            raise NotSaved("journal", "disk full")

        monkeypatch.setattr(Journal, "append_many", refuse)
        monkeypatch.setattr(Writer, "flush", lambda writer, timeout=0.0: False)
        await pilot.press("1", "ctrl+q")
        await pilot.pause()
    assert app.return_code == 1
    assert "Lost: the last 1 event." in (app.return_value or "")


async def test_the_first_error_is_the_one_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    app = LiveApp(tmp_path / "data")
    async with running(app) as pilot:
        await pilot.pause()
        with monkeypatch.context() as on_a_terminal:
            on_a_terminal.setattr(LiveApp, "is_headless", False)
            app._handle_exception(ZeroDivisionError("first"))
            app.clock.wait(5)
            app._handle_exception(KeyError("follows"))
            await app.action_leave()
        assert "ZeroDivisionError" in (app.return_value or "")
    assert app.return_code == 1
    assert len(list((tmp_path / "state").rglob("crash-*.txt"))) == 1


async def test_of_an_error_in_the_background_its_own_name_and_place_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    app = LiveApp(tmp_path / "data")
    async with running(app) as pilot:
        await pilot.pause()
        try:
            raise ZeroDivisionError("inside")
        except ZeroDivisionError as error:
            wrapped = WorkerFailed(error)
        with monkeypatch.context() as on_a_terminal:
            on_a_terminal.setattr(LiveApp, "is_headless", False)
            app._handle_exception(wrapped)
            await app.action_leave()
        assert "ZeroDivisionError" in (app.return_value or "")
    (report,) = (tmp_path / "state").rglob("crash-*.txt")
    assert "test_of_an_error_in_the_background" in report.read_text("utf-8")


async def test_a_list_over_a_watched_session_is_covered_and_gives_no_floor(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        await pilot.press("1")
        assert app.session.writer.flush()
        (waiting,) = app.desk.sessions.unfinished(app.mentorship.slug)
        live, app.live, app._live_screen = app.session, None, None
        app.run_worker(app._watch(waiting))
        await pilot.pause(0.1)
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, RowsScreen)
        await pilot.press("2", "g", "b")
        assert live.session.floor.holders == ("p1",)
        await pilot.press("x")
        await pilot.pause()
        assert app.covered
        app.live = live


async def test_what_a_screen_misses_while_the_program_is_taken_apart_is_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    app = LiveApp(tmp_path / "data")
    async with running(app) as pilot:
        await pilot.press("1", "ctrl+q")
        await pilot.pause()
    with monkeypatch.context() as on_a_terminal:
        on_a_terminal.setattr(LiveApp, "is_headless", False)
        app._handle_exception(KeyError("a field that went before its form"))
    assert app.return_code == 0
    assert "is saved" in (app.return_value or "")
    assert not (tmp_path / "state").exists()


async def test_keys_and_pastes_that_come_after_the_last_screen_went_are_nobodys(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        await pilot.press("1", "ctrl+q")
        await pilot.pause()
    assert not app._screen_stack
    for late in (Paste("Done: all"), Key("a", "a"), MouseMove(None, 0, 0, 0, 0, 0, False, False, False)):
        await app.on_event(late)
    assert app.return_code == 0
