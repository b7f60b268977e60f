"""The list of History: columns above it, the sessions, and what is said where there are none."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from mentortui.core import findable as f
from mentortui.core.findable import Findable
from mentortui.screens import history_view as view
from mentortui.services.finding import Finding
from mentortui.widgets.long_list import LongList
from mentortui.widgets.text import heading, words


class HistoryList(Vertical):
    """Shows what `finding` has. `rows` draws its entries."""

    def __init__(self, finding: Finding, rows: view.Rows) -> None:
        super().__init__(id="left")
        self._finding = finding
        self.rows = rows
        self._titled: tuple[str, int] = ("", 0)  # what the title was made of

    def compose(self) -> ComposeResult:
        yield Static("", id="columns", markup=False)
        yield LongList(self._draw, id="list")
        yield Static("", id="empty", markup=False)

    @property
    def here(self) -> Findable | None:
        """The marked session."""
        return self._finding.at(self.query_one(LongList).marked)

    def show(self, id: str = "") -> bool:
        """As it is now; marks that session, and says whether it is in it. With none named the same place stays marked where
        nothing is looked for, else the first one is."""
        listed, found = self.query_one(LongList), self._finding.found
        there = next((n for n, one in enumerate(found) if one.id == id), None) if id else None
        place = listed.marked if not id and self._finding.settled else there or 0
        self.rows.measure(found)
        listed.show(len(found), 2 if self._finding.searched.words else 1, place)
        return there is not None

    def tell(self, *, typed: str, who: str, loading: bool, flat: bool) -> bool:
        """What stands around the list; whether there is nothing at all. `flat`: there is no room for columns."""
        finding, cells = self._finding, self.outer_size.width
        titled = (finding.order, cells)
        if titled != self._titled:
            self._titled = titled
            self.border_title = heading(words("Sessions", "bold"), words(f.ORDERS[finding.order], "$quiet"), cells, "$faint")
        listed, empty, columns = self.query_one(LongList), self.query_one("#empty", Static), self.query_one("#columns", Static)
        # Nothing that a key changes is laid out anew: that would paint the whole screen.
        columns.update(self.rows.columns(max(10, listed.width)), layout=False)
        nothing = not finding.found and not loading
        listed.display, empty.display, columns.display = not nothing, nothing, not nothing and not flat
        if nothing and finding.query:
            empty.update(view.nothing_found(typed, finding.query))
        elif nothing:
            empty.update(view.invitation(max(10, self.size.width) - 2, who=who))
        return nothing and not finding.query

    def _draw(self, place: int, width: int, here: bool) -> list[Content]:
        found = self._finding.at(place)
        return [] if found is None else self.rows.row(found, self._finding.searched, width, here)
