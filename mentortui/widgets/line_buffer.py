"""A line being typed: its text and its cursor, kept whole however long or however many lines were pasted into it."""

import re
from collections.abc import Callable

from mentortui.core.text import width

_FLAGS = re.compile("[\U0001f1e6-\U0001f1ff]+$")  # each is two of these
_WINDOW = 800  # characters each side of the cursor that are ever looked at


class LineBuffer:
    """Text with a cursor. A step is what one sees as one character: a letter with its marks, an emoji sequence."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.cursor = len(text)

    @property
    def lines(self) -> int:
        """How many lines the text has, line breaks at its end not counted."""
        return self.text.rstrip("\n").count("\n") + 1

    def set(self, text: str) -> None:
        """Another text, the cursor at its end."""
        self.text, self.cursor = text, len(text)

    def insert(self, text: str) -> None:
        """At the cursor."""
        self.text = self.text[: self.cursor] + text + self.text[self.cursor :]
        self.cursor += len(text)

    def paste(self, text: str) -> None:
        """Line breaks of every kind become one kind; those at the end of a single line go."""
        text = re.sub("\r\n?", "\n", text)
        if text.count("\n") == 1 and text.endswith("\n"):
            text = text[:-1]
        self.insert(text)

    def replace_around(self, most: int, change: Callable[[str, int], tuple[str, int]]) -> None:
        """What `change` makes of the text and the cursor, given at most `most` characters each side of it."""
        start, end = max(0, self.cursor - most), min(len(self.text), self.cursor + most)
        text, cursor = change(self.text[start:end], self.cursor - start)
        self.text = self.text[:start] + text + self.text[end:]
        self.cursor = start + max(0, min(cursor, len(text)))

    def left(self) -> None:
        self.cursor = self._before()

    def right(self) -> None:
        self.cursor = self._after()

    def word_left(self) -> None:
        self.cursor = self._word_before()

    def word_right(self) -> None:
        match = re.compile(r"\s*\S+").match(self.text, self.cursor, self.cursor + _WINDOW)
        self.cursor = match.end() if match else min(len(self.text), self.cursor + _WINDOW)

    def home(self) -> None:
        self.cursor = 0

    def end(self) -> None:
        self.cursor = len(self.text)

    def delete_left(self) -> None:
        self._cut(self._before(), self.cursor)

    def delete_right(self) -> None:
        self._cut(self.cursor, self._after())

    def delete_word_left(self) -> None:
        self._cut(self._word_before(), self.cursor)

    def delete_to_start(self) -> None:
        self._cut(0, self.cursor)

    def delete_to_end(self) -> None:
        self._cut(self.cursor, len(self.text))

    def before(self) -> str:
        """What stands before the cursor, at most a window of it."""
        return self.text[max(0, self.cursor - _WINDOW) : self.cursor]

    def under(self) -> str:
        """What one step to the right would pass; empty at the end."""
        return self.text[self.cursor : self._after()]

    def after(self) -> str:
        """What follows that, at most a window of it."""
        start = self._after()
        return self.text[start : start + _WINDOW]

    def _cut(self, start: int, end: int) -> None:
        self.text = self.text[:start] + self.text[end:]
        self.cursor = start

    def _before(self) -> int:
        at = max(0, self.cursor - 1)
        while at > max(0, self.cursor - _WINDOW) and self._joined(at):
            at -= 1
        return at

    def _after(self) -> int:
        at = min(len(self.text), self.cursor + 1)
        while at < min(len(self.text), self.cursor + _WINDOW) and self._joined(at):
            at += 1
        return at

    def _joined(self, at: int) -> bool:
        """Whether the character there belongs to the one before it."""
        char, previous = self.text[at], self.text[at - 1]
        if previous == "\u200d":
            return True
        if _FLAGS.match(char) and (flags := _FLAGS.search(self.text[max(0, at - _WINDOW) : at])):
            return len(flags[0]) % 2 == 1
        return (char.isprintable() and width(char) == 0) or char == "\u200d"

    def _word_before(self) -> int:
        match = re.search(r"\S*\s*$", self.before())
        return self.cursor - (len(match.group()) if match else 0)
