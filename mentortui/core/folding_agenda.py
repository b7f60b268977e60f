"""What events do to the agenda of a session: which items there are, how they stand, which is under way since when."""

from collections.abc import Callable
from typing import Any

import msgspec

from mentortui.core import events as e
from mentortui.core.session import ItemFacts, ItemState

replace = msgspec.structs.replace


class FoldedAgenda:
    """Every change names the active time at which it comes. An item that is not there changes nothing."""

    def __init__(self, items: tuple[e.Item, ...]) -> None:
        self.items: list[ItemFacts] = [ItemFacts(item) for item in items]
        self.current = ""
        self.changes: list[tuple[int, str]] = []
        """From when on which item was under way; empty: none."""

    def copy(self) -> "FoldedAgenda":
        """As it is now, to be gone on from later."""
        other = FoldedAgenda(())
        other.items, other.current, other.changes = self.items.copy(), self.current, self.changes.copy()
        return other

    @property
    def current_item(self) -> e.Item | None:
        """What is under way."""
        return next((facts.item for facts in self.items if facts.item.id == self.current), None)

    def start(self, event: e.ItemStarted, now: int) -> None:
        if self._index(event.item) is not None and event.item != self.current:
            self._leave_current("done" if event.leaving == "finished" else "open")
            self._begin(event.item, now)

    def finish(self, event: e.ItemFinished, now: int) -> None:
        self._settle(event.item, "done", now)

    def leave_open(self, event: e.ItemLeftOpen, now: int) -> None:
        self._settle(event.item, "open", now)

    def reopen(self, event: e.ItemReopened, now: int) -> None:
        if event.item != self.current:
            self._set(event.item, "open")

    def add(self, event: e.ItemAdded, now: int) -> None:
        if self._index(event.item.id) is not None:
            return
        index = self._index(event.before)
        self.items.insert(len(self.items) if index is None else index, ItemFacts(event.item))
        if event.start:
            self._leave_current("open")
            self._begin(event.item.id, now)

    def move(self, event: e.ItemMoved, now: int) -> None:
        index = self._index(event.item)
        if index is None or event.before == event.item:
            return
        facts = self.items.pop(index)
        target = self._index(event.before)
        self.items.insert(len(self.items) if target is None else target, facts)

    def edit(self, event: e.ItemEdited, now: int) -> None:
        index = self._index(event.item.id)
        if index is not None:
            self.items[index] = replace(self.items[index], item=event.item)

    def remove(self, event: e.ItemRemoved, now: int) -> None:
        index = self._index(event.item)
        if index is not None:
            self._settle(event.item, "done", now)
            del self.items[index]

    def _index(self, item: str) -> int | None:
        return next((index for index, facts in enumerate(self.items) if facts.item.id == item), None)

    def _set(self, item: str, state: ItemState) -> None:
        self.items = [replace(facts, state=state) if facts.item.id == item else facts for facts in self.items]

    def _settle(self, item: str, state: ItemState, now: int) -> None:
        self._set(item, state)
        if item == self.current:
            self.current = ""
            self.changes.append((now, ""))

    def _leave_current(self, state: ItemState) -> None:
        if self.current:
            self._set(self.current, state)

    def _begin(self, item: str, now: int) -> None:
        self._set(item, "current")
        self.current = item
        self.changes.append((now, item))


ON_AGENDA: dict[type, Callable[[FoldedAgenda, Any, int], None]] = {
    e.ItemStarted: FoldedAgenda.start,
    e.ItemFinished: FoldedAgenda.finish,
    e.ItemLeftOpen: FoldedAgenda.leave_open,
    e.ItemReopened: FoldedAgenda.reopen,
    e.ItemAdded: FoldedAgenda.add,
    e.ItemMoved: FoldedAgenda.move,
    e.ItemEdited: FoldedAgenda.edit,
    e.ItemRemoved: FoldedAgenda.remove,
}
