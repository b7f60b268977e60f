"""Files are written, moved and removed: whole or not at all, and on disk when it is said so.

Files are 0600 under every umask. Functions raise NotSaved unless they say OSError.
"""

import errno
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Literal

from mentortui.store import files
from mentortui.store.errors import NotSaved, StoreError, saving

FILE_MODE = 0o600


def write_atomically(path: Path, data: bytes, over: "files.Stamp | Literal['whatever'] | None" = "whatever") -> files.Stamp:
    """The file holds `data`, and still does after a power cut. `over`: the state it is to take the place of, None for no file;
    where another is there by now, nothing is written. Raises NotSaved.

    After NotSaved the file is what it was, with one exception: when only what comes after the rename failed, the new
    state is already in place. So what is written must be safe to write again.
    """
    half = temporary(path)
    with saving(path):
        fd = -1
        try:
            fd = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
            _fill(fd, data, durable=True)
            if over != "whatever" and files.stamp(path) != over:
                raise NotSaved(path, "another program changed it meanwhile")
            _rename(half, path, fd)
            written = files.stamp_of(fd)  # the rename is a change too; by its name it might be another's by now
        except (OSError, StoreError):
            with suppress(OSError):
                os.unlink(half)
            raise
        finally:
            if fd >= 0:
                os.close(fd)
        sync_folder(path.parent)
    return written


def _rename(half: Path, path: Path, fd: int) -> None:
    """Over a network the answer may be lost, and the second try then finds the file no longer where it was. Raises OSError."""
    try:
        os.rename(half, path)
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ESTALE):
            raise
        found, ours = os.stat(path), os.fstat(fd)
        if (found.st_dev, found.st_ino) != (ours.st_dev, ours.st_ino):
            raise


def write_passing(path: Path, data: bytes) -> None:
    """Whole or not at all for whoever reads, but not promised to outlive a power cut. Raises NotSaved."""
    half = temporary(path)
    with saving(path):
        try:
            write_new(half, data, durable=False)
            os.rename(half, path)
        except OSError:
            with suppress(OSError):
                os.unlink(half)
            raise


def overwrite(path: Path, data: bytes) -> None:
    """In place and without fsync: for what may be lost. A reader may see half of it. Raises NotSaved."""
    with saving(path):
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK, FILE_MODE)
        try:
            os.fchmod(fd, FILE_MODE)
            os.pwrite(fd, data, 0)
            os.ftruncate(fd, len(data))
        finally:
            os.close(fd)


def append_passing(path: Path, data: bytes) -> None:
    """At the end of a file, which is made if need be; not promised to outlive a power cut. A part may be left of a write that
    failed. Raises NotSaved."""
    with saving(path):
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK, FILE_MODE)
        try:
            os.fchmod(fd, FILE_MODE)
            write_all(fd, data)
        finally:
            os.close(fd)


def write_new(path: Path, data: bytes, *, durable: bool) -> None:
    """Where nothing is yet; `durable`: on disk when it returns, but for its name. Raises OSError, perhaps with a part written."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
    try:
        _fill(fd, data, durable=durable)
    finally:
        os.close(fd)


def _fill(fd: int, data: bytes, *, durable: bool) -> None:
    os.fchmod(fd, FILE_MODE)
    write_all(fd, data)
    if durable:
        sync(fd)


def temporary(path: Path) -> Path:
    """A name beside `path` that nobody else uses, and that tells whose it is should its writer die."""
    return path.with_name(f".{path.name}.{whose()}.tmp")


def whose() -> str:
    """For a name that nobody else uses, and that tells which process made it."""
    return f"{os.getpid()}-{secrets.token_hex(4)}"


def writer_of(name: str) -> int | None:
    """The process that writes, or wrote, under such a name; None where it is another kind of name."""
    found = _TEMPORARY.fullmatch(name)
    return int(found[1]) if found is not None else None


_TEMPORARY = re.compile(r"\..+\.(\d+)-[0-9a-f]{8}\.tmp")


def open_to_append(path: Path) -> int:
    """A descriptor at the end of a file that is there. Raises OSError."""
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC | os.O_NONBLOCK)


def open_to_log(path: Path) -> int:
    """A descriptor at the end of a file, made where there is none; never through a link, never waiting for a pipe. OSError."""
    fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK, FILE_MODE)
    os.fchmod(fd, FILE_MODE)
    return fd


def write_all(fd: int, data: bytes) -> None:
    """Raises OSError, perhaps with a part written."""
    rest = memoryview(data)
    while rest:
        written = os.write(fd, rest)
        if written <= 0:  # no error, and no way on
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rest = rest[written:]


def sync(fd: int) -> None:
    """On the medium itself: macOS needs a stronger call than fsync for that. Raises OSError."""
    os.fsync(fd)
    with suppress(ImportError):
        import fcntl

        full = getattr(fcntl, "F_FULLFSYNC", None)
        if full is not None:
            with suppress(OSError):  # not every file system has it
                fcntl.fcntl(fd, full)


def cut(fd: int, size: int) -> None:
    """Raises OSError."""
    os.ftruncate(fd, size)


def close(fd: int) -> None:
    """Never raises: what mattered was fsynced before."""
    with suppress(OSError):
        os.close(fd)


def sync_folder(folder: Path) -> None:
    """New, renamed and removed names in `folder` outlive a power cut, as far as the file system can do that: some network and
    FUSE mounts know no fsync of a folder, and refusing to save there would help nobody. Raises OSError."""
    fd = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS):
            raise
    finally:
        os.close(fd)


def move(path: Path, new: Path) -> None:
    """Over what is at `new`; nothing where there is no file at `path`. Not promised to outlive a power cut. Raises NotSaved."""
    with saving(path), suppress(FileNotFoundError):
        os.rename(path, new)


def remove(path: Path) -> None:
    """Gone, or gone before. Raises NotSaved."""
    with saving(path), suppress(FileNotFoundError):
        os.unlink(path)


def remove_passing(path: Path) -> None:
    """As `remove`, of a file that counts as not there when it cannot be read: a folder in its place is somebody's own, and stays.
    Raises NotSaved."""
    if not files.is_own_folder(path):
        remove(path)


def remove_for_good(path: Path) -> None:
    """As `remove`, and it does not come back after a power cut. Raises NotSaved."""
    remove(path)
    with saving(path), suppress(FileNotFoundError):
        sync_folder(path.parent)


def take(path: Path) -> bool:
    """Removes the file; False when another was quicker. Raises NotSaved."""
    with saving(path):
        try:
            os.unlink(path)
        except FileNotFoundError:
            return False
        return True
