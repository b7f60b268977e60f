"""What a reader of transcripts finds beside its cues, and what ends the reading of a file in one sentence."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from mentortui.core.cues import Cue, Damage, Mark
from mentortui.core.text import visible

MOST_BYTES = 256_000_000
"""A file larger than this is refused by its size, before it is read."""
MOST_CUES = 100_000
"""A day of captions has some 20,000."""
MOST_LINE = 1_000_000
"""Characters in one line."""
MOST_TEXT = 1_000_000
"""Characters in one cue."""
MOST_KEPT = 6_000_000
"""Bytes of memory for the words of all cues; a day of captions takes 2,000,000. Words past that are counted and not kept."""
MOST_NAME = 200
"""Characters of a name that count."""
MOST_NAMES = 1_000
"""Different ones in a file."""
MOST_TIME = 1_000_000_000_000
"""Microseconds, 277 hours; a cue beyond it is damaged."""
MOST_TOLD = 20
"""Damaged places that are told one by one; the others are counted."""

Entries: TypeAlias = Iterator[Cue | Mark]


class Unreadable(Exception):
    """The file is no transcript, or none that can be taken in. The message is one sentence: what, where, what to do."""

    def __init__(self, what: str, line: int = 0) -> None:
        """`line`: from 1; 0: the file as a whole."""
        super().__init__(what)
        self.what = what
        self.line = line

    def told(self, name: str) -> str:
        """One sentence about the file called `name`, whatever it is called: which, where in it, what is wrong, what to do."""
        shown = visible(name)
        return f"{shown}: line {self.line} {self.what}." if self.line else f"{shown} {self.what}."


def too_long_a_cue(line: int) -> Unreadable:
    """What ends the reading of a file with such a cue."""
    return Unreadable(f"begins a cue of more than {MOST_TEXT:,} characters; a transcript has none", line)


class Cancelled(Exception):
    """Whoever reads wanted no more of it."""


Progress: TypeAlias = Callable[[int, int], object]
"""Called with the bytes read so far, and all there are."""


class Found:
    """Collects what is damaged while a file is read."""

    def __init__(self) -> None:
        self.damaged: list[Damage] = []
        self.damages = 0
        self.coarse = False
        """Whether its times are not as fine as those of its format can be."""

    def damage(self, line: int, what: str) -> None:
        """Something at that line cannot be read and is left out. `what` ends without a full stop."""
        self.damages += 1
        if len(self.damaged) < MOST_TOLD:
            self.damaged.append(Damage(line, what))
