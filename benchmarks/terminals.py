"""A program in a pseudo-terminal: what it writes, when, and how much of a processor it used."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from measuring import ENVIRONMENT, ROOT


class Run:
    """A command in a terminal of 80 by 24, or as wanted. Ends with its context."""

    def __init__(self, *command: str | Path, env: Mapping[str, str] | None = None, size: tuple[int, int] = (80, 24)) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            [*map(str, command)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**ENVIRONMENT, **(env or {})},
            cwd=ROOT,
            start_new_session=True,
        )
        os.close(slave)
        self.written = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def until(self, marker: str, timeout: float = 30) -> float:
        """`time.perf_counter()` when it had written that, counted from the last `forget`."""
        end, wanted = time.perf_counter() + timeout, marker.encode()
        while wanted not in self.written:
            if time.perf_counter() > end or not self._read(0.5):
                raise SystemExit(f"{marker!r} did not come; the last it wrote: {self.written[-300:]!r}")
        return time.perf_counter()

    def drain(self, seconds: float) -> None:
        """Reads for that long, so that the program never waits for its terminal."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if not self._read(left):
                return

    def forget(self) -> None:
        """What was written so far."""
        self.written = b""

    def send(self, keys: str) -> None:
        """As typed."""
        os.write(self._master, keys.encode())

    def processor(self) -> float:
        """Seconds of processor used so far."""
        if sys.platform == "linux":
            return time.clock_gettime(~self._process.pid << 3 | 2)  # the process's own clock, in nanoseconds
        told = subprocess.run(["ps", "-o", "time=", "-p", str(self._process.pid)], capture_output=True, text=True, check=True)
        minutes, seconds = told.stdout.strip().rsplit(":", 1)
        return int(minutes) * 60 + float(seconds)

    def wait(self) -> int:
        """Until it ends."""
        while self._process.poll() is None:
            self._read(0.2)
        return self._process.returncode

    def _read(self, timeout: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], timeout)
        if not ready:
            return self._process.poll() is None
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.written += data
        return bool(data)
