"""The one line that opens a turn in a text: a name and a time, in each of the orders that tools and people write them."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

_LONGEST = 200
"""Characters of a line among which name and time stand."""
_TIME = r"(?P<time>(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-9]{2}(?:[.,][0-9]{1,3})?)"
_NAME = r"(?P<name>[^\s:*\[\]()<>|#][^:*\[\]<>|]{0,79}?)"
_BARE = r"(?P<name>[^\W\d_][^:*\[\]()<>|#\t]{0,79}?)"
_ANY = r"(?P<name>[^\W\d_][^:*\[\]<>|#\t]{0,79}?)"
_OF = r"(?P<of>\s\([^()]{1,80}\))?"
"""What Fathom knows of somebody: `(Acme)`."""
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"\*\*{_NAME}:?\*\*:?\s*[(\[]{_TIME}[)\]]\s*[-–—:]*\s*",  # **Ada** (2:50) - words
        rf"[(\[]{_TIME}[)\]]\s*[-–—]?\s*\*\*{_NAME}\s?:?\*\*\s?:?\s*",  # [00:02:50] **Ada:** words
        rf"[(\[]?{_TIME}[)\]]?\s+[-–—]?\s*{_BARE}\s?:\s+",  # 00:02:50 Ada: words
        rf"{_BARE}\s*[(\[]{_TIME}[)\]]\s*:?\s*",  # Ada (2:50): words
        rf"{_BARE}\s?:\s*{_TIME}\Z",  # Ada: 00:02:50
        rf"{_ANY}(?:\s{{2,}}|\t\s*){_TIME}\Z",  # Ada  2:50
        rf"\[{_ANY}\]\s+{_TIME}\Z",  # [Ada] 10:02:50
        rf"{_ANY}\s+[|·•–—-]\s+{_TIME}\Z",  # Ada | 2:50
        rf"[(\[]?{_TIME}[)\]]?(?:\s*[|·•–—-]\s*|\s{{2,}}|\t){_ANY}{_OF}\Z",  # 2:50 - Ada (Acme)
        rf"{_ANY}\s{_TIME}\Z",  # Ada 2:50
        rf"{_ANY}\n{_TIME}\Z",  # Ada, and 2:50 on the next line
        rf"\[@?{_TIME}\]\([^()\s]{{1,160}}\)\s*[-–—]\s*\*\*{_ANY}{_OF}\*\*\Z",  # [@2:50](address) - **Ada (Acme)**
    )
)
_OF_DAY = 6
"""The shape whose times are times of day, as Zoom saves its captions."""
_UNSURE = (7, 8, 9, 10)
"""Shapes that other lines have too: the name must look like one."""
_BEFORE, _FEW = 8, 2
"""Where a file is known to have times before names, so few words are one in small letters too."""
ABOVE = 10
"""The shape of two lines."""
CLOCK = re.compile(r"(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-9]{2}(?:[.,][0-9]+)?")
_BLANKS = re.compile(r"\s{3,}+")
_WORDS_OF_A_NAME = 6
_SMALL = frozenset(
    {*("van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "al", "el", "bin"), "y", "e"}
)
_OF_LOGS = frozenset({*("TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERROR", "CRITICAL", "FATAL"), "http", "https"})
_MOST_OF_AN_HOUR = 59
_SELDOM = 10
"""A shape that is this many times rarer than the most frequent one is chance."""

_BY_THE_TOOL = re.compile(
    r"\s*[*_]{0,4}(?:Transcribed by https?://.*|This editable transcript was computer generated.*"
    r"|.{1,100} (?:started|stopped) transcription)[*_]{0,4}\s*"
)
"""Lines that nobody said: Otter, Meet and Teams add them."""
_NOTED = re.compile(r"\s*(?:ACTION ITEM|SCREEN SHARING): .{1,1000}? - WATCH: https?://\S{1,1000}")
"""What Fathom notes before the words of a line."""
_SPELLED = re.compile(
    r"(?:(?P<name>.{1,100}?) )??[0-9]{1,3} (?:hours?|minutes?|seconds?)(?: [0-9]{1,2} (?:minutes?|seconds?)){0,2}", re.IGNORECASE
)
_LONGEST_BY_THE_TOOL = 2000


class Turn(NamedTuple):
    """What such a line says."""

    name: str
    at: int
    """Microseconds."""
    text: str
    """The words on the same line."""
    shape: int
    of_day: bool = False
    """Whether its time is a time of day."""


def turn(line: str, shapes: Collection[int] | None = None) -> Turn | None:
    """The turn that `line` opens; None where it opens none. Of `shapes` alone, if given. A name above its time: `name\\ntime`."""
    line = line.strip()
    if _BLANKS.search(line[:_LONGEST]):
        line = _BLANKS.sub("  ", line)  # what a shape tries out stays short
    head = line[:_LONGEST]
    if len(head) < 5 or CLOCK.search(head) is None:
        return None
    for number, shape in enumerate(_SHAPES):
        if shapes is not None and number not in shapes:
            continue
        found = shape.match(head)
        if found is None or (found.end() == len(head) < len(line)):
            continue
        name, at = found["name"], microseconds(found["time"])
        likely = number not in _UNSURE or _sure(name) or (shapes is not None and number == _BEFORE and len(name.split()) <= _FEW)
        if at is not None and is_name(name) and likely:
            name += found.groupdict().get("of") or ""
            return Turn(" ".join(name.split()), at, line[found.end() :], number, number == _OF_DAY)
    return None


def shapes_of(lines: Iterable[str]) -> tuple[frozenset[int], int]:
    """The shapes that open turns in these lines, and at how many different times those of one shape do, at the most. Rare shapes
    are taken for chance."""
    counts, times = Counter[int](), defaultdict[int, set[int]](set)
    above = ""
    for line in lines:
        if above and spells_time(line, above):
            continue
        found = turn(line) or (turn(f"{above}\n{line.strip()}", (ABOVE,)) if above else None)
        if found is not None:
            counts[found.shape] += 1
            times[found.shape].add(found.at)
        above = line.strip()[:_LONGEST]
    most = max(counts.values(), default=0)
    taken = frozenset(shape for shape, count in counts.items() if count * _SELDOM >= most)
    return taken, max(map(len, times.values()), default=0)


def is_name(name: str) -> bool:
    """Whether it can be one: some letters, at most six words, no sentence, and none of the words that logs begin with."""
    parts = name.split()
    if name in _OF_LOGS:
        return False
    return (
        0 < len(parts) <= _WORDS_OF_A_NAME
        and not name.rstrip().endswith((".", ",", "?", "!", ";"))
        and any(c.isalpha() for c in name)
    )


def _sure(name: str) -> bool:
    """Whether its words have capitals, or are of a writing without them, as in names, and it is no title."""
    parts = name.strip("()").split()
    return (
        not parts[0][0].islower()
        and parts[-1].casefold() != "transcript"
        and all(not part.lstrip("(“\"'")[:1].islower() or part in _SMALL for part in parts)
    )


def by_the_tool(line: str) -> bool:
    """Whether it is one of the lines that tools add, and nobody said."""
    return len(line) < _LONGEST_BY_THE_TOOL and _BY_THE_TOOL.fullmatch(line.strip()) is not None


def spells_time(line: str, name: str) -> bool:
    """Whether it is the time once more in words, alone or behind the name, as on a page of Teams: `0 minutes 3 seconds`."""
    found = _SPELLED.fullmatch(line.strip()) if len(line) < _LONGEST else None
    return found is not None and found["name"] in (None, name)


def said_of(line: str) -> str:
    """What of a line was said: all of it, but for what the tool notes before it."""
    noted = _NOTED.match(line) if " - WATCH: " in line else None
    return line if noted is None else line[noted.end() :]


def microseconds(time: str) -> int | None:
    """`1:02:03`, `62:03`, `0:03.5`; None where it is no time, or a part is past 59 that cannot be."""
    if not CLOCK.fullmatch(time):
        return None
    whole, _, fraction = time.replace(",", ".").partition(".")
    parts = [int(part) for part in whole.split(":")]
    if parts[-1] > _MOST_OF_AN_HOUR or (len(parts) == 3 and parts[1] > _MOST_OF_AN_HOUR):
        return None
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + part
    return seconds * 1_000_000 + int((fraction + "000000")[:6])
