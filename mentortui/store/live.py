"""A session under way: its journal, lock, sign of life and inbox, side by side in `live/`."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from mentortui.core.events import AnyEvent, Unknown
from mentortui.core.fold import fold
from mentortui.store import files, folders, writing
from mentortui.store.alive import Alive, read_alive, write_alive
from mentortui.store.backups import DAMAGED, Backups
from mentortui.store.conflicts import copy_of
from mentortui.store.errors import NotSaved, StoreError
from mentortui.store.inbox import Inbox
from mentortui.store.journal import Journal, JournalContent, read_journal
from mentortui.store.locks import Holder, SessionLock, held_by, hold_session, remove_lock
from mentortui.store.slugs import is_safe

PASSING = (".alive", ".lock", ".owner", ".inbox", ".soft")
"""What lies beside a journal only as long as a program runs."""


class LiveInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A session that is under way, or was when its program ended."""

    id: str
    slug: str
    path: Path
    """Of the journal."""
    content: JournalContent | None
    """None where the journal cannot be read; then `trouble` says why."""
    finished: bool
    """It ended; what is left is to store its result."""
    holder: Holder | None
    """The program that runs it now."""
    last_seen: Alive | None
    trouble: str = ""

    def must_be_free(self, wanted: str) -> None:
        """Raises Held where a program runs it. `wanted`: what was not done, such as `erased`."""
        if self.holder is not None:
            raise self.holder.refusal(self.path, f"Nothing was {wanted}: finish the session there first.")


class LiveLog:
    """A live session held by this program: the log its events go to, and what lies beside it."""

    def __init__(self, path: Path, lock: SessionLock, journal: Journal, content: JournalContent, last_seen: Alive | None) -> None:
        self.path = path
        self.content = content
        """What the journal held when it was opened."""
        self.last_seen = last_seen
        """When a program was last alive in this session, before now."""
        self.inbox = Inbox(path.with_suffix(".inbox"))
        self._lock = lock
        self._journal = journal

    @property
    def session(self) -> str:
        return self._journal.session

    @property
    def weak_lock(self) -> bool:
        """The system has no real locks here: a second program might not be kept out."""
        return self._lock.weak

    def append(self, event: AnyEvent) -> None:
        """On disk when this returns. Raises NotSaved; then try again."""
        self._journal.append(event)

    def append_many(self, events: Iterable[AnyEvent]) -> None:
        """All on disk when this returns, and what was acknowledged before still, whatever happened to the file. Raises NotSaved;
        then none counts, and all are tried again."""
        self._lock.renew()
        self._journal.append_many(events)

    def take_in(self, events: Iterable[AnyEvent | Unknown]) -> int:
        """Events of this session that were saved elsewhere, each at its place among those here; how many were missing. Raises
        NotSaved."""
        merged = both(self.content.events, tuple(events))
        missing = len(merged) - len(self.content.events)
        if missing and merged[: len(self.content.events)] == self.content.events:
            self._journal.append_many(merged[len(self.content.events) :])
        elif missing:
            self._journal.replace(merged)
        return missing

    def beat(self, alive: Alive) -> None:
        """This program lives. Raises NotSaved, which may be ignored."""
        if not self.inbox.is_open and files.is_folder(self.path.parent):  # somebody removed it: taps go on
            self.inbox.open()
        write_alive(self.path.with_suffix(".alive"), alive)

    def close(self) -> None:
        """The session can be gone on with, by any program. Never raises."""
        self._journal.close()
        try:
            self.inbox.close()
        except StoreError:
            pass  # the next program to hold the session empties it
        finally:
            self._lock.release()


def both(here: Sequence[AnyEvent | Unknown], there: Sequence[AnyEvent | Unknown]) -> tuple[AnyEvent | Unknown, ...]:
    """The events of two journals of one session, each once: in the order of `there`, which is the longer one as a rule; what is
    only `here` stands behind what it stands behind here."""
    merged = {_key(event): event for event in there}
    order, behind = list(merged), ""
    for event in here:
        key = _key(event)
        if key not in merged:
            merged[key] = event
            order.insert(order.index(behind) + 1 if behind else 0, key)
        behind = key
    return tuple(merged[key] for key in order)


def _key(event: AnyEvent | Unknown) -> str:
    return event.line.hex() if isinstance(event, Unknown) else event.id


