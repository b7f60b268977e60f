"""From Live to the page and back, and what a store that refuses does to the way there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from mentortui.screens.choose import ChooseScreen
from mentortui.screens.live import LiveScreen
from mentortui.screens.summary import SummaryScreen
from mentortui.services.sessions import Sessions
from mentortui.store.changing import Changing
from mentortui.store.errors import NotSaved
from mentortui.store.store import Store
from mentortui.widgets.capture_line import CaptureLine
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.question_line import QuestionLine
from tests.screens.live_app import LiveApp, running


@pytest.fixture
def app(tmp_path: Path) -> LiveApp:
    return LiveApp(tmp_path / "data")


async def until(pilot: Pilot[str | None], happens: Callable[[], bool]) -> None:
    """Goes on as soon as it has."""
    for _ in range(400):
        await pilot.pause(0.01)
        if happens():
            return
    raise AssertionError(f"{pilot.app.screen} is on top")


async def settle(app: LiveApp, pilot: Pilot[str | None], kind: type) -> None:
    """Until such a screen is on top."""
    await until(pilot, lambda: isinstance(app.screen, kind))


async def test_q_and_y_show_the_page_and_leaving_it_ends_the_session(app: LiveApp, tmp_path: Path) -> None:
    async with running(app) as pilot:
        await pilot.press("1", "equals_sign", *"small commits", "enter")
        app.pass_time(20)
        await pilot.press("q", "y")
        await settle(app, pilot, SummaryScreen)
        (stored,) = Store(tmp_path / "data").sessions(app.mentorship.slug)
        assert stored.caught[0].capture.text == "small commits"
        await pilot.press("q")
        await until(pilot, lambda: not any(isinstance(screen, LiveScreen) for screen in app.screen_stack))
        assert app.live is None
        assert Store(tmp_path / "data").journals.all() == ()


async def test_u_on_the_page_goes_back_in_and_redo_ends_it_again(app: LiveApp, tmp_path: Path) -> None:
    async with running(app) as pilot:
        await pilot.press("1")
        app.pass_time(20)
        await pilot.press("q", "y")
        await settle(app, pilot, SummaryScreen)
        await pilot.press("u")
        await settle(app, pilot, LiveScreen)
        assert [one.removed for one in Store(tmp_path / "data").sessions(app.mentorship.slug)] == [True]
        await pilot.press("2")
        assert app.floor() == ("Grace",)
        await pilot.press("u", "U", "u")
        await pilot.press("q", "y")
        await settle(app, pilot, SummaryScreen)
        assert [one.removed for one in Store(tmp_path / "data").sessions(app.mentorship.slug)] == [False]


async def test_redo_of_the_end_shows_the_page_again(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("1", "q", "y")
        await settle(app, pilot, SummaryScreen)
        await pilot.press("u")
        await settle(app, pilot, LiveScreen)
        await pilot.press("U")
        await settle(app, pilot, SummaryScreen)


async def test_where_the_result_cannot_be_stored_the_session_goes_on(app: LiveApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Store, *given: object) -> None:
        raise NotSaved(Path("2026.json"), "disk full")

    async with running(app) as pilot:
        await pilot.press("1")
        with monkeypatch.context() as patch:
            patch.setattr(Changing, "write", full)
            await pilot.press("q", "y")
            await until(pilot, lambda: not app.session.session.finished)
        assert app.screen is app.live_screen
        await until(pilot, lambda: app.asked() == "Not finished, disk full: it goes on. q again once it can be saved")
        assert not app._notifications  # one would lie over that line
        await pilot.press("2")
        assert app.floor() == ("Grace",)
        await pilot.press("q", "y")
        await settle(app, pilot, SummaryScreen)


async def test_what_is_still_typed_is_not_left_behind(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("enter", *"half", "escape", "q")
        assert "Still typed" in app.asked()
        app.live_screen._question.unsay(app.asked())  # as after a while
        assert "Still typed" not in app.asked()
        line = app.live_screen.typing.line
        assert "Still typed: enter saves it, ctrl+u empties it. Then q." in str(line.border_subtitle)
        await pilot.press("y")  # by habit, right behind the q: it is no text
        assert line.text == "half"
        assert "Still typed" in str(line.border_subtitle)
        await pilot.press("y", "backspace")
        assert "Still typed" not in str(line.border_subtitle)
        await pilot.press("enter")
        await pilot.press("q")
        assert isinstance(app.screen, ChooseScreen)
        assert [facts.capture.text for facts in app.session.session.captures] == ["half"]


async def test_finish_and_start_the_next_asks_which(app: LiveApp) -> None:
    from mentortui.screens.start import StartScreen

    async with running(app) as pilot:
        await pilot.press("1", "q", "s")
        await settle(app, pilot, SummaryScreen)
        await pilot.press("q")
        await settle(app, pilot, StartScreen)


async def test_watching_shows_whose_it_is_and_changes_nothing(app: LiveApp, tmp_path: Path) -> None:
    async with running(app) as pilot:
        await pilot.press("1")
        assert app.session.writer.flush()
        second = Sessions(Store(tmp_path / "data"), app.clock, lambda: "x")
        (waiting,) = second.unfinished()
        await app._watch(waiting)
        await pilot.pause()
        assert "watching" in app.screen.query_one(HeaderLine).pieces[1]
        app.live, kept = None, app.live
        for key in (*"2g", "space", "right", *"up1", "escape", "v", "space", "escape", "a", "escape", "enter", *"hi", "enter"):
            await pilot.press(key)
        app.live = kept
        assert app.session.session.floor.holders == ("p1",)


@pytest.mark.parametrize("key", ["enter", "exclamation_mark"])
async def test_while_watching_nothing_can_be_typed_that_could_not_be_saved(app: LiveApp, tmp_path: Path, key: str) -> None:
    async with running(app) as pilot:
        assert app.session.writer.flush()
        (waiting,) = Sessions(Store(tmp_path / "data"), app.clock, lambda: "x").unfinished()
        await app._watch(waiting)
        await pilot.pause()
        app.live, kept = None, app.live
        await pilot.press(key)
        assert not app.screen.query_one(CaptureLine).opened
        assert app.screen.query_one(QuestionLine).question.startswith("Watching only: ")
        assert "leave" in [words for _, words in app.screen.query_one(KeyLine).keys]
        app.live = kept


async def test_whoever_only_watches_is_asked_nothing(app: LiveApp, tmp_path: Path) -> None:
    async with running(app) as pilot:
        app.clock.sleep(600)
        app.live_screen.tick()
        await pilot.pause()
        assert app.screen.query_one(QuestionLine).question.startswith("Away for 10:00")
        assert app.session.writer.flush()
        (waiting,) = Sessions(Store(tmp_path / "data"), app.clock, lambda: "x").unfinished()
        await app._watch(waiting)
        await pilot.pause()
        assert app.screen.query_one(QuestionLine).question == ""
        app.live = None
