"""The system's own programs as children of ours: one that records onto a pipe, one that tells of changes, one that answers once.

A child gets nothing of ours but its pipes, and no signal from the keyboard. Each is on a leash (`leash.py`): it ends with us
however we end, and one that records also where we stand still, or it would hold in its memory what nobody reads.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

PATIENCE = 3.0
"""Seconds a program may take to answer once: a server that takes longer stands still."""

SAID = 400
"""Characters of what a program said before it ended, at most: one of them goes on the screen."""

_LEASH = str(Path(__file__).with_name("leash.py"))
_ASKS = 4
"""Times that we tell a program that we are there, before it would end because we did not."""

_AT_ONCE = 65_536
_WHOLE_PIPE = 32 * _AT_ONCE
"""What is read at a time at most, so that a child that writes without an end cannot hold us."""


class Ended(Exception):
    """A child has ended, could not be started, or did not answer; the text is what it said."""


class NotAnswered(Ended):
    """It had PATIENCE seconds."""


def surroundings() -> dict[str, str]:
    """What a child sees of the environment: all of it, but its words are not translated, since we read them."""
    kept = {name: value for name, value in os.environ.items() if name not in ("LANGUAGE", "LC_MESSAGES")}
    return {**kept, "LC_ALL": "C.UTF-8"}


def answer(command: Sequence[str]) -> str:
    """What a program prints. Raises Ended with what it said where it fails, NotAnswered where it takes too long."""
    leash, hand = os.pipe()
    try:
        done = subprocess.run(
            leashed(command), stdin=leash, capture_output=True, timeout=PATIENCE, env=surroundings(), start_new_session=True
        )
    except subprocess.TimeoutExpired as error:
        raise NotAnswered(f"{command[0]} does not answer") from error
    except OSError as error:
        raise Ended(f"{command[0]}: {error.strerror}") from error
    finally:
        os.close(leash)
        os.close(hand)
    if done.returncode:
        raise Ended(_words(done.stderr))
    return done.stdout.decode(errors="replace")


def leashed(command: Sequence[str], seconds: float = 0) -> list[str]:
    """The command that runs this one on a leash; what it is to hold is its input."""
    return [sys.executable, "-IS", _LEASH, str(seconds), *command]


class Child:
    """A program that runs on and writes to us. Raises Ended if it cannot be started.

    With `unread` it ends once it was not read for so many seconds: what it wrote until then is nobody's any more.
    """

    def __init__(self, command: Sequence[str], *, unread: float = 0) -> None:
        try:
            self._process = subprocess.Popen(
                leashed(command, unread),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                env=surroundings(),
                start_new_session=True,
            )
        except OSError as error:
            raise Ended(f"{command[0]}: {error.strerror}") from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._leash = self._process.stdin.fileno()
        self._out = self._process.stdout.fileno()
        self._err = self._process.stderr.fileno()
        for pipe in (self._leash, self._out, self._err):
            os.set_blocking(pipe, False)
        self._unread = unread
        self._asked = time.monotonic()
        self._said = b""
        self._closed = False

    @property
    def pid(self) -> int:
        return self._process.pid

    def fileno(self) -> int:
        """Readable once it has written, or ended."""
        return self._out

    @property
    def left(self) -> bool:
        """Whether it was not read for too long. It ends, and what it wrote is old."""
        return self._unread > 0 and time.monotonic() - self._asked >= self._unread

    def read(self) -> bytes:
        """All it has written since; perhaps nothing. Raises Ended once it is through."""
        if self._closed or self.left:
            raise Ended("")
        self._ask()
        got = bytearray()
        self._said = (self._said + _what_lies(self._err)[0])[-SAID:]
        while len(got) < _WHOLE_PIPE:
            lies, ended = _what_lies(self._out)
            got += lies
            if ended and not got:
                raise Ended(self._last_words())
            if ended or not lies:
                break
        return bytes(got)

    def kill(self) -> None:
        """It ends, and whoever waits for it finds that; for another thread than the one that reads."""
        if self._process.poll() is None:
            with suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)  # it leads a session: what it started ends as well

    def close(self) -> None:
        """It runs no longer. A program that stands still in the system is left to it."""
        if self._closed:
            return
        self._closed = True
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=0.3)

    def _ask(self) -> None:
        now = time.monotonic()
        if self._unread and now - self._asked >= self._unread / _ASKS:
            with suppress(OSError):
                os.write(self._leash, b".")
            self._asked = now

    def _last_words(self) -> str:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=0.1)  # what it says last comes with its end
        return _words(self._said + _what_lies(self._err)[0])


def _what_lies(pipe: int) -> tuple[bytes, bool]:
    """What can be read of a pipe now, and whether that was its end."""
    try:
        got = os.read(pipe, _AT_ONCE)
    except BlockingIOError:
        return b"", False
    except OSError:
        return b"", True
    return got, not got


def _words(said: bytes) -> str:
    """The first line of what a program said, short."""
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[0][:SAID].strip() if lines else ""
