"""The segments of a JSON file, one by one: the file is never held as a whole, however large, deep or crooked it is."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from mentortui.formats.transcripts.found import MOST_LINE, Unreadable
from mentortui.formats.transcripts.source import Source

DEEPEST = 100
"""Brackets within one another."""
MOST_SEGMENT = 4_000_000
"""Characters of one segment, the times of its words included."""

LISTS = frozenset(
    {
        *("segments", "sentences", "utterances", "monologues", "paragraphs", "entries"),
        *("transcription", "transcript", "audio_segments", "diarization", "speakers"),
        *("transcript_segments", "turns"),
    }
)
"""The keys whose lists hold segments; a file that is a list itself is one, too. `speakers` holds names."""

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]"]', re.DOTALL)
_ENTRY = re.compile(r"[^\s,]+")
_OPENED = {"}": "{", "]": "["}


_DECODER = json.JSONDecoder()

Segment: TypeAlias = Mapping[str, Any]


class Piece(NamedTuple):
    """One entry of such a list."""

    line: int
    path: tuple[str, ...]
    """The keys under which its list stands; a list or an object without a key is empty."""
    value: Segment | None
    """None: it is no JSON. What Python writes beyond JSON, `NaN` and `Infinity`, is."""
    bare: bool = False
    """Whether it is no object but a number, a text, a list, `null`: then it has no value here."""


def pieces(source: Source) -> Iterator[Piece]:
    """All entries of the lists that `LISTS` names, in the order of the file.

    Raises Unreadable where brackets do not fit, are too deep or do not end, or a text or an object is too long; Cancelled.
    """
    scan = _Scan()
    for part in _texts(source):
        yield from scan.take(part)
    scan.end()


def _texts(source: Source) -> Iterator[str]:
    decoder: codecs.IncrementalDecoder | None = None
    for data in source.chunks():
        if decoder is None:
            wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
            decoder = codecs.getincrementaldecoder("utf-16" if wide else "utf-8")("replace")
        text = decoder.decode(data)
        source.replaced += text.count("\ufffd")
        yield text


class _Scan:
    """Where in the file we are: which brackets are open, and what of an object was read already."""

    def __init__(self) -> None:
        self._rest = ""
        self._line = 1
        self._open: list[tuple[str, str]] = []  # bracket, key
        self._key = ""
        self._depth = 0  # of the brackets within an object that is taken
        self._begun = 0  # its line
        self._parts: list[str] = []

    def take(self, part: str) -> Iterator[Piece]:
        """What is whole by now."""
        text = self._rest + part
        since, counted, done, key_until = 0, 0, 0, 0
        tokens = _TOKEN.finditer(text)
        while (token := next(tokens, None)) is not None:
            at, until = token.span()
            sign = text[at]
            if sign == '"' and until - at == 1:
                break  # its end is not here yet
            if not self._depth and self._wanted():
                for bare in _bare(text, done, at, sign in '"['):
                    self._line += text.count("\n", counted, bare)
                    counted = bare
                    yield Piece(self._line, self._path, None, bare=True)
            if sign == '"':
                if not self._depth:
                    self._key, key_until = token[0], until
            elif self._depth:
                self._depth += 1 if sign in "{[" else -1
                if not self._depth:
                    yield self._piece(_decoded("".join((*self._parts, text[since:until]))))
                    self._parts.clear()
                elif self._depth > DEEPEST:
                    raise self._deep(text, counted, at)
            elif sign == "{" and self._wanted():
                self._line += text.count("\n", counted, at)
                counted, self._begun = at, self._line
                try:
                    value, until = _DECODER.raw_decode(text, at)
                    yield self._piece(value)
                    tokens = _TOKEN.finditer(text, until)
                except (ValueError, RecursionError):  # crooked, or not all here yet: its end is looked for
                    since, self._depth = at, 1
            elif sign in "{[":
                self._open.append((sign, self._key[1:-1] if text[key_until:at].strip() == ":" else ""))
                if len(self._open) > DEEPEST:
                    raise self._deep(text, counted, at)
            elif not self._open or self._open.pop()[0] != _OPENED[sign]:
                raise _not_whole(self._line + text.count("\n", counted, at))
            done = until
        self._line += text.count("\n", counted, done)
        if self._depth:
            self._parts.append(text[since:done])
            if sum(map(len, self._parts)) > MOST_SEGMENT:
                raise Unreadable(f"begins a segment longer than {MOST_SEGMENT:,} characters; a transcript has none", self._begun)
        self._rest = text[done:]
        if len(self._rest) > MOST_LINE:
            raise Unreadable(f"has a text longer than {MOST_LINE:,} characters; a transcript has none", self._line)
        if done > key_until:
            self._key = ""

    def end(self) -> None:
        """The file ends here. Raises Unreadable where something is open."""
        if self._open or self._depth or '"' in self._rest:
            raise _not_whole(self._line)

    def _wanted(self) -> bool:
        """Whether what begins here is an entry of a list that is wanted."""
        if not self._open or self._open[-1][0] != "[":
            return False
        return len(self._open) == 1 or self._open[-1][1] in LISTS

    @property
    def _path(self) -> tuple[str, ...]:
        return tuple(key for _, key in self._open)

    def _piece(self, value: Segment | None) -> Piece:
        return Piece(self._begun, self._path, value)

    def _deep(self, text: str, counted: int, at: int) -> Unreadable:
        line = self._line + text.count("\n", counted, at)
        return Unreadable(f"is deeper than {DEEPEST} brackets within one another; a transcript is not", line)


def _bare(text: str, since: int, until: int, itself: bool) -> Iterator[int]:
    """Where entries begin that are no objects: between two signs of the file, and `itself`, which begins at `until`."""
    for entry in _ENTRY.finditer(text, since, until):
        yield entry.start()
    if itself:
        yield until


def _decoded(text: str) -> Segment | None:
    try:
        value, until = _DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return value if until == len(text) else None


def _not_whole(line: int) -> Unreadable:
    return Unreadable("is no whole JSON; it may be cut short, export it again", line)
