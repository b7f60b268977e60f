"""A text of several lines to edit. What hides in it, typed or pasted, is shown as a symbol."""

from textual.events import Paste
from textual.widgets import TextArea

from mentortui.core.text import lines_of


class Prose(TextArea):
    """`text` is what it holds."""

    DEFAULT_CSS = """
    Prose {
        border: none; padding: 0 1; background: $surface; color: $foreground; height: auto; min-height: 3; max-height: 100%;
        scrollbar-size-vertical: 1;
        &:focus { border: none; background-tint: $foreground 0%; }
        & .text-area--cursor-line { background: $surface; }
    }
    """

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(_shown(text), id=id, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.highlight_cursor_line = False

    async def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        if found := self._replace_via_keyboard(_shown(event.text), *self.selection):
            self.move_cursor(found.end_location)


def _shown(text: str) -> str:
    return "\n".join(lines_of(text))
