"""The cover: names, notes, feedback and history vanish at once, over whatever screen; typing goes on as dots."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from mentortui.screens.closing import close, stands
from mentortui.styles import stylesheet
from mentortui.widgets.capture_line import CaptureLine
from mentortui.widgets.text import words

AGAIN_WITHIN = 3.0
"""Seconds in which enter must follow x."""


class CoverScreen(Screen[str | None]):
    """Dismissed by `x`, then `enter`, with what was typed meanwhile; None where nothing was being typed."""

    CSS_PATH = stylesheet("cover")
    BINDINGS = [
        Binding("x", "ask", "Uncover: x, then enter", id="cover.ask"),
        Binding("ctrl+t", "ask", "Uncover: ctrl+t, then enter", id="cover.ask_typing", priority=True),
        Binding("enter", "uncover", "Uncover", id="cover.uncover"),
    ]

    def __init__(
        self, line: Callable[[], str], typed: str | None = None, keep: Callable[[str], None] = lambda text: None
    ) -> None:
        """`line`: what may still be shown, without names. `typed`: the text under way, which goes on as dots; `keep` gets it
        after each key."""
        super().__init__()
        self._keep = keep
        self._line = line
        self._typed = typed
        self._asked = False

    def compose(self) -> ComposeResult:
        """Nothing of anyone."""
        with Vertical(id="covered"):
            yield Static("", id="left", markup=False)
            yield CaptureLine()
            yield Static("", id="how", markup=False)

    def on_mount(self) -> None:
        """Time still goes on."""
        if not stands(self, CaptureLine):
            return
        typing = self._typed is not None
        line = self.query_one(CaptureLine)
        line.display = typing
        line.covered, line.catch = True, self._catch
        if typing:
            line.text = self._typed or ""
            line.open()
        self.follow()
        self.set_interval(1, self.follow)

    def follow(self) -> None:
        """The time left, and no names."""
        if not stands(self, CaptureLine):
            return
        self.query_one("#left", Static).update(words(self._line()))
        how = "enter uncovers" if self._asked else "covered · x, then enter, uncovers"
        self.query_one("#how", Static).update(words(how))

    def action_ask(self) -> None:
        """The first of the two keys."""
        if not stands(self, CaptureLine):
            return
        self._asked = True
        line = self.query_one(CaptureLine)
        if line.opened:
            line.close()
        self.follow()
        self.set_timer(AGAIN_WITHIN, self._forget)

    def action_uncover(self) -> None:
        """The second one."""
        if self._asked and stands(self, CaptureLine):
            line = self.query_one(CaptureLine)
            close(self, line.text if self._typed is not None else None)

    def on_capture_line_changed(self, event: CaptureLine.Changed) -> None:
        """The draft is kept."""
        if self._typed is not None:
            self._keep(event.text)

    def _catch(self, text: str, literal: bool) -> bool:
        """Nothing is caught unseen: the text waits for the screen to come back."""
        self.query_one("#how", Static).update(words("kept · enter saves it once uncovered"))
        return False

    def _forget(self) -> None:
        self._asked = False
        self.follow()
