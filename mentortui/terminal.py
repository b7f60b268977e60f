"""The terminal can go away under the program: a closed window, a lost connection. Then nothing may hang, and nothing be lost."""

import os
import termios
import threading
import time
from collections.abc import Callable
from typing import Final

from mentortui.store.log import flush, tell

LOOK_EVERY: Final = 1.0
"""Seconds."""
HUNG_UP: Final = 129
"""The exit code of a program whose terminal went away."""
ENDS_WITHIN: Final = 15.0
"""Seconds a program that was told to end may take for it; a terminal that takes nothing would hold it up for ever."""
RESTORED: Final = (
    b"\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
    b"\x1b]2;\x07\x1b[23;2t"
)
"""What puts a terminal back: pasting, line wrap, mouse, keyboard, the screen from before, cursor, focus, colours and title."""


class TerminalWatch:
    """A thread of its own, for the interface's thread may be stuck writing to a terminal that is no more.

    When the terminal is gone it calls `save`, from its thread, and ends the process at once: every way of leaving in good
    order would write to that terminal. The same where the program was told to end, and does not.
    """

    def __init__(
        self,
        save: Callable[[], None],
        *,
        terminal: int = 0,
        end: Callable[[int], object] = os._exit,
        within: float = ENDS_WITHIN,
    ) -> None:
        self._save = save
        self._terminal = terminal
        self._end = end
        self._within = within
        self._wake = threading.Event()
        self._told: tuple[float, int] | None = None
        self._gone = False
        self._thread = threading.Thread(target=self._run, name="mentortui-terminal", daemon=True)

    def start(self) -> None:
        """Looks once a second from now on."""
        self._thread.start()

    def gone(self) -> None:
        """Whoever reads or writes the terminal has seen that it is no more. From any thread."""
        self._gone = True
        self._wake.set()

    def must_end(self, code: int) -> None:
        """The program was told to end: should it not within 15 s, it ends with `code` all the same. From anywhere."""
        if self._told is None:
            self._told = (time.monotonic() + self._within, code)

    @property
    def there(self) -> bool:
        """Whether the terminal is still there."""
        try:
            termios.tcgetattr(self._terminal)
        except (termios.error, OSError):
            return False
        return True

    def look(self) -> bool:
        """The same; if it is not, what was promised happens."""
        if self.there:
            return True
        self._leave(HUNG_UP)
        return False

    def _leave(self, code: int) -> None:
        try:
            self._save()
            tell("terminal gone" if code == HUNG_UP else "program ended", code=code)
            flush()
        finally:
            self._end(code)

    def _run(self) -> None:
        while True:
            self._wake.wait(LOOK_EVERY)
            self._wake.clear()
            told = self._told
            if self._gone:
                self._leave(HUNG_UP)
                return
            if told is not None and time.monotonic() >= told[0]:
                self._leave(told[1])
                return
            if not self.look():
                return
