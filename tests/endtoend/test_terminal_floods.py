"""A megabyte pasted anywhere, and a window that is resized without end: typing goes on, and no character is lost."""

import itertools
import time
from pathlib import Path

import pytest

from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal
from tests.endtoend.meeting import Desk, enter, open_line
from tests.endtoend.terminal import Terminal

ONE = "words → " * 100_000
MANY = "a line of words\n" * 64_000
SIZES = ((1, 1), (40, 8), (120, 40), (2, 30), (80, 24), (200, 2))


@pytest.fixture
def desk(tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal) -> Desk:
    desk = Desk(tmp_path, test_clock, open_terminal)
    desk.known()
    return desk


def poured(terminal: Terminal, text: str) -> None:
    """Pasted by a terminal that does not say so."""
    terminal.send(text.replace("\n", "\r").encode())


def caught(desk: Desk) -> list[str]:
    return [event["capture"]["text"] for event in desk.events("capture_recorded")]


def test_a_megabyte_in_the_capture_line_and_in_a_form_and_where_nobody_types(desk: Desk) -> None:
    terminal = desk.live()
    poured(terminal, MANY)
    terminal.paste(ONE)
    terminal.press("2")
    terminal.wait_for("▐2▌")
    acted = [event["type"] for event in desk.events() if event["type"] not in ("session_started", "item_started")]
    assert acted == ["floor_taken"]
    terminal.press("enter")
    terminal.wait_for("64001 lines pasted")  # it waited in the line
    terminal.press("ctrl+u")
    terminal.wait_for("enter closes")
    terminal.paste(ONE)
    terminal.type("its end")
    terminal.wait_for("its end")
    enter(terminal)
    terminal.wait_for(lambda screen: len(caught(desk)) == 1 and "● saved" in screen)
    assert caught(desk) == [f"{ONE}its end"]
    open_line(terminal)
    poured(terminal, MANY)
    terminal.wait_for("64000 lines pasted")
    enter(terminal)
    terminal.wait_for(lambda screen: len(caught(desk)) == 2 and "● saved" in screen)
    assert caught(desk)[1].rstrip("\n") == MANY.rstrip("\n")
    terminal.press("i")
    terminal.wait_for("A new topic, now")  # "enter saves" stood below the capture line too, on a screen not drawn anew yet
    terminal.paste(MANY)
    terminal.type("its end")
    terminal.wait_for("characters ▤its end")
    wanted = " ".join(MANY.split()) + "its end"
    terminal.wait_for(lambda screen: wanted in (desk.folder / "drafts.json").read_text("utf-8"))
    terminal.press("escape")
    terminal.wait_until_gone("enter saves")
    terminal.press("1")
    terminal.wait_for("▐1▌")
    terminal.press("ctrl+q")
    assert terminal.wait() == 0


def test_a_window_resized_a_hundred_times_a_second_loses_no_key(desk: Desk) -> None:
    terminal = desk.live()
    open_line(terminal)
    typed = "typed while the window moves about as it never would"
    sizes = itertools.cycle(SIZES)
    for letter in typed:
        terminal.type(letter)
        for _ in range(2):
            terminal.resize(*next(sizes))
            time.sleep(0.01)
    terminal.press("f2")
    for size in (*SIZES, (500, 200), (120, 40)):
        terminal.resize(*size)
    terminal.wait_for(lambda screen: typed in screen and "▐2▌" in screen)
    terminal.wait_for(lambda screen: len(desk.events("floor_taken")) == 1)
    terminal.press("ctrl+z")  # no shell is below: there is nothing to stop for
    terminal.type("!")
    terminal.wait_for(f"{typed}!")
    terminal.resize(1, 1)
    terminal.press("escape")
    terminal.press("ctrl+q")
    assert terminal.wait() == 0
    assert terminal.restored
