"""The door to everything stored: records here, live sessions and what keeps it in order by its parts. Services call it; nothing
but the StoreError family comes out of it."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol, TypeVar
from weakref import WeakSet

import msgspec

from mentortui.core.records import FinishedSession, Living, Me, Mentorship, PrivateNote, Record, Words
from mentortui.store import files, folders, restoring
from mentortui.store.acts import end_act
from mentortui.store.changing import Changing, Table
from mentortui.store.conflicts import is_file_name
from mentortui.store.drafts import both_drafts, read_drafts, write_drafts
from mentortui.store.errors import StoreError
from mentortui.store.heads import SessionHead, session_heads
from mentortui.store.index import Index, index
from mentortui.store.live_journals import LiveJournals
from mentortui.store.places import TRANSCRIPTS, Places
from mentortui.store.shelf import Dated, Shelf
from mentortui.store.slugs import is_safe, slugs
from mentortui.store.upkeep import Upkeep

Kept = TypeVar("Kept", bound=Record)
Shape = TypeVar("Shape", bound=Dated)


class Looks(Protocol):
    """Who looks again once records of a mentorship were written by this program, in the thread that wrote them."""

    def look(self) -> None: ...


class _Acts(threading.local):
    """Of each thread: what it is changing, by the slug."""

    def __init__(self) -> None:
        self.of: dict[str, Changing] = {}


class Store:
    """Everything under one data folder, read when it is asked for. Safe from any thread and beside other programs.

    A save is on disk when it returns; after NotSaved it may be repeated. What cannot be read hides nothing
    else: it is left out, and told in `notices`.
    """

    def __init__(self, data_dir: Path, now: Callable[[], int] | None = None) -> None:
        """`now` dates the older copies: UTC microseconds; without it the system's clock does."""
        self._places = Places(data_dir)
        self._shelf = Shelf(self._places, now)
        self.journals = LiveJournals(self._places, self._shelf)
        self.upkeep = Upkeep(self._places, self._shelf)
        self._acts = _Acts()
        self._watching: dict[str, WeakSet[Looks]] = {}
        self._asking = threading.Lock()
        self._looked = set[str]()
        """The mentorships in which no other program's act was left half done when they were read first."""
        self._end_restoring()

    @property
    def data_dir(self) -> Path:
        return self._places.data_dir

    @property
    def notices(self) -> list[str]:
        """Sentences for a person, each once; the reader takes them out."""
        return self._shelf.notices

    def writable(self) -> None:
        """Raises NotSaved where nothing could be stored; makes the data folder."""
        folders.try_writing(self.data_dir)

    def me(self) -> Me | None:
        """The user; None before the first run is through. Raises StoreError where it cannot be read."""
        return self._shelf.first(self._places.me, "me", Me)

    def save_me(self, me: Me) -> None:
        self.change_me(lambda _: me)

    def change_me(self, deed: Callable[[Me | None], Me | None]) -> None:
        """What `deed` makes of the user as stored now is stored, unless it is None; nobody else changes that meanwhile."""
        folders.make_folder(self.data_dir)

        def changed(now: dict[str, Me]) -> list[Me]:
            made = deed(next(iter(now.values()), None))
            return [] if made is None else [made]

        self._shelf.change(self.data_dir, self._places.me, "me", Me, changed)

    def mentorships(self) -> tuple[Mentorship, ...]:
        """Those that can be read, by slug; the others are told in `notices`. Removed ones too."""
        self._end_restoring()
        found = []
        for slug in self._shelf.slugs():
            with self._shelf.reading(slug):
                found.append(self.mentorship(slug))
        return tuple(found)

    @property
    def unread(self) -> tuple[Path, ...]:
        """The folders of those that could not be read when all were asked for last."""
        return tuple(self._places.folder(slug) for slug in sorted(self._shelf.unread))

    def mentorship(self, slug: str) -> Mentorship:
        """Raises StoreError where there is none, Damaged, Newer."""
        self._shelf.must_be_there(slug)
        return self._act(slug).mentorship()

    @contextmanager
    def changing(self, slug: str, *, redone: bool = False) -> Iterator[Changing]:
        """Nobody else changes the records of the mentorship meanwhile. They are read as they are now, and what is put is written
        when the block ends: tables of one file in one write. An error in the block writes nothing of it. Inside another one of
        this thread it is part of that one. What the store reads in the block has what was put in it. Several files are written
        all or none, also over a kill; `redone`: not needed, as whoever does it would do it again then. Raises StoreError."""
        act = self._acts.of.get(slug)
        if act is not None:
            yield act
            return
        self._shelf.must_be_there(slug)
        self._looked.add(slug)
        with self._shelf.editing(self._places.folder(slug)):
            end_act(self._shelf, slug)
            act = self._acts.of[slug] = Changing(self._shelf, slug, redone=redone)
            try:
                yield act
                act.write()
                for sentence in act.told:
                    self._shelf.tell(sentence)
            finally:
                act.release()
                del self._acts.of[slug]
        with self._asking:
            watching = tuple(self._watching.get(slug, ()))
        for one in watching:
            one.look()

    def watched_by(self, slug: str, one: Looks) -> None:
        """It looks again after each act upon that mentorship, as long as somebody else holds it."""
        with self._asking:
            self._watching.setdefault(slug, WeakSet()).add(one)

    def add_mentorship(self, mentorship: Mentorship) -> Mentorship:
        """A new one, as it is stored: it gets its slug from the other people's names. Where one of its id is stored already, that
        one, as it is."""
        folders.make_folder(self._places.mentorships)
        with self._shelf.editing(self._places.mentorships):
            there = next((one for one in self.mentorships() if one.id == mentorship.id), None)
            return there if there is not None else self._add(mentorship)

    def save_mentorship(self, mentorship: Mentorship) -> Mentorship:
        """As it is stored: a new one gets its slug from the other people's names; one of its id keeps its slug."""
        if mentorship.slug and files.stamp(self._places.record(mentorship.slug)) is not None:
            with self.changing(mentorship.slug) as now:
                now.mentorships.put(mentorship)
            return mentorship
        folders.make_folder(self._places.mentorships)
        with self._shelf.editing(self._places.mentorships):
            there = next((one.slug for one in self.mentorships() if one.id == mentorship.id), None)
            if there is None:
                return self._add(mentorship)
        return self.save_mentorship(msgspec.structs.replace(mentorship, slug=there))

    def living(self, slug: str) -> tuple[Living, ...]:
        """In the order they were stored, removed ones too."""
        self._shelf.must_be_there(slug)
        return tuple(self._act(slug).living.all().values())

    def save_living(self, slug: str, *records: Living) -> None:
        """Adds them, or changes those of the same ids."""
        with self.changing(slug) as now:
            now.living.put(*records)

    def sessions(self, slug: str) -> tuple[FinishedSession, ...]:
        """Whole, turns included; oldest first, removed ones too. A file that cannot be read is told."""
        found: list[FinishedSession] = []
        act = self._act(slug)
        for path in self._shelf.years(slug):
            with self._shelf.telling():
                found += self._shelf.once(slug, path, Table(act, path, "sessions", FinishedSession).all().values())
        return tuple(sorted(found, key=lambda session: (session.began, session.number)))

    def session_heads(self, slug: str) -> tuple[SessionHead, ...]:
        """A line for each session, oldest first, removed ones too. A file that cannot be read is told."""
        found: list[SessionHead] = []
        for path in self._shelf.years(slug):
            with self._shelf.telling():
                found += self._shelf.once(slug, path, session_heads(self._shelf, path))
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
        path = self._places.sessions(slug) / f"{year}.json"
        return tuple(self._shelf.once(slug, path, self._shelf.all(path, "sessions", kind)))

    def sessions_naming(self, slug: str, word: str, kind: type[Shape]) -> tuple[Shape, ...]:
        """The sessions that have `word` as a value somewhere, of each only the fields of `kind`, without the others being taken
        apart; perhaps some more, removed ones too. Raises StoreError."""
        found: list[Shape] = []
        for path in self._shelf.years(slug):
            found += self._shelf.once(slug, path, self._shelf.naming(path, "sessions", kind, word, ()))
        return tuple(found)

    def session(self, slug: str, id: str) -> FinishedSession:
        """Raises StoreError where there is none."""
        act = self._act(slug)
        for path in reversed(self._shelf.years(slug)):
            with self._shelf.telling():
                found = Table(act, path, "sessions", FinishedSession).get(id)
                if found is not None and self._shelf.once(slug, path, [found]):
                    return found
        raise StoreError(f"{self._places.folder(slug)}: there is no session {id}. mentortui list shows them.")

    def save_session(self, slug: str, session: FinishedSession) -> None:
        """Into the file of the year it began in (UTC)."""
        with self.changing(slug) as now:
            now.sessions(session.began).put(session)

    def private_notes(self, slug: str) -> tuple[PrivateNote, ...]:
        """In the order they were stored, removed ones too."""
        return tuple(self._act(slug).private.all().values())

    def readable_private_notes(self, slug: str) -> tuple[PrivateNote, ...]:
        """The same; none where they cannot be read: then they are not listed either, so nobody misses them here."""
        try:
            return self.private_notes(slug)
        except StoreError:
            return ()

    def save_private(self, slug: str, *notes: PrivateNote) -> None:
        """Adds them, or changes those of the same ids."""
        with self.changing(slug) as now:
            now.private.put(*notes)

    def words(self, slug: str, session_id: str) -> Words | None:
        """What was said in a session; None where it was not kept. Raises StoreError."""
        return self._act(slug).words(session_id).there(session_id)

    def kept_words(self, slug: str) -> tuple[str, ...]:
        """The ids of the sessions of which there are words. Raises StoreError."""
        names = folders.names(self._places.folder(slug) / TRANSCRIPTS)
        return tuple(name.removesuffix(".json") for name in names if name.endswith(".json") and is_safe(name))

    def change_mentorship(self, slug: str, deed: Callable[[Mentorship], Mentorship]) -> None:
        """What `deed` makes of the mentorship as it is stored now is put, if it is another; nobody else changes it meanwhile."""
        with self.changing(slug) as now:
            before = now.mentorship()
            made = deed(before)
            if made != before:
                now.mentorships.put(made)

    def table(self, slug: str, table: str, kind: type[Kept]) -> tuple[Kept, ...]:
        """What that table of record.json holds (`plans`, `checkins`, `pulses`), in the order it was stored, removed ones too."""
        self._shelf.must_be_there(slug)
        return tuple(self._act(slug).table(table, kind).all().values())

    def private_table(self, slug: str, table: str, kind: type[Kept]) -> tuple[Kept, ...]:
        """What that table of private.json holds, in the order it was stored, removed ones too."""
        self._shelf.must_be_there(slug)
        return tuple(self._act(slug).private_table(table, kind).all().values())

    def save_table(self, slug: str, table: str, *records: Record) -> None:
        """Adds them to that table of record.json, or changes those of the same ids."""
        with self.changing(slug) as now:
            now.table(table, Record).put(*records)

    def drafts(self, slug: str) -> dict[str, str]:
        """What was being typed, by the names the caller gave; empty where it cannot be read, which is told."""
        drafts: dict[str, str] = {}
        with self._shelf.telling():
            drafts = self._drafts(slug)
        return drafts

    def save_drafts(self, slug: str, drafts: Mapping[str, str], known: Mapping[str, str] | None = None) -> None:
        """Over those of the same names; an empty one goes. The drafts of other screens stay. `known`: what the caller read or
        stored last; what another program typed under the same name since stays beside it, and is told."""
        self._shelf.must_be_there(slug)
        with self._shelf.editing(self._places.folder(slug)):
            stored = self._drafts(slug)
            made, others = both_drafts(stored, drafts, stored if known is None else known)
            write_drafts(self._places.drafts(slug), made)
        for name in others:
            self._shelf.tell(
                f"{self._places.drafts(slug)}: two programs type at the same place. What the other one typed is kept as “{name}”."
            )

    def is_there(self, slug: str) -> bool:
        """Whether a mentorship's folder is called so, readable or not, removed ones too. Raises StoreError."""
        if not is_safe(slug) or slug not in folders.names(self._places.mentorships):
            return False
        inside = folders.names(self._places.folder(slug)) if files.is_folder(self._places.folder(slug)) else ()
        return any(is_file_name(name) or name in ("sessions", TRANSCRIPTS, "live", "backups") for name in inside)

    def index(self) -> Index:
        """What Home shows, from the few files that changed since it was last asked for."""
        self._end_restoring()
        for slug in self._shelf.slugs():
            self._end_act(slug)
        return index(self._shelf)

    def refresh_index(self) -> None:
        """What became private leaves its file too. Where that fails now, it does when it is asked for next."""
        with suppress(StoreError):
            self.index()

    def _end_restoring(self) -> None:
        """Another program was killed while it put a backup in place: half of that is nobody's to see."""
        with self._shelf.telling():
            restoring.end(self.data_dir)

    def _act(self, slug: str) -> Changing:
        """The act of this thread that is under way there; else one to read through."""
        act = self._acts.of.get(slug)
        if act is None:
            self._end_act(slug)
            act = Changing(self._shelf, slug)
        return act

    def _end_act(self, slug: str) -> None:
        """What a program that was killed had half done is ended before anything is read there: else what it made the user's own
        could still be read as shared. Where nothing can be written, it stays for the next one that may."""
        if slug in self._looked:
            return
        self._looked.add(slug)
        with suppress(StoreError):
            if files.stamp(self._places.act(slug)) is not None:
                with self._shelf.editing(self._places.folder(slug)):
                    end_act(self._shelf, slug)

    def _drafts(self, slug: str) -> dict[str, str]:
        found = read_drafts(self._places.drafts(slug))
        if found.notice:
            self._shelf.tell(found.notice)
        return found.texts

    def _add(self, mentorship: Mentorship) -> Mentorship:
        others = [person.name for person in mentorship.people if person.id != mentorship.me]
        taken = folders.names(self._places.mentorships)
        slug = next(slug for slug in slugs(mentorship.slug or " ".join(others)) if slug not in taken)
        new = msgspec.structs.replace(mentorship, slug=slug)
        hidden = folders.make_hidden_folder(self._places.mentorships)
        try:
            Shelf(self._places).records(hidden / "record.json", "mentorship").put({new.id: new})
            folders.move_folder(hidden, self._places.folder(slug))
        except StoreError:
            folders.remove_quietly(hidden)
            raise
        return new
