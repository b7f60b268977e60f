"""What it is about now, and how long is left: the one thing on Live that moves."""

from typing import ClassVar

import msgspec
from textual.content import Content
from textual.events import Resize
from textual.reactive import var

from mentortui.core.durations import left_parts
from mentortui.widgets.drawn import Drawn, lines
from mentortui.widgets.text import AROUND, apart, fitted, folded, words

_GLYPHS = {
    "0": ("█▀█", "█ █", "▀▀▀"),
    "1": ("▄█ ", " █ ", "▀▀▀"),
    "2": ("▀▀█", "█▀▀", "▀▀▀"),
    "3": ("▀▀█", "▀▀█", "▀▀▀"),
    "4": ("█ █", "▀▀█", "  ▀"),
    "5": ("█▀▀", "▀▀█", "▀▀▀"),
    "6": ("█▀▀", "█▀█", "▀▀▀"),
    "7": ("▀▀█", "  █", "  ▀"),
    "8": ("█▀█", "█▀█", "▀▀▀"),
    "9": ("█▀█", "▀▀█", "▀▀▀"),
    ":": ("▄", "▄", " "),
    "+": (" ▄ ", "▀█▀", "   "),
}


class NowView(msgspec.Struct, frozen=True, kw_only=True):
    """The current item. The words are made outside; empty ones take no room."""

    title: str = ""
    position: int = 0
    """Which item it is, from 1; 0 for an unplanned topic."""
    total: int = 0
    lead: str = ""
    """`Grace leads`."""
    planned: int | None = None
    """Minutes; None has no timer."""
    left: int | None = None
    """Microseconds; negative: over."""
    done: float | None = None
    """How much of its minutes is used, 0..1."""
    ends: str = ""
    """`ends 14:34 · 4 min over plan`."""
    following: str = ""
    """The next item's title."""
    paused: bool = False
    covered: bool = False

    @property
    def shown_title(self) -> str:
        """The title, or what stands for it while names are covered."""
        if not self.covered:
            return self.title
        return f"Item {self.position}" if self.position else "This topic"

    @property
    def place(self) -> str:
        """`2 of 5`."""
        return f"{self.position} of {self.total}" if self.position and self.total else ""


