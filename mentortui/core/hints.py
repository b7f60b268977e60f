"""Hints while one types a feedback: which words are worth another look, and why. They block nothing and score nobody.

The words come from lists (`formats/word_files.py` reads them). A phrase is found at word boundaries, whatever its case, its
quotes and its hyphens; the cost grows with the text, not with the number of phrases.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from mentortui.core.text import fit

LATE_AFTER = 14
"""Days after which feedback is long after the event."""
MOST_WORDS = 8
"""Words of a phrase."""
LONGEST_TEXT = 20_000
"""Characters that are looked at; a field holds far fewer."""
SHOWN_CELLS = 28
"""Cells of the words quoted in a hint."""
LATE = "seen"
"""The kind of the hint about a day long gone by."""

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_TOGETHER = re.compile(r"[\s\-‐‑–_]{1,40}")
_APOSTROPHES = str.maketrans("’ʼ", "''")


class WordList(msgspec.Struct, frozen=True):
    """Phrases of one kind and the sentence that says why. `without`: phrases taken out of what other lists say."""

    kind: str
    why: str = ""
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class Hint(msgspec.Struct, frozen=True):
    """Points at `text[start:end]` and says why; of a day there is nothing to point at, and both are 0."""

    start: int
    end: int
    kind: str
    words: str
    why: str

    @property
    def said(self) -> str:
        """`"always" is about the person; what happened this time?`"""
        return self.why.replace("{words}", f'"{fit(self.words, SHOWN_CELLS)}"') if self.words else self.why


class _Place:
    """Where a phrase may go on, and what it is if it ends here."""

    __slots__ = ("after", "kind")

    def __init__(self) -> None:
        self.after: dict[str, _Place] = {}
        self.kind = ""


class Hints:
    """The lists, made ready to be asked at each key."""

    def __init__(self, lists: Iterable[WordList]) -> None:
        """Later lists add to earlier ones of their kind; the first sentence of a kind is kept unless a later one says another."""
        self._first = _Place()
        self._why: dict[str, str] = {}
        lists = tuple(lists)
        without = {tuple(words_of(phrase)) for one in lists for phrase in one.without}
        for one in lists:
            if one.why:
                self._why[one.kind] = one.why
            for phrase in one.phrases:
                words = tuple(words_of(phrase))
                if words and len(words) <= MOST_WORDS and words not in without:
                    self._add(words, one.kind)

    def of(self, text: str) -> tuple[Hint, ...]:
        """What stands in `text`, in its order; the longest phrase where several begin with a word. Never raises."""
        text = text[:LONGEST_TEXT]
        found = list(_WORD.finditer(text))
        words = [_folded(match.group()) for match in found]
        hints = list[Hint]()
        index = 0
        while index < len(found):
            end, kind = self._longest(text, found, words, index)
            if not kind:
                index += 1
                continue
            start, stop = found[index].start(), found[end - 1].end()
            hints.append(Hint(start, stop, kind, text[start:stop], self._why.get(kind) or "{words}: what exactly happened?"))
            index = end
        return tuple(hints)

    def points(self, text: str) -> bool:
        """Whether there is anything in `text`: quick where no phrase begins with any of its words, as in most texts."""
        if text.isascii() and self._first.after.keys().isdisjoint(_WORD.findall(_folded(text[:LONGEST_TEXT]))):
            return False
        return bool(self.of(text))

    def _add(self, words: tuple[str, ...], kind: str) -> None:
        place = self._first
        for word in words:
            place = place.after.setdefault(word, _Place())
        place.kind = place.kind or kind

    def _longest(self, text: str, found: Sequence[re.Match[str]], words: Sequence[str], index: int) -> tuple[int, str]:
        """Where the longest phrase that begins at that word ends, and its kind; empty where none begins."""
        place, best, kind = self._first, index, ""
        for at in range(index, len(found)):
            if at > index and not _TOGETHER.fullmatch(text, found[at - 1].end(), found[at].start()):
                break
            following = place.after.get(words[at])
            if following is None:
                break
            place = following
            if place.kind:
                best, kind = at + 1, place.kind
        return best, kind


def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as they are compared: without case, quotes and hyphens."""
    return tuple(_folded(match.group()) for match in _WORD.finditer(phrase))


def late_hint(seen: date | None, today: date, after: int = LATE_AFTER) -> Hint | None:
    """That the event is more than `after` days ago; None where it is not, or no day is said."""
    days = (today - seen).days if seen is not None else 0
    if days <= after:
        return None
    return Hint(0, 0, LATE, "", f"seen {days} days ago: feedback is easier to use soon after. Is there a newer example?")


def _folded(word: str) -> str:
    return word.translate(_APOSTROPHES).casefold()
