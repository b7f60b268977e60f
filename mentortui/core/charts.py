"""Charts for a terminal, as rows of pieces: what stands there, and what it means. Who draws them gives each meaning its look."""

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

import msgspec

from mentortui.core.text import fit

Meaning: TypeAlias = Literal["", "label", "zero", "dot", "line", "spoken", "rest", "agreed", "agreed inside"]
"""Of a piece: a label, the line of what was agreed, a session, the direction, spoken time, the rest, the agreed share."""
Piece: TypeAlias = tuple[str, Meaning]

LABEL = 9
"""Cells of the labels at the left."""
LEAST = 12
"""Cells of a chart or a bar, below which it says nothing."""
LEAST_BAR = 8
_SCALE = 10.0
_EIGHTHS = " ▏▎▍▌▋▊▉"
DOT, LINE, ZERO, MARK, FULL, REST = "●", "·", "─", "┃", "█", "─"


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """Points above and below a line. `points`: a day, and points above (below 0: under) the line. `line`: the direction, from the
    first day's value to the last day's; None: there is none to name."""

    points: tuple[tuple[int, float], ...]
    line: tuple[float, float] | None = None
    zero: str = "agreed"
    """What the line of 0 is called."""
    first: str = ""
    last: str = ""
    """The first day and the last one, in words."""


def dots(chart: Chart, width: int, height: int) -> list[list[Piece]]:
    """So many rows, each `width` cells: a dot a session, and the days below them. None where there is too little room."""
    cells, steps = width - LABEL - 1, height - 2
    if not chart.points or cells < LEAST or steps < 2:
        return []
    days = [day for day, _ in chart.points]
    first, span = min(days), max(days) - min(days)
    top, bottom = (_scale(sign * value for _, value in chart.points) for sign in (1, -1))
    zero = max(1, min(steps - 1, round(steps * top / (top + bottom))))
    a_row = max(top / zero, bottom / (steps - zero))
    grid: list[list[Piece]] = [[(" ", "") for _ in range(cells)] for _ in range(steps + 1)]
    grid[zero] = [(ZERO, "zero")] * cells

    def row(value: float) -> int:
        return max(0, min(steps, zero - round(value / a_row)))

    if chart.line is not None and span:
        begin, end = chart.line
        for cell in range(cells):
            grid[row(begin + (end - begin) * cell / (cells - 1))][cell] = (LINE, "line")
    for day, value in chart.points:
        cell = round((day - first) / span * (cells - 1)) if span else cells // 2
        grid[row(value)][cell] = (DOT, "dot")
    labels = {row(top): f"{top:.0f} above", row(-bottom): f"{bottom:.0f} below", zero: chart.zero}
    rows = [[(f"{fit(labels.get(at, ''), LABEL):>{LABEL}} ", "label"), *_joined(line)] for at, line in enumerate(grid)]
    if not span:  # one day, under its dots
        return [*rows, [(f"{'':{LABEL}} {fit(chart.first, cells):^{cells}}"[:width], "label")]]
    room = max(0, cells - len(chart.last) - 1)
    return [*rows, [(f"{'':{LABEL}} {fit(chart.first, room, pad=True)} {fit(chart.last, cells)}"[:width], "label")]]


def _scale(values: Iterable[float]) -> float:
    """The next ten above the highest of them, at least ten."""
    return max(_SCALE, -(-max(values) // _SCALE) * _SCALE)


def bar(share: float, agreed: float | None, cells: int) -> list[Piece]:
    """A share as a bar, with a mark where the agreed one is."""
    if cells < LEAST_BAR:
        return []
    whole, part = divmod(round(min(1.0, max(0.0, share)) * cells * 8), 8)
    filled = FULL * whole + (_EIGHTHS[part] if part else "")
    line: list[Piece] = [*((char, "spoken") for char in filled), *((REST, "rest") for _ in range(cells - len(filled)))]
    if agreed is not None:
        at = min(cells - 1, int(min(1.0, max(0.0, agreed)) * cells))  # the cell it lies in, so that 62 % passes 60 %
        line[at] = (MARK, "agreed inside" if at < whole else "agreed")
    return _joined(line)


def text(pieces: Sequence[Piece]) -> str:
    """As plain text."""
    return "".join(piece for piece, _ in pieces)


def _joined(cells: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one meaning together."""
    made: list[Piece] = []
    for char, meaning in cells:
        if made and made[-1][1] == meaning:
            made[-1] = (made[-1][0] + char, meaning)
        else:
            made.append((char, meaning))
    return made
