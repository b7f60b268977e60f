"""Transcripts as texts: a name and a time above or before the words of each turn, as Otter, Teams, Rev and Zoom write them, or,
as Meet does, names alone with a time every few minutes."""

import re
from collections.abc import Iterator

from mentortui.core.cues import Cue, Mark, count_words
from mentortui.formats.transcripts.found import MOST_CUES, Entries, Found, Unreadable
from mentortui.formats.transcripts.source import Source
from mentortui.formats.transcripts.turn_lines import ABOVE, CLOCK, Turn, is_name, microseconds, shapes_of, turn

_DAY = 86_400_000_000
_LATE = 6 * 3_600_000_000
"""No recording begins to speak so late; its times are times of day."""
MARK = re.compile(r"\s*(?:#+\s*)?\**(?P<time>(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-9]{2})\**\s*")
_ENDED = re.compile(
    r"\s*(?:#+\s*)?[*_]*(?:Meeting|Transcription|Recording) ended after (?P<time>(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-9]{2}).*"
)
_SAID = re.compile(r"\s*(?:\*\*)?(?P<name>[^\s:*#\[\]<>|][^:*#\[\]<>|]{0,79}?)\s?:(?:\*\*)?(?=\s|\Z)")
_TITLE = re.compile(r"\s*(?:#+\s*)?\**(?:📖\s*)?transcript\**:?\**\s*", re.IGNORECASE)
_EDITABLE = "This editable transcript was"
_HEADING = re.compile(r"\s*(?:#{1,6}\s|---+\s*\Z|===+\s*\Z)")
_BY_THE_TOOL = re.compile(
    r"\s*[*_]*(?:Transcribed by https?://.*|This editable transcript was computer generated.*"
    r"|.{1,100} (?:started|stopped) transcription"
    r"|(?:.{1,100} )?[0-9]+ (?:hours?|minutes?|seconds?)(?: [0-9]+ (?:minutes?|seconds?)){0,2}"
    r"|(?:ACTION ITEM|SCREEN SHARING): .{1,1000} - WATCH: https?://.*)[*_]*\s*"
)
"""Lines that nobody said: Otter, Meet, Teams and Fathom add them."""
_LONGEST_BY_THE_TOOL = 2000
MOST_WORDS = 1_000_000
"""Characters of one turn that are kept."""
_ENOUGH = 2
"""Turns by which a text is known; one is enough where the text begins with it."""


class Words:
    """Of one turn: its words, as far as they are kept, and how many there are."""

    def __init__(self, first: str) -> None:
        self._kept = list[str]()
        self._length, self._count = 0, 0
        self.add(first)

    def add(self, line: str) -> None:
        """A line of it."""
        line = line.strip()
        self._count += count_words(line)
        if line and self._length < MOST_WORDS:
            self._kept.append(line[: MOST_WORDS - self._length])
            self._length += len(line)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._kept)

    def cue(self, line: int, start: int | None, end: int | None, name: str) -> Cue:
        """The whole turn."""
        return Cue(line, start, end, name, " ".join(self._kept), self._count)


def looks_like_turns(head: str) -> bool:
    """Whether turns with a name and a time each stand in its beginning."""
    lines = _lines(head)
    _, many = shapes_of(lines)
    return many >= _ENOUGH or turn(next((line for line in lines if line.strip()), "")) is not None


def looks_like_meet(head: str) -> bool:
    """Whether names stand before words, and times on lines of their own."""
    lines = _lines(head)
    times = any(MARK.fullmatch(line) or _ENDED.fullmatch(line) for line in lines)
    titled = any(_TITLE.fullmatch(line) for line in lines) or any(_EDITABLE in line for line in lines)
    return (times or titled) and sum(said(line) is not None for line in lines) >= _ENOUGH


def read_turns(source: Source, found: Found) -> Entries:
    """The turns of a text in which each has its time; the words below belong to it, headings and what the tool adds do not."""
    begun: tuple[int, int, None, str, Words] | None = None
    clock = _Clock()
    for number, opened, line in _opened(source):
        if opened is not None:
            if begun is not None:
                yield begun[4].cue(*begun[:4])
            begun = (number, clock.since(opened), None, opened.name, Words(opened.text))
        elif begun is not None and not _HEADING.match(line) and not by_the_tool(line):
            begun[4].add(line)
    if begun is not None:
        yield begun[4].cue(*begun[:4])


def _opened(source: Source) -> Iterator[tuple[int, Turn | None, str]]:
    """Each line with its number and the turn it opens. A name alone is held back until the time below it may come."""
    shapes, _ = shapes_of(_lines(source.head()))
    pairs = ABOVE in shapes
    held: tuple[int, str] | None = None
    for number, line in enumerate(source.lines(), 1):
        opened = turn(line, shapes)
        if held is not None:
            above = turn(f"{held[1].strip()}\n{line.strip()}", (ABOVE,)) if opened is None else None
            if above is not None:
                yield held[0], above, ""
                held = None
                continue
            if pairs and by_the_tool(line):
                continue
            yield held[0], None, held[1]
            held = None
        if opened is None and pairs and line.strip() and is_name(line[:100]):
            held = (number, line)
        else:
            yield number, opened, line
    if held is not None:
        yield held[0], None, held[1]


class _Clock:
    """From the times of a text to those of its recording: where they are times of day, the first is its beginning."""

    def __init__(self) -> None:
        self._first: int | None = None

    def since(self, opened: Turn) -> int:
        """When it was, microseconds."""
        if self._first is None:
            self._first = opened.at if opened.of_day or opened.at >= _LATE else 0
        at = opened.at - self._first
        return at + _DAY if at < -_DAY // 2 else max(0, at)


def read_meet(source: Source, found: Found) -> Entries:
    """The turns of a text as Meet writes it; of notes above the heading *Transcript*, and of what is below its end, nothing."""
    entries: list[Cue | Mark] = []
    begun: tuple[int, str, Words] | None = None
    over = False
    for number, line in enumerate(source.lines(), 1):
        if _TITLE.fullmatch(line):
            entries.clear()
            begun, over = None, False
            continue
        if over:
            continue
        ended = _ENDED.fullmatch(line)
        time = ended or MARK.fullmatch(line)
        named = said(line) if time is None else None
        if time is None and named is None:
            if begun is not None and line.strip() and not _HEADING.match(line) and not by_the_tool(line):
                begun[2].add(line)
            continue
        if begun is not None:
            entries.append(begun[2].cue(begun[0], None, None, begun[1]))
            begun = None
        over = ended is not None
        if named is not None:
            begun = (number, named[0], Words(named[1]))
        elif time is not None and (at := microseconds(time["time"])) is not None:
            entries.append(Mark(number, at))
        if len(entries) > MOST_CUES:
            raise Unreadable(f"has more than {MOST_CUES:,} turns; a transcript has fewer", number)
    if begun is not None:
        entries.append(begun[2].cue(begun[0], None, None, begun[1]))
    yield from entries


def said(line: str) -> tuple[str, str] | None:
    """A name and the words behind its colon; None where there is none."""
    found = _SAID.match(line)
    if found is None or not is_name(found["name"]):
        return None
    return " ".join(found["name"].split()), line[found.end() :]


def by_the_tool(line: str) -> bool:
    """Whether it is one of the lines that tools add, and nobody said."""
    return len(line) < _LONGEST_BY_THE_TOOL and _BY_THE_TOOL.fullmatch(line) is not None


def _lines(head: str) -> list[str]:
    return re.split("\r\n|\r|\n", head)


__all__ = ["CLOCK", "looks_like_meet", "looks_like_turns", "microseconds", "read_meet", "read_turns"]
