"""The words of one turn, taken line by line."""

from mentortui.core.cues import Cue, count_words
from mentortui.formats.transcripts.found import MOST_TEXT, Entries, Unreadable, too_long_a_cue


class Words:
    """Of one turn that begins at a line: its words, and how many there are."""

    def __init__(self, line: int = 0, first: str = "") -> None:
        """`first`: what stands on that line. Raises Unreadable."""
        self._line = line
        self._lines = list[str]()
        self._length, self._count = 0, 0
        self.add(first)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._lines)

    def add(self, line: str) -> None:
        """One more line. Raises Unreadable where a turn is longer than any."""
        line = line.strip()
        if not line:
            return
        self._lines.append(line)
        self._length += len(line) + 1
        self._count += count_words(line)
        if self._length > MOST_TEXT:
            raise too_long_a_cue(self._line)

    def cue(self, start: int | None, end: int | None, name: str) -> Cue:
        """The whole turn. Microseconds."""
        return Cue(self._line, start, end, name, " ".join(self._lines), self._count)


def with_words(entries: Entries) -> Entries:
    """The same, of a file whose turns last as long as their words do. Raises Unreadable at its end where nobody said one: names
    and times alone are a list of chapters."""
    many, said = 0, False
    for entry in entries:
        if isinstance(entry, Cue):
            many += 1
            said = said or entry.words > 0
        yield entry
    if many and not said:
        raise Unreadable("has names and times, and no words; export it with what was said")
