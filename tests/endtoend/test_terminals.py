"""The program in every terminal: all sizes, without colour, without a screen, and with names that try to be more than names."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal
from tests.endtoend.meeting import Desk, open_line
from tests.endtoend.terminal import Terminal

SIZES = ((120, 40), (80, 24), (60, 20), (40, 12), (40, 8), (120, 8))
NAMES = ("🚀 王小明 e\u0301 🎉", "[bold red]not bold[/] \x1b[31mred\x1b]0;owned\x07\x9b2J")
ONE_THING_EACH = (
    "🚀 Grace 🎉",
    "王小明 老師",
    "[bold red]not bold[/] [@click=app.quit]x[/]",
    "\x1b[31mred\x1b]0;owned\x07\x9b2J",
    "e\u0301 Ünal",
)


@pytest.fixture
def desk(tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal) -> Desk:
    return Desk(tmp_path, test_clock, open_terminal)


def says_all(screen: str) -> bool:
    """Who has the floor, which item is under way, how long is left, and that it is saved."""
    floor = any("▐2▌" in line and "Grace" in line for line in screen.splitlines())
    return floor and "Who we are" in screen and "min left" in screen and "● saved" in screen


@pytest.mark.parametrize(
    ("columns", "rows"),
    # each of them is walked through by the next test as well
    [(120, 40), (60, 20), (40, 8), *(pytest.param(*size, marks=pytest.mark.long) for size in ((80, 24), (40, 12), (120, 8)))],
    ids=str,
)
def test_live_in_every_size(desk: Desk, columns: int, rows: int) -> None:
    desk.known()
    terminal = desk.live(columns, rows)
    terminal.press("1")
    terminal.wait_for("▐1▌")
    desk.clock.advance(20)
    terminal.press("2")
    terminal.wait_for(says_all)
    open_line(terminal, "!")
    terminal.type(" small steps")
    terminal.wait_for("! small steps")
    terminal.press("ctrl+g")
    terminal.wait_for(lambda screen: len(desk.events("floor_taken")) == 3)
    terminal.press("escape")
    # once: the line that stands for all of it must not stand above it
    terminal.wait_for(lambda screen: "▐1▌" in screen and screen.count("saved") == 1)


def test_another_size_at_any_time(desk: Desk) -> None:
    desk.known()
    terminal = desk.live()
    terminal.press("1")
    desk.clock.advance(20)
    terminal.press("2")
    for columns, rows in (*SIZES, (40, 1), (200, 60), (80, 24)):
        terminal.resize(columns, rows)
        terminal.wait_for(says_all if rows > 1 else lambda screen: screen.startswith(" ▸ Who we are") and "saved" in screen)
        assert max(map(len, terminal.lines)) <= columns
    open_line(terminal)
    terminal.type("typed while the window moves")
    terminal.resize(40, 8)
    terminal.wait_for("while the window moves")
    terminal.resize(120, 40)
    terminal.wait_for("typed while the window moves")


def test_the_title_is_the_same_whoever_it_is_about(desk: Desk) -> None:
    desk.known(other="Grace")
    terminal = desk.live()
    assert terminal.title == "mentortui"
    terminal.press("ctrl+q")
    assert terminal.wait() == 0
    assert set(re.findall(rb"\x1b\]([0-9]+);([^\x07\x1b]*)", terminal.raw)) >= {(b"2", b"mentortui"), (b"2", b"")}
    assert terminal.title == ""


def test_without_colours(desk: Desk) -> None:
    desk.known()
    terminal = desk.live(env={"NO_COLOR": "1"})
    terminal.press("2")
    terminal.wait_for("▐2▌")
    colours = {rgb for rgb in re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", terminal.raw) if len(set(rgb)) > 1}
    assert colours == set()
    assert (
        re.findall(rb"\x1b\[(?:[0-9;]*;)?(?:3|4|9|10)[1-6](?:;[0-9;]*)?m", re.sub(rb"[34]8;2;\d+;\d+;\d+", b"", terminal.raw))
        == []
    )


@pytest.mark.parametrize("command", [(), ("demo",), ("grace",)], ids=lambda words: " ".join(words) or "alone")
def test_a_terminal_without_a_screen_gets_one_sentence(desk: Desk, open_terminal: OpenTerminal, command: tuple[str, ...]) -> None:
    desk.known()
    terminal = open_terminal(*desk.command, *command, env={"TERM": "dumb", **desk.env})
    assert terminal.wait() == 2
    assert terminal.raw == b"mentortui needs a terminal. Try: mentortui list\r\n"


def test_a_pipe_gets_one_sentence(desk: Desk) -> None:
    desk.known()
    done = subprocess.run(desk.command, input=b"1\n", capture_output=True)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"mentortui needs a terminal. Try: mentortui list\n"


@pytest.mark.parametrize("stream", ["1>", "2>", "<"])
def test_a_screen_of_which_one_part_is_a_file_is_none(
    desk: Desk, open_terminal: OpenTerminal, tmp_path: Path, stream: str
) -> None:
    desk.known()
    file = tmp_path / "file"
    file.touch()
    terminal = open_terminal("sh", "-c", f'"$@" {stream} {file}', "sh", *desk.command, env=desk.env)
    assert terminal.wait() == 2
    assert b"\x1b" not in terminal.raw + file.read_bytes()


@pytest.mark.parametrize("name", [*NAMES, *(pytest.param(name, marks=pytest.mark.long) for name in ONE_THING_EACH)], ids=ascii)
def test_names_keep_their_cells_and_do_nothing(desk: Desk, name: str) -> None:
    desk.known(other=name)
    terminal = desk.live(120, 40)
    terminal.press("2")
    terminal.wait_for("▐2▌")
    desk.clock.advance(30)
    terminal.press("1")
    terminal.wait_for("▐1▌")
    assert bars(terminal)[0] == bars(terminal)[1]
    assert ends_line_up(terminal)
    assert terminal.title == "mentortui"
    assert b"owned\x07" not in terminal.raw
    open_line(terminal)
    terminal.type("two words")
    terminal.wait_for("two words")
    assert terminal.running
    terminal.resize(60, 20)
    terminal.wait_for(lambda screen: "next:" in screen and "▐1▌" in screen)
    assert bars(terminal)[0] == bars(terminal)[1]


def bars(terminal: Terminal) -> list[tuple[int, int]]:
    """Of each person's row, the cells in which the bar begins and ends."""
    found = []
    columns, rows = len(terminal.lines[0]) + 200, len(terminal.lines)
    for row in range(rows):
        cells = [terminal.cell(row, column).data for column in range(min(columns, 120))]
        keys = [column for column, cell in enumerate(cells) if cell in "12" and cell and cells[column + 1] in (" ", "▌")]
        bar = [column for column, cell in enumerate(cells) if cell and cell in "█┃▉▊▋▌▍▎▏─" and ("%" in cells or "—" in cells)]
        if keys and bar:
            inner = [column for column in bar if column > keys[-1] + 1]
            found.append((inner[0], inner[-1]))
    return found


def ends_line_up(terminal: Terminal) -> bool:
    """Whether the frame's right side is one line: no row is a cell too long or too short."""
    sides = {"│", "╮", "╯"}
    top = next(row for row, line in enumerate(terminal.lines) if "╭" in line)
    column = max(column for column in range(120) if terminal.cell(top, column).data == "╮")
    below = [terminal.cell(row, column).data for row in range(top, top + 12)]
    return set(below) <= sides
