"""The tabs of one mentorship while somebody goes through them: which is shown, what each had when it was read, in which order."""

from collections.abc import Mapping, Sequence

from mentortui.core.text import short_names
from mentortui.services.records import Records, Shelf
from mentortui.services.tabs import Count, Entries, Read, RecordTab, Shown, Tab

NOTHING = Entries(())
Reading = tuple[Shelf, Mapping[str, Count], Tab, Read]
"""What was stored, how many each tab has, the tab that is shown, and what that one has."""


class TabsShown:
    """`read` may be called from another thread; what it returns is taken in by `take`."""

    def __init__(self, records: Records, slug: str, tabs: Sequence[Tab], *, tab: str, marked: str) -> None:
        """`tab`: the name of the one that is shown first; where there is none of that name, the first that is used. `marked`: the
        id of the row to begin with."""
        self._records, self._slug = records, slug
        self.tabs = tuple(tabs)
        self._anywhere = not any(one.name == tab for one in tabs)
        self.tab = next((one for one in tabs if one.name == tab), self.tabs[0])
        self.shelf: Shelf | None = None
        self.short: Mapping[str, str] = {}
        """What people are called in a narrow column, by their names."""
        self.counts: Mapping[str, Count] = {}
        self._reads: dict[str, Read] = {}
        self._orders: dict[str, str] = {}
        self.found: Shown = NOTHING
        self._found_by: tuple[Read, str, str] | None = None
        """What was asked for it: it is looked for again only when that is something else."""
        self.pointed = marked
        """The id of the row that is marked as soon as it is there."""

    # what is stored

    def read(self) -> Reading:
        """What is stored now. Raises StoreError, Refused."""
        tab, shelf = self.tab, self._records.shelf(self._slug)
        counts = {one.name: one.count(shelf) for one in self.tabs}
        if self._anywhere:
            tab = next((one for one in self.tabs if counts[one.name].there), tab)
        return shelf, counts, tab, tab.read(shelf)

    def take(self, reading: Reading) -> bool:
        """Shows that from now on; whether another tab is shown by it."""
        self.shelf, self.counts, tab, found = reading
        self._reads = {tab.name: found}
        people = dict(self.shelf.around.people)
        self.short = {people[id]: name for id, name in short_names(people).items()}
        turned = self._anywhere
        if turned:
            self._anywhere, self.tab = False, tab
        return turned

    def take_tab(self, tab: Tab, found: Read) -> None:
        """What one has that was not read yet."""
        self._reads[tab.name] = found

    @property
    def is_read(self) -> bool:
        """Whether it is known what the tab has that is shown."""
        return self.tab.name in self._reads

    # what is shown of it

    @property
    def there(self) -> int:
        """How many the tab has."""
        return self.counts.get(self.tab.name, Count(0)).there

    @property
    def used(self) -> list[Tab]:
        """The tabs that stand in the row above, and are walked."""
        return [tab for tab in self.tabs if not tab.more or tab is self.tab or self.counts.get(tab.name, Count(0)).there]

    @property
    def unused(self) -> list[Tab]:
        """Those that stand under *more* alone."""
        used = self.used
        return [tab for tab in self.tabs if tab not in used]

    @property
    def others(self) -> list[Tab]:
        """Those under *more*: what nobody has used yet first; where there are none, all the others."""
        later = [tab for tab in (*self.unused, *self.used) if tab is not self.tab and tab.more]
        return later or [tab for tab in self.used if tab is not self.tab]

    def beside(self, by: int) -> str:
        """The name of the tab so many further, round and round."""
        used = self.used
        return used[(used.index(self.tab) + by) % len(used)].name

    def go(self, name: str, id: str) -> bool:
        """To that tab, and there to that row; False where there is none of that name."""
        tab = next((one for one in self.tabs if one.name == name), None)
        if tab is not None:
            self.tab, self._anywhere = tab, False
            self.pointed, self.found, self._found_by = id, NOTHING, None
        return tab is not None

    def find(self, query: str, place: int) -> int:
        """What of the tab says all of these words; `place`: the row that is marked. Which one is now: the same, where it
        is still there."""
        read = self._reads.get(self.tab.name, NOTHING)
        asked = (read, query, self.order)
        before = self.pointed or self.at(place)
        if self._found_by != asked:
            self.found, self._found_by = read.find(query, self.order), asked
        ids = self.found.ids
        if self.pointed in ids:
            self.pointed = ""
        return ids.index(before) if before in ids else min(place, max(0, len(ids) - 1))

    def at(self, place: int) -> str:
        """The id of the row there; empty where there is none."""
        ids = self.found.ids
        return ids[place] if 0 <= place < len(ids) else ""

    def many(self, query: str) -> int:
        """How many are counted below the list."""
        return self.found.many if query.strip() else self.there if isinstance(self.tab, RecordTab) else 0

    @property
    def also(self) -> str:
        """Said beside how many the tab has."""
        return self._reads.get(self.tab.name, NOTHING).also

    @property
    def orders(self) -> Sequence[str]:
        """In which the tab can stand."""
        return self._reads.get(self.tab.name, NOTHING).orders

    @property
    def order(self) -> str:
        """In which it does."""
        chosen = self._orders.get(self.tab.name, "")
        return chosen if chosen in self.orders else self.orders[0]

    def turn(self) -> None:
        """The next order."""
        there = self.orders
        self._orders[self.tab.name] = there[(there.index(self.order) + 1) % len(there)]
