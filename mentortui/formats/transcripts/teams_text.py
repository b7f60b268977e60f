"""The older document of Teams, saved as text: times with one digit where one is enough, below them the name, below it the words.

0:0:1.2 --> 0:0:6.9
Ada Lovelace
Welcome back, Grace.
"""

import re
from itertools import pairwise

from mentortui.formats.transcripts.found import Entries, Found
from mentortui.formats.transcripts.source import Source
from mentortui.formats.transcripts.turn_lines import by_the_tool, is_name
from mentortui.formats.transcripts.turn_words import Words

_STAMP = r"([0-9]{1,3}):([0-9]{1,2}):([0-9]{1,2})\.([0-9]{1,9})"
_TIMES = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}\s*")
_SHORT = re.compile(r"\s*[0-9]+:(?:[0-9]:|[0-9]{2}:[0-9]\.)")
_LOOKED = 40
"""Lines of a beginning among which the first times must stand."""


def looks(head: str) -> bool:
    """Whether times with one digit stand near its beginning, and a name below them."""
    lines = [line for line in re.split("\r\n|\r|\n", head)[:_LOOKED] if line.strip()]
    return any(
        _TIMES.fullmatch(times) is not None and _SHORT.match(times) is not None and _is_name(name)
        for times, name in pairwise(lines)
    )


def read(source: Source, found: Found) -> Entries:
    """Its cues; a cue whose words follow at once names nobody."""
    begun: tuple[int, int] | None = None  # microseconds
    name, words = "", Words()
    for number, line in enumerate(source.lines(), 1):
        times = _TIMES.fullmatch(line) if "-->" in line else None
        if times is not None:
            if begun is not None:
                yield words.cue(*begun, name)
            begun, name, words = _start_end(times), "", Words(number)
        elif "-->" in line:
            if begun is not None:
                yield words.cue(*begun, name)
            begun = None
            found.damage(number, "its times cannot be read")
        elif begun is not None and line.strip() and not by_the_tool(line):
            if not name and not words and _is_name(line):
                name = " ".join(line.split())
            else:
                words.add(line)
    if begun is not None:
        yield words.cue(*begun, name)


def _is_name(line: str) -> bool:
    return len(line) <= 80 and ":" not in line and is_name(line)


def _start_end(times: re.Match[str]) -> tuple[int, int]:
    h1, m1, s1, f1, h2, m2, s2, f2 = times.groups()
    return _time(h1, m1, s1, f1), _time(h2, m2, s2, f2)


def _time(hours: str, minutes: str, seconds: str, fraction: str) -> int:
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1_000_000 + int(fraction.ljust(6, "0")[:6])