class NowPanel(Drawn):
    """The current item: seven rows and more in full, three to six with the digits, one or two as a strip.

    How it looks follows from the height it is given.
    """

    DEFAULT_CSS = """
    NowPanel {
        height: 10;
        border: round $faint;
        border-title-color: $foreground;
        border-subtitle-color: $quiet;
        border-subtitle-align: right;
        padding: 0 2;
        & > .now-panel--title { color: $foreground; text-style: bold; }
        & > .now-panel--detail { color: $quiet; }
        & > .now-panel--left { color: $accent; text-style: bold; }
        & > .now-panel--over { color: $warning; text-style: bold; }
        & > .now-panel--unit { color: $foreground; }
        & > .now-panel--done { color: $accent; }
        & > .now-panel--done-over { color: $warning; }
        & > .now-panel--rest { color: $faint; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "now-panel--title",
        "now-panel--detail",
        "now-panel--left",
        "now-panel--over",
        "now-panel--unit",
        "now-panel--done",
        "now-panel--done-over",
        "now-panel--rest",
    }

    view: var[NowView] = var(NowView())

    def watch_view(self) -> None:
        self._entitle()
        self.redraw()

    def on_mount(self) -> None:
        self._entitle()

    def on_resize(self, event: Resize) -> None:
        self._entitle()

    def draw(self, width: int, height: int) -> Content:
        """The item at that size."""
        if height >= 7:
            return self._full(width, height)
        if height >= 3:
            return self._compact(width, height)
        if height == 2:
            following = "" if self.view.covered or not self.view.following else f"next: {self.view.following}"
            below = " · ".join(part for part in (self.view.ends, following) if part)
            return lines(self._strip(width), fitted(below, width, self.look("now-panel--detail")))
        return self._strip(width)

    def _entitle(self) -> None:
        view, room = self.view, max(0, self.outer_size.width - AROUND)
        place = f" · {view.place}" if view.place else ""
        full = self.content_size.height >= 7
        title = "Now" if full else view.shown_title
        self.border_title = Content.assemble(fitted(title, room - len(place)), place)
        following = "" if view.covered else view.following
        below = view.ends if full else f"next: {following}" if following else ""
        self.border_subtitle = fitted(below, room)

    def _full(self, width: int, height: int) -> Content:
        view = self.view
        planned = f"{view.planned} planned" if view.planned else ""
        lead = "" if view.covered else view.lead
        rows = [
            fitted(view.shown_title, width, self.look("now-panel--title")),
            fitted(" · ".join(part for part in (lead, planned) if part), width, self.look("now-panel--detail")),
        ]
        spare = height - 6 - (1 if view.done is not None else 0)
        rows += [Content("")] * min(2, max(0, (spare + 1) // 2))
        rows += self._digits(width)
        rows += [Content("")] * min(1, max(0, spare // 2))
        if view.done is not None:
            rows.append(self._progress(width))
        return lines(*rows[:height])

    def _compact(self, width: int, height: int) -> Content:
        digits = self._digits(width)
        ends = self._ends(max(0, width - digits[1].cell_length - 2))
        rows = [apart(left, right, width) if right else left for left, right in zip(digits, ends, strict=True)]
        if height >= 4 and self.view.done is not None:
            rows.append(self._progress(width))
        return lines(*rows)

    def _ends(self, width: int) -> list[Content]:
        """When it ends, for the three rows of the digits: in the middle one or, where that is too narrow, broken at ` · `."""
        rows = folded(self.view.ends, width)[:3]
        rows = {0: ["", "", ""], 1: ["", *rows, ""], 2: ["", *rows]}.get(len(rows), rows)
        return [fitted(row, width, self.look("now-panel--detail")) for row in rows]

    def _strip(self, width: int) -> Content:
        view = self.view
        figure, unit, style = self._left()
        place = f"{view.position}/{view.total}" if view.place else ""
        right = Content.assemble((f"{figure} " if figure else "", self.look(style)), (unit, self.look("now-panel--unit")))
        if place:
            right = Content.assemble(right, "   " if right else "", words(place, self.look("now-panel--detail")))
        title = words(view.shown_title, self.look("now-panel--title"))
        return apart(title, right, width)

    def _left(self) -> tuple[str, str, str]:
        """The figure, the words beside it, and the class of its style."""
        view = self.view
        if view.left is None:
            return "", "‖ paused" if view.paused else "", "now-panel--left"
        figure, unit = left_parts(view.left)
        style = "now-panel--over" if view.left < 0 else "now-panel--left"
        return figure, f"{unit} · ‖ paused" if view.paused else unit, style

    def _digits(self, width: int) -> list[Content]:
        """Three rows."""
        figure, unit, style = self._left()
        big = large(figure) if figure else ("", "", "")
        look = self.look(style)
        rows = [Content.assemble(" ", (row, look)) for row in big]
        rows[1] = Content.assemble(rows[1], "  " if figure else "", (unit, self.look("now-panel--unit")))
        return [row.truncate(width, ellipsis=True) for row in rows]

    def _progress(self, width: int) -> Content:
        done = min(1.0, max(0.0, self.view.done or 0.0))
        over = self.view.left is not None and self.view.left < 0
        cells = round(done * width)
        look = self.look("now-panel--done-over" if over else "now-panel--done")
        return Content.assemble(("━" * cells, look), ("─" * (width - cells), self.look("now-panel--rest")))


def large(figure: str) -> tuple[str, str, str]:
    """Digits, `:` and `+`, three rows high; other characters stand in the middle row."""
    glyphs = [_GLYPHS.get(char, (" ", char, " ")) for char in figure]
    top, middle, bottom = (" ".join(glyph[row] for glyph in glyphs) for row in range(3))
    return top, middle, bottom
