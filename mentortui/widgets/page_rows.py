"""A page to look through while one searches: drawn as rows, so that another one can stand there with each key."""

from collections.abc import Sequence

from textual.content import Content
from textual.events import Resize

from mentortui.core.page import Line, Page
from mentortui.core.page_parts import for_screen
from mentortui.core.search import holds
from mentortui.core.text import lines_of
from mentortui.widgets.scrolled import Scrolled
from mentortui.widgets.text import marked, words

WIDEST = 88
"""Cells of a row: longer lines are hard to read."""
ABOVE = 3
"""Rows that are seen above the line one goes to, where there are some."""
Row = tuple[Content, int]
"""A row, and which line of the page it belongs to; -1: none."""


class PageRows(Scrolled):
    """Shows a page. `found` are folded words that are marked wherever they stand; one can then go from line to line with them."""

    DEFAULT_CSS = """
    PageRows {
        & > .page-rows--who { color: $foreground; text-style: bold; }
        & > .page-rows--heading { color: $foreground; text-style: bold; }
        & > .page-rows--quiet { color: $quiet; }
        & > .page-rows--found { color: $secondary; text-style: bold underline; }
        & > .page-rows--here { color: $secondary; text-style: bold; }
    }
    """
    COMPONENT_CLASSES = {"page-rows--who", "page-rows--heading", "page-rows--quiet", "page-rows--found", "page-rows--here"}

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page: Page | None = None
        self.found: tuple[str, ...] = ()
        self.stops: tuple[int, ...] = ()
        """The numbers of the lines with one of the words, in reading order."""
        self.place = 0
        """At which of them one is."""
        self._rows: list[Row] = []
        self._width = 0
        self._left_at = 0
        """The first row that is seen, as nobody has scrolled yet."""

    def show(self, page: Page | None, found: Sequence[str], *, from_end: bool = False) -> None:
        """That page; the first line with one of the words is gone to, or the last."""
        self.page, self.found = page, tuple(found)
        lines = page.lines if page else ()
        self.stops = tuple(number for number, line in enumerate(lines) if self.found and holds(_told(line), self.found))
        self._lay_out(self.width)
        self.top = 0
        self.place = 0
        self.go(len(self.stops) - 1 if from_end else 0)
        self._left_at = self.top
        self.refresh()

    def go(self, place: int) -> bool:
        """To that stop; False where there is none such."""
        if not 0 <= place < len(self.stops):
            return False
        self.place = place
        if self.width != self._width:
            self._lay_out(self.width)
        rows = [number for number, (_, line) in enumerate(self._rows) if line == self.stops[place]]
        if rows:
            self.bring(max(0, rows[0] - ABOVE), len(rows) + ABOVE)
            self.bring(rows[0], len(rows))
        self.refresh()
        return True

    @property
    def line(self) -> Line | None:
        """The line one is at."""
        return self.page.lines[self.stops[self.place]] if self.page and self.place < len(self.stops) else None

    @property
    def rows_in_all(self) -> int:
        if self.width != self._width:
            self._lay_out(self.width)
        return len(self._rows)

    def on_resize(self, event: Resize) -> None:
        """The line one is at stays in sight. Until somebody scrolls it stands as if the page had been shown in this size: while
        a screen comes up it may have several, one after the other."""
        untouched = self.top == self._left_at
        if untouched:
            self.top = 0
        self.go(self.place)
        if untouched:
            self._left_at = self.top
        self.refresh()

    def row(self, number: int, width: int) -> Content:
        if number >= len(self._rows):
            return Content("")
        content, line = self._rows[number]
        here = bool(self.stops) and line == self.stops[self.place]
        return Content.assemble(("▌" if here else " ", self.get_visual_style("page-rows--here")), content)

    def notify_style_update(self) -> None:
        """Other styles are other rows."""
        super().notify_style_update()
        self._lay_out(self._width)

    def _lay_out(self, width: int) -> None:
        self._width = width
        self._rows = list(self._made(min(width, WIDEST) - 2)) if self.page and width > 4 and self.is_attached else []

    def _made(self, width: int) -> list[Row]:
        assert self.page is not None
        page = for_screen(self.page)
        quiet = self.get_visual_style("page-rows--quiet")
        head = self._marked(words(f"{page.who} · {page.what}", self.get_visual_style("page-rows--who")))
        rows = [*_wrapped(head, width), *_wrapped(words(page.when, quiet), width)]
        number = 0
        for section in page.sections:
            rows += [(Content(""), -1), (words(section.title, self.get_visual_style("page-rows--heading")), -1)]
            for line in section.lines:
                rows += self._line(line, number, width)
                number += 1
        return rows

    def _line(self, line: Line, number: int, width: int) -> list[Row]:
        quiet = self.get_visual_style("page-rows--quiet")
        lead = words(f"{line.lead}: " if line.lead else "", "bold")
        tail = words(f" · {line.tail}" if line.tail else "", quiet)
        texts = [words(text) for text in lines_of(line.text)]
        texts[0] = Content.assemble(lead, texts[0])
        texts[-1] = Content.assemble(texts[-1], tail)
        made: list[Row] = []
        for text in texts:
            for part in self._marked(text).wrap(max(1, width - 2)) or [Content("")]:
                made.append((Content.assemble((f"{line.mark or '·'} " if not made else "  ", quiet), part), number))
        return made

    def _marked(self, content: Content) -> Content:
        return marked(content, self.found, self.get_visual_style("page-rows--found")) if self.found else content


def _told(line: Line) -> str:
    """As it stands on the page, all of it."""
    return " ".join(part for part in (line.lead, *lines_of(line.text), line.tail) if part)


def _wrapped(content: Content, width: int) -> list[Row]:
    return [(row, -1) for row in content.wrap(max(1, width))]
