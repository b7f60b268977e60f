"""Ctrl-Z and fg, in a shell with job control: while stopped the terminal is the shell's, and afterwards all is as it was."""

import os
import re
import shlex
import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal
from tests.endtoend.meeting import ROOT, Desk, open_line, start
from tests.endtoend.terminal import Terminal

PROMPT = "shell$ "


class Shell:
    """A shell in a terminal, and the program as its job."""

    def __init__(self, desk: Desk, open_terminal: OpenTerminal) -> None:
        env = {**desk.env, "PS1": PROMPT, "HISTFILE": None, "BASH_SILENCE_DEPRECATION_WARNING": "1"}
        self.desk = desk
        self.terminal: Terminal = open_terminal("bash", "--norc", "-i", env=env, cwd=ROOT, columns=120, rows=40)
        self.terminal.wait_for(PROMPT.strip())
        self.pid = 0
        self._asked = 0

    def run(self, command: str) -> None:
        self.terminal.type(command)
        self.terminal.press("enter")

    def open(self) -> None:
        """The program, with a session that has just begun."""
        self.run(shlex.join(self.desk.command))
        self.terminal.wait_for("start")
        start(self.terminal)
        shell = self.terminal.pid
        self.pid = int(Path(f"/proc/{shell}/task/{shell}/children").read_text("ascii").split()[-1])

    def until_told(self, words: str) -> None:
        """A shell says what became of its jobs when it is asked for its next line."""

        def told(screen: str) -> bool:
            if words not in screen:
                self.terminal.press("enter")
                time.sleep(0.1)
            return words in screen

        self.terminal.wait_for(told)

    def modes(self) -> str:
        """How the terminal is set, as the shell's `stty` says."""
        self._asked += 1  # the answer before may still stand there
        self.run(f"echo {self._asked}:$(stty -a | tr '\\n' ' ' | md5sum)")
        answer = re.compile(rf"\b{self._asked}:([0-9a-f]{{32}})")
        return answer.findall(self.terminal.wait_for(lambda screen: bool(answer.search(screen))))[-1]


@pytest.fixture
def shell(tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal) -> Shell:
    if shutil.which("bash") is None or not Path("/proc/self/stat").exists():
        pytest.skip("there is no bash, or no /proc: that the program can be stopped was not tested")
    desk = Desk(tmp_path, test_clock, open_terminal)
    desk.known()
    return Shell(desk, open_terminal)


def state(pid: int) -> str:
    """R runs, S sleeps, T is stopped; empty where there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def since(raw: bytes, mark: int) -> bytes:
    return raw[mark:]


def test_stopped_the_terminal_is_the_shells_and_fg_shows_the_session_with_its_clock(shell: Shell) -> None:
    terminal, desk = shell.terminal, shell.desk
    before = shell.modes()
    shell.open()
    terminal.press("2")
    terminal.wait_for("▐2▌")
    open_line(terminal)
    terminal.type("half a thou")
    terminal.wait_for("half a thou")
    mark = len(terminal.raw)
    terminal.press("ctrl+z")
    terminal.wait_for("Stopped")
    assert state(shell.pid) == "T"
    assert "half a thou" in (desk.folder / "drafts.json").read_text("utf-8")
    for mode in (b"?1049l", b"?25h", b"?1003l", b"?2004l", b"?1004l"):
        assert mode in since(terminal.raw, mark)
    assert "Who we are" not in terminal.text
    assert shell.modes() == before
    desk.clock.advance(20)
    shell.run("fg")
    terminal.wait_for(lambda screen: "half a thou" in screen and "▐2▌" in screen)
    terminal.type("ght")
    terminal.wait_for("half a thought")
    terminal.press("escape")
    terminal.wait_for(lambda screen: "Capture · draft" in screen and "0:20" in screen)
    terminal.press("1")
    terminal.wait_for("▐1▌")
    assert [event["at"] for event in desk.events("floor_taken")] == [0, 20_000_000]
    terminal.press("ctrl+q")
    terminal.wait_for("mentortui goes on with it.")
    assert shell.modes() == before


def test_stopped_the_terminal_is_as_it_was_also_in_a_shell_that_puts_nothing_back(
    tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal
) -> None:
    """As dash is; bash sets the terminal its own way after each stop, so that nothing can be told there."""
    if shutil.which("dash") is None:
        pytest.skip("there is no dash: how a stop leaves the terminal was not tested")
    desk = Desk(tmp_path, test_clock, open_terminal)
    desk.known()
    terminal = open_terminal("dash", "-i", env={**desk.env, "PS1": PROMPT}, cwd=ROOT, columns=120, rows=40)
    terminal.wait_for(PROMPT.strip())
    before = terminal.modes
    terminal.type(shlex.join(desk.command))
    terminal.press("enter")
    terminal.wait_for("start")
    start(terminal)
    assert terminal.modes != before
    terminal.press("ctrl+z")
    terminal.wait_for("Stopped")
    assert terminal.modes == before
    terminal.type("fg")
    terminal.press("enter")
    terminal.wait_for("Who we are")
    terminal.press("ctrl+q")
    terminal.wait_for("mentortui goes on with it.")
    terminal.wait_for(lambda _: terminal.modes == before)


def test_a_stop_by_signal_a_stop_without_one_and_a_stray_continue_leave_it_whole(shell: Shell) -> None:
    terminal = shell.terminal
    before = shell.modes()
    shell.open()
    os.kill(shell.pid, signal.SIGCONT)
    terminal.press("2")
    terminal.wait_for("▐2▌")
    for number in (signal.SIGTSTP, signal.SIGSTOP):
        os.kill(shell.pid, number)
        terminal.wait_for("Stopped")
        terminal.press("ctrl+l")
        terminal.wait_until_gone("Stopped")
        shell.run("bg")
        shell.until_told("Stopped")
        shell.run("fg")
        terminal.wait_for(lambda screen: "▐2▌" in screen and "Stopped" not in screen)
        terminal.press("1")
        terminal.wait_for("▐1▌")
        terminal.press("2")
        terminal.wait_for("▐2▌")
    terminal.press("ctrl+q")
    terminal.wait_for("mentortui goes on with it.")
    assert shell.modes() == before


def test_ended_while_it_is_stopped_it_leaves_the_shell_its_terminal(shell: Shell) -> None:
    terminal, desk = shell.terminal, shell.desk
    before = shell.modes()
    shell.open()
    terminal.press("2")
    terminal.wait_for("▐2▌")
    terminal.press("ctrl+z")
    terminal.wait_for("Stopped")
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGCONT):
        os.kill(shell.pid, number)
    until_gone(shell.pid)
    mark = len(terminal.raw)
    assert shell.modes() == before
    assert b"?1049h" not in since(terminal.raw, mark)
    assert len(desk.events("floor_taken")) == 1
    shell.run(shlex.join(desk.command))
    terminal.wait_for("was not finished")


def until_gone(pid: int) -> None:
    """Fails where the process is still there after twenty seconds; one that nobody has asked about yet is gone."""
    until = time.monotonic() + 20
    while state(pid) not in ("", "Z"):
        assert time.monotonic() < until, f"{pid} is still there: {state(pid)}"
        time.sleep(0.02)
