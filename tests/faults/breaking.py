"""A disk that refuses for as long as a test says, users who may not do everything, and a disk of a few hundred KiB."""

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mentortui.store.journal import read_journal
from tests.store.system import in_place_of_os


class Breaking:
    """Stands for the store's `os`: each call of `errors`, by name, fails with that error, until it is taken out again.

    A write that fails has written half of its bytes. `short`: so many bytes a write takes at a time. `folders`: the error of an
    fsync of a folder alone.
    """

    def __init__(self) -> None:
        self.errors: dict[str, int] = {}
        self.short = 0
        self.folders = 0
        self.refused = 0
        """How often a call failed."""

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in ("write", "fsync") and name not in self.errors:
            return real

        def call(*given: Any, **named: Any) -> Any:
            error = self.errors.get(name, 0)
            if name == "fsync" and self.folders and stat.S_ISDIR(os.fstat(given[0]).st_mode):
                error = self.folders
            if error:
                self.refused += 1
                if name == "write":
                    os.write(given[0], bytes(given[1])[: len(given[1]) // 2])
                raise OSError(error, os.strerror(error))
            if name == "write" and self.short:
                return os.write(given[0], bytes(given[1])[: self.short])
            return real(*given, **named)

        return call

    def heal(self) -> None:
        """The disk is well again."""
        self.errors.clear()
        self.short = self.folders = 0


@contextmanager
def breaking() -> Iterator[Breaking]:
    """The store's system calls inside the block go through the one that is given."""
    broken = Breaking()
    with in_place_of_os(broken):
        yield broken


def on_disk(journal: Path) -> list[str]:
    """The ids of the events in a journal, a line each: what is there twice is twice here."""
    content = read_journal(journal)
    assert not content.torn
    assert not content.damaged
    ids = [event.id for event in content.events if hasattr(event, "id")]
    lines = journal.read_bytes().splitlines()[1:]
    if lines[:1] == lines[1:2]:  # the first one stands there twice on purpose
        del lines[0]
    assert len(lines) == len(ids)
    return ids


def modes(folder: Path) -> dict[str, int]:
    """Of everything below `folder`: the permissions that are not 0600 of a file, 0700 of a folder."""
    found = {}
    for path in folder.rglob("*"):
        mode = stat.S_IMODE(path.lstat().st_mode)
        if not path.is_symlink() and mode != (0o700 if path.is_dir() else 0o600):
            found[str(path.relative_to(folder))] = mode
    return found


@cache
def as_normal_user() -> tuple[str, ...]:
    """What to put before a command so that permissions hold for it: nothing, unless the tests are run by root. Skips where root
    cannot give up its power."""
    if os.geteuid() != 0:
        return ()
    command = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    if shutil.which("setpriv") is None or subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("root may write everywhere here, and setpriv (util-linux) is missing or may not take that from it")
    return command


@cache
def _mounting() -> tuple[str, ...]:
    for way in (("unshare", "-rm"), ("unshare", "-m")):
        if shutil.which("unshare"):
            tried = subprocess.run([*way, "mount", "-t", "tmpfs", "none", "/tmp"], capture_output=True, check=False)
            if tried.returncode == 0:
                return way
    pytest.skip("no disk can be mounted here: neither by root nor in a user namespace (unshare -rm)")


def on_small_disk(folder: Path, filled_from: Path) -> tuple[str, ...]:
    """What to put before a command so that `folder` is a disk of its own for it, of 256 KiB, with what is in `filled_from`. Skips
    where none can be mounted. From outside it is seen below /proc/<pid>/root."""
    mount = 'mount -t tmpfs -o size=256k,mode=700 none "$1" && cp -a "$2/." "$1" && shift 2 && exec "$@"'
    return (*_mounting(), "sh", "-c", mount, "sh", str(folder), str(filled_from))


def fill_up(folder: Path) -> Path:
    """A file that leaves no room for another byte on that disk; removed, there is room again."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (4096, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    return filler
