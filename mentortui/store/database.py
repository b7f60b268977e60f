"""Tables of records over a file: what the store reads and puts."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.table import Table

from mentortui.store.backups import system_clock
from mentortui.store.documents import Value, fitted, merged, without_surrogates
from mentortui.store.mending import Needed
from mentortui.store.storage import AtomicStorage


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

    def documents(self, ids: Iterable[str]) -> dict[str, bytes]:
        """The JSON of those of `ids` that there are, by id. Raises StoreError."""
        return self._file.documents(self.name, ids)

    def value(self, id: str, kind: type[Value]) -> Value | str | None:
        """One document as a `kind`, or why it is none; None where there is no such document. Raises StoreError."""
        return next((fitted(document, kind) for document in self._file.documents(self.name, (id,)).values()), None)

    def values(self, kind: type[Value]) -> dict[str, Value | str]:
        """Every document by its id, in the order of the file, as a `kind`, or why it is none. Raises StoreError.

        Goes past TinyDB's `all()`, which makes a dict of every field of every document.
        """
        return {id: fitted(document, kind) for id, document in self._file.documents(self.name).items()}

    def naming(self, word: str, ids: Iterable[str], kind: type[Value]) -> dict[str, Value | str]:
        """As `values`, of those that have `word` as a value somewhere, and of those of `ids`. Raises StoreError.

        Looks for its bytes: taking a thousand documents apart costs more than writing the file that holds them.
        """
        wanted = dict.fromkeys((*self._file.naming(self.name, word), *ids))
        return {id: fitted(document, kind) for id, document in self._file.documents(self.name, wanted).items()}


class Database(TinyDB):
    """A file of tables: `database.records("living").put({id: record})`."""

    table_class = Records  # type: ignore[assignment]  # TinyDB names its own class, and means any of its kind

    def __init__(
        self, path: Path, backups: Path | None = None, needed: Needed | None = None, now: Callable[[], int] | None = None
    ) -> None:
        self.file = AtomicStorage(path, backups, needed=needed, now=now or system_clock)
        super().__init__(storage=lambda: self.file)

    def put(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        """Adds or changes documents of several tables, by their names and ids, in one write: all of them, or none. Raises
        StoreError."""
        self.file.change({name: self.records(name).over(values) for name, values in tables.items()})

    def records(self, name: str) -> Records:
        table = self.table(name)
        assert isinstance(table, Records)
        return table
