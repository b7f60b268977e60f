"""The sentences of a transcript in rows, the marked one in full, and what its keys make of it."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from mentortui.core import text
from mentortui.core.durations import clock
from mentortui.core.sentences import Sentence
from mentortui.core.sorting import SORTS
from mentortui.core.text import fit
from mentortui.core.text import width as cells_of
from mentortui.widgets.key_line import Key
from mentortui.widgets.text import fitted, words

CURSOR = "▌"
NAME, ROOMY = 14, 56
"""Cells of a name, and of a row from which there is room for one."""
KEYS: tuple[Key, ...] = (
    ("e", "edit it"),
    ("⌫", "not caught"),
    ("u", "undo"),
    ("/", "find"),
    ("esc", "back"),
    ("[ ]", "from one caught to the next"),
)
TYPING: tuple[Key, ...] = (("enter", "to the list"), ("↑ ↓", "go through"), ("esc", "clear"))
NOTE_KEY = "n note"


def row(sentence: Sentence, name: str, line: str | None, width: int, here: bool) -> Content:
    """`▌  12:40  Grace         >  I will write the failing test first.`"""
    who = NAME if width >= ROOMY else min(8, max(0, width // 6))
    made = Content.assemble(
        words(CURSOR if here else " ", "$secondary bold"),
        words(f"{clock(sentence.at):>8}  ", "$quiet"),
        fitted(name or "not said who", who, "" if name else "$quiet", pad=True),
        words(f" {sign(line):>2}  ", "$accent bold"),
    )
    look = "bold" if here else "" if line is not None else "$quiet"
    return Content.assemble(made, fitted(sentence.text, max(1, width - made.cell_length), look)).truncate(width, ellipsis=True)


def sign(line: str | None) -> str:
    """What a line is caught as, in a sign; a dot for a note or what has no sign; nothing where none is."""
    if line is None:
        return ""
    return line[0] if line[:1] in tuple("+-><!*?=&.") else "•"


def here(sentence: Sentence | None, line: str | None, understood: str, cells: int, rows: int) -> Content:
    """The marked one in full, at most so many rows, and what it is caught as."""
    if sentence is None:
        return Content("")
    said = words(fit(sentence.text, cells * rows)).wrap(cells)[:rows] if line is None or rows > 1 else []
    if line is None:
        return Content("\n").join(said)
    caught = Content.assemble((f"{sign(line)} ", "$accent bold"), fitted(understood, max(1, cells - 2), "$quiet"))
    kept = line[1:].strip() if line[:1] in tuple("+-><!*?=&.") else line.strip()
    shown = words(fit(kept, cells * (rows - 1))).wrap(cells)[: rows - 1] if rows > 1 else []
    return Content("\n").join([*shown, caught])


def keys_of(cells: int, rows: int) -> Content:
    """What each key makes of the marked one, in at most so many rows."""
    entries = [NOTE_KEY, *(f"{one.key} {one.short}" for one in SORTS)]
    lines = [""]
    for entry in entries:
        longer = f"{lines[-1]}{' · ' if lines[-1] else ''}{entry}"
        if cells_of(longer) <= cells:
            lines[-1] = longer
        elif len(lines) == rows:
            break
        else:
            lines.append(entry)
    return Content("\n").join([words(line, "$quiet") for line in lines])


def counted(caught: int, shown: int, total: int) -> str:
    """`3 caught · 14 of 612`, `612 sentences`."""
    found = f"{shown:,} of {total:,}" if shown != total else text.counted(total, "sentence")
    return f"{caught:,} caught · {found}" if caught else found


def folded(sentences: Sequence[Sentence], names: Mapping[str, str]) -> list[str]:
    """What each is found by: its words, who said it, and what that person is called here. Made once, for every key asks."""
    called = {name: f"{name} {names.get(name, '')} ".casefold() for name in {one.name for one in sentences}}
    return [called[one.name] + one.text.casefold() for one in sentences]


def found(folded: Sequence[str], typed: str) -> Sequence[int]:
    """The places of those that have every word in them, or in the name of who said it."""
    wanted = typed[:200].casefold().split()
    if not wanted:
        return range(len(folded))
    return [place for place, said in enumerate(folded) if all(word in said for word in wanted)]


def nothing(typed: str, any_at_all: bool) -> Content:
    """Why the list is empty."""
    if any_at_all:
        return words(f"Nobody said “{fit(typed.strip(), 40)}”. esc clears the filter.")
    return words("This file has no words: a recording of who spoke when says nothing of what was said.")
