"""Other ways into the program: a look around that leaves nothing behind, one person by name, and the mouse."""

import re
from pathlib import Path

import pytest

from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal
from tests.endtoend.meeting import Desk, start


@pytest.fixture
def desk(tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal) -> Desk:
    return Desk(tmp_path, test_clock, open_terminal)


def test_the_demo_shows_three_sessions_and_is_thrown_away(desk: Desk, tmp_path: Path, open_terminal: OpenTerminal) -> None:
    thrown = tmp_path / "tmp"
    thrown.mkdir()
    terminal = open_terminal(*desk.command, "demo", env={**desk.env, "TMPDIR": str(thrown)}, columns=120, rows=40)
    terminal.wait_for("Grace Otieno")
    assert len(list(thrown.glob("mentortui-demo-*"))) == 1
    terminal.press("enter")
    terminal.wait_for(lambda screen: all(one in screen for one in ("first meeting", "regular session 2", "regular session 3")))
    terminal.press("escape")
    terminal.wait_for("d promises")
    terminal.press("q")
    assert terminal.wait() == 0
    assert list(thrown.glob("mentortui-demo-*")) == []
    assert not desk.data.exists() or list(desk.data.iterdir()) == []


def test_a_name_goes_straight_to_that_persons_sessions(desk: Desk, open_terminal: OpenTerminal) -> None:
    desk.known()
    terminal = open_terminal(*desk.command, "gra", env=desk.env, columns=120, rows=40)
    terminal.wait_for(lambda screen: "Grace" in screen and "d promises" not in screen and "s start" in screen)
    start(terminal)
    assert desk.events()[0]["type"] == "session_started"


def test_the_mouse_gives_the_floor_and_presses_the_keys_below(desk: Desk) -> None:
    desk.known()
    terminal = desk.live()
    terminal.wait_for(lambda screen: "q finish" in screen and bool(re.search(r"2 +Grace", screen)))
    row = next(row for row, line in enumerate(terminal.lines) if re.search(r"2 +Grace", line))
    terminal.click(row, terminal.lines[row].index("Grace"))
    terminal.wait_for("▐2▌")
    below = len(terminal.lines) - 1
    terminal.click(below, terminal.lines[below].index("space pause"))
    terminal.wait_for("‖ paused")
    assert len(desk.events("floor_taken")) == 1
