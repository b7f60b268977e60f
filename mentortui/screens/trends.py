"""Trends: how talk was shared over the sessions of a mentorship, and where that goes; a chart, and the figures beside it."""

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from mentortui.core.text import company
from mentortui.core.trends_look import VIEWS, Looked, View, beside, first_person, overview, shown_people
from mentortui.core.trends_tables import tables
from mentortui.screens import again
from mentortui.screens import trends_view as view
from mentortui.screens.closing import close, stands
from mentortui.screens.paper_frame import begin, empty, framed, head, shape
from mentortui.screens.pressing import press
from mentortui.screens.to_file import ask_file
from mentortui.services.apart import apart
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.said_line import SaidLine
from mentortui.widgets.text import fitted, words
from mentortui.widgets.trend_rows import TrendRows

if TYPE_CHECKING:
    from mentortui.services.trends import Picture, TrendsRead

TELL_EVERY = 0.2
"""Seconds between two words about how far the reading is."""
FILE_HINT = "a new file only you may read; its ending says which: .csv .md .json"


class _Left(Exception):
    """Nobody waits for the rest of the years any more."""


class TrendsScreen(Screen[None]):
    """Dismissed by escape. Reads and changes nothing."""

    CSS_PATH = stylesheet("trends")
    BINDINGS = [
        Binding("right", "turn(1)", "The next to look at", id="trends.next"),
        Binding("left", "turn(-1)", "The one before", id="trends.before"),
        Binding("p", "person", "Another person's share", id="trends.person"),
        Binding("w", "why", "Why: how these figures came about", id="trends.why"),
        Binding("W", "write", "Write all of it to a file", id="trends.write"),
        Binding("escape,q", "leave", "Back", id="trends.leave"),
    ]

    def __init__(self, trends: "TrendsRead", slug: str, now: Callable[[], int]) -> None:
        """`now`: UTC microseconds."""
        super().__init__()
        self._trends = trends
        self._slug = slug
        self._now = now
        self._picture: Picture | None = None
        self._view: View = "time"
        self._person = ""
        self._told = 0.0
        self._reading = False

    @property
    def slug(self) -> str:
        """The mentorship it is about."""
        return self._slug

    def compose(self) -> ComposeResult:
        """What to look at, what is counted, the tables."""
        above = (Static("", id="views", markup=False), Static("", id="about", markup=False))
        yield from framed(above, TrendRows(id="paper"))

    def on_mount(self) -> None:
        """It is read while the screen comes up."""
        if not self._stands:
            return
        begin(self, "trends", TrendRows)
        self._read()
        self.set_interval(again.READ_AGAIN, self._read_again)

    def on_resize(self, event: Resize) -> None:
        """Rows are drawn for the room there is."""
        shape(self)
        self.call_after_refresh(self._tell)

    @property
    def _stands(self) -> bool:
        return stands(self, TrendRows) and stands(self, KeyLine)

    def _read_again(self) -> None:
        """Another program may have stored something."""
        if self.is_current and not self._reading:
            self._read()

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        """Off the interface's thread; what did not change is not read again."""
        loop, self._told = asyncio.get_running_loop(), time.monotonic()

        def progress(done: int, total: int) -> None:
            if not self.is_attached:
                raise _Left
            loop.call_soon_threadsafe(self._so_far, done, total)

        self._reading = True
        try:
            picture, people = await apart(self._added_up, progress)
        except StoreError as error:
            self._say(str(error), trouble=True)
            return
        finally:
            self._reading = False
        if picture is self._picture:
            return
        first = self._picture is None
        self._picture = picture
        if self._person not in people:
            self._person = first_person(picture.trends) if first_person(picture.trends) in people or not people else people[0]
        if first:
            self._say("")
        self._show(from_top=first)

    def _added_up(self, progress: Callable[[int, int], None]) -> "tuple[Picture, tuple[str, ...]]":
        """From another thread: of years of sessions adding up takes longer than a frame."""
        picture = self._trends.read(self._slug, progress)
        return picture, shown_people(picture.look(""))

    def _so_far(self, done: int, total: int) -> None:
        if self._picture is None and time.monotonic() - self._told > TELL_EVERY and done < total:
            self._told = time.monotonic()
            self._say(view.progress(done, total))

    @property
    def _look(self) -> Looked | None:
        return self._picture.look(self._person) if self._picture is not None else None

    @work(exclusive=True, group="show")
    async def _show(self, *, from_top: bool = True) -> None:
        """The tables of this view; what must be added up for them is, in another thread."""
        look, here = self._look, self._view
        self._tell()
        if look is None:
            return
        found = await apart(tables, look, here)
        if not self._stands:
            return
        paper = self.query_one(TrendRows)
        paper.border_title = fitted(found[0].title, max(4, self.size.width - 8))
        known = beside(look) if here not in ("begins", "prompts") else ""
        paper.border_subtitle = fitted(known, max(4, self.size.width - 8))
        paper.show(found, from_top=from_top)

    def _tell(self) -> None:
        """Everything around the tables."""
        if not self._stands:
            return
        self.query_one("#views", Static).update(view.views(self._view, self.size.width - 2))
        look = self._look
        if look is None:
            return
        trends = look.trends
        others = [look.called(person) for person in trends.others]
        head(self, others, "trends", self._now(), trends.zone)
        self.query_one("#about", Static).update(words(overview(look)))
        empty(self, not trends.held, view.invitation(company(others), self.size.width - 6))
        keys = view.keys(people=len(shown_people(look)), figures=trends.show_figures)
        self.query_one(KeyLine).keys = keys if trends.held else (("esc", "back"),)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on a key is that key."""
        press(self.app, event.sent)

    # what keys do

    def action_turn(self, by: int) -> None:
        """To the next view, round and round."""
        order = list(VIEWS)
        self._view = order[(order.index(self._view) + by) % len(order)]
        self._say("")
        self._show()

    def action_person(self) -> None:
        """Another person's share, in the same view."""
        look = self._look
        if look is not None:
            self._person = view.after(shown_people(look), self._person)
            self._show(from_top=False)

    @work(exclusive=True, group="why")
    async def action_why(self) -> None:
        """How the figures of this view came about."""
        from mentortui.core.trends_why import why_trends
        from mentortui.screens.keys import called
        from mentortui.screens.why import why_box

        look = self._look
        if look is not None and look.trends.held:
            key = next((called(key) for key, found in self.active_bindings.items() if found.binding.id == "trends.why"), "w")
            whys = await apart(why_trends, look, self._view)
            if self.is_current:
                self.app.push_screen(why_box(whys, key=key))

    def action_write(self) -> None:
        """All of it, into which file."""
        from mentortui.services.exports import write_trends
        from mentortui.services.trends import check_form, file_name

        look = self._look
        if look is not None and look.trends.held:
            ask_file(
                self,
                "Write the trends to a file",
                FILE_HINT,
                name=file_name(look),
                check=check_form,
                write=lambda name: write_trends(name, [look]),
                say=self._say,
            )

    def action_leave(self) -> None:
        """Back."""
        close(self, None)

    def _say(self, text: str, *, trouble: bool = False) -> None:
        if self._stands:
            self.query_one(SaidLine).say(text, trouble=trouble)
