"""TinyDB on a file that is replaced whole: old or new, never half."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from mentortui.store import files
from mentortui.store.backups import Backups
from mentortui.store.documents import (
    NotJson,
    Value,
    canonical,
    compact,
    fitted,
    merged,
    parsed,
    readable,
    without_surrogates,
)
from mentortui.store.errors import Damaged, Newer, NotSaved
from mentortui.store.migrations import MIGRATIONS, SCHEMA, Migration, Tables, migrated


class _State(NamedTuple):
    """What the disk holds. The tables are bytes, so nobody can edit what memory holds."""

    stamp: files.Stamp | None
    tables: bytes
    rest: dict[str, Any]
    """Fields beside ours, of whoever put them there."""
    schema: int


class AtomicStorage(Storage):
    """One file: {"schema": ..., "checksum": ..., "tables": {table: {id: document}}}.

    `read` and `write` raise the StoreError family. After any error memory is what the disk is. Who writes
    holds the folder's lock from before the read until after the write. `notices` are for a person to read.
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
        tables: Tables = parsed(state.tables)
        return tables

    def read_raw(self) -> bytes:
        """The tables as JSON, for a reader that needs few of their fields."""
        return self._current().tables

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """On disk when this returns. Raises NotSaved; Damaged or Newer where it must not be replaced."""
        before = self._state
        if self._current() is not before and before is not None:
            raise NotSaved(self.path, "another program changed it meanwhile")
        state = self._current()
        tables = compact(data)
        if state.schema != self._schema:
            self._backups.keep(self.path, f"format{state.schema}")
        stamp = files.write_atomically(self.path, self._whole(_checksum(data), tables, state.rest))
        self._state = _State(stamp, tables, state.rest, self._schema)

    def _whole(self, checksum: str, tables: bytes, rest: Mapping[str, Any]) -> bytes:
        head = {"schema": self._schema, "checksum": checksum}
        return readable(compact({**head, **rest})[:-1] + b',"tables":' + tables + b"}")

    def _current(self) -> _State:
        stamp = files.stamp(self.path)
        if self._state is None or self._state.stamp != stamp:
            self._state = None
            self._state = self._loaded()
        return self._state

    def _loaded(self) -> _State:
        found = files.read_stamped(self.path)
        if found is None:
            return _State(None, b"{}", {}, self._schema)
        data, stamp = found
        try:
            whole = parsed(data)
        except NotJson as error:
            raise self._damaged("is not JSON", error.line) from error
        schema, tables, rest = self._parts(whole)
        if _checksum(tables) != whole.get("checksum"):
            self._tell_edited(data)
        return _State(stamp, compact(migrated(tables, schema, self._schema, self._migrations)), rest, schema)

    def _parts(self, whole: Any) -> tuple[int, Tables, dict[str, Any]]:
        if not isinstance(whole, dict):
            raise self._damaged("this is not a file of mentortui")
        schema, tables = whole.get("schema"), whole.get("tables")
        if not isinstance(schema, int) or isinstance(schema, bool):
            raise self._damaged('it has no "schema"')
        if schema > self._schema:
            raise Newer(self.path, schema, self._schema)
        if any(step not in self._migrations for step in range(schema, self._schema)):
            raise self._damaged(f"no mentortui wrote format {schema}")
        if not _is_tables(tables):
            raise self._damaged('"tables" is not tables of documents by their ids')
        return schema, tables, {name: part for name, part in whole.items() if name not in _OURS}

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


_OURS = frozenset({"schema", "checksum", "tables"})


def _is_tables(tables: object) -> TypeGuard[Tables]:
    return isinstance(tables, dict) and all(
        isinstance(table, dict) and all(isinstance(document, dict) for document in table.values()) for table in tables.values()
    )


def _checksum(tables: Mapping[str, Any]) -> str:
    return hashlib.blake2b(canonical(tables), digest_size=16).hexdigest()


class Records(Table):
    """A table whose document ids are our record ids, without a query cache."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB's annotations know numbers alone
    default_query_cache_capacity = 0

    def __init__(self, storage: AtomicStorage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        super().__init__(storage, name, cache_size, persist_empty)
        self._file = storage

    def put(self, values: Mapping[str, Any]) -> None:
        """Adds or changes documents in one write; fields not known here stay. Raises StoreError."""

        def change(table: dict[Any, Any]) -> None:
            for id, value in values.items():
                name = without_surrogates(id)
                table[name] = merged(value, table.get(name))

        self._update_table(change)

    def values(self, kind: type[Value]) -> dict[str, Value | str]:
        """Every document by its id, in the order of the file, as a `kind`, or why it is none. Raises StoreError.

        Goes past `all()`, which makes a dict of every field of every document.
        """
        tables = msgspec.json.decode(self._file.read_raw(), type=dict[str, dict[str, msgspec.Raw]])
        return {id: fitted(document, kind) for id, document in tables.get(self.name, {}).items()}


class Database(TinyDB):
    """A file of tables: `database.records("living").put({id: record})`."""

    table_class = Records  # type: ignore[assignment]  # TinyDB names its own class, and means any of its kind

    def __init__(self, path: Path, backups: Path | None = None) -> None:
        self.file = AtomicStorage(path, backups)
        super().__init__(storage=lambda: self.file)

    def records(self, name: str) -> Records:
        table = self.table(name)
        assert isinstance(table, Records)
        return table
