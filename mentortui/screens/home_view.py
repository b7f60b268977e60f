"""A mentorship on Home as rows of text: columns where there is room, one below the other where there is not."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from mentortui.services.overview import HomeRow
from mentortui.widgets.drawn import lines
from mentortui.widgets.text import apart, fitted, words

QUIET: Final = "$quiet"
NONE_YET: Final = "no next date yet"
COLUMNS_FROM = 52
"""Cells from which the next date has a column of its own."""
PAST_FROM = 74
"""Cells from which the past has one too."""
PAST = 17
GAP = 3


def row(shown: HomeRow, width: int, flat: bool = False) -> Content:
    """One mentorship, `width` cells wide; `flat`: on a single row."""
    if flat:
        return _flat(shown, width)
    drawn = _columns(shown, width) if width >= COLUMNS_FROM else _stacked(shown, width)
    if shown.waiting is not None:
        keys = "r watches" if shown.waiting.held else "r goes on"
        drawn.append(apart(words(f"▸ {shown.waiting.words}", "$accent"), words(keys, QUIET), width))
    return lines(*drawn)


def heading(width: int) -> Content:
    """The names of the columns; empty where there are none."""
    if width < COLUMNS_FROM:
        return Content("")
    who, when, past = _widths(width)
    return _joined([("With", who), ("Next session", when), ("So far", past)], QUIET, last_right=True)


def _columns(shown: HomeRow, width: int) -> list[Content]:
    who, when, past = _widths(width)
    near = f" · {shown.next_near}" if shown.next_near else ""
    place = " · ".join(part for part in (shown.part, shown.theirs) if part)
    upper = Content.assemble(
        fitted(shown.names, who, "bold", pad=True),
        " " * GAP,
        (words(shown.next) + words(near, QUIET) if shown.next else words(NONE_YET, QUIET)).truncate(
            when, ellipsis=True, pad=True
        ),
    )
    lower = Content.assemble(fitted(place, who, QUIET, pad=True), " " * GAP, fitted(shown.next_theirs, when, QUIET, pad=True))
    if past:
        upper = Content.assemble(upper, " " * GAP, _right(words(shown.sessions), past))
        lower = Content.assemble(lower, " " * GAP, _right(words(shown.last, QUIET), past))
    return [upper, lower]


def _stacked(shown: HomeRow, width: int) -> list[Content]:
    both = f" ({shown.next_theirs})" if shown.next_theirs else ""
    date = words(shown.next) + words(both, QUIET) if shown.next else words(NONE_YET, QUIET)
    return [
        apart(words(shown.names, "bold"), words(shown.theirs or shown.part, QUIET), width),
        date.truncate(width, ellipsis=True),
    ]


def _flat(shown: HomeRow, width: int) -> Content:
    mark = words("▸ " if shown.waiting else "", "$accent")
    who = mark + words(shown.names, "bold")
    if shown.waiting is not None:
        keys = "r watches" if shown.waiting.held else "r goes on"
        return apart(who, words(f"under way · {keys}", QUIET), width)
    if width < COLUMNS_FROM:
        return apart(who, words(shown.next or NONE_YET, "" if shown.next else QUIET), width)
    near = " · ".join(part for part in (shown.next_theirs, shown.next_near) if part)
    date = words(shown.next) + words(f" · {near}" if near else "", QUIET) if shown.next else words(NONE_YET, QUIET)
    first, when, past = _widths(width)
    beside = words(f"  {shown.theirs or shown.part}", QUIET) if first >= 30 else Content("")
    drawn = Content.assemble(apart(who, beside, first), " " * GAP, date.truncate(when, ellipsis=True, pad=True))
    return Content.assemble(drawn, " " * GAP, _right(words(shown.sessions, QUIET), past)) if past else drawn


def _widths(width: int) -> tuple[int, int, int]:
    past = PAST if width >= PAST_FROM else 0
    free = width - GAP - (past + GAP if past else 0)
    who = min(44, max(24, free * 9 // 20))
    return who, free - who, past


def _joined(cells: Sequence[tuple[str, int]], style: str, last_right: bool) -> Content:
    parts = [fitted(text, size, style, pad=True) for text, size in cells[:-1]]
    text, size = cells[-1]
    if size:
        parts.append(_right(words(text, style), size) if last_right else fitted(text, size, style, pad=True))
    return Content(" " * GAP).join(parts)


def _right(text: Content, cells: int) -> Content:
    text = text.truncate(cells, ellipsis=True)
    return Content.assemble(" " * max(0, cells - text.cell_length), text)
