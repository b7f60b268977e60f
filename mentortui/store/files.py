"""Every system call of the store, so that a test can make any one of them fail.

Files are 0600 and folders 0700 under every umask. Functions raise the StoreError family unless they say
OSError.
"""
# System calls go by their own names here, through `os`, which is what a test replaces.
# ruff: noqa: PTH101, PTH102, PTH104, PTH106, PTH108, PTH112, PTH113, PTH115, PTH116, PTH208, PTH211

import errno
import os
import re
import secrets
import stat as modes
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal, NamedTuple

from mentortui.store.errors import NotSaved, StoreError, not_read, not_saved

FILE_MODE = 0o600
FOLDER_MODE = 0o700
LARGEST = 1_000_000_000
"""Bytes of a file that is read: no store of anybody's is near it, and more would not fit into memory."""
_TO_READ = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
"""Never waits for a pipe."""


class Stamp(NamedTuple):
    """Tells one state of a file from another without reading it."""

    changed: int
    """Nanoseconds, as the file system says."""
    size: int
    inode: int
    noted: int = 0
    """Nanoseconds at which the system noted any change, of its name too: unlike `changed` nobody can set it back."""


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


def write_atomically(path: Path, data: bytes, over: "Stamp | Literal['whatever'] | None" = "whatever") -> Stamp:
    """The file holds `data`, and still does after a power cut. `over`: the state it is to take the place of, None for no file;
    where another is there by now, nothing is written. Raises NotSaved.

    After NotSaved the file is what it was, with one exception: when only what comes after the rename failed, the new
    state is already in place. So what is written must be safe to write again.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    with saving(path):
        fd = -1
        try:
            fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
            _fill(fd, data)
            if over != "whatever" and stamp(path) != over:
                raise NotSaved(path, "another program changed it meanwhile")
            _rename(temporary, path, fd)
            written = _stamp(os.fstat(fd))  # the rename is a change too; by its name it might be another's by now
        except (OSError, StoreError):
            with suppress(OSError):
                os.unlink(temporary)
            raise
        finally:
            if fd >= 0:
                os.close(fd)
        sync_folder(path.parent)
    return written


def _rename(temporary: Path, path: Path, fd: int) -> None:
    """Over a network the answer may be lost, and the second try then finds the file no longer where it was. Raises OSError."""
    try:
        os.rename(temporary, path)
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ESTALE):
            raise
        found, ours = os.stat(path), os.fstat(fd)
        if (found.st_dev, found.st_ino) != (ours.st_dev, ours.st_ino):
            raise


def _write_new(path: Path, data: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
    try:
        _fill(fd, data, durable=False)
    finally:
        os.close(fd)


def _fill(fd: int, data: bytes, durable: bool = True) -> None:
    os.fchmod(fd, FILE_MODE)
    write_all(fd, data)
    if durable:
        sync(fd)


def write_passing(path: Path, data: bytes) -> None:
    """Whole or not at all for whoever reads, but not promised to outlive a power cut. Raises NotSaved."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    with saving(path):
        try:
            _write_new(temporary, data)
            os.rename(temporary, path)
        except OSError:
            with suppress(OSError):
                os.unlink(temporary)
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


def ending(path: Path, count: int) -> bytes:
    """The last `count` bytes, or fewer; empty where there is no file. Raises StoreError."""
    with reading(path):
        try:
            fd = os.open(path, _TO_READ)
        except (FileNotFoundError, NotADirectoryError):
            return b""
        try:
            os.lseek(fd, max(0, _plain(fd).size - count), os.SEEK_SET)
            return _read_all(fd, count)
        finally:
            os.close(fd)


def move(path: Path, new: Path) -> None:
    """Over what is at `new`; nothing where there is no file at `path`. Not promised to outlive a power cut. Raises NotSaved."""
    with saving(path), suppress(FileNotFoundError):
        os.rename(path, new)


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


