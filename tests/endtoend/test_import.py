"""Transcripts on a real terminal: names are asked about once, a long file shows how far it is, ctrl-c stores nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from mentortui.store.store import Store
from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal
from tests.endtoend.meeting import Desk
from tests.endtoend.terminal import Terminal

Open: TypeAlias = Callable[..., Terminal]
"""Imports these files, in a terminal."""
CALL = """WEBVTT

00:00.000 --> 00:40.000
Countess: Shall we?

00:40.000 --> 01:40.000
Gracie O.: Yes.

01:40.000 --> 01:50.000
Projector: beep
"""


@pytest.fixture
def desk(tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal) -> Desk:
    found = Desk(tmp_path, test_clock, open_terminal)
    found.known()
    return found


@pytest.fixture
def open_import(desk: Desk, tmp_path: Path, open_terminal: OpenTerminal) -> Open:
    def opened(*words: str) -> Terminal:
        return open_terminal(*desk.command, "import", *words, env=desk.env, cwd=tmp_path, columns=100, rows=40)

    return opened


def sessions(desk: Desk) -> list[str]:
    """The files the stored sessions came from."""
    store = Store(desk.data)
    found = [one for slug in [one.slug for one in store.mentorships()] for one in store.sessions(slug)]
    return [one.origin.file for one in found if one.origin is not None]


def test_each_name_is_asked_about_once_and_remembered(desk: Desk, tmp_path: Path, open_import: Open) -> None:
    (tmp_path / "2020-01-06 15-00.vtt").write_text(CALL, encoding="utf-8")
    terminal = open_import("2020-01-06 15-00.vtt")
    terminal.wait_for("who is “Countess” (1 cue, 0:40)?")
    terminal.wait_for("0 not said who")
    terminal.type("1\r")
    terminal.wait_for("who is “Gracie O.” (1 cue, 1:00)?")
    terminal.type("7\r")
    terminal.wait_for("is not one of")
    terminal.type("2\r")
    terminal.wait_for("who is “Projector” (1 cue, 0:10)?")
    terminal.type("0\r")
    terminal.wait_for("Stored as regular session 1")
    assert terminal.wait() == 0
    assert "“Countess” is" in terminal.text
    assert "not said who 0:10" in terminal.text
    (tmp_path / "2020-01-07 15-00.vtt").write_text(CALL + "\n", encoding="utf-8")
    terminal = open_import("2020-01-07 15-00.vtt", "2020-01-06 15-00.vtt")
    terminal.wait_for("Stored as regular session 2")
    terminal.wait_for("already. Nothing was changed.")
    assert terminal.wait() == 0
    assert "who is" not in terminal.text
    assert sessions(desk) == ["2020-01-06 15-00.vtt", "2020-01-07 15-00.vtt"]


def test_ctrl_c_at_a_question_stores_nothing(desk: Desk, tmp_path: Path, open_import: Open) -> None:
    (tmp_path / "call.vtt").write_text(CALL, encoding="utf-8")
    terminal = open_import("call.vtt", "call.vtt")
    terminal.wait_for("who is “Countess”")
    terminal.press("ctrl+c")
    terminal.wait_for("call.vtt: cancelled. Nothing of it is stored.")
    assert terminal.wait() == 130
    assert sessions(desk) == []


def test_a_long_file_shows_how_far_it_is_and_ctrl_c_cancels_it(desk: Desk, tmp_path: Path, open_import: Open) -> None:
    words = "word " * 50
    clocks = (f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}" for at in range(90_000))
    long = "\n\n".join(f"{at}.000 --> {at}.900\nCountess: {words}" for at in clocks)
    (tmp_path / "long.vtt").write_text(f"WEBVTT\n\n{long}\n", encoding="utf-8")
    terminal = open_import("long.vtt")
    terminal.wait_for("ctrl-c cancels")
    assert "% of" in terminal.text
    terminal.press("ctrl+c")
    terminal.wait_for("long.vtt: cancelled. Nothing of it is stored.")
    assert terminal.wait() == 130
    assert "ctrl-c cancels" not in terminal.text
    assert sessions(desk) == []
