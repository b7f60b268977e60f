"""What a tab of the Mentorship screen is: its rows, the page of each, and what its keys do.

A kind of plain record needs none of this: `RecordTab` makes its tab. A tab that is more is a class of its own, with `Tab` as its
base, and a line in `screens/mentorship_tabs.py`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

import msgspec

from mentortui.core.commands import Refused
from mentortui.core.record_fields import RecordKind
from mentortui.core.record_lists import details, line, listed, orders, still_open
from mentortui.core.records import Record
from mentortui.core.refused import NothingToUndo
from mentortui.services.records import Records, Shelf

LONGEST_FILTER = 10_000
"""Characters of a filter that are looked at."""
AS_GIVEN = "as they stand"
"""The order in which a tab gives its rows."""
Page = Sequence[tuple[str, str]]
"""Labels and what stands under them; either may be empty."""


class TabRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a list. `sign` before it, `who` and `due` in columns of their own, `late` where that date has gone by, `over`
    where it is done with, `level`: how far it stands in below the one above it."""

    id: str
    text: str
    sign: str = " "
    who: str = ""
    due: str = ""
    late: bool = False
    over: bool = False
    level: int = 0
    about_several: bool = False
    """It stands above others and is none itself: it is not counted."""


class Count(msgspec.Struct, frozen=True):
    """How many there are, and how many of them are open: the figure behind a tab's name."""

    there: int
    open: int = 0


class Shown(Protocol):
    """Rows that were found, in their order. What is asked by place is made only when it is asked for."""

    @property
    def ids(self) -> Sequence[str]:
        """Their ids, each once."""

    @property
    def many(self) -> int:
        """How many were found, without the rows that are about several."""

    def row(self, place: int) -> TabRow:
        """The line."""

    def page(self, place: int) -> Page:
        """What stands beside the list of that one."""

    def origin(self, place: int) -> str:
        """Where it comes from, faintly below its page."""


class Read(Protocol):
    """What a tab read from the store. It is asked again with each sign of a filter, on the interface's thread."""

    @property
    def also(self) -> str:
        """Said beside how many there are: what others count with them and stands elsewhere; empty where there is nothing."""

    @property
    def orders(self) -> Sequence[str]:
        """In which orders it can stand; the first is the usual one."""

    def find(self, words: str, order: str) -> Shown:
        """The rows that say all of these words, in that order."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A row with its page."""

    row: TabRow
    page: tuple[tuple[str, str], ...] = ()
    origin: str = ""


class Entries:
    """Rows that are all made at once: what most tabs read. With a filter, what stands above a row that is found stays."""

    also = ""

    def __init__(self, entries: Sequence[Entry], sorted_by: Mapping[str, Callable[[Entry], Any]] | None = None) -> None:
        """`sorted_by`: orders beside the one they are given in, with what they go by; only where no row stands in below
        another."""
        self.entries = tuple(entries)
        self.sorted_by = sorted_by or {}
        self.ids: Sequence[str] = [entry.row.id for entry in self.entries]
        self.many = sum(not entry.row.about_several for entry in self.entries)

    @property
    def orders(self) -> Sequence[str]:
        """The given one first."""
        return (AS_GIVEN, *self.sorted_by)

    def find(self, words: str, order: str) -> "Entries":
        """Those, and what is above them."""
        wanted = words[:LONGEST_FILTER].casefold().split()
        found = self.entries if not wanted else self._saying(wanted)
        by = self.sorted_by.get(order)
        return Entries(tuple(sorted(found, key=by)) if by else found, self.sorted_by)

    def row(self, place: int) -> TabRow:
        """The line."""
        return self.entries[place].row

    def page(self, place: int) -> Page:
        """Beside it."""
        return self.entries[place].page

    def origin(self, place: int) -> str:
        """Below that."""
        return self.entries[place].origin

    def _saying(self, wanted: Sequence[str]) -> tuple[Entry, ...]:
        keep, above = set[int](), dict[int, int]()
        for place, entry in enumerate(self.entries):
            above = {level: one for level, one in above.items() if level < entry.row.level}
            row = entry.row
            text = "\n".join((row.text, row.who, row.due, *(part for pair in entry.page for part in pair))).casefold()
            if all(word in text for word in wanted):
                keep |= {place, *above.values()}
            above[row.level] = place
        return tuple(entry for place, entry in enumerate(self.entries) if place in keep)


