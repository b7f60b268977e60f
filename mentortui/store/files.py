"""What is there: a file's bytes, its state, and what kind of thing stands at a path. Nothing here changes anything.

This and `writing`, `folders` and `programs` make every system call of the store, through `os`, so that a test can make any one
of them fail. Functions raise the StoreError family unless they say OSError.
"""

import errno
import os
import stat as modes
from pathlib import Path
from typing import NamedTuple

from mentortui.store.errors import NotSaved, StoreError, reading, saving

LARGEST = 1_000_000_000
"""Bytes of a file that is read: no store of anybody's is near it, and more would not fit into memory."""
TO_READ = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
"""Never waits for a pipe."""


class Stamp(NamedTuple):
    """Tells one state of a file from another without reading it."""

    changed: int
    """Nanoseconds, as the file system says."""
    size: int
    inode: int
    noted: int = 0
    """Nanoseconds at which the system noted any change, of its name too: unlike `changed` nobody can set it back."""


def stamp(path: Path) -> Stamp | None:
    """None where there is no file. Raises StoreError, also for a link that leads nowhere."""
    with reading(path):
        try:
            return _stamp(os.stat(path))
        except (FileNotFoundError, NotADirectoryError):
            _no_link(path)
            return None


def stamp_of(fd: int) -> Stamp:
    """Of the open file. Raises OSError."""
    return _stamp(os.fstat(fd))


def is_as_left(path: Path, left: Stamp | None) -> bool:
    """Whether the file at `path` is in the state it was `left` in. Raises OSError."""
    try:
        return _stamp(os.stat(path)) == left
    except (FileNotFoundError, NotADirectoryError):
        return False


def read_bytes(path: Path) -> bytes | None:
    """None where there is no file. Raises StoreError, also for a link that leads nowhere."""
    found = read_stamped(path)
    return None if found is None else found[0]


def read_stamped(path: Path) -> tuple[bytes, Stamp] | None:
    """The bytes and the state of the file they are from; None where there is no file. Raises StoreError, also for a link that
    leads nowhere."""
    with reading(path):
        try:
            fd = os.open(path, TO_READ)
        except (FileNotFoundError, NotADirectoryError):
            _no_link(path)
            return None
        try:
            while True:
                before = _plain(fd)
                data = read_all(fd, before.size)
                if _stamp(os.fstat(fd)) == before:
                    return data, before
                os.lseek(fd, 0, os.SEEK_SET)
        finally:
            os.close(fd)


def ending(path: Path, count: int) -> bytes:
    """The last `count` bytes, or fewer; empty where there is no file. Raises StoreError."""
    with reading(path):
        try:
            fd = os.open(path, TO_READ)
        except (FileNotFoundError, NotADirectoryError):
            return b""
        try:
            os.lseek(fd, max(0, _plain(fd).size - count), os.SEEK_SET)
            return read_all(fd, count)
        finally:
            os.close(fd)


def is_folder(path: Path) -> bool:
    return os.path.isdir(path)


def is_own_folder(path: Path) -> bool:
    """A folder, and no link to one."""
    return os.path.isdir(path) and not is_link(path)


def is_this_users(path: Path) -> bool:
    """What lies there itself, whatever a link leads to. False where that cannot be found out."""
    try:
        return os.lstat(path).st_uid == os.geteuid()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    """A plain file, perhaps behind a link."""
    return os.path.isfile(path)


def is_there(path: Path) -> bool:
    """A file, a folder, a link, whatever."""
    return os.path.lexists(path)


def is_link(path: Path) -> bool:
    """Wherever it leads."""
    return os.path.islink(path)


def end_of_links(path: Path) -> Path:
    """What `path` stands for once every link in it is followed."""
    return Path(os.path.realpath(path))


def behind_link(path: Path) -> Path:
    """The file to replace so that a link at `path` stays one: people keep a record in a synced folder that way. `path` itself
    where it is no link. Raises NotSaved where the link is another user's, as it might lead anywhere, where it leads to a file
    that looks like none of ours, somebody's own, and where it leads nowhere: in the place of a disk that is away nothing is
    made."""
    with saving(path):
        try:
            found = os.lstat(path)
        except FileNotFoundError:
            return path
    if not modes.S_ISLNK(found.st_mode):
        return path
    if found.st_uid not in (os.geteuid(), 0):
        raise NotSaved(path, "it is a link of another user's", "Remove the link.")
    behind = end_of_links(path)
    if not is_there(behind):
        raise NotSaved(path, "a link that leads nowhere", "Bring its disk back, or remove the link.")
    with saving(path):
        if not _may_be_ours(behind):
            raise NotSaved(path, "it is a link to a file that is not mentortui's", "Remove the link.")
    return behind


def _may_be_ours(path: Path) -> bool:
    """Whether its beginning is that of a file of ours, perhaps damaged. Raises OSError."""
    fd = os.open(path, TO_READ)
    try:
        _plain(fd)
        beginning = os.read(fd, 4096)
    finally:
        os.close(fd)
    empty, cut_short = not beginning.strip(b"\0 \r\n"), _BEGINNING.startswith(beginning[: len(_BEGINNING)])
    return empty or cut_short or sum(sign in beginning for sign in _OURS) > 1


_OURS = (b'"schema"', b'"checksum"', b'"tables"', b'"drafts"')
_BEGINNING = b'{\n "schema": '


def _no_link(path: Path) -> None:
    """Where nothing can be found at `path`: raises StoreError if it is a link all the same. What it leads to may be on a disk
    that is away, and is not begun anew."""
    if is_link(path):
        raise StoreError(f"{path}: a link that leads nowhere: bring its disk back, or remove the link. Nothing was changed.")


def _stamp(found: os.stat_result) -> Stamp:
    return Stamp(found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns)


def _plain(fd: int) -> Stamp:
    """Of a file: a pipe would keep its reader waiting, and a device has no end. Raises OSError."""
    found = os.fstat(fd)
    if modes.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not modes.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "A pipe or a device stands where a file should be")
    if found.st_size > LARGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return _stamp(found)


def read_all(fd: int, expected: int) -> bytes:
    """From where it stands to the end, of `expected` bytes as a rule. Raises OSError."""
    parts = []
    while part := os.read(fd, expected + 1):
        parts.append(part)
    return b"".join(parts)
