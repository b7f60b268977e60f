"""The tabs of what goes on between sessions: tasks of the bank and answers, roadblocks, resources, looking back on decisions."""

from collections.abc import Sequence
from functools import partial

import msgspec

from mentortui.core.between import BETWEEN, SORTS, Task, days_words
from mentortui.core.decisions import DECISION
from mentortui.core.record_fields import RecordKind, value
from mentortui.core.records import Record
from mentortui.core.refused import Refused
from mentortui.core.text import fit
from mentortui.services.records import Records, Shelf
from mentortui.services.tabs import Host, Read, RecordTab, TabKey
from mentortui.services.tasks import Tasks

replace = msgspec.structs.replace
BANK = "The bank"
SHOWN = 40
"""Cells of a decision in the title of its form."""
BANK_KEYS = (
    "enter gives it to the mentee, e changes it then · your own: tasks/ beside settings.toml · esc back",
    "enter gives it · esc back",
)
ANSWER: RecordKind = replace(BETWEEN, one="the answer", fields=tuple(one for one in BETWEEN.fields if one.path == "answer"))
LOOK_BACK: RecordKind = replace(
    DECISION,
    one="how it turned out",
    fields=tuple(one for one in DECISION.fields if one.path in ("details.turned_out", "details.differently")),
)
READING = {"": "read", "read": "useful", "useful": ""}


class MarkedTab(RecordTab):
    """A plain tab whose keys do something with the marked record."""

    def marked(self, host: Host, id: str) -> Record | None:
        """As it was read; None where it is no longer there, which is said."""
        try:
            return self.record(self.records.shown(self.slug), id)
        except Refused as error:
            host.say(str(error), trouble=True)
            return None


class BetweenTab(MarkedTab):
    """Tasks: `n` gives one of the bank, `r` answers."""

    def __init__(self, records: Records, slug: str, tasks: Tasks) -> None:
        super().__init__(records, slug, records.kind("between"))
        self._tasks = tasks
        self._offered: tuple[Task, ...] = ()
        self.keys = (
            TabKey(key="n", label="bank", words="Give a task of the bank", act=self._bank, alone=True),
            TabKey(key="r", label="answer", words="Write the answer to the marked task", act=self._answer),
        )

    def read(self, shelf: Shelf) -> Read:
        """With the bank as it is now, so that its key waits for no disk."""
        self._offered = self._tasks.offered(self.slug)
        return super().read(shelf)

    def _bank(self, host: Host, id: str) -> None:
        from mentortui.screens.mentorship_more import MoreScreen

        offered = self._offered
        choices = [(str(place), task.text, _about(task)) for place, task in enumerate(without_repeats(offered))]

        def chosen(place: str | None) -> None:
            if place is not None:
                id = self._tasks.new_id()
                host.mark(id)
                host.act(partial(self._tasks.give, self.slug, offered[int(place)], id))

        host.app.push_screen(MoreScreen(BANK, choices, keys=BANK_KEYS), chosen)

    def _answer(self, host: Host, id: str) -> None:
        record = self.marked(host, id)
        if record is not None:
            host.form(ANSWER, record, new=False)


class RoadblocksTab(MarkedTab):
    """Roadblocks: `p` says what its owner would try, `y` how it was solved."""

    def __init__(self, records: Records, slug: str) -> None:
        super().__init__(records, slug, records.kind("roadblock"))
        self.keys = (
            TabKey(key="p", label="proposal", words="What its owner would try", act=self._propose),
            TabKey(key="y", label="how", words="It is solved, and how", act=self._solve),
        )

    def _propose(self, host: Host, id: str) -> None:
        record = self.marked(host, id)
        if record is not None:
            save = partial(self._saved, record, "proposal", {})
            host.ask("What would its owner try?", fit(value(record, "text"), 100), save, value=value(record, "proposal"))

    def _solve(self, host: Host, id: str) -> None:
        record = self.marked(host, id)
        if record is not None:
            save = partial(self._saved, record, "how", {"state": "done"})
            host.ask("How was it solved?", fit(value(record, "text"), 100), save, value=value(record, "how"))

    def _saved(self, record: Record, path: str, more: dict[str, str], text: str) -> str:
        return self.records.save(self.slug, self.kind, record, {path: text, **more})


class ResourcesTab(MarkedTab):
    """Resources: `r` read, useful, unread; `n` what each person needs of them."""

    def __init__(self, records: Records, slug: str) -> None:
        super().__init__(records, slug, records.kind("resource"))
        self.keys = (
            TabKey(key="r", label="read", words="It was read, it was useful, not read yet", act=self._read),
            TabKey(key="n", label="needs", words="What each person needs of material", act=self._needs, alone=True),
        )

    def _read(self, host: Host, id: str) -> None:
        record = self.marked(host, id)
        if record is not None:
            host.mark(id)
            after = READING.get(value(record, "details.reading"), "")
            host.act(partial(self._now, record, after))

    def _now(self, record: Record, after: str) -> str:
        self.records.save(self.slug, self.kind, record, {"details.reading": after})
        return {"read": "read", "useful": "read, and useful"}.get(after, "not read yet")

    def _needs(self, host: Host, id: str) -> None:
        host.go("access")


class DecisionsTab(MarkedTab):
    """Decisions: `y` how one turned out."""

    more = False

    def __init__(self, records: Records, slug: str) -> None:
        super().__init__(records, slug, records.kind("decision"))
        self.keys = (TabKey(key="y", label="how it turned out", words="How the decision turned out", act=self._look_back),)

    def _look_back(self, host: Host, id: str) -> None:
        record = self.marked(host, id)
        if record is not None:
            about = f"how it turned out: {fit(value(record, 'capture.text'), SHOWN)}"
            host.form(replace(LOOK_BACK, one=about), record, new=False)


def without_repeats(tasks: Sequence[Task]) -> list[Task]:
    """The practice is said of the first task that follows it, not of each."""
    said, found = set[str](), list[Task]()
    for task in tasks:
        found.append(replace(task, practice="") if task.practice in said else task)
        said.add(task.practice)
    return found


def _about(task: Task) -> str:
    how = {"written": "answered in writing", "live": "told in the session"}.get(task.how, "")
    return " · ".join(part for part in (SORTS[task.sort], days_words(task.days), how, task.practice) if part)
