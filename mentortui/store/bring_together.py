"""Conflict copies of a synced folder brought together with the files they are of. Nothing is deleted: they go to backups."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from mentortui.core.copies import Table, merged_table
from mentortui.store import files, folders, writing
from mentortui.store.backups import COPY, Backups
from mentortui.store.conflicts import ACT, ConflictCopy, copies_of_mentorship, is_file_name
from mentortui.store.drafts import both_drafts, read_drafts, write_drafts
from mentortui.store.drafts import understood as understood_drafts
from mentortui.store.errors import NotSaved, StoreError
from mentortui.store.journal import read_journal
from mentortui.store.layout import Pieces, document
from mentortui.store.live import PASSING, LiveFolder
from mentortui.store.mending import Format, TooNew, Unreadable, understood
from mentortui.store.migrations import MIGRATIONS, SCHEMA
from mentortui.store.places import TRANSCRIPTS
from mentortui.store.shelf import Shelf, conflict_copies

Tables: TypeAlias = dict[str, dict[str, Any]]
_FORM = Format(SCHEMA, MIGRATIONS)
_MOST_OLDER = 40


def merge_copies(shelf: Shelf) -> tuple[str, ...]:
    """All that lie in the data folder. A sentence of each: what became of it, or why it stays where it is."""
    said: list[str] = []
    for copy in conflict_copies(shelf):
        try:
            said += [_one(shelf, copy)] if is_file_name(copy.of.name) else _folder(shelf, copy)
        except StoreError as error:
            said.append(f"{copy.path}: it stays where it is. {error}")
    return tuple(said)


def hindrance(copy: ConflictCopy) -> str | None:
    """Why a repair would leave it where it is, and what to do; None where it can be brought together. Nothing is changed."""
    try:
        if is_file_name(copy.of.name):
            _check(copy)
        else:
            _check_folder(copy)
    except StoreError as error:
        return str(error)
    return None


def _check(copy: ConflictCopy) -> None:
    """Raises StoreError."""
    if copy.of.suffix == ".jsonl":
        read_journal(copy.path)
    elif copy.of.name == "drafts.json":
        understood_drafts(copy.path, files.read_bytes(copy.path) or b"")
    elif copy.of.name == ACT:
        files.read_bytes(copy.path)
    else:
        there = _read(copy.path)
        if copy.of.name == "record.json":
            here: Tables = {}
            with suppress(StoreError):  # it is gone, or mended first
                here = _read(copy.of)
            _check_same(here, there)


def _check_folder(copy: ConflictCopy) -> None:
    """Raises StoreError."""
    if not files.is_own_folder(copy.path):
        raise StoreError("It is a link: bring both together by hand, or remove it.")
    for inner in ("", "sessions", "live"):
        for name in filter(is_file_name, folders.names(copy.path / inner)):
            try:
                _check(ConflictCopy(copy.path / inner / name, copy.of / inner / name))
            except StoreError as error:
                raise StoreError(f"In {name}: {error}") from error


def is_of_same(copy: ConflictCopy) -> bool:
    """Whether a folder that is called like a copy holds the very mentorship of the one it would be a copy of."""
    with suppress(StoreError):
        one, other = (_read(path / "record.json").get("mentorship", {}) for path in copy)
        return not one.keys().isdisjoint(other)
    return False


def _check_same(one: Tables, other: Tables) -> None:
    """Raises StoreError."""
    if len({*one.get("mentorship", {}), *other.get("mentorship", {})}) > 1:
        raise StoreError("It is another mentorship's: move it into a folder of its own.")


def _one(shelf: Shelf, copy: ConflictCopy) -> str:
    """Raises StoreError; then the copy stays where it is."""
    folder = copy.of.parent.parent if copy.of.parent.name in ("sessions", "live") else copy.of.parent
    if copy.of.name == ACT:
        return f"{copy.path}: put away as {_put_away(copy, folder)}; nothing of it was done again."
    if copy.of.suffix == ".jsonl":
        _journal(copy, folder, shelf)
    else:
        with shelf.editing(folder):
            if copy.of.name == "drafts.json":
                _drafts(copy)
            else:
                _tables(shelf, copy)
    kept = _put_away(copy, folder)
    return f"{copy.path}: brought together with {copy.of.name}, and kept as {kept}."


def _tables(shelf: Shelf, copy: ConflictCopy) -> None:
    there = _read(copy.path)
    file = shelf.file(copy.of)
    here: Tables = file.read() or {}
    if copy.of.name == "record.json":
        _check_same(here, there)
    older = list(_older(copy.of, Backups(shelf.places.backups(copy.of)))) if here else []
    changed = dict[str, dict[str, Any]]()
    for name, table in there.items():
        before: list[Table] = [tables.get(name, {}) for tables in older]
        made = merged_table(here.get(name, {}), table, before)
        changed[name] = {id: document for id, document in made.items() if here.get(name, {}).get(id) != document}
    if any(changed.values()):
        folders.make_folder(copy.of.parent)
        file.change({name: documents for name, documents in changed.items() if documents})


def _read(path: Path) -> Tables:
    data = files.read_bytes(path)
    try:
        return _decoded(understood(data or b"", _FORM).pieces)
    except Unreadable as error:
        what = f"it {error.what}" if error.what.startswith("is ") else error.what
        raise StoreError(f"{what[:1].upper()}{what[1:]}: mend it, or move it away.") from error
    except TooNew as error:
        raise StoreError("A newer mentortui wrote it: install that one.") from error


def _decoded(pieces: Pieces) -> Tables:
    return {name: {id: msgspec.json.decode(document(id, text)) for id, text in table.items()} for name, table in pieces.items()}


def _older(path: Path, backups: Backups) -> Iterator[Tables]:
    """What the file was earlier, the newest first: one of these is what both machines began with."""
    for older in [older for older in backups.copies(path) if older.good and older.why != COPY][:_MOST_OLDER]:
        try:
            yield _read(older.path)
        except StoreError:
            continue


def _drafts(copy: ConflictCopy) -> None:
    data = files.read_bytes(copy.path)
    found, _ = understood_drafts(copy.path, data or b"")
    made, _ = both_drafts(found, read_drafts(copy.of).texts, {})
    write_drafts(copy.of, made)


def _journal(copy: ConflictCopy, folder: Path, shelf: Shelf) -> None:
    """Its events go into the journal it is of. Where that session is stored by now, there is nothing to go on with."""
    live, id = LiveFolder(folder / "live", folder.name), copy.of.stem
    events = read_journal(copy.path).events
    if id in live.ids() or not _is_stored(shelf, folder, id):
        live.take_in(id, events)


def _is_stored(shelf: Shelf, folder: Path, id: str) -> bool:
    return any(shelf.records(path, "sessions").value(id, dict) is not None for path in shelf.years(folder.name))


def _put_away(copy: ConflictCopy, folder: Path) -> Path:
    data = files.read_bytes(copy.path)
    if data is None:
        raise NotSaved(copy.path, "it is gone")
    kept = Backups(folder / "backups").keep_data(copy.of, data, COPY)
    writing.remove_for_good(copy.path)
    return kept


def _words(copy: ConflictCopy) -> None:
    """What was said in a session never changes: a file of it that is there only in the copy moves over."""
    for name in folders.names(copy.path / TRANSCRIPTS):
        path, own = copy.path / TRANSCRIPTS / name, copy.of / TRANSCRIPTS / name
        data, there = files.read_bytes(path), files.read_bytes(own)
        if data is not None and there is None:
            folders.make_folder(own.parent)
            writing.write_atomically(own, data)
        if data is not None and there in (None, data):
            writing.remove(path)


def _folder(shelf: Shelf, copy: ConflictCopy) -> list[str]:
    """Of a whole mentorship: each of its files is a copy of the same one in the folder it is of. What is none of ours stays."""
    _check_folder(copy)
    said = [_one(shelf, inner) for inner in copies_of_mentorship(shelf.places, copy.path.name)]
    for inner in ("", "sessions", "live"):
        for name in filter(is_file_name, folders.names(copy.path / inner)):
            said.append(_one(shelf, ConflictCopy(copy.path / inner / name, copy.of / inner / name)))
    _words(copy)
    there = folders.names(copy.of / "backups")
    for name in folders.names(copy.path / "backups"):
        data = files.read_bytes(copy.path / "backups" / name)
        if data is not None and name not in there:
            writing.write_atomically(copy.of / "backups" / name, data)
    for left in ("backups", "live", "sessions", TRANSCRIPTS):
        if left == "backups" or all(name.endswith(PASSING) for name in folders.names(copy.path / left)):
            folders.remove_folder(copy.path / left)
    writing.remove(copy.path / ".lock")
    if folders.names(copy.path):
        return [*said, f"{copy.path}: what else is in it stays there."]
    folders.remove_folder(copy.path)
    return said
