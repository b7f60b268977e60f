"""While the disk refuses every key of Live works, its header says what is not saved and which key helps, at every width."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.worker import Worker

from mentortui.ending import Left
from mentortui.services.live import LiveSession
from mentortui.services.rescue import Rescue
from mentortui.services.writer import SILENT_AFTER
from mentortui.theme import VARIABLES
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.one_line import OneLine
from tests.faults.breaking import Breaking, breaking, on_disk
from tests.faults.test_rescue import Seconds, hang, ids, refuse
from tests.screens.live_app import LiveApp, running
from tests.screens.stage import SIZES, shown
from tests.screens.waiting import AnyPilot, press, until


@pytest.fixture
def broken() -> Iterator[Breaking]:
    with breaking() as found:
        yield found


class FaultyApp(LiveApp):
    """With a state folder of its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "data")
        self.desk.state = folder / "state"


async def refused(app: FaultyApp, pilot: AnyPilot, broken: Breaking, folder: Path) -> None:
    """The disk has refused something."""
    app.session.writer._retry_after = 0.01
    await until(pilot, lambda: not app.session.saved.waiting)
    refuse(broken, folder)
    await pilot.press("1")
    await until(pilot, lambda: "NOT SAVED" in top(app))


def top(app: FaultyApp) -> str:
    """The first row of the screen."""
    return shown(app).splitlines()[0]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_header_names_the_trouble_and_the_key_at_every_width(
    tmp_path: Path, broken: Breaking, size: tuple[int, int]
) -> None:
    app = FaultyApp(tmp_path)
    async with running(app, size) as pilot:
        await refused(app, pilot, broken, tmp_path / "data")
        row = top(app)
        assert "NOT SAVED · disk full · 1 in memory · s " in row
        assert "elsewhere" in row
        assert "Grace" in row
        await press(pilot, "s")
        assert "Save elsewhere" in shown(app)
        assert app.screen.query_one(OneLine).value == str(tmp_path / "state" / "rescued")
        await pilot.press("enter")
        await until(pilot, lambda: "saved elsewhere" in top(app))
        assert "disk full" in top(app)
        assert "Grace" in top(app)
        await press(pilot, "2")
        (copy,) = (tmp_path / "state" / "rescued").iterdir()
        await until(pilot, lambda: app.session.saved.elsewhere and on_disk(copy) == ids(app.session))
        broken.heal()
        await until(pilot, lambda: "● saved" in top(app))
        await until(pilot, lambda: not copy.exists())
        await until(pilot, lambda: "saved in its own place again" in shown(app))
        assert "goes into a file" not in shown(app)


async def test_every_key_works_while_the_disk_refuses(tmp_path: Path, broken: Breaking) -> None:
    app = FaultyApp(tmp_path)
    async with running(app, (120, 40)) as pilot:
        await refused(app, pilot, broken, tmp_path / "data")
        assert app.floor() == ("Ada",)
        steps: list[tuple[list[str], Callable[[], object]]] = [
            (["g"], lambda: app.floor() == ("Grace",)),
            (["greater_than_sign", *"write"], lambda: "> write" in shown(app)),
            (["enter"], lambda: [one.capture.text for one in app.session.session.captures] == ["write"]),
            (["u"], lambda: not app.session.session.captures),
            (["U"], lambda: app.session.session.captures),
            (["right"], lambda: "Now · 2 of 2" in shown(app)),
            (["space"], lambda: app.session.session.paused),
            (["space"], lambda: not app.session.session.paused),
            (["h"], lambda: "speaking figures hidden" in shown(app)),
            (["e"], lambda: "a add" in shown(app)),
            (["escape"], lambda: app.screen is app.live_screen),
            (["question_mark"], lambda: "Save elsewhere" in shown(app)),
            (["escape"], lambda: app.screen is app.live_screen),
        ]
        for keys, happened in steps:
            await pilot.press(*keys)
            await until(pilot, happened)
            assert "NOT SAVED" in top(app) or app.screen is not app.live_screen
        broken.heal()
        await until(pilot, lambda: "● saved" in top(app))
        assert on_disk(app.desk.sessions.log_of(app.session).path) == ids(app.session)


async def test_the_key_says_so_where_nothing_has_to_go_elsewhere(tmp_path: Path) -> None:
    app = FaultyApp(tmp_path)
    async with running(app) as pilot:
        await until(pilot, lambda: not app.session.saved.waiting)
        await press(pilot, "s")
        assert "Everything is saved where it belongs" in shown(app)


