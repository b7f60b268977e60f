"""Finding what was said: words typed, whatever their case and accents, and where in a text they stand.

A text is folded once, when it is read; each key then only asks whether a word is in it.
"""

import unicodedata
from collections.abc import Iterable, Sequence

import msgspec

LONGEST = 400
"""Characters of a filter that are looked for; a longer one finds nothing, and that is said."""

_LETTERS = ("ø:o đ:d ł:l ı:i ð:d ħ:h ŧ:t æ:ae œ:oe þ:th", "’:' ‘:' “:\" ”:\" –:- —:- \u2011:-")
_OTHERWISE = dict(pair.split(":") for line in _LETTERS for pair in line.split(" "))
"""Letters that Unicode does not take apart, and signs that keyboards write in two ways."""
_SELECTORS = "\ufe0e\ufe0f"


class Query(msgspec.Struct, frozen=True):
    """What is looked for: every one of `words`, folded, the longest first. Without words everything is found."""

    words: tuple[str, ...] = ()
    refused: str = ""
    """A sentence where the filter cannot be looked for; then nothing is found."""

    def __bool__(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.words or self.refused)

    def narrows(self, before: "Query") -> bool:
        """Whether all that this finds was found by `before` too, so that only that needs to be looked through."""
        if before.refused:
            return bool(self.refused)
        return bool(self.refused) or all(any(word in mine for mine in self.words) for word in before.words)


def query(typed: str) -> Query:
    """What somebody typed into a filter. Words stand apart by blanks; their order does not matter."""
    typed = typed.strip()
    if len(typed) > LONGEST:
        return Query(refused=f"This filter has {len(typed):,} characters; at most {LONGEST} are looked for.")
    found = dict.fromkeys(fold(typed).split())
    # One that stands within another is found with it. The longest is the rarest: most texts are left at the first look.
    kept = [word for word in found if not any(word != other and word in other for other in found)]
    return Query(tuple(sorted(kept, key=lambda word: -len(word))))


class _Folding(dict[int, str]):
    """What each character folds to, worked out when it first comes."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


_FOLDING = _Folding()
NEAR = 2_000
"""Characters around the first word found in a long text that are looked at to show it."""


def fold(text: str) -> str:
    """`text` without case and accents, character by character: `Straße` is `strasse`, `İzmir` is `izmir`."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def spans(text: str, words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where the folded words stand in `text` as it is: from and until, in order, those that overlap as one.

    Each takes whole characters with the marks on them, though they fold to more or fewer.
    """
    folded = fold(text)
    found = [place for word in words if word for place in _places(folded, word)]
    if not found:
        return ()
    if not text.isascii():
        starts = _starts(text)
        found = [(starts[start], _end(text, starts[end - 1] + 1)) for start, end in found]
    return tuple(_together(sorted(found)))


def snippet(text: str, words: Sequence[str], before: int = 24) -> tuple[str, bool]:
    """One line of `text` that begins shortly before the first word found in it, and whether something stands before that."""
    line = " ".join(text.split())
    cut = _first(line, words) - NEAR if len(line) > 2 * NEAR else 0
    if cut > 0:
        return snippet(line[cut : cut + 2 * NEAR], words, before)[0], True
    line = line[: 2 * NEAR]
    found = spans(line, words)
    start = found[0][0] - before if found else 0
    if start <= 8:
        return line, False
    blank = line.find(" ", start, found[0][0])
    return line[blank + 1 if blank >= 0 else start :], True


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether one of the folded words stands in it: what is not asked where costs little, however often they do."""
    folded = fold(text)
    return any(word in folded for word in words if word)


def _first(text: str, words: Sequence[str]) -> int:
    """Where the first of the words stands; 0 where none does."""
    folded = fold(text)
    found = [place for word in words if word and (place := folded.find(word)) >= 0]
    return (min(found) if text.isascii() else _starts(text)[min(found)]) if found else 0


def _folded(char: str) -> str:
    if char.isascii():
        return char.lower()  # as a text that is all ASCII folds
    if char in _SELECTORS:
        return ""
    parts = unicodedata.normalize("NFKD", char.casefold()).casefold()
    kept = "".join(_OTHERWISE.get(part, part) for part in parts if not unicodedata.combining(part))
    if char.isspace():
        return " "
    if not kept.strip():
        return "" if unicodedata.combining(char) else char.casefold()
    # What is cut apart may have a blank in it, which would make two words of one.
    return "".join(kept.casefold().split())


def _places(folded: str, word: str) -> list[tuple[int, int]]:
    found, at = [], folded.find(word)
    while at >= 0:
        found.append((at, at + len(word)))
        at = folded.find(word, at + len(word))
    return found


def _starts(text: str) -> list[int]:
    """Of each character of the folded text, the place of the one it comes from."""
    return [place for place, char in enumerate(text) for _ in _FOLDING[ord(char)]]


def _end(text: str, end: int) -> int:
    while end < len(text) and not _FOLDING[ord(text[end])]:
        end += 1
    return end


def _together(found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined = [found[0]]
    for start, end in found[1:]:
        if start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
