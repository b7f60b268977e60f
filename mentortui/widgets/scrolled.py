"""Rows of which only those that are seen are drawn. Scrolling lays nothing out anew, and neither does another number of rows."""

from textual.content import Content
from textual.events import MouseScrollDown, MouseScrollUp, Resize
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

WHEEL = 3
"""Rows a turn of the wheel goes."""
BAR = "▐"


class Scrolled(Widget, can_focus=True):
    """What scrolls here has `rows_in_all` rows; the last column says where one is, when not all of them are seen."""

    DEFAULT_CSS = """
    Scrolled {
        height: 1fr; width: 1fr; overflow: hidden;
        & > .scrolled--bar { color: $faint; }
    }
    """
    COMPONENT_CLASSES = {"scrolled--bar"}

    top: int = 0
    """The first row that is seen."""

    @property
    def rows_in_all(self) -> int:
        """How many rows there are."""
        return 0

    def row(self, number: int, width: int) -> Content:
        """One of them, in so many cells."""
        return Content("")

    @property
    def width(self) -> int:
        """Cells of a row: all but the column that says where one is."""
        return max(0, self.content_size.width - 1)

    def scroll_rows(self, by: int) -> None:
        """By that many, as far as there are some."""
        self.show_from(self.top + by)

    def show_from(self, top: int) -> None:
        """That row is the first that is seen, or the nearest to it that can be."""
        top = max(0, min(top, self.rows_in_all - self.content_size.height))
        if top != self.top:
            self.top = top
            self.refresh()

    def bring(self, first: int, count: int) -> None:
        """These rows into sight, as little as needed."""
        seen = self.content_size.height
        if seen <= 0:
            return
        if first < self.top:
            self.show_from(first)
        elif first + count > self.top + seen:
            self.show_from(min(first, first + count - seen))

    def refresh_rows(self, first: int, count: int) -> None:
        """Draws only these anew."""
        seen = Region(0, first - self.top, self.size.width, count).intersection(self.size.region)
        if seen:
            self.refresh(seen)

    def on_resize(self, event: Resize) -> None:
        """Nothing is left empty that could be filled."""
        self.show_from(self.top)
        self.refresh()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """The wheel."""
        event.stop()
        self.scroll_rows(WHEEL)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """The wheel."""
        event.stop()
        self.scroll_rows(-WHEEL)

    def render_line(self, y: int) -> Strip:
        """One row."""
        width, number, style = self.width, self.top + y, self.visual_style
        if width <= 0 or number >= self.rows_in_all:
            return Strip.blank(self.content_size.width, style.rich_style)
        line = self.row(number, width)
        line = Content.assemble(line.pad_right(max(0, width - line.cell_length)), (self._bar(y), self._bar_style))
        return Visual.to_strips(self, line, width + 1, 1, style)[0]

    @property
    def _bar_style(self) -> Style:
        return self.get_visual_style("scrolled--bar")

    def _bar(self, y: int) -> str:
        seen, total = self.content_size.height, self.rows_in_all
        if total <= seen or not seen:
            return " "
        length = max(1, seen * seen // total)
        start = round((seen - length) * self.top / (total - seen))
        return BAR if start <= y < start + length else " "
