"""Two locks: a live session is one program's for as long as it lives; records are one editor's for a moment.

What is locked is a file of its own, never one that is replaced. The system drops the lock of a dead program; one that is only
stopped keeps its own. Where the system has no locks, as on some network folders, a marker beside the file stands for one: then
a second program on another machine might not be kept out, which is told.
filelock is imported where it is used: that takes longer than a whole `mentortui list`.
"""

import errno
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from mentortui.store import files, programs, writing
from mentortui.store.errors import Held, NotSaved, StoreError, not_saved

if TYPE_CHECKING:
    from filelock import BaseFileLock

PATIENCE = 10.0
"""Seconds an edit of records waits for another one."""
_POLL = 0.005
"""Seconds between two tries: a lock that another program takes again at once is free only for a moment."""
_PROBE_PATIENCE = 0.3
"""Seconds: a watcher that asks who holds a session has its lock for a moment itself."""
_NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF, errno.EINVAL}
"""What systems say that have no locks for a folder, or no more of them."""


class Holder(msgspec.Struct, frozen=True):
    """The program that holds a live session. `since`: UTC microseconds."""

    pid: int
    host: str
    since: int

    @property
    def who(self) -> str:
        """In words."""
        if not self.pid:
            return "another program"
        stopped = self.host == os.uname().nodename and programs.is_stopped(self.pid)
        return f"process {self.pid} on {self.host}{', stopped: fg in its terminal wakes it' if stopped else ''}"

    def refusal(self, path: Path, advice: str = "Watch it from here.") -> Held:
        """To be raised by whoever wants what it holds. `path`: of the session."""
        return Held(path, self.who, self.pid, self.host, self.since, advice)


class SessionLock:
    """Held from `hold_session` until `release`, or until the process ends."""

    def __init__(self, path: Path, lock: "BaseFileLock", holder: Holder) -> None:
        self._path = path
        self._lock = lock
        self._holder = holder
        self._inode = _inode(lock)

    @property
    def weak(self) -> bool:
        """The system has no real locks here, so a second program might not be kept out."""
        return _is_weak(self._lock)

    def renew(self) -> None:
        """Takes it again where its file was removed or replaced underneath, so that no second program can hold that one. Raises
        NotSaved where one does already. Where nothing happened it costs one look at the file."""
        if _inode(self._lock) in (self._inode, None) or not files.is_folder(self._path.parent):
            return
        lock = _locked(self._path, _PROBE_PATIENCE)
        if lock is None:
            raise NotSaved(self._path, f"{_owner(self._path).who} runs this session now", "Leave it here with ctrl+q.")
        _release(self._lock)
        self._lock, self._inode = lock, _inode(lock)
        _say_owner(self._path, self._holder)

    def release(self) -> None:
        """Never raises."""
        with suppress(StoreError):
            writing.remove_passing(_owner_path(self._path))
        _release(self._lock)


def hold_session(path: Path, since: int | None = None) -> SessionLock:
    """The lock at `path` (`<id>.lock`) for this program. Raises Held, NotSaved."""
    lock = _locked(path, _PROBE_PATIENCE)
    if lock is None:
        other = _owner(path)
        raise other.refusal(path)
    holder = Holder(os.getpid(), os.uname().nodename, time.time_ns() // 1000 if since is None else since)
    held = SessionLock(path, lock, holder)
    try:
        _say_owner(path, holder)
    except NotSaved:
        held.release()
        raise
    return held


def held_by(path: Path) -> Holder | None:
    """Who holds the session with the lock at `path`; None: nobody. Raises StoreError."""
    if files.stamp(path) is None:
        return None
    try:
        lock = _locked(path, 0)
    except NotSaved:
        return None  # where nothing can be written nobody can hold a session
    if lock is None:
        return _owner(path)
    _release(lock)
    return None


def remove_lock(path: Path) -> None:
    """The file of the lock at `path` and what lies beside it; whoever holds it keeps nobody out any more. Raises NotSaved."""
    writing.remove_passing(_owner_path(path))
    writing.remove(_marker(path))
    writing.remove(path)


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
        lock = _locked(path, patience)
        if lock is None:
            raise NotSaved(folder, "another program is editing it")
        _held.folders.add(folder)
        try:
            yield not _is_weak(lock)
        finally:
            _held.folders.discard(folder)
            _release(lock)
    finally:
        ours.release()


def holds(folder: Path) -> bool:
    """Whether this thread is inside `record_lock` of that folder."""
    return folder in _held.folders


def _locked(path: Path, patience: float) -> "BaseFileLock | None":
    """The system's own lock, or where it has none the marker; None where another program has either. Raises NotSaved."""
    from filelock import FileLock, SoftFileLock

    marker = _marker(path)
    try:
        # Not bound to a thread: what one thread holds another may release.
        lock = _acquired(FileLock(path, patience, writing.FILE_MODE, thread_local=False, fallback_to_soft=False))
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise not_saved(path.parent, error) from error  # nobody knows of a .lock
        lock = None
    else:
        if lock is None or not files.is_there(marker):
            return lock
    try:
        soft = _acquired(SoftFileLock(marker, patience, writing.FILE_MODE, thread_local=False))
    except OSError as error:
        if lock is not None:
            _release(lock)
        raise not_saved(path.parent, error) from error  # nobody knows of a .lock
    if lock is None:
        return soft
    # The marker was left by a program that died, or another holds it for which the system had no locks.
    _release(lock if soft is None else soft)
    return None if soft is None else lock


def _acquired(lock: "BaseFileLock") -> "BaseFileLock | None":
    """None where another has it. Raises OSError."""
    from filelock import Timeout

    try:
        lock.acquire(poll_interval=_POLL)
    except Timeout:
        return None
    return lock


def _release(lock: "BaseFileLock") -> None:
    with suppress(OSError):
        lock.release(force=True)


def _is_weak(lock: "BaseFileLock") -> bool:
    from filelock import SoftFileLock

    return isinstance(lock, SoftFileLock)


def _inode(lock: "BaseFileLock") -> int | None:
    """Of the file it stands on; 0 where that is gone, None where it cannot be looked at."""
    try:
        found = files.stamp(Path(lock.lock_file))
    except StoreError:
        return None
    return found.inode if found else 0


class _Held(threading.local):
    """The folders whose lock this thread has."""

    def __init__(self) -> None:
        self.folders: set[Path] = set()


_held = _Held()
_threads: dict[Path, threading.Lock] = {}
_threads_lock = threading.Lock()


def _of_this_process(path: Path) -> threading.Lock:
    with _threads_lock:
        return _threads.setdefault(path, threading.Lock())


def _marker(path: Path) -> Path:
    return path.with_name(f"{path.name}.soft")


def _owner_path(path: Path) -> Path:
    return path.with_suffix(".owner")


def _say_owner(path: Path, holder: Holder) -> None:
    """That somebody holds it the lock itself says: so a folder in the place of the file keeps nobody out. Raises NotSaved."""
    if files.is_own_folder(_owner_path(path)):
        return
    writing.write_passing(_owner_path(path), msgspec.json.encode(holder) + b"\n")


def _owner(path: Path) -> Holder:
    try:
        return msgspec.json.decode(files.read_bytes(_owner_path(path)) or b"", type=Holder)
    except (ValueError, StoreError):
        return Holder(0, "", 0)
