"""A terminal for tests: a command in a pseudo-terminal, its screen kept by pyte, its keys typed by name."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

import pyte.screens

from tests.endtoend.clock import TestClock
from tests.endtoend.emulator import Emulator
from tests.endtoend.keys import encode

__all__ = ["Terminal", "TestClock", "installed_command"]

# The command must lead a session whose terminal is the pseudo-terminal, or a hang-up would not reach it.
_TAKE_TERMINAL = """
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):  # tests that run in the background of a shell ignore them
    signal.signal(number, signal.SIG_DFL)
os.execvp(sys.argv[1], sys.argv[1:])
"""
_FORGOTTEN = (
    "COLUMNS",
    "LINES",
    "NO_COLOR",
    "FORCE_COLOR",
    "TMUX",
    "TERM_PROGRAM",
    "SSH_CONNECTION",
    "SSH_TTY",
)


def installed_command() -> list[str]:
    """The program under test: what MENTORTUI_COMMAND names (an installed wheel's), else this checkout's."""
    command = os.environ.get("MENTORTUI_COMMAND")
    return [command] if command else [sys.executable, "-m", "mentortui"]


class Terminal:
    """`command` running in a terminal of `columns` by `rows`. A context manager: leaving it ends the command.

    `env` adds to the environment; a value of None takes the name out. `TERM` is xterm-256color unless given.
    """

    def __init__(
        self,
        *command: str | Path,
        env: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
        columns: int = 80,
        rows: int = 24,
    ) -> None:
        self._emulator = Emulator(columns, rows)
        self._raw = bytearray()
        self._changed = threading.Condition()
        self._ended = False
        self._master, slave = pty.openpty()
        self._wake, self._waker = os.pipe()
        self.modes_before = termios.tcgetattr(slave)
        """How the terminal was set when the command began, as `termios` says."""
        try:
            _set_size(slave, columns, rows)
            self._process = subprocess.Popen(
                [sys.executable, "-ISc", _TAKE_TERMINAL, *map(str, command)],
                stdin=slave,
                stdout=slave,
                stderr=slave,
                cwd=cwd,
                env=_environment(env or {}),
                start_new_session=True,
            )
        finally:
            os.close(slave)
        self._reader = threading.Thread(target=self._read, name="terminal", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What one sees

    @property
    def lines(self) -> list[str]:
        """The rows of the screen, without the blanks at their ends."""
        with self._changed:
            return self._emulator.lines()

    @property
    def text(self) -> str:
        """The whole screen, a line a row."""
        return "\n".join(self.lines)

    @property
    def title(self) -> str:
        """The title the program gave the terminal."""
        with self._changed:
            return self._emulator.title

    @property
    def cursor(self) -> tuple[int, int]:
        """Row and column, from 0, of the cursor."""
        with self._changed:
            return self._emulator.cursor

    @property
    def raw(self) -> bytes:
        """Every byte the command has written so far, escape sequences included."""
        with self._changed:
            return bytes(self._raw)

    @property
    def clipboard(self) -> str | None:
        """What the program last put on the clipboard by OSC 52; None if nothing."""
        with self._changed:
            return self._emulator.clipboard

    @property
    def modes(self) -> list[Any]:
        """How the terminal is set now: canonical, echo and the rest."""
        return termios.tcgetattr(self._master)

    @property
    def restored(self) -> bool:
        """Whether every mode that was switched on is off again, and what was switched off is on: screen, mouse, paste, cursor."""
        raw = self.raw
        off = all(raw.rfind(b"\x1b[?%dl" % mode) > raw.rfind(b"\x1b[?%dh" % mode) for mode in (1049, 1000, 1003, 1004, 2004))
        on = all(raw.rfind(b"\x1b[?%dh" % mode) > raw.rfind(b"\x1b[?%dl" % mode) for mode in (25, 7))
        return off and on and self.modes == self.modes_before

    @property
    def left_behind(self) -> list[int]:
        """Processes of the command's session that are still there, the command itself too."""
        found = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
        return [pid for pid in found if _session(pid) == self.pid]

    def cell(self, row: int, column: int) -> pyte.screens.Char:
        """One cell, from 0: `data`, `fg`, `bg`, `bold`, `reverse`. A wide character's right half is empty."""
        with self._changed:
            return self._emulator.cell(row, column)

    def wait_for(self, wanted: str | Callable[[str], bool], timeout: float = 20) -> str:
        """The screen as soon as it holds the text `wanted`, or `wanted` is true of it.

        Fails with the whole screen after `timeout` seconds, or once the command has ended without it.
        """
        holds = wanted if callable(wanted) else lambda screen: wanted in screen
        deadline = time.monotonic() + timeout
        with self._changed:
            while not (self._emulator.settled and holds(screen := "\n".join(self._emulator.lines()))):
                left = deadline - time.monotonic()
                if self._ended or left <= 0:
                    why = "the command ended" if self._ended else f"{timeout} s went by"
                    raise AssertionError(f"{why} without {_name(wanted)}; the screen:\n{self._emulator.framed()}")
                # Woken by output; a predicate may also ask for what is off the screen, such as a file.
                self._changed.wait(min(left, 0.05))
            return screen

    def wait_until_gone(self, unwanted: str, timeout: float = 20) -> str:
        """The screen as soon as it no longer holds `unwanted`."""
        return self.wait_for(lambda screen: unwanted not in screen, timeout)

    # What one does

    def press(self, *keys: str) -> None:
        """Press keys by Textual's names (`enter`, `ctrl+g`, `f1`, `shift+right`) or by their character."""
        for key in keys:
            self.send(encode(key))

    def type(self, text: str) -> None:
        """Type `text` a key at a time, as a person does, though faster."""
        for character in text:
            self.send(encode(character))

    def paste(self, text: str) -> None:
        """Paste `text` the way a terminal does for a program that asked for bracketed paste."""
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def click(self, row: int, column: int) -> None:
        """The left mouse button, pressed and let go on a cell, from 0."""
        self.send(f"\x1b[<0;{column + 1};{row + 1}M\x1b[<0;{column + 1};{row + 1}m".encode())

    def send(self, data: bytes) -> None:
        """Bytes exactly as a terminal would send them."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._master, rest) :]

    def resize(self, columns: int, rows: int) -> None:
        """Another size, told to the program as terminals do."""
        with self._changed:
            self._emulator.resize(columns, rows)
        _set_size(self._master, columns, rows)

    # How it ends

    @property
    def pid(self) -> int:
        """The command's process id."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the command still runs."""
        return self._process.poll() is None

    def kill(self) -> None:
        """SIGKILL, and wait until it is gone: what is on disk now is all there is."""
        self.terminate(signal.SIGKILL)

    def terminate(self, number: signal.Signals = signal.SIGTERM, timeout: float = 20) -> int:
        """Send a signal and wait; returns what `wait` returns."""
        self._process.send_signal(number)
        return self.wait(timeout)

    def hang_up(self, timeout: float = 20) -> int:
        """Close the terminal under the running command, which gets SIGHUP; returns what `wait` does."""
        self._stop_reading()
        return self.wait(timeout)

    def wait(self, timeout: float = 20) -> int:
        """The exit code, or minus the signal it died of. Fails, showing the screen, if it goes on."""
        try:
            code = self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            with self._changed:
                screen = self._emulator.framed()
            raise AssertionError(f"still running after {timeout} s; the screen:\n{screen}") from None
        # What it wrote last may still be on its way.
        self._reader.join(timeout=2)
        return code

    def close(self) -> None:
        """End the command, if it has not ended, and the terminal. May be called twice."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._stop_reading()

    def _stop_reading(self) -> None:
        if self._master < 0:
            return
        os.write(self._waker, b"x")
        self._reader.join()
        for fd in (self._master, self._wake, self._waker):
            os.close(fd)
        self._master = -1

    def _read(self) -> None:
        while True:
            ready, _, _ = select.select([self._master, self._wake], [], [])
            if self._wake in ready:
                break
            try:
                data = os.read(self._master, 65536)
            except OSError:  # Linux says EIO once the last process has left the terminal
                data = b""
            if not data:
                break
            with self._changed:
                self._raw += data
                answer = self._emulator.feed(data)
                self._changed.notify_all()
            if answer:
                with contextlib.suppress(OSError):
                    os.write(self._master, answer)
        with self._changed:
            self._ended = True
            self._changed.notify_all()


def _session(pid: int) -> int:
    """That of a process that still does something; 0 for any other."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0
    return 0 if fields[0] == "Z" else int(fields[3])


def _set_size(fd: int, columns: int, rows: int) -> None:
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    """This process's environment without what tells of the terminal it runs in, and with `changes`."""
    base = {name: value for name, value in os.environ.items() if name not in _FORGOTTEN}
    wanted = {**base, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **changes}
    return {name: value for name, value in wanted.items() if value is not None}


def _name(wanted: str | Callable[[str], bool]) -> str:
    return "what was waited for" if callable(wanted) else repr(wanted)
