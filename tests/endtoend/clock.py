"""Time as a number the test moves: the file that MENTORTUI_TEST_CLOCK names."""

from pathlib import Path

SECOND = 1_000_000


class TestClock:
    """Boot and wall time in microseconds, in a file; they stand still between writes."""

    __test__ = False  # its name looks like a test's

    def __init__(self, path: Path, wall: int = 1_795_615_200 * SECOND, boot: int = 100_000 * SECOND) -> None:
        """`wall` counts from 1970, UTC, and starts on Wednesday 25 Nov 2026, 14:00."""
        self.path = path
        self.wall = wall
        self.boot = boot
        self._write()

    @property
    def env(self) -> dict[str, str]:
        """What the program's environment needs to keep this time."""
        return {"MENTORTUI_TEST_CLOCK": str(self.path)}

    def advance(self, seconds: float) -> None:
        """Both times go on; whole microseconds."""
        step = round(seconds * SECOND)
        self.boot += step
        self.wall += step
        self._write()

    def step_wall(self, seconds: float) -> None:
        """Somebody sets the wall clock; boot time does not notice."""
        self.wall += round(seconds * SECOND)
        self._write()

    def _write(self) -> None:
        fresh = self.path.with_name(self.path.name + ".new")
        fresh.write_text(f"{self.boot} {self.wall}", encoding="ascii")
        fresh.replace(self.path)  # a reader never sees half of it