def open_to_append(path: Path) -> int:
    """A descriptor at the end of a file that is there. Raises OSError."""
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC | os.O_NONBLOCK)


def open_to_log(path: Path) -> int:
    """A descriptor at the end of a file, made where there is none; never through a link, never waiting for a pipe. OSError."""
    fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK, FILE_MODE)
    os.fchmod(fd, FILE_MODE)
    return fd


def cut(fd: int, size: int) -> None:
    """Raises OSError."""
    os.ftruncate(fd, size)


def stamp_of(fd: int) -> Stamp:
    """Of the open file. Raises OSError."""
    return _stamp(os.fstat(fd))


def close(fd: int) -> None:
    """Never raises: what mattered was fsynced before."""
    with suppress(OSError):
        os.close(fd)


def stamp(path: Path) -> Stamp | None:
    """None where there is no file. Raises StoreError, also for a link that leads nowhere."""
    with reading(path):
        try:
            return _stamp(os.stat(path))
        except (FileNotFoundError, NotADirectoryError):
            _no_link(path)
            return None


def _no_link(path: Path) -> None:
    """Where nothing can be found at `path`: raises StoreError if it is a link all the same. What it leads to may be on a disk
    that is away, and is not begun anew."""
    if path.is_symlink():
        raise StoreError(f"{path}: a link that leads nowhere: bring its disk back, or remove the link. Nothing was changed.")


def is_as_left(path: Path, left: Stamp | None) -> bool:
    """Whether the file at `path` is in the state it was `left` in. Raises OSError."""
    try:
        return _stamp(os.stat(path)) == left
    except (FileNotFoundError, NotADirectoryError):
        return False


def _stamp(found: os.stat_result) -> Stamp:
    return Stamp(found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns)


def read_bytes(path: Path) -> bytes | None:
    """None where there is no file. Raises StoreError, also for a link that leads nowhere."""
    found = read_stamped(path)
    return None if found is None else found[0]


def read_stamped(path: Path) -> tuple[bytes, Stamp] | None:
    """The bytes and the state of the file they are from; None where there is no file. Raises StoreError, also for a link that
    leads nowhere."""
    with reading(path):
        try:
            fd = os.open(path, _TO_READ)
        except (FileNotFoundError, NotADirectoryError):
            _no_link(path)
            return None
        try:
            while True:
                before = _plain(fd)
                data = _read_all(fd, before.size)
                if _stamp(os.fstat(fd)) == before:
                    return data, before
                os.lseek(fd, 0, os.SEEK_SET)
        finally:
            os.close(fd)


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


def _read_all(fd: int, expected: int) -> bytes:
    parts = []
    while part := os.read(fd, expected + 1):
        parts.append(part)
    return b"".join(parts)


def make_folder(path: Path) -> None:
    """With its parents; those made now are 0700, those there stay as they are. Raises NotSaved."""
    with saving(path):
        _make_folder(path)


def _make_folder(path: Path) -> None:
    if os.path.isdir(path):
        return
    if path.parent != path:
        _make_folder(path.parent)
    try:
        os.mkdir(path, FOLDER_MODE)
    except FileExistsError:
        if os.path.isdir(path):
            return
        raise NotADirectoryError(20, "Not a directory", str(path)) from None
    os.chmod(path, FOLDER_MODE)
    sync_folder(path.parent)


def make_inner_folder(path: Path) -> None:
    """Only where its parent is there: a data folder that was moved away must find its place free when it comes back. Raises
    OSError."""
    with suppress(FileExistsError):
        os.mkdir(path, FOLDER_MODE)
        os.chmod(path, FOLDER_MODE)
        sync_folder(path.parent)


def make_hidden_folder(parent: Path) -> Path:
    """A new folder in `parent`, under a name that `clean` removes should its writer die. Raises NotSaved."""
    path = parent / f".new.{os.getpid()}-{secrets.token_hex(4)}.tmp"
    with saving(path):
        os.mkdir(path, FOLDER_MODE)
        os.chmod(path, FOLDER_MODE)
    return path


