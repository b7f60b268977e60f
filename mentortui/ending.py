"""The one way out: whatever ends the program comes through here, and what waits is saved first."""

import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from mentortui.core.text import counted

if TYPE_CHECKING:
    from mentortui.services.desk import Desk
    from mentortui.services.live import LiveSession

ENDS: Final = {signal.SIGHUP: 0, signal.SIGTERM: 0, signal.SIGINT: 130, signal.SIGQUIT: 131}
"""The signals that end the program, and its exit code then: 0 where it was asked to, as by ctrl+q."""
FLUSH: Final = 2.0
"""Seconds the disk has for what waits."""


class Left(NamedTuple):
    """What is to be known of the session under way when the program ends."""

    said: str = ""
    """A sentence, empty without a session."""
    lost: bool = False
    """Whether any of it is not on disk."""


class Ending:
    """Saves what waits, from whichever thread sees the end coming, and as often as one does; writes down what failed."""

    def __init__(self, desk: "Desk", live: "Callable[[], LiveSession | None]") -> None:
        """`live`: the session under way."""
        self._desk = desk
        self._live = live
        self._lock = threading.Lock()

    def save(self, seconds: float = FLUSH) -> Left:
        """Everything on disk that the disk takes within `seconds`, drafts too; what it does not take is told. Never raises."""
        if not self._lock.acquire(timeout=2 * seconds + 1):
            return Left()  # whoever is at it does not come back: it is not to be waited for
        try:
            left = Left()
            with suppress(Exception):
                left = self._session(seconds)
            with suppress(Exception):
                self._desk.close_drafts()
            return left
        finally:
            self._lock.release()

    def _session(self, seconds: float) -> Left:
        live = self._live()
        if live is None:
            return Left()
        if live.saved.waiting and not live.writer.flush(seconds):
            with suppress(Exception):
                if kept := self._desk.rescue.kept(live):
                    return Left(kept)
            lost = counted(live.saved.waiting, "event")
            return Left(f"Not all of the session is saved: {live.saved.why}. Lost: the last {lost}.", True)
        if live.session.finished:
            return Left()
        others = [person.name for person in live.session.people if person.id != live.session.me]
        return Left(f"The session with {', '.join(others) or 'nobody else'} is saved. mentortui goes on with it.")

    def report(self, error: BaseException) -> Path | None:
        """Where it is written down what failed; None where it cannot be. Never raises."""
        with suppress(Exception):
            from platformdirs import user_state_path

            from mentortui import __version__
            from mentortui.store.crash import report
            from mentortui.store.log import tell

            path = report(self._desk.state or user_state_path("mentortui"), error, self._desk.clock.wall(), __version__)
            tell("crash", error=error, report=path.name if path else None)
            return path
        return None

    def failed(self, error: BaseException) -> str:
        """An error of ours ends the program: what waits is saved, and this is the sentence for it. Never raises."""
        left, path = self.save(), self.report(error)
        told = [
            f"An error of mentortui's own ({type(error).__name__}) ended it.",
            left.said,
            f"{path} says where, without anyone's words." if path else "",
        ]
        return " ".join(part for part in told if part)
