"""The one line over every form and dialog of a session: who has the floor, what is next, how long is left, is it saved."""

from collections.abc import Callable
from typing import TypeAlias

from textual.content import Content
from textual.events import Key
from textual.reactive import var

from mentortui.widgets.drawn import Drawn
from mentortui.widgets.header_line import SaveState
from mentortui.widgets.text import apart, words

Otherwise: TypeAlias = Callable[[Key], bool]
"""What keys do over a session that the form on top has no use for: the floor, the cover. True if it did anything."""


def nothing_else(key: Key) -> bool:
    """For a form that stands alone."""
    return False


HEIGHTS = [(0, "-low"), (16, "-short"), (26, "-tall")]
"""Rows of the terminal from which a dialog has another shape."""

SHORTEST_LINE = 30
"""Cells of the session's line that are not taken for the key that saves elsewhere."""
StripLine: TypeAlias = Callable[[], tuple[str, SaveState]]
"""The session in one line, and whether it is saved."""


class FloorStrip(Drawn):
    """Asks for its line twice a second; without one it takes no room. What is saved is never cut."""

    DEFAULT_CSS = """
    FloorStrip {
        dock: top; height: 1; padding: 0 1; background: $background;
        & > .floor-strip--line { color: $foreground; }
        & > .floor-strip--saved { color: $quiet; }
        & > .floor-strip--risk { color: $error; text-style: bold; }
    }
    """
    COMPONENT_CLASSES = {"floor-strip--line", "floor-strip--saved", "floor-strip--risk"}

    shown: var[tuple[str, SaveState]] = var(("", SaveState("none")))

    def __init__(self, line: StripLine | None) -> None:
        super().__init__()
        self._asked = line
        if line is None:
            self.display = False  # set only then: what is set here goes before every stylesheet

    def on_mount(self) -> None:
        """From now on it follows the session."""
        if self._asked is not None:
            self.set_interval(0.5, self.follow)
            self.follow()

    def follow(self) -> None:
        """Shows the line as it is now, where it can be seen."""
        if self._asked is not None and self.display:
            self.shown = self._asked()

    def on_show(self) -> None:
        """There is room for it now."""
        self.follow()

    def watch_shown(self) -> None:
        self.redraw()

    def draw(self, width: int, height: int) -> Content:
        """The row."""
        line, saved = self.shown
        look = "floor-strip--risk" if saved.kind == "not saved" else "floor-strip--saved"
        left = words(line, self.look("floor-strip--line"))
        forms = [form for form in saved.forms if saved.trouble in form] if saved.key else []
        room = width - min(left.cell_length, SHORTEST_LINE) - 1
        said = next((form for form in forms if words(form).cell_length <= room), saved.text)
        return apart(left, words(said, self.look(look)), width)
