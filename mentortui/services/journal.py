"""The development journal: what of an entry goes over to the others is one line, which its writer has seen."""

from collections.abc import Callable, Iterable

from mentortui.core.journal import JournalEntry, agenda_item, leaves, win
from mentortui.core.plan import added, item_of
from mentortui.core.records import Record
from mentortui.core.text import fit
from mentortui.core.wins import WIN
from mentortui.services.clock import Clock
from mentortui.services.preparing import Preparing
from mentortui.services.records import Records
from mentortui.store.store import Store


class Journal:
    """Everything may raise StoreError, Refused. Of an entry nothing goes over but the line that is handed in."""

    def __init__(self, store: Store, clock: Clock, records: Records, preparing: Preparing, new_id: Callable[[], str]) -> None:
        self._store, self._clock, self._records, self._preparing, self._new_id = store, clock, records, preparing, new_id

    def line(self, entries: Iterable[Record], id: str) -> str:
        """What would go over of that entry: its title, to be seen and changed first; empty where it is no longer there."""
        found = (one for one in entries if isinstance(one, JournalEntry) and one.id == id and not one.removed)
        return next((leaves(one) for one in found), "")

    def to_agenda(self, slug: str, line: str) -> tuple[str, str]:
        """An item of the next agenda, of that line alone: its id, and a sentence."""
        with self._store.changing(slug) as now:
            id, me = self._new_id(), now.mentorship().me
            plan = added(self._preparing.plan(slug), agenda_item(line, id, me, self._clock.wall()))
            self._preparing.save(slug, plan)
            return id, f"on the next agenda: {fit(item_of(plan, id).title, 50)} · nothing else of the entry went over"

    def off_agenda(self, slug: str, id: str) -> str:
        """The item goes again. Raises Refused where it is no longer there."""
        return self._preparing.off_agenda(slug, id)

    def to_win(self, slug: str, line: str) -> str:
        """A win of the user's, of that line alone; undo takes it back."""
        me = self._store.mentorship(slug).me
        said = self._records.save(slug, WIN, win(line, self._new_id(), me), {})
        return f"a win, {said} · nothing else of the entry went over"
