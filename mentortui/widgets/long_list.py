"""A list of any length: only the rows that are seen are drawn, and only when they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from textual.binding import Binding
from textual.content import Content
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

Draw: TypeAlias = Callable[[int, int, bool], Sequence[Content]]
"""The rows of the entry at a place, in so many cells; whether it is the marked one."""


def _nothing(place: int, width: int, here: bool) -> Sequence[Content]:
    return ()


class LongList(ScrollView, can_focus=True, inherit_bindings=False):
    """Entries of one height, one of them marked. The owner says how many there are, and draws the one it is asked for."""

    DEFAULT_CSS = """
    LongList {
        height: 1fr; width: 1fr; background: $background; overflow-x: hidden; overflow-y: auto;
        scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0;
    }
    """
    BINDINGS = [
        Binding("down,j", "walk(1)", "Next", id="list.down", show=False),
        Binding("up,k", "walk(-1)", "The one before", id="list.up", show=False),
        Binding("pagedown", "page(1)", "A page down", id="list.page_down", show=False),
        Binding("pageup", "page(-1)", "A page up", id="list.page_up", show=False),
        Binding("home", "walk(-999999999)", "First", id="list.first", show=False),
        Binding("end", "walk(999999999)", "Last", id="list.last", show=False),
        Binding("enter", "choose", "Open", id="list.choose", show=False),
    ]

    marked: reactive[int] = reactive(0, init=False)
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
        self.draw: Draw = draw
        self.count = 0
        self.high = 1

    def show(self, count: int, high: int = 1, marked: int = 0) -> None:
        """Other entries, or the same drawn otherwise: how many, how many rows each has, which one is marked."""
        self.count, self.high = max(0, count), max(1, high)
        place = self._within(marked)
        self._measure()
        if place != self.marked:
            self.marked = place
        else:
            self._bring()
        self.refresh()

    def validate_marked(self, place: int) -> int:
        return self._within(place)

    def watch_marked(self, before: int, now: int) -> None:
        self._bring()
        for place in (before, now):
            self._redraw(place)
        if self.count:
            self.post_message(self.Marked(now))

    def on_resize(self, event: Resize) -> None:
        """What was seen of the marked one stays in sight."""
        self._measure()
        self.call_after_refresh(self._bring)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the entries have."""
        return self.count * self.high

    def render_line(self, y: int) -> Strip:
        """One row."""
        width = self.scrollable_content_region.width
        place, row = divmod(y + round(self.scroll_y), self.high)
        if not 0 <= place < self.count or width <= 0:
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        rows = self.draw(place, width, place == self.marked)
        line = rows[row] if row < len(rows) else Content("")
        strips = Visual.to_strips(self, line.pad_right(max(0, width - line.cell_length)), width, 1, self.visual_style)
        return strips[0].apply_offsets(0, y)

    def action_walk(self, by: int) -> None:
        self.marked += by

    def action_page(self, pages: int) -> None:
        self.marked += pages * max(1, self.size.height // self.high - 1)

    def action_choose(self) -> None:
        if self.count:
            self.post_message(self.Chosen(self.marked))

    def on_click(self, event: Click) -> None:
        """Marks what lies there; a click on the marked one is enter."""
        event.stop()
        place = (event.get_content_offset_capture(self).y + round(self.scroll_y)) // self.high
        if not 0 <= place < self.count:
            return
        if place == self.marked:
            self.action_choose()
        else:
            self.marked = place

    def _within(self, place: int) -> int:
        return max(0, min(place, self.count - 1))

    def _measure(self) -> None:
        self.virtual_size = Size(max(0, self.size.width - 1), self.count * self.high)

    def _bring(self) -> None:
        """Into sight, as little as needed."""
        seen, top = self.size.height, self.marked * self.high
        if seen <= 0:
            return
        at = round(self.scroll_y)
        if top < at:
            self.scroll_to(y=top, animate=False, force=True)
        elif top + self.high > at + seen:
            self.scroll_to(y=top + self.high - seen, animate=False, force=True)

    def _redraw(self, place: int) -> None:
        self.refresh(Region(0, place * self.high - round(self.scroll_y), self.size.width, self.high))