async def test_a_folder_that_refuses_before_the_question_is_gone_is_said_too(
    tmp_path: Path, broken: Breaking, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = Rescue.elsewhere

    def refused_at_once(rescue: Rescue, live: LiveSession, typed: str) -> str:
        folder, long = elsewhere(rescue, live, typed), time.monotonic() + 10
        while not live.writer.refused_elsewhere and time.monotonic() < long:
            time.sleep(0.005)
        return folder

    monkeypatch.setattr(Rescue, "elsewhere", refused_at_once)
    app = FaultyApp(tmp_path)
    async with running(app) as pilot:
        await refused(app, pilot, broken, tmp_path)
        await press(pilot, "s")
        await press(pilot, "ctrl+u")
        await press(pilot, *str(tmp_path / "x"))
        await pilot.press("enter")
        await until(pilot, lambda: "does not take it either: disk full" in shown(app))
        broken.heal()


async def test_a_folder_that_refuses_too_is_said_and_can_be_named_anew(tmp_path: Path, broken: Breaking) -> None:
    app = FaultyApp(tmp_path)
    async with running(app) as pilot:
        await refused(app, pilot, broken, tmp_path)
        await press(pilot, "s")
        await press(pilot, "ctrl+u")
        await press(pilot, *"nowhere")
        await press(pilot, "enter")
        assert "A whole path, such as /tmp or ~/somewhere" in shown(app)
        await press(pilot, "ctrl+u")
        await press(pilot, *str(tmp_path / "x"))
        await pilot.press("enter")
        await until(pilot, lambda: "does not take it either: disk full" in shown(app))
        assert "NOT SAVED" in top(app)
        broken.heal()


async def test_a_disk_that_hangs_is_said_after_a_while_and_s_saves_elsewhere(tmp_path: Path, broken: Breaking) -> None:
    app, seconds = FaultyApp(tmp_path), Seconds()
    async with running(app) as pilot:
        await until(pilot, lambda: not app.session.saved.waiting)
        app.session.writer._seconds = seconds
        goes_on = hang(broken, tmp_path)
        try:
            await pilot.press("1")
            await until(pilot, lambda: broken.refused)
            app.live_screen.tick()
            assert "saving…" in top(app)
            await pilot.press("s")
            await until(pilot, lambda: "Everything is saved where it belongs" in shown(app))
            seconds.now += SILENT_AFTER + 1
            app.live_screen.tick()
            await until(pilot, lambda: "NOT SAVED · the disk does not answer · 1 in memory · s " in top(app))
            await pilot.press("s")
            await until(pilot, lambda: "Save elsewhere" in shown(app))
            app.screen.query_one(OneLine).value = str(tmp_path / "hangs too")
            hung = broken.refused
            await pilot.press("enter")
            await until(pilot, lambda: broken.refused > hung)
            seconds.now += SILENT_AFTER + 1
            app.live_screen.tick()
            await until(pilot, lambda: "does not take it either: the disk does not answer" in shown(app))
        finally:
            goes_on.set()
        await until(pilot, lambda: "● saved" in top(app))
        assert on_disk(app.desk.sessions.log_of(app.session).path) == ids(app.session)


async def test_the_palette_has_it(tmp_path: Path, broken: Breaking) -> None:
    app = FaultyApp(tmp_path)
    async with running(app) as pilot:
        await refused(app, pilot, broken, tmp_path / "data")
        assert "Save elsewhere, while the disk refuses" in [one.title for one in app.get_system_commands(app.screen)]
        broken.heal()


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=str)
async def test_where_s_is_a_letter_or_another_forms_the_row_names_the_palette_and_that_saves_elsewhere(
    tmp_path: Path, broken: Breaking, size: tuple[int, int]
) -> None:
    app = FaultyApp(tmp_path)
    async with running(app, size) as pilot:
        await refused(app, pilot, broken, tmp_path / "data")
        await press(pilot, "exclamation_mark")
        assert "ctrl+p saves elsewhere" in top(app) or "ctrl+p elsewhere" in top(app)
        await press(pilot, "escape")
        assert " s " in top(app)
        assert "ctrl+p" not in top(app)
        for key in ("t", "e"):
            await press(pilot, key)
            assert "NOT SAVED · disk full · " in top(app)
            assert "ctrl+p " in top(app)
            commands = {one.title: one.callback for one in app.get_system_commands(app.screen)}
            assert list(commands).count("Save elsewhere, while the disk refuses") == 1
            await press(pilot, "escape")
        await press(pilot, "e")
        commands["Save elsewhere, while the disk refuses"]()
        await until(pilot, lambda: app.screen.query_one(OneLine).value == str(tmp_path / "state" / "rescued"))
        await pilot.press("enter")
        await until(pilot, lambda: "saved elsewhere" in top(app))
        broken.heal()


