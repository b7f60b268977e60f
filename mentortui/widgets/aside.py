"""Long pastes, kept beside the field they were pasted into: Textual takes seconds a key where they stand in it.

In the field stands the beginning of a sentence instead, `▤ 1,000,000 characters ▤`, made of one character of a private plane
of Unicode, again and again. What is left of it, and be it one cell, stands for the whole paste; twice it is there but once.
"""

import re
from collections.abc import Callable
from typing import Final

LONG_LINE: Final = 3_000
"""Characters of one line that a field still shows."""
LONG_TEXT: Final = 40_000
"""Characters of several lines."""
_FIRST: Final = 0x10F000
_MOST: Final = 0xF00
_RUN: Final = re.compile(f"([{chr(_FIRST)}-{chr(_FIRST + _MOST)}])\\1*")
_STANDS = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + _MOST)}]")


class Aside:
    """The pastes of one field."""

    def __init__(self) -> None:
        self._kept: list[str] = []

    def taken(self, text: str, show: Callable[[str], str]) -> str:
        """What stands in the field for `text`: `show` of it, or, where it is too long, a sentence about it."""
        if not _is_long(text) or len(self._kept) >= _MOST:
            return _STANDS.sub("\N{REPLACEMENT CHARACTER}", show(text))
        mark = chr(_FIRST + len(self._kept))
        self._kept.append(text)
        return mark * len(_sentence(text))

    def whole(self, shown: str) -> str:
        """What was typed and pasted, of what stands in the field."""
        if not self._kept:
            return shown
        used: set[str] = set()

        def text(run: re.Match[str]) -> str:
            number = ord(run[1]) - _FIRST
            if run[1] in used or number >= len(self._kept):
                return ""
            used.add(run[1])
            return self._kept[number]

        return _RUN.sub(text, shown)

    def drawn(self, shown: str) -> str:
        """What stands in the field as it may be read, a character for a character."""
        if not self._kept:
            return shown

        def sentence(run: re.Match[str]) -> str:
            number = ord(run[1]) - _FIRST
            said = _sentence(self._kept[number]) if number < len(self._kept) else ""
            return said[: len(run[0])].ljust(len(run[0]), "▤")

        return _RUN.sub(sentence, shown)


def _is_long(text: str) -> bool:
    return len(text) > LONG_TEXT or (len(text) > LONG_LINE and any(len(line) > LONG_LINE for line in text.split("\n")))


def _sentence(text: str) -> str:
    return f"▤ {len(text):,} characters ▤"
