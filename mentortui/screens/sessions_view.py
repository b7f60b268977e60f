"""A finished session as a row: numbers in columns, the columns that have no room left out."""

from dataclasses import dataclass

from textual.content import Content

from mentortui.core.text import fit
from mentortui.core.text import width as cells_of
from mentortui.services.overview import SessionRow, SessionsView
from mentortui.widgets.text import fitted, words

GAP = 3
LEAST_KIND = 12
MINUTES = "min"


@dataclass(frozen=True)
class Columns:
    """Cells of each; 0 where it is not shown."""

    number: int
    date: int
    time: int
    kind: int
    minutes: int
    shares: int


def columns(seen: SessionsView, width: int) -> Columns:
    """For all its rows, in `width` cells: the time goes first, then the shares, then the minutes."""
    number = max((len(row.number) for row in seen.rows), default=1)
    date = max((len(row.date) for row in seen.rows), default=10)
    minutes = max(len(MINUTES), *(len(row.minutes) for row in seen.rows), 0) if seen.rows else len(MINUTES)
    shares = max((len(row.shares) for row in seen.rows), default=0)
    if shares:
        shares = max(shares, min(cells_of(seen.order), width // 4))
    time = 5
    for without in ("", "time", "shares", "minutes"):
        time = 0 if without == "time" else time
        shares = 0 if without == "shares" else shares
        minutes = 0 if without == "minutes" else minutes
        rest = width - sum(size + GAP for size in (number, date, time, minutes, shares) if size)
        if rest >= LEAST_KIND:
            break
    return Columns(number, date, time, max(0, rest), minutes, shares)


def heading(columns: Columns, order: str) -> Content:
    """Their names."""
    return _joined(columns, ("", "Date", "", "Session", MINUTES, order), "$quiet")


def row(shown: SessionRow, columns: Columns) -> Content:
    """One session."""
    cells = (shown.number, shown.date, shown.time, shown.kind, shown.minutes, shown.shares)
    return _joined(columns, cells)


def _joined(columns: Columns, texts: tuple[str, str, str, str, str, str], style: str = "") -> Content:
    sizes = (columns.number, columns.date, columns.time, columns.kind, columns.minutes, columns.shares)
    right, quiet = (True, False, True, False, True, True), (True, False, True, False, False, False)
    parts = []
    for text, size, to_right, faint in zip(texts, sizes, right, quiet, strict=True):
        if size:
            look = style or ("$quiet" if faint else "")
            parts.append(_right(text, size, look) if to_right else fitted(text, size, look, pad=True))
    return Content(" " * GAP).join(parts)


def _right(text: str, cells: int, style: str) -> Content:
    text = fit(text, cells)
    return Content.assemble(" " * (cells - cells_of(text)), words(text, style))
