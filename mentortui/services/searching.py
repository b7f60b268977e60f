"""Everything that can be found, kept in memory while the program runs. A key never reads a file."""

import threading
from collections.abc import Generator

import msgspec

from mentortui.core.findable import Findable, Told, records_findable, sessions_findable
from mentortui.core.minute import Minute, minute
from mentortui.core.records import Living, Mentorship, PrivateNote
from mentortui.store.errors import StoreError
from mentortui.store.files import Stamp
from mentortui.store.store import Store

_SHARED = ("record", "private")


class Progress(msgspec.Struct, frozen=True):
    """How far the reading is: files of `total`; the newest sessions come first."""

    done: int
    total: int


class _Year(msgspec.Struct, frozen=True):
    stamps: tuple[Stamp | None, ...]
    """Of the year's own file, the record and the private notes, as they were."""
    found: tuple[Findable, ...]


class _Told(msgspec.Struct, frozen=True):
    """What the lines of one mentorship have in common."""

    stamps: tuple[Stamp | None, ...]
    mentorship: Mentorship
    living: tuple[Living, ...]
    private: tuple[PrivateNote, ...]


class Searching:
    """Of one data folder. Safe from any thread; reading is for a thread of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._years: dict[tuple[str, str], _Year] = {}
        self._records: dict[str, _Year] = {}
        self._reading = threading.Lock()

    def known(self, slug: str = "") -> tuple[Findable, ...]:
        """What has been read, in no order: of one mentorship, or of all."""
        years = [year for (one, _), year in self._years.copy().items() if not slug or one == slug]
        years += [year for one, year in self._records.copy().items() if not slug or one == slug]
        return tuple(found for year in years for found in year.found)

    def read(self, slug: str = "") -> Generator[Progress, None, None]:
        """Reads what changed since it was last read, newest years first, and says after each file how far it is.

        A mentorship or file that cannot be read is told in the store's `notices`. Raises StoreError where not even the
        mentorships can be listed. One may stop asking at any time.
        """
        with self._reading:
            yield from self._read(slug)

    def is_stale(self, slug: str = "") -> bool:
        """Whether something was stored since it was read. Raises StoreError."""
        there = self._there(slug)
        years = {(one, year) for one, stamps in there.items() for year in stamps if year not in _SHARED}
        gone = [(one, year) for one, year in list(self._years) if (not slug or one == slug) and (one, year) not in years]
        if gone or any(self._is_new(one, stamps) for one, stamps in there.items()):
            return True
        return any(self._stale(one, year, there[one]) for one, year in years)

    def all(self, slug: str = "") -> tuple[Findable, ...]:
        """All of it, once it is read."""
        for _ in self.read(slug):
            pass
        return self.known(slug)

    def minute(self, slug: str, session_id: str, id: str) -> Minute | None:
        """The minute in which that was caught; None where it is no longer there. Raises StoreError."""
        session = self._store.session(slug, session_id)
        return minute(session, self._store.living(slug), self._private(slug), id)

    def _read(self, slug: str) -> Generator[Progress, None, None]:
        there = self._there(slug)
        self._forget(slug, there)
        stale = [
            (year, one)
            for one, stamps in there.items()
            for year in stamps
            if year not in _SHARED and self._stale(one, year, stamps)
        ]
        stale.sort(reverse=True)
        fresh = [one for one, stamps in there.items() if self._is_new(one, stamps)]
        total, shared = len(stale) + len(fresh), dict[str, _Told]()
        for done, (year, one) in enumerate((*stale, *(("", one) for one in fresh)), 1):
            try:
                self._take(one, year, there[one], shared)
            except StoreError as error:
                self._store.notices.append(str(error))
            yield Progress(done, total)

    def _there(self, slug: str) -> dict[str, dict[str, Stamp]]:
        if slug:
            self._store.mentorship(slug)  # says what is wrong with it, where something is
            return {slug: self._store.stamps(slug)}
        return {one.slug: self._store.stamps(one.slug) for one in self._store.mentorships() if not one.removed}

    def _forget(self, slug: str, there: dict[str, dict[str, Stamp]]) -> None:
        """What is no longer there."""
        for one, year in list(self._years):
            if (not slug or one == slug) and year not in there.get(one, {}):
                del self._years[one, year]
        for one in list(self._records):
            if not slug and one not in there:
                del self._records[one]

    def _stale(self, slug: str, year: str, stamps: dict[str, Stamp]) -> bool:
        known = self._years.get((slug, year))
        return known is None or known.stamps != (stamps[year], *_shared(stamps))

    def _is_new(self, slug: str, stamps: dict[str, Stamp]) -> bool:
        known = self._records.get(slug)
        return known is None or known.stamps != _shared(stamps)

    def _take(self, slug: str, year: str, stamps: dict[str, Stamp], shared: dict[str, _Told]) -> None:
        if slug not in shared:
            shared[slug] = _Told(_shared(stamps), self._store.mentorship(slug), self._store.living(slug), self._private(slug))
        told = shared[slug]
        if year:
            sessions = self._store.sessions_of(slug, year, Told)
            found = sessions_findable(told.mentorship, sessions, told.living, told.private)
            self._years[slug, year] = _Year((stamps[year], *told.stamps), found)
        else:
            self._records[slug] = _Year(told.stamps, records_findable(told.mentorship, told.living, told.private))

    def _private(self, slug: str) -> tuple[PrivateNote, ...]:
        """A damaged file of private notes hides nothing else."""
        try:
            return self._store.private_notes(slug)
        except StoreError as error:
            self._store.notices.append(str(error))
            return ()


def _shared(stamps: dict[str, Stamp]) -> tuple[Stamp | None, ...]:
    return tuple(stamps.get(name) for name in _SHARED)
