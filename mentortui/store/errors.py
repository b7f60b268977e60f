"""What goes wrong with stored things: one family, each a single line that says what, where and what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class StoreError(Exception):
    """Something stored could not be read or written. Whatever was there is untouched."""

    reason = ""
    """In a short phrase for a header, such as "disk full", where that is known."""
    lost = False
    """Whether what was acknowledged before is known to be no longer on disk."""


class NotSaved(StoreError):
    """A change did not reach the disk. `reason`: a short phrase for a header, such as "disk full"."""

    def __init__(self, path: Path, reason: str, advice: str = "Nothing was changed; try again.") -> None:
        super().__init__(f"{path}: not saved, {reason}. {advice}")
        self.path = path
        self.reason = reason


class Damaged(StoreError):
    """A file cannot be understood. `line`: where, from 1, when that is known."""

    def __init__(self, path: Path, what: str, line: int | None = None, good: Path | None = None) -> None:
        where = f"line {line} {what}" if line else what
        advice = f"The last copy is {good}." if good else "Mend the file, or move it away."
        super().__init__(f"{path}: {where}. Nothing was changed. {advice}")
        self.path = path
        self.line = line


class Newer(StoreError):
    """A file of a newer version of the program, left as it is."""

    def __init__(self, path: Path, schema: int, known: int) -> None:
        super().__init__(
            f"{path}: written by a newer version (format {schema}, this one knows {known}). "
            "Nothing was changed; install the newer mentortui."
        )
        self.path = path
        self.schema = schema


class Held(StoreError):
    """A live session is held by another program."""

    def __init__(self, path: Path, who: str, pid: int, host: str, since: int, advice: str = "Watch it from here.") -> None:
        super().__init__(f"{path}: this session is live in another mentortui ({who}). {advice}")
        self.path = path
        self.pid = pid
        self.host = host
        self.since = since


_PERMIT = "Let this user write there, or choose another folder with --data-dir."
_REASONS = {
    errno.ENOSPC: ("disk full", "Free some space and try again."),
    errno.EDQUOT: ("disk quota used up", "Free some space and try again."),
    errno.EROFS: ("the disk is read-only", "Choose another folder with --data-dir."),
    errno.EACCES: ("permission denied", _PERMIT),
    errno.EPERM: ("permission denied", _PERMIT),
    errno.EIO: ("disk error", "Check the disk; it is safe to try again."),
    errno.ENOTDIR: ("a file stands where a folder should be", "Choose another folder with --data-dir."),
    errno.EISDIR: ("a folder stands where a file should be", "Move it away and try again."),
    errno.EEXIST: ("it is there already", "Move it away and try again."),
    errno.ENOENT: ("its folder is gone", "Bring the folder back and try again."),
    errno.ENAMETOOLONG: ("the path is too long", "Choose another folder with --data-dir."),
    errno.EFBIG: ("the file is far too large", "Move it away and try again."),
    errno.ENXIO: ("a pipe stands where a file should be", "Move it away and try again."),
    errno.EMFILE: ("too many files are open", "Close something and try again."),
}


REASONS = frozenset(reason for reason, _ in _REASONS.values())
"""All that a disk may be said to refuse for; none of them has a word of anybody's in it."""


def not_saved(path: Path, error: OSError) -> NotSaved:
    """`error` in a person's words."""
    known = _REASONS.get(error.errno or 0)
    if known is None:
        return NotSaved(path, (error.strerror or type(error).__name__).lower())
    return NotSaved(path, *known)


def not_read(path: Path, error: OSError) -> StoreError:
    """`error`, met while reading, in a person's words."""
    known = _REASONS.get(error.errno or 0)
    reason = known[0] if known else (error.strerror or type(error).__name__).lower()
    refused = StoreError(f"{path}: cannot be read, {reason}. Nothing was changed; mend that and start again.")
    refused.reason = reason
    return refused


@contextmanager
def saving(path: Path) -> Iterator[None]:
    """Turns an OSError into NotSaved."""
    try:
        yield
    except OSError as error:
        raise not_saved(path, error) from error


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turns an OSError into StoreError."""
    try:
        yield
    except OSError as error:
        raise not_read(path, error) from error
