"""Transcripts as texts: a name and a time above or before the words of each turn, or, as Meet writes them, names alone with a
time every few minutes."""

import re
from typing import TypeAlias

from mentortui.core.cues import Cue, Mark, count_words
from mentortui.formats.transcripts.found import MOST_CUES, Entries, Found, Unreadable
from mentortui.formats.transcripts.source import Source

Turn: TypeAlias = tuple[str, int, str]
"""A name, microseconds, and the words on the same line."""

_TIME = r"(?P<time>(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-9]{2}(?:[.,][0-9]{1,3})?)"
_NAME = r"(?P<name>[^\s:*\[\]()<>|#][^:*\[\]<>|]{0,79}?)"
_BARE = r"(?P<name>[^\W\d_][^:*\[\]()<>|#\t]{0,79}?)"
_TURNS = tuple(
    re.compile(shape)
    for shape in (
        rf"\*\*{_NAME}:?\*\*:?\s*[(\[]{_TIME}[)\]]\s*[-–—:]*\s*(?P<text>.*)",  # **Ada** (2:50) - words
        rf"[(\[]{_TIME}[)\]]\s*[-–—]?\s*\*\*{_NAME}\s?:?\*\*\s?:?\s*(?P<text>.*)",  # [00:02:50] **Ada:** words
        rf"[(\[]?{_TIME}[)\]]?\s+[-–—]?\s*{_BARE}\s?:\s+(?P<text>.*)",  # 00:02:50 Ada: words
        rf"{_BARE}\s*[(\[]{_TIME}[)\]]\s*:?\s*(?P<text>.*)",  # Ada (2:50): words
        rf"{_BARE}\s?:\s*{_TIME}(?P<text>)\s*",  # Ada: 00:02:50
        rf"{_BARE}(?:\s{{2,}}|\t\s*){_TIME}(?P<text>)\s*",  # Ada  2:50
    )
)
_CLOCK = re.compile(r"(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-9]{2}(?:[.,][0-9]+)?")
_MARK = re.compile(rf"\s*(?:#+\s*)?\**{_TIME}\**\s*")
_ENDED = re.compile(rf"\s*(?:#+\s*)?\**(?:Meeting|Transcription|Recording) ended after {_TIME}.*")
_SAID = re.compile(r"\s*(?:\*\*)?(?P<name>[^\s:*#\[\]<>|][^:*#\[\]<>|]{0,79}?)\s?:(?:\*\*)?(?:\s+(?P<text>.*)|\Z)")
_TITLE = re.compile(r"\s*(?:#+\s*)?\**transcript\**:?\**\s*", re.IGNORECASE)
_HEADING = re.compile(r"\s*(?:#{1,6}\s|---+\s*\Z|===+\s*\Z)")
_WORDS_OF_A_NAME = 6
MOST_WORDS = 1_000_000
"""Characters of one turn that are kept."""
_ENOUGH = 2
"""Turns by which a text is known."""


def looks_like_turns(head: str) -> bool:
    """Whether turns with a name and a time each stand in its beginning."""
    return sum(_turn(line) is not None for line in _lines(head)) >= _ENOUGH


def looks_like_meet(head: str) -> bool:
    """Whether names stand before words, and times on lines of their own."""
    lines = _lines(head)
    times = any(_MARK.fullmatch(line) or _ENDED.fullmatch(line) for line in lines)
    titled = any(_TITLE.fullmatch(line) for line in lines) or any("This editable transcript was" in line for line in lines)
    return (times or titled) and sum(_said(line) is not None for line in lines) >= _ENOUGH


def read_turns(source: Source, found: Found) -> Entries:
    """The turns of a text in which each has its time; the words below belong to it, headings do not."""
    begun: tuple[int, Turn] | None = None
    words: list[str] = []
    many, length = 0, 0
    for number, line in enumerate(source.lines(), 1):
        turn = _turn(line)
        if turn is None:
            if begun is not None and not _HEADING.match(line):
                length += len(line)
                words.append(line) if length <= MOST_WORDS else None
            continue
        if begun is not None:
            yield _cue(*begun, words)
        many += 1
        begun, words, length = (number, turn), [turn[2]], 0
    if begun is not None:
        yield _cue(*begun, words)


def read_meet(source: Source, found: Found) -> Entries:
    """The turns of a text as Meet writes it; of notes above the heading *Transcript* nothing."""
    entries: list[Cue | Mark] = []
    for number, line in enumerate(source.lines(), 1):
        if _TITLE.fullmatch(line):
            entries.clear()
            continue
        time = _MARK.fullmatch(line) or _ENDED.fullmatch(line)
        if time is not None:
            at = microseconds(time["time"])
            if at is not None:
                entries.append(Mark(number, at))
            continue
        said = _said(line)
        if said is None:
            if line.strip() and entries and isinstance(entries[-1], Cue) and not _HEADING.match(line):
                last = entries.pop()
                assert isinstance(last, Cue)
                text = f"{last.text} {line.strip()}".strip()
                entries.append(Cue(last.line, None, None, last.name, text, count_words(text)))
            continue
        name, text = said
        entries.append(Cue(number, None, None, name, text, count_words(text)))
        if len(entries) > MOST_CUES:
            raise Unreadable(f"has more than {MOST_CUES:,} turns; a transcript has fewer", number)
    yield from entries


def _turn(line: str) -> Turn | None:
    line = line.strip()
    if len(line) < 6 or ":" not in line:
        return None
    for shape in _TURNS:
        found = shape.fullmatch(line)
        if found is not None and (at := microseconds(found["time"])) is not None and _is_name(found["name"]):
            return " ".join(found["name"].split()), at, found["text"]
    return None


def _said(line: str) -> tuple[str, str] | None:
    found = _SAID.fullmatch(line)
    if found is None or not _is_name(found["name"]):
        return None
    return " ".join(found["name"].split()), (found["text"] or "").strip()


def _is_name(name: str) -> bool:
    parts = name.split()
    return 0 < len(parts) <= _WORDS_OF_A_NAME and not name.endswith((".", ",", "?", "!")) and any(c.isalpha() for c in name)


def microseconds(time: str) -> int | None:
    """`1:02:03`, `62:03`, `0:03.5`; None where it is no time, or a part is past 59 that cannot be."""
    if not _CLOCK.fullmatch(time):
        return None
    whole, _, fraction = time.replace(",", ".").partition(".")
    parts = [int(part) for part in whole.split(":")]
    if parts[-1] > 59 or (len(parts) == 3 and parts[1] > 59):
        return None
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + part
    return seconds * 1_000_000 + int((fraction + "000000")[:6])


def _cue(line: int, turn: Turn, words: list[str]) -> Cue:
    name, at, _ = turn
    text = " ".join(part for part in (word.strip() for word in words) if part)
    return Cue(line, at, None, name, text, count_words(text))


def _lines(head: str) -> list[str]:
    return re.split("\r\n|\r|\n", head)
