"""The line above a list in which one types what to find, or a path."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from mentortui.widgets.one_line import OneLine


class SlashLine(Horizontal):
    """`/` and a line to type in; the sign is brighter while one types there."""

    DEFAULT_CSS = """
    SlashLine {
        height: 1; padding: 0 1;
        & > #sign { width: 2; height: 1; color: $quiet; }
        &:focus-within > #sign { color: $secondary; text-style: bold; }
        & > OneLine { width: 1fr; padding: 0; background: $background; }
        & > OneLine:focus { background: $surface; }
    }
    """

    def __init__(self, name: str, placeholder: str, *beside: Widget) -> None:
        """`name`: the id of the field; `beside`: what stands on its right."""
        super().__init__(id="line")
        self.field = OneLine(id=name, placeholder=placeholder)
        self._beside = beside

    def compose(self) -> ComposeResult:
        """The sign, the field, what stands beside it."""
        yield Static(Content("/ "), id="sign")
        yield self.field
        yield from self._beside

    def leave(self) -> bool:
        """What is typed goes, and whoever types there is to go on in the list; False: there is nothing to leave."""
        here = bool(self.field.value) or self.field.has_focus
        self.field.value = ""
        return here
