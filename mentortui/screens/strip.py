"""The one line over every form and dialog of a session: who has the floor, what is next, how long is left, is it saved."""

from collections.abc import Callable

from textual.widgets import Static

from mentortui.widgets.text import words


class FloorStrip(Static):
    """Asks for its line once a second and after each change; without a line it takes no room."""

    DEFAULT_CSS = "FloorStrip { dock: top; height: 1; padding: 0 1; color: $quiet; background: $background; }"

    def __init__(self, line: Callable[[], str] | None) -> None:
        super().__init__("", markup=False)
        self._line = line
        self.display = line is not None

    def on_mount(self) -> None:
        """From now on it follows the session."""
        if self._line is not None:
            self.set_interval(0.5, self.follow)
            self.follow()

    def follow(self) -> None:
        """Shows the line as it is now."""
        if self._line is not None:
            self.update(words(self._line()))
