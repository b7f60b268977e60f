"""History: every session, newest first; typing finds when something was said, and the page stands beside the list."""

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Input, Static

from mentortui.core import findable as f
from mentortui.core.dates import show_date
from mentortui.core.findable import Findable
from mentortui.core.heads import local
from mentortui.core.page import Page
from mentortui.core.search import Query, query
from mentortui.core.sharing import in_order
from mentortui.core.text import company
from mentortui.screens import again
from mentortui.screens import history_view as view
from mentortui.screens.closing import close, stands
from mentortui.screens.history_deeds import Deeds
from mentortui.screens.history_page import HistoryPage
from mentortui.screens.history_reading import HistoryReader
from mentortui.screens.home_view import clocks
from mentortui.screens.wanted import ImportWanted, LogWanted, StartWanted, SummaryWanted, TimelineWanted, TrendsWanted
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.long_list import LongList
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.slash_line import SlashLine
from mentortui.widgets.text import heading, words

if TYPE_CHECKING:
    from mentortui.services.archive import Archive
    from mentortui.services.mentorships import Mentorships
    from mentortui.services.pages import Pages
    from mentortui.services.searching import Searching

WIDE = 100
"""Cells from which the page stands beside the list."""
FLAT = 12
"""Rows below which there are no frames."""
SLICE = 2000
"""Sessions that are looked through before keys are looked at again."""
ENOUGH = 300
"""Sessions that are shown while the older ones are still being read; these come all at once."""