def move_folder(path: Path, new: Path) -> None:
    """Renames a folder; whoever calls has made sure that nothing is at `new`. Raises NotSaved.

    As with `write_atomically`, the move may have happened although it is said that it failed.
    """
    with saving(new):
        os.rename(path, new)
        sync_folder(new.parent)


def remove_quietly(path: Path) -> None:
    """As `remove_folder`, but only for tidiness: never raises."""
    with suppress(OSError, StoreError):
        remove_folder(path)


def remove_quietly_file(path: Path) -> None:
    """As `remove`, but only for tidiness: never raises."""
    with suppress(OSError):
        os.unlink(path)


def names(folder: Path) -> tuple[str, ...]:
    """What is in `folder`, sorted, but for hidden names. Empty where there is none. Raises StoreError."""
    with reading(folder):
        try:
            return tuple(sorted(name for name in os.listdir(folder) if not name.startswith(".")))
        except FileNotFoundError:
            return ()


def remove(path: Path) -> None:
    """Gone, or gone before. Raises NotSaved."""
    with saving(path), suppress(FileNotFoundError):
        os.unlink(path)


def remove_passing(path: Path) -> None:
    """As `remove`, of a file that counts as not there when it cannot be read: a folder in its place is somebody's own, and stays.
    Raises NotSaved."""
    if not is_own_folder(path):
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


def remove_folder(path: Path) -> None:
    """A folder, with all in it, or what stands in its place; links go, and what they lead to stays. Gone, or gone before.
    Raises NotSaved."""
    with saving(path), suppress(FileNotFoundError):
        if not modes.S_ISDIR(os.lstat(path).st_mode):
            os.unlink(path)
            return
        for name in os.listdir(path):
            with suppress(FileNotFoundError):
                if modes.S_ISDIR(os.lstat(path / name).st_mode):
                    remove_folder(path / name)
                else:
                    os.unlink(path / name)
        os.rmdir(path)


def is_folder(path: Path) -> bool:
    return os.path.isdir(path)


def is_own_folder(path: Path) -> bool:
    """A folder, and no link to one."""
    return os.path.isdir(path) and not path.is_symlink()


def is_file(path: Path) -> bool:
    """A plain file, perhaps behind a link."""
    return os.path.isfile(path)


def is_there(path: Path) -> bool:
    """A file, a folder, a link, whatever."""
    return os.path.lexists(path)


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
    behind = Path(os.path.realpath(path))
    if not is_there(behind):
        raise NotSaved(path, "a link that leads nowhere", "Bring its disk back, or remove the link.")
    with saving(path):
        if not _may_be_ours(behind):
            raise NotSaved(path, "it is a link to a file that is not mentortui's", "Remove the link.")
    return behind


def _may_be_ours(path: Path) -> bool:
    """Whether its beginning is that of a file of ours, perhaps damaged. Raises OSError."""
    fd = os.open(path, _TO_READ)
    try:
        _plain(fd)
        beginning = os.read(fd, 4096)
    finally:
        os.close(fd)
    empty, cut_short = not beginning.strip(b"\0 \r\n"), _BEGINNING.startswith(beginning[: len(_BEGINNING)])
    return empty or cut_short or sum(sign in beginning for sign in _OURS) > 1


_OURS = (b'"schema"', b'"checksum"', b'"tables"', b'"drafts"')
_BEGINNING = b'{\n "schema": '


def tighten(folder: Path) -> int:
    """Takes from other users what they may do with `folder` and all in it; how many files and folders were open to them. Links
    are not followed, and what is another user's stays as it is. Never raises."""
    tightened = 0
    with suppress(OSError):
        found = os.lstat(folder)
        if found.st_uid != os.geteuid() or not (modes.S_ISREG(found.st_mode) or modes.S_ISDIR(found.st_mode)):
            return 0
        if found.st_mode & 0o077:
            os.chmod(folder, found.st_mode & 0o700)
            tightened = 1
        if modes.S_ISDIR(found.st_mode):
            tightened += sum(tighten(folder / name) for name in os.listdir(folder))
    return tightened


