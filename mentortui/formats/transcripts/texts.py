"""Transcripts as texts: a name and a time above or before the words of each turn, as Otter, Teams, Rev and Zoom write them, or,
as Meet does, names alone with a time every few minutes."""

import re
from collections.abc import Iterator

from mentortui.core.cues import Cue, Mark
from mentortui.formats.transcripts.found import Entries, Found
from mentortui.formats.transcripts.source import Source
from mentortui.formats.transcripts.turn_lines import (
    ABOVE,
    Turn,
    by_the_tool,
    is_name,
    microseconds,
    said_of,
    shapes_of,
    spells_time,
    turn,
)
from mentortui.formats.transcripts.turn_words import Words, with_words

_DAY = 86_400_000_000
_LATE = 6 * 3_600_000_000
"""No recording begins to speak so late; its times are times of day."""
MARK = re.compile(r"\s*(?:#+\s*)?\**(?P<time>(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-9]{2})\**\s*")
_ENDED = re.compile(
    r"\s*(?:#+\s*)?[*_]{0,4}(?:(?:Meeting|Transcription|Recording) ended after|[^:\d]{3,60}(?=.{4,12}👋))"
    r"\s*(?P<time>(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-9]{2}).*"
)
_SAID = re.compile(r"\s*(?:\*\*)?(?P<name>[^\s:*#\[\]<>|][^:*#\[\]<>|]{0,79}?)\s?:(?:\*\*)?(?=\s|\Z)")
_TRANSCRIPT = "transcript|transkript|transcription|transcripción|transcrição|trascrizione|transkrypcja|транскрипт|文字起こし"
_TITLE = re.compile(rf"\s*(?:#+\s*)?\**(?:📖\s*|[^\n]{{1,200}} \\?[-–—] )?(?:{_TRANSCRIPT})\**:?\**\s*", re.IGNORECASE)
_LONGEST_MARK = 1_000
_EDITABLE = "This editable transcript was"
_HEADING = re.compile(r"\s*(?:#{1,6}\s|---+\s*\Z|===+\s*\Z)")
_ENOUGH = 2
"""Turns at different times by which a text is known; one is enough where the text begins with it."""
_SOME = 3
"""A name stands before one line in so many, of Meet."""


def looks_like_turns(head: str) -> bool:
    """Whether turns with a name and a time each stand in its beginning."""
    lines = _lines(head)
    _, many = shapes_of(lines)
    return many >= _ENOUGH or turn(next((line for line in lines if line.strip()), "")) is not None


def looks_like_meet(head: str) -> bool:
    """Whether names stand before words, in many of its lines, and times on lines of their own."""
    lines = [line for line in _lines(head) if line.strip()]
    title = max((number for number, line in enumerate(lines) if _whole(_TITLE, line)), default=None)
    titled = title is not None or any(_EDITABLE in line for line in lines)
    talk = lines if title is None else lines[title + 1 :]
    times = sum(_whole(MARK, line) is not None or _whole(_ENDED, line) is not None for line in talk)
    named = sum(said(line) is not None for line in talk)
    return (titled or times > 0) and named >= _ENOUGH and named * _SOME >= len(talk) - times


def read_turns(source: Source, found: Found) -> Entries:
    """The turns of a text in which each has its time; the words below belong to it, headings and what the tool adds do not.

    Raises Unreadable where there are no words.
    """
    return with_words(_turns(source))


def _turns(source: Source) -> Iterator[Cue]:
    begun: tuple[int, str, Words] | None = None  # microseconds, name
    clock = _Clock()
    for number, opened, line in _opened(source):
        if opened is not None:
            if begun is not None:
                yield begun[2].cue(begun[0], None, begun[1])
            begun = (clock.since(opened), opened.name, Words(number, opened.text))
        elif begun is not None and not _HEADING.match(line) and not by_the_tool(line):
            begun[2].add(said_of(line))
    if begun is not None:
        yield begun[2].cue(begun[0], None, begun[1])


def _opened(source: Source) -> Iterator[tuple[int, Turn | None, str]]:
    """Each line with its number and the turn it opens. A name alone is held back until the time below it may come."""
    shapes, _ = shapes_of(_lines(source.head()))
    pairs = ABOVE in shapes
    held: tuple[int, str] | None = None
    name = ""
    for number, line in enumerate(source.lines(), 1):
        if pairs and spells_time(line, held[1].strip() if held is not None else name):
            continue
        opened = turn(line, shapes)
        if held is not None:
            above = turn(f"{held[1].strip()}\n{line.strip()}", (ABOVE,)) if opened is None else None
            if above is not None:
                name = above.name
                yield held[0], above, ""
                held = None
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
    """The turns of a text as Meet writes it; of notes above the heading *Transcript*, and of what is below its end, nothing.

    Raises Unreadable where there are no words.
    """
    return with_words(_turns_of_meet(source))


def _turns_of_meet(source: Source) -> Entries:
    above = sum(_whole(_TITLE, line) is not None for line in _lines(source.head())[:-1])
    begun: tuple[str, Words] | None = None
    over = False
    for number, line in enumerate(source.lines(), 1):
        if above:
            above -= _whole(_TITLE, line) is not None
            continue
        if over:
            continue
        ended = _whole(_ENDED, line)
        time = ended or _whole(MARK, line)
        named = said(line) if time is None else None
        if time is None and named is None:
            if begun is not None and line.strip() and not _HEADING.match(line) and not by_the_tool(line):
                begun[1].add(line)
            continue
        if begun is not None:
            yield begun[1].cue(None, None, begun[0])
            begun = None
        over = ended is not None
        if named is not None:
            begun = (named[0], Words(number, named[1]))
        elif time is not None and (at := microseconds(time["time"])) is not None:
            yield Mark(number, at)
    if begun is not None:
        yield begun[1].cue(None, None, begun[0])


def said(line: str) -> tuple[str, str] | None:
    """A name and the words behind its colon; None where there is none."""
    found = _SAID.match(line)
    if found is None or not is_name(found["name"]):
        return None
    return " ".join(found["name"].split()), line[found.end() :]


def _whole(shape: re.Pattern[str], line: str) -> re.Match[str] | None:
    """A line of a tool's own, and none of them is long: on lines of a million blanks the patterns would take minutes."""
    line = line.strip()
    return shape.fullmatch(line) if len(line) < _LONGEST_MARK else None


def _lines(head: str) -> list[str]:
    return re.split("\r\n|\r|\n", head)
