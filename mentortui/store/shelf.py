"""The open files of one data folder, and what a person should be told about them."""

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

import msgspec

from mentortui.core.records import Me, Mentorship, Record
from mentortui.store import files, folders
from mentortui.store.backups import years_left_in
from mentortui.store.conflicts import ConflictCopy, copied_folders, copies_in, copies_of_mentorship, copy_of, left_in, told
from mentortui.store.errors import Damaged, StoreError
from mentortui.store.locks import record_lock
from mentortui.store.places import TRANSCRIPTS, Places
from mentortui.store.slugs import is_safe

if TYPE_CHECKING:
    from mentortui.store.database import Database, Records
    from mentortui.store.mending import Needed
    from mentortui.store.storage import AtomicStorage

Documents: TypeAlias = Mapping[str, Mapping[str, Any]]
"""Of one file, by their tables and ids."""
Kind = TypeVar("Kind")
Stored = TypeVar("Stored", bound=Record)


class Dated(Protocol):
    """A session, or some of its fields. `began`: UTC microseconds."""

    @property
    def id(self) -> str: ...
    @property
    def began(self) -> int: ...


Session = TypeVar("Session", bound=Dated)


class Shelf:
    """Opens each file when it is first asked for, and tells each thing once. Safe from any thread."""

    def __init__(self, places: Places, now: Callable[[], int] | None = None) -> None:
        self.places = places
        self._now = now
        self.notices: list[str] = []
        self.unread: set[str] = set()
        """The slugs of those that could not be read when they were asked for last."""
        self._told: set[str] = set()
        self._databases: dict[Path, Database] = {}
        self._opened: dict[Path, tuple[str, ...]] = {}
        """The names of those, by their folders."""
        self._cleaned: set[Path] = set()
        self._opening = threading.Lock()
        self._watched: set[str] = set()
        """The slugs of those whose conflict copies were looked for: the index looks for them again and again."""
        self._looked_for: set[Path] = set()

    def records(self, path: Path, table: str) -> "Records":
        """A table of the file at `path`, whether there is one yet or not."""
        return self._database(path).records(table)

    def over(self, path: Path, tables: Mapping[str, Mapping[str, Record]]) -> dict[str, dict[str, Any]]:
        """The documents that `put` would write, by their tables and ids. Raises StoreError."""
        return {name: self.records(path, name).over(records) for name, records in tables.items()}

    def documents(self, path: Path, table: str, ids: Iterable[str]) -> dict[str, Any]:
        """As they are stored, those of `ids` that there are. Raises StoreError."""
        return {id: msgspec.json.decode(text) for id, text in self.records(path, table).documents(ids).items()}

    def put(self, path: Path, tables: Documents) -> None:
        """Adds or changes records, by their tables and ids, in one write. Who calls holds the lock of the folder. Raises
        StoreError."""
        self._database(path).put(tables)
        self._tell_of(path)

    def _database(self, path: Path) -> "Database":
        from mentortui.store.database import Database

        with self._opening:
            if path not in self._databases:
                self._databases[path] = Database(path, self.places.backups(path), self._needed(path), self._now)
                self._opened[path.parent] = (*self._opened.get(path.parent, ()), path.name)
            return self._databases[path]

    def file(self, path: Path) -> "AtomicStorage":
        """The file itself. Who changes it holds the lock of its folder."""
        return self._database(path).file

    def _needed(self, path: Path) -> "Needed | None":
        from mentortui.store.mending import Needed

        if path == self.places.me:
            return Needed("me", Me)
        return Needed("mentorship", Mentorship) if path.name == "record.json" else None

    def slugs(self) -> tuple[str, ...]:
        """Of every mentorship there is, readable or not. What cannot even be looked into is told. Raises StoreError."""
        copies = {copy.path.name for copy in self.copied_folders()}
        names = tuple(self._names(self.places.mentorships))
        self.unread.intersection_update(names)
        return tuple(slug for slug in names if slug not in copies and self._looks_right(slug))

    def tell_copies(self, copies: Iterable[ConflictCopy]) -> None:
        """Each once, in a line."""
        for copy in copies:
            self.tell(told(copy))

    def copied_folders(self) -> tuple[ConflictCopy, ...]:
        """Those that hold the very mentorship of another one, and are called like a copy of its folder. Raises StoreError."""
        return tuple(copy for copy in copied_folders(self.places) if self._same_mentorship(copy))

    def _same_mentorship(self, copy: ConflictCopy) -> bool:
        try:
            ids = [self.first(path / "record.json", "mentorship", Record) for path in copy]
        except StoreError:
            return False
        return ids[0] is not None and ids[1] is not None and ids[0].id == ids[1].id

    def years(self, slug: str) -> tuple[Path, ...]:
        """The files of sessions there are, oldest first. Raises StoreError."""
        folder = self.places.sessions(slug)
        if slug not in self._watched:
            self._watched.add(slug)
            self.tell_copies(copies_of_mentorship(self.places, slug))
        names = self._year_names(folder)
        for path in self._lost_years(folder, names):
            self._bring_back(path)
            names = self._year_names(folder)
        return tuple(folder / name for name in names)

    def once(self, slug: str, path: Path, sessions: Iterable[Session]) -> list[Session]:
        """Of the sessions in the file at `path` those to show: a file that was copied under another year's name holds some that
        stand in the file of the year they began in too, or in an earlier one that should not hold them either."""
        return [one for one in sessions if not self._is_double(slug, path, one.id, self.places.year(slug, one.began))]

    def _is_double(self, slug: str, path: Path, id: str, own: Path) -> bool:
        if path == own:
            return False
        others = [other for other in self.years(slug) if other == own or other.name < path.name]
        return any(self._holds(other, id) for other in others)

    def _holds(self, path: Path, id: str) -> bool:
        """False where it cannot be read."""
        with suppress(StoreError):
            return bool(self.records(path, "sessions").documents([id]))
        return False

    def _year_names(self, folder: Path) -> tuple[str, ...]:
        return tuple(name for name in self._names(folder) if name.endswith(".json") and copy_of(name) is None)

    def _lost_years(self, folder: Path, there: Collection[str]) -> tuple[Path, ...]:
        """Files of sessions that are gone: once asked for, only those that were open here."""
        known = set(self._opened.get(folder, ()))
        if folder not in self._looked_for:
            self._looked_for.add(folder)
            known |= years_left_in(folder.parent / "backups")
        return tuple(folder / name for name in sorted(known - set(there)))

    def _bring_back(self, path: Path) -> None:
        """A file that was removed underneath, where there is something to make it from; told."""
        with self.telling():
            self._database(path).file.read()
        self._tell_of(path)

    def _names(self, folder: Path) -> Iterator[str]:
        for name in folders.names(folder):
            if is_safe(name):
                yield name
            else:
                self.tell(f"{folder / name}: left out, a name like this cannot be used. Nothing was changed; rename it.")

    def _looks_right(self, slug: str) -> bool:
        try:
            return self.has_record(slug)
        except StoreError as error:
            self.unread.add(slug)
            self.tell(str(error))
            return False

    def has_record(self, slug: str) -> bool:
        """Whether there is such a mentorship. One whose record.json was removed underneath comes back, or is told. Raises
        StoreError."""
        path = self.places.record(slug)
        if files.stamp(path) is not None:
            return True
        if path in self._looked_for:
            return False
        files.stamp(path.parent)  # which raises where the folder is a link whose disk is away
        names = folders.names(path.parent)
        if "backups" in names:
            self._bring_back(path)
            if files.stamp(path) is not None:
                return True
        if names:
            self._looked_for.add(path)
        if left := left_in(path.parent):
            self.tell(f"{path.parent}: there is nothing of a mentorship in it, only {left}. They stay there; move them away.")
        elif not {"sessions", TRANSCRIPTS, "private.json"}.isdisjoint(names):
            self.unread.add(slug)
            self.tell(f"{path}: it is gone, and there is no good copy of it. The rest of its folder is untouched; put one back.")
        return False

    def must_be_there(self, slug: str) -> None:
        """Raises StoreError where there is no such mentorship."""
        if not self.has_record(slug):
            raise StoreError(f"{self.places.folder(slug)}: there is no such mentorship. mentortui list shows them.")

    def first(self, path: Path, table: str, kind: type[Kind]) -> Kind | None:
        """The first that fits; None where the table holds nothing. Raises Damaged where nothing in it fits, StoreError."""
        values = self.records(path, table).values(kind)
        self._tell_of(path)
        found = next((value for value in values.values() if not isinstance(value, str)), None)
        if found is None and values:
            raise Damaged(path, f'the table "{table}" does not fit: {next(iter(values.values()))}')
        return found

    def all(self, path: Path, table: str, kind: type[Kind]) -> tuple[Kind, ...]:
        """What fits, in the order of the file; the rest is told, and stays in the file. Raises StoreError."""
        return self._fitting(path, table, self.records(path, table).values(kind))

    def naming(self, path: Path, table: str, kind: type[Kind], word: str, ids: Iterable[str]) -> tuple[Kind, ...]:
        """As `all`, of those that have `word` as a value somewhere, and of those of `ids`, without the others being taken apart.
        Raises StoreError."""
        return self._fitting(path, table, self.records(path, table).naming(word, ids, kind))

    def _fitting(self, path: Path, table: str, values: Mapping[str, Kind | str]) -> tuple[Kind, ...]:
        found: list[Kind] = []
        for id, value in values.items():
            if isinstance(value, str):
                self.tell(f"{path}: {table} {id} is left out: {value}. The file keeps it; mend it there.")
            else:
                found.append(value)
        self._tell_of(path)
        return tuple(found)

    def one(self, path: Path, table: str, kind: type[Kind], id: str) -> Kind | None:
        """That of this id, without the others being taken apart; None where there is none that fits. Raises StoreError."""
        value = self.records(path, table).value(id, kind)
        if isinstance(value, str):
            self.tell(f"{path}: {table} {id} is left out: {value}. The file keeps it; mend it there.")
            value = None
        self._tell_of(path)
        return value

    def change(
        self, folder: Path, path: Path, table: str, kind: type[Stored], deed: Callable[[dict[str, Stored]], Iterable[Record]]
    ) -> None:
        """What is there now goes to `deed`, by its ids, and what that gives is put: under the lock of `folder` from reading to
        writing, so that nothing another program changed is lost. Raises StoreError."""
        with self.editing(folder):
            folders.make_folder(path.parent)
            self.clean(path.parent)
            changed = {record.id: record for record in deed({one.id: one for one in self.all(path, table, kind)})}
            if changed:
                self.put(path, {table: changed})

    @contextmanager
    def editing(self, folder: Path) -> Iterator[None]:
        """Nobody else changes records in `folder` meanwhile. Raises NotSaved. Not to be nested."""
        with record_lock(folder) as real:
            if not real:
                self.tell(f"{folder}: this disk has no real locks. Use mentortui from one machine at a time.")
            self.clean(folder)
            yield

    def clean(self, folder: Path) -> None:
        """Removes what writers that died left in `folder`, once."""
        if folder not in self._cleaned:
            self._cleaned.add(folder)
            folders.clean(folder)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """A StoreError inside ends the block and is told instead."""
        try:
            yield
        except StoreError as error:
            self.tell(str(error))

    @contextmanager
    def reading(self, slug: str) -> Iterator[None]:
        """The same of a whole mentorship, which is in `unread` until it can be read again."""
        try:
            yield
        except StoreError as error:
            self.unread.add(slug)
            self.tell(str(error))
        else:
            self.unread.discard(slug)

    def tell(self, notice: str) -> None:
        if notice not in self._told:
            self._told.add(notice)
            self.notices.append(notice)

    def _tell_of(self, path: Path) -> None:
        database = self._databases.get(path)
        with suppress(IndexError):  # no more of them: another thread may be telling them too
            while database is not None:
                self.tell(database.file.notices.pop(0))


def conflict_copies(shelf: Shelf) -> tuple[ConflictCopy, ...]:
    """All that lie in the data folder, of whole mentorships first. Raises StoreError."""
    found = list(shelf.copied_folders())
    found += copies_in(shelf.places.data_dir)
    for slug in shelf.slugs():
        found += copies_of_mentorship(shelf.places, slug)
    return tuple(found)
