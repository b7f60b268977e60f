"""Summary: what the two agreed, to be read, mended and handed on. Each line leads to the record it came from."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import cached_property
from typing import TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from mentortui.core.commands import Refused
from mentortui.core.page import Line, Page
from mentortui.core.page_parts import for_screen
from mentortui.core.sorting import SORTS, sorted_line
from mentortui.core.text import fit
from mentortui.formats.markdown import parser, to_markdown
from mentortui.screens import again
from mentortui.screens.closing import close, stands
from mentortui.screens.keys import KEY_NAMES, called
from mentortui.screens.summary_forms import Beside, Pulsed, SummaryForms
from mentortui.screens.summary_hand import Handing
from mentortui.screens.summary_view import keys_of, same, shorter_keys, with_keys
from mentortui.screens.wanted import FeedbackWanted, PrepareWanted, TimelineWanted
from mentortui.services.editing import Editor
from mentortui.services.pages import Pages
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.page_markdown import PageMarkdown
from mentortui.widgets.text import words

LISTED = 48
"""Cells for the names of everybody, in a hint."""
Given = TypeVar("Given")


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
        Binding("K", "keep", "The promise is kept, or open again", id="summary.keep"),
        Binding("u", "undo", "Undo; at the end back into the session", id="summary.undo"),
        Binding("v", "view", "As the other will read it", id="summary.view"),
        Binding("c", "copy", "Copy a short message for the other", id="summary.copy"),
        Binding("C", "copy_all", "Copy the full record", id="summary.copy_all"),
        Binding("w", "why", "Why: how the figures came about", id="summary.why"),
        Binding("W", "write", "Write it to a file", id="summary.write"),
        Binding("n", "note", "The closing note", id="summary.note"),
        Binding("m", "date", "The next date", id="summary.date"),
        Binding("t", "takeaway", "A takeaway, the mentee's first", id="summary.takeaway"),
        Binding("p", "pulse", "The pulse: safety, usefulness, fairness", id="summary.pulse"),
        Binding("T", "thanks", "Write a thank-you and copy it", id="summary.thanks"),
        Binding("L", "letter", "Copy the letter to send", id="summary.letter"),
        Binding("P", "prepare", "Make the next session from this", id="summary.prepare"),
        Binding("f", "feedback", "Feedback", id="summary.feedback"),
        Binding("y", "timeline", "The timeline: who spoke when", id="summary.timeline"),
        Binding("F", "shares", "Shares of what nobody is sure of", id="summary.shares"),
        *(
            Binding(
                KEY_NAMES.get(sort.key, sort.key), f"sort({sort.head!r})", sort.told, id=f"summary.sort.{sort.name}", show=False
            )
            for sort in SORTS
        ),
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
        beside: Beside | None = None,
    ) -> None:
        """`copy` puts text into the clipboard and says which way."""
        super().__init__()
        self._pages = pages
        self._editor = editor
        self._slug = slug
        self._session_id: str = session_id
        self._hand = Handing(pages, slug, session_id, copy)
        self._beside = beside or Beside()
        self._just_finished = just_finished
        self.then_prepare = False
        """Left to make the next session, while this one has yet to be let go of."""
        self._pulse_given: Pulsed | None = None
        self._for_other = False
        self._page: Page | None = None
        self._told = ""
        self._here: Line | None = None
        self._lines: list[Line] = []
        self._edits = self._edits_saved = 0
        self._warned = False
        self._storing = asyncio.Lock()
        self._retry = again.Retry(self, self.store)

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
        session = self._slug, self._session_id
        answers = self._changed, self._say, self._show
        return SummaryForms(self.app, self._pages, self._editor, self._hand, self._beside, session, *answers)

    async def on_mount(self) -> None:
        """The page as it is stored."""
        self.query_one(HeaderLine).saved = SaveState("saved")
        await self._show()
        self.set_interval(again.READ_AGAIN, self._read_again)

    def _read_again(self) -> None:
        if self.is_current:
            self.on_screen_resume()

    @work
    async def on_screen_resume(self) -> None:
        """What was changed on a screen that stood over this one, or by another program, is there."""
        if self._page is None:
            return
        async with self._storing:
            if not self._unsaved:
                try:
                    await asyncio.to_thread(self._editor.refresh)
                except StoreError as error:
                    self._say(str(error), trouble=True)
                else:
                    await self._show()

    async def on_resize(self, event: Resize) -> None:
        """The keys for notes are broken between them at any width."""
        if self._page is not None and stands(self, KeyLine) and self._told != self._markdown(self._page, event.size.width):
            await self._read(self._page)
            self._find()

    async def _show(self) -> None:
        """Reads the page again and shows it, the same line marked."""
        try:
            page = await asyncio.to_thread(self._pages.page_of, self._slug, self._session_id, self._for_other)
            kept = await asyncio.to_thread(self._pages.words_told, self._slug, self._session_id)
        except StoreError as error:
            self._say(str(error), trouble=True)
            return
        if page == self._page:
            return
        before, self._page = self._page, page
        if not stands(self, PageMarkdown):
            return  # it was left meanwhile
        await self._read(page)
        if not stands(self, KeyLine):
            return
        header = self.query_one(HeaderLine)
        read = f"as {page.other} will read it" if self._for_other else "finished"
        header.pieces = (page.other, page.what, read)
        keys = self.query_one(KeyLine)
        keys.keys = keys_of(page, for_other=self._for_other, just_finished=self._just_finished)
        keys.shorter = shorter_keys(page, for_other=self._for_other, just_finished=self._just_finished)
        if self._for_other:
            self._say(page.left_out or "nothing is left out")
        elif all(section.key in ("to do", "covered", "floor") for section in page.sections):
            self._say("Nothing was caught in this session: n writes a closing note, m sets the next date.")
        if before is None and kept:
            self._say(kept)
        self._find()

    def _markdown(self, page: Page, cells: int) -> str:
        return to_markdown(with_keys(for_screen(page), cells))

    async def _read(self, page: Page) -> None:
        self._told = self._markdown(page, self.size.width)
        await self.query_one(PageMarkdown).update(self._told)

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
        there = [place for place, line in enumerate(self._lines) if self._here and same(line) == same(self._here)]
        self._mark(there[0] if there else sheet.place)

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
        self.app.simulate_key(event.sent)

    # editing

    def action_sort(self, head: str) -> None:
        """What a note is; then the next note waits."""
        note = self._here
        if note is None or note.kind not in ("note", "notes to sort"):
            self._say("Only a note is sorted so. e edits what stands here.")
        elif note.kind == "notes to sort":
            self._go_to_first_note()
            self._say("This is the note: the same key again sorts it.")
        else:
            self._next_note_after(note)
            self._do(lambda: self._editor.reword(note.id, sorted_line(self._editor.line_of(note.id), head)))

    def _next_note_after(self, note: Line) -> None:
        notes = [line for line in self._lines if line.kind == "note" and (line.to_sort or line is note)]
        after = notes[notes.index(note) + 1 :] or notes[: notes.index(note)]
        self._here = after[0] if after else note

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
        elif line.source == "pulse":
            self.action_pulse()
        elif line.source == "feedback":
            self.action_feedback()
        else:
            self._try(lambda: self.forms.reword(line.id))

    def action_enter(self) -> None:
        """A note is left as it is, and the next one comes; everything else is edited."""
        note = self._here
        if note is None or note.kind != "note":
            self.action_edit()
        elif note.to_sort:
            self._next_note_after(note)
            self._do(lambda: self._editor.leave_note(note.id))
        else:
            self.action_walk(1)

    def action_remove(self) -> None:
        """The record behind the marked line goes."""
        line = self._here
        if line is None or line.source != "capture":
            self._say("Only what was caught can be removed: e edits the rest.")
            return
        self._do(lambda: f"{self._editor.remove(line.id)} · u brings it back")

    def action_keep(self) -> None:
        """The promise of the marked line; then what was learned of it is asked."""
        line = self._here
        if line is None or line.kind != "promise":
            self._say("Mark a promise: K says that it is kept, or open again.")
            return
        self._do(lambda: self._editor.keep(line.id))
        if self._editor.is_kept(line.id):
            self.forms.learned(line.id)

    def action_undo(self) -> None:
        """The last edit, or the end of the session."""
        if self._pulse_given is not None:
            self._take_pulse_back()
        elif self._editor.edited:
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

    @work
    async def action_takeaway(self) -> None:
        """Of the mentee first."""
        await self._asked(self.forms.takeaway())

    @work
    async def action_pulse(self) -> None:
        """Mine, then another's with the keyboard handed over."""
        await self._pulsed(self.forms.pulse())

    @work
    async def _take_pulse_back(self) -> None:
        given, self._pulse_given = self._pulse_given, None
        if given is not None and (said := await self._asked(self.forms.pulse_back(given))):
            await self._show()
            self._say(said)

    async def _pulsed(self, rating: Awaitable[Pulsed | None]) -> None:
        given = await self._asked(rating)
        if given is not None:
            self._pulse_given = given if given.covered else None
            await self._show()
            self._say("Kept. u takes it back." if given.covered else "Everybody has spoken: the pulse stands on the page.")

    @work
    async def action_thanks(self) -> None:
        """Made from what was said, to be edited, then copied."""
        if said := await self._asked(self.forms.thanks()):
            self._say(said)

    @work
    async def action_letter(self) -> None:
        """To send, for an answer by letter."""
        if said := await self._asked(self.forms.letter()):
            self._say(said)

    def action_shares(self) -> None:
        """Only if both think so."""
        self._try(lambda: self.forms.shares(fit(self._page.names if self._page else "", LISTED)))

    def action_prepare(self) -> None:
        """The next session, made from this one. A session that has just finished is let go of first."""
        if self._unsaved:
            self._say("The last change is not saved yet. Press it again in a moment.", trouble=True)
        elif self._just_finished:
            self.then_prepare = True
            close(self, False)
        else:
            self.post_message(PrepareWanted(self._slug, self._session_id))

    def action_timeline(self) -> None:
        """Who spoke when."""
        self.post_message(TimelineWanted(self._slug, self._session_id))

    def action_feedback(self) -> None:
        """To write or to give."""
        self.post_message(FeedbackWanted(self._slug))

    def _go_to_first_note(self) -> None:
        for place, line in enumerate(self._lines):
            if line.kind == "note" and line.to_sort:
                self._mark(place)
                return

    def _do(self, deed: Callable[[], str]) -> None:
        self._try(lambda: self._changed(deed()))

    def _try(self, deed: Callable[[], None]) -> None:
        try:
            deed()
        except (Refused, StoreError) as error:
            self._say(str(error))

    async def _asked(self, asking: Awaitable[Given]) -> Given | None:
        """What came of it; None where it was refused, which is said."""
        try:
            return await asking
        except (Refused, StoreError) as error:
            self._say(str(error))
            return None

    def _changed(self, said: str) -> None:
        self._edits += 1
        self._pulse_given = None
        self._warned = False
        self._say(said)
        self.store()

    @property
    def _unsaved(self) -> bool:
        return self._edits != self._edits_saved

    @work
    async def store(self) -> None:
        """Saves what was edited, again and again until the disk takes it, and shows it."""
        await self._stored()

    async def _stored(self) -> None:
        async with self._storing:
            if not self._unsaved:
                return
            self._show_saved(SaveState("saving"))
            edits = self._edits
            try:
                await asyncio.to_thread(self._saved)
            except StoreError as error:
                self._show_saved(SaveState("not saved", error.reason))
                self._say(str(error), trouble=True)
                self._retry.later()
                return
            self._edits_saved = edits
            self._show_saved(SaveState("saving" if self._unsaved else "saved"))
            await self._show()

    def _show_saved(self, state: SaveState) -> None:
        if stands(self, KeyLine):
            self.query_one(HeaderLine).saved = state

    def _saved(self) -> None:
        self._editor.save()
        self._editor.refresh()

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

    @work
    async def action_why(self) -> None:
        """How the figures came about."""
        key = next((called(key) for key, found in self.active_bindings.items() if found.binding.id == "summary.why"), "w")
        await self._asked(self.forms.why(key))

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
