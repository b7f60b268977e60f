"""What a notice says in the room that the terminal has for it: the whole of a finding is in what `mentortui doctor` prints."""

from mentortui.core.text import ELLIPSIS, fit, visible, width

WIDEST = 60
"""Cells of a notice, as its frame is drawn, where the terminal has as many."""
FRAME, AROUND = 6, 3
"""Cells of its frame, with the bar beside what is full; rows of it, with the one between two notices."""
FEWEST_ROWS = 2


def notice(sentence: str, columns: int, rows: int, *, of: int = 1) -> str:
    """`sentence` as it is shown where `of` notices, and never fewer than two, stand above each other on a terminal of that size.
    Of one that is too long the beginning and the end stay: where it is, and what to do."""
    text = visible(sentence)
    cells = max(8, min(WIDEST, columns) - FRAME)
    most = max(FEWEST_ROWS, (rows - 1) // max(2, of) - AROUND)
    if len(text) <= cells * most * 4 and _rows(text, cells) <= most:
        return text
    text = " ".join(_both_ends(word, cells) for word in text.split())
    room = cells * most
    while _rows(text, cells) > most and room > cells:
        text, room = _both_ends(text, room), room - cells // 4
    return text


def _both_ends(text: str, cells: int) -> str:
    """At most so many of it; more of the end than of the beginning, as a path ends in what it is about."""
    if width(text) <= cells:
        return text
    begun = fit(text, cells * 2 // 5)
    end = text[-cells:]
    while width(end) > cells - width(begun):
        end = end[1:]
    return f"{begun.removesuffix(ELLIPSIS)}{ELLIPSIS}{end}"


def _rows(text: str, cells: int) -> int:
    """How many it takes, broken between words; a word that is longer is broken anywhere."""
    rows, used = 1, 0
    for word in text.split():
        size = width(word)
        if used and used + 1 + size > cells:
            rows, used = rows + 1, 0
        used += size + (1 if used else 0)
        if used > cells:
            rows, used = rows + (used - 1) // cells, (used - 1) % cells + 1
    return rows
