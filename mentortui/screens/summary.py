"""Summary: what the two agreed, to be read, mended and handed on. Each line leads to the record it came from."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import cached_property

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Static

from mentortui.core.commands import Refused
from mentortui.core.page import Line, Page
from mentortui.core.text import fit
from mentortui.formats.markdown import parser, to_markdown
from mentortui.screens.closing import close, stands
from mentortui.screens.summary_forms import SummaryForms
from mentortui.screens.summary_hand import Handing
from mentortui.services.editing import Editor
from mentortui.services.pages import Pages
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import Key as KeyWords
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.page_markdown import PageMarkdown
from mentortui.widgets.text import words

SORTING = "><!*=+-&."
"""Signs that say what a note is."""
NAME_CELLS = 16
RETRY = 2.0
"""Seconds until a save that failed is tried again."""
SORTED_BY = "> theirs · < mine · ! decision · * win · = takeaway · enter leaves it"
"""The keys for a note."""


class SummaryScreen(Screen[bool]):
    """Dismissed with True by `u` when one wants back into the session that has just finished, else with False."""

    CSS_PATH = stylesheet("summary")
    BINDINGS = [
        Binding("down,j", "walk(1)", "Next line", id="summary.down", show=False),
        Binding("up,k", "walk(-1)", "Line before", id="summary.up", show=False),
        Binding("home", "walk(-9999)", "First line", id="summary.first", show=False),
        Binding("end", "walk(9999)", "Last line", id="summary.last", show=False),
        Binding("pagedown,space", "scroll(1)", "A page down", id="summary.page_down", show=False),
        Binding("pageup", "scroll(-1)", "A page up", id="summary.page_up", show=False),
        Binding("e", "edit", "Edit what is behind this line", id="summary.edit"),
        Binding("enter", "enter", "Edit it; a note stays a note", id="summary.enter"),
        Binding("d,backspace", "remove", "Remove it", id="summary.remove"),
        Binding("u", "undo", "Undo; at the end back into the session", id="summary.undo"),
        Binding("v", "view", "As the other will read it", id="summary.view"),
        Binding("c", "copy", "Copy a short message for the other", id="summary.copy"),
        Binding("C", "copy_all", "Copy the full record", id="summary.copy_all"),
        Binding("w", "write", "Write it to a file", id="summary.write"),
        Binding("n", "note", "The closing note", id="summary.note"),
        Binding("m", "date", "The next date", id="summary.date"),
        Binding("q,escape", "leave", "Leave", id="summary.leave"),
    ]

    def __init__(
        self,
        pages: Pages,
        editor: Editor,
        slug: str,
        session_id: str,
        *,
        copy: Callable[[str], str],
        just_finished: bool = False,
    ) -> None:
        """`copy` puts text into the clipboard and says which way."""
        super().__init__()
        self._pages = pages
        self._editor = editor
        self._slug = slug
        self._session_id: str = session_id
        self._hand = Handing(pages, slug, session_id, copy)
        self._just_finished = just_finished
        self._for_other = False
        self._page: Page | None = None
        self._here: Line | None = None
        self._lines: list[Line] = []
        self._unsaved = False
        self._warned = False
        self._storing = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """The page, and below it what was just done."""
        yield HeaderLine()
        with VerticalScroll(id="paper", can_focus=False):
            yield PageMarkdown(id="page", parser_factory=parser)
        yield Static("", id="said", markup=False)
        yield KeyLine()

    @cached_property
    def forms(self) -> SummaryForms:
        """What is asked over the page; a key may want it before the page has come up."""
        return SummaryForms(self.app, self._editor, self._hand, self._changed, self._say)

    async def on_mount(self) -> None:
        """The page as it is stored."""
        self.query_one(HeaderLine).saved = SaveState("saved")
        await self._show()

    async def _show(self) -> None:
        """Reads the page again and shows it, the same line marked."""
        try:
            page = await asyncio.to_thread(self._pages.page_of, self._slug, self._session_id, self._for_other)
        except StoreError as error:
            self._say(str(error), trouble=True)
            return
        self._page = page
        if not stands(self, PageMarkdown):
            return  # it was left meanwhile
        await self.query_one(PageMarkdown).update(to_markdown(_with_keys(page)))
        header = self.query_one(HeaderLine)
        read = f"as {page.other} will read it" if self._for_other else "finished"
        header.pieces = (page.other, page.what, read)
        self.query_one(KeyLine).keys = self._keys(page)
        if self._for_other:
            self._say(page.left_out or "nothing is left out")
        elif all(section.key in ("to do", "covered", "floor") for section in page.sections):
            self._say("Nothing was caught in this session: n writes a closing note, m sets the next date.")
        self._find()

    def _keys(self, page: Page) -> tuple[KeyWords, ...]:
        other = fit(page.other, NAME_CELLS)
        back = (("u", "back into the session"),) if self._just_finished else ()
        read = ("v", "your own page" if self._for_other else f"as {other} reads it")
        return (
            ("e", "edit"),
            ("q", "leave"),
            ("c", f"copy for {other}"),
            read,
            *back,
            ("m", "next date"),
            ("n", "note"),
            ("w", "file"),
        )

    # walking

    def _find(self) -> None:
        """Marks the line one was on, or what stands in its place."""
        if not stands(self, PageMarkdown):
            return
        page, sheet = self._page, self.query_one(PageMarkdown)
        stops = [
            (number, row, line)
            for number, section in enumerate(page.sections if page else ())
            for row, line in enumerate(section.lines)
            if line.source
        ]
        sheet.stops = [(number, row) for number, row, _ in stops]
        self._lines = [line for _, _, line in stops]
        same = [place for place, line in enumerate(self._lines) if self._here and _key(line) == _key(self._here)]
        self._mark(same[0] if same else sheet.place)

    def _mark(self, place: int) -> None:
        if not stands(self, PageMarkdown):
            return
        sheet = self.query_one(PageMarkdown)
        sheet.mark(place)
        self._here = self._lines[sheet.place] if self._lines else None

    def action_walk(self, by: int) -> None:
        """To another line."""
        if not stands(self, PageMarkdown):
            return
        self._mark(self.query_one(PageMarkdown).place + by)

    def action_scroll(self, pages: int) -> None:
        """A screenful."""
        if not stands(self, PageMarkdown):
            return
        paper = self.query_one("#paper", VerticalScroll)
        paper.scroll_relative(y=pages * max(1, paper.size.height - 2), animate=False)

    def on_page_markdown_chosen(self, event: PageMarkdown.Chosen) -> None:
        """A click marks a line."""
        self._mark(event.place)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on a key is that key."""
        self.app.simulate_key({"?": "question_mark"}.get(event.key, event.key))

    # editing

    def on_key(self, event: Key) -> None:
        """A sign says what a note is; then the next note waits."""
        here, sign = self._here, event.character
        if here is None or not sign or sign not in SORTING or here.kind not in ("note", "notes to sort"):
            return
        event.stop()
        if here.kind == "note":
            self._sort(here, sign)
        else:
            self._go_to_first_note()

    def _sort(self, note: Line, sign: str) -> None:
        notes = [line for line in self._lines if line.kind == "note"]
        after = notes[notes.index(note) + 1 :] or notes[: notes.index(note)]
        self._here = after[0] if after else note
        self._do(lambda: self._editor.reword(note.id, f"{sign} {self._editor.line_of(note.id).lstrip()}"))

    def action_edit(self) -> None:
        """What is behind the marked line."""
        line = self._here
        if line is None:
            self._say("Nothing here can be edited: n adds a closing note, m the next date.")
        elif line.source == "next":
            self.action_date()
        elif line.source == "closing":
            self.action_note()
        elif line.source == "notes":
            self._go_to_first_note()
        else:
            self._try(lambda: self.forms.reword(line.id))

    def action_enter(self) -> None:
        """A note is left as it is, and the next one comes; everything else is edited."""
        if self._here is not None and self._here.kind == "note":
            self.action_walk(1)
        else:
            self.action_edit()

    def action_remove(self) -> None:
        """The record behind the marked line goes."""
        line = self._here
        if line is None or line.source != "capture":
            self._say("Only what was caught can be removed: e edits the rest.")
            return
        self._do(lambda: f"{self._editor.remove(line.id)} · u brings it back")

    def action_undo(self) -> None:
        """The last edit, or the end of the session."""
        if self._editor.edited:
            self._do(self._editor.undo)
        elif self._just_finished and not self._unsaved:
            close(self, True)
        else:
            self._say("There is nothing to undo.")

    def action_note(self) -> None:
        """The one free note."""
        self.forms.note()

    def action_date(self) -> None:
        """When the two meet again."""
        self.forms.date()

    def _go_to_first_note(self) -> None:
        for place, line in enumerate(self._lines):
            if line.kind == "note":
                self._mark(place)
                self._say(SORTED_BY)
                return

    def _do(self, deed: Callable[[], str]) -> None:
        self._try(lambda: self._changed(deed()))

    def _try(self, deed: Callable[[], None]) -> None:
        try:
            deed()
        except (Refused, StoreError) as error:
            self._say(str(error))

    def _changed(self, said: str) -> None:
        self._unsaved = True
        self._warned = False
        self._say(said)
        self.store()

    @work
    async def store(self) -> None:
        """Saves what was edited, again and again until the disk takes it, and shows it."""
        async with self._storing:
            if not self._unsaved:
                return
            header = self.query_one(HeaderLine)
            header.saved = SaveState("saving")
            try:
                await asyncio.to_thread(self._editor.save)
            except StoreError as error:
                header.saved = SaveState("not saved", getattr(error, "reason", ""))
                self._say(str(error), trouble=True)
                self.set_timer(RETRY, self.store)
                return
            self._unsaved = False
            header.saved = SaveState("saved")
            await self._show()

    # handing on

    @work
    async def action_view(self) -> None:
        """As the other reads it, and back."""
        async with self._storing:
            self._for_other = not self._for_other
            self._say("")
            await self._show()

    @work
    async def action_copy(self) -> None:
        """The short message."""
        await self._handed(self._hand.short())

    @work
    async def action_copy_all(self) -> None:
        """The whole record, as it is shown; private notes never."""
        if self._page is not None:
            await self._handed(self._hand.whole(self._page))

    async def _handed(self, handing: Awaitable[str]) -> None:
        try:
            self._say(await handing)
        except (Refused, StoreError) as error:
            self._say(str(error), trouble=True)

    def action_write(self) -> None:
        """The whole record, as it is shown, into a file; private notes never."""
        if (page := self._page) is not None:
            self._try(lambda: self.forms.write(page))

    def action_leave(self) -> None:
        """For good. What is not saved is told once."""
        if self._unsaved and not self._warned:
            self._warned = True
            self._say("The last change is not saved yet. Press it again to leave all the same.", trouble=True)
            return
        close(self, False)

    def _say(self, text: str, trouble: bool = False) -> None:
        if not stands(self, PageMarkdown):
            return
        line = self.query_one("#said", Static)
        line.update(words(text))
        line.set_class(trouble, "-trouble")


def _with_keys(page: Page) -> Page:
    """The page as it is worked on: what is to sort says with which keys. No page that leaves the program does."""

    def told(line: Line) -> Line:
        if line.kind != "notes to sort":
            return line
        return msgspec.structs.replace(line, text=f"{line.text}:", tail=SORTED_BY)

    sections = [
        msgspec.structs.replace(section, lines=tuple(map(told, section.lines))) if section.key == "to do" else section
        for section in page.sections
    ]
    return msgspec.structs.replace(page, sections=tuple(sections))


def _key(line: Line) -> tuple[str, str, bool]:
    """What makes it the same line again: its record, and whether it is listed as still to do."""
    return line.source, line.id, line.kind in ("next step", "notes to sort", "next date")
