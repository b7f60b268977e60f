"""What a disk may hold after a power cut: the calls of a scenario are done again in memory, and what was not forced out by then
is there, or not, or in part.

The model is a mean one. A file's bytes are sure once it was fsynced; a name in a folder (made, moved, removed) once that folder
was. Of names that are not sure each may be there or not, whatever became of the others and of the bytes. Of bytes that are not
sure nothing may be there, or all, or the first sectors, or the last without the first; or the file has its length, and zeros.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from tests.crash.shim import Call

Write = tuple[int, bytes | None]
"""Where, and what; None: the file ends there."""
SECTORS = (512, 4096)


class File:
    """One file, whatever it is called. `sure`: its bytes after the last fsync."""

    def __init__(self, sure: bytes = b"") -> None:
        self.sure = sure
        self.writes: list[Write] = []

    @property
    def now(self) -> bytes:
        return _written(self.sure, self.writes)

    def forced(self) -> None:
        self.sure, self.writes = self.now, []


class Naming(NamedTuple):
    """One change of names in a folder: those that come (None: a folder), and those that go."""

    folder: str
    come: tuple[tuple[str, File | None], ...] = ()
    go: tuple[str, ...] = ()


class State(NamedTuple):
    """One state the disk may be in. `acked`: what was acknowledged by then."""

    files: dict[str, bytes | None]
    acked: int
    told: str


class States:
    """All of them, each once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._states: list[State] = []
        self._known: set[bytes] = set()

    def __len__(self) -> int:
        return len(self._states)

    def add(self, state: State) -> None:
        whole = hashlib.blake2b(repr((state.acked, sorted(state.files.items()))).encode()).digest()
        if whole not in self._known:
            self._known.add(whole)
            self._states.append(state)

    def put_back(self, number: int, folder: Path) -> tuple[int, str]:
        """Lays that state down in `folder`: how much was acknowledged by then, and what it is."""
        state = self._states[number]
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        for name, data in sorted(state.files.items()):
            path = folder / name
            if data is None:
                path.mkdir(mode=0o700)
            else:
                fd = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
                os.write(fd, data)
                os.close(fd)
        return state.acked, state.told


class Disk:
    """The disk of one scenario, call by call."""

    def __init__(self, template: Path, root: Path) -> None:
        self._root = str(root)
        self.names: dict[str, File | None] = {}
        """As they are for whoever looks."""
        for path in sorted(template.rglob("*")):
            name = str(path.relative_to(template))
            if path.suffix != ".lock" and path.name != ".lock":
                self.names[name] = None if path.is_dir() else File(path.read_bytes())
        self.sure = dict(self.names)
        self.namings: list[Naming] = []
        self.open: dict[int, tuple[str, File | None, bool]] = {}
        self.acked = 0

    def do(self, call: Call) -> None:
        getattr(self, f"_{call.name}", lambda *args: None)(call)

    def _ack(self, call: Call) -> None:
        self.acked += 1

    def _open(self, call: Call) -> None:
        path, flags = call.args
        name = self._name(path)
        if name is None:
            self.open.pop(call.result, None)
            return
        found = self.names.get(name)
        if name not in self.names and flags & os.O_CREAT:
            found = File()
            self._change(Naming(_folder(name), ((name, found),)))
        if found is not None and flags & os.O_TRUNC:
            found.writes.append((0, None))
        self.open[call.result] = (name, found, bool(flags & os.O_APPEND))

    def _write(self, call: Call) -> None:
        _, file, _ = self.open.get(call.args[0], ("", None, False))
        if file is not None:  # what the store writes without saying where is a new file, from its beginning on, or an end
            file.writes.append((len(file.now), call.args[1][: call.result]))

    def _pwrite(self, call: Call) -> None:
        _, file, _ = self.open.get(call.args[0], ("", None, False))
        if file is not None:
            file.writes.append((call.args[2], call.args[1][: call.result]))

    def _ftruncate(self, call: Call) -> None:
        _, file, _ = self.open.get(call.args[0], ("", None, False))
        if file is not None and len(file.now) != call.args[1]:
            file.writes.append((call.args[1], None))

    def _fsync(self, call: Call) -> None:
        name, file, _ = self.open.get(call.args[0], ("", None, False))
        if file is not None:
            file.forced()
            return
        for naming in self.namings:
            if naming.folder == name:
                _named(self.sure, naming)
        self.namings = [naming for naming in self.namings if naming.folder != name]

    def _rename(self, call: Call) -> None:
        old, new = self._name(call.args[0]), self._name(call.args[1])
        if old is None or new is None:
            return
        come = [(new + name[len(old) :], file) for name, file in self.names.items() if name == old or name.startswith(f"{old}/")]
        self._change(
            Naming(_folder(new), tuple(come), tuple(name for name in self.names if name == old or name.startswith(f"{old}/")))
        )

    _replace = _rename

    def _link(self, call: Call) -> None:
        old, new = self._name(call.args[0]), self._name(call.args[1])
        if old is not None and new is not None:
            self._change(Naming(_folder(new), ((new, self.names[old]),)))

    def _unlink(self, call: Call) -> None:
        name = self._name(call.args[0])
        if name is not None:
            self._change(Naming(_folder(name), (), (name,)))

    _rmdir = _remove = _unlink

    def _mkdir(self, call: Call) -> None:
        name = self._name(call.args[0])
        if name is not None:
            self._change(Naming(_folder(name), ((name, None),)))

    def _change(self, naming: Naming) -> None:
        _named(self.names, naming)
        self.namings.append(naming)

    def _name(self, path: str) -> str | None:
        """Inside the data folder; empty: that itself."""
        if path == self._root:
            return ""
        return path[len(self._root) + 1 :] if path.startswith(f"{self._root}/") else None

    def left(self) -> Iterator[State]:
        """What a power cut now may leave."""
        unsure = len(self.namings)
        choices: dict[str, list[int]] = {"no names": [], "all names": list(range(unsure))}
        for number in range(unsure):
            choices[f"the names up to {number}"] = list(range(number))
            choices[f"only name {number}"] = [number]
            choices[f"all names but {number}"] = [other for other in range(unsure) if other != number]
        for names, chosen in choices.items():
            there = dict(self.sure)
            for number in chosen:
                _named(there, self.namings[number])
            for kind, bytes_of in BYTES.items():
                files = {name: None if file is None else bytes_of(file) for name, file in there.items() if _reached(name, there)}
                yield State(files, self.acked, f"{names}, {kind}")


