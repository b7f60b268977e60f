"""The lines of a mail as it is pasted: decoded, without their quote marks, each knowing how deep it was quoted."""

import re
from collections.abc import Iterator

import msgspec

from mentortui.core.text import storable

_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile("[\ufeff\u200b\u2060\u200e\u200f]")
_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_QUOTE = re.compile(r" {0,3}(?:> ?)+")
_SOFT_BREAK = re.compile(r"(?m)^(.{54,75})=\n|(=[0-9A-F]{2})=\n")
_BYTES = re.compile(r"(?:=[0-9A-F]{2})+")
_BULLET = re.compile(
    r"\s*(?:(?:[-*•●▪◦‣–—+]|\[[ xX✓]?\]|[☐☑✅✔]\ufe0f?)(?:\s+|$)|(?:\d{1,2}[.)]|[a-z]\))\s+(?=\S)|[•●▪◦‣☐☑✅✔]\ufe0f?(?=\w))"
)
NARROWEST, WIDEST = 60, 72
"""Columns at which mail programs break lines."""


class Line(msgspec.Struct, frozen=True):
    """One line: `depth` says how often it was quoted, `length` how long it was with its marks, `flowed` that its writer's
    program goes on with the next one."""

    text: str
    depth: int
    length: int
    flowed: bool
    indent: int

    @property
    def blank(self) -> bool:
        """Nothing in it."""
        return not self.text


def lines_of(text: str) -> list[Line]:
    """All of them. Never raises, and takes time in proportion to the text."""
    return [_line(raw) for raw in _decoded(_plain(text)).split("\n")]


def _plain(text: str) -> str:
    return _SPACES.sub(" ", _UNSEEN.sub("", _ENDS.sub("\n", storable(text))))


def _line(raw: str) -> Line:
    quote = _QUOTE.match(raw)
    body = raw[quote.end() :] if quote else raw
    depth = quote.group().count(">") if quote else 0
    text = body.strip()
    return Line(text, depth, len(raw.rstrip()), body.endswith(" ") and bool(text), len(body) - len(body.lstrip()))


def _decoded(text: str) -> str:
    """Quoted-printable, where it came undecoded: soft breaks at the edge of the page, and letters as their bytes."""
    if "=" not in text:
        return text
    joined = _SOFT_BREAK.sub(lambda found: found.group(1) or found.group(2), text)
    letters = any(_letters(found.group()) is not None for found in _BYTES.finditer(joined))
    if joined == text and not letters:
        return text

    def read(found: re.Match[str]) -> str:
        known = {"=3D": "=", "=20": " ", "=3E": ">"}.get(found.group())
        return known or _letters(found.group()) or found.group()

    return _BYTES.sub(read, joined)


def _letters(quoted: str) -> str | None:
    """What such bytes say, where they are letters beyond ASCII."""
    try:
        letters = bytes.fromhex(quoted.replace("=", "")).decode()
    except ValueError:
        return None
    return None if letters.isascii() else storable(letters)


def bulleted(text: str) -> tuple[bool, str]:
    """Whether a line begins with the mark of a list, and the line without it."""
    found = _BULLET.match(text)
    return (True, text[found.end() :].strip()) if found else (False, text)


def page_width(lines: list[Line]) -> int:
    """The columns at which its program seems to have broken lines."""
    longest = max((line.length for line in lines if line.length <= 80), default=0)
    return min(WIDEST, max(NARROWEST, longest))


def goes_on(line: Line, following: Line, width: int) -> bool:
    """Whether `following` is the rest of `line`, broken off by a program and not by its writer."""
    if bulleted(following.text)[0]:
        return False
    if line.flowed and line.length > 40:
        return True
    if following.indent >= 2 and following.indent > line.indent and (line.indent or bulleted(line.text)[0]):
        return True
    first = following.text.split(" ", 1)[0]
    return NARROWEST - 8 <= line.length <= 80 and line.length + 1 + len(first) > width


def unwrapped(lines: list[Line], width: int) -> Iterator[str]:
    """Their text, with what a program broke put together again; a blank line ends a piece."""
    piece: list[str] = []
    last: Line | None = None
    for line in lines:
        if piece and (line.blank or last is None or not goes_on(last, line, width)):
            yield " ".join(piece)
            piece = []
        if not line.blank:
            piece.append(line.text)
        last = None if line.blank else line
    if piece:
        yield " ".join(piece)
