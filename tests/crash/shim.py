"""Stands for `os` in the store, and where files leave it: ends the program at one of its system calls, or writes down what a
power cut may undo.

A kill leaves on disk what the calls before it did: the points that differ are those before each call that changes something,
and within each write. `every` counts the calls that only look as well.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from mentortui.services import outgoing
from tests.store.system import put_in_place_of_os

LOOKS = frozenset(["read", "lseek", "fstat", "stat", "lstat", "listdir", "scandir", "close", "readlink", "access"])
CHANGES = frozenset(
    [
        *("write", "pwrite", "ftruncate", "truncate", "fsync", "fdatasync", "rename", "replace", "link", "symlink", "unlink"),
        *("remove", "mkdir", "rmdir", "chmod", "fchmod", "utime", "posix_fallocate", "copy_file_range", "sendfile"),
    ]
)
WRITES = frozenset(["write", "pwrite"])
KILLED = 77
"""How a process that was ended at its point exits."""
NAMELESS = getattr(os, "O_TMPFILE", 0)
"""How a file is made that is in no folder yet; 0 where the system knows none."""


class Call(NamedTuple):
    """One call that changed something, with what it gave back."""

    name: str
    args: tuple[Any, ...]
    result: Any


class Shim:
    """`at`: the number of the point, from 0, at which the process ends; none where it is negative."""

    def __init__(self, at: int = -1, *, every: bool = False, record: bool = False) -> None:
        self.points = 0
        self.calls: list[Call] = []
        self._at = at
        self._every = every
        self._record = record

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name == "open":
            watched: Any = self._opening
        elif name in CHANGES or (self._every and name in LOOKS):
            watched = self._watched(name, real)
        else:
            return real
        setattr(self, name, watched)
        return watched

    def note(self, name: str) -> None:
        """Something that is no system call takes its place among them: what was acknowledged."""
        self.calls.append(Call(name, (), None))

    def _point(self) -> bool:
        self.points += 1
        return self.points - 1 == self._at

    def _opening(self, path: Any, flags: int, *mode: Any, **options: Any) -> int:
        changes = bool(flags & (os.O_CREAT | os.O_TRUNC)) or (bool(NAMELESS) and flags & NAMELESS == NAMELESS)
        if (changes or self._every) and self._point():
            os._exit(KILLED)
        fd = os.open(path, flags, *mode, **options)
        if self._record:
            self.calls.append(Call("open", (str(path), flags), fd))
        return fd

    def _watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            if self._point():
                os._exit(KILLED)
            if name in WRITES and len(args[1]) > 1 and self._point():
                real(args[0], bytes(args[1])[: len(args[1]) // 2], *args[2:])
                os._exit(KILLED)
            result = real(*args, **options)
            if self._record:
                kept = tuple(bytes(part) if isinstance(part, bytes | memoryview) else part for part in args)
                self.calls.append(
                    Call(name, tuple(str(part) if isinstance(part, os.PathLike) else part for part in kept), result)
                )
            return result

        return call


def put_in(shim: Shim) -> None:
    """For the rest of this process, which was forked for it."""
    put_in_place_of_os(shim)
    outgoing.os = shim  # type: ignore[assignment]


def knows_nameless_files(folder: Path) -> bool:
    """Whether a file can be written in `folder` without a name. Where not, a kill leaves the hidden one it has until then."""
    if not NAMELESS or not Path("/proc/self/fd").is_dir():
        return False
    try:
        os.close(os.open(folder, os.O_WRONLY | NAMELESS, 0o600))
    except OSError:
        return False
    return True
