"""Two locks: a live session is one program's for as long as it lives; records are one editor's for a moment.

What is locked is a file of its own, never one that is replaced. The system drops the lock of a dead program.
filelock is imported where it is used: that takes longer than a whole `mentortui list`.
"""

import os
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from mentortui.store import files
from mentortui.store.errors import Held, NotSaved, StoreError, not_saved

if TYPE_CHECKING:
    from filelock import BaseFileLock

PATIENCE = 10.0
"""Seconds an edit of records waits for another one."""
_PROBE_PATIENCE = 0.3
"""Seconds: a watcher that asks who holds a session has its lock for a moment itself."""

warnings.filterwarnings("ignore", message="flock not supported")


class Holder(msgspec.Struct, frozen=True):
    """The program that holds a live session. `since`: UTC microseconds."""

    pid: int
    host: str
    since: int

    @property
    def who(self) -> str:
        """In words."""
        return f"process {self.pid} on {self.host}" if self.pid else "another program"


class SessionLock:
    """Held from `hold_session` until `release`, or until the process ends."""

    def __init__(self, path: Path, lock: "BaseFileLock") -> None:
        self._path = path
        self._lock = lock

    @property
    def weak(self) -> bool:
        """The system has no real locks here, so a second program might not be kept out."""
        return _is_weak(self._lock)

    def release(self) -> None:
        """Never raises."""
        with suppress(StoreError):
            files.remove(_owner_path(self._path))
        _release(self._lock)


def hold_session(path: Path, since: int | None = None) -> SessionLock:
    """The lock at `path` (`<id>.lock`) for this program. Raises Held, NotSaved."""
    lock = _lock(path, _PROBE_PATIENCE)
    if not _acquired(lock, path):
        other = _owner(path)
        raise Held(path, other.who, other.pid, other.host, other.since)
    held = SessionLock(path, lock)
    holder = Holder(os.getpid(), os.uname().nodename, time.time_ns() // 1000 if since is None else since)
    try:
        files.write_passing(_owner_path(path), msgspec.json.encode(holder) + b"\n")
    except NotSaved:
        held.release()
        raise
    return held


def held_by(path: Path) -> Holder | None:
    """Who holds the session with the lock at `path`; None: nobody. Raises StoreError."""
    if files.stamp(path) is None:
        return None
    lock = _lock(path, 0)
    try:
        if not _acquired(lock, path):
            return _owner(path)
    except NotSaved:
        return None  # where nothing can be written nobody can hold a session
    _release(lock)
    return None


@contextmanager
def record_lock(folder: Path, patience: float = PATIENCE) -> Iterator[bool]:
    """Over read, change and write of the records in `folder`. Yields whether the system has real locks here.

    Raises NotSaved where it cannot be had within `patience` seconds. Not to be nested.
    """
    path = folder / ".lock"
    ours = _of_this_process(path)
    if not ours.acquire(timeout=patience):
        raise NotSaved(folder, "another edit is under way")
    try:
        lock = _lock(path, patience)
        if not _acquired(lock, path):
            raise NotSaved(folder, "another program is editing it")
        try:
            yield not _is_weak(lock)
        finally:
            _release(lock)
    finally:
        ours.release()


def _acquired(lock: "BaseFileLock", path: Path) -> bool:
    """False where another has it. Raises NotSaved."""
    from filelock import Timeout

    try:
        lock.acquire()
    except Timeout:
        return False
    except OSError as error:
        raise not_saved(path, error) from error
    return True


def _release(lock: "BaseFileLock") -> None:
    with suppress(OSError):
        lock.release(force=True)


def _lock(path: Path, patience: float) -> "BaseFileLock":
    from filelock import FileLock

    # Not bound to a thread: what one thread holds another may release.
    return FileLock(path, timeout=patience, mode=files.FILE_MODE, thread_local=False)


def _is_weak(lock: "BaseFileLock") -> bool:
    from filelock import SoftFileLock

    return isinstance(lock, SoftFileLock)


_threads: dict[Path, threading.Lock] = {}
_threads_lock = threading.Lock()


def _of_this_process(path: Path) -> threading.Lock:
    with _threads_lock:
        return _threads.setdefault(path, threading.Lock())


def _owner_path(path: Path) -> Path:
    return path.with_suffix(".owner")


def _owner(path: Path) -> Holder:
    try:
        return msgspec.json.decode(files.read_bytes(_owner_path(path)) or b"", type=Holder)
    except (ValueError, StoreError):
        return Holder(0, "", 0)
