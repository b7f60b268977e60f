"""A one-line text field that shows what hides, and loses no line of what is pasted."""

from textual.events import Paste
from textual.widgets import Input

from mentortui.core.text import visible


class OneLine(Input):
    """`typed` is what it holds. A text it was given and nobody changed is given back as it was, hidden characters too."""

    DEFAULT_CSS = """
    OneLine {
        border: none; height: 1; padding: 0 1; background: $surface; color: $foreground;
        &:focus { border: none; background: $panel; background-tint: $foreground 0%; }
        & > .input--placeholder, & > .input--suggestion { color: $quiet; }
    }
    """

    def __init__(self, text: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        """`placeholder` is shown, faintly, while it is empty; it may be people's words."""
        super().__init__(visible(text), placeholder=visible(placeholder).replace("[", "\\["), id=id)
        self.select_on_focus = False
        self._given = text

    @property
    def typed(self) -> str:
        """What it holds."""
        return self._given if self.value == visible(self._given) else self.value

    def insert_text_at_cursor(self, text: str) -> None:
        """Keys and pastes come by here."""
        super().insert_text_at_cursor(visible(text))

    def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(visible(" ".join(event.text.split())), *self.selection)
