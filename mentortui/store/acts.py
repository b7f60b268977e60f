"""An act that changes several files is noted as a whole before the first of them is written, and the note goes when the last
one is. So a program that dies in between has done all of it: whoever edits next, or starts, ends it first.

The note is `act.json` in the folder of the mentorship: {"c": checksum, "act": {"schema", "files", "before"}}. `files` has by
the name of each file the documents it is to hold, by their tables and ids; `before` in the same way a checksum of what each of
them was.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from mentortui.store import files, folders, writing
from mentortui.store.backups import Backups
from mentortui.store.documents import compact
from mentortui.store.errors import Newer, NotSaved, StoreError
from mentortui.store.shelf import Documents, Shelf

SCHEMA = 1

_ME = "me.json"
_OURS = re.compile(r"record\.json|private\.json|(?:sessions|transcripts)/[^/.]+\.json")


class _Act(msgspec.Struct, frozen=True):
    schema: int
    files: dict[str, dict[str, dict[str, dict[str, Any]]]]
    before: dict[str, dict[str, dict[str, str]]] = {}
    """Of what was not there it has nothing; all of it was left out by earlier versions."""


class _Note(msgspec.Struct, frozen=True):
    c: str
    act: msgspec.Raw


def note_act(shelf: Shelf, slug: str, changes: Mapping[Path, Documents], before: Mapping[Path, Documents]) -> None:
    """What is going to be written stands on disk when this returns. Who calls holds the mentorship's lock. Raises NotSaved."""
    folder = shelf.places.folder(slug)
    names = {path: _ME if path == shelf.places.me else path.relative_to(folder).as_posix() for path in changes}
    was = {
        names[path]: {name: {id: _checksum(one) for id, one in table.items()} for name, table in tables.items()}
        for path, tables in before.items()
    }
    body = compact({"schema": SCHEMA, "files": {names[path]: tables for path, tables in changes.items()}, "before": was})
    try:
        writing.write_atomically(shelf.places.act(slug), b'{"c":"%08x","act":%b}\n' % (zlib.crc32(body), body))
    except NotSaved:
        with suppress(StoreError):
            forget_act(shelf, slug)  # it may be there all the same
        raise


def forget_act(shelf: Shelf, slug: str) -> None:
    """All of it is written; it does not come back after a power cut, when it might undo what came later. Raises NotSaved."""
    writing.remove_for_good(shelf.places.act(slug))


def end_act(shelf: Shelf, slug: str) -> None:
    """Ends what another program had noted and not ended; nothing where there is no note. What was changed since stays. A note
    that cannot be read is set aside and told. Who calls holds the lock of the mentorship. Raises Newer, StoreError."""
    path = shelf.places.act(slug)
    data = files.read_bytes(path)
    if data is None:
        return
    act = _read(path, data)
    if act is None:
        kept = Backups(path.parent / "backups").keep(path, "damaged")
        shelf.tell(f"{path}: damaged. An edit that was cut off may be there in part; look at the last one. It is kept as {kept}.")
    else:
        for name, tables in act.files.items():
            with _locked(shelf, name):
                before = act.before.get(name, {}) if act.before else None
                _write(shelf, shelf.places.me if name == _ME else path.parent / name, tables, before)
    forget_act(shelf, slug)


def sessions_noted(path: Path, data: bytes) -> frozenset[str] | None:
    """The ids of the sessions that a note is going to store; None where it cannot be read. Raises Newer."""
    act = _read(path, data)
    return None if act is None else frozenset(id for tables in act.files.values() for id in tables.get("sessions", {}))


def _read(path: Path, data: bytes) -> _Act | None:
    try:
        note = msgspec.json.decode(data, type=_Note)
        body = bytes(note.act)
        schema = msgspec.json.decode(body)["schema"]
        if isinstance(schema, int) and schema > SCHEMA:
            raise Newer(path, schema, SCHEMA)
        act = msgspec.json.decode(body, type=_Act)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    sound = note.c == f"{zlib.crc32(body):08x}" and all(name == _ME or _OURS.fullmatch(name) for name in act.files)
    return act if sound else None


def _write(shelf: Shelf, path: Path, tables: Documents, before: Mapping[str, Mapping[str, str]] | None) -> None:
    wanted = {
        name: _not_since(shelf, path, name, documents, None if before is None else before.get(name, {}))
        for name, documents in tables.items()
    }
    wanted = {name: documents for name, documents in wanted.items() if documents}
    if wanted:
        folders.make_folder(path.parent)
        shelf.put(path, wanted)


@contextmanager
def _locked(shelf: Shelf, name: str) -> Iterator[None]:
    """The user's file has a lock of its own, as the mentorship's own lock keeps nobody from it. Raises NotSaved."""
    if name != _ME:
        yield
        return
    with shelf.editing(shelf.places.data_dir):
        yield


def _not_since(
    shelf: Shelf, path: Path, table: str, documents: Mapping[str, dict[str, Any]], before: Mapping[str, str] | None
) -> dict[str, dict[str, Any]]:
    """Those that are not stored like that, and were not changed since, by hand neither. Where it is not known what they were
    `before`, the times of change decide."""

    def is_wanted(id: str, document: dict[str, Any]) -> bool:
        there = stored.get(id)
        if there is None or there == document:
            return there is None
        if before is None:
            return _changed(there) <= _changed(document)
        return _checksum(there) == before.get(id) or there == {**document, "removed": True}  # as a failed act takes it back

    stored = shelf.documents(path, table, documents)
    return {id: document for id, document in documents.items() if is_wanted(id, document)}


def _checksum(document: object) -> str:
    return f"{zlib.crc32(compact(document)):08x}"


def _changed(document: Mapping[str, Any]) -> int:
    changed = document.get("changed")
    return changed if isinstance(changed, int) else 0
