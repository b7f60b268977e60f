"""Where there is no terminal, or half of one, or a strange one: one sentence and an exit code, or the program as it always is."""

from pathlib import Path

import pytest

from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal
from tests.endtoend.meeting import ROOT, Desk


@pytest.fixture
def desk(tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal) -> Desk:
    desk = Desk(tmp_path, test_clock, open_terminal)
    desk.known()
    return desk


@pytest.mark.parametrize("streams", ["<&-", "2>&-", "<&- >&- 2>&-", "</dev/null", "| cat"])
def test_a_stream_that_is_closed_or_no_terminal_is_told_in_one_sentence(
    desk: Desk, open_terminal: OpenTerminal, streams: str
) -> None:
    terminal = open_terminal("bash", "-c", f'set -o pipefail; "$@" {streams}', "bash", *desk.command, env=desk.env, cwd=ROOT)
    assert terminal.wait() == 2
    assert b"\x1b" not in terminal.raw
    assert terminal.raw in (b"", b"mentortui needs a terminal. Try: mentortui list\r\n")
    assert (terminal.raw == b"") == ("2>" in streams)
    assert terminal.modes == terminal.modes_before
    assert terminal.left_behind == []


@pytest.mark.parametrize(
    "env",
    [
        {"TERM": None, "LANG": None, "COLUMNS": "20", "LINES": "3"},
        {"TERM": "linux", "LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "utf-16"},
    ],
    ids=["nothing said", "C and utf-16"],
)
def test_a_terminal_that_says_nothing_or_nonsense_still_has_a_screen(desk: Desk, env: dict[str, str | None]) -> None:
    terminal = desk.open(env=env)
    terminal.wait_for("d promises")
    terminal.send(b"\xff\xfe")
    terminal.press("d")
    terminal.wait_until_gone("d promises")
    terminal.press("ctrl+q")
    assert terminal.wait() == 0
    assert terminal.restored
