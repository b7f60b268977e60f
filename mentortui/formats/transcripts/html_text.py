"""HTML as podcasts publish it: `<cite>Ada:</cite> <time>0:53</time> <p>words</p>`."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from mentortui.core.cues import Cue
from mentortui.formats.transcripts.found import MOST_NAME, MOST_TEXT, Entries, Found, Unreadable, too_long_a_cue
from mentortui.formats.transcripts.references import bounded
from mentortui.formats.transcripts.source import Source
from mentortui.formats.transcripts.turn_lines import microseconds
from mentortui.formats.transcripts.turn_words import Words, with_words

_LOOKS = re.compile(
    r"<cite\b[^<>]{0,200}>[^<>]{0,200}</cite\s*>(?:(?!<cite\b).){0,500}?<time\b[^<>]{0,200}>\s*[0-9:.,]{3,12}\s*</time",
    re.DOTALL | re.IGNORECASE,
)
_NO_TAG = re.compile("<(?![a-zA-Z/!?])")
"""A sign that begins no tag is text; Python's parser takes seconds for a line of them."""
_LONGEST_TAG = 100_000
_FED = 1 << 15


def looks(head: str) -> bool:
    """Whether a speaker and a time stand in it as they do there."""
    enough = 1 if head.lstrip().startswith("<") else 2
    return len(_LOOKS.findall(head)) >= enough


def read(source: Source, found: Found) -> Entries:
    """A turn for each time, with the name before it. Raises Unreadable where a tag does not end, or nobody said a word."""
    return with_words(_turns(source, found))


def _turns(source: Source, found: Found) -> Entries:
    parser = _Parser(found)
    for piece in _pieces(source.lines()):
        parser.feed(bounded(_NO_TAG.sub("&lt;", piece)))
        yield from parser.taken()
        if len(parser.rawdata) > _LONGEST_TAG:
            raise Unreadable(f"begins a tag longer than {_LONGEST_TAG:,} characters; a transcript has none", parser.getpos()[0])
    parser.close()
    parser.end_turn()
    yield from parser.taken()


def _pieces(lines: Iterator[str]) -> Iterator[str]:
    """The lines with their ends, many at a time."""
    held, length = list[str](), 0
    for line in lines:
        held.append(line)
        length += len(line) + 1
        if length > _FED:
            yield "\n".join((*held, ""))
            held, length = [], 0
    yield "\n".join((*held, ""))


class _Parser(HTMLParser):
    def __init__(self, found: Found) -> None:
        super().__init__(convert_charrefs=True)
        self._found = found
        self._inside = ""
        self._name = ""
        self._time = ""
        self._text: list[str] = []
        self._length = 0
        self._words = Words()
        self._line = 0
        self._ready: list[Cue] = []

    def taken(self) -> list[Cue]:
        """What is whole by now, once."""
        ready, self._ready = self._ready, []
        return ready

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "cite":
            self.end_turn()
        elif tag == "time" and (self._time or not self._name):
            name = self._name if self._time else ""
            self.end_turn()
            self._name = name
        if tag in ("cite", "time", "p", "script", "style"):
            self._end_paragraph()
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._end_paragraph()
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "p":
            self._length += len(data)
            if self._length > MOST_TEXT:
                raise too_long_a_cue(self._line)
            self._text.append(data)
        elif self._inside == "cite":
            self._name = (self._name + data)[:MOST_NAME]
        elif self._inside == "time":
            self._time = (self._time + data)[:MOST_NAME]

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """What begins with `<![` is a comment in HTML, where the one of Python gives up."""
        return self.parse_bogus_comment(i)

    def _end_paragraph(self) -> None:
        self._words.add(" ".join("".join(self._text).split()))
        self._text, self._length = [], 0

    def end_turn(self) -> None:
        """What was begun is a turn."""
        self._end_paragraph()
        name, time, words, line = self._name, self._time.strip(), self._words, self._line
        self._line = self.getpos()[0]
        self._name, self._time, self._words = "", "", Words(self._line)
        if not time and not (name and words):
            return  # before the first speaker: nobody said it
        at = microseconds(time)
        if at is None:
            self._found.damage(line, "its time cannot be read")
        self._ready.append(words.cue(at, None, " ".join(name.split()).removesuffix(":").rstrip()))
