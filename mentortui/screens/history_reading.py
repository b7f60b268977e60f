"""Reads what History shows, however many years that is: in a thread of its own, so that no key waits for it."""

import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.worker import get_current_worker

from mentortui.store.errors import StoreError

if TYPE_CHECKING:
    from mentortui.services.searching import Searching

TELL_EVERY = 0.2
"""Seconds between two words about how far the reading is."""


class HistoryReader:
    """What was read is known to `searching`, from the newest on. Both are called on the interface's thread: `so_far` with the
    files that are read and how many there are, `done` with what the store refused, empty where it refused nothing."""

    def __init__(
        self,
        screen: Screen[None],
        searching: "Searching",
        slug: str,
        so_far: Callable[[int, int], None],
        done: Callable[[str], None],
    ) -> None:
        self._screen = screen
        self._searching = searching
        self._slug = slug
        self._so_far = so_far
        self._done = done

    def begin(self) -> None:
        """What is stored now. A second asked for meanwhile takes the place of the first."""
        self._screen.run_worker(self._read, group="read", exclusive=True, thread=True)

    def look(self) -> None:
        """Begins again, where another program has changed something."""
        self._screen.run_worker(self._look, group="look", thread=True)

    def _read(self) -> None:
        worker, told = get_current_worker(), time.monotonic()
        try:
            with closing(self._searching.read(self._slug)) as reading:
                for progress in reading:
                    if worker.is_cancelled:
                        return
                    if time.monotonic() - told > TELL_EVERY and progress.done < progress.total:
                        self._call(partial(self._so_far, progress.done, progress.total))
                        told = time.monotonic()
        except StoreError as error:
            self._call(partial(self._done, str(error)))
            return
        if not worker.is_cancelled:
            self._call(partial(self._done, ""))

    def _look(self) -> None:
        try:
            stale = self._searching.is_stale(self._slug)
        except StoreError:
            return  # whoever reads it says so
        if stale:
            self._call(self.begin)

    def _call(self, deed: Callable[[], None]) -> None:
        """When the interface's thread has time; not where the screen is gone."""
        if self._screen.is_attached:
            self._screen.app.call_from_thread(deed)
