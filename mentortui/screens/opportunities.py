"""A mentor's mentees side by side: what was opened for whom, by kind and quarter. The mentor's alone; nothing of it leaves."""

import asyncio

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from mentortui.core.quarters import quarter_called
from mentortui.core.text import fit
from mentortui.screens.closing import close, stands
from mentortui.screens.pressing import press
from mentortui.services.opportunities import Opportunities, SideBySide
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.text import fitted, words

LABEL, COLUMN = 26, 12
"""Cells of the name of a kind, and of each mentee's column."""
NONE = (
    "Here stand your mentees side by side: stretch assignments, introductions, occasions to be seen, promotion considerations.",
    "Write them down in the Opportunities tab of each mentorship, and uneven access shows here, in words.",
)


class OpportunitiesScreen(Screen[None]):
    """Dismissed by escape."""

    CSS_PATH = stylesheet("opportunities")
    BINDINGS = [
        Binding("left,comma", "quarter(1)", "The quarter before", id="opportunities.before"),
        Binding("right,full_stop", "quarter(-1)", "The quarter after", id="opportunities.after"),
        Binding("down,j", "scroll(1)", "Down", id="opportunities.down", show=False),
        Binding("up,k", "scroll(-1)", "Up", id="opportunities.up", show=False),
        Binding("escape,q", "leave", "Back", id="opportunities.leave"),
    ]

    def __init__(self, opportunities: Opportunities) -> None:
        super().__init__()
        self._opportunities = opportunities
        self._seen: SideBySide | None = None
        self._place = 0

    def compose(self) -> ComposeResult:
        """One page."""
        yield HeaderLine()
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="page", markup=False)
        yield Static("", id="said", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """What is stored now."""
        if stands(self, KeyLine):
            header = self.query_one(HeaderLine)
            header.pieces, header.saved = ("your mentees", "opportunities side by side", "only you"), SaveState("saved")
            self.read()

    @work
    async def read(self) -> None:
        """From the store."""
        try:
            self._seen = await asyncio.to_thread(self._opportunities.side_by_side)
        except StoreError as error:
            if stands(self, KeyLine):
                said = self.query_one("#said", Static)
                said.update(words(str(error)))
                said.add_class("-trouble")
            return
        self.follow()

    def on_resize(self) -> None:
        """Columns where they fit."""
        self.call_after_refresh(self.follow)

    def follow(self) -> None:
        """Shows what is."""
        seen = self._seen
        if seen is None or not stands(self, KeyLine):
            return
        self.query_one("#page", Static).update(page(seen, self._place, max(20, self.size.width - 4)))
        several = len(seen.quarters) > 1
        self.query_one(KeyLine).keys = (*((("←", "quarter before"), ("→", "after")) if several else ()), ("esc", "back"))

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, event.sent)

    def action_quarter(self, by: int) -> None:
        """Another one; it stops at either end."""
        if self._seen is not None:
            self._place = max(0, min(len(self._seen.quarters) - 1, self._place + by))
            self.follow()

    def action_scroll(self, by: int) -> None:
        """A few rows."""
        if stands(self, KeyLine):
            self.query_one("#body", VerticalScroll).scroll_relative(y=2 * by, animate=False)

    def action_leave(self) -> None:
        """Back."""
        close(self, None)


def page(seen: SideBySide, place: int, width: int) -> Content:
    """One quarter: a table where it fits, everybody in words, where it differs, and what came of all of them."""
    if not seen.all:
        return Content("\n\n").join([words(line) for line in NONE])
    quarter = seen.quarters[min(place, len(seen.quarters) - 1)]
    lines = [words(quarter_called(*quarter), "$accent bold"), Content("")]
    rows = seen.table(quarter)
    if rows and len(seen.all) > 1 and LABEL + COLUMN * len(seen.all) <= width:
        names = [fitted(one.name.split(" ", 1)[0], COLUMN - 2, "bold", pad=True) for one in seen.all]
        lines.append(Content.assemble(" " * LABEL, *(part for name in names for part in (name, "  "))))
        for name, numbers in rows:
            figures = [words(f"{number or '–'}".rjust(4).ljust(COLUMN)) for number in numbers]
            lines.append(Content.assemble(fitted(name, LABEL, pad=True), *figures))
        lines.append(Content(""))
    lines += [words(line) for line in seen.lines(quarter)]
    uneven = seen.uneven(quarter)
    if uneven:
        lines += [Content(""), words("Where it differs", "$quiet"), *(words(line) for line in uneven)]
    outcomes = seen.outcomes()
    if outcomes:
        lines += [Content(""), words("What came of all of them", "$quiet")]
        lines += [words(f"{fit(name, 24)}: {said}") for name, said in outcomes]
    return Content("\n").join(lines)
