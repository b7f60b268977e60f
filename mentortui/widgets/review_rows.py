"""A review to walk through section by section, and one section of it, big and calm, for a call."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click, Resize
from textual.message import Message
from textual.style import Style

from mentortui.core.page_parts import LONGEST_SHOWN, Line, shortened
from mentortui.core.review import ReviewSection
from mentortui.core.text import counted, lines_of
from mentortui.widgets.scrolled import Scrolled
from mentortui.widgets.text import words

WIDEST = 92
"""Cells of a row: longer lines are hard to read."""
BIG = 76
"""The same where it is shown to others."""
QUOTED = ("wish", "newest")
"""Kinds of line that stand for themselves where they are shown to others."""
KEPT = 2
"""Rows seen before that are seen still, a page further down."""
Row = tuple[Content, int]
"""A row, and the section it belongs to, by its place; -1: none."""


class ReviewRows(Scrolled):
    """The sections that say something, one of them marked; those that are left out by their headings alone."""

    DEFAULT_CSS = """
    ReviewRows {
        & > .review-rows--heading { color: $foreground; text-style: bold; }
        & > .review-rows--here { color: $secondary; text-style: bold; }
        & > .review-rows--quiet { color: $quiet; }
        & > .review-rows--worth { color: $warning; }
    }
    """
    COMPONENT_CLASSES = {"review-rows--heading", "review-rows--here", "review-rows--quiet", "review-rows--worth"}

    @dataclass
    class Marked(Message):
        """Another section is."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.sections: tuple[ReviewSection, ...] = ()
        self.place = 0
        self._rows: list[Row] = []
        self._laid_out = (0, 0)
        self._folding = Folding()

    def show(self, sections: Sequence[ReviewSection]) -> None:
        """These; the marked one stays marked as long as it is there."""
        before = self.section.key if self.section else ""
        self.sections = tuple(sections)
        keys = [one.key for one in self.sections]
        self.place = keys.index(before) if before in keys else max(0, min(self.place, len(keys) - 1))
        self._lay_out()
        self.show_from(self.top)
        self.refresh()

    @property
    def section(self) -> ReviewSection | None:
        """The marked one."""
        return self.sections[self.place] if self.place < len(self.sections) else None

    def walk(self, by: int) -> None:
        """To the next section; of one that is longer than what is seen its rest first."""
        rows = self._of(self.place)
        seen = self.content_size.height
        if rows and by > 0 and rows[-1] >= self.top + seen and rows[0] < self.top + seen:
            self.scroll_rows(max(1, seen - KEPT))
        elif rows and by < 0 and rows[0] < self.top <= rows[-1]:
            self.scroll_rows(-max(1, seen - KEPT))
        else:
            self.go(self.place + by)

    def go(self, place: int) -> None:
        """To that section, or the nearest there is."""
        self.place = max(0, min(place, len(self.sections) - 1))
        if rows := self._of(self.place):
            self.bring(rows[-1], 1)
            self.bring(rows[0], 1)
            if not self.place:
                self.show_from(0)
        self.refresh()
        self.post_message(self.Marked())

    def page(self, by: int) -> None:
        """A page further, or back; what is marked goes along."""
        self.scroll_rows(by * max(1, self.content_size.height - KEPT))
        seen = {section for _, section in self._rows[self.top : self.top + self.content_size.height] if section >= 0}
        if seen and self.place not in seen:
            self.place = min(seen) if by > 0 else max(seen)
            self.refresh()
            self.post_message(self.Marked())

    @property
    def rows_in_all(self) -> int:
        if self._laid_out != (self.width, len(self.sections)):
            self._lay_out()
        return len(self._rows)

    def row(self, number: int, width: int) -> Content:
        if number >= len(self._rows):
            return Content("")
        content, section = self._rows[number]
        here = section == self.place and section >= 0
        return Content.assemble(("▌" if here else " ", self.get_visual_style("review-rows--here")), " ", content)

    def on_resize(self, event: Resize) -> None:
        """The marked section stays in sight."""
        self._lay_out()
        if self.sections:
            rows = self._of(self.place)
            if rows:
                self.bring(rows[0], 1)
        self.refresh()

    def on_click(self, event: Click) -> None:
        """On a section marks it."""
        number = self.top + event.get_content_offset_capture(self).y
        if 0 <= number < len(self._rows) and self._rows[number][1] >= 0:
            self.go(self._rows[number][1])

    def notify_style_update(self) -> None:
        """Other styles are other rows."""
        super().notify_style_update()
        if self._rows and self._folding.is_other(self.get_visual_style("review-rows--quiet"), min(self.width, WIDEST) - 2):
            self._lay_out()

    def _of(self, place: int) -> list[int]:
        return [number for number, (_, section) in enumerate(self._rows) if section == place]

    def _lay_out(self) -> None:
        self._laid_out = (self.width, len(self.sections))
        width = min(self.width, WIDEST) - 2
        self._rows = list[Row]() if width < 4 or not self.is_attached else self._made(width)

    def _made(self, width: int) -> list[Row]:
        quiet = self.get_visual_style("review-rows--quiet")
        self._folding.turn_to(quiet, width)
        rows = list[Row]()
        for place, one in enumerate(self.sections):
            heading = self.get_visual_style("review-rows--heading") if one.shown else quiet
            beside = _beside(one)
            worth = self.get_visual_style("review-rows--worth") if one.came_since and one.shown else quiet
            line = Content.assemble(words(one.title, heading), words(f"  {beside}" if beside else "", worth))
            rows += [(Content(""), -1)] if place else []
            rows += [(row, place) for row in line.wrap(width)]
            if one.shown:
                rows += [(row, place) for line in one.lines for row in self._folding.rows(line)]
        return rows


