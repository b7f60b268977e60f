"""A file that is being read: how far it is, ten times a second, and that it can be cancelled."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias, TypeVar

from textual.content import Content
from textual.widgets import Static

from mentortui.formats.transcripts.found import Progress
from mentortui.screens import importing_view as view

Got = TypeVar("Got")
Reading: TypeAlias = Callable[[Path, Progress, Callable[[], bool]], Got]
"""Reads a file: tells how far it is, and asks whether to go on. Raises Refused, StoreError, Cancelled."""
LOOK = 0.1
"""Seconds between two looks at how far a reading is."""


class ReadingPanel(Static):
    """Where the list was, while a file is read."""

    def __init__(self) -> None:
        super().__init__("", id="reading", markup=False)
        self._cancel: threading.Event | None = None
        self._called = ""
        self._done, self._total = 0, 0

    @property
    def reading(self) -> bool:
        """Whether a file is being read."""
        return self._cancel is not None

    def on_mount(self) -> None:
        """How far it is, is looked at again and again."""
        self.set_interval(LOOK, self.follow)

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        if self._cancel is not None:
            self._cancel.set()

    def begin(self, name: str) -> threading.Event:
        """Of that file; what is given back is set once it is cancelled."""
        self._cancel = threading.Event()
        self._done = self._total = 0
        self._called = view.ending(name, 60)
        return self._cancel

    def cancel(self) -> None:
        """Not waited for: a disk that does not answer would hold one here."""
        if self._cancel is not None:
            self._cancel.set()
        self._cancel = None

    def end(self) -> None:
        """It was read, or could not be."""
        self._cancel = None

    def so_far(self, done: int, total: int) -> None:
        """From another thread."""
        self._done, self._total = done, total

    def follow(self) -> None:
        """Shows how far it is."""
        if self.reading:
            rows = view.progress(self._called, self._done, self._total, max(20, self.content_size.width))
            self.update(Content("\n").join(rows))
