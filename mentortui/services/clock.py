"""Time, handed in. Everything in microseconds."""

import os
import time
from pathlib import Path
from typing import Protocol

TEST_CLOCK = "MENTORTUI_TEST_CLOCK"
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
DAY = 24 * 3_600 * 1_000_000
EARLIEST, LATEST = 2 * DAY, 253_370_000_000_000_000
"""What is taken for a time of day, from January 1970 to December 9998: others have no date on every clock of the world."""


class Clock(Protocol):
    """What a session needs to know of time."""

    test: bool
    """Whether time stands still between writes of a file: the screen says so."""

    def boot(self) -> int:
        """Counts across a laptop's sleep where the system can say, and never runs backwards."""
        ...

    def boot_id(self) -> str:
        """Which start of the machine `boot` counts from; empty where the system does not say."""
        ...

    def monotonic(self) -> int:
        """Stands while the machine sleeps."""
        ...

    def wall(self) -> int:
        """UTC since 1970; may be set, also while a session lives. Within EARLIEST and LATEST."""
        ...


class SystemClock:
    """The machine's clocks."""

    test = False

    def __init__(self) -> None:
        self._boot_id: str | None = None

    def boot(self) -> int:
        """CLOCK_BOOTTIME where there is one."""
        return time.clock_gettime_ns(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)) // 1000

    def boot_id(self) -> str:
        """Linux says."""
        if self._boot_id is None:
            try:
                self._boot_id = BOOT_ID.read_text("ascii").strip()
            except (OSError, ValueError):
                self._boot_id = ""
        return self._boot_id

    def monotonic(self) -> int:
        """CLOCK_MONOTONIC."""
        return time.monotonic_ns() // 1000

    def wall(self) -> int:
        """The system's time."""
        return possible(time.time_ns() // 1000)


class FileClock:
    """Reads `boot wall` from a file that a test writes: the installed program can be tested exactly."""

    test = True

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last = (0, 0)

    def boot(self) -> int:
        """The first number."""
        return self._read()[0]

    def boot_id(self) -> str:
        """One machine."""
        return "test"

    def monotonic(self) -> int:
        """The same: a test clock does not sleep."""
        return self._read()[0]

    def wall(self) -> int:
        """The second number."""
        return possible(self._read()[1])

    def _read(self) -> tuple[int, int]:
        try:
            boot, wall = self._path.read_text("ascii").split()
            self._last = (int(boot), int(wall))
        except (OSError, ValueError):
            pass  # a file half written or gone: time stands still
        return self._last


def possible(wall: int) -> int:
    """The nearest time that every date and zone can stand: a clock that is set wrong must end nothing."""
    return min(max(wall, EARLIEST), LATEST)


def clock_from_environment() -> Clock:
    """The machine's clocks, or the file named by MENTORTUI_TEST_CLOCK."""
    path = os.environ.get(TEST_CLOCK)
    return FileClock(Path(path)) if path else SystemClock()
