"""RTTM: who spoke when in a recording, one segment a line.

`SPEAKER file channel onset duration <NA> <NA> speaker <NA> <NA>`, times in seconds. Only SPEAKER lines count.
"""

import re
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

import msgspec

from mentortui.core.text import fit, storable

_LONGEST = Decimal(1_000_000)  # seconds; more is no recording of a meeting


class Segment(msgspec.Struct, frozen=True):
    """One stretch of speech, in whole microseconds of the recording, `[start_us, end_us)`."""

    speaker: str
    start_us: int
    end_us: int


class Rttm(msgspec.Struct, frozen=True, kw_only=True):
    """What a file holds: its segments in the order of the file, and what was left out of it."""

    segments: tuple[Segment, ...]
    skipped: int = 0
    """Segments without length, left out."""
    damaged: tuple[str, ...] = ()
    """A sentence for each line that could not be read."""

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks, each once, in the order of their first line."""
        return tuple(dict.fromkeys(segment.speaker for segment in self.segments))


def read_rttm(text: str, name: str) -> Rttm:
    """The segments of the file called `name`. Never raises: a damaged line is left out and told with its number."""
    segments: list[Segment] = []
    damaged: list[str] = []
    skipped = 0
    for number, line in enumerate(re.split("\r\n|\r|\n", storable(text).removeprefix("\ufeff")), start=1):
        found = read_line(line)
        if isinstance(found, str):
            if found:
                damaged.append(f"{fit(name, 60)}: line {number} {found}. It was left out.")
        elif found.end_us <= found.start_us:
            skipped += 1
        else:
            segments.append(found)
    return Rttm(segments=tuple(segments), skipped=skipped, damaged=tuple(damaged))


def read_line(line: str) -> Segment | str:
    """The segment of a line, of no length perhaps; else what is wrong with it, empty where it is none."""
    fields = line.split()
    if not fields or fields[0] != "SPEAKER":
        return ""
    if len(fields) < 8:
        return f"has {len(fields)} fields, a SPEAKER line has at least 8"
    onset, duration = _seconds(fields[3]), _seconds(fields[4])
    if onset is None or duration is None or onset < 0:
        return f"has no onset and duration in seconds, but “{fit(f'{fields[3]} {fields[4]}', 40)}”"
    return Segment(fields[7], _microseconds(onset), _microseconds(onset + duration))


def _seconds(field: str) -> Decimal | None:
    """Exact, as in floats a pause of exactly one second would fall on either side of a second."""
    try:
        seconds = Decimal(field)
    except InvalidOperation:
        return None
    return seconds if seconds.is_finite() and abs(seconds) <= _LONGEST else None


def _microseconds(seconds: Decimal) -> int:
    """To the nearest, as some files carry the noise of binary fractions."""
    return int((seconds * 1_000_000).to_integral_value(ROUND_HALF_EVEN))
