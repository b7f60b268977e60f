"""A one-line text field that shows what hides, and loses no line of what is pasted."""

from rich.segment import Segment
from rich.text import Text
from textual.events import Paste
from textual.strip import Strip
from textual.widgets import Input

from mentortui.core.text import fit, standing, visible, visible_typed, width
from mentortui.widgets.aside import Aside


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
        self._aside = Aside()
        self._begun = self._aside.taken(text, visible_typed)
        super().__init__(self._begun, placeholder=visible(placeholder).replace("[", "\\["), id=id)
        self.select_on_focus = False
        self._given = text

    @property
    def typed(self) -> str:
        """What it holds."""
        return self._given if self.value == self._begun else self._aside.whole(self.value)

    def insert_text_at_cursor(self, text: str) -> None:
        """Keys and pastes come by here."""
        super().insert_text_at_cursor(visible_typed(text))

    @property
    def _value(self) -> Text:
        """What is drawn."""
        text = Text(standing(self._aside.drawn(self.value)), no_wrap=True, overflow="ignore", end="")
        return text if self.highlighter is None else self.highlighter(text)

    def render_line(self, y: int) -> Strip:
        """While nobody types in it, what is too long for it ends in …"""
        shown, room = standing(self._aside.drawn(self.value)), self.content_size.width
        if y or room <= 0 or self.has_focus or (len(shown) <= room and width(shown) <= room):
            return super().render_line(y)
        return Strip([Segment(fit(shown, room, pad=True), self.rich_style)], room)

    def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(self._aside.taken(" ".join(event.text.split()), visible_typed), *self.selection)
