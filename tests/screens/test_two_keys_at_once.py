"""Keys that come in one read of the terminal: an enter that bounces, a slow line, a machine that stood still."""

from pathlib import Path

import pytest
from textual.events import Key

from tests.screens.live_app import LiveApp, running
from tests.screens.waiting import at_rest


@pytest.fixture
def app(tmp_path: Path) -> LiveApp:
    return LiveApp(tmp_path)


def at_once(app: LiveApp, *keys: str) -> None:
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))


async def test_a_note_is_there_once_and_its_draft_is_gone(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("enter", *"a thought")
        at_once(app, "enter", "enter")
        await at_rest(pilot)
        assert [one.capture.text for one in app.live.session.captures] == ["a thought"]
        await pilot.press("escape")
        await at_rest(pilot)
        assert "draft" not in app.live_screen.query_one("CaptureLine").border_title
        assert "a thought" not in app.live_screen._drafts.get(app.live_screen.typing.draft)


async def test_a_key_right_behind_enter_is_the_screens_as_at_any_pace(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("1", "enter", *"a thought")
        at_once(app, "enter", "2")
        await at_rest(pilot)
        assert [one.capture.text for one in app.live.session.captures] == ["a thought"]
        assert app.floor() == ("Grace",)
