"""A new file outside of the store: in the folder that was named and no other, whole or not at all, in nobody's place.

Once the folder is found everything happens inside of it by its handle: whatever is put in its place, or under the
file's name, meanwhile leads nowhere.
"""
# System calls go by their own names here, through `os`, which is what a test replaces.

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mentortui.core.commands import Refused
from mentortui.core.text import fit, visible

_MOST_COPIES = 999
_LONGEST_TOLD = 200
"""Cells of a path in a sentence about it."""
_FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_NAMELESS = getattr(os, "O_TMPFILE", 0)
"""A file that is in no folder yet; 0 where the system knows none (macOS)."""
_KNOWS_NONE = frozenset({errno.ENOTSUP, errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT})
"""What file systems say that know none: some network and FUSE mounts, and older kernels."""
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES, errno.EXDEV})
"""What file systems without hard links say."""


def write_out(name: str, text: str) -> Path:
    """Writes a new file that only this user may read, and says which: where one of that name is there, ` 2` is added.

    `name` is as a person typed it: a path, from the folder the program runs in; `~` is home. Raises Refused with one sentence;
    then no file is left.
    """
    return write_data(name, text.encode("utf-8", "replace"))


def write_data(name: str, data: bytes) -> Path:
    """The same of bytes."""
    typed = name.strip()
    if not typed:
        raise Refused("A file needs a name.")
    try:
        path = Path(typed).expanduser()
        if typed.endswith((os.sep, f"{os.sep}.", f"{os.sep}..")) or path.name in ("", ".."):
            raise Refused(f"{_told(Path(typed))}: a file needs a name. Write one behind the folder.")
        if visible(path.name) != path.name:
            raise Refused(f"{_told(Path(path.name))}: a file's name is of letters one can see. Give another.")
        folder = path.parent.resolve(strict=True)
        return folder / _write(folder, path.name, data)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise Refused(f"{_told(Path(typed))}: not written, {reason}. Name another folder, or free some space.") from error
    except (RuntimeError, ValueError) as error:  # no home, a circle of links, what is no name
        raise Refused(f"{_told(Path(typed))}: not written. Give another name.") from error


def _write(folder: Path, name: str, data: bytes) -> str:
    """The name it got."""
    with _opened(folder) as inside:
        try:
            return _write_nameless(folder / name, data, inside) or _write_hidden(folder / name, data, inside)
        finally:
            _remember(inside)


def _write_nameless(path: Path, data: bytes, inside: int) -> str | None:
    """Without any name until it is whole, so that a kill leaves nothing in the folder; None where the system cannot do that."""
    if not _NAMELESS:
        return None
    try:
        handle = os.open(".", os.O_WRONLY | _NAMELESS | os.O_CLOEXEC, 0o600, dir_fd=inside)
    except OSError as error:
        if error.errno in _KNOWS_NONE:
            return None
        raise
    try:
        _fill(handle, data)
        for name in _names(path):
            try:
                # The one link that is followed: it leads to what this very handle holds.
                os.link(f"/proc/self/fd/{handle}", name, dst_dir_fd=inside, follow_symlinks=True)
                return name
            except FileExistsError:
                continue
            except OSError as error:
                if error.errno not in (*_NO_LINKS, errno.ENOENT):  # the last where there is no /proc
                    raise
                return None
    finally:
        os.close(handle)
    raise _too_many(path)


def _write_hidden(path: Path, data: bytes, inside: int) -> str:
    """Under a name of its own until it is whole, which a kill leaves behind."""
    temporary = f".mentortui-{os.getpid()}-{secrets.token_hex(4)}.tmp"
    try:
        _put(temporary, data, inside)
        return _named(path, temporary, data, inside)
    finally:
        with suppress(OSError):
            os.unlink(temporary, dir_fd=inside)


def _named(path: Path, temporary: str, data: bytes, inside: int) -> str:
    """Gives what is written its name, which is then nobody else's: the first that is free."""
    for name in _names(path):
        try:
            os.link(temporary, name, src_dir_fd=inside, dst_dir_fd=inside, follow_symlinks=False)
            return name
        except FileExistsError:
            continue
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
        with suppress(FileExistsError):
            _put(name, data, inside)
            return name
    raise _too_many(path)


def _names(path: Path) -> Iterator[str]:
    """Those it may get, in order."""
    yield path.name
    for number in range(2, _MOST_COPIES + 1):
        yield f"{path.stem} {number}{path.suffix}"


def _too_many(path: Path) -> Refused:
    return Refused(f"{_told(path)}: there are {_MOST_COPIES} of that name. Move some away and try again.")


def _put(name: str, data: bytes, inside: int) -> None:
    """A new file with all of it, forced to disk; none where that fails."""
    handle = os.open(name, _NEW, 0o600, dir_fd=inside)
    try:
        _fill(handle, data)
    except OSError:
        with suppress(OSError):
            os.unlink(name, dir_fd=inside)
        raise
    finally:
        os.close(handle)


def _fill(handle: int, data: bytes) -> None:
    """All of it, for its owner alone, forced to disk."""
    os.fchmod(handle, 0o600)
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
    os.fsync(handle)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    """The folder, from the root down, no step of it a link: it was looked up just now, so one there is new, and not ours."""
    handle = os.open(folder.anchor, _FOLDER)
    try:
        for part in folder.parts[1:]:
            before, handle = handle, os.open(part, _FOLDER, dir_fd=handle)
            os.close(before)
        yield handle
    finally:
        os.close(handle)


def _remember(inside: int) -> None:
    """The new name outlives a power cut, where the folder may be read."""
    with suppress(OSError):
        readable = os.open(".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=inside)
        try:
            os.fsync(readable)
        finally:
            os.close(readable)


def _told(path: Path) -> str:
    return fit(visible(str(path)), _LONGEST_TOLD)
