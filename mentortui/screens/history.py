"""History: every session, newest first; typing finds when something was said, and the page stands beside the list."""

from functools import cached_property
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Input, Static

from mentortui.core.dates import show_date
from mentortui.core.findable import Findable
from mentortui.core.heads import local
from mentortui.core.page import Page
from mentortui.screens import again
from mentortui.screens import history_view as view
from mentortui.screens.closing import close, stands
from mentortui.screens.history_bindings import HISTORY, OPENED
from mentortui.screens.history_deeds import Deeds
from mentortui.screens.history_list import HistoryList
from mentortui.screens.history_matches import HistoryMatches
from mentortui.screens.history_page import HistoryPage
from mentortui.screens.history_reading import HistoryReader
from mentortui.screens.home_view import clocks
from mentortui.screens.pressing import press
from mentortui.screens.wanted import SummaryWanted, TimelineWanted
from mentortui.services.finding import Finding, Whose, whose
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.long_list import LongList
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.said_line import SaidLine
from mentortui.widgets.slash_line import SlashLine
from mentortui.widgets.text import words

if TYPE_CHECKING:
    from mentortui.services.archive import Archive
    from mentortui.services.mentorships import Mentorships
    from mentortui.services.pages import Pages
    from mentortui.services.searching import Searching

WIDE = 100
"""Cells from which the page stands beside the list."""
FLAT = 12
"""Rows below which there are no frames."""
ENOUGH = 300
"""Sessions that are shown while the older ones are still being read; these come all at once."""


class HistoryScreen(Screen[None]):
    """Dismissed by escape; says by its messages what else is wanted. Without a slug it is of all mentorships."""

    CSS_PATH = stylesheet("history")
    BINDINGS = list(HISTORY)

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
        self._finding = Finding()
        self.matches = HistoryMatches(self, self._finding, searching, say=self._say, page=self.action_edit)
        self._loading = True
        self._whose = Whose("", "UTC")
        self._goto = ""
        self._enter = False  # it was pressed before there was anything to open

    def compose(self) -> ComposeResult:
        """The filter line, the list, the page."""
        yield HeaderLine()
        yield SlashLine("filter", "finds what was said", Static("", id="count", markup=False))
        with Horizontal(id="body"):
            yield HistoryList(self._finding, view.Rows("UTC", 0, many=not self._slug))
            yield HistoryPage(self._page_of, lambda said: self._say(said, True))
        yield SaidLine()
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
        try:
            self._whose = whose(self._mentorships, self._slug)
        except StoreError as error:
            self._say(str(error), trouble=True)
            self._whose = whose(self._mentorships, "")
            return
        now = self._mentorships.now()
        self.query_one(HistoryList).rows = view.Rows(self._whose.zone, now, many=not self._slug)
        self.query_one(HeaderLine).clocks = clocks(now, self._whose.zone)

    # reading

    def _read_again(self) -> None:
        if self.is_current:
            self._reading.look()

    def _read_so_far(self, done: int, total: int) -> None:
        if not self._stands:
            return
        if len(self._finding.all) < ENOUGH:
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
        self._finding.take(self._searching.known(self._slug))
        self._show_list(self._goto or (here.id if here else ""))
        if self._enter and self._finding.found:
            self._enter = False
            self.action_open()

    # filtering

    def on_input_changed(self, event: Input.Changed) -> None:
        """As one types."""
        event.stop()
        self._finding.type(self.query_one("#filter", OneLine).typed)
        self._search()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Into the list; the filter stays."""
        event.stop()
        self.set_focus(self.query_one(LongList))

    @work(exclusive=True, group="search")
    async def _search(self) -> None:
        """Looks through what the filter before left, where this one only narrows it."""
        here = self._here()
        await self._finding.search()
        self._show_list("" if self._finding.query or here is None else here.id)

    # the list

    def _here(self) -> Findable | None:
        return self.query_one(HistoryList).here if self._stands else None

    def _show_list(self, id: str = "") -> None:
        """As it is now; marks that session, where it is in it."""
        if not self._stands:
            return
        if self.query_one(HistoryList).show(id) and id == self._goto:
            self._goto = ""
        self._tell()
        self._follow()

    def _follow(self) -> None:
        self.query_one(HistoryPage).follow(self._here(), self._finding.searched)

    def _tell(self) -> None:
        """Everything around the list."""
        typed, finding = self.query_one("#filter", OneLine).value, self._finding
        count = self.query_one("#count", Static)
        # Nothing that a key changes is laid out anew: that would paint the whole screen.
        told = view.count_words(typed, finding.query, len(finding.found), finding.held, count.size.width)
        count.update(words(told), layout=False)
        count.set_class(bool(finding.query), "-filtered")
        header = self.query_one(HeaderLine)
        header.pieces = (self._whose.who or ("" if self._slug else "all mentorships"), "history")
        listed, flat = self.query_one(HistoryList), self.has_class("-flat")
        alone = listed.tell(typed=typed, who=self._whose.who, loading=self._loading, flat=flat)
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
            held=bool(self._finding.all) or (None if self._loading else False),
            found=bool(self._finding.found),
            query=self._finding.query,
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
        press(self.app, event.sent)

    def _page_of(self, here: Findable) -> Page:
        """From another thread."""
        if here.session:
            return self._pages.page_of(here.slug, here.id)
        day, today = (local(at, self._whose.zone).date() for at in (here.began, self._mentorships.now()))
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
        if self._stands:
            self.matches.step(by)

    def action_open(self) -> None:
        """The minute of a match; without one the page of the session."""
        here = self._here()
        if here is None:
            self._enter = self._loading
            return
        if self.has_class("-narrow") and not self.has_class("-page"):
            self.action_page()
            return
        if not self.matches.open(here, zone=self._whose.zone, now=self._mentorships.now()):
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
        here, called = self._here(), self._finding.turn()
        self._show_list(here.id if here else "")
        self._say(f"Sorted: {called}")

    def action_open_of(self, wanted: str) -> None:
        """What is about the mentorship of the marked session."""
        if slug := self._slug_here():
            self.post_message(OPENED[wanted](slug))

    def _slug_here(self) -> str:
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
            self._goto = self._finding.beside(place)
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
        if self._stands:
            self.query_one(SaidLine).say(text, trouble=trouble)
