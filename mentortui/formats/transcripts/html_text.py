"""HTML as podcasts publish it: `<cite>Ada:</cite> <time>0:53</time> <p>words</p>`."""

import re
from html.parser import HTMLParser

from mentortui.core.cues import Cue, count_words
from mentortui.formats.transcripts.found import Entries, Found
from mentortui.formats.transcripts.references import bounded
from mentortui.formats.transcripts.source import Source
from mentortui.formats.transcripts.texts import microseconds

_LOOKS = re.compile(r"<cite\b[^>]*>.*?<time\b", re.DOTALL | re.IGNORECASE)


def looks(head: str) -> bool:
    """Whether a speaker and a time stand in it as they do there."""
    return _LOOKS.search(head) is not None


def read(source: Source, found: Found) -> Entries:
    """A turn for each time, with the name before it."""
    parser = _Parser(found)
    for number, line in enumerate(source.lines(), 1):
        parser.number = number
        parser.feed(bounded(f"{line}\n"))
        yield from parser.taken()
    parser.close()
    parser.end_turn()
    yield from parser.taken()


class _Parser(HTMLParser):
    def __init__(self, found: Found) -> None:
        super().__init__(convert_charrefs=True)
        self.number = 0
        self._found = found
        self._inside = ""
        self._name: list[str] = []
        self._time: list[str] = []
        self._words: list[str] = []
        self._line = 0
        self._ready: list[Cue] = []

    def taken(self) -> list[Cue]:
        """What is whole by now, once."""
        ready, self._ready = self._ready, []
        return ready

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "cite":
            self.end_turn()
            self._line = self.number
        elif tag == "time" and self._time:
            name = self._name
            self.end_turn()
            self._name, self._line = name, self.number
        if tag in ("cite", "time", "p", "script", "style"):
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        part = {"cite": self._name, "time": self._time, "p": self._words}.get(self._inside)
        if part is not None:
            part.append(data)

    def end_turn(self) -> None:
        """What was begun is a turn."""
        name = " ".join("".join(self._name).split()).removesuffix(":").rstrip()
        text, time = " ".join("".join(self._words).split()), "".join(self._time).strip()
        self._name, self._time, self._words = [], [], []
        if not time and not text:
            return
        at = microseconds(time)
        if at is None:
            self._found.damage(self._line, "its time cannot be read")
        self._ready.append(Cue(self._line, at, None, name, text, count_words(text)))
