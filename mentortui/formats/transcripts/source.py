"""A file of text, line by line: never as a whole, with a limit to each line, and with how far it has been read."""

import codecs
import os
import stat
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from mentortui.formats.transcripts.found import MOST_BYTES, MOST_LINE, Cancelled, Progress, Unreadable

CHUNK = 1 << 16
HEAD = 1 << 16
"""Bytes by which a format is recognised."""


def _never() -> bool:
    return False


class Source:
    """One reading of a file. `lines` may be asked for once; then `digest` is that of its bytes."""

    def __init__(
        self, path: Path, *, progress: Progress | None = None, cancelled: Callable[[], bool] = _never, most: int = MOST_BYTES
    ) -> None:
        """Raises Unreadable where it is no file, cannot be opened, is empty or too large."""
        self._path = path
        self._progress = progress
        self._cancelled = cancelled
        self._digest = sha256()
        self.replaced = 0
        """Bytes that are no text, of which each became U+FFFD."""
        try:
            self._file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise Unreadable(f"cannot be opened, {_reason(error)}; look at its name and whether you may read it") from error
        about = os.fstat(self._file)
        try:
            if not stat.S_ISREG(about.st_mode):
                raise Unreadable("is not a file; name the file of a transcript")
            if about.st_size > most:
                raise Unreadable(f"has {size_words(about.st_size)}; a transcript has at most {size_words(most)}")
            if not about.st_size:
                raise Unreadable("is empty; nothing was taken from it")
        except Unreadable:
            self.close()
            raise
        self.size = about.st_size
        self.modified = about.st_mtime

    def close(self) -> None:
        """Lets go of the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes that were read."""
        return self._digest.hexdigest()

    def head(self) -> str:
        """Its beginning, to recognise the format by."""
        try:
            data = os.pread(self._file, HEAD, 0)
        except OSError as error:
            raise Unreadable(f"cannot be read, {_reason(error)}; copy it to another place and try again") from error
        return data.decode(_encoding(data), "replace").removeprefix("\ufeff")

    def chunks(self) -> Iterator[bytes]:
        """All of its bytes. Raises Cancelled, Unreadable."""
        done = 0
        while True:
            if self._cancelled():
                raise Cancelled
            try:
                data = os.read(self._file, CHUNK)
            except OSError as error:
                raise Unreadable(f"cannot be read, {_reason(error)}; copy it to another place and try again") from error
            if not data:
                return
            done += len(data)
            if done > MOST_BYTES:
                raise Unreadable(f"grows while it is read, past {size_words(MOST_BYTES)}; name a file that is whole")
            self._digest.update(data)
            yield data
            if self._progress is not None:
                self._progress(done, max(done, self.size))

    def lines(self) -> Iterator[str]:
        """Its lines without their ends (LF, CRLF or CR), a byte order mark dropped. Raises Cancelled, Unreadable."""
        decoder: codecs.IncrementalDecoder | None = None
        rest, number, held, fresh = "", 0, False, True
        for data in self.chunks():
            if decoder is None:
                decoder = codecs.getincrementaldecoder(_encoding(data))("replace")
            text = decoder.decode(data)
            if fresh and text:
                text, fresh = text.removeprefix("\ufeff"), False
            if held:
                text = "\r" + text
            held = text.endswith("\r")  # its line feed may be in the next piece
            if held:
                text = text[:-1]
            if "\r" in text:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            text = text.replace("\0", "\ufffd")
            self.replaced += text.count("\ufffd")
            *whole, rest = (rest + text).split("\n")
            for line in whole:
                number += 1
                if len(line) > MOST_LINE:
                    raise _too_long(number)
                yield line
            if len(rest) > MOST_LINE:
                raise _too_long(number + 1)
        if decoder is not None:
            cut = decoder.decode(b"", final=True)
            self.replaced += len(cut)
            rest += cut
        if held or rest:
            yield rest


def size_words(size: int) -> str:
    """`1.2 GB`, `300 kB`."""
    for unit, step in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000)):
        if size >= step:
            return f"{size / step:.1f}".removesuffix(".0") + f" {unit}"
    return f"{size} bytes"


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8"


def _too_long(line: int) -> Unreadable:
    return Unreadable(f"is longer than {MOST_LINE:,} characters; a transcript has no such line", line)


def _reason(error: OSError) -> str:
    return (error.strerror or "for an unknown reason").casefold()
