"""The lists of a mentorship: actions, wins, decisions and the rest, all by the same keys."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from mentortui.core.commands import Refused
from mentortui.core.record_lists import RecordLine, details, line, listed, orders
from mentortui.core.records import Record
from mentortui.screens import again
from mentortui.screens import records_view as view
from mentortui.screens.closing import close, stands
from mentortui.services.drafts import Kept
from mentortui.services.records import Records, Shelf
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.long_list import LongList
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.text import words

BESIDE = 100
"""Cells from which the marked record stands beside the list."""


class RecordsScreen(Screen[None]):
    """Dismissed by escape."""

    CSS_PATH = stylesheet("records")
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
        Binding("tab,right_square_bracket", "kind(1)", "The next list", id="records.next_kind"),
        Binding("shift+tab,left_square_bracket", "kind(-1)", "The list before", id="records.kind_before"),
        Binding("down", "to_list", "Into the list", id="records.to_list", show=False),
        Binding("escape", "back", "Back: of the page, of the filter, of the lists", id="records.back"),
        Binding("q", "leave", "Back", id="records.leave"),
    ]

    def __init__(self, records: Records, slug: str, drafts: Kept, *, kind: str = "") -> None:
        """`kind`: the list that is shown first."""
        super().__init__()
        self._records = records
        self._slug = slug
        self._drafts = drafts
        self._kind = next((one for one in records.kinds if one.name == kind), records.kinds[0])
        self._orders: dict[str, str] = {}
        self._shelf: Shelf | None = None
        self._found: tuple[Record, ...] = ()
        self._lines: tuple[RecordLine, ...] = ()
        self._pointed = ""
        self._said: tuple[str, bool] = ("", False)
        self._saved = SaveState("saved")
        self._acting = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """The kinds, the filter, the list and the page of the marked one."""
        yield HeaderLine()
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

    @work
    async def read(self) -> None:
        """From the store."""
        async with self._acting:
            await self._read()

    async def _read(self) -> None:
        try:
            self._shelf = await asyncio.to_thread(self._records.shelf, self._slug)
        except StoreError as error:
            self._say(str(error), trouble=True)
            return
        self.follow()

    def follow(self) -> None:
        """Shows what is."""
        shelf, kind = self._shelf, self._kind
        if shelf is None or not stands(self, KeyLine):
            return
        mine, query = shelf.records[kind.name], self._query
        before = self._pointed or (self._found[self._place].id if self._found else "")
        self._found = listed(mine, kind, shelf.around, query, self._order)
        self._lines = tuple(line(record, kind, shelf.around) for record in self._found)
        ids = [record.id for record in self._found]
        place = ids.index(before) if before in ids else min(self._place, max(0, len(ids) - 1))
        self._pointed = ""
        header = self.query_one(HeaderLine)
        header.pieces, header.saved = view.title(shelf, kind), self._saved
        self.query_one("#kinds", Static).update(view.tabs(self._records.kinds, shelf, kind, max(10, self.size.width - 4)))
        self.set_class(not self._found, "-empty")
        self.query_one("#empty", Static).update(
            view.nothing_found(kind, len(mine), query) if query.strip() else view.invitation(kind)
        )
        if not self._found:
            self.remove_class("-reading")
        self.query_one(LongList).show(len(self._found), 1, place)
        self._show_page()
        self._show_keys()
        said, trouble = self._said
        shown = self.query_one("#said", Static)
        shown.update(words(said or view.counted(self._lines, self._order, query)))
        shown.set_class(trouble, "-trouble")

    def _show_page(self) -> None:
        shelf, here = self._shelf, self._here
        if shelf is None or here is None:
            return
        page = view.page(details(here, self._kind, shelf.around), self._records.origin(shelf, here))
        self.query_one("#page", Static).update(page)
        self.query_one("#read").border_title = words(self._kind.one.split(" ", 1)[-1].capitalize())

    def _show_keys(self) -> None:
        keys = self.query_one(KeyLine)
        tick = (("space", self._kind.done),) if self._kind.done else ()
        some = (("e", "edit"), *tick, ("⌫", "remove"), ("/", "find")) if self._found else ()
        keys.keys = (("a", "add"), *some, ("tab", "next list"), ("u", "undo"))

    # walking

    def on_long_list_marked(self, event: LongList.Marked) -> None:
        """Its page stands beside it."""
        self._said = ("", False)
        self._show_page()

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        """Enter, or a click on the marked one."""
        self.action_open()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        self.app.simulate_key(event.sent)

    def action_kind(self, by: int) -> None:
        """Another list; the filter stays."""
        names = [kind.name for kind in self._records.kinds]
        self._kind = self._records.kinds[(names.index(self._kind.name) + by) % len(names)]
        self.remove_class("-reading")
        self._say("")

    def action_order(self) -> None:
        """The next one."""
        there = orders(self._kind)
        self._orders[self._kind.name] = there[(there.index(self._order) + 1) % len(there)]
        self._say("")

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
        self._say("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The filter stays, and the list is walked."""
        event.stop()
        self.action_to_list()

    def action_back(self) -> None:
        """Of the page over the list, of the filter, of the lists."""
        if not stands(self, KeyLine):
            return
        if self.has_class("-reading"):
            self.remove_class("-reading")
            self.set_focus(self.query_one(LongList))
        elif self.has_class("-filtering"):
            self.remove_class("-filtering")
            self.query_one("#words", OneLine).value = ""
            self.set_focus(self.query_one(LongList))
            self._say("")
        else:
            close(self, None)

    def action_leave(self) -> None:
        """Back."""
        close(self, None)

    # acting

    def action_open(self) -> None:
        """Its page over the list; where that stands beside it, or is read already, its form."""
        if self._here is None:
            return
        if self.size.width >= BESIDE or self.has_class("-reading"):
            self.action_edit()
        else:
            self.add_class("-reading")

    def action_add(self) -> None:
        """A new one."""
        if self._shelf is not None:
            self._form(self._records.blank(self._kind), new=True)

    def action_edit(self) -> None:
        """The marked one."""
        if self._here is not None:
            self._form(self._here, new=False)

    def action_done(self) -> None:
        """Done, or open again."""
        here, kind = self._here, self._kind
        if here is not None:
            self._act(lambda: self._records.done(self._slug, kind, here.id))

    def action_remove(self) -> None:
        """Gone; u brings it back."""
        here, kind = self._here, self._kind
        if here is not None:
            self._act(lambda: f"{self._records.remove(self._slug, kind, here.id)} · u brings it back")

    def action_undo(self) -> None:
        """Says what it takes back."""
        self._act(lambda: self._records.undo(self._slug))

    def _form(self, record: Record, *, new: bool) -> None:
        from mentortui.screens.record_form import RecordFormScreen

        shelf, kind = self._shelf, self._kind
        assert shelf is not None

        def done(said: str | None) -> None:
            if said is not None:
                self._pointed = record.id
                self._said = (said, False)
                self.read()

        form = RecordFormScreen(
            kind,
            record,
            shelf.around,
            lambda answers: self._records.save(self._slug, kind, record, answers),
            self._drafts,
            new=new,
            who=view.title(shelf, kind)[0],
        )
        self.app.push_screen(form, done)

    @work
    async def _act(self, deed: Callable[[], str]) -> None:
        async with self._acting:
            self._saved = SaveState("saving")
            try:
                said, trouble = await asyncio.to_thread(deed), False
                self._saved = SaveState("saved")
            except Refused as error:
                said, trouble = str(error), True
                self._saved = SaveState("saved")
            except StoreError as error:
                said, trouble = str(error), True
                self._saved = SaveState("not saved", error.reason)
            self._said = (said, trouble)
            await self._read()

    # what is

    @property
    def _place(self) -> int:
        return self.query_one(LongList).marked if self.query(LongList) else 0

    @property
    def _here(self) -> Record | None:
        return self._found[self._place] if 0 <= self._place < len(self._found) else None

    @property
    def _query(self) -> str:
        return self.query_one("#words", OneLine).value if self.has_class("-filtering") else ""

    @property
    def _order(self) -> str:
        return self._orders.get(self._kind.name, orders(self._kind)[0])

    def _draw(self, place: int, width: int, here: bool) -> tuple[Content, ...]:
        if not 0 <= place < len(self._lines):
            return ()
        return (view.row(self._lines[place], self._kind, width, here, self._query),)

    def _say(self, text: str, trouble: bool = False) -> None:
        self._said = (text, trouble)
        self.follow()
