"""The palette of Textual, where it cannot end the program, and what is pasted into it commands no terminal."""

from contextlib import suppress
from typing import Any

from rich.highlighter import Highlighter
from rich.text import Text
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.widgets import Input

from mentortui.core.text import standing, visible_typed


class Visible(Highlighter):
    """Draws what hides as a symbol, a character for a character."""

    def __call__(self, text: Any) -> Text:
        """What is drawn for it."""
        shown = standing("".join(visible_typed(char) or " " for char in str(text)))
        return Text(shown, no_wrap=True, overflow="ignore", end="")

    def highlight(self, text: Text) -> None:
        """Nothing stands out."""


class Palette(CommandPalette):
    """The list changes while one types: between two layouts it does not know where its rows stand, and a page key waits."""

    def on_mount(self) -> None:
        """Its line is Textual's, and would draw everything as it comes."""
        for line in self.query(Input):  # none where it was left while it came up
            line.highlighter = Visible()

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError, IndexError):
            super()._action_command_list(action)

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Once: a second escape would take the screen below away."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
