"""The palette of Textual, where it cannot end the program."""

from contextlib import suppress
from typing import Any

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette


class Palette(CommandPalette):
    """The list changes while one types: between two layouts it does not know where its rows stand, and a page key waits."""

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError, IndexError):
            super()._action_command_list(action)

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Once: a second escape would take the screen below away."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
