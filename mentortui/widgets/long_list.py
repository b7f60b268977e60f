"""A list of any length: only the rows that are seen are drawn, and only when they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from textual.binding import Binding
from textual.content import Content
from textual.events import Click, Resize
from textual.message import Message
from textual.reactive import reactive

from mentortui.widgets.scrolled import Scrolled

Draw: TypeAlias = Callable[[int, int, bool], Sequence[Content]]
"""The rows of the entry at a place, in so many cells; whether it is the marked one."""


def _nothing(place: int, width: int, here: bool) -> Sequence[Content]:
    return ()


class LongList(Scrolled):
    """Entries of one height, one of them marked. The owner says how many there are, and draws the one it is asked for."""

    DEFAULT_CSS = "LongList { background: $background; }"
    BINDINGS = [
        Binding("down,j", "walk(1)", "Next", id="list.down", show=False),
        Binding("up,k", "walk(-1)", "The one before", id="list.up", show=False),
        Binding("pagedown", "page(1)", "A page down", id="list.page_down", show=False),
        Binding("pageup", "page(-1)", "A page up", id="list.page_up", show=False),
        Binding("home", "walk(-999999999)", "First", id="list.first", show=False),
        Binding("end", "walk(999999999)", "Last", id="list.last", show=False),
        Binding("enter", "choose", "Open", id="list.choose", show=False),
    ]

    marked: reactive[int] = reactive(0, init=False, repaint=False)
    """The place of the marked entry, from 0."""

    @dataclass
    class Marked(Message):
        """Another entry is marked."""

        place: int

    @dataclass
    class Chosen(Message):
        """Enter was pressed on it, or it was clicked again."""

        place: int

    def __init__(self, draw: Draw = _nothing, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw = draw
        self._drawn: dict[int, tuple[bool, Sequence[Content]]] = {}
        self.count = 0
        self.high = 1

    def show(self, count: int, high: int = 1, marked: int = 0) -> None:
        """Other entries, or the same drawn otherwise: how many, how many rows each has, which one is marked."""
        self.count, self.high = max(0, count), max(1, high)
        self._drawn.clear()
        place = self._within(marked)
        self.show_from(self.top)
        if place != self.marked:
            self.marked = place
        else:
            self._bring()
        self.refresh()

    @property
    def rows_in_all(self) -> int:
        return self.count * self.high

    def row(self, number: int, width: int) -> Content:
        place, row = divmod(number, self.high)
        here = place == self.marked
        if self._drawn.get(place, (not here, ()))[0] != here:
            self._drawn[place] = (here, self._draw(place, width, here))
        rows = self._drawn[place][1]
        return rows[row] if row < len(rows) else Content("")

    def validate_marked(self, place: int) -> int:
        return self._within(place)

    def watch_marked(self, before: int, now: int) -> None:
        self._bring()
        for place in (before, now):
            self.refresh_rows(place * self.high, self.high)
        if self.count:
            self.post_message(self.Marked(now))

    def on_resize(self, event: Resize) -> None:
        """The marked one stays in sight."""
        self._drawn.clear()
        self._bring()

    def notify_style_update(self) -> None:
        """Other styles are other drawings."""
        self._drawn.clear()
        super().notify_style_update()

    def action_walk(self, by: int) -> None:
        self.marked += by

    def action_page(self, pages: int) -> None:
        self.marked += pages * max(1, self.content_size.height // self.high - 1)

    def action_choose(self) -> None:
        if self.count:
            self.post_message(self.Chosen(self.marked))

    def on_click(self, event: Click) -> None:
        """Marks what lies there; a click on the marked one is enter."""
        event.stop()
        place = (event.get_content_offset_capture(self).y + self.top) // self.high
        if not 0 <= place < self.count:
            return
        if place == self.marked:
            self.action_choose()
        else:
            self.marked = place

    def _within(self, place: int) -> int:
        return max(0, min(place, self.count - 1))

    def _bring(self) -> None:
        self.bring(self.marked * self.high, self.high)
