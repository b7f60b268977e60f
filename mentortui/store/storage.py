"""TinyDB on a file that is replaced whole: old or new, never half."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from mentortui.store import files
from mentortui.store.backups import Backups
from mentortui.store.documents import NotJson, Value, fitted, merged, parsed, without_surrogates
from mentortui.store.errors import Damaged, Newer, NotSaved
from mentortui.store.layout import OURS, Pieces, document, is_as_written, piece, read_back, whole
from mentortui.store.migrations import MIGRATIONS, SCHEMA, Migration, Tables, migrated


class _State(NamedTuple):
    """What the disk holds. The documents are bytes, so nobody can edit what memory holds."""

    stamp: files.Stamp | None
    pieces: Pieces
    rest: dict[str, Any]
    """Fields beside ours, of whoever put them there."""
    schema: int


class AtomicStorage(Storage):
    """One file: {"schema": ..., "checksum": ..., "tables": {table: {id: document}}}.

    Its methods raise the StoreError family. After any error memory is what the disk is. Who writes holds the
    folder's lock from before the read until after the write. `notices` are for a person to read.
    """

    def __init__(
        self,
        path: Path,
        backups: Path | None = None,
        schema: int = SCHEMA,
        migrations: Mapping[int, Migration] = MIGRATIONS,
    ) -> None:
        self.path = path
        self.notices: list[str] = []
        self._backups = Backups(backups or path.parent / "backups")
        self._schema = schema
        self._migrations = migrations
        self._state: _State | None = None

    def read(self) -> Tables | None:
        """The tables, a copy the caller may edit; None where there is no file yet."""
        state = self._current()
        if state.stamp is None:
            return None
        return {
            name: {id: msgspec.json.decode(document(id, text)) for id, text in table.items()}
            for name, table in state.pieces.items()
        }

    def documents(self, name: str, ids: Iterable[str] | None = None) -> dict[str, bytes]:
        """The JSON of every document of a table, or of those of `ids` that there are, by id."""
        table = self._current().pieces.get(name, {})
        wanted = table if ids is None else [id for id in ids if id in table]
        return {id: document(id, table[id]) for id in wanted}

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """All tables, on disk when this returns. Raises NotSaved; Damaged or Newer where it must not be replaced."""
        self._write(_in_pieces(data))

    def change(self, tables: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """As `write`, with only these documents in place of what they were, by table and id: the others are not touched."""
        changed = dict(self._current().pieces)
        for name, documents in tables.items():
            made = {id: piece(id, values) for id, values in documents.items()}
            changed[name] = {**changed.get(name, {}), **made}
        self._write(changed)

    def _write(self, changed: Pieces) -> None:
        before = self._state
        state = self._current()
        if before is not None and state is not before:
            raise NotSaved(self.path, "another program changed it meanwhile")
        if state.schema != self._schema:
            self._backups.keep(self.path, f"format{state.schema}")
        stamp = files.write_atomically(self.path, whole(self._schema, state.rest, changed), state.stamp)
        self._state = _State(stamp, changed, state.rest, self._schema)

    def _current(self) -> _State:
        stamp = files.stamp(self.path)
        state = self._state
        if state is None or state.stamp != stamp:
            self._state = None
            state = self._state = self._loaded()
        return state

    def _loaded(self) -> _State:
        found = files.read_stamped(self.path)
        if found is None:
            return _State(None, {}, {}, self._schema)
        data, stamp = found
        ours = read_back(data, self._schema)
        if ours is not None:
            return _State(stamp, *ours, self._schema)
        return self._loaded_with_care(data, stamp)

    def _loaded_with_care(self, data: bytes, stamp: files.Stamp) -> _State:
        """Of a file that this version did not write as it is."""
        try:
            value = parsed(data)
        except NotJson as error:
            raise self._damaged("is not JSON", error.line) from error
        schema, tables, rest = self._parts(value)
        if not is_as_written(data, value.get("checksum")):
            self._tell_edited(data)
        return _State(stamp, _in_pieces(migrated(tables, schema, self._schema, self._migrations)), rest, schema)

    def _parts(self, value: Any) -> tuple[int, Tables, dict[str, Any]]:
        if not isinstance(value, dict):
            raise self._damaged("this is not a file of mentortui")
        schema, tables = value.get("schema"), value.get("tables")
        if not isinstance(schema, int) or isinstance(schema, bool):
            raise self._damaged('it has no "schema"')
        if schema > self._schema:
            raise Newer(self.path, schema, self._schema)
        if any(step not in self._migrations for step in range(schema, self._schema)):
            raise self._damaged(f"no mentortui wrote format {schema}")
        if not _is_tables(tables):
            raise self._damaged('"tables" is not tables of documents by their ids')
        return schema, tables, {name: part for name, part in value.items() if name not in OURS}

    def _tell_edited(self, data: bytes) -> None:
        try:
            kept = self._backups.keep_edited(self.path, data)
        except NotSaved as error:
            self.notices.append(f"{self.path}: edited by hand. Your text is used; no backup: {error.reason}.")
        else:
            if kept is not None:
                self.notices.append(f"{self.path}: edited by hand. Your text is used; a copy of it is {kept}.")

    def _damaged(self, what: str, line: int | None = None) -> Damaged:
        return Damaged(self.path, what, line, self._backups.latest(self.path))


def _in_pieces(tables: Mapping[str, Mapping[str, Any]]) -> Pieces:
    return {
        without_surrogates(name): {(key := without_surrogates(id)): piece(key, values) for id, values in table.items()}
        for name, table in tables.items()
    }


def _is_tables(tables: object) -> TypeGuard[Tables]:
    return isinstance(tables, dict) and all(
        isinstance(table, dict) and all(isinstance(document, dict) for document in table.values()) for table in tables.values()
    )


class Records(Table):
    """A table whose document ids are our record ids, without a query cache."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB's annotations know numbers alone
    default_query_cache_capacity = 0

    def __init__(self, storage: AtomicStorage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        super().__init__(storage, name, cache_size, persist_empty)
        self._file = storage

    def put(self, values: Mapping[str, Any]) -> None:
        """Adds or changes documents in one write; fields not known here stay. Raises StoreError.

        Goes past TinyDB's own update, which takes every document of the file apart to change one.
        """
        self._file.change({self.name: self.over(values)})

    def over(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The documents that `put` would write. Raises StoreError."""
        named = {without_surrogates(id): value for id, value in values.items()}
        stored = {id: msgspec.json.decode(text) for id, text in self._file.documents(self.name, named).items()}
        return {id: merged(value, stored.get(id)) for id, value in named.items()}

    def value(self, id: str, kind: type[Value]) -> Value | str | None:
        """One document as a `kind`, or why it is none; None where there is no such document. Raises StoreError."""
        return next((fitted(document, kind) for document in self._file.documents(self.name, (id,)).values()), None)

    def values(self, kind: type[Value]) -> dict[str, Value | str]:
        """Every document by its id, in the order of the file, as a `kind`, or why it is none. Raises StoreError.

        Goes past TinyDB's `all()`, which makes a dict of every field of every document.
        """
        return {id: fitted(document, kind) for id, document in self._file.documents(self.name).items()}


class Database(TinyDB):
    """A file of tables: `database.records("living").put({id: record})`."""

    table_class = Records  # type: ignore[assignment]  # TinyDB names its own class, and means any of its kind

    def __init__(self, path: Path, backups: Path | None = None) -> None:
        self.file = AtomicStorage(path, backups)
        super().__init__(storage=lambda: self.file)

    def put(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        """Adds or changes documents of several tables, by their names and ids, in one write: all of them, or none. Raises
        StoreError."""
        self.file.change({name: self.records(name).over(values) for name, values in tables.items()})

    def records(self, name: str) -> Records:
        table = self.table(name)
        assert isinstance(table, Records)
        return table
