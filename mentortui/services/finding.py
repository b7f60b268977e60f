"""What History lists: all that was read so far in one order, and what the filter leaves of it."""

import asyncio
from collections.abc import Iterable

import msgspec

from mentortui.core import findable as f
from mentortui.core.findable import Findable
from mentortui.core.search import Query, query
from mentortui.core.sharing import in_order
from mentortui.core.text import company
from mentortui.services.mentorships import Mentorships

SLICE = 2000
"""Sessions that are looked through before keys are looked at again."""


class Finding:
    """One list, as somebody sorts and filters it."""

    def __init__(self) -> None:
        self.order: f.Order = "newest"
        self.all: list[Findable] = []
        """Sorted."""
        self.found: list[Findable] = []
        """Those of them that the filter leaves."""
        self.query = Query()
        """What is looked for now."""
        self.searched = Query()
        """What `found` is of: while somebody types, what was typed a moment ago."""

    @property
    def held(self) -> int:
        """How many there are to be found: without a filter sessions alone."""
        return len(self.all) if self.query else sum(one.session for one in self.all)

    @property
    def settled(self) -> bool:
        """Whether all is shown, as it is: nothing is looked for, and nothing was."""
        return not self.query and not self.searched

    def take(self, known: Iterable[Findable]) -> None:
        """What has been read by now, looked through anew."""
        self.all = f.in_order(known, self.order)
        self.found = f.shown(self.all, self.query)
        self.searched = self.query

    def type(self, text: str) -> None:
        """Looks for that from now on; `search` then does."""
        self.query = query(text)

    async def search(self) -> None:
        """Looks through what the filter before left, where this one only narrows it; again where the list became another
        meanwhile: more was read, or it was sorted anew."""
        wanted, before, every = self.query, self.searched, self.all
        among = self.found if before and wanted.narrows(before) else every
        found: list[Findable] = []
        for start in range(0, len(among), SLICE):
            if start:
                await asyncio.sleep(0)
            if self.all is not every:
                return await self.search()
            found += f.shown(among[start : start + SLICE], wanted)
        self.found, self.searched = found, wanted

    def turn(self) -> str:
        """Another order, as it is called."""
        orders = list(f.ORDERS)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self.all = f.in_order(self.all, self.order)
        self.found = f.shown(self.all, self.searched)
        return f.ORDERS[self.order]

    def at(self, place: int) -> Findable | None:
        """The one at that place of the list, from 0."""
        return self.found[place] if 0 <= place < len(self.found) else None

    def beside(self, place: int) -> str:
        """The id of the one to mark once that one is removed: the next, of the last the one before; empty where none is."""
        near = (*self.found[place + 1 : place + 2], *self.found[max(0, place - 1) : place])
        return near[0].id if near else ""


class Whose(msgspec.Struct, frozen=True):
    """Whose sessions are listed: the others by name, empty where they are of all mentorships; and in which zone they are told."""

    who: str
    zone: str


def whose(mentorships: Mentorships, slug: str) -> Whose:
    """Of that mentorship; without a slug of all. Raises StoreError."""
    if not slug:
        return Whose("", mentorships.me().zone)
    me, *others = in_order(mentorships.get(slug))
    return Whose(company([member.name for member in others]), me.zone)
