"""The one writer of a live session: in order, each event again and again until the disk takes it. No key waits for it.

While the disk refuses, a second writer can keep the whole session elsewhere; the first one goes on trying.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Protocol

import msgspec

from mentortui.core.events import AnyEvent, Unknown
from mentortui.store.errors import StoreError
from mentortui.store.log import tell

RETRY_AFTER = 1.0
"""Seconds."""
SILENT = "the disk does not answer"
"""What keeps it from the disk where the disk neither takes nor refuses it."""
SILENT_AFTER = 3.0
"""Seconds."""
_SOON = 0.3
"""Seconds that are waited for a disk that refuses, where all is saved elsewhere."""


def _tell(trouble: str, waiting: int) -> None:
    if trouble:
        tell("not saved", why=trouble, waiting=waiting)
    else:
        tell("saved again", events=waiting)


class Log(Protocol):
    """Where events go: on disk when `append_many` returns."""

    def append_many(self, events: tuple[AnyEvent, ...]) -> None:
        """All of them or, raising NotSaved, none. Without any it looks whether those before are still there."""
        ...


class Copy(Protocol):
    """Where the whole session goes while the log refuses."""

    @property
    def where(self) -> str:
        """The file, for a person."""
        ...

    def append_many(self, events: tuple[AnyEvent | Unknown, ...]) -> None:
        """As that of a log."""
        ...

    def close(self) -> None:
        """No more of it for now. Never raises."""
        ...

    def remove(self) -> None:
        """The log has all of it, so the file goes. Never raises."""
        ...


class Saved(msgspec.Struct, frozen=True):
    """How much of what happened is on disk. `trouble`: in a few words why the rest is not, or empty. `elsewhere`: the file that
    holds all of it instead."""

    waiting: int = 0
    trouble: str = ""
    elsewhere: str = ""

    @property
    def why(self) -> str:
        """The trouble, for whoever has waited in vain: a disk that gave no reason until then does not answer."""
        return self.trouble or SILENT


class Writer:
    """Owns the log from the first `put` until `close`. `already`: the events that were in it before. `seconds`: a clock that
    stands while the machine sleeps."""

    def __init__(
        self,
        log: Log,
        on_change: Callable[[], None] = lambda: None,
        retry_after: float = RETRY_AFTER,
        *,
        already: int = 0,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._log = log
        self._on_change = on_change
        self._retry_after = retry_after
        self._events: deque[AnyEvent] = deque()
        self._written = already
        self._lost = False
        """What was acknowledged is no longer on disk, and the disk does not take it again."""
        self._aside: Callable[[], None] | None = None
        self._wake = threading.Condition()
        self._trouble = ""
        self._seconds = seconds
        self._asked: float | None = None
        """Since when the thread has been at the disk; None while it waits for something to do."""
        self._closing = False
        self._hurry = False
        self._second: Writer | None = None
        self._copy: Copy | None = None
        self._thread = threading.Thread(target=self._run, name="mentortui-journal", daemon=True)
        """Started by the first event: who only watches has none."""

    @property
    def saved(self) -> Saved:
        """Only when nothing waits is everything on disk."""
        with self._wake:
            waiting = len(self._events) + (self._written if self._lost else 0)
            elsewhere = self._copy.where if waiting and self._copy is not None and self._copied else ""
            return Saved(waiting, self._trouble or (SILENT if waiting and self._silent else ""), elsewhere)

    def put(self, event: AnyEvent) -> None:
        """Returns at once."""
        with self._wake:
            self._events.append(event)
            if self._second is not None:
                self._second.put(event)
            self._begin()

    def aside(self, deed: Callable[[], None]) -> None:
        """Done by the writer's thread when it has a moment; only the newest of several. It must not raise."""
        with self._wake:
            self._aside = deed
            self._begin()

    def save_elsewhere(self, copy: Copy, so_far: Iterable[AnyEvent | Unknown]) -> None:
        """From now on `copy` gets all there is and all that comes, until the log has taken everything; then it goes. One that was
        there before is left as it is. `so_far`: the whole session. Returns at once; `saved` tells how far it is."""
        with self._wake:
            second, self._copy = self._second, copy
            self._second = Writer(copy, self._on_change, self._retry_after, seconds=self._seconds)
            for event in so_far:
                self._second.put(event)  # type: ignore[arg-type]
        if second is not None:
            second.close(0.0)

    @property
    def refused_elsewhere(self) -> str:
        """Why the other place does not take the session either, or empty."""
        second = self._second
        return second.saved.trouble if second is not None else ""

    def flush(self, timeout: float = 5.0) -> bool:
        """Waits until everything is on disk; False when it is not within `timeout` seconds."""
        with self._wake:
            self._wake.notify_all()
            return self._wake.wait_for(lambda: not self._events and not self._lost, timeout)

    def flush_elsewhere(self, timeout: float = 5.0) -> bool:
        """The same of the other place; False where there is none."""
        second = self._second
        return second is not None and second.flush(timeout)

    def hurry(self) -> None:
        """All of it is kept in another way: `close` need not wait long for a disk that refuses."""
        self._hurry = True

    def close(self, timeout: float = 5.0) -> bool:
        """Everything on disk, then no more; False when the disk still refuses after `timeout` seconds. Where all is saved
        elsewhere, it waits only a moment."""
        done = self.flush(min(timeout, _SOON) if self._copied or self._hurry else timeout)
        with self._wake:
            self._closing = True
            self._wake.notify_all()
            second, copy = self._second, self._copy
        if self._thread.ident is not None:
            self._thread.join(_SOON if self._hurry else timeout)
        if second is not None and copy is not None:
            second.close(timeout)
            copy.close()
        return done

    @property
    def _copied(self) -> bool:
        """Whether the other place has everything."""
        second = self._second  # the writer's thread may let go of it meanwhile
        return second is not None and not second.saved.waiting

    @property
    def _silent(self) -> bool:
        return self._asked is not None and self._seconds() - self._asked > SILENT_AFTER

    def _begin(self) -> None:
        if self._thread.ident is None:
            self._thread.start()
        self._wake.notify_all()

    def _run(self) -> None:
        while True:
            with self._wake:
                again, self._asked = self._retry_after if self._lost else None, None
                self._wake.wait_for(lambda: self._events or self._aside or self._closing, again)
                if self._closing:
                    return
                batch, aside, self._aside = tuple(self._events), self._aside, None
                self._asked = self._seconds()
            trouble, lost = self._append(batch)
            # A sign of life follows the events before it: a gap among them would otherwise be taken for lived time after a kill.
            if aside is not None and not trouble:
                with suppress(Exception):
                    aside()
            with self._wake:
                changed = trouble != self._trouble or bool(batch and not trouble)
                if trouble != self._trouble:
                    _tell(trouble, len(self._events))
                self._trouble = trouble
                self._lost = bool(trouble) and (self._lost or lost)
                if not trouble:
                    for _ in batch:
                        self._events.popleft()
                    self._written += len(batch)
                self._wake.notify_all()
            if not trouble and self._second is not None:
                self._no_longer_elsewhere()
            if changed:
                with suppress(Exception):
                    self._on_change()
            if trouble:
                with self._wake:
                    self._wake.wait_for(lambda: self._closing, self._retry_after)

    def _append(self, batch: tuple[AnyEvent, ...]) -> tuple[str, bool]:
        """What keeps it from the disk, or nothing; and whether what was there is known to be lost from it."""
        try:
            self._log.append_many(batch)
        except StoreError as error:
            return error.reason or str(error), error.lost
        except OSError as error:
            return error.strerror or type(error).__name__, False
        except Exception as error:  # this thread may not end: nothing would be saved any more, and nobody would know
            return f"an error of mentortui's own, {type(error).__name__}", False
        return "", False

    def _no_longer_elsewhere(self) -> None:
        """The log has everything again."""
        with self._wake:
            if self._events:
                return
            second, copy, self._second, self._copy = self._second, self._copy, None, None
        if second is not None and copy is not None:
            second.close(_SOON)
            copy.close()
            copy.remove()
