"""A transcript file of any format we know, recognised by what it says and never by its name."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from mentortui.core.cues import Cue, Mark, Transcript
from mentortui.core.pauses import ends_in_question
from mentortui.formats.transcripts.found import (
    MOST_CUES,
    MOST_KEPT,
    MOST_NAME,
    MOST_NAMES,
    MOST_TIME,
    Entries,
    Found,
    Progress,
    Unreadable,
)
from mentortui.formats.transcripts.recognise import recognise
from mentortui.formats.transcripts.source import Source

replace = msgspec.structs.replace


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was read."""

    transcript: Transcript
    digest: str
    """SHA-256 of its bytes."""
    size: int
    """Bytes."""
    modified: float
    """When the file was changed last, seconds since 1970."""
    replaced: int = 0
    """Bytes that are no text."""
    wordless: int = 0
    """Cues whose words are not here though they were asked for: the file has more than memory is given to."""


def read_transcript(
    path: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    keep_words: bool = True,
) -> Read:
    """The whole file. `keep_words`: whether the cues keep their texts; their names, times and numbers of words they always keep.

    Raises Unreadable (one sentence without the name of the file) and Cancelled.
    """
    source = Source(path, progress=progress, cancelled=cancelled)
    try:
        format = recognise(source.head())
        found = Found()
        kept = _Kept(found, keep_words)
        entries = tuple(kept.of(format.read(source, found)))
        if not any(isinstance(entry, Cue) for entry in entries):
            first = f" (line {one.line}: {one.what})" if (one := next(iter(found.damaged), None)) else ""
            raise Unreadable(f"holds no cue that can be read, as {format.name}{first}; look whether it is the right file")
        made = Transcript(
            format=format.name,
            kind=format.kind,
            entries=entries,
            damaged=tuple(found.damaged),
            damages=found.damages,
            exact=format.exact and not found.coarse,
        )
        return Read(
            transcript=made,
            digest=source.digest,
            size=source.size,
            modified=source.modified,
            replaced=source.replaced,
            wordless=kept.wordless,
        )
    finally:
        source.close()


class _Kept:
    """What of the entries of a file is kept, within limits that no session meets."""

    def __init__(self, found: Found, keep_words: bool) -> None:
        self._found = found
        self._room = MOST_KEPT if keep_words else 0
        self._keep_words = keep_words
        self._names: set[str] = set()
        self.wordless = 0
        """Cues that lost their words though they were to be kept."""

    def of(self, entries: Entries) -> Iterator[Cue | Mark]:
        """Raises Unreadable past a limit."""
        for count, entry in enumerate(entries, 1):
            if count > MOST_CUES:
                raise Unreadable(f"begins cue {count:,}; a transcript has at most {MOST_CUES:,}", entry.line)
            late = entry.at if isinstance(entry, Mark) else max(entry.start or 0, entry.end or 0)
            if late > MOST_TIME:
                self._found.damage(entry.line, "its time is later than any session lasts")
            else:
                yield entry if isinstance(entry, Mark) else self._cue(entry)

    def _cue(self, cue: Cue) -> Cue:
        if len(cue.name) > MOST_NAME:
            cue = replace(cue, name=cue.name[:MOST_NAME].rstrip())
        if cue.name not in self._names:
            self._meet(cue)
        if self._room > 0:
            self._room -= sys.getsizeof(cue.text)
        if self._room > 0 or not cue.text:
            return cue
        self.wordless += self._keep_words
        return replace(cue, text="", asks=ends_in_question(cue.text))

    def _meet(self, cue: Cue) -> None:
        """A name that was not there before."""
        if len(self._names) == MOST_NAMES:
            raise Unreadable(f"names one more than {MOST_NAMES:,} speakers; a transcript has fewer", cue.line)
        self._names.add(cue.name)
