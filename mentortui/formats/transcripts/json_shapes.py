"""JSON with segments, whichever tool wrote it: WhisperX, the Podcast Namespace, Rev, Fireflies, Teams, AssemblyAI, Deepgram,
whisper.cpp. Only who, when and the words are read; a segment is known by its keys, never by the tool."""

import re
from collections.abc import Iterable, Mapping

from mentortui.core.cues import Cue, count_words
from mentortui.core.text import storable
from mentortui.formats.transcripts.found import MOST_CUES, Entries, Found, Unreadable
from mentortui.formats.transcripts.json_stream import Segment, pieces
from mentortui.formats.transcripts.source import Source
from mentortui.formats.transcripts.turn_lines import microseconds

MOST_SECONDS = 1_000_000
_LONGEST_NAME = 80
_MOST_NUMBER = 1_000_000
_BARE = "is no object with times"
_TENTH = 100_000
_LOOKS = re.compile(r"\s*(?:\{\s*(?:\"|\}|\Z)|\[(?:\s*\[)*+\s*(?:[{\]]|\Z))")

_START = ("start", "startTime", "start_time", "startOffset", "start_timestamp", "ts", "startSeconds")
_END = ("end", "endTime", "end_time", "endOffset", "end_timestamp", "end_ts", "endSeconds")
_START_MS = ("startMs", "start_ms", "timestamp_ms")
_END_MS = ("endMs", "end_ms")
_WHO = ("speaker_name", "speakerName", "speakerDisplayName", "speaker", "participant", "speaker_label", "speaker_id", "speakerId")
_SAID = ("text", "body", "sentence", "transcript", "transcription", "value", "word", "punctuated_word")
_PARTS = ("words", "wdlist", "elements", "sentences")
_IN_THOUSANDTHS = ("", "utterances")
"""Where AssemblyAI keeps its segments: their times are whole milliseconds. Others there have seconds with a fraction."""


def looks(head: str) -> bool:
    """Whether it begins as JSON does."""
    return _LOOKS.match(head) is not None


def read(source: Source, found: Found) -> Entries:
    """The segments of the first list that holds any, in their order. Raises Unreadable where there is none."""
    speakers = dict[str, str]()
    chosen: tuple[str, ...] | None = None
    number, fine = 0, False
    before: dict[tuple[str, ...], list[int]] = {}  # lines of bare entries: whether they are of the list is not known yet
    for count, piece in enumerate(pieces(source), 1):
        if count > MOST_CUES:
            raise Unreadable(f"begins segment {count:,}; a transcript has at most {MOST_CUES:,}", piece.line)
        if chosen is not None and piece.path != chosen and piece.path[-1] != "speakers":
            continue
        segment = piece.value
        if piece.bare and (chosen is None or piece.path[-1] == "speakers"):
            before.setdefault(piece.path, []).append(piece.line)
            continue
        if piece.path[-1] == "speakers":
            if segment is not None:
                speakers.update(_introduced(segment))
            continue
        if chosen is None:
            if segment is not None and not any(key in segment for key in (*_START, *_START_MS, *_PARTS, "offsets")):
                continue
            chosen = piece.path
            for line in before.get(chosen, ()):
                number += 1
                found.damage(line, f"segment {number:,} {_BARE}")
            before.clear()
        number += 1
        times = None if segment is None else _times(segment, piece.path)
        if segment is None or times is None:
            what = _BARE if piece.bare else "is no JSON" if segment is None else "has no start and end in seconds"
            found.damage(piece.line, f"segment {number:,} {what}")
            continue
        fine = fine or any(time % _TENTH for time in times)
        text = _words(segment)
        yield Cue(piece.line, *times, _name(segment, speakers), text, count_words(text))
    if chosen is None:
        raise Unreadable("is JSON without segments that have times; export it as WebVTT or SRT")
    found.coarse = not fine


def _introduced(speaker: Segment) -> Iterable[tuple[str, str]]:
    """A number and the name that goes with it."""
    id, name = speaker.get("id"), speaker.get("name")
    return (
        ((str(id), " ".join(storable(name).split())[:_LONGEST_NAME].rstrip()),)
        if isinstance(id, (str, int)) and isinstance(name, str) and name.strip()
        else ()
    )


def _times(segment: Segment, path: tuple[str, ...]) -> tuple[int, int] | None:
    """Start and end; of its words, where it has none itself."""
    offsets = segment.get("offsets")
    if isinstance(offsets, dict):
        return _both(offsets.get("from"), offsets.get("to"), 1000)
    at = _first(segment, _START_MS)
    if at is not None:
        lasts = _both(at, segment.get("duration_ms"), 1000)
        return _both(at, _first(segment, _END_MS), 1000) or (None if lasts is None else (lasts[0], sum(lasts)))
    start, end = _first(segment, _START), _first(segment, _END)
    if path == _IN_THOUSANDTHS and isinstance(start, int) and isinstance(end, int):
        return _both(start, end, 1000)
    if start is not None and end is None and (lasts := segment.get("duration")) is not None:
        since, length = _microseconds(start), _microseconds(lasts)
        return None if since is None or length is None else (since, since + length)
    if start is None or end is None:
        said = [word for word in _parts(segment) if _first(word, _START) is not None]
        start = _first(said[0], _START) if start is None and said else start
        end = next((one for word in reversed(said) if (one := _first(word, _END)) is not None), None) if end is None else end
    return _both(start, end)


def _both(start: object, end: object, of_a_second: int = 1) -> tuple[int, int] | None:
    since, until = _microseconds(start, of_a_second), _microseconds(end, of_a_second)
    return None if since is None or until is None else (since, until)


def _microseconds(value: object, of_a_second: int = 1) -> int | None:
    """Of a number of seconds (`of_a_second`: of parts of one), as a number or a text, or of a clock: `0:03.28`."""
    if isinstance(value, dict):
        value = value.get("relative")
    if isinstance(value, str):
        if ":" in value:
            return microseconds(value.strip())
        try:
            value = float(value.strip().removesuffix("s"))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= MOST_SECONDS * of_a_second:
        return None
    return round(value * 1_000_000 / of_a_second)


def _first(segment: Segment, keys: tuple[str, ...]) -> object:
    return next((value for key in keys if (value := segment.get(key)) is not None), None)


def _parts(segment: Segment) -> list[Segment]:
    """What it is made of: words, elements or sentences."""
    parts = next((value for key in _PARTS if isinstance(value := segment.get(key), list)), [])
    return [part for part in parts if isinstance(part, dict)]


def _name(segment: Segment, speakers: Mapping[str, str]) -> str:
    """Who speaks; a number by its name where the file gives one, else as `Speaker 1`; empty where nobody is said."""
    for key in _WHO:
        value = segment.get(key)
        if isinstance(value, dict):
            value = value.get("name") if value.get("name") is not None else value.get("id")
        if isinstance(value, bool) or not isinstance(value, (str, int)) or (isinstance(value, int) and abs(value) > _MOST_NUMBER):
            continue
        name = " ".join(storable(str(value)).split())[:_LONGEST_NAME].rstrip()
        if name:
            return speakers.get(name) or (f"Speaker {name}" if name.isdecimal() else name)
    return ""


def _words(segment: Segment) -> str:
    text = _first(segment, _SAID)
    if isinstance(text, str):
        return storable(text).strip()
    said = [text for part in _parts(segment) if isinstance(text := _first(part, _SAID), str)]
    apart = "" if any(text != text.strip() or not text for text in said) else " "
    return storable(apart.join(said)).strip()
