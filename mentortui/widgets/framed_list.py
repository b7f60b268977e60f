"""A framed list of Live that scrolls."""

from textual.containers import VerticalScroll
from textual.events import Resize

FRAMED_FROM = 3
"""Rows below which a frame would leave none for what is in it."""


class FramedList(VerticalScroll, can_focus=False):
    """Follows its `view`: when it comes up, when its size changes and when the view does."""

    DEFAULT_CSS = """
    FramedList {
        height: 1fr;
        border: round $faint;
        border-title-color: $foreground;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
        &.-bare { border: none; }
    }
    """

    def follow(self) -> None:
        """Shows the view as it is, and scrolls to what matters. Each list has its own; it is called once its rows are there."""

    def on_mount(self) -> None:
        self._follow()

    def on_resize(self, event: Resize) -> None:
        self.set_class(self.outer_size.height < FRAMED_FROM, "-bare")
        self._follow()

    def watch_view(self) -> None:
        self._follow()

    def _follow(self) -> None:
        if self.is_mounted:
            self.follow()
