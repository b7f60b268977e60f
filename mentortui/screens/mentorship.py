"""The mentorship around its sessions: charter, goals, actions, wins and the rest, a tab each, all by the same keys."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from mentortui.core.commands import Refused
from mentortui.screens import again
from mentortui.screens import mentorship_view as view
from mentortui.screens.closing import close, stands
from mentortui.screens.keys import KEY_NAMES
from mentortui.screens.mentorship_host import Copy, TabHost
from mentortui.screens.mentorship_keys import MENTORSHIP, TYPING, footer, with_own
from mentortui.screens.mentorship_rows import BESIDE, MentorshipRows
from mentortui.screens.pressing import press
from mentortui.screens.strip import FloorStrip, StripLine
from mentortui.services.drafts import Kept
from mentortui.services.records import Records
from mentortui.services.tabs import Tab
from mentortui.services.tabs_shown import NOTHING, TabsShown
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.long_list import LongList
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.said_line import SaidLine


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """What the screen is given besides what is stored. `thanks` makes a thank-you from the wins of a
    mentorship; it is given what was being typed."""

    drafts: Kept
    copy: Copy = lambda text: "Copied"
    thanks: Callable[[str, str], str] | None = None
    left: dict[str, str] = {}
    """By slug, the tab in which one was last: there it opens again."""
    strip: StripLine | None = None


class MentorshipScreen(Screen[None]):
    """Dismissed by escape."""

    CSS_PATH = stylesheet("mentorship")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (BESIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-tall")]
    BINDINGS = list(MENTORSHIP)

    def __init__(
        self, records: Records, slug: str, tabs: Sequence[Tab], beside: Beside, *, tab: str = "", marked: str = ""
    ) -> None:
        """`tab`: the name of the one that is shown first, empty: where one was last, else the first that is used; `marked`: the
        id of the row to begin with."""
        super().__init__()
        self._records, self._slug, self._beside = records, slug, beside
        self.all = TabsShown(records, slug, tabs, tab=tab or beside.left.get(slug, ""), marked=marked)
        self.host = TabHost(self, records, slug, beside.drafts, beside.copy, beside.strip)
        self._was_on = ""
        self.said: tuple[str, bool] = ("", False)
        """What is said below the list from the next look on, and whether it is trouble."""
        self._own_keys = self._bindings
        self._use_keys()

    def compose(self) -> ComposeResult:
        """The tabs, the filter, the list and the page of the marked row."""
        yield HeaderLine()
        yield FloorStrip(self._beside.strip)
        yield Static("", id="kinds", markup=False)
        with Horizontal(id="filter"):
            yield Static(Content("Find  "))
            yield OneLine(id="words")
        yield MentorshipRows(self.all)
        yield SaidLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """What is stored now."""
        if stands(self, KeyLine):
            self.set_focus(self.query_one(LongList))
            self.read()
            self.set_interval(again.READ_AGAIN, self._read_again)

    @work(exclusive=True, group="look")
    async def _read_again(self) -> None:
        """Another program may have changed something."""
        if not self.is_current:
            return
        with suppress(StoreError):  # whoever reads it says so
            if await asyncio.to_thread(self._records.is_stale, self._slug):
                self.read()

    def on_resize(self) -> None:
        """What fits is shown."""
        if self.size.width >= BESIDE:
            self.remove_class("-reading")
        self.call_after_refresh(self.follow)

    # what is stored

    @work
    async def read(self) -> None:
        """From the store; what is shown follows."""
        await self.read_now()

    async def read_now(self) -> None:
        """The same, waited for."""
        try:
            reading = await self.host.reading(self.all.read)
        except (StoreError, Refused) as error:
            self.say(str(error), trouble=True)
            return
        shown = self.tab
        if self.all.take(reading):
            self._use_keys()
        elif reading[2] is not shown:
            await self._read_tab()  # another was chosen meanwhile
        self.follow()
        self.all.pointed = ""

    @work
    async def _show_tab(self) -> None:
        await self._read_tab()
        self.follow()

    async def _read_tab(self) -> None:
        tab, shelf = self.tab, self.all.shelf
        if shelf is not None and not self.all.is_read:
            try:
                found = await self.host.reading(partial(tab.read, shelf))
            except (StoreError, Refused) as error:
                found, self.said = NOTHING, (str(error), True)
            self.all.take_tab(tab, found)

    # what is shown

    def follow(self) -> None:
        """Shows what is."""
        all, shelf, tab, query = self.all, self.all.shelf, self.tab, self._query
        if shelf is None or not stands(self, KeyLine):
            return
        place = all.find(query, self._place)
        there = bool(all.found.ids)
        header = self.query_one(HeaderLine)
        header.pieces, header.saved = view.title(shelf, tab), self.host.saved
        cells = max(10, self.size.width - 4)
        self.query_one("#kinds", Static).update(view.strip(all.used, all.counts, tab, cells))
        self.set_class(not there and all.is_read, "-empty")
        if not there:
            self.remove_class("-reading")
        self.query_one(MentorshipRows).show(place, query)
        self._show_keys()
        said, trouble = self.said
        counted = view.counted(all.many(query), all.order, all.orders, query)
        beside = "" if query.strip() else all.also
        self.query_one(SaidLine).say(said or " · ".join(filter(None, (counted, beside))), trouble=trouble)

    def _show_keys(self) -> None:
        line, typing = self.query_one(KeyLine), self.query_one("#words", OneLine).has_focus
        found = (TYPING, TYPING) if typing else footer(self.tab, self._here, has_done=self.host.has_done)
        line.keys, line.shorter = found

    def _use_keys(self) -> None:
        self._bindings = with_own(self._own_keys, self.tab, over_session=self._beside.strip is not None)

    def say(self, text: str, *, trouble: bool = False) -> None:
        """In the line below the list."""
        self.said = (text, trouble)
        self.follow()

    # walking

    def mark(self, id: str) -> None:
        """That row, as soon as it is there."""
        self.all.pointed = id

    def go(self, name: str, id: str = "") -> None:
        """To another tab, and there to that row."""
        if not self.all.go(name, id):
            return
        self._beside.left[self._slug] = name
        self.remove_class("-reading")
        self.said = ("", False)
        self._use_keys()
        self.refresh_bindings()
        self.follow()
        self._show_tab()

    def on_descendant_focus(self) -> None:
        """The line of keys says what works there."""
        if self.all.shelf is not None and stands(self, KeyLine):
            self._show_keys()

    def on_long_list_marked(self, event: LongList.Marked) -> None:
        """Its page stands beside it."""
        here = self._here
        if here != self._was_on:  # a list that was read again marks the same row at another place: what was said stays
            self.said = ("", False)
        self._was_on = here
        self.query_one(MentorshipRows).show_page()
        self._show_keys()

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        """Enter, or a click on the marked one."""
        self.action_open()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, KEY_NAMES.get(event.sent, event.sent))

    def action_tab(self, by: int) -> None:
        """Another tab; the filter stays."""
        self.go(self.all.beside(by))

    def action_more(self) -> None:
        """Those that nobody has used yet, and behind them those that stand above."""
        from mentortui.screens.mentorship_more import MoreScreen

        def chosen(name: str | None) -> None:
            if name is not None:
                self.go(name)

        choices = [(tab.name, tab.title, tab.about) for tab in self.all.others]
        if choices:
            self.app.push_screen(MoreScreen("More of this mentorship", choices, strip=self._beside.strip), chosen)

    def action_order(self) -> None:
        """The next one."""
        self.all.turn()
        self.say("")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key of the filter goes before all others, so that what is typed right after it is words; there it is a sign."""
        if action == "find":
            return stands(self, KeyLine) and not self.query_one("#words", OneLine).has_focus
        return super().check_action(action, parameters)

    def action_find(self) -> None:
        """Typing filters; enter and down go into the list, escape clears it."""
        if stands(self, KeyLine):
            self.remove_class("-reading")
            self.add_class("-filtering")
            self.set_focus(self.query_one("#words", OneLine))

    def action_to_list(self) -> None:
        """From the filter."""
        if stands(self, KeyLine):
            self.set_focus(self.query_one(LongList))

    def on_input_changed(self, event: Input.Changed) -> None:
        """As one types."""
        event.stop()
        self.say("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The filter stays, and the list is walked."""
        event.stop()
        self.action_to_list()

    def action_back(self) -> None:
        """Of the page over the list, of the filter, of the mentorship."""
        if not stands(self, KeyLine):
            return
        if self.has_class("-reading"):
            self.remove_class("-reading")
            self.set_focus(self.query_one(LongList))
        elif self.has_class("-filtering"):
            self.remove_class("-filtering")
            self.query_one("#words", OneLine).value = ""
            self.set_focus(self.query_one(LongList))
            self.say("")
        else:
            close(self, None)

    def action_leave(self) -> None:
        """Back."""
        close(self, None)

    # acting

    def action_open(self) -> None:
        """Its page over the list; where that stands beside it, or is read already, its form."""
        if not (here := self._here):
            return
        if self.size.width >= BESIDE or self.has_class("-reading"):
            self.host.try_to(lambda: self.tab.enter(self.host, here))
        else:
            self.add_class("-reading")

    def action_add(self) -> None:
        """A new one."""
        if self.all.shelf is not None:
            self.host.try_to(lambda: self.tab.add(self.host, self._here))

    def action_edit(self) -> None:
        """The marked one."""
        if here := self._here:
            self.host.try_to(lambda: self.tab.edit(self.host, here))

    def action_own(self, number: int) -> None:
        """A key that only this tab has."""
        key, here = self.tab.keys[number], self._here
        if self.all.shelf is not None and (here or key.alone):
            self.host.try_to(lambda: key.act(self.host, here))

    def action_done(self) -> None:
        """Done, or open again."""
        if here := self._here:
            self.host.act(partial(self.tab.done, self.host, here))

    def action_remove(self) -> None:
        """Gone; u brings it back. What others refer to is asked about once."""
        if here := self._here:
            self.host.remove(here)

    def action_undo(self) -> None:
        """Says what it takes back."""
        self.host.undo()

    def action_thanks(self) -> None:
        """To be edited, and copied."""
        if self._beside.thanks is not None:
            self.host.thanks(partial(self._beside.thanks, self._slug))

    # what is

    @property
    def tab(self) -> Tab:
        """The one that is shown."""
        return self.all.tab

    @property
    def who(self) -> str:
        """The others' names."""
        return "" if self.all.shelf is None else view.title(self.all.shelf, self.tab)[0]

    @property
    def _place(self) -> int:
        return self.query_one(LongList).marked if self.query(LongList) else 0

    @property
    def _here(self) -> str:
        """The id of the marked row; empty where there is none."""
        return self.all.at(self._place)

    @property
    def _query(self) -> str:
        return self.query_one("#words", OneLine).value if self.has_class("-filtering") else ""
