"""The floor of a whole session in a few rows: a lane each person, below them the items, what was caught, and the minutes."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import ClassVar, Literal, TypeAlias

import msgspec
from textual.content import Content
from textual.geometry import Size
from textual.reactive import var
from textual.style import Style

from mentortui.widgets.drawn import Drawn, lines
from mentortui.widgets.text import fitted, words

_HEIGHTS = "▁▂▃▄▅▆▇█"
_STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 240)
_TICK = 7  # cells between two minutes that are named
_TITLE = 6  # cells below which a title says nothing
_MOST_NAME = 16

Below: TypeAlias = Literal["mark", "items", "dots", "minutes"]
ALL_BELOW: tuple[Below, ...] = ("mark", "items", "dots", "minutes")
"""The rows that are no lane: the mark, the items, what was caught, the minutes."""
PieceKind = Literal["named", "several", "unsure", "others", "rest", "nobody"]


class Piece(msgspec.Struct, frozen=True):
    """A stretch of the floor, microseconds: `lanes` are the places of those who held it."""

    start: int
    end: int
    lanes: tuple[int, ...] = ()
    kind: PieceKind = "named"


class Lane(msgspec.Struct, frozen=True):
    """One person: the key by which they are called, and the name."""

    key: str
    name: str


class StripView(msgspec.Struct, frozen=True, kw_only=True):
    """A session, in microseconds of active time."""

    lanes: tuple[Lane, ...] = ()
    pieces: tuple[Piece, ...] = ()
    items: tuple[tuple[int, int, str], ...] = ()
    """From, until, title."""
    dots: tuple[int, ...] = ()
    """When something was caught."""
    minutes: tuple[int, ...] = ()
    """Where each minute of the session clock stands; its place is the minute."""
    until: int = 0
    selected: tuple[int, int] | None = None
    cursor: int | None = None
    """Where the replay is; what comes after it is only faint."""


class TurnStrip(Drawn):
    """Each cell is as high as the part of it in which that person spoke. `dense`: all in one lane, by their keys."""

    DEFAULT_CSS = """
    TurnStrip {
        height: auto;
        & > .turn-strip--name { color: $foreground; }
        & > .turn-strip--spoken { color: $spoken; }
        & > .turn-strip--now { color: $accent; }
        & > .turn-strip--later { color: $faint; }
        & > .turn-strip--quiet { color: $quiet; }
        & > .turn-strip--mark { color: $accent; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "turn-strip--name",
        "turn-strip--spoken",
        "turn-strip--now",
        "turn-strip--later",
        "turn-strip--quiet",
        "turn-strip--mark",
    }

    view: var[StripView] = var(StripView())
    dense: var[bool] = var(False)
    _glyphs: tuple[tuple[object, ...], dict[object, list[str]]] = ((), {})

    def __init__(self, *, below: tuple[Below, ...] = ALL_BELOW, id: str | None = None) -> None:
        """`below`: which rows there are under the lanes, in this order."""
        super().__init__(id=id)
        self._below = below

    def watch_view(self, old: StripView, new: StripView) -> None:
        if _rows(old, self.dense) != _rows(new, self.dense):
            self.refresh(layout=True)
        self.redraw()

    def watch_dense(self) -> None:
        self.refresh(layout=True)

    @property
    def lanes(self) -> int:
        """How many there are when each has one."""
        return len(self.view.lanes) + len(_others(self.view))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A row for each lane, and those below."""
        return len(self._below) + _rows(self.view, self.dense)

    def draw(self, width: int, height: int) -> Content:
        """The rows."""
        view = self.view
        names = [*(lane.name for lane in view.lanes), *(kind for kind, _ in _others(view))]
        label = min(_MOST_NAME, max(map(len, names), default=0)) + 4 if not self.dense else 0
        label = min(label, width // 4)
        cells = width - label
        if cells < 8 or view.until <= 0:
            return Content("")
        made = list[Content]()
        if self.dense:
            made.append(self._one_lane(cells))
        else:
            for place, lane in enumerate(view.lanes):
                row = self._lane(place, partial(_in_lane, place), cells)
                made.append(Content.assemble(self._label(lane, label), row))
            for kind, sign in _others(view):
                row = self._lane(kind, partial(_of_kind, kind), cells)
                made.append(Content.assemble(self._label(Lane(sign, kind), label), row))
        indent = Content(" " * label)
        rows = {"mark": self._mark, "items": self._items, "dots": self._dots, "minutes": self._minutes}
        return lines(*made, *(Content.assemble(indent, rows[name](cells)) for name in self._below))

    def _label(self, lane: Lane, cells: int) -> Content:
        key = fitted(lane.key, 1, self.look("turn-strip--quiet"), pad=True)
        return Content.assemble(" ", key, " ", fitted(lane.name, max(0, cells - 4), self.look("turn-strip--name"), pad=True), " ")

    def _lane(self, key: object, mine: Callable[[Piece], bool], cells: int) -> Content:
        here = self.view.selected
        marked = here is not None and any(piece.start == here[0] and mine(piece) for piece in self.view.pieces)

        def glyphs() -> list[str]:
            parts = _coverage(filter(mine, self.view.pieces), self.view.until, cells)
            return [_HEIGHTS[min(7, max(0, round(part * 8) - 1))] if part > 0 else " " for part in parts]

        return self._coloured(self._kept(key, cells, glyphs), marked)

    def _kept(self, key: object, cells: int, made: Callable[[], list[str]]) -> list[str]:
        """A lane, made once for the same stretches and cells: a replay only colours it anew."""
        of = (self.view.pieces, self.view.until, cells)
        if self._glyphs[0] != of:
            self._glyphs = (of, {})
        found = self._glyphs[1].get(key)
        if found is None:
            found = self._glyphs[1][key] = made()
        return found

    def _one_lane(self, cells: int) -> Content:
        def glyphs() -> list[str]:
            best: list[tuple[float, str]] = [(0.0, " ")] * cells
            for start, end, sign in _by_key(self.view):
                for cell, part in _cells_of(start, end, self.view.until, cells):
                    if part > best[cell][0]:
                        best[cell] = (part, sign)
            return [sign for _, sign in best]

        return self._coloured(self._kept("all", cells, glyphs), True)

    def _coloured(self, glyphs: list[str], marked: bool) -> Content:
        """In runs of one colour: what is marked, what was spoken, what the replay has not reached."""
        view, cells = self.view, len(glyphs)
        first, last = _columns(view.selected, view.until, cells)
        reached = cells if view.cursor is None else view.cursor * cells // view.until + 1
        runs: list[tuple[str, Style]] = []
        for cell, glyph in enumerate(glyphs):
            name = "later" if cell >= reached else "now" if marked and first <= cell < last else "spoken"
            style = self.look(f"turn-strip--{name}")
            if runs and runs[-1][1] == style:
                runs[-1] = (runs[-1][0] + glyph, style)
            else:
                runs.append((glyph, style))
        return Content.assemble(*runs)

    def _mark(self, cells: int) -> Content:
        """Under the lanes: the marked stretch, and where the replay is. It does not rest on colour."""
        first, last = _columns(self.view.selected, self.view.until, cells)
        row = ["▔" if first <= cell < last else " " for cell in range(cells)]
        if self.view.cursor is not None:
            row[min(cells - 1, self.view.cursor * cells // self.view.until)] = "▲"
        return words("".join(row), self.look("turn-strip--mark"))

    def _items(self, cells: int) -> Content:
        until, made, at = self.view.until, list[Content](), 0
        for start, end, title in self.view.items:
            first, last = start * cells // until, min(cells, end * cells // until)
            if first < at or last - first < 2:
                continue
            made.append(Content(" " * (first - at)))
            made.append(words("│", self.look("turn-strip--later")))
            room = last - first - 1
            made.append(fitted(title if room >= _TITLE else "", room, self.look("turn-strip--quiet"), pad=True))
            at = last
        return Content.assemble(*made)

    def _dots(self, cells: int) -> Content:
        row = [" "] * cells
        for at in self.view.dots:
            row[min(cells - 1, at * cells // self.view.until)] = "•"
        return words("".join(row), self.look("turn-strip--name"))

    def _minutes(self, cells: int) -> Content:
        marks, until = self.view.minutes, self.view.until
        step = next((step for step in _STEPS if len(marks) * _TICK <= cells * step), _STEPS[-1])
        row, free = [" "] * cells, 0
        for minute in range(0, len(marks), step):
            at, label = marks[minute] * cells // until, f"{minute}" if minute else "0 min"
            if at >= free and at + len(label) <= cells:
                row[at : at + len(label)] = label
                free = at + len(label) + 1
        return words("".join(row), self.look("turn-strip--quiet"))


def _in_lane(place: int, piece: Piece) -> bool:
    return place in piece.lanes


def _of_kind(kind: PieceKind, piece: Piece) -> bool:
    return piece.kind == kind


def _rows(view: StripView, dense: bool) -> int:
    return 1 if dense else len(view.lanes) + len(_others(view))


def _others(view: StripView) -> list[tuple[PieceKind, str]]:
    """Lanes of what is nobody's by name, where there is any."""
    kinds = {piece.kind for piece in view.pieces}
    signs: list[tuple[PieceKind, str]] = [("several", "+"), ("others", "~"), ("rest", "~"), ("unsure", "?")]
    return [(kind, sign) for kind, sign in signs if kind in kinds]


def _by_key(view: StripView) -> Iterator[tuple[int, int, str]]:
    signs = {"several": "+", "others": "~", "rest": "~", "unsure": "?", "nobody": "·"}
    for piece in view.pieces:
        if piece.kind == "named":
            sign = view.lanes[piece.lanes[0]].key[:1] if len(piece.lanes) == 1 else "+"
        else:
            sign = signs[piece.kind]
        yield piece.start, piece.end, sign


def _coverage(pieces: Iterable[Piece], until: int, cells: int) -> list[float]:
    """Of each cell the part that these cover, 0..1."""
    parts = [0.0] * cells
    for piece in pieces:
        for cell, part in _cells_of(piece.start, piece.end, until, cells):
            parts[cell] += part
    return parts


def _cells_of(start: int, end: int, until: int, cells: int) -> Iterator[tuple[int, float]]:
    """The cells a span touches, and how much of each it takes."""
    first, last = start * cells / until, min(cells, end * cells / until)
    for cell in range(int(first), min(cells, int(last) + 1)):
        part = min(last, cell + 1) - max(first, cell)
        if part > 0:
            yield cell, part


def _columns(span: tuple[int, int] | None, until: int, cells: int) -> tuple[int, int]:
    """From which cell to which one a span is marked: one at least."""
    if span is None:
        return 0, 0
    first = min(cells - 1, span[0] * cells // until)
    return first, max(first + 1, -(-span[1] * cells // until))
