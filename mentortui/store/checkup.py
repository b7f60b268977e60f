"""Each file of a data folder, looked at as it is: nothing is opened for writing, locked, mended or made."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from mentortui.core.fold import fold
from mentortui.core.records import FinishedSession, Me, Mentorship, Record
from mentortui.store import files, folders, programs
from mentortui.store.acts import sessions_noted
from mentortui.store.backups import DAMAGED, years_left_in
from mentortui.store.bring_together import hindrance, is_of_same
from mentortui.store.checkup_tables import TablesCheck
from mentortui.store.conflicts import ACT, ConflictCopy, copied_folders, copies_in, copies_of_mentorship, said
from mentortui.store.drafts import understood as understood_drafts
from mentortui.store.errors import Damaged, Newer, StoreError
from mentortui.store.findings import REPAIR, Finding, Findings
from mentortui.store.heads import sessions_in
from mentortui.store.index import read_index
from mentortui.store.journal import read_journal
from mentortui.store.layout import document
from mentortui.store.mending import Format, Needed, TooNew, Unreadable, understood
from mentortui.store.migrations import MIGRATIONS, SCHEMA
from mentortui.store.places import TRANSCRIPTS, Places
from mentortui.store.restoring import is_begun
from mentortui.store.safekeeping import holds_nothing, unfinished
from mentortui.store.slugs import is_safe
from mentortui.store.writing import writer_of

LITTLE_SPACE = 100_000_000
"""Bytes, below which a full disk is near."""
_TOGETHER = "mentortui doctor --repair brings both together."
_PUT_AWAY = "mentortui doctor --repair puts it into backups."


class Checked(NamedTuple):
    """What a mentorship's files hold, by table, as far as they can be read, and the ids of its live sessions and of those that an
    edit that was cut off will still store."""

    slug: str
    records: dict[str, dict[str, Record]]
    live: frozenset[str]
    noted: frozenset[str]


class Checkup:
    """Of one data folder. `findings` grow as it is looked at."""

    def __init__(self, data_dir: Path) -> None:
        self._places = Places(data_dir)
        self._findings = Findings(data_dir)
        self._tables = TablesCheck(self._places, self._findings)

    @property
    def findings(self) -> list[Finding]:
        """So far."""
        return self._findings.all

    @property
    def unread(self) -> set[Path]:
        """Files and folders that cannot be read: what they may hold is not missed."""
        return self._findings.unread

    def run(self) -> tuple[Checked, ...]:
        """Looks at everything once."""
        places = self._places
        if is_begun(places.data_dir):
            self._findings.wrong(
                places.data_dir, "a restore was cut off, so what lies here is half of it", "mentortui ends it at its next start."
            )
            return ()
        if holds_nothing(places.data_dir):
            self._findings.note(places.data_dir, "there is nothing yet", "mentortui makes it.")
            return ()
        self._space()
        self._unfinished()
        for place in places.all:
            self._outsides(place)
        self._tables.read(places.me, Needed("me", Me))
        self._index()
        copied = self._copied()
        copies = {copy.path.name for copy in copied}
        with self._findings.reading(places.mentorships):
            slugs = [slug for slug in folders.names(places.mentorships) if self._is_usable(slug)]
            checked = tuple(self._mentorship(slug, is_copy=slug in copies) for slug in slugs)
            with suppress(StoreError):
                self._conflicts((*copies_in(places.data_dir), *copied))
            return checked
        return ()

    def _is_usable(self, slug: str) -> bool:
        path = self._places.mentorships / slug
        if not is_safe(slug):
            self._findings.wrong(path, "a name like this cannot be used, so it is left out", "Rename it.")
        with self._findings.reading(path):
            files.stamp(path)  # which raises where it is a link whose disk is away
        return is_safe(slug) and files.is_folder(path)

    def _mentorship(self, slug: str, *, is_copy: bool) -> Checked:
        places = self._places
        record = places.record(slug)
        found = {} if is_copy else dict(self._tables.read(record, Needed("mentorship", Mentorship)))
        seen: dict[str, Path] = {}
        for path in (places.private(slug), *self._years(slug), *self._words(slug)):
            for table, records in self._tables.read(path).items():
                found[table] = {**found.get(table, {}), **records}
                if table == "sessions":
                    self._doubles(slug, path, records, seen)
                if table == "words" and (others := records.keys() - {path.stem}):
                    self._findings.wrong(
                        path, f"what was said in another session, {min(others)}, is in it", "Name it after that session."
                    )
        self._drafts(places.drafts(slug))
        noted = self._act(places.act(slug))
        self._conflicts(copies_of_mentorship(places, slug))
        return Checked(slug, found, frozenset(self._live(slug)), noted)

    def _doubles(self, slug: str, path: Path, sessions: Mapping[str, Record], seen: dict[str, Path]) -> None:
        """Sessions that stand in more than one file. `seen`: the file of each so far; these are added."""
        doubles: dict[tuple[Path, Path], int] = {}
        for id, session in sessions.items():
            other = seen.setdefault(id, path)
            if other != path:
                own = isinstance(session, FinishedSession) and self._places.year(slug, session.began) == path
                pair = (other, path) if own else (path, other)
                doubles[pair] = doubles.get(pair, 0) + 1
        for (double, shown), count in doubles.items():
            self._findings.wrong(
                double,
                f"sessions that are in {shown.name} too: {count}",
                f"They are shown once, as {shown.name} has them. If it is a copy of that file, move it out of the folder.",
            )

    def _copied(self) -> list[ConflictCopy]:
        with suppress(StoreError):
            return [copy for copy in copied_folders(self._places) if is_of_same(copy)]
        return []

    def _years(self, slug: str) -> list[Path]:
        folder = self._places.sessions(slug)
        with self._findings.reading(folder):
            there = {name for name in folders.names(folder) if re.fullmatch(r"(\d{4}|undated)\.json", name)}
            return [folder / name for name in sorted(there | years_left_in(folder.parent / "backups"))]
        return []

    def _words(self, slug: str) -> list[Path]:
        folder = self._places.folder(slug) / TRANSCRIPTS
        with self._findings.reading(folder):
            return [folder / name for name in folders.names(folder) if name.endswith(".json") and is_safe(name)]
        return []

    def _drafts(self, path: Path) -> None:
        with self._findings.reading(path):
            data = files.read_bytes(path)
            try:
                if data is not None:
                    understood_drafts(path, data)
            except Newer as error:
                self._findings.wrong(path, f"written by a newer version (format {error.schema})", "Install the newer mentortui.")
            except Damaged:
                self._findings.wrong(path, "damaged", f"What can be read of it is kept, and the file set aside: {REPAIR}")

    def _act(self, path: Path) -> frozenset[str]:
        """The ids of the sessions that it will store once it is ended."""
        with self._findings.reading(path):
            data = files.read_bytes(path)
            try:
                noted = sessions_noted(path, data) if data is not None else None
                if noted is not None:
                    self._findings.note(path, "an edit that was cut off", "It is ended at the next start.")
                    return noted
                if data is not None:
                    self._findings.wrong(path, "damaged: an edit that was cut off is there in part", f"It is set aside: {REPAIR}")
            except Newer as error:
                self._findings.wrong(path, f"written by a newer version (format {error.schema})", "Install the newer mentortui.")
        return frozenset()

    def _index(self) -> None:
        path = self._places.index
        with self._findings.reading(path):
            data = files.read_bytes(path)
            try:
                entries = read_index(data) if data is not None else {}
            except (ValueError, RecursionError):
                self._findings.wrong(path, "damaged, or of another version", f"It is made again when mentortui opens; {REPAIR}")
                return
            for slug, entry in entries.items():
                for stem, year in entry.years.items():
                    file = self._places.sessions(slug) / f"{stem}.json"
                    if files.stamp(file) == year.stamp and self._sessions_in(file) not in (year.sessions, None):
                        self._findings.wrong(
                            path, f"it does not count the sessions of {file} right", f"Remove it; it is made again. {REPAIR}"
                        )

    def _sessions_in(self, path: Path) -> int | None:
        """Those that are not removed; None where that cannot be read."""
        with suppress(StoreError, Unreadable, TooNew):
            found = understood(files.read_bytes(path) or b"", Format(SCHEMA, MIGRATIONS))
            return sessions_in(document(id, text) for id, text in found.pieces.get("sessions", {}).items())
        return None

    def _live(self, slug: str) -> Iterator[str]:
        folder = self._places.live(slug)
        with self._findings.reading(folder):
            names = folders.names(folder)
            for name in names:
                if name.endswith(".jsonl") and is_safe(name):
                    yield name.removesuffix(".jsonl")
                    self._journal(folder / name)
        backups = self._places.backups(self._places.record(slug))
        with self._findings.reading(backups):
            for name in folders.names(backups):
                if _DAMAGED_JOURNAL.fullmatch(name):
                    self._findings.note(
                        backups / name, "a damaged journal that was set aside", "Remove it once nothing of it is missed."
                    )

    def _journal(self, path: Path) -> None:
        with self._findings.reading(path):
            content = read_journal(path)
            if content.damaged:
                where = ", ".join(map(str, content.damaged[:5]))
                self._findings.wrong(
                    path, f"damaged lines: {len(content.damaged)} (line {where})", "They are left out; the rest is used."
                )
            if fold(content.events) is None:
                self._findings.wrong(
                    path, "its beginning cannot be read, so it cannot be gone on with", "Its lines can be read as text."
                )
            elif not programs.is_locked(path.with_suffix(".lock")):
                self._findings.note(path, "a session under way that no program runs", "mentortui asks whether to go on with it.")

    def _conflicts(self, copies: Iterable[ConflictCopy]) -> None:
        for copy in copies:
            why = hindrance(copy)
            what = said(copy, "this one").removesuffix(".")
            mended = _PUT_AWAY if copy.of.name == ACT else _TOGETHER
            self._findings.wrong(copy.path, what, f"A repair leaves it there. {why}" if why else mended)

    def _space(self) -> None:
        free = folders.free_space(self._places.data_dir)
        if free is not None and free < LITTLE_SPACE:
            room = f"only {free // 1_000_000} MB are" if free >= 2_000_000 else "almost nothing is"
            self._findings.wrong(self._places.data_dir, f"{room} free on this disk", "Free some space.")

    def _unfinished(self) -> None:
        with suppress(StoreError):  # what lies beside the folder is no part of it
            for path, is_left in unfinished(self._places.data_dir):
                if is_left:
                    what = "a copy of everything that was cut off; nothing had been changed when it was made"
                    self._findings.note(path, what, "mentortui removes it when it opens.")

    def _outsides(self, folder: Path) -> None:
        """Who may read it, and what dead programs left."""
        for path, _, is_open, readable in folders.everything(folder):
            if is_open:
                self._findings.wrong(path, "other users may look into it", f"chmod go= closes it; {REPAIR}")
            if not readable:
                self._findings.unread.add(path)
                self._findings.wrong(path, "it cannot be read", "Give yourself the right to read it.")
            if writer_of(path.name) is not None:
                self._findings.note(
                    path, "left by a program that was stopped while it wrote", "mentortui removes it when it opens."
                )


_DAMAGED_JOURNAL = re.compile(rf".+-{DAMAGED}-[0-9a-f]{{8}}\.jsonl", re.DOTALL)