class LiveFolder:
    """A mentorship's `live/`."""

    def __init__(self, folder: Path, slug: str) -> None:
        self._folder = folder
        self._slug = slug

    def ids(self) -> tuple[str, ...]:
        """Of the sessions with a journal here. Raises StoreError."""
        names = folders.names(self._folder)
        return tuple(name.removesuffix(".jsonl") for name in names if name.endswith(".jsonl") and copy_of(name, names) is None)

    def infos(self) -> tuple[LiveInfo, ...]:
        """Raises StoreError."""
        return tuple(self._info(id) if is_safe(id) else self._unusable(id) for id in self.ids())

    def start(self, id: str, begun: Iterable[AnyEvent | Unknown] = ()) -> LiveLog:
        """A new journal with its first events, held by this program. Raises NotSaved, Held, then nothing is left of it;
        StoreError where there is one already."""
        path = self._path(id)
        folders.make_folder(self._folder)
        folders.clean(self._folder)
        lock = hold_session(path.with_suffix(".lock"))
        try:
            if path.name in folders.names(self._folder):
                raise StoreError(f"{path}: this session has a journal already. Go on with that one.")
            journal = Journal.create(path, id, self._slug, begun)
            return self._opened(path, lock, journal, JournalContent(session=id, events=tuple(begun)), None)
        except NotSaved:
            with suppress(StoreError):
                self.remove(id)
            lock.release()
            raise
        except BaseException:
            lock.release()
            raise

    def open(self, id: str) -> LiveLog:
        """To go on with a session, held by this program. Raises Held, Newer, NotSaved, StoreError."""
        path = self._path(id)
        read_journal(path)  # no lock is left beside a journal that cannot be gone on with
        lock = hold_session(path.with_suffix(".lock"))
        try:
            folders.clean(self._folder)
            journal, content = Journal.open(path)
            return self._opened(path, lock, journal, content, read_alive(path.with_suffix(".alive")))
        except BaseException:
            lock.release()
            raise

    def take_in(self, id: str, events: Sequence[AnyEvent | Unknown]) -> int:
        """What was saved elsewhere of a session, into its journal, which is begun where there is none; how many events were
        missing here. Raises Held, NotSaved, StoreError."""
        if id not in self.ids():
            self.start(id, events).close()
            return len(events)
        log = self.open(id)
        try:
            return log.take_in(events)
        finally:
            log.close()

    def watch(self, id: str) -> JournalContent:
        """What the journal holds now; nothing is touched. Raises Newer, StoreError."""
        return read_journal(self._path(id))

    def inbox(self, id: str) -> Inbox:
        """To send to the program that runs the session."""
        return Inbox(self._path(id).with_suffix(".inbox"))

    def holder(self, id: str) -> Holder | None:
        """Who runs the session now. Raises StoreError."""
        return held_by(self._path(id).with_suffix(".lock"))

    def remove(self, id: str) -> None:
        """Once the session is stored; a journal with lines that cannot be read is copied to the backups before, as they are
        nowhere else. Cut before the journal went, it is simply done again. Raises NotSaved."""
        path = self._path(id)
        self._set_aside(path)
        folders.remove_folder(path.with_suffix(".inbox"))
        writing.remove_passing(path.with_suffix(".alive"))
        writing.remove_for_good(path)
        remove_lock(path.with_suffix(".lock"))  # without a journal nothing can be gone on with, so only now may it go

    def _set_aside(self, path: Path) -> None:
        if files.stamp(path) is None:
            return
        try:
            if read_journal(path).damaged:
                Backups(self._folder.parent / "backups").keep(path, DAMAGED)
        except NotSaved:
            raise
        except StoreError as error:
            raise NotSaved(path, error.reason or "it cannot be read") from error

    def tidy(self) -> None:
        """Removes what programs that died left behind: what lies beside no journal, and journals in which nothing ever happened.
        What a program holds stays. Never raises."""
        folders.clean(self._folder)
        with suppress(StoreError):
            there = folders.names(self._folder)
            stems = {name.split(".", 1)[0] for name in there if name.endswith((".jsonl", *PASSING))}
            for id in sorted(id for id in stems if is_safe(id) and (f"{id}.jsonl" not in there or self._is_empty(id))):
                with suppress(StoreError):
                    lock = hold_session(self._path(id).with_suffix(".lock"))
                    try:
                        if self._is_empty(id):
                            self.remove(id)
                    finally:
                        lock.release()

    def _is_empty(self, id: str) -> bool:
        """There is no journal, or, of an earlier version, one that was begun and nothing more. Raises StoreError."""
        if files.stamp(self._path(id)) is None:
            return True
        content = read_journal(self._path(id))
        return not content.events and not content.damaged

    def _opened(
        self, path: Path, lock: SessionLock, journal: Journal, content: JournalContent, last_seen: Alive | None
    ) -> LiveLog:
        log = LiveLog(path, lock, journal, content, last_seen)
        try:
            log.inbox.open()
        except StoreError:
            journal.close()
            raise
        return log

    def _info(self, id: str) -> LiveInfo:
        path, content, holder, last_seen, trouble = self._path(id), None, None, None, ""
        try:
            holder, last_seen = held_by(path.with_suffix(".lock")), read_alive(path.with_suffix(".alive"))
            content = read_journal(path)
        except StoreError as error:
            trouble = str(error)
        session = fold(content.events) if content else None
        if content is not None and session is None:
            trouble = f"{path}: the first line of this session is damaged, so it cannot be gone on with. Nothing was changed."
        return LiveInfo(
            id=id,
            slug=self._slug,
            path=path,
            content=content,
            finished=session is not None and session.finished,
            holder=holder,
            last_seen=last_seen,
            trouble=trouble,
        )

    def _unusable(self, id: str) -> LiveInfo:
        path = self._folder / f"{id}.jsonl"
        return LiveInfo(
            id=id,
            slug=self._slug,
            path=path,
            content=None,
            finished=False,
            holder=None,
            last_seen=None,
            trouble=f"{path}: left out, a name like this cannot be used. Nothing was changed; rename it.",
        )

    def _path(self, id: str) -> Path:
        if not is_safe(id):
            raise StoreError(f"{self._folder}: no session has this id. Look at mentortui list.")
        return self._folder / f"{id}.jsonl"
