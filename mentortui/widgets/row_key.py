"""Asks for keys by pressing them, and keeps what they sent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.reactive import reactive

from mentortui.widgets.drawn import Drawn
from mentortui.widgets.text import words


class RowKey(Drawn, can_focus=True):
    """`heard` is what the pressed keys sent, one character each. `asked` says what to press next, `done` what came of them."""

    DEFAULT_CSS = """
    RowKey {
        height: 1; width: 1fr; padding: 0 1; background: $surface;
        &:focus { background: $panel; }
        & > .row-key--heard { color: $foreground; text-style: bold; }
        & > .row-key--asked { color: $quiet; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-key--heard", "row-key--asked"}
    BINDINGS = [
        Binding("enter", "enter", "Go on", id="row_key.enter", show=False),
        Binding("backspace,delete", "clear", "Again", id="row_key.clear", show=False),
    ]

    @dataclass
    class Pressed(Message):
        """A key was taken; `heard` has it."""

        row_key: "RowKey"

    @dataclass
    class Entered(Message):
        """Enter was pressed on it."""

        row_key: "RowKey"

    heard: reactive[str] = reactive("", init=False)

    def __init__(self, asked: Callable[[str], str], done: Callable[[str], str], id: str | None = None) -> None:
        """`asked` returns an empty text once nothing is left to press."""
        super().__init__(id=id)
        self._asked = asked
        self._done = done

    def watch_heard(self) -> None:
        """Shows it."""
        self.redraw()
        self.post_message(self.Pressed(self))

    def draw(self, width: int, height: int) -> Content:
        """What was heard, and what is asked."""
        asked = words(self._asked(self.heard), self.look("row-key--asked"))
        said = words(self._done(self.heard), self.look("row-key--heard")) if self.heard else Content("")
        return Content("   ").join([part for part in (said, asked) if part]).truncate(width, ellipsis=True)

    def on_key(self, event: Key) -> None:
        """Any printed key counts."""
        if event.character is None or not event.character.isprintable() or event.character == " ":
            return
        event.stop()
        event.prevent_default()
        self.heard = (self.heard if self._asked(self.heard) else "") + event.character

    def action_clear(self) -> None:
        """Asks from the beginning."""
        self.heard = ""

    def action_enter(self) -> None:
        """Goes on."""
        self.post_message(self.Entered(self))
