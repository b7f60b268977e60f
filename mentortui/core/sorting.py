"""Sorting notes after a session: one key says what a note is. The signs are those of the capture line; letters stand for kinds
that have none, or whose sign is taken."""

from collections.abc import Sequence

import msgspec

from mentortui.core.text import width as cells_of


class Sort(msgspec.Struct, frozen=True):
    """`head` is what the capture line would begin with; `short` stands beside the key, `told` says it in full."""

    name: str
    key: str
    head: str
    short: str
    told: str


SORTS = (
    Sort("theirs", ">", ">", "theirs", "It is a promise of the other"),
    Sort("mine", "<", "<", "mine", "It is a promise of mine"),
    Sort("decision", "!", "!", "decision", "It is a decision"),
    Sort("win", "*", "*", "win", "It is a win"),
    Sort("takeaway", "=", "=", "takeaway", "It is a takeaway"),
    Sort("question", "o", "?", "question", "It is an open question"),
    Sort("praise", "+", "+", "praise", "It is praise"),
    Sort("better", "-", "-", "better", "It could be better"),
    Sort("resource", "&", "&", "resource", "It is a resource"),
    Sort("setback", "s", "setback:", "setback", "It is a setback"),
    Sort("opportunity", "O", "opportunity:", "opportunity", "It is an opportunity"),
    Sort("private", ".", ".", "private", "It is a private note, only yours"),
)
"""Most used first."""
LEAVES = "enter leaves it"
BETWEEN = " · "


def sorted_line(line: str, head: str) -> str:
    """A note, as the capture line would have it, as the kind that `head` begins."""
    return f"{head} {line.lstrip()}"


def key_rows(lead: str, width: int, rows: int) -> str:
    """`lead` and the keys behind it, in at most so many rows of `width` cells broken only between keys; those without room go,
    the last ones first, and how a note stays one is always told."""
    for count in range(len(SORTS), -1, -1):
        packed = _packed(lead, [f"{sort.key} {sort.short}" for sort in SORTS[:count]] + [LEAVES], width)
        if len(packed) <= rows or not count:
            break
    return "\n".join(packed)


def _packed(lead: str, entries: Sequence[str], width: int) -> list[str]:
    rows, between = [lead], " "
    for entry in entries:
        if cells_of(f"{rows[-1]}{between}{entry}") <= width:
            rows[-1] += f"{between}{entry}"
        else:
            rows.append(entry)
        between = BETWEEN
    return rows
