"""An act upon the records of one mentorship: decided from what is stored now, nobody else changing them; written whole."""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypeVar

import msgspec

from mentortui.core.made_private import is_without_words
from mentortui.core.merging import merged, overruled
from mentortui.core.records import FinishedSession, Living, Me, Mentorship, PrivateNote, Record, Words
from mentortui.store import files, folders
from mentortui.store.acts import forget_act, note_act
from mentortui.store.backups import Backups
from mentortui.store.errors import Damaged, NotSaved, StoreError
from mentortui.store.places import TRANSCRIPTS
from mentortui.store.shelf import Documents, Shelf

Kept = TypeVar("Kept", bound=Record)
OTHER_TOO = "Another program had changed it too: a copy keeps that"
"""Before what was done, where it took the place of what another program had put there since it was shown."""
Merge: TypeAlias = Callable[[Kept, Kept, Kept], Kept]


class Table(Generic[Kept]):
    """The records of one kind, as they are stored now with what this act has put. Raises StoreError."""

    def __init__(self, act: "Changing", path: Path, name: str, kind: type[Kept]) -> None:
        self._act = act
        self._path = path
        self._name = name
        self._kind = kind

    def all(self) -> dict[str, Kept]:
        """By their ids, in the order they were stored, removed ones too."""
        stored = {one.id: one for one in self._act.shelf.all(self._path, self._name, self._kind)}
        return {**stored, **self._put}

    def naming(self, word: str, ids: Iterable[str] = ()) -> dict[str, Kept]:
        """As `all`, of those that have `word` as a value in one of their fields, and of those of `ids`; perhaps some more."""
        stored = {one.id: one for one in self._act.shelf.naming(self._path, self._name, self._kind, word, ids)}
        return {**stored, **self._put}

    def get(self, id: str) -> Kept | None:
        """That of this id, removed or not, without the others being taken apart."""
        return self._put[id] if id in self._put else self._act.shelf.one(self._path, self._name, self._kind, id)

    def there(self, id: str) -> Kept | None:
        """The same, None where it is removed."""
        found = self.get(id)
        return None if found is None or found.removed else found

    def put(self, *records: Kept) -> None:
        """Adds them, or puts them in the place of those of the same ids, once the act ends."""
        if records:
            self._act.put(self._path, self._name, {record.id: self._later(record) for record in records})

    def _later(self, record: Kept) -> Kept:
        """Changed after what it takes the place of, also where the wall clock was set back since: which of two is the later one
        decides whose words stay when a session is stored again."""
        stored = self.get(record.id)
        if stored is None or record.changed >= stored.changed or record == stored:
            return record
        return msgspec.structs.replace(record, changed=stored.changed + 1)

    def merge(self, base: Kept | None, mine: Kept, stamp: Mapping[str, object], how: Merge[Kept] | None = None) -> Kept:
        """What `mine` changed of `base` goes upon the stored one, `stamp` upon that, and it is put; as it is put then. What was
        removed meanwhile and changed here is there again. What another program had changed at the same place, and is no longer
        there, is kept in a copy, and told. `base` None: it is new here."""
        theirs = self.get(mine.id)
        if theirs is None:
            made = mine
        else:
            made = mine if base is None else (how or merged)(base, mine, theirs)
            taken = made.removed and not is_without_words(made)
            if not mine.removed and taken and not (base is not None and base.removed):
                made = msgspec.structs.replace(made, removed=False)
            self.over(base, theirs, made)
        made = msgspec.structs.replace(made, **stamp)
        self.put(made)
        return made

    def over(self, base: Kept | None, theirs: Kept, made: Kept) -> None:
        """What `theirs` had changed of `base` and is not in `made`, which is put in its place, is kept in a copy, and told."""
        if overruled(base, theirs, made):
            self._act.overrule(self._path)

    @property
    def _put(self) -> dict[str, Kept]:
        return self._act.pending(self._path, self._name)


