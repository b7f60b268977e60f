"""The terminal can go away under the program: a closed window, a lost connection. Then nothing may hang, and nothing be lost."""

import os
import termios
import threading
from collections.abc import Callable
from typing import Final

LOOK_EVERY: Final = 1.0
"""Seconds."""
HUNG_UP: Final = 129
"""The exit code of a program whose terminal went away."""


class TerminalWatch:
    """A thread of its own, for the interface's thread may be stuck writing to a terminal that is no more.

    When the terminal is gone it calls `save`, from its thread, and ends the process at once: every way of leaving in good
    order would write to that terminal.
    """

    def __init__(self, save: Callable[[], None], *, terminal: int = 0, end: Callable[[int], object] = os._exit) -> None:
        self._save = save
        self._terminal = terminal
        self._end = end
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mentortui-terminal", daemon=True)

    def start(self) -> None:
        """Looks once a second from now on."""
        self._thread.start()

    def stop(self) -> None:
        """The program is about to end by itself."""
        self._stopped.set()

    def look(self) -> bool:
        """Whether the terminal is still there; if not, what was promised happens."""
        try:
            termios.tcgetattr(self._terminal)
        except (termios.error, OSError):
            try:
                self._save()
            finally:
                self._end(HUNG_UP)
            return False
        return True

    def _run(self) -> None:
        while not self._stopped.wait(LOOK_EVERY):
            if not self.look():
                return
