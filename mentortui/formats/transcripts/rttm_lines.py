"""RTTM as one of the formats: its segments as cues."""

import re

from mentortui.core.cues import Cue
from mentortui.formats.rttm import Segment, read_line
from mentortui.formats.transcripts.found import Entries, Found
from mentortui.formats.transcripts.source import Source

_LINE = re.compile(r"(?:\A|\n)[ \t]*SPEAKER[ \t]+\S+[ \t]+\S+[ \t]+\S+[ \t]+\S+[ \t]")
_NOBODY = ("<NA>", "<na>", "")


def looks(head: str) -> bool:
    """Whether a line of it is a segment."""
    return _LINE.search(head.replace("\r", "\n")) is not None


def read(source: Source, found: Found) -> Entries:
    """Its segments; those of no length are cues of no length."""
    for number, line in enumerate(source.lines(), 1):
        segment = read_line(line)
        if isinstance(segment, Segment):
            speaker = "" if segment.speaker in _NOBODY else segment.speaker
            yield Cue(number, segment.start_us, segment.end_us, speaker)
        elif segment:
            found.damage(number, segment)
