"""The rows of a tab, and the page of the marked one beside them; where there are none, what belongs there."""

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mentortui.screens import mentorship_view as view
from mentortui.services.tabs_shown import TabsShown
from mentortui.widgets.long_list import LongList
from mentortui.widgets.text import words

BESIDE = 100
"""Cells from which the page of the marked row stands beside the list."""
PAGE, AROUND_PAGE = 46, 7
"""Cells of that page there, as the style sheet says, and what of them is its frame and its scroll bar."""


class MentorshipRows(Horizontal):
    """Shows what was found of the tab."""

    def __init__(self, all: TabsShown) -> None:
        super().__init__(id="body")
        self._all = all
        self._query = ""

    def compose(self) -> ComposeResult:
        yield LongList(self._draw, id="list")
        with VerticalScroll(id="read", can_focus=False):
            yield Static("", id="page", markup=False)
        yield Static("", id="empty", markup=False)

    def show(self, place: int, query: str) -> None:
        """As it was found, that row marked; what was looked for stands out."""
        all, self._query = self._all, query
        nothing = view.nothing_found(all.tab, all.there, query) if query.strip() else view.invitation(all.tab)
        self.query_one("#empty", Static).update(nothing if query.strip() or all.is_read else "")
        self.query_one(LongList).show(len(all.found.ids), 1, place)
        self.show_page()

    def show_page(self) -> None:
        """Of the marked row."""
        all, place = self._all, self.query_one(LongList).marked
        if all.shelf is None or not all.at(place):
            return
        cells = self.screen.size.width
        page = view.page(all.found.page(place), all.found.origin(place), (PAGE if cells >= BESIDE else cells) - AROUND_PAGE)
        self.query_one("#page", Static).update(page)
        self.query_one("#read").border_title = words(all.tab.one.split(" ", 1)[-1].capitalize())

    def _draw(self, place: int, width: int, here: bool) -> tuple[Content, ...]:
        if not self._all.at(place):
            return ()
        return (view.row(self._all.found.row(place), self._all.tab, width, here, self._query, self._all.short),)