class Folding:
    """Lines folded for one width in one style: those that stay are folded once, as of years of them that takes a while."""

    def __init__(self) -> None:
        self._quiet: Style | None = None
        self._width = 0
        self._known: dict[Line, list[Content]] = {}

    def is_other(self, quiet: Style, width: int) -> bool:
        """Whether rows look otherwise then."""
        return (quiet, width) != (self._quiet, self._width)

    def turn_to(self, quiet: Style, width: int) -> None:
        """For that many cells from now on."""
        if self.is_other(quiet, width):
            self._quiet, self._width, self._known = quiet, width, {}

    def rows(self, line: Line) -> list[Content]:
        """Of a line."""
        if line not in self._known:
            self._known[line] = told(line, self._width, self._quiet or Style())
        return self._known[line]


def _beside(one: ReviewSection) -> str:
    if not one.shown:
        return "left out"
    if one.edited is None:
        return ""
    since = len(one.came_since)
    return f"edited · {counted(since, 'line')} came since" if since else "edited"


def told(line: Line, width: int, quiet: Style, *, apart: bool = False) -> list[Content]:
    """A line of a page in rows of so many cells, those after the first under its words. `apart`: what stands beside them has rows
    of its own."""
    lead = words(f"{shortened(line.lead)}: " if line.lead else "", "bold")
    tail = words(f"{'' if apart else ' · '}{shortened(line.tail)}" if line.tail else "", quiet)
    texts = [words(text) for text in lines_of(shortened(line.text))]
    texts[0] = Content.assemble(lead, texts[0])
    if apart and line.tail:
        texts.append(tail)
    else:
        texts[-1] = Content.assemble(texts[-1], tail)
    made = list[Content]()
    room = max(1, width - 2)
    for text in texts:
        for part in [text] if 0 < text.cell_length <= room else text.wrap(room) or [Content("")]:
            made.append(Content.assemble((f"{line.mark or '·'} " if not made else "  ", quiet), part))
    return made


class PresentRows(Scrolled):
    """One section for everybody in a call to read: a heading, then its lines with air between them, in the middle of the screen.
    What does not fit is scrolled."""

    DEFAULT_CSS = """
    PresentRows {
        & > .present-rows--heading { color: $accent; text-style: bold; }
        & > .present-rows--lead { color: $foreground; text-style: bold; }
        & > .present-rows--quiet { color: $quiet; }
    }
    """
    COMPONENT_CLASSES = {"present-rows--heading", "present-rows--lead", "present-rows--quiet"}

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = ""
        self._lines: tuple[Line, ...] = ()
        self._rows: list[Content] = []

    def show(self, title: str, lines: Sequence[Line]) -> None:
        """That section, from its beginning."""
        self._title, self._lines = title, tuple(lines)
        self._lay_out()
        self.top = 0
        self.refresh()

    @property
    def more(self) -> tuple[bool, bool]:
        """Whether there is something above what is seen, and below it."""
        return self.top > 0, self.top + self.content_size.height < len(self._rows)

    @property
    def rows_in_all(self) -> int:
        return len(self._rows)

    def row(self, number: int, width: int) -> Content:
        return self._rows[number] if number < len(self._rows) else Content("")

    def on_resize(self, event: Resize) -> None:
        """Laid out for the room there is."""
        self._lay_out()
        self.show_from(self.top)
        self.refresh()

    def notify_style_update(self) -> None:
        """Other styles are other rows."""
        super().notify_style_update()
        self._lay_out()

    def _lay_out(self) -> None:
        width, height = min(self.width, BIG), self.content_size.height
        if width < 4 or not self.is_attached:
            self._rows = []
            return
        airy = self._made(width, air=True)
        rows = airy if len(airy) <= height else self._made(width, air=False)
        above = max(0, (height - len(rows)) // 3)
        aside = " " * max(0, (self.width - width) // 2)
        self._rows = [*([Content("")] * above), *(Content.assemble(aside, row) for row in rows)]

    def _made(self, width: int, *, air: bool) -> list[Content]:
        quiet = self.get_visual_style("present-rows--quiet")
        heading = words(self._title[:LONGEST_SHOWN], self.get_visual_style("present-rows--heading"))
        rows = [*heading.wrap(width), *([Content("")] if air or self._lines else [])]
        for place, line in enumerate(self._lines):
            rows += [Content("")] if air and place else []
            rows += self._big(line, width) if line.kind in QUOTED else told(line, width, quiet, apart=air)
        return rows

    def _big(self, line: Line, width: int) -> list[Content]:
        """Words that stand for themselves: whose they are above them, where they were said below."""
        quiet, strong = (self.get_visual_style(f"present-rows--{name}") for name in ("quiet", "lead"))
        rows = [*words(shortened(line.lead), quiet).wrap(width)]
        rows += [row for text in lines_of(shortened(line.text)) for row in words(text, strong).wrap(width)]
        return [*rows, *(words(shortened(line.tail), quiet).wrap(width) if line.tail else [])]
