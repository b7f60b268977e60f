"""What a transcript says: cues with a name, a time and words, as its reader found them. Times are whole microseconds."""

import re
from typing import Literal, TypeAlias

import msgspec

Kind: TypeAlias = Literal["captions", "recording", "text"]
"""`captions`: each cue has a start and an end, and may name speakers only where they change. `recording`: the same, and a cue
without a name is somebody who is not said. `text`: a cue has a start at most, in order."""


class Cue(msgspec.Struct, frozen=True):
    """One entry of a transcript. `start`, `end`: None where the file does not say. `line`: where it stands, from 1."""

    line: int
    start: int | None
    end: int | None
    name: str = ""
    """As the file has it, white space collapsed; empty: it names nobody."""
    text: str = ""
    """Without tags, character references resolved; empty where words are not kept."""
    words: int = 0
    """How many words it has, though they are not kept."""
    more: bool = False
    """Of the same caption as the entry before: another voice in it."""
    asks: bool = False
    """Whether its words ended in a question, where they are not kept."""


class Mark(msgspec.Struct, frozen=True):
    """A time that stands between the turns of a text: what comes after it was not said before."""

    line: int
    at: int


class Damage(msgspec.Struct, frozen=True):
    """Something in the file that could not be read, and was left out."""

    line: int
    what: str


class Transcript(msgspec.Struct, frozen=True, kw_only=True):
    """A whole file, read."""

    format: str
    """In words: `WebVTT`, `SRT`."""
    kind: Kind
    entries: tuple[Cue | Mark, ...]
    damaged: tuple[Damage, ...] = ()
    """The first of them; how many there were is `damages`."""
    damages: int = 0
    exact: bool = False
    """Whether its times are finer than a tenth of a second and of speech, not of captions."""

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The entries that say something."""
        return tuple(entry for entry in self.entries if isinstance(entry, Cue))

    @property
    def names(self) -> tuple[str, ...]:
        """Who is named, each once, in the order of their first cue."""
        return tuple(dict.fromkeys(cue.name for cue in self.cues if cue.name))


_WIDE = re.compile("[\u2e80-\U0010ffff]")


def count_words(text: str) -> int:
    """How many words a person would say: parts between spaces, and of writing without spaces a word for each two letters."""
    if text.isascii() or not _WIDE.search(text):
        return len(text.split())
    total = 0
    for part in text.split():
        wide = sum(char > "\u2e7f" for char in part)
        total += -(-wide // 2) if wide > 2 else 1
    return total
