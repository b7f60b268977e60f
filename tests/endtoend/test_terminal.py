"""The harness itself: what is typed reaches a program, and what it shows is seen."""

import signal
import sys
from pathlib import Path

import pytest

from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal
from tests.endtoend.emulator import Emulator
from tests.endtoend.terminal import Terminal, installed_command

ECHO = (sys.executable, str(Path(__file__).with_name("echo_app.py")))

KEYS = (
    *("a", "1", "comma", "semicolon", "question_mark", "space", "enter", "backspace", "tab", "shift+tab"),
    *(
        "ctrl+g",
        "ctrl+t",
        "f1",
        "f4",
        "f9",
        "up",
        "left",
        "shift+right",
        "ctrl+left",
        "home",
        "delete",
        "pageup",
    ),
    "escape",
)


@pytest.fixture
def echo(open_terminal: OpenTerminal) -> Terminal:
    terminal = open_terminal(*ECHO, columns=100, rows=12)
    terminal.wait_for("ready")
    return terminal


def test_keys_arrive_under_the_names_they_were_pressed_by(open_terminal: OpenTerminal) -> None:
    terminal = open_terminal(*ECHO, columns=220, rows=12)
    terminal.wait_for("ready")
    terminal.press(*KEYS)
    terminal.wait_for(" ".join(KEYS))


def test_a_key_without_a_name_is_refused(echo: Terminal) -> None:
    with pytest.raises(ValueError, match="no key is called 'entre'"):
        echo.press("entre")


def test_text_is_typed_a_key_at_a_time_and_a_paste_arrives_whole(echo: Terminal) -> None:
    echo.type("héy")
    echo.wait_for("h é y")
    echo.paste("two\nlines")
    echo.wait_for("pasted 'two\\nlines'")


def test_a_click_lands_on_its_cell(echo: Terminal) -> None:
    echo.click(row=3, column=5)
    echo.wait_for("clicked 5,3")


def test_the_program_learns_its_size(echo: Terminal) -> None:
    echo.wait_for("size 100x12")
    echo.resize(columns=44, rows=9)
    echo.wait_for("size 44x9")
    assert len(echo.lines) == 9


def test_cells_know_their_colour_and_wide_characters_take_two(echo: Terminal) -> None:
    echo.wait_for("日本 end")
    row = next(number for number, line in enumerate(echo.lines) if "日本" in line)
    assert [echo.cell(row, column).data for column in range(8)] == ["日", "", "本", "", " ", "e", "n", "d"]
    assert echo.cell(row, 5).fg == "102030"
    assert echo.cell(row, 5).bold


def test_leaving_gives_the_exit_code_and_the_screen_from_before(echo: Terminal) -> None:
    echo.press("ctrl+x")
    echo.wait_for("after the app")
    assert echo.wait() == 3
    assert "nothing pasted" not in echo.text
    assert echo.clipboard == "copied"
    assert b"\x1b[?1049l" in echo.raw


def test_kill_leaves_no_process(echo: Terminal) -> None:
    echo.kill()
    assert not echo.running
    assert echo.wait() == -signal.SIGKILL


def test_closing_the_terminal_hangs_up_the_program(echo: Terminal) -> None:
    assert echo.hang_up() == 7


def test_a_wait_that_fails_shows_the_screen(echo: Terminal) -> None:
    with pytest.raises(AssertionError, match=r"(?s)without 'never shown'.*nothing pasted"):
        echo.wait_for("never shown", timeout=0)


def test_a_wait_ends_with_the_command(open_terminal: OpenTerminal) -> None:
    terminal = open_terminal("/bin/echo", "bye")
    with pytest.raises(AssertionError, match=r"(?s)the command ended without 'hello'.*bye"):
        terminal.wait_for("hello")


def test_the_environment_given_is_the_one_the_command_has(open_terminal: OpenTerminal) -> None:
    show = "import os; print(os.environ['GIVEN'], 'LANG' in os.environ, os.environ['TERM'], os.isatty(0))"
    terminal = open_terminal(sys.executable, "-c", show, env={"GIVEN": "yes", "LANG": None, "TERM": "dumb"})
    terminal.wait_for("yes False dumb True")


def test_the_command_is_the_installed_one_where_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MENTORTUI_COMMAND", raising=False)
    assert installed_command() == [sys.executable, "-m", "mentortui"]
    monkeypatch.setenv("MENTORTUI_COMMAND", "/opt/mentortui")
    assert installed_command() == ["/opt/mentortui"]


def test_the_clock_stands_still_until_it_is_moved(test_clock: TestClock) -> None:
    assert test_clock.path.read_text() == "100000000000 1795615200000000"
    test_clock.advance(1.5)
    assert test_clock.path.read_text() == "100001500000 1795615201500000"
    test_clock.step_wall(-60)
    assert test_clock.path.read_text() == "100001500000 1795615141500000"
    assert test_clock.env == {"MENTORTUI_TEST_CLOCK": str(test_clock.path)}


@pytest.mark.parametrize(
    "written",
    [
        "\x1b[>1u\x1b[<u\x1b[?1u",  # the kitty keyboard protocol
        "\x1b[>4;1m",  # modifyOtherKeys
        "\x1b_Gi=1;AAAA\x1b\\",  # the kitty graphics protocol
        "\x1bPtmux;x\x1b\\",
        "\x1b]8;;https://example.org\x07",
        "\x1b]22;pointer\x1b\\",
        "\x1b[4:3m",
    ],
    ids=repr,
)
def test_sequences_without_a_picture_leave_none(written: str) -> None:
    emulator = Emulator(20, 2)
    for byte in f"a{written}b".encode():
        emulator.feed(bytes([byte]))
    assert emulator.lines() == ["ab", ""]
    assert emulator.title == ""


def test_a_repaint_is_settled_at_its_end() -> None:
    emulator = Emulator(20, 2)
    emulator.feed(b"\x1b[?2026hhalf")
    half = emulator.settled
    emulator.feed(b" whole\x1b[?2026l")
    assert (half, emulator.settled) == (False, True)
    assert emulator.feed(b"\x1b[?2026$p\x1b[?2048$p\x1b[6n") == b"\x1b[?2026;2$y\x1b[?2048;0$y\x1b[1;11R"
