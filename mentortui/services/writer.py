"""The one writer of a live session: in order, each event again and again until the disk takes it. No key waits for it."""

import threading
from collections import deque
from collections.abc import Callable
from typing import Protocol

import msgspec

from mentortui.core.events import AnyEvent
from mentortui.store.errors import NotSaved, StoreError

RETRY_AFTER = 1.0
"""Seconds."""


class Log(Protocol):
    """Where events go: on disk when `append_many` returns."""

    def append_many(self, events: tuple[AnyEvent, ...]) -> None:
        """All of them or, raising NotSaved, none."""
        ...


class Saved(msgspec.Struct, frozen=True):
    """How much of what happened is on disk. `trouble`: in a few words why the rest is not, or empty."""

    waiting: int = 0
    trouble: str = ""


class Writer:
    """Owns the log from the first `put` until `close`."""

    def __init__(self, log: Log, on_change: Callable[[], None] = lambda: None, retry_after: float = RETRY_AFTER) -> None:
        self._log = log
        self._on_change = on_change
        self._retry_after = retry_after
        self._events: deque[AnyEvent] = deque()
        self._aside: Callable[[], None] | None = None
        self._wake = threading.Condition()
        self._trouble = ""
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="mentortui-journal", daemon=True)
        """Started by the first event: who only watches has none."""

    @property
    def saved(self) -> Saved:
        """Only when nothing waits is everything on disk."""
        with self._wake:
            return Saved(len(self._events), self._trouble)

    def put(self, event: AnyEvent) -> None:
        """Returns at once."""
        with self._wake:
            self._events.append(event)
            if self._thread.ident is None:
                self._thread.start()
            self._wake.notify_all()

    def aside(self, deed: Callable[[], None]) -> None:
        """Done by the writer's thread when it has a moment; only the newest of several. It must not raise."""
        with self._wake:
            self._aside = deed
            if self._thread.ident is None:
                self._thread.start()
            self._wake.notify_all()

    def flush(self, timeout: float = 5.0) -> bool:
        """Waits until everything is on disk; False when it is not within `timeout` seconds."""
        with self._wake:
            self._wake.notify_all()
            return self._wake.wait_for(lambda: not self._events, timeout)

    def close(self, timeout: float = 5.0) -> bool:
        """Everything on disk, then no more; False when the disk still refuses after `timeout` seconds."""
        done = self.flush(timeout)
        with self._wake:
            self._closing = True
            self._wake.notify_all()
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return done

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._events or self._aside or self._closing)
                if self._closing:
                    return
                batch, aside, self._aside = tuple(self._events), self._aside, None
            if aside is not None:
                aside()
            if not batch:
                continue
            trouble = self._append(batch)
            with self._wake:
                self._trouble = trouble
                if not trouble:
                    for _ in batch:
                        self._events.popleft()
                self._wake.notify_all()
            self._on_change()
            if trouble:
                with self._wake:
                    self._wake.wait_for(lambda: self._closing, self._retry_after)

    def _append(self, batch: tuple[AnyEvent, ...]) -> str:
        try:
            self._log.append_many(batch)
        except NotSaved as error:
            return error.reason
        except StoreError as error:
            return str(error)
        except OSError as error:
            return error.strerror or type(error).__name__
        return ""
