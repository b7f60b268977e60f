"""Folders are made, moved, copied and removed, and looked through with all that is in them.

Folders are 0700 under every umask. Functions raise the StoreError family unless they say OSError.
"""

import errno
import os
import stat as modes
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from mentortui.store import files, programs, writing
from mentortui.store.errors import NotSaved, StoreError, reading, saving

FOLDER_MODE = 0o700


def names(folder: Path) -> tuple[str, ...]:
    """What is in `folder`, sorted, but for hidden names. Empty where there is none. Raises StoreError."""
    with reading(folder):
        try:
            return tuple(sorted(name for name in os.listdir(folder) if not name.startswith(".")))
        except FileNotFoundError:
            return ()


def hidden(folder: Path) -> tuple[str, ...]:
    """The names in it that `names` leaves out, sorted. Empty where there is none. Raises StoreError."""
    with reading(folder):
        try:
            return tuple(sorted(name for name in os.listdir(folder) if name.startswith(".")))
        except FileNotFoundError:
            return ()


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
        _make_one(path)
    except FileExistsError:
        if os.path.isdir(path):
            return
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path)) from None
    writing.sync_folder(path.parent)


def _make_one(path: Path) -> None:
    os.mkdir(path, FOLDER_MODE)
    os.chmod(path, FOLDER_MODE)  # whatever the umask took of it


def make_inner_folder(path: Path) -> None:
    """Only where its parent is there: a data folder that was moved away must find its place free when it comes back. Raises
    OSError."""
    with suppress(FileExistsError):
        _make_one(path)
        writing.sync_folder(path.parent)


def make_hidden_folder(parent: Path) -> Path:
    """A new folder in `parent`, under a name that `clean` removes should its writer die. Raises NotSaved."""
    path = writing.temporary(parent / "new")
    with saving(path):
        _make_one(path)
    return path


def move_folder(path: Path, new: Path) -> None:
    """Renames a folder; whoever calls has made sure that nothing is at `new`. Raises NotSaved.

    As with `write_atomically`, the move may have happened although it is said that it failed.
    """
    with saving(new):
        os.rename(path, new)
        writing.sync_folder(new.parent)


def copy_folder(folder: Path, new: Path) -> None:
    """`new`, which is not there yet, holds all that is in `folder`, for this user alone, on disk when it returns. Links stay
    links. Raises StoreError; then what was copied so far is gone again."""
    with saving(new):
        _make_one(new)
    try:
        with reading(folder):
            inside = sorted(os.listdir(folder))
        with saving(new):
            for name in inside:
                path = folder / name
                mode = os.lstat(path).st_mode
                if modes.S_ISLNK(mode):
                    os.symlink(os.readlink(path), new / name)
                elif modes.S_ISDIR(mode):
                    copy_folder(path, new / name)
                elif modes.S_ISREG(mode):
                    _copy_file(path, new / name)
            writing.sync_folder(new)
    except StoreError:
        with suppress(NotSaved):
            remove_folder(new)
        raise


def _copy_file(path: Path, new: Path) -> None:
    """Raises OSError, StoreError where it is the reading that is refused."""
    with reading(path):
        read = os.open(path, files.TO_READ)
    try:
        data = files.read_all(read, os.fstat(read).st_size)
    finally:
        os.close(read)
    writing.write_new(new, data, durable=True)


def remove_folder(path: Path) -> None:
    """A folder, with all in it, or what stands in its place; links go, and what they lead to stays. Gone, or gone before.
    Raises NotSaved."""
    with saving(path), suppress(FileNotFoundError):
        if not modes.S_ISDIR(os.lstat(path).st_mode):
            os.unlink(path)
            return
        for name in os.listdir(path):
            remove_folder(path / name)
        os.rmdir(path)


def remove_quietly(path: Path) -> None:
    """As `remove_folder`, but only for tidiness: never raises."""
    with suppress(OSError, StoreError):
        remove_folder(path)


def clean(folder: Path) -> None:
    """Removes what writers that died left behind. Never raises: it is only tidying.

    A writer on another machine whose id is not in use here loses its temporary file, and gets NotSaved.
    """
    with suppress(OSError):
        for name in os.listdir(folder):
            writer = writing.writer_of(name)
            if writer is not None and not programs.is_alive(writer):
                remove_quietly(folder / name)


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


def try_writing(folder: Path) -> None:
    """Raises NotSaved where nothing could be saved in `folder`; makes it if it is not there."""
    make_folder(folder)
    probe = writing.temporary(folder / "probe")
    with saving(folder):
        try:
            writing.write_new(probe, b"mentortui\n", durable=False)
        finally:
            with suppress(OSError):
                os.unlink(probe)


def free_space(folder: Path) -> int | None:
    """Bytes that this user may still write; None where that cannot be found out."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return None
    return found.f_bavail * found.f_frsize
