"""The development journal and the listening of both, as tabs of a mentorship."""

from collections.abc import Callable
from functools import partial

from mentortui.core.heads import local
from mentortui.core.journal import ONLY_YOU
from mentortui.core.listening import SaidBack, by_quarters, told
from mentortui.core.sharing import in_order
from mentortui.services.journal import Journal
from mentortui.services.listening import ListeningRead
from mentortui.services.records import Records, Shelf
from mentortui.services.tabs import Count, Entries, Entry, Host, Read, RecordTab, Tab, TabKey, TabRow
from mentortui.services.undoing import the_last

HINT = "Only this line goes over; change it, or esc. The rest of the entry stays with you."


class JournalTab(RecordTab):
    """Entries that only the user reads: `i` makes an agenda item of the line of one, `w` a win."""

    def __init__(self, records: Records, slug: str, journal: Journal) -> None:
        super().__init__(records, slug, records.kind("journal"))
        self.title = f"{self.kind.title} ({ONLY_YOU})"
        self._journal = journal
        self._agenda: list[tuple[int, str]] = []
        """How many acts on records there were before an item was made, and its id: so that undo takes back the last one."""
        self.keys = (
            TabKey(key="i", label="agenda item", words="An agenda item of its line", act=self._to_agenda),
            TabKey(key="w", label="win", words="A win of its line", act=self._to_win),
        )

    def undo(self, host: Host) -> str:
        """Of an agenda item, or of the last act on a record."""
        if self._agenda and self._agenda[-1][0] == self.records.done_so_far(self.slug):
            with the_last(self._agenda) as (_, item):
                return self._journal.off_agenda(self.slug, item)
        return super().undo(host)

    def _to_agenda(self, host: Host, id: str) -> None:
        self._seen_first(host, id, "On the next agenda", self._on_agenda)

    def _to_win(self, host: Host, id: str) -> None:
        self._seen_first(host, id, "A win, for the pair to read", partial(self._journal.to_win, self.slug))

    def _on_agenda(self, line: str) -> str:
        before = self.records.done_so_far(self.slug)
        id, said = self._journal.to_agenda(self.slug, line)
        self._agenda.append((before, id))
        return said

    def _seen_first(self, host: Host, id: str, title: str, goes: Callable[[str], str]) -> None:
        line = self._journal.line(self.records.shown(self.slug).records[self.name], id)
        if not line:
            host.say("That entry is no longer here.", trouble=True)
            return
        host.ask(title, HINT, goes, value=line)


class ListeningTab(Tab):
    """Each time that somebody said back what was meant, the newest first."""

    name, title, one = "listening", "Listening", "an understanding"
    many = "understandings"
    about = "Who said back what was meant, and who agreed. p on Live notes it."
    example = ("p on Live, once Grace has put it in own words", "14:20  Grace  said back the retry rule, Ada agreed")
    adds = False
    who = True
    due = True

    def __init__(self, listening: ListeningRead, slug: str) -> None:
        self._listening = listening
        self.slug = slug

    def count(self, shelf: Shelf) -> Count:
        """How often."""
        return Count(len(self._listening.of(self.slug).said_back))

    def read(self, shelf: Shelf) -> Read:
        """A row each; beside it what it comes to over time."""
        found = self._listening.of(self.slug)
        people = in_order(shelf.mentorship)
        names = {person.id: person.name for person in people}
        mentees = [person.id for person in people if person.role == "mentee"]
        mine = next((person.zone for person in people if person.id == shelf.mentorship.me), "UTC")
        over_time = (*told(found, names, mentees), *by_quarters(found, names, lambda began: local(began, mine).date()))
        return Entries(tuple(self._entry(one, n, names, over_time, shelf) for n, one in reversed([*enumerate(found.said_back)])))

    def _entry(self, one: SaidBack, number: int, names: dict[str, str], over_time: tuple[str, ...], shelf: Shelf) -> Entry:
        who, other = names.get(one.restated, "somebody"), names.get(one.agreed, "somebody")
        row = TabRow(id=f"{one.session} {number}", text=one.about or "what was meant", who=who, due=f"session {one.number}")
        page = (
            ("Said back by", who),
            ("Agreed by", other),
            *(("Over time" if not n else "", line) for n, line in enumerate(over_time)),
        )
        return Entry(row=row, page=page, origin=shelf.origins.get(one.session, ""))
