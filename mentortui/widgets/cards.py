"""Cards in one or two columns that one walks with the arrows; where rows are few, a line each. They scroll."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.style import Style
from textual.widgets import Static

from mentortui.widgets.text import AROUND, heading

MARK = "▌"
"""Before the title of the marked one."""
FEWEST_ROWS = 1


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One card as it is drawn: its border has `title` above and `below` below. `line`: all of it in one row."""

    id: str
    title: Content
    rows: tuple[Content, ...]
    below: Content
    line: Content


class Cards(VerticalScroll, can_focus=True):
    """Says which one is marked, and which was chosen with enter or a click."""

    DEFAULT_CSS = """
    Cards {
        height: auto; scrollbar-size-vertical: 1;
        & > Static { height: auto; width: 100%; }
        & > .cards--line { color: $faint; }
        & > .cards--marked { color: $secondary; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"cards--line", "cards--marked"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "walk(0, -1)", "Up", show=False),
        Binding("down", "walk(0, 1)", "Down", show=False),
        Binding("left", "walk(-1, 0)", "Left", show=False),
        Binding("right", "walk(1, 0)", "Right", show=False),
        Binding("home", "mark_end(0)", "First", show=False),
        Binding("end", "mark_end(-1)", "Last", show=False),
        Binding("pageup", "page(-1)", "A page up", show=False),
        Binding("pagedown", "page(1)", "A page down", show=False),
        Binding("enter", "choose", "Open", show=False),
    ]

    @dataclass
    class Marked(Message):
        """Another one is."""

        id: str

    @dataclass
    class Chosen(Message):
        """By enter or a click."""

        id: str

    @dataclass
    class Left(Message):
        """Down, on the last row."""

    leave: var[int] = var(0)
    """Rows of its container that belong to what stands below."""
    room: var[int] = var(0)
    """Cells across, those of a scrollbar among them."""
    columns: var[int] = var(1)
    as_lines: var[bool] = var(False)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._cards: tuple[Card, ...] = ()
        self._marked = 0
        self._regions: list[Region] = []
        self._drawn = Content("")

    def compose(self) -> ComposeResult:
        """All of them in one drawing: twenty mentorships are no more work than one."""
        yield Static(id="drawn")

    @property
    def marked(self) -> str:
        """The id of the marked one; empty where there is none."""
        return self._cards[self._marked].id if self._cards else ""

    def card_width(self) -> int:
        """The cells inside a card, or of its line."""
        width = max(20, self.room - 1)
        return width if self.as_lines else width // self.columns - 4

    def show(self, cards: Sequence[Card]) -> None:
        """These from now on; the marked one stays so, where it is still there."""
        kept, place = self.marked, self._marked
        before = len(self._cards)
        self._cards = tuple(cards)
        ids = [card.id for card in cards]
        self._marked = ids.index(kept) if kept in ids else max(0, min(place, len(ids) - 1))
        self._draw(layout=len(cards) != before)

    def mark(self, id: str) -> None:
        """Marks that one, and scrolls to it."""
        place = next((n for n, card in enumerate(self._cards) if card.id == id), None)
        if place is not None:
            self._mark(place)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the cards take, but for those that what stands below needs."""
        rows = max((region.bottom for region in self._regions), default=FEWEST_ROWS)
        return max(FEWEST_ROWS, min(rows, container.height - self.leave))

    def action_walk(self, across: int, down: int) -> None:
        """To the next one that way."""
        columns = 1 if self.as_lines else self.columns
        place = self._marked + across + down * columns
        if across and (columns == 1 or self._marked // columns != place // columns):
            return
        if down > 0 and place >= len(self._cards):
            last_row = (len(self._cards) - 1) // columns
            if self._marked // columns < last_row:
                place = len(self._cards) - 1
            else:
                self.post_message(self.Left())
                return
        if 0 <= place < len(self._cards):
            self._mark(place)

    def action_mark_end(self, place: int) -> None:
        """The first or the last one."""
        if self._cards:
            self._mark(place % len(self._cards))

    def action_page(self, way: int) -> None:
        """As many further as are seen at once."""
        if self._cards:
            high = max(1, self._regions[0].height)
            many = max(1, self.size.height // high) * (1 if self.as_lines else self.columns)
            self._mark(max(0, min(len(self._cards) - 1, self._marked + way * many)))

    def action_choose(self) -> None:
        """The marked one."""
        if self._cards:
            self.post_message(self.Chosen(self.marked))

    def on_click(self, event: Click) -> None:
        """Marks what lies there, and chooses what is marked already."""
        at = event.get_content_offset(self)
        if at is None:
            return
        x, y = at.x, at.y + round(self.scroll_y)
        place = next((n for n, region in enumerate(self._regions) if region.contains(x, y)), None)
        if place is None:
            return
        if place == self._marked:
            self.action_choose()
        else:
            self._mark(place)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The mark is bright where keys go."""
        super().watch_has_focus(_has_focus)
        self._draw()

    def notify_style_update(self) -> None:
        """Other colours are another drawing."""
        super().notify_style_update()
        if self.is_attached and self.is_mounted:
            self._draw()

    def _mark(self, place: int) -> None:
        changed, self._marked = place != self._marked, place
        self._draw()
        if place < len(self._regions):
            self.call_after_refresh(self._show_marked)
        if changed:
            self.post_message(self.Marked(self.marked))

    def _show_marked(self) -> None:
        if self._marked < len(self._regions):
            self.scroll_to_region(self._regions[self._marked], animate=False, force=True)

    def _draw(self, layout: bool = False) -> None:
        if not self.is_mounted or not self.query("#drawn"):
            return
        before = self._regions
        drawn = self._as_lines() if self.as_lines else self._as_cards()
        if layout or before != self._regions or not drawn.is_same(self._drawn):
            self._drawn = drawn
            self.query_one("#drawn", Static).update(drawn, layout=layout or before != self._regions)
        if before != self._regions:
            self.refresh(layout=True)
            self.call_after_refresh(self._show_marked)

    def _as_lines(self) -> Content:
        self._regions = [Region(0, n, self.room, 1) for n in range(len(self._cards))]
        rows = []
        for place, card in enumerate(self._cards):
            marked = place == self._marked
            mark = Content.styled(MARK if marked else " ", self._look(marked) if marked else "")
            rows.append(Content.assemble(mark, " ", card.line))
        return Content("\n").join(rows)

    def _as_cards(self) -> Content:
        regions, lines = list[Region](), list[Content]()
        width = self.card_width() + 4
        for start in range(0, len(self._cards), self.columns):
            row = self._cards[start : start + self.columns]
            high = max(len(card.rows) for card in row)
            boxes = [self._box(card, start + n == self._marked, high, width) for n, card in enumerate(row)]
            regions += [Region(n * width, len(lines), width, high + 2) for n in range(len(row))]
            lines += [Content("").join(parts) for parts in zip(*boxes, strict=True)]
        self._regions = regions
        return Content("\n").join(lines)

    def _box(self, card: Card, marked: bool, high: int, width: int) -> list[Content]:
        look, room = self._look(marked), width - 4
        mark = Content.styled(MARK, look) if marked else Content("")
        above = heading(Content.assemble(mark, card.title), Content(""), width, look)
        below = card.below.truncate(max(0, width - AROUND), ellipsis=True)
        top = Content.assemble(("╭─ ", look), above, " ", ("─" * (width - 5 - above.cell_length) + "╮", look))
        left = ("╰─ ", look)
        bottom = (
            Content.assemble(left, below, " ", ("─" * (width - 5 - below.cell_length) + "╯", look))
            if below
            else Content.styled("╰" + "─" * (width - 2) + "╯", look)
        )
        side = Content.styled("│", look)
        rows = [*card.rows, *[Content("")] * (high - len(card.rows))]
        body = [Content.assemble(side, " ", row.truncate(room, ellipsis=True, pad=True), " ", side) for row in rows]
        return [top, *body, bottom]

    def _look(self, marked: bool) -> Style:
        return self.get_visual_style("cards--marked" if marked and self.has_focus else "cards--line")
