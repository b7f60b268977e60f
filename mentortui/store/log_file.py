"""The file the log goes to: begun anew when it is full, never readable by others. Loaded by the log's own thread."""

import logging
import os
import time
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Self

from mentortui.store import files, folders, writing
from mentortui.store.errors import StoreError


class LogFile:
    """A context manager. Writing never raises: a log that cannot be written is a log that is not written."""

    def __init__(self, path: Path, size: int, kept: int) -> None:
        """A new file from `size` bytes on; `kept` full ones stay."""
        self._path = path
        self._handler = _Handler(path, maxBytes=size, backupCount=kept, encoding="utf-8", delay=True, errors="replace")
        self._handler.setFormatter(_formatter())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError, ValueError):
            self._handler.close()

    def write(self, wall: int, line: str) -> None:
        """`wall`: nanoseconds since 1970."""
        record = logging.LogRecord("mentortui", logging.INFO, "", 0, line, None, None)
        record.created, record.msecs = wall / 1e9, wall // 1_000_000 % 1000
        with suppress(StoreError, OSError, ValueError):
            folders.make_folder(self._path.parent)
            self._handler.handle(record)


class _Handler(RotatingFileHandler):
    """Opens the file as every file of ours: 0600, and never through a link."""

    def _open(self) -> TextIOWrapper:
        return os.fdopen(writing.open_to_log(Path(self.baseFilename)), "a", encoding=self.encoding, errors=self.errors)

    def emit(self, record: logging.LogRecord) -> None:
        """In the file that bears the name: another program may have begun a new one."""
        if self.stream is not None and _is_elsewhere(self.stream.fileno(), Path(self.baseFilename)):
            self.stream.close()
            self.stream = None  # as the handler itself does before it opens one
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """Nobody is told: there is nowhere to tell it."""


def _is_elsewhere(fd: int, path: Path) -> bool:
    named = files.stamp(path)
    return named is None or named.inode != files.stamp_of(fd).inode


def _formatter() -> logging.Formatter:
    formatter = logging.Formatter("%(asctime)s.%(msecs)03dZ %(process)d  %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    return formatter
