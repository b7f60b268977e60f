"""SRT and SBV: a line of times, then words until an empty line. What stands between cues and is no number is damage."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from mentortui.core.cues import Cue, count_words
from mentortui.formats.transcripts.found import MOST_TEXT, Entries, Found, too_long_a_cue
from mentortui.formats.transcripts.names import spoken_by
from mentortui.formats.transcripts.source import Source
from mentortui.formats.transcripts.webvtt import spoken

_CLOCK = r"(?:([0-9]{1,9}):)?([0-9]{1,3}):([0-9]{1,2})"
_STAMP = rf"{_CLOCK}[,.]([0-9]{{1,3}})"
_LOOSE = rf"{_CLOCK}(?:[,.]([0-9]{{1,3}}))?"
_SRT = re.compile(rf"\s*{_LOOSE}\s*-->\s*{_LOOSE}(?:\s.*)?")
_SBV = re.compile(rf"\s*{_STAMP}\s*,\s*{_STAMP}\s*")
_ALMOST_SRT = re.compile(r"(?=.*-->)[^0-9]*[0-9]")
_ALMOST_SBV = re.compile(r"\s*-?[0-9]+:[0-9:.,\s]*,\s*-?[0-9]*:?[0-9:.\s]*")
_NUMBER = re.compile(r"\s*[0-9]{1,9}\s*")
_LOOKED = 40
"""Lines of a beginning among which the first times must stand."""


class _Shape(NamedTuple):
    """How the times of a cue are written. `almost`: a line that was to be one."""

    times: re.Pattern[str]
    almost: re.Pattern[str]


SRT, SBV = _Shape(_SRT, _ALMOST_SRT), _Shape(_SBV, _ALMOST_SBV)
Looks: TypeAlias = Callable[[str], bool]


def looks_like_srt(head: str) -> bool:
    """Whether times as of SRT stand near its beginning."""
    return _looks(head, SRT)


def looks_like_sbv(head: str) -> bool:
    """Whether times as of SBV stand near its beginning."""
    return _looks(head, SBV)


def _looks(head: str, shape: _Shape) -> bool:
    lines = re.split("\r\n|\r|\n", head)[:_LOOKED]
    return any(shape.times.fullmatch(line) for line in lines)


def read_srt(source: Source, found: Found) -> Entries:
    """The cues of an SRT file."""
    return _read(source.lines(), found, SRT)


def read_sbv(source: Source, found: Found) -> Entries:
    """The cues of an SBV file, as YouTube writes them."""
    return _read(source.lines(), found, SBV)


def _read(lines: Iterator[str], found: Found, shape: _Shape) -> Iterator[Cue]:
    begun: tuple[int, int, int] | None = None  # line, start, end
    text: list[str] = []
    length, lost = 0, False
    for number, line in enumerate(lines, 1):
        times = shape.times.fullmatch(line)
        if times is not None:
            if begun is not None:
                if text and _NUMBER.fullmatch(text[-1]):
                    text.pop()  # its number: the empty line before it is missing
                yield from _cues(*begun, text)
            begun, text, length, lost = (number, *_start_end(times)), [], 0, False
        elif not line.strip():
            if begun is not None:
                yield from _cues(*begun, text)
            begun, text, lost = None, [], False
        elif begun is not None:
            length += len(line)
            if length > MOST_TEXT:
                raise too_long_a_cue(begun[0])
            text.append(line)
        elif not lost and not _NUMBER.fullmatch(line):
            lost = True
            what = "its times cannot be read" if shape.almost.match(line) else "it has no times"
            found.damage(number, what)
    if begun is not None:
        yield from _cues(*begun, text)


def _start_end(times: re.Match[str]) -> tuple[int, int]:
    h1, m1, s1, f1, h2, m2, s2, f2 = times.groups()
    return _time(h1, m1, s1, f1), _time(h2, m2, s2, f2)


def _time(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> int:
    thousandths = int((fraction or "").ljust(3, "0"))
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1_000_000 + thousandths * 1000


def _cues(line: int, start: int, end: int, lines: list[str]) -> Iterator[Cue]:
    voices = spoken("\n".join(lines))
    if not any(name for name, _ in voices):
        voices = [spoken_by("".join(text for _, text in voices))]
    for number, (name, text) in enumerate(voices):
        yield Cue(line, start, end, name or "", text, count_words(text), more=number > 0)