def is_stopped(pid: int) -> bool:
    """Whether that process of this machine is only stopped (Ctrl-Z); False where the system does not say. Never raises."""
    try:
        fd = os.open(f"/proc/{pid}/stat", os.O_RDONLY | os.O_CLOEXEC)
        try:
            return os.read(fd, 4096).rpartition(b") ")[2][:1] in (b"T", b"t")
        finally:
            os.close(fd)
    except OSError:
        return False


def is_locked(path: Path) -> bool:
    """Whether a program holds the lock file at `path`, which is neither made nor changed. Never raises: what cannot be found out
    counts as held."""
    try:
        import fcntl

        fd = os.open(path, _TO_READ)
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


def free_space(folder: Path) -> int | None:
    """Bytes that this user may still write; None where that cannot be found out."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return None
    return found.f_bavail * found.f_frsize


def everything(folder: Path) -> Iterator[tuple[Path, bool, bool, bool]]:
    """`folder` and all in it, links left out: whether it is a folder, whether others may look into it, whether it can be read.
    What cannot be looked at is left out."""
    with suppress(OSError):
        mode = os.lstat(folder).st_mode
        if modes.S_ISREG(mode) or modes.S_ISDIR(mode):
            to_read = os.R_OK | os.X_OK if modes.S_ISDIR(mode) else os.R_OK
            yield folder, modes.S_ISDIR(mode), bool(mode & 0o077), os.access(folder, to_read)
        if modes.S_ISDIR(mode):
            for name in sorted(os.listdir(folder)):
                yield from everything(folder / name)


def copy_folder(folder: Path, new: Path) -> None:
    """`new`, which is not there yet, holds all that is in `folder`, for this user alone, on disk when it returns. Links stay
    links. Raises StoreError; then what was copied so far is gone again."""
    with saving(new):
        os.mkdir(new, FOLDER_MODE)
    try:
        with reading(folder):
            names = sorted(os.listdir(folder))
        with saving(new):
            for name in names:
                path = folder / name
                mode = os.lstat(path).st_mode
                if modes.S_ISLNK(mode):
                    os.symlink(os.readlink(path), new / name)
                elif modes.S_ISDIR(mode):
                    copy_folder(path, new / name)
                elif modes.S_ISREG(mode):
                    _copy_file(path, new / name)
            sync_folder(new)
    except StoreError:
        with suppress(NotSaved):
            remove_folder(new)
        raise


def _copy_file(path: Path, new: Path) -> None:
    """Raises OSError, StoreError where it is the reading that is refused."""
    with reading(path):
        read = os.open(path, _TO_READ)
    try:
        written = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
        try:
            _fill(written, _read_all(read, os.fstat(read).st_size))
        finally:
            os.close(written)
    finally:
        os.close(read)


def try_writing(folder: Path) -> None:
    """Raises NotSaved where nothing could be saved in `folder`; makes it if it is not there."""
    make_folder(folder)
    probe = folder / f".probe.{os.getpid()}-{secrets.token_hex(4)}.tmp"
    with saving(folder):
        try:
            _write_new(probe, b"mentortui\n")
        finally:
            with suppress(OSError):
                os.unlink(probe)


_TEMPORARY = re.compile(r"^\..+\.(\d+)-[0-9a-f]{8}\.tmp$")


def clean(folder: Path) -> None:
    """Removes what writers that died left behind. Never raises: it is only tidying.

    A writer on another machine whose id is not in use here loses its temporary file, and gets NotSaved.
    """
    with suppress(OSError):
        for name in os.listdir(folder):
            left = _TEMPORARY.match(name)
            if left and not _alive(int(left[1])):
                with suppress(OSError, NotSaved, StoreError):
                    if os.path.isdir(folder / name):
                        remove_folder(folder / name)
                    else:
                        os.unlink(folder / name)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
