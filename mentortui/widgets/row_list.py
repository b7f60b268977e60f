"""A list whose rows are exchanged while somebody walks through it."""

from contextlib import suppress
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import OptionList

MARK = "▌"


class RowList(OptionList):
    """Between two layouts the list does not know where its rows stand; a page key then has to wait for the next one."""

    DEFAULT_CSS = """
    RowList {
        & > .row-list--mark { color: $secondary; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-list--mark"}

    def render_line(self, y: int) -> Strip:
        """The marked row has a bar in its first cell, where that is free: its ground's colour alone must not say which it is."""
        strip = super().render_line(y)
        at = self.scroll_offset.y + y
        marked = self.highlighted is not None and at < len(self._lines) and self._lines[at][0] == self.highlighted
        if not marked or not strip.text.startswith(" "):
            return strip
        ground = next(iter(strip)).style
        mark = self.get_component_rich_style("row-list--mark", partial=True)
        return Strip([Segment(MARK, ground + mark if ground else mark), *strip.crop(1)], strip.cell_length)

    def action_page_up(self) -> None:
        """A page up, if it is known what that is."""
        with suppress(KeyError, IndexError):
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """A page down, if it is known what that is."""
        with suppress(KeyError, IndexError):
            super().action_page_down()  # type: ignore[no-untyped-call]
