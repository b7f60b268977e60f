"""Who said back what was meant, in all sessions of a mentorship: read from the few fields that say so."""

import msgspec

from mentortui.core.listening import Listening, listening
from mentortui.store.store import Store


class HeldSession(msgspec.Struct, frozen=True):
    """As much of a stored session as listening needs."""

    id: str
    number: int
    began: int
    understandings: tuple[tuple[str, str, str], ...] = ()
    removed: bool = False


class ListeningRead:
    """A year's sessions are read again only where their file has changed. Raises StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._years: dict[tuple[str, str], tuple[object, tuple[HeldSession, ...]]] = {}

    def of(self, slug: str) -> Listening:
        """Of all sessions that are stored, removed ones left out."""
        found: list[HeldSession] = []
        for year, stamp in self._store.stamps(slug).items():
            if not year.isdecimal():
                continue
            known = self._years.get((slug, year))
            if known is None or known[0] != stamp:
                known = stamp, self._store.sessions_of(slug, year, HeldSession)
                self._years[slug, year] = known
            found += [session for session in known[1] if not session.removed]
        return listening(found)
