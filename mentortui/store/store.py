"""The door to everything stored. Services call it; nothing but the StoreError family comes out of it."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from mentortui.core.records import FinishedSession, Living, Me, Mentorship, PrivateNote, Record
from mentortui.store import files
from mentortui.store.drafts import read_drafts, write_drafts
from mentortui.store.errors import Damaged, StoreError
from mentortui.store.heads import SessionHead, session_heads
from mentortui.store.index import Index, index
from mentortui.store.places import Places
from mentortui.store.shelf import Shelf
from mentortui.store.slugs import slugs

if TYPE_CHECKING:
    from mentortui.store.inbox import Inbox
    from mentortui.store.journal import JournalContent
    from mentortui.store.live import LiveFolder, LiveInfo, LiveLog
    from mentortui.store.locks import Holder

Kept = TypeVar("Kept", bound=Record)
Shape = TypeVar("Shape")


class Store:
    """Everything under one data folder, read when it is asked for. Safe from any thread and beside other programs.

    A save is on disk when it returns; after NotSaved it may be repeated. What cannot be read hides nothing
    else: it is left out, and told in `notices`.
    """

    def __init__(self, data_dir: Path) -> None:
        self._places = Places(data_dir)
        self._shelf = Shelf(self._places)

    @property
    def data_dir(self) -> Path:
        return self._places.data_dir

    @property
    def notices(self) -> list[str]:
        """Sentences for a person, each once; the reader takes them out."""
        return self._shelf.notices

    def writable(self) -> None:
        """Raises NotSaved where nothing could be stored; makes the data folder."""
        files.try_writing(self.data_dir)

    def me(self) -> Me | None:
        """The user; None before the first run is through. Raises StoreError where it cannot be read."""
        return self._shelf.first(self._places.me, "me", Me)

    def save_me(self, me: Me) -> None:
        files.make_folder(self.data_dir)
        self._shelf.put(self.data_dir, self._places.me, "me", me)

    def mentorships(self) -> tuple[Mentorship, ...]:
        """Those that can be read, by slug; the others are told in `notices`. Removed ones too."""
        found = []
        for slug in self._shelf.slugs():
            with self._shelf.telling():
                found.append(self.mentorship(slug))
        return tuple(found)

    def mentorship(self, slug: str) -> Mentorship:
        """Raises StoreError where there is none, Damaged, Newer."""
        path = self._record(slug)
        for mentorship in self._shelf.all(path, "mentorship", Mentorship):
            return msgspec.structs.replace(mentorship, slug=slug)
        raise Damaged(path, 'the table "mentorship" has none that fits')

    def save_mentorship(self, mentorship: Mentorship) -> Mentorship:
        """As it is stored: a new one gets its slug from the other people's names; one of its id keeps its slug."""
        if mentorship.slug and files.stamp(self._places.record(mentorship.slug)) is not None:
            folder = self._places.folder(mentorship.slug)
            self._shelf.put(folder, self._places.record(mentorship.slug), "mentorship", mentorship)
            return mentorship
        files.make_folder(self._places.mentorships)
        with self._shelf.editing(self._places.mentorships):
            there = next((one.slug for one in self.mentorships() if one.id == mentorship.id), None)
            if there is None:
                return self._add(mentorship)
        return self.save_mentorship(msgspec.structs.replace(mentorship, slug=there))

    def living(self, slug: str) -> tuple[Living, ...]:
        """In the order they were stored, removed ones too."""
        return self._shelf.all(self._record(slug), "living", Living)

    def save_living(self, slug: str, *records: Living) -> None:
        """Adds them, or changes those of the same ids."""
        self._shelf.put(self._places.folder(slug), self._record(slug), "living", *records)

    def sessions(self, slug: str) -> tuple[FinishedSession, ...]:
        """Whole, turns included; oldest first, removed ones too. A file that cannot be read is told."""
        found: list[FinishedSession] = []
        for path in self._shelf.years(slug):
            with self._shelf.telling():
                found += self._shelf.all(path, "sessions", FinishedSession)
        return tuple(sorted(found, key=lambda session: (session.began, session.number)))

    def session_heads(self, slug: str) -> tuple[SessionHead, ...]:
        """A line for each session, oldest first, removed ones too. A file that cannot be read is told."""
        found: list[SessionHead] = []
        for path in self._shelf.years(slug):
            with self._shelf.telling():
                found += session_heads(self._shelf, path)
        return tuple(sorted(found, key=lambda head: (head.began, head.number)))

    def stamps(self, slug: str) -> dict[str, files.Stamp]:
        """What tells one state of a mentorship's files from another: of `record`, `private`, and each year of sessions, oldest
        first. A file that is not there is left out. Raises StoreError."""
        paths = {"record": self._places.record(slug), "private": self._places.private(slug)}
        paths |= {path.stem: path for path in self._shelf.years(slug)}
        stamps = {name: files.stamp(path) for name, path in paths.items()}
        return {name: stamp for name, stamp in stamps.items() if stamp is not None}

    def sessions_of(self, slug: str, year: str, kind: type[Shape]) -> tuple[Shape, ...]:
        """The sessions of one year's file, of each only the fields of `kind`; removed ones too. Raises StoreError."""
        return self._shelf.all(self._places.sessions(slug) / f"{year}.json", "sessions", kind)

    def session(self, slug: str, id: str) -> FinishedSession:
        """Raises StoreError where there is none."""
        for path in reversed(self._shelf.years(slug)):
            with self._shelf.telling():
                found = self._shelf.one(path, "sessions", FinishedSession, id)
                if found is not None:
                    return found
        raise StoreError(f"{self._places.folder(slug)}: there is no session {id}. mentortui list shows them.")

    def save_session(self, slug: str, session: FinishedSession) -> None:
        """Into the file of the year it began in (UTC)."""
        self._record(slug)
        path = self._places.year(slug, session.began)
        self._shelf.put(self._places.folder(slug), path, "sessions", session)

    def private_notes(self, slug: str) -> tuple[PrivateNote, ...]:
        """In the order they were stored, removed ones too."""
        return self._shelf.all(self._places.private(slug), "notes", PrivateNote)

    def save_private(self, slug: str, *notes: PrivateNote) -> None:
        """Adds them, or changes those of the same ids."""
        self._record(slug)
        self._shelf.put(self._places.folder(slug), self._places.private(slug), "notes", *notes)

    def change_living(self, slug: str, deed: Callable[[dict[str, Living]], Iterable[Living]]) -> None:
        """What `deed` makes of the living records there are now, by their ids, is put; nobody else changes them meanwhile."""
        self._shelf.change(self._places.folder(slug), self._record(slug), "living", Living, deed)

    def change_private(self, slug: str, deed: Callable[[dict[str, PrivateNote]], Iterable[PrivateNote]]) -> None:
        """The same with the private notes."""
        self._record(slug)
        self._shelf.change(self._places.folder(slug), self._places.private(slug), "notes", PrivateNote, deed)

    def change_session(
        self, slug: str, began: int, deed: Callable[[dict[str, FinishedSession]], Iterable[FinishedSession]]
    ) -> None:
        """The same with the sessions of the year in which one began (UTC microseconds)."""
        self._record(slug)
        self._shelf.change(self._places.folder(slug), self._places.year(slug, began), "sessions", FinishedSession, deed)

    def change_mentorship(self, slug: str, deed: Callable[[Mentorship], Mentorship]) -> None:
        """The same with the mentorship itself."""
        path = self._record(slug)
        self._shelf.change(self._places.folder(slug), path, "mentorship", Mentorship, lambda now: map(deed, now.values()))

    def table(self, slug: str, table: str, kind: type[Kept]) -> tuple[Kept, ...]:
        """What that table of record.json holds (`plans`, `checkins`, `pulses`), in the order it was stored, removed ones too."""
        return self._shelf.all(self._record(slug), table, kind)

    def save_table(self, slug: str, table: str, *records: Record) -> None:
        """Adds them to that table of record.json, or changes those of the same ids."""
        self._shelf.put(self._places.folder(slug), self._record(slug), table, *records)

    def change_table(self, slug: str, table: str, kind: type[Kept], deed: Callable[[dict[str, Kept]], Iterable[Record]]) -> None:
        """What `deed` makes of the records of that table there are now, by their ids, is put; nobody else changes them
        meanwhile."""
        self._shelf.change(self._places.folder(slug), self._record(slug), table, kind, deed)

    def drafts(self, slug: str) -> dict[str, str]:
        """What was being typed, by the names the caller gave; empty where it cannot be read, which is told."""
        drafts: dict[str, str] = {}
        with self._shelf.telling():
            drafts = read_drafts(self._places.drafts(slug))
        return drafts

    def save_drafts(self, slug: str, drafts: dict[str, str]) -> None:
        """Over those of the same names; an empty one goes. The drafts of other screens stay."""
        self._record(slug)
        with self._shelf.editing(self._places.folder(slug)):
            with self._shelf.telling():
                drafts = {**read_drafts(self._places.drafts(slug)), **drafts}
            write_drafts(self._places.drafts(slug), {name: text for name, text in drafts.items() if text})

    def live(self, slug: str) -> "tuple[LiveInfo, ...]":
        """The sessions of one mentorship that are under way, or were when their program ended."""
        return self._live(slug).infos()

    def all_live(self) -> "tuple[LiveInfo, ...]":
        """Those of every mentorship. A folder that cannot be read is told."""
        found: list[LiveInfo] = []
        for slug in self._shelf.slugs():
            with self._shelf.telling():
                found += self.live(slug)
        return tuple(found)

    def any_live(self) -> bool:
        """Whether any mentorship may have a session under way: no file is read, a folder that cannot be looked into counts."""
        for slug in self._shelf.slugs():
            try:
                if files.names(self._places.live(slug)):
                    return True
            except StoreError:
                return True
        return False

    def start_journal(self, slug: str, session_id: str) -> "LiveLog":
        """A new live session, held by this program. Raises NotSaved."""
        self._record(slug)
        return self._noted(self._live(slug).start(session_id))

    def open_journal(self, slug: str, session_id: str) -> "LiveLog":
        """To go on with one, held by this program. Raises Held, Newer, NotSaved; StoreError where it is gone."""
        return self._noted(self._live(slug).open(session_id))

    def watch(self, slug: str, session_id: str) -> "JournalContent":
        """A live session as its journal has it now, whoever holds it. Raises StoreError where it is gone."""
        return self._live(slug).watch(session_id)

    def holder(self, slug: str, session_id: str) -> "Holder | None":
        """The program that runs the session now."""
        return self._live(slug).holder(session_id)

    def inbox(self, slug: str, session_id: str) -> "Inbox":
        """Of the program that runs the session, to send to."""
        return self._live(slug).inbox(session_id)

    def remove_journal(self, slug: str, session_id: str) -> None:
        """The journal and what lies beside it, once the session is stored."""
        self._live(slug).remove(session_id)

    def index(self) -> Index:
        """What Home shows, from the few files that changed since it was last asked for."""
        return index(self._shelf)

    def _record(self, slug: str) -> Path:
        path = self._places.record(slug)
        if files.stamp(path) is None:
            raise StoreError(f"{path.parent}: there is no such mentorship. mentortui list shows them.")
        return path

    def _add(self, mentorship: Mentorship) -> Mentorship:
        others = [person.name for person in mentorship.people if person.id != mentorship.me]
        taken = files.names(self._places.mentorships)
        slug = next(slug for slug in slugs(mentorship.slug or " ".join(others)) if slug not in taken)
        new = msgspec.structs.replace(mentorship, slug=slug)
        hidden = files.make_hidden_folder(self._places.mentorships)
        try:
            Shelf(self._places).records(hidden / "record.json", "mentorship").put({new.id: new})
            files.move_folder(hidden, self._places.folder(slug))
        except StoreError:
            files.remove_quietly(hidden)
            raise
        return new

    def _live(self, slug: str) -> "LiveFolder":
        from mentortui.store.live import LiveFolder  # with the events of a session, which Home does without

        return LiveFolder(self._places.live(slug), slug)

    def _noted(self, log: "LiveLog") -> "LiveLog":
        for notice in log.content.notices(log.path):
            self._shelf.tell(notice)
        if log.weak_lock:
            self._shelf.tell(f"{log.path.parent}: this disk has no real locks. Use mentortui on one machine only.")
        return log