def _named(names: dict[str, File | None], naming: Naming) -> None:
    for name in naming.go:
        names.pop(name, None)
    names.update(naming.come)


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _reached(name: str, names: dict[str, File | None]) -> bool:
    folder = _folder(name)
    return not folder or (folder in names and names[folder] is None and _reached(folder, names))


def _written(data: bytes, writes: list[Write]) -> bytes:
    made = bytearray(data)
    for at, part in writes:
        if part is None:
            made[at:] = bytes(max(0, at - len(made)))
            continue
        made.extend(bytes(max(0, at - len(made))))
        made[at : at + len(part)] = part
    return bytes(made)


def _torn(sector: int) -> Callable[[File], bytes]:
    """Every write reached the disk up to the first border of sectors inside it, or else its middle."""

    def torn(file: File) -> bytes:
        writes: list[Write] = []
        for at, part in file.writes:
            if part is None:
                writes.append((at, part))
                continue
            border = (at // sector + 1) * sector - at
            writes.append((at, part[: border if border < len(part) else len(part) // 2]))
        return _written(file.sure, writes)

    return torn


def _behind(sector: int) -> Callable[[File], bytes]:
    """The later sectors reached the disk, the first did not."""

    def behind(file: File) -> bytes:
        whole = bytearray(file.now)
        for at, part in file.writes:
            if part is not None:
                border = min(len(part), (at // sector + 1) * sector - at)
                kept = file.sure[at : at + border]
                whole[at : at + border] = kept + bytes(border - len(kept))
        return bytes(whole)

    return behind


def _zeroed(file: File) -> bytes:
    """Its length is there, its bytes are not."""
    return file.sure[: len(file.now)] + bytes(max(0, len(file.now) - len(file.sure)))


BYTES: dict[str, Callable[[File], bytes]] = {
    "no bytes": lambda file: file.sure,
    "all bytes": lambda file: file.now,
    "zeros": _zeroed,
    **{f"torn at {sector}": _torn(sector) for sector in SECTORS},
    **{f"the first {sector} missing": _behind(sector) for sector in SECTORS},
}


def states(template: Path, root: Path, calls: list[Call]) -> States:
    """Those that differ: what is unsure only grows until something is forced out, so it is looked at before each fsync, and when
    something was acknowledged."""
    disk, found = Disk(template, root), States(root)
    ends = Call("end", (), None)
    for call, following in pairwise([*calls, ends]):
        disk.do(call)
        if following.name in ("fsync", "ack", "end") or call.name == "ack":
            for state in disk.left():
                found.add(state)
    return found
