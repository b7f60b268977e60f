"""A text of several lines to edit. What hides in it, typed or pasted, is shown as a symbol."""

import re

from rich.text import Text
from textual.events import Paste
from textual.widgets import TextArea

from mentortui.core.text import standing, visible_typed
from mentortui.widgets.aside import Aside


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
        self._aside = Aside()
        super().__init__(self._taken(text), id=id, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.highlight_cursor_line = False

    @property
    def text(self) -> str:
        """What was typed and pasted."""
        return self._aside.whole(self.document.text)

    @text.setter
    def text(self, text: str) -> None:
        self.load_text(self._taken(text))

    @property
    def selected_text(self) -> str:
        """As it was pasted, not as it is shown."""
        return self._aside.whole(super().selected_text)

    def get_line(self, line_index: int) -> Text:
        """What is drawn."""
        return Text(standing(self._aside.drawn(self.document.get_line(line_index))), end="", no_wrap=True)

    async def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        if found := self._replace_via_keyboard(self._taken(event.text), *self.selection):
            self.move_cursor(found.end_location)

    def _taken(self, text: str) -> str:
        return self._aside.taken(
            re.sub("\r\n?", "\n", text), lambda text: "\n".join(visible_typed(line) for line in text.split("\n"))
        )
