"""JSON with segments: as WhisperX writes it, and as podcasts publish it. Only who, when and the words are read."""

import re
from typing import Any

import msgspec

from mentortui.core.cues import Cue, count_words
from mentortui.formats.transcripts.found import MOST_CUES, Entries, Found, Unreadable
from mentortui.formats.transcripts.source import Source

MOST_SECONDS = 1_000_000
_BYTE = re.compile(r"\(byte (\d+)\)")
_KEYS = re.compile(r'"(?:segments|start|startTime)"\s*:')


class _Segment(msgspec.Struct):
    """What the two shapes have in common, under either name."""

    start: float | None = None
    end: float | None = None
    startTime: float | None = None
    endTime: float | None = None
    speaker: str | int | None = None
    speaker_name: str | None = None
    speaker_id: str | int | None = None
    text: str | None = None
    body: str | None = None
    words: msgspec.Raw = msgspec.Raw()
    wdlist: msgspec.Raw = msgspec.Raw()


class _Word(msgspec.Struct):
    word: str = ""


class _File(msgspec.Struct):
    segments: list[_Segment]


def looks(head: str) -> bool:
    """Whether it begins as JSON with segments does."""
    return head.lstrip()[:1] in ("{", "[") and _KEYS.search(head) is not None


def read(source: Source, found: Found) -> Entries:
    """Its segments in their order; the line of a cue is the number of its segment."""
    data = b"".join(source.chunks()).removeprefix(b"\xef\xbb\xbf")
    try:
        kind: Any = list[_Segment] if data.lstrip()[:1] == b"[" else _File
        read: Any = msgspec.json.decode(data, type=kind, strict=False)
    except msgspec.ValidationError as error:
        raise Unreadable(f"has another shape than the JSON we know: {error}; export it as WebVTT or SRT") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        at = _BYTE.search(str(error))
        line = data.count(b"\n", 0, int(at[1])) + 1 if at else 0
        raise Unreadable("is no whole JSON; it may be cut short, export it again", line) from error
    segments: list[_Segment] = read if isinstance(read, list) else read.segments
    del data
    if len(segments) > MOST_CUES:
        raise Unreadable(f"has {len(segments):,} segments; a transcript has at most {MOST_CUES:,}")
    for number, segment in enumerate(segments, 1):
        start = _microseconds(segment.start if segment.start is not None else segment.startTime)
        end = _microseconds(segment.end if segment.end is not None else segment.endTime)
        if start is None or end is None:
            found.damage(number, "this segment has no start and end in seconds")
            continue
        text = _words(segment)
        yield Cue(number, start, end, _name(segment), text, count_words(text))


def _name(segment: _Segment) -> str:
    for name in (segment.speaker_name, segment.speaker, segment.speaker_id):
        if name is not None and str(name).strip():
            return " ".join(str(name).split())
    return ""


def _words(segment: _Segment) -> str:
    text = segment.text if segment.text is not None else segment.body
    if text is None:
        raw = bytes(segment.wdlist) or bytes(segment.words)
        try:
            text = "".join(word.word for word in msgspec.json.decode(raw, type=list[_Word])) if raw else ""
        except msgspec.MsgspecError:
            text = ""
    return text.strip()


def _microseconds(seconds: float | None) -> int | None:
    if seconds is None or not 0 <= seconds <= MOST_SECONDS:
        return None
    return round(seconds * 1_000_000)
