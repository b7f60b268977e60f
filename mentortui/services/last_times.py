"""What was agreed in the last session, read from the store."""

from datetime import UTC, datetime

from mentortui.core.dates import zone
from mentortui.core.last_time import LastTime, last_time
from mentortui.core.roadblocks import TABLE, RoadblockRecord
from mentortui.services.clock import Clock
from mentortui.store.store import Store


class LastTimes:
    """For Live and whoever prepares a session."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def of(self, slug: str, my_zone: str) -> LastTime | None:
        """Of the newest session that is stored; None before the first one. Raises StoreError."""
        mentorship = self._store.mentorship(slug)
        today = datetime.fromtimestamp(self._clock.wall() / 1_000_000, UTC).astimezone(zone(my_zone)).date()
        blocks = self._store.table(slug, TABLE, RoadblockRecord)
        return last_time(self._store.sessions(slug), self._store.living(slug), mentorship, today, my_zone, blocks)
