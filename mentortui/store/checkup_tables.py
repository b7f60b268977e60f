"""One file of records, looked at as it is: whether it can be read, what its copies and its log are worth, what fits."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from mentortui.core.holdings import HELD
from mentortui.core.letter_kept import KeptLetter
from mentortui.core.record_kinds import RECORD_KINDS
from mentortui.core.records import CheckIn, FinishedSession, Living, Me, Mentorship, Plan, PrivateNote, Pulse, Record, Words
from mentortui.core.review_edits import ReviewEdit
from mentortui.store import files, folders
from mentortui.store.backups import DAMAGED, EDITED, Backups
from mentortui.store.conflicts import left_in
from mentortui.store.documents import fitted
from mentortui.store.errors import StoreError
from mentortui.store.findings import REPAIR, Findings, without_path
from mentortui.store.layout import document
from mentortui.store.mending import Format, Needed, TooNew, Understood, Unreadable, recovery, understood, what_happened
from mentortui.store.migrations import MIGRATIONS, SCHEMA
from mentortui.store.places import Places
from mentortui.store.redo import Redo

KINDS: dict[str, type[Record]] = {
    **{kind.table: kind.struct for kind in RECORD_KINDS},
    **HELD,
    "me": Me,
    "mentorship": Mentorship,
    "living": Living,
    "plans": Plan,
    "checkins": CheckIn,
    "pulses": Pulse,
    "reviews": ReviewEdit,
    "letters": KeptLetter,
    "sessions": FinishedSession,
    "notes": PrivateNote,
    "words": Words,
}
"""Of what the records of each table are; those of other tables are not looked at."""


class TablesCheck:
    """Of the files of one data folder."""

    def __init__(self, places: Places, findings: Findings) -> None:
        self._places = places
        self._findings = findings

    def read(self, path: Path, needed: Needed | None = None) -> dict[str, dict[str, Record]]:
        """The records that can be read of one file, by table."""
        backups = Backups(self._places.backups(path))
        redo = Redo(backups.folder, path.stem)
        form = Format(SCHEMA, MIGRATIONS, needed)
        with self._findings.reading(path):
            data = files.read_bytes(path)
            self._older(path, backups, redo, form)
            if data is None:
                self._missing(path, backups, redo, form)
                return {}
            try:
                found = understood(data, form)
            except TooNew as error:
                self._findings.wrong(path, f"written by a newer version (format {error.schema})", "Install the newer mentortui.")
            except Unreadable as error:
                self._findings.wrong(path, what_happened(error), _hope(recovery(path, data, backups, redo, form)))
            else:
                self._told_of(path, data, found, backups)
                self._log(path, redo, found)
                return self._records(path, found)
        return {}

    def _missing(self, path: Path, backups: Backups, redo: Redo, form: Format) -> None:
        if any(copy.good for copy in backups.copies(path)) or redo.size():
            self._findings.wrong(path, "it is gone", _hope(recovery(path, None, backups, redo, form)))
        elif path.name == "record.json" and (left := left_in(path.parent)):
            self._findings.note(
                path.parent, f"there is nothing of a mentorship in it, only {left}", "They stay there; move them away."
            )
        elif path.name == "record.json" and folders.names(path.parent):
            self._findings.wrong(path, "it is gone, and there is no copy of it", "Put one back, or move the folder away.")

    def _told_of(self, path: Path, data: bytes, found: Understood, backups: Backups) -> None:
        if not found.as_written and backups.kept(path, data, EDITED) is None:
            self._findings.note(path, "edited by hand", "The text is used, and a copy of it made, when mentortui opens it.")
        if found.schema < SCHEMA:
            self._findings.note(
                path, f"of an earlier version (format {found.schema})", "It is copied and written anew with its next change."
            )

    def _log(self, path: Path, redo: Redo, found: Understood) -> None:
        if found.checksum and redo.size() and not redo.leads_to(found.checksum):
            self._findings.note(redo.path, f"it does not lead to {path.name} as it is", "The next change is preceded by a copy.")

    def _older(self, path: Path, backups: Backups, redo: Redo, form: Format) -> None:
        for copy in backups.copies(path):
            if copy.why == DAMAGED and not files.is_file(copy.path):
                self._findings.wrong(copy.path, "it is no file, though it is called like one", "Move it away.")
                continue
            if copy.why == DAMAGED:
                self._findings.note(
                    copy.path, f"a damaged {path.name} that was set aside", "Remove it once nothing of it is missed."
                )
                continue
            if copy.path in self._findings.unread:
                continue
            try:
                data = files.read_bytes(copy.path) or b""
            except StoreError as error:
                self._findings.wrong(
                    copy.path, f"this older copy {without_path(str(error))}", "Move it away; others stand in for it."
                )
                continue
            with suppress(TooNew):
                try:
                    understood(data, form)
                except Unreadable as error:
                    what, advice = f"this older copy is {what_happened(error)}", "Remove it; other copies stand in for it."
                    self._findings.set_aside(copy.path, what, advice)
        damaged = redo.read().damaged
        if damaged:
            self._findings.note(
                redo.path, f"{damaged} damaged lines in the log of changes", "A new log begins with the next copy."
            )

    def _records(self, path: Path, found: Understood) -> dict[str, dict[str, Record]]:
        records: dict[str, dict[str, Record]] = {}
        for table, documents in found.pieces.items():
            kind = KINDS.get(table)
            if kind is None:
                continue
            for id, text in documents.items():
                value: Any = fitted(document(id, text), kind)
                if isinstance(value, str):
                    self._findings.wrong(path, f"{table} {id} does not fit: {value}", "Mend it in the file; it keeps it.")
                    continue
                if value.id != id:
                    self._findings.wrong(path, f"{table} {id} says that it is {value.id}", "Give it the id it stands under.")
                records.setdefault(table, {})[id] = value
        return records


def _hope(made: Any) -> str:
    if made is None:
        return "Nothing good can be made of it: put an older copy of your own in its place."
    if made.complete:
        return f"It can be restored to its last change; nothing is missing. mentortui does it when it opens, and {REPAIR}"
    return f"It can be restored, but not all of it. {REPAIR}"
