"""The agenda: what is done, what is now, what waits, with minutes planned and used."""

from typing import ClassVar, Literal

import msgspec
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import var

from mentortui.core.durations import clock, steps
from mentortui.widgets.drawn import Drawn, lines
from mentortui.widgets.framed_list import FramedList
from mentortui.widgets.text import apart, fitted, heading, words

_MARKS = {"done": "✓", "current": "▸", "open": "○", "waiting": " "}
_PLAN, _USED = 5, 9


class AgendaRow(msgspec.Struct, frozen=True, kw_only=True):
    """One item. `open`: left open."""

    title: str
    state: Literal["done", "current", "open", "waiting"] = "waiting"
    plan: int | None = None
    """Minutes to show."""
    used: int = 0
    """Microseconds."""
    last: bool = False
    """Kept for takeaways and the next date."""
    note: str = ""
    """Instead of the columns: `2nd time`."""


class AgendaView(msgspec.Struct, frozen=True, kw_only=True):
    """The agenda's rows, and what was carried over without a place in it."""

    rows: tuple[AgendaRow, ...] = ()
    carried: tuple[AgendaRow, ...] = ()
    covered: bool = False
    empty: str = ""
    """Said where there is nothing: which keys begin."""

    @property
    def following(self) -> str:
        """The title of the first item that waits after the current one."""
        current = next((index for index, row in enumerate(self.rows) if row.state == "current"), -1)
        return next((row.title for row in self.rows[current + 1 :] if row.state == "waiting"), "")


class AgendaList(FramedList):
    """The rows below each other, the current one always in sight; in a single row, only what comes next."""

    view: var[AgendaView] = var(AgendaView())

    def compose(self) -> ComposeResult:
        yield _Rows()

    def follow(self) -> None:
        rows = self.query_one(_Rows)
        rows.only_next = self.size.height <= 1
        rows.view = self.view
        columns = rows.columns()
        width = self.outer_size.width - self.scrollbar_size_vertical * self.show_vertical_scrollbar
        title = heading(words("Agenda"), columns, width, rows.look("_rows--line"))
        self.border_title = title
        current = next((index for index, row in enumerate(self.view.rows) if row.state == "current"), None)
        if current is not None and not rows.only_next:
            self.call_after_refresh(self._keep_in_sight, current)

    def _keep_in_sight(self, row: int) -> None:
        """With what comes next below it."""
        rows = min(2, max(1, self.scrollable_content_region.height))
        self.scroll_to_region(Region(0, row, 1, rows), animate=False, force=True)


class _Rows(Drawn):
    DEFAULT_CSS = """
    _Rows {
        height: auto; padding: 0 2;
        & > ._rows--now { color: $accent; text-style: bold; }
        & > ._rows--title { color: $foreground; text-style: bold; }
        & > ._rows--waiting { color: $foreground; }
        & > ._rows--quiet { color: $quiet; }
        & > ._rows--line { color: $faint; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"_rows--now", "_rows--title", "_rows--waiting", "_rows--quiet", "_rows--line"}

    view: var[AgendaView] = var(AgendaView())
    only_next: var[bool] = var(False)

    def watch_view(self, before: AgendaView, after: AgendaView) -> None:
        if _height(before) != _height(after):
            self.refresh(layout=True)
        self.redraw()

    def watch_only_next(self) -> None:
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 if self.only_next else _height(self.view)

    def columns(self) -> Content:
        """The heads of the columns there are."""
        rows, quiet = self.view.rows, self.look("_rows--quiet")
        if not any(row.plan for row in rows):
            return words("used", quiet) if any(row.used for row in rows) else Content("")
        return words("plan     used", quiet)

    def draw(self, width: int, height: int) -> Content:
        quiet = self.look("_rows--quiet")
        if self.only_next:
            following = self.view.following
            if not following or self.view.covered:
                return Content("")
            return Content.assemble(("next: ", quiet), fitted(following, max(0, width - 6)))
        if not self.view.rows and not self.view.carried:
            return fitted(f"No agenda: {self.view.empty}" if self.view.empty else "No agenda", width, quiet)
        rows = [self._row(row, number, width) for number, row in enumerate(self.view.rows, start=1)]
        if self.view.carried:
            rows += [Content(""), fitted("Carried over", width, quiet)]
            rows += [self._row(row, number, width) for number, row in enumerate(self.view.carried, start=1)]
        return lines(*rows)

    def _row(self, row: AgendaRow, number: int, width: int) -> Content:
        quiet = self.look("_rows--quiet")
        current = row.state == "current"
        style = self.look("_rows--title") if current else quiet if row.state == "done" else self.look("_rows--waiting")
        mark = (f"{_MARKS[row.state]} ", self.look("_rows--now") if current else quiet)
        title = f"Item {number}" if self.view.covered else row.title
        return apart(Content.assemble(mark, words(title[: 4 * width], style)), self._figures(row), width)

    def _figures(self, row: AgendaRow) -> Content:
        quiet = self.look("_rows--quiet")
        if row.note:
            return words(row.note, quiet)
        plan = f"{row.plan}" if row.plan is not None else ""
        last = "last " if row.last else ""
        used = clock(steps(row.used) if row.state == "current" else row.used) if row.used else ""
        plain = self.look("_rows--waiting")
        return Content.assemble((last, quiet), (f"{plan:>{_PLAN - 1}}", plain), (f"{used:>{_USED}}", quiet))


def _height(view: AgendaView) -> int:
    return max(1, len(view.rows)) + (len(view.carried) + 2 if view.carried else 0)
