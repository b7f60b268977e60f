"""TinyDB on a file that is replaced whole: old or new, never half."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from tinydb.storages import Storage

from mentortui.store import files, folders, writing
from mentortui.store.backups import DAILY, DAMAGED, EDITED, Backups, day, system_clock
from mentortui.store.documents import compact
from mentortui.store.errors import Damaged, Newer, NotSaved, StoreError, saving
from mentortui.store.layout import Pieces, checksum_named, document, piece, whole
from mentortui.store.locks import holds, record_lock
from mentortui.store.log import tell
from mentortui.store.mending import (
    Format,
    Needed,
    Recovery,
    TooNew,
    Unreadable,
    in_pieces,
    recovery,
    understood,
    what_happened,
    what_was_done,
)
from mentortui.store.migrations import MIGRATIONS, SCHEMA, Migration, Tables
from mentortui.store.redo import NOTHING, Change, Difference, Redo, additions, difference

_LONGEST_LOG = 2_000_000
"""Bytes; then, or at four times the file, a new copy begins a new log."""


class _State(NamedTuple):
    """What the disk holds. The documents are bytes, so nobody can edit what memory holds."""

    stamp: files.Stamp | None
    pieces: Pieces
    rest: dict[str, Any]
    """Fields beside ours, of whoever put them there."""
    schema: int
    as_written: bool = True
    checksum: str = NOTHING
    """The name of this state; empty also where it has to be worked out."""
    borrowed: bool = False
    """The file is damaged and could not be replaced: this is what will be put in its place."""
    forced: bool = False
    """This program wrote it, to the end: it is not just there, it outlives a power cut."""


class AtomicStorage(Storage):
    """One file: {"schema": ..., "checksum": ..., "tables": {table: {id: document}}}.

    Its methods raise the StoreError family. After any error memory is what the disk is. Who writes holds the
    folder's lock from before the read until after the write. `notices` are for a person to read.
    A damaged file is set aside and made again, under the lock of the folder that `backups` lie in; where nothing good can be
    made of it, it stays, and Damaged is raised.
    """

    def __init__(
        self,
        path: Path,
        backups: Path | None = None,
        schema: int = SCHEMA,
        migrations: Mapping[int, Migration] = MIGRATIONS,
        needed: Needed | None = None,
        now: Callable[[], int] = system_clock,
    ) -> None:
        self.path = path
        self.notices: list[str] = []
        self._backups = Backups(backups or path.parent / "backups", now)
        self._redo = Redo(self._backups.folder, path.stem)
        self._form = Format(schema, migrations, needed)
        self._state: _State | None = None
        self._copied = ""
        """The day (UTC) of which there is a copy."""
        self._logged: str | None = None
        """The state to which the log leads, as far as this program knows."""
        self._log_size = 0

    def read(self) -> Tables | None:
        """The tables, a copy the caller may edit; None where there is no file yet."""
        state = self._current()
        if state.stamp is None and not state.borrowed:
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

    def naming(self, name: str, word: str) -> list[str]:
        """The ids of the documents of a table that have `word` as a value or as the name of a field, wherever it is in them."""
        value = compact(word)
        return [id for id, text in self._current().pieces.get(name, {}).items() if value in text]

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """All tables, on disk when this returns. Raises NotSaved; Damaged or Newer where it must not be replaced."""
        self._write(in_pieces(data))

    def change(self, tables: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """As `write`, with only these documents in place of what they were, by table and id: the others are not touched."""
        read = self._current()
        made = {name: {id: piece(id, values) for id, values in documents.items()} for name, documents in tables.items()}
        if read.forced and all(read.pieces.get(name, {}).items() >= documents.items() for name, documents in made.items()):
            return  # as a session leaves that was stored when it was finished
        changed = {**read.pieces, **{name: {**read.pieces.get(name, {}), **documents} for name, documents in made.items()}}
        self._write(changed, additions(changed, tables), read)

    def forget(self) -> None:
        """The file is gone, with its log and the copies that were made of it: it does not come back. Raises StoreError."""
        self._state, self._logged, self._copied, self._log_size = None, None, "", 0
        self._redo.remove()
        for copy in self._backups.copies(self.path):
            writing.remove(copy.path)
        writing.remove_for_good(self.path)

    def _write(self, changed: Pieces, known: Difference | None = None, read: _State | None = None) -> None:
        """`known`: what was changed, where that need not be found out; `read`: of which state, else of the one read last."""
        before = read or self._state
        state = self._current()
        if before is not None and state.stamp != before.stamp:
            raise NotSaved(self.path, "another program changed it meanwhile")
        if state.borrowed:
            self._state = None
            state = self._state = self._loaded(borrowing=False)
        self._keep_older(state)
        text = whole(self._form.schema, state.rest, changed)
        try:
            stamp = writing.write_atomically(files.behind_link(self.path), text, state.stamp)
        except NotSaved:
            self._log_begins()  # it may be in place all the same, and is not logged
            raise
        checksum = checksum_named(text)
        self._state = _State(stamp, changed, state.rest, self._form.schema, checksum=checksum, forced=True)
        self._log(state, known or difference(state.pieces, changed), checksum)

    def _keep_older(self, state: _State) -> None:
        """Before the first change of a day, and wherever the log does not lead to the file as it is, a copy is made, and a new
        log begins. Only that of an older format has to succeed."""
        if state.stamp is None:
            return
        if state.schema != self._form.schema:
            self._backups.keep(self.path, f"format{state.schema}")
            tell("migrated", file=self.path.stem, before=state.schema, now=self._form.schema)
            self._log_begins()
            return
        try:
            if not self._copy_is_due(state):
                return
            self._backups.keep(self.path, DAILY if state.as_written else EDITED)
            self._log_begins()
            self._copied = day(self._backups.now())
            self._backups.thin(self.path)
        except StoreError as error:
            self._copied = day(self._backups.now())  # it is said once, and tried again tomorrow
            self.notices.append(f"{self.path}: no copy of it could be made before it was changed. {error}")

    def _copy_is_due(self, state: _State) -> bool:
        if self._copied != (today := day(self._backups.now())):
            if not self._backups.of_today(self.path):
                return True
            self._copied = today
        if self._logged is None or self._logged != state.checksum:
            self._log_size = self._redo.size()
            if not state.checksum or not self._redo.leads_to(state.checksum):
                return True
            self._logged = state.checksum
        return self._log_size > max(_LONGEST_LOG, 4 * (state.stamp.size if state.stamp else 0))

    def _log_begins(self) -> None:
        with suppress(NotSaved):  # else the old one goes on: whoever reads it finds the state from which it does
            self._redo.begin_anew()
        self._log_size = 0
        self._logged = None

    def _log(self, before: _State, made: Difference, checksum: str) -> None:
        """The save has succeeded: that it is logged is not promised."""
        change = Change(
            schema=self._form.schema,
            at=self._backups.now(),
            before=self._name(before),
            tables=made.tables,
            removed=made.removed,
            whole=made.whole,
            after=checksum,
        )
        try:
            if before.stamp is None:
                self._backups.make_folder()
            self._log_size += self._redo.append(change)
            self._logged = checksum
        except StoreError:
            self._log_begins()  # so the next change is preceded by a copy, and till then nobody says that nothing is missing

    def _name(self, state: _State) -> str:
        if state.stamp is None or state.checksum:
            return state.checksum
        return checksum_named(whole(self._form.schema, state.rest, state.pieces))

    def _current(self) -> _State:
        stamp = files.stamp(self.path)
        state = self._state
        if state is None or state.stamp != stamp:
            self._state = None
            state = self._state = self._loaded()
        return state

    def _loaded(self, borrowing: bool = True) -> _State:
        """With `borrowing`, what cannot be mended on disk is at least shown."""
        found = files.read_stamped(self.path)
        if found is None:
            return self._mended(None, None, None, borrowing) if self._should_be_there() else self._nothing()
        data, stamp = found
        try:
            value = understood(data, self._form)
        except TooNew as error:
            raise Newer(self.path, error.schema, self._form.schema) from error
        except Unreadable as error:
            return self._mended(data, stamp, error, borrowing)
        if not value.as_written:
            self._tell_edited(data)
        return _State(stamp, value.pieces, value.rest, value.schema, value.as_written, value.checksum)

    def _nothing(self) -> _State:
        return _State(None, {}, {}, self._form.schema)

    def _should_be_there(self) -> bool:
        """There is no file, but what is left of one."""
        return any(copy.good for copy in self._backups.copies(self.path)) or self._redo.size() > 0

    def _mended(self, data: bytes | None, stamp: files.Stamp | None, error: Unreadable | None, borrowing: bool) -> _State:
        """The file made again, from what is good: on disk, or in memory alone. Raises Damaged."""
        made = recovery(self.path, data, self._backups, self._redo, self._form)
        if made is None and error is not None and self._form.needed is not None:
            raise self._damaged(error)
        try:
            with self._alone():
                if files.read_bytes(self.path) != data:
                    return self._loaded(borrowing)  # another program has mended it
                kept = None if data is None else self._backups.keep_data(self.path, data, DAMAGED)
                if made is not None:
                    with saving(self.path):
                        folders.make_inner_folder(self.path.parent)
                    writing.write_atomically(files.behind_link(self.path), made.data)
                else:
                    writing.remove_for_good(self.path)
                    self._log_begins()
        except NotSaved as trouble:
            if made is None and error is None:
                return self._nothing()
            if made is None or not borrowing:
                raise self._damaged(error) if error is not None else trouble from trouble
            shown = what_was_done(made, None).replace("It is restored", "It is shown restored", 1)
            self.notices.append(f"{self.path}: {what_happened(error)}. {shown} It could not be put back: {trouble.reason}.")
            return self._borrowed(made, stamp)
        self.notices.append(f"{self.path}: {what_happened(error)}. {what_was_done(made, kept)}")
        tell("damage", file=self.path.stem, restored=made is not None, gone=error is None)
        if made is None:
            return self._nothing()
        return self._loaded(borrowing)

    def _borrowed(self, made: Recovery, stamp: files.Stamp | None) -> _State:
        value = understood(made.data, self._form)
        return _State(stamp, value.pieces, value.rest, value.schema, checksum=value.checksum, borrowed=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Under the folder's lock, which whoever writes has already. Raises NotSaved."""
        folder = self._backups.folder.parent
        if holds(folder):
            yield
        else:
            with record_lock(folder):
                yield

    def _tell_edited(self, data: bytes) -> None:
        try:
            if self._backups.kept(self.path, data, EDITED) is not None:
                return
            tell("edited by hand", file=self.path.stem)
            before = self._copy_of_before()
            kept = self._backups.keep_data(self.path, data, EDITED)
        except NotSaved as error:
            self.notices.append(f"{self.path}: edited by hand. Your text is used; no backup: {error.reason}.")
        else:
            was = f", and of what it was before {before}" if before is not None else ""
            self.notices.append(f"{self.path}: edited by hand. Your text is used; a copy of it is {kept}{was}.")

    def _copy_of_before(self) -> Path | None:
        """Of the file as the program left it: a damaged letter looks like an edit. Raises NotSaved."""
        try:
            made = recovery(self.path, None, self._backups, self._redo, self._form)
            if made is None or not made.complete:
                return None
            return self._backups.keep_data(self.path, made.data, DAILY)
        except NotSaved:
            raise
        except StoreError:
            return None

    def _damaged(self, error: Unreadable) -> Damaged:
        return Damaged(self.path, error.what, error.line, self._backups.newest(self.path))
