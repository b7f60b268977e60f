"""Lists of words that hints look for, as plain files: `[kind] why`, and below it one phrase a line.

    # a comment
    [always] {words} is about the person; what happened this time?
    every time
    - constantly

`{words}` stands for the words that were found. A phrase with a minus before it is taken out of the lists. A line that cannot
be used is told and left out; the rest holds.
"""

import re
from collections.abc import Collection

import msgspec

from mentortui.core.hints import MOST_WORDS, WordList, words_of
from mentortui.core.text import fit

LARGEST = 1_000_000
"""Bytes of a file."""
MOST_PHRASES = 10_000
LONGEST_LINE = 300
"""Characters; of a longer line no phrase is made."""

_HEAD = re.compile(r"\[([^\[\]]*)\](.*)", re.DOTALL)
_KIND = re.compile(r"[\w][\w \-]{0,39}")


class WordFile(msgspec.Struct, frozen=True):
    """What a file holds, and a sentence for each line that cannot be used: which, what is wrong, what to do."""

    lists: tuple[WordList, ...]
    problems: tuple[str, ...] = ()


def read_words(data: bytes, name: str, known: Collection[str] = ()) -> WordFile:
    """The lists of a file called `name`. `known`: kinds that have their sentence already. Never raises."""
    if len(data) > LARGEST:
        return WordFile((), (f"{name}: {len(data):,} bytes are too many for a list of words. Keep it under {LARGEST:,}.",))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return WordFile((), (f"{name}: line {line} is not UTF-8 text. Save the file as UTF-8; none of it is used.",))
    return _Reading(name, known).read(text)


def problem_told(file: WordFile) -> str:
    """The problems of a file as one message; empty where it has none."""
    if not file.problems:
        return ""
    more = len(file.problems) - 1
    return file.problems[0] + (f" {more} more line{'' if more == 1 else 's'} of it cannot be used." if more else "")


class _Reading:
    def __init__(self, name: str, known: Collection[str]) -> None:
        self._name = name
        self._known = set(known)
        self._lists: dict[str, tuple[str, list[str], list[str]]] = {}
        self._problems: list[str] = []
        self._here: str | None = None
        self._skipping = False
        self._count = 0

    def read(self, text: str) -> WordFile:
        for number, raw in enumerate(re.split("\r\n|\r|\n", text), 1):
            line = raw.strip()
            if line and not line.startswith("#"):
                self._line(number, line)
        lists = [WordList(kind, why, tuple(phrases), tuple(gone)) for kind, (why, phrases, gone) in self._lists.items()]
        return WordFile(tuple(lists), tuple(self._problems))

    def _line(self, number: int, line: str) -> None:
        if len(line) > LONGEST_LINE:
            self._wrong(number, f"has {len(line):,} characters. Write one phrase of at most {LONGEST_LINE} on a line.")
        elif line.startswith("["):
            self._head(number, line)
        elif self._here is None:
            if not self._skipping:
                self._wrong(number, f"{_shown(line)} stands above the first [kind]. Put a line such as [vague] above it.")
        else:
            self._phrase(number, line)

    def _head(self, number: int, line: str) -> None:
        self._here, self._skipping = None, True
        match = _HEAD.fullmatch(line)
        if match is None:
            self._wrong(number, f"{_shown(line)} has no closing bracket. Write it as [kind] why; its phrases are left out.")
            return
        kind, why = " ".join(match.group(1).split()).casefold(), " ".join(match.group(2).split())
        if not _KIND.fullmatch(kind):
            self._wrong(number, f"{_shown(line)} names no kind. Write a word such as [vague]; its phrases are left out.")
            return
        if not why and kind not in self._known:
            self._wrong(
                number,
                f"[{fit(kind, 30)}] is new and does not say why. Write the sentence behind it, with {{words}} for what was "
                "found; its phrases are left out.",
            )
            return
        self._here, self._skipping = kind, False
        self._known.add(kind)
        before = self._lists.get(kind, ("", [], []))
        sentence = why if not why or "{words}" in why else f"{{words}}: {why}"
        self._lists[kind] = (sentence or before[0], before[1], before[2])

    def _phrase(self, number: int, line: str) -> None:
        _, phrases, gone = self._lists[self._here or ""]
        taken = line.startswith("-")
        phrase = line[1:].strip() if taken else line
        words = words_of(phrase)
        if not words:
            self._wrong(number, f"{_shown(line)} has no word in it. Write a phrase, or # before a comment.")
        elif len(words) > MOST_WORDS:
            self._wrong(number, f"{_shown(line)} has {len(words)} words. Write at most {MOST_WORDS}.")
        elif self._count >= MOST_PHRASES:
            if self._count == MOST_PHRASES:
                self._wrong(number, f"is past the {MOST_PHRASES:,} phrases a file may have. Take some out.")
            self._count += 1
        else:
            self._count += 1
            (gone if taken else phrases).append(phrase)

    def _wrong(self, number: int, what: str) -> None:
        self._problems.append(f"{self._name}: line {number}: {what}")


def _shown(line: str) -> str:
    return f"“{fit(line, 40)}”"
