"""WebVTT, read as the specification says: what is no cue there is none here. https://www.w3.org/TR/webvtt1/, sections 6.1 to 6.4.

Its speakers stand in voice tags, `<v Ada>`, or before the words, `Ada: …`, as call tools write them.
"""

import re
from collections.abc import Iterator

import msgspec

from mentortui.core.cues import Cue, count_words
from mentortui.formats.transcripts.found import MOST_TEXT, Entries, Found, too_long_a_cue
from mentortui.formats.transcripts.names import split_name
from mentortui.formats.transcripts.references import resolved
from mentortui.formats.transcripts.source import Source

ARROW = "-->"
_STAMP = r"(?:([0-9]+):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})(?![0-9])"
_TIMES = re.compile(rf"[ \t\n\f\r]*{_STAMP}[ \t\n\f\r]*-->[ \t\n\f\r]*{_STAMP}")
_IN_ID = re.compile(r'[0-9]{1,9}[ \t]+"([^"\n]{0,200})"(?:[ \t]+\([0-9]{1,20}\))?[ \t]*')
"""How Webex names the speaker: `7 "Ada Lovelace" (3840272128)` in the line of the cue's id."""
_SIGNATURE = re.compile(r"WEBVTT(?:[ \t].*)?\Z", re.DOTALL)
_TAG = re.compile(r"<([^>]*)(?:>|\Z)")
_VOICE = re.compile(r"v(?:\.[^ \t\n\f]*)?(?:[ \t\n\f]+(.*))?", re.DOTALL)


class Block(msgspec.Struct, frozen=True):
    """A cue as it stands in the file. `line`: of its times, from 1; microseconds."""

    line: int
    id: str
    start: int
    end: int
    text: str


def looks(head: str) -> bool:
    """Whether a file begins as WebVTT does."""
    return _SIGNATURE.match(re.split("\r\n|\r|\n", head, maxsplit=1)[0]) is not None


def read(source: Source, found: Found) -> Entries:
    """Its cues with their speakers; a caption of two voices is one entry for each."""
    tagged = False  # from the first speaker who is named otherwise on a colon is a colon
    for block in blocks(source.lines(), found):
        voices = spoken(block.text)
        if '"' in block.id and (named := _IN_ID.fullmatch(block.id)) is not None:
            tagged = True
            if len(voices) == 1 and voices[0][0] is None:
                voices = [(" ".join(resolved(named[1]).split()), voices[0][1])]
        tagged = tagged or ((len(voices) > 1 or voices[0][0] is not None) and any(name for name, _ in voices))
        if not tagged:
            voices = [split_name("".join(text for _, text in voices) if len(voices) > 1 else voices[0][1])]
        for number, (name, text) in enumerate(voices):
            yield Cue(block.line, block.start, block.end, name or "", text, count_words(text), number > 0)


def blocks(lines: Iterator[str], found: Found) -> Iterator[Block]:
    """The cues of a file, its first line being the signature. A time that cannot be read is told in `found`."""
    next(lines, None)
    number = 1
    waiting: str | None = next(lines, None)
    header = bool(waiting)
    while waiting is not None:
        # One block: as many lines as belong together. `waiting` is its first line, which has the number `number + 1`.
        text: list[str] = []
        id, at, times, seen = "", 0, None, False
        count, length = 0, 0
        while waiting is not None:
            line = waiting
            count += 1
            if ARROW in line:
                if header or not (count == 1 or (count == 2 and not seen)):
                    break
                seen = True
                at = number + 1
                times = _times(line)
                if times is None:
                    found.damage(at, "its times cannot be read")
                else:
                    id, text = text[0] if text else "", []
            elif not line:
                break
            elif times is not None or count == 1:
                length += len(line)
                if length > MOST_TEXT:
                    raise too_long_a_cue(at or number + 1)
                text.append(line)
            number += 1
            waiting = next(lines, None)
        if times is not None:
            yield Block(at, id, *times, text[0] if len(text) == 1 else "\n".join(text))
        header = False
        while waiting == "":
            number += 1
            waiting = next(lines, None)


def _times(line: str) -> tuple[int, int] | None:
    found = _TIMES.match(line)
    if found is None:
        return None
    h1, m1, s1, f1, h2, m2, s2, f2 = found.groups()
    return _time(h1, m1, s1, f1), _time(h2, m2, s2, f2)


def _time(hours: str | None, minutes: str, seconds: str, thousandths: str) -> int:
    hour = int(hours if len(hours) < 9 else hours.lstrip("0")[:9] or 0) if hours else 0
    return ((hour * 60 + int(minutes)) * 60 + int(seconds)) * 1_000_000 + int(thousandths) * 1000


def spoken(text: str) -> list[tuple[str | None, str]]:
    """Who says what of a cue's text: tags taken out, character references resolved. None: in no voice tag; empty: in one that
    names nobody."""
    if "<" not in text:
        return [(None, resolved(text))]
    parts: list[tuple[str | None, list[str]]] = [(None, [])]
    place = 0
    for tag in _TAG.finditer(text):
        parts[-1][1].append(text[place : tag.start()])
        place = tag.end()
        voice = _VOICE.fullmatch(tag[1])
        if voice is not None:
            parts.append((" ".join(resolved(voice[1] or "").split()), []))
    parts[-1][1].append(text[place:])
    said = [(name, resolved("".join(words))) for name, words in parts]
    return [one for one in said if one[0] is not None or one[1].strip()] or [(None, "")]
