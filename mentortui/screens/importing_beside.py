"""A transcript beside a session that was timed by hand: both strips, how far they agree, and what of it is taken over."""

import asyncio
from collections.abc import Callable

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from mentortui.core.records import FinishedSession
from mentortui.core.refused import Refused
from mentortui.core.text import company
from mentortui.core.words import session_called
from mentortui.screens import again
from mentortui.screens import importing_beside_view as view
from mentortui.screens.closing import close, stands
from mentortui.screens.pressing import press
from mentortui.services.apart import apart
from mentortui.services.laying_beside import Compared, LayingBeside
from mentortui.services.stored_timeline import StoredTimeline
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.long_list import LongList
from mentortui.widgets.text import folded, words
from mentortui.widgets.turn_strip import StripView, TurnStrip

replace = msgspec.structs.replace

AROUND, LEAST_LIST, LEAST_FIGURES = 15, 4, 19
"""Rows that are neither lanes nor list, how many the list has before all people share one lane, and how many the screen has
before one row of figures is all there is."""


class CompareScreen(Screen[FinishedSession | None]):
    """Dismissed with the session as it is stored, if anything was; None where nothing is changed."""

    CSS_PATH = stylesheet("importing_beside")
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (16, "-low"), (30, "-tall")]
    BINDINGS = [
        Binding("enter,space", "take", "This stretch as recorded", id="compare.take"),
        Binding("A", "take_all", "All of it as recorded", id="compare.take_all"),
        Binding("f", "fill", "Only where it is not known who spoke: as recorded", id="compare.fill"),
        Binding("u", "undo", "Undo: the keyed ones again", id="compare.undo"),
        Binding("U", "redo", "Redo", id="compare.redo"),
        Binding("g", "give_back", "The keyed turns again, also those of an earlier time", id="compare.give_back"),
        Binding("o", "order", "Longest first, or in order of time", id="compare.order"),
        Binding("s", "keep", "Store that it lies beside it, and change nothing", id="compare.keep"),
        Binding("escape,q", "leave", "Done", id="compare.leave"),
    ]

    def __init__(self, laying: LayingBeside, compared: Compared, timeline: StoredTimeline) -> None:
        super().__init__()
        self._laying = laying
        self._compared = compared
        self._timeline = timeline
        self._found = view.differences(compared.beside)
        self._taken: tuple[bool, ...] = ()
        self._strips = (StripView(), StripView())
        self._keys = (view.KEYS, view.SHORT_KEYS)
        self._longest = False
        self._trouble = ""
        self._warned = self._keeping = self._giving = False
        self._stored: FinishedSession | None = None
        self._saving = asyncio.Lock()
        self._retry = again.Retry(self, self.store)

    @property
    def slug(self) -> str:
        """The mentorship it is of."""
        return self._compared.slug

    def compose(self) -> ComposeResult:
        """One strip above the other, the figures, the stretches in which they differ."""
        yield HeaderLine()
        with Vertical(id="both"):
            yield Static("", id="keyed-told", markup=False)
            yield TurnStrip(below=("mark",), id="keyed")
            yield Static("", id="recorded-told", markup=False)
            yield TurnStrip(below=("mark", "minutes"), id="recorded")
        yield Static("", id="figures", markup=False)
        with Vertical(id="body"):
            yield Static("", id="columns", markup=False)
            yield LongList(self._draw, id="list")
            yield Static("", id="empty", markup=False)
        yield Static("", id="said", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The first difference is marked."""
        if not stands(self, KeyLine):
            return
        session = self._timeline.session
        others = [person.name for person in session.people if person.id != session.me]
        called = session_called(session.started.kind, session.started.number, session.started.title)
        self.query_one(HeaderLine).pieces = (company(others), f"beside {called}", self._compared.draft.file)
        self.query_one("#body").border_title = Content("Where they differ")
        self.set_focus(self.query_one(LongList))
        self._look()
        self.query_one(LongList).show(len(self._found))
        self.follow()

    def on_resize(self) -> None:
        """What fits is shown."""
        self.call_after_refresh(self.follow)

    def follow(self) -> None:
        """Shows what is."""
        if not stands(self, KeyLine):
            return
        beside, timeline = self._compared.beside, self._timeline
        self.query_one(HeaderLine).saved = self._saved()
        last = self.query_one(KeyLine)
        last.keys, last.shorter = self._keys
        dense = False
        here = self._here
        marked = (here.start, here.end) if here else None
        for name, shown in zip(("#keyed", "#recorded"), self._strips, strict=True):
            strip = self.query_one(name, TurnStrip)
            strip.view = replace(shown, selected=marked)
            dense = dense or self.size.height - 2 * strip.lanes - AROUND < LEAST_LIST
        for strip in self.query(TurnStrip):
            strip.dense = dense
        width = max(20, self.query_one("#keyed-told").content_size.width or self.size.width - 4)
        told = (view.now_told(timeline, dense, width), view.recorded_told(beside, timeline.session, dense, width))
        for name, line in zip(("#keyed-told", "#recorded-told"), told, strict=True):
            self.query_one(name, Static).update(words(line, "$quiet"))
        width, most = max(20, self.size.width - 4), 1 if self.size.height < LEAST_FIGURES else 4
        rows = folded(" · ".join(view.figures(self._compared)), width)[:most]
        self.query_one("#figures", Static).update(Content("\n").join([words(row) for row in rows]))
        listed, empty = self.query_one(LongList), self.query_one("#empty", Static)
        listed.display, empty.display = bool(self._found), not self._found
        empty.update(view.nothing(beside))
        listed.show(len(self._found), 1, listed.marked)
        self.call_after_refresh(self._head)  # a list that was not shown has no size before

    def _head(self) -> None:
        if not stands(self, KeyLine):
            return
        listed = self.query_one(LongList)
        counts = view.counted_differences(self._found, sum(self._taken), self._longest)
        self.query_one("#columns", Static).update(view.columns(max(20, listed.width), counts) if self._found else Content(""))

    def _look(self) -> None:
        """What a change of the session changes: which of them it has as recorded, and its strip."""
        timeline, beside = self._timeline, self._compared.beside
        self._taken = view.as_recorded(beside, timeline.session, self._found)
        self._strips = view.strips(timeline, beside)
        self._keys = view.keys(timeline, beside)

    def _draw(self, place: int, width: int, here: bool) -> list[Content]:
        return [view.row(self._found[place], self._timeline.session, self._taken[place], width, here)]

    @property
    def _here(self) -> view.Difference | None:
        if not stands(self, KeyLine) or not self._found:
            return None
        return self._found[self.query_one(LongList).marked]

    def on_long_list_marked(self, event: LongList.Marked) -> None:
        """It is marked in both strips."""
        event.stop()
        self.follow()

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        """Enter, or a click on the marked one."""
        event.stop()
        self.action_take()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, event.sent)

    # taking over

    def action_take(self) -> None:
        """The marked stretch; then the next one that is not is marked."""
        here = self._here
        if here is None:
            return
        place = self.query_one(LongList).marked
        if self._taken[place]:
            back = "u gives the keyed one" if self._timeline.session.undoable else "g gives all keyed ones"
            self._say(f"This stretch is as recorded already: {back} back.")
            return
        self._do(lambda: self._timeline.take_over(self._compared.beside.held, here.start, here.end))
        later = [number for number in range(place + 1, len(self._found)) if not self._taken[number]]
        if later and stands(self, KeyLine):
            self.query_one(LongList).marked = later[0]

    def action_take_all(self) -> None:
        """Every turn, also where they differ for less than a second."""
        timeline = self._timeline
        if self._names_nobody():
            return
        self._do(lambda: timeline.take_over(self._compared.beside.held, 0, timeline.session.active(timeline.now)))

    def action_fill(self) -> None:
        """What was heard of the others, or is unsure, and nothing else."""
        if self._names_nobody():
            return
        self._do(lambda: self._timeline.settle(self._compared.beside.held))

    def _names_nobody(self) -> bool:
        if self._compared.beside.recorded:
            return False
        self._say("The file names nobody who was there: nothing to take over.", trouble=True)
        return True

    def action_undo(self) -> None:
        """Says what it takes back."""
        self._do(self._timeline.undo)

    def action_redo(self) -> None:
        """Says what it does again."""
        self._do(self._timeline.redo)

    @work(exclusive=True, group="give back")
    async def action_give_back(self) -> None:
        """What was taken over is given back whole; nothing of it can be undone here then."""
        if self._waiting:
            self._say("The last change is not saved yet: try it again in a moment.", trouble=True)
            return
        try:
            if not self._giving and await apart(self._laying.mended_since, self.slug, self._compared.session.id):
                self._giving = True
                self._say("Turns were mended since these were taken over: g again drops that too.", trouble=True)
                return
            self._giving = False
            self._compared, self._timeline, self._stored = await asyncio.to_thread(self._given_back)
        except (Refused, StoreError) as error:
            self._say(str(error), trouble=True)
            return
        self._found = view.in_order(view.differences(self._compared.beside), self._longest)
        self._look()
        if stands(self, KeyLine):
            self.query_one(LongList).show(len(self._found))
        self._say("The keyed turns are the session's again.")
        self.follow()

    def _given_back(self) -> tuple[Compared, StoredTimeline, FinishedSession]:
        """From another thread."""
        laying, before = self._laying, self._compared
        stored = laying.give_back(before.slug, before.session.id)
        compared = laying.compare(before.draft, before.slug, before.session.id, before.answers)
        return compared, laying.timeline(before.slug, before.session.id), stored

    def action_order(self) -> None:
        """From its beginning."""
        if not stands(self, KeyLine):
            return
        self._longest = not self._longest
        self._found = view.in_order(self._found, self._longest)
        self._look()
        self.query_one(LongList).show(len(self._found), 1, 0)
        self.follow()

    def action_keep(self) -> None:
        """The figures stay with the session; its turns are as they were keyed."""
        self._keeping = True
        self._say("It is being stored …")
        self.follow()
        self.store()

    def _do(self, deed: Callable[[], str]) -> None:
        try:
            said = deed()
        except Refused as error:
            self._say(str(error), trouble=True)
            return
        self._warned = self._giving = False
        self._look()
        self._say(said)
        self.follow()
        self.store()

    @work
    async def store(self) -> None:
        """Saves, again and again until the disk takes it: that it lies beside, and what was taken over."""
        async with self._saving:
            try:
                self._stored = await asyncio.to_thread(self._save)
            except StoreError as error:
                self._trouble = error.reason or "it could not be written"
                self._say(str(error), trouble=True)
                self._retry.later()
                self.follow()
                return
            self._trouble = ""
            if self._keeping:
                self._keeping = self._warned = False
                changed = "What was taken over stays." if any(self._taken) else "No turn is changed."
                self._say(f"Stored: it lies beside this session. {changed}")
            self.follow()

    def _save(self) -> FinishedSession:
        """From another thread."""
        self._laying.keep(self._compared)
        self._timeline.save()
        return self._laying.stored(self._compared)

    def _saved(self) -> SaveState:
        if self._trouble:
            return SaveState("not saved", self._trouble, self._waiting)
        return SaveState("saving" if self._waiting else "saved")

    @property
    def _waiting(self) -> int:
        """How many changes are not on disk yet; that it lies beside is one."""
        return self._timeline.saved.waiting + self._keeping

    def action_leave(self) -> None:
        """Back. What is not saved is told once."""
        if self._waiting and not self._warned:
            self._warned = True
            self._say("The last change is not saved yet. Press it again to leave all the same.", trouble=True)
            return
        close(self, self._stored)

    def _say(self, text: str, trouble: bool = False) -> None:
        if not stands(self, KeyLine):
            return
        line = self.query_one("#said", Static)
        line.update(words(text))
        line.set_class(trouble, "-trouble")
