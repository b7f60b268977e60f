"""The list of Prepare: the agenda that is being built, and below it what may go on it."""

from typing import Any

from textual.content import Content
from textual.widgets.option_list import Option

from mentortui.core.plan import item_of
from mentortui.core.plan_offers import Offer
from mentortui.core.records import PlanItem
from mentortui.screens import prepare_view as view
from mentortui.services.plan_editor import PlanEditor
from mentortui.widgets.row_list import RowList


class PlanList(RowList):
    """Each row has an id of its own, by which it stays marked when others come and go: `item …`, `offer …`, `empty`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._editor: PlanEditor | None = None
        self._ids: list[str] = []
        self._offers: dict[str, Offer] = {}

    def fill(self, editor: PlanEditor, width: int) -> bool:
        """With what it has now, in so many cells; False where it has nothing."""
        self._editor = editor
        items, offers = editor.plan.items, editor.offers
        self._offers = {offer.id: offer for offer in offers}
        marked = self._marked
        if not items and not offers:
            self._ids = []
            self.clear_options()
            return False
        ids = [f"item {item.id}" for item in items] or ["empty"]
        ids += [*([""] if offers else []), *(f"offer {offer.id}" for offer in offers)]
        room = max(20, self.scrollable_content_region.width or width)
        if ids != self._ids:
            place = self.highlighted or 0
            self.clear_options()
            self.add_options([Option("", id=id or "head", disabled=not id) for id in ids])
            self._ids = ids
            at = ids.index(marked) if marked and marked in ids else min(place, len(ids) - 1)
            self.highlighted = at if ids[at] else at + 1
            self.scroll_to_highlight()
        columns = view.Columns.at(editor, room)
        for number, id in enumerate(ids):
            drawn = self._drawn(editor, id, room, columns, marked=number == self.highlighted)
            self.replace_option_prompt_at_index(number, drawn)
        return True

    def mark(self, id: str) -> None:
        """The row of that id."""
        if id in self._ids:
            self.highlighted = self._ids.index(id)

    @property
    def item(self) -> PlanItem | None:
        """The marked item of the agenda."""
        kind, _, id = self._marked.partition(" ")
        items = self._editor.plan.items if self._editor is not None and kind == "item" else ()
        return next((item for item in items if item.id == id), None)

    @property
    def offer(self) -> Offer | None:
        """What is marked of that which may go on it."""
        kind, _, id = self._marked.partition(" ")
        offers = self._editor.offers if self._editor is not None and kind == "offer" else ()
        return next((offer for offer in offers if offer.id == id), None)

    @property
    def _marked(self) -> str:
        place = self.highlighted
        return self._ids[place] if place is not None and place < len(self._ids) else ""

    def _drawn(self, editor: PlanEditor, id: str, width: int, columns: view.Columns, *, marked: bool) -> Content:
        kind, _, which = id.partition(" ")
        if kind == "item":
            item = item_of(editor.plan, which)
            return view.item_row(editor, item, columns, marked=marked, last=item is editor.plan.items[-1])
        if kind == "offer":
            return view.offer_row(editor, self._offers[which], columns, marked=marked)
        if kind == "empty":
            return view.empty_row(view.usual(editor), width, marked=marked)
        more = ", or is worth a look" if any(offer.kind == "due" for offer in editor.offers) else ""
        return view.head_row(f"May go on the agenda{more}", width)
