"""A transcript file of any format we know, recognised by what it says and never by its name."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from mentortui.core.cues import Cue, Mark, Transcript
from mentortui.core.pauses import ends_in_question
from mentortui.formats.transcripts.found import MOST_CUES, MOST_TIME, Entries, Found, Progress, Unreadable
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
        entries = tuple(_kept(format.read(source, found), found, keep_words))
        if not any(isinstance(entry, Cue) for entry in entries):
            raise Unreadable(f"holds no cue that can be read, as {format.name}; look whether it is the right file")
        made = Transcript(
            format=format.name,
            kind=format.kind,
            entries=entries,
            damaged=tuple(found.damaged),
            damages=found.damages,
            exact=format.exact and not found.coarse,
        )
        return Read(transcript=made, digest=source.digest, size=source.size, modified=source.modified, replaced=source.replaced)
    finally:
        source.close()


def _kept(entries: Entries, found: Found, keep_words: bool) -> Iterator[Cue | Mark]:
    for count, entry in enumerate(entries, 1):
        if count > MOST_CUES:
            raise Unreadable(f"begins cue {count:,}; a transcript has at most {MOST_CUES:,}", entry.line)
        if isinstance(entry, Mark):
            late = entry.at
        else:
            late = max(entry.start or 0, entry.end or 0)
        if late > MOST_TIME:
            found.damage(entry.line, "its time is later than any session lasts")
        elif isinstance(entry, Mark) or keep_words or not entry.text:
            yield entry
        else:
            yield replace(entry, text="", asks=ends_in_question(entry.text))
