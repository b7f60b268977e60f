"""An error of ours ends the program in one sentence, with the terminal as it was and the session in its journal; the report of it
names no word of anybody. What does not end it is never silently unsaved."""

import os
import re
import stat
import sys
from pathlib import Path

import pytest

from tests.endtoend.broken import WAYS, WORDS
from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal
from tests.endtoend.meeting import ROOT, Desk, enter, open_line, start
from tests.endtoend.terminal import Terminal

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
ENDS = [where for where in WAYS if where not in ("log", "drafts", "interrupt")]
SOME = ("action", "thread", "base")


@pytest.fixture
def desk(tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal) -> Desk:
    desk = Desk(tmp_path, test_clock, open_terminal)
    desk.known(other="Grace")
    return desk


def broken(desk: Desk, where: str, open_terminal: OpenTerminal, state: Path) -> Terminal:
    command = [sys.executable, "-m", "tests.endtoend.broken", where, *desk.command[-4:]]
    terminal = open_terminal(*command, env={**desk.env, "XDG_STATE_HOME": str(state)}, cwd=ROOT, columns=120, rows=40)
    terminal.wait_for("d promises")
    return terminal


def no_words(terminal: Terminal, state: Path) -> bool:
    """Neither shown nor written down."""
    written = [path.read_bytes() for path in state.rglob("*") if path.is_file()]
    return WORDS.encode() not in b"".join([terminal.raw, *written]) and b"Traceback" not in terminal.raw


@pytest.mark.parametrize("where", ENDS if LONG else SOME)
def test_an_error_ends_it_in_one_sentence_and_its_report_names_no_words(
    desk: Desk, open_terminal: OpenTerminal, tmp_path: Path, where: str
) -> None:
    state = tmp_path / "state"
    terminal = broken(desk, where, open_terminal, state)
    terminal.press("?")
    assert terminal.wait() == 1
    assert terminal.restored
    assert terminal.left_behind == []
    assert no_words(terminal, state)
    assert "An error of mentortui's own (" in terminal.text
    reports = list((state / "mentortui").glob("crash-*.txt"))
    assert len(reports) == (0 if where == "report" else 1)
    for report in reports:
        assert stat.S_IMODE(report.stat().st_mode) == 0o600
        assert "\n  __main__:" in report.read_text("utf-8")


def test_an_error_over_a_session_leaves_its_journal_whole(desk: Desk, open_terminal: OpenTerminal, tmp_path: Path) -> None:
    terminal = broken(desk, "render", open_terminal, tmp_path / "state")
    start(terminal)
    terminal.press("2")
    terminal.wait_for("▐2▌")
    open_line(terminal)
    terminal.type("half a thou")
    terminal.wait_for("half a thou")
    terminal.press("escape")
    terminal.wait_for("Capture · draft")
    terminal.press("?")
    assert terminal.wait() == 1
    assert terminal.restored
    assert "The session with Grace is saved. mentortui goes on with it." in terminal.text
    assert no_words(terminal, tmp_path / "state")
    assert len(desk.events("floor_taken")) == 1
    assert "half a thou" in (desk.folder / "drafts.json").read_text("utf-8")


def test_a_writer_that_fails_says_not_saved_and_what_it_could_not_write_is_kept(
    desk: Desk, open_terminal: OpenTerminal, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    terminal = broken(desk, "log", open_terminal, state)
    start(terminal)
    terminal.press("?")
    terminal.press("2")
    terminal.wait_for("NOT SAVED")
    open_line(terminal)
    terminal.type("never on disk")
    terminal.wait_for("never on disk")
    enter(terminal)
    terminal.wait_for(lambda screen: "NOT SAVED" in screen and re.search(r"\d\d:\d\d +never on disk", screen) is not None)
    terminal.press("ctrl+q")
    code = terminal.wait()
    kept = b"".join(path.read_bytes() for path in state.rglob("*.jsonl"))
    assert code == 0
    assert b"never on disk" in kept
    assert terminal.restored