class Host(Protocol):
    """The screen, as its tabs see it. Each of these returns at once."""

    slug: str

    @property
    def app(self) -> Any:
        """The program: its ways lead to other screens, `host.app.open_prepare(host.slug)`."""

    def act(self, deed: Callable[[], str]) -> None:
        """Does it off the interface's thread, says what it returns, reads the tab again. It may raise Refused and StoreError.
        What says something is taken for an act that `undo` takes back."""

    def form(
        self, kind: RecordKind, record: Record, *, new: bool, save: Callable[[Mapping[str, str]], str] | None = None
    ) -> None:
        """The form of a record, by its kind; `save` None: as `Records.save` does."""

    def open(self, screen: Any, done: Callable[[Any], str | None] = lambda result: None) -> None:
        """A screen of the tab's own; `done` gets what it was dismissed with, and says what was done. Then all is read again."""

    def ask(
        self,
        title: str,
        hint: str,
        submit: Callable[[str], str],
        *,
        value: str = "",
        preview: Callable[[str], str] | None = None,
        select: bool = False,
    ) -> None:
        """One line is asked for; `submit` stores it, off the interface's thread, and says what it did. What it refuses is said in
        the question, and what was typed stays there, also where the disk refuses. `preview`: what an answer would do; `select`:
        what is typed takes the place of `value`."""

    def choose(self, title: str, choices: Sequence[tuple[str, str]], chosen: Callable[[str], None], *, about: str = "") -> None:
        """One of a few: keys and their words. Nothing is called for escape."""

    def say(self, text: str, *, trouble: bool = False) -> None:
        """In the line below the list."""

    def mark(self, id: str) -> None:
        """That row, once the list is read again; also one that is not there yet."""

    def go(self, tab: str, id: str = "") -> None:
        """To another tab, and there to that row."""

    def copy(self, text: str) -> str:
        """To the clipboard; says which way it went."""


class TabKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key of a tab beyond those that all have. `label` stands in the line of keys, `words` in `?` and the palette. `act` gets
    the screen and the id of the marked row, empty where there is none, on the interface's thread: what stores goes by
    `Host.act`."""

    key: str
    """As Textual calls it: `g`, `equals_sign`. None of `a e f space backspace u / o m M T h j k q x` nor of the arrows."""
    label: str
    words: str
    act: Callable[[Host, str], None]
    alone: bool = False
    """Needs no row."""


class Tab(ABC):
    """One list of the Mentorship screen. Made anew each time the screen is opened; `slug` is the mentorship it is of."""

    name: str = ""
    """What it is opened by: `mentortui records grace --kind goal`, `open_mentorship(slug, "goal")`."""
    title: str = ""
    """`Goals`."""
    one: str = ""
    """`a goal`."""
    many: str = ""
    """`questions`, where the title is no word for several of them."""
    about: str = ""
    """One sentence: what it is for. It stands in *more*, and above the examples while there is nothing."""
    example: tuple[str, ...] = ()
    """What rows can say, shown while there is none."""
    more: bool = True
    """Whether it stands under *more* until it is used."""
    done_word: str = ""
    """What space does: `kept`; empty: nothing here has an end."""
    who: bool = False
    due: bool = False
    """Whether its rows have these columns."""
    adds: bool = True
    """Whether `a` makes a new one here."""
    keys: tuple[TabKey, ...] = ()

    @abstractmethod
    def count(self, shelf: Shelf) -> Count:
        """How many there are. Off the interface's thread, and quick: each tab is asked whenever one of them is read."""

    @abstractmethod
    def read(self, shelf: Shelf) -> Read:
        """What there is now. Off the interface's thread. Raises StoreError."""

    def add(self, host: Host, id: str) -> None:
        """Opens what makes a new one; `id`: the marked row."""
        host.say(f"{self.title}: there is nothing to add here.", trouble=True)

    def edit(self, host: Host, id: str) -> None:
        """Opens what changes that one."""
        host.say(f"{self.title}: there is nothing to edit here.", trouble=True)

    def enter(self, host: Host, id: str) -> None:
        """Enter where its page is seen already: usually the same."""
        self.edit(host, id)

    def done(self, host: Host, id: str) -> str:
        """It is done, or open again. Off the interface's thread, as the next two; each says what it did, or raises Refused."""
        raise Refused(f"{self.title}: nothing here needs a tick.")

    def remove(self, host: Host, id: str, *, anyway: bool = False) -> str:
        """It goes; `undo` brings it back. Raises `services.records.ReferredTo` where others refer to it: then one is asked, and
        this is called once more with `anyway`."""
        raise Refused(f"{self.title}: this cannot be removed.")

    def undo(self, host: Host) -> str:
        """Takes back what was done here last."""
        raise NothingToUndo("There is nothing to undo.")

    def shown_keys(self, id: str) -> Sequence[TabKey]:
        """Those of `keys` that make sense for that row."""
        return [key for key in self.keys if id or key.alone]


