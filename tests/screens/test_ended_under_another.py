"""What goes by itself, once something is read or stored, may end while another screen lies over it: it goes once that is gone."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mentortui.screens.importing import ImportScreen
from mentortui.screens.importing_report import ReportScreen
from mentortui.services.importing import Importing
from tests.screens.importing_app import importing
from tests.screens.test_importing_flow import TWO
from tests.screens.test_importing_quick import quick
from tests.screens.waiting import press, until, until_on_top


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A file is read once it is set."""
    event, read = threading.Event(), Importing.read

    def late(*given: Any, **named: Any) -> Any:
        event.wait(20)
        return read(*given, **named)

    monkeypatch.setattr(Importing, "read", late)
    yield event
    event.set()


@pytest.mark.parametrize("key", ["question_mark", "f", "ctrl+p"])
async def test_a_file_that_was_read_under_another_screen_is_shown_once_that_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: threading.Event, key: str
) -> None:
    async with importing(tmp_path, monkeypatch, TWO) as (app, pilot, _):
        await quick(pilot, "enter", key)
        await until(pilot, lambda: not isinstance(app.screen, ImportScreen))
        below = next(screen for screen in app.screen_stack if isinstance(screen, ImportScreen))
        gate.set()
        await until(pilot, lambda: not below.reading)
        await press(pilot, "escape")
        await until_on_top(pilot, ReportScreen)


async def test_a_program_that_ends_waits_for_no_file_that_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: threading.Event
) -> None:
    async with importing(tmp_path, monkeypatch, TWO) as (_, pilot, _):
        await quick(pilot, "enter")
        await until(pilot, lambda: any(one.name == "mentortui-apart" for one in threading.enumerate()))
        assert all(one.daemon for one in threading.enumerate() if one.name == "mentortui-apart")
