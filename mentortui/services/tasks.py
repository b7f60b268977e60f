"""The bank of tasks between sessions: ours, which come with the program, and the user's own files; and giving one to somebody."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from mentortui.core.between import BETWEEN, TABLE, Assignment, Task, TaskBank, assigned, in_order, merged
from mentortui.core.dates import show_date
from mentortui.core.heads import local, own_zone
from mentortui.core.records import Mentorship
from mentortui.formats.task_files import read_tasks
from mentortui.services.bank_files import read_bank
from mentortui.services.clock import Clock
from mentortui.services.records import Records
from mentortui.store.store import Store

OURS = Path(__file__).parent.parent / "tasks"
FOLDER = "tasks"
"""In the folder of the settings file."""


class Tasks:
    """Reads the bank anew each time, so that an edited file is used at once. Everything else may raise StoreError, Refused."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        records: Records,
        new_id: Callable[[], str],
        config: Path | None,
        tell: Callable[[str], object] = lambda sentence: None,
    ) -> None:
        """`config`: the folder of the settings file; None: there is none. `tell` gets a sentence about what cannot be read."""
        self._store, self._clock, self._records = store, clock, records
        self.new_id = new_id
        self._config = config
        self._tells = tell
        self._told = set[str]()

    def bank(self) -> TaskBank:
        """All of them, the user's own first. Never raises: what cannot be read is told, and left out."""
        own = self._of(self._config / FOLDER) if self._config is not None else []
        return merged(own, self._of(OURS))

    def offered(self, slug: str) -> tuple[Task, ...]:
        """Those of the bank in the order in which they are offered to that pair: what suits a goal first, what was given last."""
        given = self._store.table(slug, TABLE, Assignment)
        return in_order(self.bank(), self._store.mentorship(slug).goals, given)

    def give(self, slug: str, task: Task, id: str) -> str:
        """To the mentee, due as the bank says, under that new id; a sentence. `Records.undo` takes it back."""
        mentorship = self._store.mentorship(slug)
        today = self._today(mentorship)
        made = assigned(task, id, mentorship=mentorship, today=today)
        self._records.save(slug, BETWEEN, made, {})
        whom = next((one.name for one in mentorship.people if one.id == made.who), "everybody")
        due = f", by {show_date(date.fromisoformat(made.due), today)}" if made.due else ""
        return f"given to {'you' if made.who == mentorship.me else whom}{due} · e changes it"

    def _tell(self, sentence: str) -> None:
        """Once while the program runs, though the bank is read with its tab each time."""
        if sentence not in self._told:
            self._told.add(sentence)
            self._tells(sentence)

    def _today(self, mentorship: Mentorship) -> date:
        return local(self._clock.wall(), own_zone(mentorship)).date()

    def _of(self, folder: Path) -> list[Task]:
        return read_bank(folder, read_tasks, self._tell, what="tasks")
