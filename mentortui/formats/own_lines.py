"""A text file of the user's own with one thing a line: which lines mean nothing, and the sentence for them."""

import re
from collections.abc import Sequence

import msgspec

MOST_BYTES = 1_000_000
MOST_LINES = 10_000


class Broken(msgspec.Struct, frozen=True):
    """A line that means nothing: its number from 1 on, what is wrong and what to do."""

    line: int
    what: str


def lines_in(text: str) -> tuple[list[tuple[int, str]], tuple[Broken, ...]]:
    """The lines that say something, without spaces around them, by their numbers as an editor counts them; and whether there are
    more than are read."""
    lines = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))
    tidy = ((number, " ".join(raw.split())) for number, raw in enumerate(lines[:MOST_LINES], 1))
    too_many = Broken(MOST_LINES + 1, f"a file has at most {MOST_LINES:,} lines; put the rest into another file")
    return [(number, line) for number, line in tidy if line and line[0] != "#"], (too_many,) if len(lines) > MOST_LINES else ()


def broken_told(name: str, broken: Sequence[Broken], what: str) -> str:
    """One sentence for a file, of its first broken line; empty where none is. `name`: the file, as a person finds it; `what`:
    what its lines are, together."""
    if not broken:
        return ""
    first, more = broken[0], len(broken) - 1
    others = "" if not more else f" {more} more {'line is' if more == 1 else 'lines are'} left out."
    return f"{name}, line {first.line}: {first.what}.{others} The other {what} are used."
