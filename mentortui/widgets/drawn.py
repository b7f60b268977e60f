"""What the widgets of Live have in common: they draw a value at a size, and repaint only when the drawing changed."""

from textual.content import Content
from textual.events import Resize
from textual.style import Style
from textual.widget import Widget


class Drawn(Widget, can_focus=False):
    """A widget that is a function of its values and its size."""

    _drawn: Content | None = None
    _fresh: bool = False  # the drawing is of this very moment, and need not be made twice

    def draw(self, width: int, height: int) -> Content:
        """What to show in that many cells and rows: lines apart by line breaks, none wider than `width`."""
        return Content.blank(width)

    def redraw(self) -> None:
        """To be called when a value changed: repaints if that can be seen."""
        if not self.is_attached or not self.content_size.width:
            return
        drawn = self.draw(*self.content_size)
        if self._drawn is None or not drawn.is_same(self._drawn):
            self.refresh()
            self._drawn, self._fresh = drawn, True

    def render(self) -> Content:
        """The drawing, kept to be compared with the next one."""
        if self._drawn is None or not self._fresh:
            self._drawn = self.draw(*self.content_size) if self.content_size.width else Content("")
        self._fresh = False
        return self._drawn

    def look(self, name: str) -> Style:
        """The style of one of this widget's component classes."""
        return self.get_visual_style(name)

    def notify_style_update(self) -> None:
        """Other styles are another drawing."""
        self._fresh = False
        super().notify_style_update()

    def on_resize(self, event: Resize) -> None:
        """And so is another size."""
        self._fresh = False
        self.refresh()


def lines(*rows: Content) -> Content:
    """The rows of a drawing as one."""
    return Content("\n").join(rows)