def about(kind: RecordKind) -> str:
    """What its tab is for, in one sentence."""
    return kind.about or f"The {kind.title.lower()} of this mentorship, caught in a session or added here."


class RecordTab(Tab):
    """The tab of a kind of plain record, from its entry alone. One with keys of its own, or with rows below its rows, may have
    this as its base."""

    def __init__(self, records: Records, slug: str, kind: RecordKind) -> None:
        self.records, self.slug, self.kind = records, slug, kind
        self.name, self.title, self.one, self.example = kind.name, kind.title, kind.one, kind.example
        self.many, self.more, self.done_word = kind.several, kind.more, kind.done
        self.about = about(kind)
        self.who, self.due = bool(kind.of_role("who")), bool(kind.of_role("due"))

    def count(self, shelf: Shelf) -> Count:
        """Of what is there."""
        mine = shelf.records[self.kind.name]
        return Count(sum(not one.removed for one in mine), still_open(mine, self.kind))

    def read(self, shelf: Shelf) -> Read:
        """All of the kind."""
        return RecordsRead(self.records, self.kind, shelf)

    def record(self, shelf: Shelf, id: str) -> Record:
        """That one, as it was read. Raises Refused."""
        found = next((one for one in shelf.records[self.kind.name] if one.id == id and not one.removed), None)
        if found is None:
            raise Refused("That is no longer here.")
        return found

    def add(self, host: Host, id: str) -> None:
        """Its form, empty."""
        around = self.records.shown(self.slug).around
        host.form(self.kind, self.kind.starts(self.records.blank(self.kind), around), new=True)

    def edit(self, host: Host, id: str) -> None:
        """Its form."""
        try:
            host.form(self.kind, self.record(self.records.shown(self.slug), id), new=False)
        except Refused as error:
            host.say(str(error), trouble=True)

    def done(self, host: Host, id: str) -> str:
        """Ticked, or open again."""
        return self.records.done(self.slug, self.kind, id)

    def remove(self, host: Host, id: str, *, anyway: bool = False) -> str:
        """Gone; u brings it back."""
        return f"{self.records.remove(self.slug, self.kind, id, anyway=anyway)} · u brings it back"

    def undo(self, host: Host) -> str:
        """Of the last act on any plain record of this mentorship: it says which."""
        return self.records.undo(self.slug)


class RecordsRead:
    """The records of one kind, as they were read: a line is made when it is seen."""

    also = ""

    def __init__(self, records: Records, kind: RecordKind, shelf: Shelf) -> None:
        self._records, self.kind, self.shelf = records, kind, shelf

    @property
    def orders(self) -> Sequence[str]:
        """Those of the kind."""
        return orders(self.kind)

    def find(self, words: str, order: str) -> "RecordsShown":
        """As `core.record_lists` finds them."""
        return RecordsShown(self._records, self.kind, self.shelf, words, order)


class RecordsShown:
    """What was found of them."""

    def __init__(self, records: Records, kind: RecordKind, shelf: Shelf, words: str, order: str) -> None:
        self._records, self._kind, self._shelf = records, kind, shelf
        self._found = listed(shelf.records[kind.name], kind, shelf.around, words, order)

    @cached_property
    def ids(self) -> Sequence[str]:
        """In their order."""
        return [record.id for record in self._found]

    @property
    def many(self) -> int:
        """All of them."""
        return len(self._found)

    def row(self, place: int) -> TabRow:
        """The line."""
        said = line(self._found[place], self._kind, self._shelf.around)
        return TabRow(id=said.id, text=said.text, sign=said.sign, who=said.who, due=said.due, late=said.late, over=said.over)

    def page(self, place: int) -> Page:
        """All that is said in it, and what follows from it."""
        record, around = self._found[place], self._shelf.around
        mine = self._kind.private, self._kind.table
        table = [kind.name for kind in self._records.kinds if (kind.private, kind.table) == mine]
        others = [one for name in table for one in self._shelf.records[name] if one.id != record.id and not one.removed]
        return (*details(record, self._kind, around), *self._kind.page(record, others, around))

    def origin(self, place: int) -> str:
        """The session it was caught in, or the day it was added."""
        return self._records.origin(self._shelf, self._found[place])
