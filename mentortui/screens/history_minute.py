"""The minute in which something was said: the item, who had the floor, what was caught around it."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from mentortui.core.dates import show_date
from mentortui.core.durations import clock
from mentortui.core.findable import Findable, Place, said_in, walked
from mentortui.core.heads import local
from mentortui.core.minute import Minute, Near
from mentortui.core.page_parts import shortened
from mentortui.core.search import Query
from mentortui.screens.closing import close, stands
from mentortui.screens.history_view import FOUND
from mentortui.screens.home_view import clocks
from mentortui.screens.pressing import press
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.text import fitted, marked, words

if TYPE_CHECKING:
    from mentortui.services.searching import Searching

BEFORE = 10
"""Cells of the time and the sign before a line."""


class MinuteScreen(Screen[tuple[Place, bool]]):
    """Dismissed with the match one was at last, and whether the page of its session is wanted."""

    CSS_PATH = stylesheet("history_minute")
    BINDINGS = [
        Binding("n,right", "match(1)", "Next match", id="minute.next"),
        Binding("N,left", "match(-1)", "Match before", id="minute.before"),
        Binding("enter,e", "page", "The page of the session", id="minute.page"),
        Binding("down", "scroll(1)", "Down", id="minute.down", show=False),
        Binding("up", "scroll(-1)", "Up", id="minute.up", show=False),
        Binding("escape,q", "leave", "Back to History", id="minute.leave"),
    ]

    def __init__(
        self, searching: "Searching", found: Sequence[Findable], query: Query, place: Place, *, zone: str, now: int
    ) -> None:
        """`found`: the sessions that `n` goes through."""
        super().__init__()
        self._searching = searching
        self._found = found
        self._query = query
        self._place = place
        self._zone = zone
        self._now = now
        self._minute: Minute | None = None

    def compose(self) -> ComposeResult:
        """The moment on top, what was caught around it below."""
        yield HeaderLine()
        yield Static("", id="moment", markup=False)
        with VerticalScroll(id="around", can_focus=False):
            yield Static("", id="near", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The match one came from."""
        if not self._stands:
            return
        keys = self.query_one(KeyLine)
        keys.keys = (("n", "next match"), ("N", "match before"), ("enter", "whole page"), ("esc", "back"))
        self.fetch()

    @property
    def _stands(self) -> bool:
        return stands(self, KeyLine) and bool(self.query("#near"))

    def on_resize(self) -> None:
        """Lines are as long as there is room."""
        self.call_after_refresh(self._show)

    @work(exclusive=True)
    async def fetch(self) -> None:
        """The minute, from what is stored now."""
        session, match = self._place
        found = self._found[session]
        said = said_in(found, self._query)
        if match >= len(said):
            return
        try:
            self._minute = await asyncio.to_thread(self._searching.minute, found.slug, found.id, said[match].id)
        except StoreError as error:
            self._tell(words(str(error)))
            return
        if self._minute is None:
            self._tell(words("That is no longer here: it was removed, or edited, meanwhile."))
            return
        self._show()

    def _show(self) -> None:
        minute = self._minute
        if minute is None or not self._stands:
            return
        found = self._found[self._place[0]]
        count = len(said_in(found, self._query))
        began = local(found.began, self._zone)
        day = show_date(began.date(), local(self._now, self._zone).date())
        header = self.query_one(HeaderLine)
        header.pieces = (found.who, found.what, day, f"match {self._place[1] + 1} of {count}")
        header.clocks = clocks(self._now, self._zone)
        header.saved = SaveState("saved")
        width = max(20, self.query_one("#around").size.width - 2)
        self._tell(_moment(minute, self._zone, width))
        rows, here = list[Content](), (0, 1)
        for near in minute.near:
            drawn = _near(near, self._zone, self._query, width)
            if near.here:
                here = (len(rows), len(drawn))
            rows += drawn
        self.query_one("#near", Static).update(Content("\n").join(rows))
        self.call_after_refresh(self._to_middle, *here)

    def _to_middle(self, row: int, rows: int) -> None:
        """Once it is known how much room what was said above left."""
        if self._stands:
            around = self.query_one("#around", VerticalScroll)
            around.scroll_to(y=max(0, row - (around.size.height - rows) // 2), animate=False)

    def _tell(self, said: Content) -> None:
        if self._stands:
            self.query_one("#moment", Static).update(said)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on a key is that key."""
        press(self.app, event.sent)

    def action_match(self, by: int) -> None:
        """The next one, or the one before, through all sessions."""
        place = walked(self._found, self._query, self._place, by)
        if place != self._place:
            self._place = place
            self.fetch()
        else:
            self.notify("That was the last match." if by > 0 else "That is the first match.", markup=False, timeout=4)

    def action_scroll(self, by: int) -> None:
        """A row."""
        if self._stands:
            self.query_one("#around", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_page(self) -> None:
        """The whole page of this session."""
        close(self, (self._place, True))

    def action_leave(self) -> None:
        """Back to the list."""
        close(self, (self._place, False))


def _moment(minute: Minute, zone: str, width: int) -> Content:
    """`14:24 · 21 minutes in`, the item, who had the floor."""
    at = local(minute.wall, zone)
    into = minute.at // 60_000_000
    when = f"{at:%H:%M} · {'in the first minute' if not into else f'{into} minute{_s(into)} in'}"
    rows = [words(when, "$accent bold")]
    item = minute.item or "outside of the agenda"
    rows.append(Content.assemble(words("▸ ", "$accent"), fitted(item, max(4, width - 2), "bold")))
    if minute.floor:
        since = f", for {clock(minute.since)} by then" if minute.since >= 1_000_000 else ""
        known = f" · {minute.known}" if minute.known else ""
        rows.append(Content.assemble(words("● ", "$accent"), fitted(f"{minute.floor}{since}{known}", max(4, width - 2))))
    return Content("\n").join(rows)


def _near(near: Near, zone: str, query: Query, width: int) -> list[Content]:
    """`14:24 >  Grace, action …`, wrapped under itself; the one that was found stands out."""
    bar = words("▌" if near.here else " ", "$secondary bold")
    time = words(f"{local(near.wall, zone):%H:%M}", "" if near.here else "$quiet")
    sign = words(f" {near.sign:<2} ", "$accent" if near.here else "$quiet")
    private = " · only yours" if near.private else ""
    text = Content.assemble(
        marked(words(shortened(near.text), "bold" if near.here else ""), query.words, FOUND),
        marked(words(f"  {shortened(near.tail)}" if near.tail else "", "$quiet"), query.words, FOUND),
        words(f"  {shortened(near.lead)}{private}", "$quiet"),
    )
    rows = text.wrap(max(8, width - BEFORE)) or [Content("")]
    before = Content.assemble(bar, " ", time, sign)
    return [Content.assemble(before if not place else " " * before.cell_length, row) for place, row in enumerate(rows)]


def _s(count: int) -> str:
    return "" if count == 1 else "s"
