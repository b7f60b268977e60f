"""A text to be edited and handed on, over any screen: a thank-you."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from mentortui.screens.closing import close, stands
from mentortui.screens.strip import HEIGHTS
from mentortui.styles import stylesheet
from mentortui.widgets.prose import Prose
from mentortui.widgets.text import words


class WriteScreen(ModalScreen[str | None]):
    """Dismissed with the text by ctrl+s, with None by escape; what stands there goes to `keep` as one types."""

    CSS_PATH = stylesheet("write")
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS = [
        Binding("ctrl+s", "done", "Copy it", id="write.done"),
        Binding("escape", "leave", "Back, the draft stays", id="write.leave"),
    ]

    def __init__(self, title: str, text: str, *, does: str, keep: Callable[[str], None] = lambda text: None) -> None:
        """`does`: what ctrl+s does, in a word or two."""
        super().__init__()
        self._title = title
        self._text = text
        self._does = does
        self._keep = keep

    def compose(self) -> ComposeResult:
        """The text, and how to leave."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = words(self._title)
            yield Prose(self._text, id="text")
            yield Static(words(f"ctrl+s {self._does} · esc back, the draft stays"), id="keys")

    def on_mount(self) -> None:
        """Typing goes on behind what is there."""
        if not stands(self, Prose):
            return
        prose = self.query_one(Prose)
        prose.focus()
        prose.move_cursor(prose.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """The draft is kept."""
        if event.text_area.text != self._text:
            self._keep(event.text_area.text)

    def action_done(self) -> None:
        """Handed on."""
        if stands(self, Prose):
            close(self, self.query_one(Prose).text)

    def action_leave(self) -> None:
        """The draft stays."""
        close(self, None)
