"""The mentorship around its sessions: charter, goals, actions, wins and the rest, a tab each, all by the same keys."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from mentortui.core.commands import Refused
from mentortui.core.text import short_names
from mentortui.screens import again
from mentortui.screens import mentorship_view as view
from mentortui.screens.closing import close, stands
from mentortui.screens.keys import KEY_NAMES, called
from mentortui.screens.mentorship_host import Copy, TabHost
from mentortui.screens.pressing import press
from mentortui.screens.strip import FloorStrip, StripLine
from mentortui.services.drafts import Kept
from mentortui.services.records import Records, Shelf
from mentortui.services.tabs import Count, Entries, Read, RecordTab, Shown, Tab
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.long_list import LongList
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.text import words

BESIDE = 100
"""Cells from which the page of the marked row stands beside the list."""
PAGE, AROUND_PAGE = 46, 7
"""Cells of that page there, as the style sheet says, and what of them is its frame and its scroll bar."""
BRIEF = "done"
"""What the key that ticks does, where a row has no room for how the tab says it."""
NOTHING = Entries(())
OF_THE_FLOOR = frozenset("gb")
"""Keys that give the floor, over a session, whatever a tab does by them elsewhere."""


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
    BINDINGS = [
        Binding("a", "add", "Add one", id="records.add"),
        Binding("e", "edit", "Edit it", id="records.edit"),
        Binding("enter", "open", "Read it; where it stands beside the list, edit it", id="records.open"),
        Binding("space", "done", "Done, or open again", id="records.done"),
        Binding("backspace,delete", "remove", "Remove it", id="records.remove"),
        Binding("u", "undo", "Undo what was done last", id="records.undo"),
        Binding("slash", "find", "Find: filter as you type", id="records.find", priority=True),
        Binding("o", "order", "Another order", id="records.order"),
        Binding("tab,right_square_bracket", "tab(1)", "The next tab", id="records.next_kind"),
        Binding("shift+tab,left_square_bracket", "tab(-1)", "The tab before", id="records.kind_before"),
        Binding("m", "more", "More tabs, those that nobody has used yet first", id="records.more"),
        Binding("T", "thanks", "Write a thank-you from the wins, and copy it", id="records.thanks"),
        Binding("down", "to_list", "Into the list", id="records.to_list", show=False),
        Binding("escape", "back", "Back: of the page, of the filter, of the mentorship", id="records.back"),
        Binding("q", "leave", "Back", id="records.leave"),
    ]

    def __init__(
        self, records: Records, slug: str, tabs: Sequence[Tab], beside: Beside, *, tab: str = "", marked: str = ""
    ) -> None:
        """`tab`: the name of the one that is shown first, empty: where one was last, else the first that is used; `marked`: the
        id of the row to begin with."""
        super().__init__()
        self._records, self._slug, self._beside = records, slug, beside
        self._tabs = tuple(tabs)
        wanted = tab or beside.left.get(slug, "")
        self._anywhere = not any(one.name == wanted for one in tabs)
        self.tab = next((one for one in tabs if one.name == wanted), self._tabs[0])
        self.host = TabHost(self, records, slug, beside.drafts, beside.copy, beside.strip)
        self._orders: dict[str, str] = {}
        self._shelf: Shelf | None = None
        self._short: dict[str, str] = {}
        self._counts: Mapping[str, Count] = {}
        self._reads: dict[str, Read] = {}
        self._found: Shown = NOTHING
        self._found_by: tuple[Read, str, str] | None = None
        """What was asked for it: it is looked for again only when that is something else."""
        self._pointed = marked
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
        with Horizontal(id="body"):
            yield LongList(self._draw, id="list")
            with VerticalScroll(id="read", can_focus=False):
                yield Static("", id="page", markup=False)
            yield Static("", id="empty", markup=False)
        yield Static("", id="said", markup=False)
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
            shelf, counts, tab, found = await self.host.reading(self._read)
        except (StoreError, Refused) as error:
            self.say(str(error), trouble=True)
            return
        self._shelf, self._counts, self._reads = shelf, counts, {tab.name: found}
        people = dict(shelf.around.people)
        self._short = {people[id]: name for id, name in short_names(people).items()}
        if self._anywhere:
            self._anywhere, self.tab = False, tab
            self._use_keys()
        if tab is not self.tab:
            await self._read_tab()  # another was chosen meanwhile
        self.follow()
        self._pointed = ""

    def _read(self) -> tuple[Shelf, Mapping[str, Count], Tab, Read]:
        """Off the interface's thread."""
        tab, shelf = self.tab, self._records.shelf(self._slug)
        counts = {one.name: one.count(shelf) for one in self._tabs}
        if self._anywhere:
            tab = next((one for one in self._tabs if counts[one.name].there), tab)
        return shelf, counts, tab, tab.read(shelf)

    @work
    async def _show_tab(self) -> None:
        await self._read_tab()
        self.follow()

    async def _read_tab(self) -> None:
        tab, shelf = self.tab, self._shelf
        if shelf is not None and tab.name not in self._reads:
            try:
                self._reads[tab.name] = await self.host.reading(partial(tab.read, shelf))
            except (StoreError, Refused) as error:
                self._reads[tab.name] = NOTHING
                self.said = (str(error), True)

    # what is shown

    def follow(self) -> None:
        """Shows what is."""
        shelf, tab = self._shelf, self.tab
        if shelf is None or not stands(self, KeyLine):
            return
        read, query, order = self._reads.get(tab.name, NOTHING), self._query, self._order
        before = self._pointed or (self._found.ids[self._place] if self._place < len(self._found.ids) else "")
        if self._found_by != (read, query, order):
            self._found, self._found_by = read.find(query, order), (read, query, order)
        ids = self._found.ids
        place = ids.index(before) if before in ids else min(self._place, max(0, len(ids) - 1))
        if self._pointed in ids:
            self._pointed = ""
        header = self.query_one(HeaderLine)
        header.pieces, header.saved = view.title(shelf, tab), self.host.saved
        cells = max(10, self.size.width - 4)
        self.query_one("#kinds", Static).update(view.strip(self.used, self._counts, tab, cells))
        self.set_class(not ids and tab.name in self._reads, "-empty")
        there = self._counts.get(tab.name, Count(0)).there
        self.query_one("#empty", Static).update(
            view.nothing_found(tab, there, query) if query.strip() else view.invitation(tab) if tab.name in self._reads else ""
        )
        if not ids:
            self.remove_class("-reading")
        self.query_one(LongList).show(len(ids), 1, place)
        self._show_page()
        self._show_keys()
        said, trouble = self.said
        shown = self.query_one("#said", Static)
        many = self._found.many if query.strip() else there if isinstance(tab, RecordTab) else 0
        counted = view.counted(many, order, read.orders, query)
        shown.update(words(said or " · ".join(filter(None, (counted, "" if query.strip() else tab.also)))))
        shown.set_class(trouble, "-trouble")

    def _show_page(self) -> None:
        here = self._place
        if self._shelf is None or not 0 <= here < len(self._found.ids):
            return
        room = (PAGE if self.size.width >= BESIDE else self.size.width) - AROUND_PAGE
        self.query_one("#page", Static).update(view.page(self._found.page(here), self._found.origin(here), room))
        self.query_one("#read").border_title = words(self.tab.one.split(" ", 1)[-1].capitalize())

    def _show_keys(self) -> None:
        here, tab = self._here, self.tab
        own = [(called(one.key), one.label) for one in tab.shown_keys(here) if here or one.alone]
        add = (("a", "add"),) if tab.adds else ()
        own_way = type(tab)
        edit = (("e", "edit"),) if here and own_way.edit is not Tab.edit else ()
        remove = (("⌫", "remove"),) if own_way.remove is not Tab.remove else ()
        undo = (("u", "undo"),) if own_way.undo is not Tab.undo and (here or self.host.has_done) else ()
        rest = (*own[1:], *((*remove, ("/", "find")) if here else ()), *undo, ("R", "review"))

        def said(done: str) -> tuple[tuple[str, str], ...]:
            tick = (("space", done),) if here and tab.done_word else ()
            return (*add, *edit, *tick, *own[:1], ("tab", "next"), *rest)

        line = self.query_one(KeyLine)
        line.keys, line.shorter = said(tab.done_word), said(BRIEF)

    def _use_keys(self) -> None:
        """Those of the tab stand beside those that all have."""
        own = [
            Binding(one.key, f"own({n})", one.words, id=f"records.{self.tab.name}.{one.label.replace(' ', '_')}")
            for n, one in enumerate(self.tab.keys)
            if self._beside.strip is None or one.key not in OF_THE_FLOOR
        ]
        self._bindings = BindingsMap.merge([self._own_keys.copy(), BindingsMap(own)])

    def _draw(self, place: int, width: int, here: bool) -> tuple[Content, ...]:
        if not 0 <= place < len(self._found.ids):
            return ()
        return (view.row(self._found.row(place), self.tab, width, here, self._query, self._short),)

    def say(self, text: str, *, trouble: bool = False) -> None:
        """In the line below the list."""
        self.said = (text, trouble)
        self.follow()

    # walking

    def mark(self, id: str) -> None:
        """That row, as soon as it is there."""
        self._pointed = id

    def go(self, name: str, id: str = "") -> None:
        """To another tab, and there to that row."""
        tab = next((one for one in self._tabs if one.name == name), None)
        if tab is None:
            return
        self.tab, self._anywhere = tab, False
        self._beside.left[self._slug] = name
        self._pointed, self._found, self._found_by = id, NOTHING, None
        self.remove_class("-reading")
        self.said = ("", False)
        self._use_keys()
        self.refresh_bindings()
        self.follow()
        self._show_tab()

    def on_long_list_marked(self, event: LongList.Marked) -> None:
        """Its page stands beside it."""
        here = self._here
        if here != self._was_on:  # a list that was read again marks the same row at another place: what was said stays
            self.said = ("", False)
        self._was_on = here
        self._show_page()
        self._show_keys()

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        """Enter, or a click on the marked one."""
        self.action_open()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, KEY_NAMES.get(event.sent, event.sent))

    def action_tab(self, by: int) -> None:
        """Another tab; the filter stays."""
        used = self.used
        place = next(n for n, tab in enumerate(used) if tab is self.tab)
        self.go(used[(place + by) % len(used)].name)

    def action_more(self) -> None:
        """Those that nobody has used yet, and behind them those that stand above."""
        from mentortui.screens.mentorship_more import MoreScreen

        def chosen(name: str | None) -> None:
            if name is not None:
                self.go(name)

        later = [tab for tab in (*self.unused, *self.used) if tab is not self.tab and tab.more]
        others = later or [tab for tab in self.used if tab is not self.tab]
        choices = [(tab.name, tab.title, tab.about) for tab in others]
        if choices:
            self.app.push_screen(MoreScreen("More of this mentorship", choices, strip=self._beside.strip), chosen)

    def action_order(self) -> None:
        """The next one."""
        there = self._reads.get(self.tab.name, NOTHING).orders
        if len(there) > 1:
            self._orders[self.tab.name] = there[(there.index(self._order) + 1) % len(there)]
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
        if self._shelf is not None:
            self.host.try_to(lambda: self.tab.add(self.host, self._here))

    def action_edit(self) -> None:
        """The marked one."""
        if here := self._here:
            self.host.try_to(lambda: self.tab.edit(self.host, here))

    def action_own(self, number: int) -> None:
        """A key that only this tab has."""
        key, here = self.tab.keys[number], self._here
        if self._shelf is not None and (here or key.alone):
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
    def who(self) -> str:
        """The others' names."""
        return "" if self._shelf is None else view.title(self._shelf, self.tab)[0]

    @property
    def used(self) -> list[Tab]:
        """The tabs that stand in the row above, and are walked."""
        return [tab for tab in self._tabs if not tab.more or tab is self.tab or self._counts.get(tab.name, Count(0)).there]

    @property
    def unused(self) -> list[Tab]:
        """Those under *more*."""
        used = self.used
        return [tab for tab in self._tabs if tab not in used]

    @property
    def _place(self) -> int:
        return self.query_one(LongList).marked if self.query(LongList) else 0

    @property
    def _here(self) -> str:
        """The id of the marked row; empty where there is none."""
        ids = self._found.ids
        return ids[self._place] if 0 <= self._place < len(ids) else ""

    @property
    def _query(self) -> str:
        return self.query_one("#words", OneLine).value if self.has_class("-filtering") else ""

    @property
    def _order(self) -> str:
        there = self._reads.get(self.tab.name, NOTHING).orders
        chosen = self._orders.get(self.tab.name, "")
        return chosen if chosen in there else there[0]
