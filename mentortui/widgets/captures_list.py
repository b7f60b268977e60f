"""What was caught so far, the newest last."""

from dataclasses import dataclass
from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var

from mentortui.widgets.drawn import Drawn, lines
from mentortui.widgets.framed_list import FramedList
from mentortui.widgets.text import apart, fitted, heading, words


class CaptureRow(msgspec.Struct, frozen=True, kw_only=True):
    """One capture. `sign` is empty for a note; `step` has a row of its own, and then `due` is the step's."""

    id: str = ""
    time: str
    sign: str = ""
    text: str
    step: str = ""
    due: str = ""
    private: bool = False


class CapturesView(msgspec.Struct, frozen=True, kw_only=True):
    """The captures, oldest first."""

    rows: tuple[CaptureRow, ...] = ()
    covered: bool = False
    empty: str = ""
    """Said where there is nothing: an example."""


class CapturesList(FramedList):
    """The captures below each other, the newest always in sight."""

    @dataclass
    class Chosen(Message):
        """Someone clicked the capture of that id."""

        id: str

    view: var[CapturesView] = var(CapturesView())

    def compose(self) -> ComposeResult:
        yield _Captures()

    def follow(self) -> None:
        captures = self.query_one(_Captures)
        if captures.view != self.view:
            captures.view = self.view
        count = words(str(len(self.view.rows)) if self.view.rows else "", captures.look("_captures--quiet"))
        line = captures.look("_captures--line")
        self.border_title = heading(words("Captured"), count, self.outer_size.width, line)
        self.call_after_refresh(self.scroll_end, animate=False, force=True)


class _Captures(Drawn):
    DEFAULT_CSS = """
    _Captures {
        height: auto; padding: 0 2;
        & > ._captures--quiet { color: $quiet; }
        & > ._captures--sign { color: $foreground; text-style: bold; }
        & > ._captures--text { color: $foreground; }
        & > ._captures--line { color: $faint; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"_captures--quiet", "_captures--sign", "_captures--text", "_captures--line"}

    view: var[CapturesView] = var(CapturesView())

    def watch_view(self, before: CapturesView, after: CapturesView) -> None:
        if _height(before) != _height(after):
            self.refresh(layout=True)
        self.redraw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return _height(self.view)

    def draw(self, width: int, height: int) -> Content:
        quiet = self.look("_captures--quiet")
        if not self.view.rows:
            return fitted(self.view.empty or "Nothing yet", width, quiet)
        if self.view.covered:
            return words("covered", quiet)
        rows: list[Content] = []
        for row in self.view.rows:
            rows.append(self._first(row, width))
            if row.step:
                rows.append(self._step(row, width))
        return lines(*rows)

    def on_click(self, event: Click) -> None:
        """Which capture lies there is counted in rows."""
        if self.view.covered:
            return
        left = event.y
        for row in self.view.rows:
            left -= 2 if row.step else 1
            if left < 0:
                event.stop()
                self.post_message(CapturesList.Chosen(row.id))
                return

    def _first(self, row: CaptureRow, width: int) -> Content:
        quiet = self.look("_captures--quiet")
        sign = fitted(row.sign, 2, self.look("_captures--sign"), pad=True)
        text = words(row.text[: 4 * width], self.look("_captures--text"))
        left = Content.assemble((f"{row.time:<5}", quiet), "  ", sign, " ", text)
        ends = " · ".join(part for part in ("" if row.step else row.due, "only you" if row.private else "") if part)
        return apart(left, words(ends, quiet), width) if ends else left.truncate(width, ellipsis=True)

    def _step(self, row: CaptureRow, width: int) -> Content:
        quiet = self.look("_captures--quiet")
        step = Content.assemble(" " * 10, ("→ ", quiet), words(row.step[: 4 * width], self.look("_captures--text")))
        return apart(step, words(row.due, quiet), width) if row.due else step.truncate(width, ellipsis=True)


def _height(view: CapturesView) -> int:
    if view.covered:
        return 1
    return max(1, sum(2 if row.step else 1 for row in view.rows))
