"""Where a replay of a session is: a function of the clock, never a count of pictures."""

from collections.abc import Callable

from mentortui.core.durations import SECOND

LONGEST, SHORTEST, SPEED = 60.0, 5.0, 60
"""Seconds, and how many times as fast as it was: 45 minutes take 45 seconds, and no session more than a minute."""


class Replay:
    """Times are microseconds of active time; `until` is where the session ends, or is now."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        """`seconds`: a clock that only runs on."""
        self._seconds = seconds
        self._since: tuple[float, int] | None = None
        self.cursor: int | None = None
        """Where it is, or where it stopped; None: there is no replay."""

    @property
    def running(self) -> bool:
        """Whether it goes on by itself."""
        return self._since is not None

    def begin(self, until: int) -> None:
        """From where it stopped, else from the beginning."""
        self.jump(self.cursor if self.cursor is not None and self.cursor < until - SECOND else 0)

    def jump(self, at: int) -> None:
        """It goes on from there."""
        self.cursor, self._since = at, (self._seconds(), at)

    def move(self, until: int) -> None:
        """To where it is now; at the end it stops."""
        if self._since is None:
            return
        then, begin = self._since
        lasts = max(SHORTEST, min(LONGEST, until / SECOND / SPEED))
        at = begin + round((self._seconds() - then) / lasts * until)
        self.cursor = min(max(0, at), until)
        if at >= until:
            self.stop()

    def stop(self) -> None:
        """It stays where it is."""
        self._since = None

    def leave(self) -> None:
        """There is no replay any more."""
        self._since = self.cursor = None
