"""System calls that fail, or end the program, where a test says so."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import get_ident
from typing import Any

from tests.store.system import in_place_of_os

NO_SUCH_PROCESS = 2**22 + 7
"""Larger than the largest id a Linux process can have."""
CALLS = frozenset(
    [
        "open",
        "close",
        "write",
        "pwrite",
        "read",
        "lseek",
        "fsync",
        "rename",
        "unlink",
        "mkdir",
        "rmdir",
        "chmod",
        "fchmod",
        "ftruncate",
        "stat",
        "lstat",
        "fstat",
        "listdir",
        "readlink",
        "symlink",
        "statvfs",
    ]
)


class Killed(BaseException):
    """The program ended here."""


class Faulty:
    """Stands for `os`. The call number `at` (from 0) fails with `error`, or with None the program ends there.

    `here`: only of the thread that makes this; others are of another program, say, which goes on.
    A write that fails has written half of its bytes. An fsync that fails has lost what was not yet forced to disk.
    """

    def __init__(self, at: int, error: int | None, *, here: bool = False) -> None:
        self.reached = False
        self.names: list[str] = []
        self._at = at
        self._error = error
        self._thread = get_ident() if here else None
        self._open: set[int] = set()
        self._forced: dict[int, int] = {}

    def __getattr__(self, name: str) -> Any:
        if name == "getpid":
            return lambda: NO_SUCH_PROCESS
        real = getattr(os, name)
        return self._watched(name, real) if name in CALLS else real

    def _watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            if self._thread not in (None, get_ident()):
                return real(*args, **options)
            number = len(self.names)
            self.names.append(name)
            if number == self._at:
                self.reached = True
                self._spoil(name, args)
            if self.reached and self._error is None:
                raise Killed
            if number == self._at:
                if name == "close":
                    self._close(args[0])
                raise OSError(self._error, os.strerror(self._error or 0))
            return self._done(name, args, real(*args, **options))

        return call

    def _spoil(self, name: str, args: tuple[Any, ...]) -> None:
        if name == "write":
            os.write(args[0], bytes(args[1])[: len(args[1]) // 2])
        if name == "fsync" and self._error is not None and args[0] in self._forced:
            lost = os.fstat(args[0]).st_size - self._forced[args[0]]
            os.ftruncate(args[0], self._forced[args[0]])
            os.ftruncate(args[0], self._forced[args[0]] + max(0, lost))

    def _done(self, name: str, args: tuple[Any, ...], result: Any) -> Any:
        if name == "open":
            self._open.add(result)
            if args[1] & (os.O_WRONLY | os.O_RDWR):
                self._forced[result] = os.fstat(result).st_size
        if name == "close":
            self._open.discard(args[0])
            self._forced.pop(args[0], None)
        if name == "fsync" and args[0] in self._forced:
            self._forced[args[0]] = os.fstat(args[0]).st_size
        return result

    def _close(self, fd: int) -> None:
        os.close(fd)
        self._open.discard(fd)

    def leave(self) -> None:
        """As when the program has ended."""
        for fd in self._open:
            os.close(fd)
        self._open.clear()


@contextmanager
def faults(at: int, error: int | None, *, here: bool = False) -> Iterator[Faulty]:
    """The store's system calls inside the block are counted, and the one numbered `at` fails; `here`: those of this thread."""
    faulty = Faulty(at, error, here=here)
    with in_place_of_os(faulty):
        try:
            yield faulty
        finally:
            if error is None:
                faulty.leave()