class HistoryScreen(Screen[None]):
    """Dismissed by escape; says by its messages what else is wanted. Without a slug it is of all mentorships."""

    CSS_PATH = stylesheet("history")
    BINDINGS = [
        Binding("slash", "filter", "Find what was said", id="history.filter", priority=True),
        Binding("enter", "open", "The minute it was said; without a match the page", id="history.open"),
        Binding("n", "match(1)", "Next match", id="history.next_match"),
        Binding("N", "match(-1)", "Match before", id="history.match_before"),
        Binding("e", "edit", "Open and edit the page", id="history.edit"),
        Binding("y", "timeline", "Timeline: who spoke when", id="history.timeline"),
        Binding("t", "trends", "Trends: how talk was shared over sessions", id="history.trends"),
        Binding("o", "order", "Sort: newest, oldest, longest, most open", id="history.order"),
        Binding("a,plus", "log", "Write down a session that was held", id="history.log"),
        Binding("i", "import", "Import a transcript of a call", id="history.import"),
        Binding("W", "write", "Write it to a file", id="history.write"),
        Binding("backspace", "remove", "Remove it", id="history.remove"),
        Binding("u", "undo", "Bring back what was removed", id="history.undo"),
        Binding("s", "start", "Start a session", id="history.start"),
        Binding("right", "page", "Into the page", id="history.page"),
        Binding("left", "list", "Back to the list", id="history.list"),
        Binding("down", "walk(1)", "Next session, while typing", id="history.down", show=False),
        Binding("up", "walk(-1)", "Session before, while typing", id="history.up", show=False),
        Binding("escape", "back", "Clear the filter; then back", id="history.back"),
        Binding("q", "leave", "Leave", id="history.leave"),
    ]

    def __init__(
        self, mentorships: "Mentorships", searching: "Searching", archive: "Archive", pages: "Pages", slug: str = ""
    ) -> None:
        super().__init__()
        self._mentorships = mentorships
        self._searching = searching
        self._archive = archive
        self._pages = pages
        self._slug = slug
        self._reading = HistoryReader(self, searching, slug, self._read_so_far, self._read_all)
        self._order: f.Order = "newest"
        self._all: list[Findable] = []  # sorted
        self._found: list[Findable] = []  # those of them that the filter leaves
        self._query = Query()
        self._searched = Query()  # what `_found` is of
        self._loading = True
        self._zone = "UTC"
        self._who = ""
        self._rows = view.Rows("UTC", 0, many=not slug)
        self._titled: tuple[str, int] = ("", 0)  # what the title of the list was made of
        self._goto = ""
        self._enter = False  # it was pressed before there was anything to open

    def compose(self) -> ComposeResult:
        """The filter line, the list, the page."""
        yield HeaderLine()
        yield SlashLine("filter", "finds what was said", Static("", id="count", markup=False))
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Static("", id="columns", markup=False)
                yield LongList(self._draw, id="list")
                yield Static("", id="empty", markup=False)
            yield HistoryPage(self._page_of, lambda said: self._say(said, True))
        yield Static("", id="said", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Reading begins; the list fills from its newest end."""
        if not self._stands:
            return
        self.query_one(HeaderLine).saved = SaveState("saved")
        self.query_one(KeyLine).last = ("?", "all")
        self._know()
        self.set_focus(self.query_one(LongList))
        self._shape()
        self._show_list()
        self._say(f"{view.READING} …")
        self.set_interval(again.READ_AGAIN, self._read_again)

    def on_screen_resume(self) -> None:
        """Something may have been edited, written down or held."""
        self._reading.begin()

    def on_resize(self, event: Resize) -> None:
        """Below 100 columns the page comes over the list."""
        self._shape()
        self.call_after_refresh(self._show_list)

    @property
    def _stands(self) -> bool:
        return stands(self, LongList) and stands(self, HistoryPage) and stands(self, KeyLine)

    def _know(self) -> None:
        """Whose history it is."""
        self._zone = self._mentorships.me().zone
        if self._slug:
            try:
                people = in_order(self._mentorships.get(self._slug))
            except StoreError as error:
                self._say(str(error), trouble=True)
                return
            self._zone = people[0].zone
            self._who = company([member.name for member in people[1:]])
        now = self._mentorships.now()
        self._rows = view.Rows(self._zone, now, many=not self._slug)
        self.query_one(HeaderLine).clocks = clocks(now, self._zone)

    # reading

    def _read_again(self) -> None:
        if self.is_current:
            self._reading.look()

    def _read_so_far(self, done: int, total: int) -> None:
        if not self._stands:
            return
        if len(self._all) < ENOUGH:
            self._take()
        self._say(view.progress(done, total))

    def _read_all(self, trouble: str) -> None:
        if not self._stands:
            return
        was, self._loading = self._loading, False
        self._take()
        if trouble:
            self._say(trouble, trouble=True)
        elif was:
            self._say("")

    def _take(self) -> None:
        """What has been read, in order, the same one marked."""
        here = self._here()
        self._all = f.in_order(self._searching.known(self._slug), self._order)
        self._searched = Query()
        self._found = f.shown(self._all, self._query)
        self._searched = self._query
        self._show_list(self._goto or (here.id if here else ""))
        if self._enter and self._found:
            self._enter = False
            self.action_open()

    # filtering

    def on_input_changed(self, event: Input.Changed) -> None:
        """As one types."""
        event.stop()
        self._query = query(self.query_one("#filter", OneLine).typed)
        self._search()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Into the list; the filter stays."""
        event.stop()
        self.set_focus(self.query_one(LongList))

    @work(exclusive=True, group="search")
    async def _search(self) -> None:
        """Looks through what the filter before left, where this one only narrows it."""
        wanted, before, here = self._query, self._searched, self._here()
        among = self._found if before and wanted.narrows(before) else self._all
        found: list[Findable] = []
        for start in range(0, len(among), SLICE):
            if start:
                await asyncio.sleep(0)
            found += f.shown(among[start : start + SLICE], wanted)
        self._found, self._searched = found, wanted
        self._show_list("" if wanted or here is None else here.id)

    # the list

    def _draw(self, place: int, width: int, here: bool) -> list[Content]:
        if place >= len(self._found):
            return []
        return self._rows.row(self._found[place], self._searched, width, here)

    def _here(self) -> Findable | None:
        if not self._stands:
            return None
        place = self.query_one(LongList).marked
        return self._found[place] if place < len(self._found) else None

    def _show_list(self, id: str = "") -> None:
        """As it is now; marks that session, where it is in it."""
        if not self._stands:
            return
        listed, found = self.query_one(LongList), self._found
        place = next((n for n, one in enumerate(found) if one.id == id), 0) if id else 0
        if id and id == self._goto and place < len(found) and found[place].id == id:
            self._goto = ""
        if not id and self._searched == self._query and not self._query:
            place = listed.marked
        self._rows.measure(found)
        listed.show(len(found), 2 if self._searched.words else 1, place)
        self._tell()
        self._follow()

    def _follow(self) -> None:
        self.query_one(HistoryPage).follow(self._here(), self._searched)

    def _tell(self) -> None:
        """Everything around the list."""
        total = sum(one.session for one in self._all)
        typed = self.query_one("#filter", OneLine).value
        held = total if not self._query else len(self._all)
        count = self.query_one("#count", Static)
        # Nothing that a key changes is laid out anew: that would paint the whole screen.
        count.update(words(view.count_words(typed, self._query, len(self._found), held, count.size.width)), layout=False)
        count.set_class(bool(self._query), "-filtered")
        header = self.query_one(HeaderLine)
        header.pieces = (self._who or ("" if self._slug else "all mentorships"), "history")
        left, listed, empty = self.query_one("#left"), self.query_one(LongList), self.query_one("#empty", Static)
        inner = max(10, left.size.width)
        titled = (self._order, left.outer_size.width)
        if titled != self._titled:
            self._titled = titled
            order = words(f.ORDERS[self._order], "$quiet")
            left.border_title = heading(words("Sessions", "bold"), order, left.outer_size.width, "$faint")
        columns = self.query_one("#columns", Static)
        columns.update(self._rows.columns(max(10, listed.width)), layout=False)
        nothing = not self._found and not self._loading
        listed.display, empty.display, columns.display = not nothing, nothing, not nothing and not self.has_class("-flat")
        if nothing:
            empty.update(view.nothing_found(typed, self._query) if self._query else view.invitation(inner - 2, who=self._who))
        alone = nothing and not self._query
        if alone != self.has_class("-nothing"):
            self.set_class(alone, "-nothing")
            self.call_after_refresh(self._show_list)  # the list has another width now, and its title stands by that
        self._tell_keys()

    def _tell_keys(self) -> None:
        typing = isinstance(self.focused, Input)
        reading = self.focused is self.query_one(HistoryPage)
        self.query_one(KeyLine).keys = view.keys(
            typing,
            reading=reading,
            held=bool(self._all) or (None if self._loading else False),
            found=bool(self._found),
            query=self._query,
        )

    def on_long_list_marked(self, event: LongList.Marked) -> None:
        """Its page follows."""
        event.stop()
        self._follow()

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        """Enter, or a second click."""
        event.stop()
        self.action_open()

    def on_descendant_focus(self) -> None:
        """The line of keys says what works there."""
        if self._stands:
            self._tell_keys()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on a key is that key."""
        self.app.simulate_key(event.sent)

    def _page_of(self, here: Findable) -> Page:
        """From another thread."""
        if here.session:
            return self._pages.page_of(here.slug, here.id)
        day, today = local(here.began, self._zone).date(), local(self._mentorships.now(), self._zone).date()
        return view.record_page(here, show_date(day, today))

    # what keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key of the filter goes before all others, so that what is typed right after it is words; there it is a sign."""
        if action == "filter":
            return stands(self, KeyLine) and not self.query_one("#filter", OneLine).has_focus
        return super().check_action(action, parameters)

    def action_filter(self) -> None:
        """To the filter line."""
        self.action_list()
        self.set_focus(self.query_one("#filter", OneLine))

    def action_walk(self, by: int) -> None:
        """Through the list while the filter is being typed; in the page it scrolls."""
        paper = self.query_one(HistoryPage)
        if self.focused is paper:
            paper.scroll_rows(by)
        else:
            self.query_one(LongList).action_walk(by)

    def action_match(self, by: int) -> None:
        """To the next line of the page with a match; behind its last one to the next session."""
        if not self._stands:
            return
        if not self._searched.words:
            self._say("n goes through matches: / finds some.")
            return
        paper, listed = self.query_one(HistoryPage), self.query_one(LongList)
        if paper.step(by):
            return
        if 0 <= listed.marked + by < listed.count:
            if by < 0:
                paper.begin_at_end()
            listed.marked += by
        else:
            self._say("That was the last match." if by > 0 else "That is the first match.")

    def action_open(self) -> None:
        """The minute of a match; without one the page of the session."""
        here = self._here()
        if here is None:
            self._enter = self._loading
            return
        if self.has_class("-narrow") and not self.has_class("-page"):
            self.action_page()
            return
        said = f.said_in(here, self._searched)
        match = self.query_one(HistoryPage).match()
        place = next((n for n, piece in enumerate(said) if piece.id == match), None)
        if place is None and said and not match:
            place = 0
        if place is not None:
            self._open_minute((self.query_one(LongList).marked, place))
        else:
            self.action_edit()

    def _open_minute(self, place: f.Place) -> None:
        from mentortui.screens.history_minute import MinuteScreen

        screen = MinuteScreen(self._searching, self._found, self._searched, place, zone=self._zone, now=self._mentorships.now())
        self.app.push_screen(screen, self._came_back)

    def _came_back(self, place: tuple[f.Place, bool] | None) -> None:
        """To the session whose minute was seen last; True: its page is wanted."""
        if place is None or not self._stands:
            return
        (session, _), wanted = place
        self.query_one(LongList).marked = session
        if wanted:
            self.action_edit()

    def action_edit(self) -> None:
        """Its page, where everything can be edited."""
        here = self._here()
        if here is None:
            return
        if here.session:
            self.post_message(SummaryWanted(here.slug, here.id))
        else:
            self._say(f"This {here.what} belongs to no session: it stands among the records of {here.who}.")

    def action_timeline(self) -> None:
        """Its turns."""
        here = self._here()
        if here is not None and here.session:
            self.post_message(TimelineWanted(here.slug, here.id))

    def action_order(self) -> None:
        """Another order, the same one marked."""
        here, orders = self._here(), list(f.ORDERS)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._all = f.in_order(self._all, self._order)
        self._found = f.shown(self._all, self._searched)
        self._show_list(here.id if here else "")
        self._say(f"Sorted: {f.ORDERS[self._order]}")

    def action_log(self) -> None:
        """One that was held without the program."""
        slug = self._whose()
        if slug:
            self.post_message(LogWanted(slug))

    def action_import(self) -> None:
        """From the transcript of a call."""
        slug = self._whose()
        if slug:
            self.post_message(ImportWanted(slug))

    def action_trends(self) -> None:
        """Of the mentorship of the marked session."""
        slug = self._whose()
        if slug:
            self.post_message(TrendsWanted(slug))

    def action_start(self) -> None:
        """A new one."""
        slug = self._whose()
        if slug:
            self.post_message(StartWanted(slug))

    def _whose(self) -> str:
        here = self._here()
        return self._slug or (here.slug if here else next((one.slug for one in self._mentorships.all()), ""))

    def action_write(self) -> None:
        """Into which file."""
        here = self._here()
        if here is not None and here.session:
            self._deeds.write(here)
        else:
            self._say("Only a session is written to a file.")

    @work(group="store")
    async def action_remove(self) -> None:
        """Asks nothing: `u` brings it back."""
        here, place = self._here(), self.query_one(LongList).marked
        if here is not None and await self._deeds.remove(here):
            after = (*self._found[place + 1 : place + 2], *self._found[max(0, place - 1) : place])
            self._goto = after[0].id if after else ""
            self._reading.begin()

    @work(group="store")
    async def action_undo(self) -> None:
        """What was removed last is there again, and marked."""
        back = await self._deeds.undo()
        if back:
            self._goto = back
            self._reading.begin()

    @cached_property
    def _deeds(self) -> Deeds:
        def saved(state: SaveState) -> None:
            if self._stands:
                self.query_one(HeaderLine).saved = state

        return Deeds(self.app, self._archive, self._say, saved)

    def action_page(self) -> None:
        """The page, over the list where there is no room beside it."""
        if not self._stands or self._here() is None:
            return
        self.add_class("-page")
        paper = self.query_one(HistoryPage)
        self.set_focus(paper)

    def action_list(self) -> None:
        """The list again."""
        if not self._stands:
            return
        self.remove_class("-page")
        self.set_focus(self.query_one(LongList))

    def action_back(self) -> None:
        """One step: out of the page, out of the filter line, the filter itself, the screen."""
        if not self._stands:
            return
        typed = self.query_one("#filter", OneLine)
        if self.focused is self.query_one(HistoryPage):
            self.action_list()
        elif typed.value:
            typed.value = ""
            self.set_focus(self.query_one(LongList))
        elif self.focused is typed:
            self.set_focus(self.query_one(LongList))
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Back."""
        close(self, None)

    def mark(self, id: str) -> None:
        """Marks that session, as soon as it is read; what was said of an act before it goes."""
        self._goto = id
        self._say("Written down, and marked here.")
        self._show_list(id)

    def _shape(self) -> None:
        self.set_class(self.size.width < WIDE, "-narrow")
        self.set_class(self.size.height < FLAT, "-flat")

    def _say(self, text: str, trouble: bool = False) -> None:
        if not self._stands:
            return
        line = self.query_one("#said", Static)
        line.update(words(text))
        line.set_class(bool(text), "-said")
        line.set_class(trouble, "-trouble")
