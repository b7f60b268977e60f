"""What a screen does again: it looks whether another program has changed what it shows, and saves what the disk refused."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen
from textual.timer import Timer

READ_AGAIN = 10.0
"""Seconds between two looks."""
RETRY = 2.0
"""Seconds until a save that was refused is tried again."""


class Retry:
    """A save that is tried again: once, however many acts were refused meanwhile."""

    def __init__(self, screen: Screen[Any], save: Callable[[], object]) -> None:
        self._screen = screen
        self._save = save
        self._timer: Timer | None = None

    def later(self) -> None:
        """It was refused just now."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._screen.set_timer(RETRY, self._save)
