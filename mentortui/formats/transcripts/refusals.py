"""What a file is that is no transcript: said, with what to do instead."""

import re
from collections import Counter

from mentortui.formats.transcripts.texts import MARK, said

_AS_TEXT = "save it as plain text (.txt) and import that"
_EXPORT = "export it as WebVTT, SRT or text"
_SOUND = "is a recording of sound or film; have it transcribed and import the transcript"
_IMAGE = "is an image; a transcript is text, with names and times"
_PACKED = "is packed; unpack it and name the transcript that is in it"
_SIGNS = (
    (re.compile(r"%PDF-"), f"is a PDF; {_EXPORT}"),
    (re.compile(r"PK\x03\x04.*?word/", re.DOTALL), f"is a Word document; {_AS_TEXT}"),
    (
        re.compile(r"PK\x03\x04.*?application/vnd\.oasis\.opendocument\.text", re.DOTALL),
        f"is a document of an office; {_AS_TEXT}",
    ),
    (re.compile(r"PK(?:\x03\x04|\x05\x06)"), _PACKED),
    (re.compile(r"\ufffd\ufffd\x11\u0871\x1a\ufffd"), f"is a document of an office; {_AS_TEXT}"),
    (re.compile(r"\{\\rtf"), f"is a document in RTF; {_AS_TEXT}"),
    (
        re.compile(
            r"\ufffdPNG|GIF8[79]a|RIFF.{4,12}WEBP|BM.{4,40}\0\0|II\*\0|MM\0\*|\ufffd\ufffd\ufffd.{0,40}(?:JFIF|Exif)", re.DOTALL
        ),
        _IMAGE,
    ),
    (
        re.compile(r"RIFF.{4,12}WAVE|ID3[\x02-\x04]|OggS\0|fLaC\0|\0\0\0.ftyp|\x1aE\u07e3|\ufffd[\ufffd\xf3]\ufffd", re.DOTALL),
        _SOUND,
    ),
    (re.compile(r"\x1f\ufffd\x08|7z\ufffd\ufffd'\x1c|\ufffd7zXZ\0|BZh[1-9]1AY|\(\ufffd/\ufffd"), _PACKED),
    (re.compile(r"\s*[0-9]{2}:[0-9]{2}:[0-9]{2}\s+From "), "is the chat of a call; import the transcript of what was said"),
    (
        # What `show`, `list` and `trends` write with --json: where somebody spoke it has turns with start and end.
        re.compile(
            r'\s*\{\s*"format": ?[0-9]{1,4},\s*"(?:session|sessions|trends)":[{\[\s]{1,60}"'
            r'(?:id": ?"[^"]{0,80}",\s*")?mentorship"'
        ),
        "was written by mentortui itself; import the transcript of the call",
    ),
    (re.compile(r"SQLite format 3\0"), "is a database; a transcript is text, with names and times"),
)
_NO_TEXT = "is no text, or none in UTF-8; a transcript is text, with names and times"
_HALF = 2
_LOOKED = 2000
_HUNDREDTH = 100
_TWENTIETH = 20
_THIRD = 3
_ROWS = 3
"""Lines with as many separators each by which a table is known."""
_COLUMNS = 2
"""Separators in a line of a table, at the least."""


def known(head: str) -> str | None:
    """What a file is that is surely no text, and what to do; None where it may be one."""
    found = next((what for sign, what in _SIGNS if sign.match(head)), None)
    if found is None and not head.startswith("WEBVTT") and "\0" in head:
        if any(_mostly_zeros(head[one::2]) and "\0" not in head[other:_LOOKED:2] for one, other in ((0, 1), (1, 0))):
            return "is in UTF-16 without the mark that says so; save it as UTF-8"
        if head.count("\0") * _HUNDREDTH > len(head):
            return _NO_TEXT
    return found


def _mostly_zeros(text: str) -> bool:
    return text.count("\0") * _HALF > len(text)


def why_not(head: str) -> str:
    """Why a file that no reader knows is none for us, and what to do: the end of a sentence that begins with its name."""
    lines = [line for line in re.split("\r\n|\r|\n", head) if line.strip()]
    if not lines:
        return "holds blanks alone; nothing was taken from it"
    if (head.count("\0") + head.count("\ufffd")) * _TWENTIETH > len(head):
        return _NO_TEXT
    return _of_text(lines)


def _of_text(lines: list[str]) -> str:
    first = lines[0].lstrip().casefold()
    names = Counter(found[0] for line in lines if (found := said(line)) is not None)
    if first.startswith("[script info]") or re.match(r"<(?:\?xml[^>]*>\s*<)?tt\b", " ".join(lines[:2]).casefold()):
        return "has captions in a form that is not read here; export it as WebVTT or SRT"
    if first.startswith("<"):
        return f"is HTML or XML without speakers and times as podcasts publish them; {_EXPORT}"
    if any("-->" in line and re.search(r"[0-9]:[0-9]", line) for line in lines):
        return "has times with arrows, and neither begins with WEBVTT nor is SRT; export it again"
    if any(_is_table(lines[:_ROWS], separator) for separator in (",", ";", "\t")):
        return f"is a table, such as CSV; {_EXPORT}"
    if sum(count > 1 for count in names.values()) > 1 and sum(names.values()) * _THIRD >= len(lines):
        return "has names, it seems, and no times; export it with times, as text, WebVTT or SRT"
    if sum(MARK.fullmatch(line) is not None for line in lines) >= _ROWS:
        return "has times and no names; export it with the speakers' names"
    return "is no transcript we know; WebVTT, SRT, SBV, RTTM, JSON and texts with names and times can be read"


def _is_table(lines: list[str], separator: str) -> bool:
    counts = {line.rstrip(separator).count(separator) for line in lines}
    return len(lines) == _ROWS and len(counts) == 1 and min(counts) >= _COLUMNS and not any(". " in line for line in lines)