@asynccontextmanager
async def asked_where(
    app: FaultyApp, broken: Breaking, folder: Path, patch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[AnyPilot, threading.Event, Worker[None]]]:
    """The question where to save stands, and who asked it. The disks are tried until the event is set; then one is found."""
    tried = threading.Event()

    def slow() -> str:
        tried.wait(10)
        return "/found"

    async with running(app, (80, 24)) as pilot:
        await refused(app, pilot, broken, folder / "data")
        patch.setattr(app.desk.rescue, "proposal", slow)
        asked = app.live_screen.action_elsewhere()
        try:
            await until(pilot, lambda: "Save elsewhere" in shown(app))
            yield pilot, tried, asked
        finally:
            tried.set()
            broken.heal()


async def test_the_question_where_to_save_stands_before_any_disk_was_tried(
    tmp_path: Path, broken: Breaking, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = FaultyApp(tmp_path)
    async with asked_where(app, broken, tmp_path, monkeypatch) as (pilot, tried, _):
        assert app.screen.query_one(OneLine).value == ""
        assert "g other" not in shown(app).splitlines()[-1]
        assert "enter saves there" in shown(app).splitlines()[-1]
        tried.set()
        await until(pilot, lambda: app.screen.query_one(OneLine).value == "/found")
        await press(pilot, "escape")
        assert "g other" in shown(app).splitlines()[-1]


async def test_what_was_typed_meanwhile_is_not_changed_by_the_proposal(
    tmp_path: Path, broken: Breaking, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = FaultyApp(tmp_path)
    async with asked_where(app, broken, tmp_path, monkeypatch) as (_, tried, asked):
        app.screen.query_one(OneLine).insert_text_at_cursor("/mine")
        tried.set()
        await asked.wait()
        assert app.screen.query_one(OneLine).value == "/mine"


@pytest.mark.parametrize("over", ["", "t"])
async def test_leaving_says_at_once_that_it_saves_elsewhere(
    tmp_path: Path, broken: Breaking, monkeypatch: pytest.MonkeyPatch, over: str
) -> None:
    app, waited = FaultyApp(tmp_path), threading.Event()
    async with running(app, (80, 24)) as pilot:
        await refused(app, pilot, broken, tmp_path / "data")
        if over:
            await press(pilot, over)

        def slow() -> Left:
            waited.wait(10)
            return Left()

        monkeypatch.setattr(app.ending, "save", slow)
        leaving = asyncio.ensure_future(app.action_leave())
        try:
            await until(pilot, lambda: "saving elsewhere, then it ends…" in top(app))
            app.live_screen.tick()
            assert "saving elsewhere, then it ends…" in top(app)
        finally:
            broken.heal()
            waited.set()
        await leaving


class Row(App[None]):
    """The header alone."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(VARIABLES)

    def compose(self) -> ComposeResult:
        yield HeaderLine()


@pytest.mark.parametrize("trouble", ["disk full", "a file stands where a folder should be"])
async def test_the_row_keeps_to_its_cells_and_says_who_it_is(trouble: str) -> None:
    app = Row()
    async with app.run_test(size=(200, 3)) as pilot:
        header = app.query_one(HeaderLine)
        for width in (200, 120, 80, 60, 50, 40):
            await pilot.resize_terminal(width, 3)
            for who in ("Grace", "Grace Brewster Murray Hopper of the Navy"):
                header.pieces = (who, "regular session 14", "12 min")
                header.saved = SaveState("not saved", trouble, 12, key="s")
                row = str(header.draw(width - 2, 1))
                assert len(row) <= width - 2
                assert row.startswith("Grace")
                assert "NOT SAVED" in row
                assert " s " in row
                header.saved = SaveState("elsewhere", trouble, 12, where="/tmp/mentortui-grace-2026-11-25-abcdefghijkl.jsonl")
                row = str(header.draw(width - 2, 1))
                assert len(row) <= width - 2
                assert row.startswith("Grace")
                assert "saved elsewhere" in row
