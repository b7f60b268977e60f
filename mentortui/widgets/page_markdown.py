"""A page as Markdown in which one can walk from line to line. However many lines a list has, it is one widget."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual.app import ComposeResult
from textual.content import Content, Span
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Markdown
from textual.widgets.markdown import MarkdownBlock

WIDEST = 88
"""Cells of a page: longer lines are hard to read."""
HEADING = 1
"""Rows above the first line of a list that are shown with it."""
_MARKS = "✓○–"
_LOOKS = {".strong": "bold", ".em": "$quiet"}


class ListRows(Widget, can_focus=False):
    """The lines of one list, wrapped under themselves, one of them perhaps marked."""

    DEFAULT_CSS = """
    ListRows {
        height: auto; width: 1fr;
        & > .list-rows--mark { color: $quiet; }
        & > .list-rows--here { color: $secondary; text-style: bold; }
        & > .list-rows--row { background: $panel; }
    }
    """
    COMPONENT_CLASSES = {"list-rows--mark", "list-rows--here", "list-rows--row"}

    marked: reactive[int] = reactive(-1)

    @dataclass
    class Chosen(Message):
        """Someone clicked a line."""

        rows: "ListRows"
        line: int

    def __init__(self, lines: list[Content]) -> None:
        super().__init__()
        self._lines = lines
        self._wrapped: dict[int, list[list[Content]]] = {}
        self._places: tuple[int, list[tuple[int, int]]] = (-1, [])

    def place_of(self, line: int) -> Region:
        """Where a line stands inside this widget."""
        wrapped = self._at(self.content_size.width or self.size.width)
        start = sum(len(rows) for rows in wrapped[:line])
        return Region(0, start, self.size.width, len(wrapped[line]) if line < len(wrapped) else 1)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return sum(len(rows) for rows in self._at(width))

    def render(self) -> Content:
        """All of it: only while text is selected."""
        width = self.content_size.width
        return Content("\n").join([self._row(number, place, width) for number, place in self._rows(width)])

    def render_line(self, y: int) -> Strip:
        """One row, so that a list of any length costs what is seen of it."""
        width = self.content_size.width
        rows = self._rows(width)
        if self.text_selection is not None or not 0 <= y < len(rows):
            return super().render_line(y)
        strips = Visual.to_strips(self, self._row(*rows[y], width), width, 1, self.visual_style)
        return strips[0].apply_offsets(0, y)

    def _row(self, number: int, place: int, width: int) -> Content:
        here = number == self.marked
        bar = ("▌", self.get_visual_style("list-rows--here")) if here else " "
        mark = _mark_of(self._lines[number]) if not place else " "
        line = Content.assemble(bar, (mark, self.get_visual_style("list-rows--mark")), " ", self._at(width)[number][place])
        if here:
            line = line.pad_right(max(0, width - line.cell_length))
            line = line.stylize(Style(background=self.get_visual_style("list-rows--row").background))
        return line

    def _rows(self, width: int) -> list[tuple[int, int]]:
        """Of each row the line it belongs to, and which of its rows it is."""
        if self._places[0] != width:
            self._places = (width, [(number, place) for number, rows in enumerate(self._at(width)) for place in range(len(rows))])
        return self._places[1]

    def on_click(self, event: Click) -> None:
        """Finds the line under the pointer."""
        y = event.get_content_offset_capture(self).y
        for number, rows in enumerate(self._at(self.content_size.width)):
            if y < len(rows):
                self.post_message(self.Chosen(self, number))
                return
            y -= len(rows)

    def _at(self, width: int) -> list[list[Content]]:
        if width not in self._wrapped:
            if len(self._wrapped) > 1:  # with and without a scroll bar are both asked for
                self._wrapped.clear()
            self._wrapped[width] = [_without_mark(line).wrap(max(1, width - 3)) or [Content("")] for line in self._lines]
        return self._wrapped[width]


class _List(MarkdownBlock):
    """What Textual would make into four widgets a line."""

    DEFAULT_CSS = "_List { height: auto; margin: 0 0 1 0; }"

    def compose(self) -> ComposeResult:
        yield ListRows([_in_our_looks(item) for item in self._blocks])
        self._blocks.clear()


class PageMarkdown(Markdown):
    """Shows Markdown in which people's words are plain text. Nothing in it can be followed."""

    BLOCKS = {**Markdown.BLOCKS, "bullet_list_open": _List}
    DEFAULT_CSS = """
    PageMarkdown {
        height: auto; width: 100%; padding: 0 1; background: $background;
        & MarkdownH1 {
            color: $foreground; background: $background; text-style: bold; content-align: left middle; margin: 0 0 0 1;
        }
        & MarkdownH2 { color: $foreground; background: $background; text-style: bold; margin: 0 0 0 1; }
        & > MarkdownParagraph { color: $quiet; padding: 0 0 0 1; }
    }
    """

    @dataclass
    class Chosen(Message):
        """Someone clicked the stop at `place`."""

        place: int

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(open_links=False, **kwargs)
        self.stops: Sequence[tuple[int, int]] = ()
        """Where one can stand: the number of a list, and of a line in it, from 0, in reading order."""
        self.place = 0
        """The stop one stands at."""

    def mark(self, place: int) -> None:
        """Stands at that stop, or at the nearest there is, and scrolls it into view."""
        lists = list(self.query(ListRows))
        for rows in lists:
            rows.marked = -1
        self.place = max(0, min(place, len(self.stops) - 1))
        number, line = self.stops[self.place] if self.stops else (len(lists), 0)
        if number < len(lists):  # they go before the page does
            lists[number].marked = line
            self.call_after_refresh(self._bring, lists[number], line)

    def on_list_rows_chosen(self, event: ListRows.Chosen) -> None:
        """A line is a stop or not."""
        event.stop()
        at = (list(self.query(ListRows)).index(event.rows), event.line)
        if at in self.stops:
            self.post_message(self.Chosen(self.stops.index(at)))

    def _bring(self, rows: ListRows, line: int) -> None:
        parent = self.parent
        if not rows.is_attached or not isinstance(parent, Widget):
            return
        place = rows.place_of(line)
        y = round(rows.region.y - parent.region.y + parent.scroll_y) + place.y
        heading = 0 if line else HEADING
        if not self.place and y + place.height <= parent.size.height:
            parent.scroll_home(animate=False)
        else:
            parent.scroll_to_region(Region(0, max(0, y - heading), 1, place.height + heading), animate=False)


def _in_our_looks(item: MarkdownBlock) -> Content:
    """The one line of a list item, in the colours of the program."""
    paragraphs = [content for block in item._blocks if isinstance(content := block.content, Content)]
    line = Content("\n").join(paragraphs)
    return Content(line.plain, [Span(span.start, span.end, _LOOKS.get(str(span.style), "")) for span in line.spans])


def _mark_of(line: Content) -> str:
    return line.plain[0] if line.plain[1:2] == " " and line.plain[0] in _MARKS else "·"


def _without_mark(line: Content) -> Content:
    return line[2:] if _mark_of(line) != "·" else line
