"""A screen or the program goes while something is still on its way to it."""

from pathlib import Path

import pytest
from textual.events import Key

from mentortui.core.page import Page
from mentortui.screens.summary_page import SummaryPage
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from tests.screens.live_app import LiveApp, running
from tests.screens.summary_app import SummaryApp


async def test_left_while_its_page_is_read_nothing_breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = SummaryPage.read

    async def left_meanwhile(shown: SummaryPage, page: Page, cells: int) -> bool:
        screen, done = shown.screen, await read(shown, page, cells)
        await screen.query(HeaderLine).remove()
        await screen.query(KeyLine).remove()
        return done

    monkeypatch.setattr(SummaryPage, "read", left_meanwhile)
    app = SummaryApp(tmp_path)
    async with app.run_test() as pilot:
        for _ in range(10):
            await pilot.pause(0.01)
        assert not app.screen.query(KeyLine)


async def test_keys_that_come_while_the_program_ends_go_nowhere(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        await pilot.pause()
    await app.on_event(Key("a", "a"))
    assert not app.screen_stack
