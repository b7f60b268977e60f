"""Time that a test moves."""

SECOND = 1_000_000
MINUTE = 60 * SECOND
WALL = 1_795_615_200_000_000
"""Wed 25 Nov 2026, 14:00 UTC."""


class MovingClock:
    """Stands still until a test moves it."""

    def __init__(self, *, test: bool = False) -> None:
        self.test = test
        self.now = 500 * SECOND
        self.slept = 0
        self.step = 0
        self.start = "one"

    def boot(self) -> int:
        return self.now

    def boot_id(self) -> str:
        return self.start

    def monotonic(self) -> int:
        return self.now - self.slept

    def wall(self) -> int:
        return WALL + self.now - 500 * SECOND + self.step

    def wait(self, seconds: float) -> None:
        """Time goes by."""
        self.now += round(seconds * SECOND)

    def sleep(self, seconds: float) -> None:
        """The machine sleeps."""
        self.wait(seconds)
        self.slept += round(seconds * SECOND)
