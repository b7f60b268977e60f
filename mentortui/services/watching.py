"""A session that another program runs, as its journal has it: everything shows, nothing can be changed."""

from mentortui.core import events as e
from mentortui.services.clock import Clock
from mentortui.services.live import LiveSession
from mentortui.services.sessions import Sessions
from mentortui.services.writer import Saved, Writer
from mentortui.store.errors import StoreError


class WatchedSession(LiveSession):
    """Reads the journal again on each tick. Every verb is refused, and says whose the session is."""

    def __init__(self, sessions: Sessions, slug: str, id: str, clock: Clock) -> None:
        """Raises StoreError where the session is gone."""
        self._sessions = sessions
        self._id = id
        events, now = sessions.watch(slug, id)
        super().__init__(events, Writer(_Nowhere()), clock, lambda: "", at=now, slug=slug)
        self.whose = sessions.holder(slug, id) or "no program now"

    @property
    def saved(self) -> Saved:
        """What is shown was read from the disk."""
        return Saved()

    def tick(self) -> bool:
        """What the other program wrote meanwhile."""
        try:
            events, now = self._sessions.watch(self.slug, self._id)
        except StoreError:
            self.gone = True
            return False
        self.whose = self._sessions.holder(self.slug, self._id) or "no program now"
        if len(events) != len(self.events):
            self.replay(events, now)
            self.changed()
            return True
        return False


class _Nowhere:
    """Nothing is written while watching."""

    def append_many(self, events: tuple[e.AnyEvent, ...]) -> None:
        """Never called."""
