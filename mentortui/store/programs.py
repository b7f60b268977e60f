"""What other programs of this machine do: whether one lives, is stopped, or holds a lock. Never raises."""

import os
from pathlib import Path

from mentortui.store import files


def is_alive(pid: int) -> bool:
    """Whether there is a process of that id; True where the system does not say."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def is_stopped(pid: int) -> bool:
    """Whether that process of this machine is only stopped (Ctrl-Z); False where the system does not say."""
    try:
        fd = os.open(f"/proc/{pid}/stat", os.O_RDONLY | os.O_CLOEXEC)
        try:
            return os.read(fd, 4096).rpartition(b") ")[2][:1] in (b"T", b"t")
        finally:
            os.close(fd)
    except OSError:
        return False


def is_locked(path: Path) -> bool:
    """Whether a program holds the lock file at `path`, which is neither made nor changed; what cannot be found out counts as
    held."""
    try:
        import fcntl

        fd = os.open(path, files.TO_READ)
    except FileNotFoundError:
        return False
    except (OSError, ImportError):
        return True
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(fd)
    return False
