"""The palette of Textual, where it cannot end the program, and what is pasted into it commands no terminal."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from rich.highlighter import Highlighter
from rich.text import Text
from textual import work
from textual.await_complete import AwaitComplete
from textual.command import Command, CommandList, CommandPalette
from textual.css.query import NoMatches
from textual.widgets import Input

from mentortui.core.text import visible
from mentortui.screens.closing import stands

_GATHER: Callable[[CommandPalette, str], Awaitable[None]] = CommandPalette._gather_commands.__wrapped__  # type: ignore[attr-defined]  # the work itself


class Visible(Highlighter):
    """Draws what hides as a symbol, a character for a character."""

    def __call__(self, text: Any) -> Text:
        """What is drawn for it."""
        shown = "".join(visible(char) or " " for char in str(text))
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

    # A search may begin or end when the palette has been left: it would look for a list that is gone, and end the program.

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP)
    async def _gather_commands(self, search_value: str) -> None:
        with suppress(NoMatches):
            await _GATHER(self, search_value)

    def _refresh_command_list(self, command_list: CommandList, commands: list[Command], clear_current: bool) -> None:
        if stands(self, CommandList):
            super()._refresh_command_list(command_list, commands, clear_current)

    def _watch__list_visible(self) -> None:
        if stands(self, CommandList):
            super()._watch__list_visible()

    async def _watch__show_busy(self) -> None:
        if stands(self, CommandList):
            await super()._watch__show_busy()

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Once: a second escape would take the screen below away."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