class Changing:
    """Made by `Store.changing`, which holds the lock. Each file is written once, whole, in the order in which they were put to
    last; so of two that belong together, put that last whose being there says that all is done."""

    def __init__(self, shelf: Shelf, slug: str, *, redone: bool = False) -> None:
        """`redone`: were it cut off, whoever does it would do it again; else it is noted before several files are written."""
        self._redone = redone
        self._locks = ExitStack()
        self._has_me = False
        self.shelf = shelf
        self.slug = slug
        self._puts: dict[Path, dict[str, dict[str, Any]]] = {}
        self._overruled: set[Path] = set()
        self._overrules = False
        self.told: list[str] = []
        """What whoever acts has to know of it, a sentence each; what nobody took is among the notices in the end."""

    @property
    def living(self) -> Table[Living]:
        """Of record.json."""
        return self.table("living", Living)

    @property
    def private(self) -> Table[PrivateNote]:
        """Of private.json."""
        return Table(self, self.shelf.places.private(self.slug), "notes", PrivateNote)

    def table(self, name: str, kind: type[Kept]) -> Table[Kept]:
        """Of record.json."""
        return Table(self, self.shelf.places.record(self.slug), name, kind)

    def private_table(self, name: str, kind: type[Kept]) -> Table[Kept]:
        """Of private.json."""
        return Table(self, self.shelf.places.private(self.slug), name, kind)

    def sessions(self, began: int) -> Table[FinishedSession]:
        """Of the year in which one began, UTC microseconds."""
        return Table(self, self.shelf.places.year(self.slug, began), "sessions", FinishedSession)

    def words(self, session_id: str) -> Table[Words]:
        """What was said in a session, where it is kept."""
        return Table(self, self.shelf.places.words(self.slug, session_id), "words", Words)

    @property
    def me(self) -> Table[Me]:
        """The user, of me.json: nobody else changes that either from now on, until the act ends."""
        if not self._has_me:
            self._locks.enter_context(self.shelf.editing(self.shelf.places.data_dir))
            self._has_me = True
        return Table(self, self.shelf.places.me, "me", Me)

    @property
    def mentorships(self) -> Table[Mentorship]:
        """The mentorship itself, the only one of its table."""
        return self.table("mentorship", Mentorship)

    def mentorship(self) -> Mentorship:
        """The mentorship itself."""
        for mentorship in self.mentorships.all().values():
            return msgspec.structs.replace(mentorship, slug=self.slug)
        raise Damaged(self.shelf.places.record(self.slug), 'the table "mentorship" has none that fits')

    def release(self) -> None:
        """What it has locked beside its own folder; the act is over."""
        self._locks.close()

    def put(self, path: Path, table: str, records: Mapping[str, Any]) -> None:
        """For `Table.put`."""
        tables = self._puts.pop(path, {})
        tables.setdefault(table, {}).update(records)
        self._puts[path] = tables

    def pending(self, path: Path, table: str) -> dict[str, Any]:
        """What was put and is not written yet."""
        return self._puts.get(path, {}).get(table, {})

    def overrule(self, path: Path) -> None:
        """As the file is now it is kept in a copy before it is written, and that is told."""
        self._overruled.add(path)
        self._overrules = True

    def and_told(self, said: str) -> str:
        """What was done; before it, as a line may be cut, what has to be known of it, which is taken."""
        sentences, self.told = self.told, []
        if self._overrules:
            sentences, self._overrules = [*sentences, OTHER_TOO], False
        return " · ".join((*sentences, said))

    def write(self) -> None:
        """What was put so far is on disk when it returns: before the end of an act, for what has to be there before the rest
        is. Raises StoreError."""
        self._take_rows()
        if len(self._puts) < 2 or self._redone:
            for path in tuple(self._puts):
                self._write_one(path)
            return
        changes = {path: self.shelf.over(path, tables) for path, tables in self._puts.items()}
        before = {path: self._stored(path, tables) for path, tables in changes.items()}
        new_words = [path for path in changes if path.parent.name == TRANSCRIPTS and files.stamp(path) is None]
        note_act(self.shelf, self.slug, changes, before)
        try:
            for path in tuple(self._puts):
                self._write_one(path)
        except StoreError as error:
            if not self._taken_back(before, changes, new_words) and isinstance(error, NotSaved):
                raise NotSaved(error.path, error.reason, "It is noted, and ended as soon as the disk takes it.") from error
            raise
        with suppress(StoreError):  # all of it is there: ending it once more would change nothing
            forget_act(self.shelf, self.slug)

    def _take_rows(self) -> None:
        """Of what this act made the user's alone, no row stays in what somebody made of a review or of the closing page. Here, as
        there are many ways on which a record goes apart."""
        pending = partial(self.pending, self.shelf.places.record(self.slug))
        gone = [id for id, one in pending("living").items() if is_without_words(one)]
        goals = [id for id, one in pending("goals").items() if one.removed and not one.name]
        notes = self.pending(self.shelf.places.private(self.slug), "notes")
        if gone or goals or notes:
            from mentortui.store.rows_gone import take_rows

            sessions = {path: tables["sessions"] for path, tables in self._puts.items() if "sessions" in tables}
            self.told += take_rows(self, gone, goals, notes, sessions)

    def _stored(self, path: Path, tables: Documents) -> Documents:
        return {name: self.shelf.documents(path, name, documents) for name, documents in tables.items()}

    def _taken_back(
        self, before: Mapping[Path, Documents], changes: Mapping[Path, Documents], new_words: Collection[Path]
    ) -> bool:
        """Whether what was written of a failed act is as it was, and not noted any more; what was new is marked as removed. Files
        of `new_words` go whole, and first: nobody would look for what was said in a session that is not there."""
        try:
            for path in new_words:
                self.shelf.file(path).forget()
            for path, tables in before.items():
                if path in new_words or self._stored(path, changes[path]) == tables:
                    continue
                removed = {
                    name: {id: {**document, "removed": True} for id, document in documents.items()}
                    for name, documents in changes[path].items()
                }
                self.shelf.put(path, {name: {**documents, **tables[name]} for name, documents in removed.items()})
            forget_act(self.shelf, self.slug)
        except StoreError:
            return False
        return True

    def _write_one(self, path: Path) -> None:
        if path in self._overruled:
            kept = Backups(self.shelf.places.backups(path)).keep(path, "other")
            self._overruled.discard(path)
            self.shelf.tell(f"{path}: two programs changed the same thing. The last is used; the other is kept in {kept}.")
        folders.make_folder(path.parent)
        self.shelf.clean(path.parent)
        self.shelf.put(path, self._puts[path])
        del self._puts[path]
