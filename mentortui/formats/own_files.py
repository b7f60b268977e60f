"""A text file of the user's own, in the config folder: read whole, or one reason why not."""

import os
import stat
from pathlib import Path


class NotText(Exception):
    """No text can be read from that file: what is wrong, as the end of a sentence. `line`: where, from 1; 0: nowhere in it."""

    def __init__(self, what: str, line: int = 0) -> None:
        super().__init__(what)
        self.line = line


def read_text(path: Path, largest: int) -> str:
    """What the file holds, without the mark some editors put in front. Raises NotText, for more than `largest` bytes too."""
    return decoded(read_bytes(path, largest))


def read_bytes(path: Path, largest: int) -> bytes:
    """Waits for nothing: a pipe or a device is not read, and of a file never more than `largest` bytes. Raises NotText."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(number, "rb") as file:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                raise NotText("is no file" if not stat.S_ISDIR(os.fstat(number).st_mode) else "is a folder")
            data = file.read(largest + 1)
    except OSError as error:
        if isinstance(error, IsADirectoryError):
            raise NotText("is a folder") from error
        raise NotText(f"cannot be read, {(error.strerror or 'unknown reason').lower()}") from error
    if len(data) > largest:
        raise NotText(f"is larger than {largest:,} bytes")
    return data


def decoded(data: bytes) -> str:
    """Raises NotText with the line of the first byte that is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotText("is not UTF-8 text", data.count(b"\n", 0, error.start) + 1) from error
