"""A second program on the same session only looks; taps from outside are taken up by the one that runs it."""

import subprocess
from pathlib import Path

import pytest

from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal
from tests.endtoend.meeting import Desk, open_line
from tests.endtoend.terminal import Terminal


@pytest.fixture
def desk(tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal) -> Desk:
    desk = Desk(tmp_path, test_clock, open_terminal)
    desk.known()
    return desk


def watching(desk: Desk) -> Terminal:
    """A second program, that looks."""
    second = desk.open()
    second.wait_for("live in another mentortui")
    second.press("w")
    second.wait_for(lambda screen: "Who we are" in screen and "live in another mentortui" not in screen)
    return second


def told(desk: Desk, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """What a command of another terminal says; `given`: on its standard input."""
    return subprocess.run([*desk.command, *words], input=given, capture_output=True, text=True, timeout=20)


def test_a_second_program_says_whose_session_it_is(desk: Desk) -> None:
    first = desk.live()
    second = desk.open()
    screen = second.wait_for("live in another mentortui")
    assert str(first.pid) in screen
    assert "watched, not changed" in screen
    assert "finish as it stood" not in screen
    second.press("g", "f")
    second.press("escape")
    second.wait_until_gone("live in another mentortui")
    assert [event["type"] for event in desk.events()] == ["session_started", "item_started"]


def test_watching_follows_and_changes_nothing(desk: Desk) -> None:
    first = desk.live()
    second = watching(desk)
    desk.clock.advance(10)
    first.press("2")
    second.wait_for("▐2▌")
    first.press("right")
    second.wait_for("2 of 4")
    before = desk.journal.read_bytes()
    for key in ("1", "b", "0", "g", "f1", "ctrl+g", "space", "right", "comma", "u"):
        second.press(key)
        second.wait_for("Watching only")
    assert str(first.pid) in second.text
    second.press("ctrl+q")
    assert second.wait() == 0
    assert desk.journal.read_bytes() == before
    assert b"is saved" not in second.raw
    first.press("1")
    first.wait_for("▐1▌")


def test_whoever_watches_a_program_that_is_killed_can_leave_and_go_on(desk: Desk) -> None:
    first = desk.live()
    first.press("2")
    second = watching(desk)
    second.wait_for("▐2▌")
    first.kill()
    second.press("ctrl+q")
    assert second.wait() == 0
    third = desk.open()
    third.wait_for("was not finished")


def test_taps_are_taken_up_and_answered(desk: Desk) -> None:
    terminal = desk.live()
    answered = told(desk, "tap", "2")
    assert (answered.returncode, answered.stderr) == (0, "")
    assert "●Grace" in answered.stdout
    terminal.wait_for("▐2▌")
    desk.clock.advance(12)
    assert "●Ada" in told(desk, "tap", "other").stdout
    terminal.wait_for("▐1▌")
    note = told(desk, "tap", "note", "> send the outline due:fri")
    assert note.returncode == 0
    terminal.wait_for("send the outline")
    (caught,) = desk.events("capture_recorded")
    assert (caught["capture"]["kind"], caught["capture"]["due"]) == ("action", "2026-11-27")
    given = told(desk, "tap", "note", "-", given="no shell logs this\n> nor reads a sign in it\n")
    assert given.returncode == 0
    assert desk.events("capture_recorded")[1]["capture"]["text"] == "no shell logs this\n> nor reads a sign in it"
    assert told(desk, "tap", "next").stdout.startswith("▸ What each hopes for")
    assert "‖ paused" in told(desk, "tap", "pause").stdout
    status = told(desk, "status")
    assert (status.returncode, status.stderr) == (0, "")
    assert status.stdout.startswith("‖ paused What each hopes for")
    assert status.stdout.endswith("saved\n")


def test_a_tap_that_cannot_be_done_says_why(desk: Desk) -> None:
    terminal = desk.live()
    refused = told(desk, "tap", "7")
    assert refused.returncode == 1
    assert "Nobody is on 7" in refused.stderr
    assert refused.stderr.count("\n") == 1
    terminal.press("ctrl+q")
    terminal.wait()
    assert told(desk, "tap", "2").returncode == 1
    assert (told(desk, "status").returncode, told(desk, "status").stdout) == (1, "no session\n")


def test_a_tap_comes_through_while_somebody_types_and_names_nobody_under_the_cover(desk: Desk) -> None:
    terminal = desk.live()
    open_line(terminal)
    terminal.type("half a thou")
    terminal.wait_for("half a thou")
    assert "●Ada" in told(desk, "tap", "1").stdout
    terminal.wait_for(lambda screen: "▐1▌" in screen and "half a thou" in screen)
    terminal.press("ctrl+t")
    terminal.wait_for("covered")
    answered = told(desk, "tap", "2")
    assert answered.returncode == 0
    assert "Grace" not in answered.stdout
    assert "Ada" not in answered.stdout
    assert len(desk.events("floor_taken")) == 2


def finish(terminal: Terminal) -> None:
    terminal.press("q")
    terminal.wait_for("finish now")
    terminal.press("y")
    terminal.wait_for("· finished")


def test_whoever_watches_is_told_of_the_end(desk: Desk) -> None:
    first = desk.live()
    first.press("2")
    second = watching(desk)
    second.wait_for("▐2▌")
    finish(first)
    first.press("ctrl+q")
    assert first.wait() == 0
    second.wait_for("it has ended in the other program")
    second.press("1")
    second.press("ctrl+q")
    assert second.wait() == 0
    assert told(desk, "status").stdout == "no session\n"
    assert desk.open().wait_for("1 session")


def test_a_tap_to_a_session_that_has_ended_says_so(desk: Desk) -> None:
    terminal = desk.live()
    assert told(desk, "tap", "2").returncode == 0
    finish(terminal)
    before = desk.journal.read_bytes()
    answered = told(desk, "tap", "1")
    assert answered.returncode == 1
    assert answered.stderr.count("\n") == 1
    assert desk.journal.read_bytes() == before
    assert "· finished" in terminal.text
