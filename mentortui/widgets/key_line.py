"""The last row: the keys that matter here, most used first, and the one that shows all."""

from dataclasses import dataclass
from typing import ClassVar

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import var

from mentortui.core.text import width as cells_of
from mentortui.widgets.drawn import Drawn
from mentortui.widgets.text import apart, words

Key = tuple[str, str]
SENT = {
    "?": "question_mark",
    "/": "slash",
    "⌫": "backspace",
    "esc": "escape",
    "↑ ↓": "down",
    "← →": "right",
    "←": "left",
    "→": "right",
    "J K": "J",
    "n N": "n",
    ", ;": "comma",
    "[ ]": "right_square_bracket",
}
"""What Textual calls a key that is written otherwise; of two keys the one that goes on."""


MOST = 7
"""Keys that are named at most, on however wide a screen: more than that nobody takes in at a glance, and `?` has all."""


class KeyLine(Drawn):
    """` g other speaks   → next item   enter capture          ? all`. What has no room goes, from the end."""

    DEFAULT_CSS = """
    KeyLine {
        height: 1; padding: 0 1;
        & > .key-line--key { color: $foreground; text-style: bold; }
        & > .key-line--words { color: $quiet; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--words"}

    @dataclass
    class Pressed(Message):
        """Someone clicked the entry of `key`, which is written as in `keys`."""

        key: str

        @property
        def sent(self) -> str:
            """That key, as the application may be told that it was pressed."""
            return SENT.get(self.key, self.key)

    keys: var[tuple[Key, ...]] = var[tuple[Key, ...]](())
    shorter: var[tuple[Key, ...]] = var[tuple[Key, ...]](())
    """The same keys in fewer words, for a row in which more of them fit so."""
    last: var[Key] = var[Key](("?", "all"))
    """On the right, always shown."""

    def watch_keys(self) -> None:
        self.redraw()

    def watch_shorter(self) -> None:
        self.redraw()

    def watch_last(self) -> None:
        self.redraw()

    def draw(self, width: int, height: int) -> Content:
        """The row."""
        entries = Content("   ").join([self._entry(key) for key in self._fitting(width)])
        return apart(entries, self._entry(self.last), width)

    def on_click(self, event: Click) -> None:
        """What lies there is found as it was drawn."""
        x, width = event.get_content_offset_capture(self).x, self.content_size.width
        if x >= width - _cells(self.last):
            self.post_message(self.Pressed(self.last[0]))
            return
        start = 0
        for key in self._fitting(width):
            if start <= x < start + _cells(key):
                self.post_message(self.Pressed(key[0]))
                return
            start += _cells(key) + 3

    def _entry(self, key: Key) -> Content:
        return Content.assemble(words(key[0], self.look("key-line--key")), words(f" {key[1]}", self.look("key-line--words")))

    def _fitting(self, width: int) -> list[Key]:
        room = width - _cells(self.last) - 2
        long, short = _with_room(self.keys, room), _with_room(self.shorter, room)
        return short if len(short) > len(long) else long


def _with_room(keys: tuple[Key, ...], room: int) -> list[Key]:
    fitting = list[Key]()
    for key in keys[:MOST]:
        needed = _cells(key) + (3 if fitting else 0)
        if needed > room:
            break
        room -= needed
        fitting.append(key)
    return fitting


def _cells(key: Key) -> int:
    return cells_of(key[0]) + 1 + cells_of(key[1])
