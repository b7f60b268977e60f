"""The stretches of a session, one a line, the marked one always in sight."""

from dataclasses import dataclass
from typing import ClassVar

import msgspec
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import var

from mentortui.widgets.drawn import Drawn, lines
from mentortui.widgets.text import fitted, words

_KNOWN_FROM, _ITEM_FROM = 54, 78  # cells from which there is room for how it is known, and for the item


class TurnRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line: when it began, whose it was, how long, how that is known, in which item."""

    start: str
    who: str
    length: str
    known: str = ""
    item: str = ""
    caught: int = 0
    faint: bool = False
    """Nobody's time, which is no turn."""


class TurnList(Drawn):
    """Draws what can be seen of them only: 400 cost no more than ten."""

    DEFAULT_CSS = """
    TurnList {
        height: 1fr;
        & > .turn-list--mark { color: $secondary; text-style: bold; }
        & > .turn-list--here { color: $foreground; text-style: bold; }
        & > .turn-list--row { color: $foreground; }
        & > .turn-list--quiet { color: $quiet; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"turn-list--mark", "turn-list--here", "turn-list--row", "turn-list--quiet"}

    @dataclass
    class Chosen(Message):
        """A line was clicked."""

        place: int

    rows: var[tuple[TurnRow, ...]] = var[tuple[TurnRow, ...]](())
    marked: var[int] = var(0)
    _top = 0

    def watch_rows(self) -> None:
        self.redraw()

    def watch_marked(self) -> None:
        self.redraw()

    @property
    def page(self) -> int:
        """How many lines fit."""
        return max(1, self.content_size.height - 1)

    def draw(self, width: int, height: int) -> Content:
        """The lines around the marked one."""
        around = 1 if height > 2 else 0  # of what comes before and after something stays in sight
        lowest = max(0, min(self.marked - height + 1 + around, len(self.rows) - height))
        self._top = max(lowest, min(self._top, self.marked - around, len(self.rows) - height), 0)
        shown = range(self._top, min(len(self.rows), self._top + height))
        return lines(*(self._row(self.rows[place], place == self.marked, width) for place in shown))

    def on_click(self, event: Click) -> None:
        """Marks that line."""
        place = self._top + event.get_content_offset_capture(self).y
        if place < len(self.rows):
            self.post_message(self.Chosen(place))

    def _row(self, row: TurnRow, here: bool, width: int) -> Content:
        quiet, look = self.look("turn-list--quiet"), self.look("turn-list--here" if here else "turn-list--row")
        start = fitted(row.start.rjust(7), 7, quiet)
        length = fitted(row.length.rjust(7), 7, look)
        known = fitted(f"  {row.known}", 10, quiet, pad=True) if width >= _KNOWN_FROM else Content("")
        dot = words("  •" if row.caught == 1 else f" {row.caught}•" if row.caught else "   ", quiet).truncate(4, pad=True)
        rest = width - 4 - start.cell_length - length.cell_length - known.cell_length - dot.cell_length
        item = 0 if width < _ITEM_FROM else max(0, rest - max(20, min(34, rest // 2)))
        who = fitted(row.who, max(1, rest - item), quiet if row.faint and not here else look, pad=True)
        mark = words("▌ " if here else "  ", self.look("turn-list--mark"))
        tail = fitted(f"  {row.item}", item, quiet) if item > 4 else Content("")
        return Content.assemble(mark, start, "  ", who, length, known, dot, tail).truncate(width, ellipsis=True)
