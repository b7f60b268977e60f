"""Tables of trends with their chart, as rows to scroll through: only those that are seen are drawn."""

from collections.abc import Sequence
from typing import TypeAlias

from textual.binding import Binding
from textual.content import Content
from textual.events import Resize
from textual.style import Style

from mentortui.core.charts import Meaning, Piece, bar, dots
from mentortui.core.text import fit
from mentortui.core.word_tables import Row, Table, layout
from mentortui.widgets.scrolled import Scrolled
from mentortui.widgets.text import words

Entry: TypeAlias = Content | tuple[int, int]
"""A row that is drawn already, or which table, and which row of it."""
TALL, LOW, FLAT = 15, 11, 9
"""Rows of the chart: where there are many rows, fewer, and few."""
LEAST_ROWS = 12
"""Rows below which there is no chart: the figures are there without it."""
NAME, BAR = 40, 44


class TrendRows(Scrolled):
    """Shows tables, one below the other."""

    DEFAULT_CSS = """
    TrendRows {
        background: $background;
        & > .trend-rows--title { color: $foreground; text-style: bold; }
        & > .trend-rows--said { color: $foreground; text-style: bold; }
        & > .trend-rows--plain { color: $foreground; }
        & > .trend-rows--quiet { color: $quiet; }
        & > .trend-rows--faint { color: $faint; }
        & > .trend-rows--dot { color: $accent; }
        & > .trend-rows--line { color: $secondary; }
        & > .trend-rows--spoken { color: $spoken; }
        & > .trend-rows--agreed { color: $agreed; }
        & > .trend-rows--inside { color: $background; background: $spoken; }
    }
    """
    COMPONENT_CLASSES = {
        "trend-rows--title",
        "trend-rows--said",
        "trend-rows--plain",
        "trend-rows--quiet",
        "trend-rows--faint",
        "trend-rows--dot",
        "trend-rows--line",
        "trend-rows--spoken",
        "trend-rows--agreed",
        "trend-rows--inside",
    }
    BINDINGS = [
        Binding("down,j", "scroll_by(1)", "Further down", id="trends.down", show=False),
        Binding("up,k", "scroll_by(-1)", "Further up", id="trends.up", show=False),
        Binding("pagedown", "page(1)", "A page down", id="trends.page_down", show=False),
        Binding("pageup", "page(-1)", "A page up", id="trends.page_up", show=False),
        Binding("home", "scroll_by(-999999999)", "The first", id="trends.first", show=False),
        Binding("end", "scroll_by(999999999)", "The last", id="trends.last", show=False),
    ]
    LOOKS: dict[Meaning, str] = {
        "": "plain",
        "label": "quiet",
        "zero": "faint",
        "dot": "dot",
        "line": "line",
        "spoken": "spoken",
        "rest": "faint",
        "agreed": "agreed",
        "agreed inside": "inside",
    }

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.tables: tuple[Table, ...] = ()
        self._entries: list[Entry] = []
        self._columns: list[list[tuple[int, int]]] = []
        self._made_for = (0, 0)

    def show(self, tables: Sequence[Table], *, from_top: bool = True) -> None:
        """Those instead; the same row on top where `from_top` is False."""
        self.tables = tuple(tables)
        self._made_for = (0, 0)
        if from_top:
            self.top = 0
        self.show_from(self.top)
        self.refresh()

    @property
    def rows_in_all(self) -> int:
        self._lay_out()
        return len(self._entries)

    def row(self, number: int, width: int) -> Content:
        self._lay_out()
        entry = self._entries[number]
        if isinstance(entry, Content):
            return entry
        table, place = entry
        return self._row(self.tables[table], self._columns[table], self.tables[table].rows[place])

    def action_scroll_by(self, rows: int) -> None:
        """So many rows down; negative: up."""
        self.scroll_rows(rows)

    def action_page(self, by: int) -> None:
        """As many as are seen."""
        self.scroll_rows(by * max(1, self.content_size.height - 1))

    def on_resize(self, event: Resize) -> None:
        """Laid out for the room there is now."""
        self.show_from(self.top)
        self.refresh()

    def notify_style_update(self) -> None:
        """Other styles are other rows."""
        super().notify_style_update()
        self._made_for = (0, 0)

    def _lay_out(self) -> None:
        room = (self.width, self.content_size.height)
        if room == self._made_for or not self.is_attached:
            return
        self._made_for = room
        self._entries, self._columns = [], []
        for number, table in enumerate(self.tables):
            self._columns.append(layout(table, room[0], name=NAME, bar=BAR) if room[0] > 0 else [])
            if number:
                self._entries += [Content(""), words(table.title, self._look("title"))]
            self._entries += self._head(table, self._columns[-1], *room)
            self._entries += [(number, place) for place in range(len(table.rows))]
            self._entries += [row for said in table.below for row in (Content(""), *self._wrapped(said, "quiet", room[0]))]

    def _head(self, table: Table, columns: Sequence[tuple[int, int]], width: int, height: int) -> list[Content]:
        rows = [row for n, said in enumerate(table.said) for row in self._wrapped(said, "plain" if n else "said", width)]
        if table.chart is not None and height >= LEAST_ROWS:
            high = TALL if height >= 28 else LOW if height >= 18 else FLAT
            drawn = [self._pieces(row) for row in dots(table.chart, width, high)]
            rows += [Content(""), *drawn] if drawn else []
        if table.rows:
            heads = [self._cell(table.columns[place].head, wide, table.columns[place].right, "quiet") for place, wide in columns]
            rows += [*([Content("")] if rows else []), Content("  ").join(heads)]
        return rows

    def _row(self, table: Table, columns: Sequence[tuple[int, int]], row: Row) -> Content:
        cells = []
        for number, (place, wide) in enumerate(columns):
            column = table.columns[place]
            if column.bar:
                cells.append(self._pieces(bar(row.share, row.agreed, wide)) if row.share is not None else Content(" " * wide))
            else:
                cells.append(
                    self._cell(row.cells[place], wide, column.right, "plain" if column.keep == 1 or not number else "quiet")
                )
        return Content("  ").join(cells)

    def _cell(self, text: str, wide: int, right: bool, look: str) -> Content:
        shown = words(fit(text, wide), self._look(look))
        gap = " " * max(0, wide - shown.cell_length)
        return Content.assemble(gap, shown) if right else Content.assemble(shown, gap)

    def _pieces(self, pieces: Sequence[Piece]) -> Content:
        return Content.assemble(*((text, self._look(self.LOOKS[meaning])) for text, meaning in pieces))

    def _wrapped(self, text: str, look: str, width: int) -> list[Content]:
        return words(text, self._look(look)).wrap(max(8, width)) or [Content("")]

    def _look(self, name: str) -> Style:
        return self.get_visual_style(f"trend-rows--{name}")
