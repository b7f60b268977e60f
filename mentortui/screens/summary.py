"""Summary: what the two agreed, to be read, mended and handed on. Each line leads to the record it came from."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import cached_property

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.screen import Screen

from mentortui.core.commands import Refused
from mentortui.core.page import Line, Page
from mentortui.core.sorting import sorted_line
from mentortui.core.text import fit
from mentortui.screens import again
from mentortui.screens.closing import close, stands
from mentortui.screens.keys import called
from mentortui.screens.pressing import press
from mentortui.screens.summary_bindings import ASKED, SUMMARY
from mentortui.screens.summary_forms import Beside, SummaryForms
from mentortui.screens.summary_hand import Handing
from mentortui.screens.summary_page import SummaryPage
from mentortui.screens.summary_saving import SummarySaving
from mentortui.screens.summary_view import keys_of, shorter_keys
from mentortui.screens.wanted import FeedbackWanted, PrepareWanted, TimelineWanted
from mentortui.services.editing import Editor
from mentortui.services.pages import Pages
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.page_markdown import PageMarkdown
from mentortui.widgets.said_line import SaidLine

LISTED = 48
"""Cells for the names of everybody, in a hint."""


class SummaryScreen(Screen[bool]):
    """Dismissed with True by `u` when one wants back into the session that has just finished, else with False."""

    CSS_PATH = stylesheet("summary")
    BINDINGS = list(SUMMARY)

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
        self._for_other = False
        self._page: Page | None = None
        self._saving = SummarySaving(self, editor, show=self._show_saved, trouble=self._trouble, saved=self._show)

    def compose(self) -> ComposeResult:
        """The page, and below it what was just done."""
        yield HeaderLine()
        with VerticalScroll(id="paper", can_focus=False):
            yield SummaryPage(id="page")
        yield SaidLine()
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
        await self._saving.refresh()

    async def on_resize(self, event: Resize) -> None:
        """The keys for notes are broken between them at any width."""
        if self._page is None or not stands(self, KeyLine):
            return
        if await self._sheet.read(self._page, event.size.width) and stands(self, SummaryPage):
            self._sheet.find(self._page)

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
        if not stands(self, SummaryPage):
            return  # it was left meanwhile
        await self._sheet.read(page, self.size.width)
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
        self._sheet.find(self._page)

    @property
    def _sheet(self) -> SummaryPage:
        return self.query_one(SummaryPage)

    @property
    def _here(self) -> Line | None:
        return self._sheet.here if stands(self, SummaryPage) else None

    # walking

    def action_walk(self, by: int) -> None:
        """To another line."""
        if stands(self, SummaryPage):
            self._sheet.go(self._sheet.place + by)

    def action_scroll(self, pages: int) -> None:
        """A screenful."""
        if not stands(self, SummaryPage):
            return
        paper = self.query_one("#paper", VerticalScroll)
        paper.scroll_relative(y=pages * max(1, paper.size.height - 2), animate=False)

    def on_page_markdown_chosen(self, event: PageMarkdown.Chosen) -> None:
        """A click marks a line."""
        self._sheet.go(event.place)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on a key is that key."""
        press(self.app, event.sent)

    # editing

    def action_sort(self, head: str) -> None:
        """What a note is; then the next note waits."""
        note = self._here
        if note is None or note.kind not in ("note", "notes to sort"):
            self._say("Only a note is sorted so. e edits what stands here.")
        elif note.kind == "notes to sort":
            self._sheet.go_to_notes()
            self._say("This is the note: the same key again sorts it.")
        else:
            self._sheet.leave_note(note)
            self._do(lambda: self._editor.reword(note.id, sorted_line(self._editor.line_of(note.id), head)))

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
            self._sheet.go_to_notes()
        elif line.source == "pulse":
            self.action_ask("pulse")
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
            self._sheet.leave_note(note)
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
        if self.forms.pulses.can_take_back:
            self._take_pulse_back()
        elif self._editor.edited:
            self._do(self._editor.undo)
        elif self._just_finished and not self._saving.waits:
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
    async def action_ask(self, name: str) -> None:
        """What each says of their own, or what is sent to the other; what came of it is said."""
        await self._said(ASKED[name](self.forms))

    @work
    async def _take_pulse_back(self) -> None:
        await self._said(self.forms.pulses.take_back())

    def action_shares(self) -> None:
        """Only if both think so."""
        self._try(lambda: self.forms.shares(fit(self._page.names if self._page else "", LISTED)))

    def action_prepare(self) -> None:
        """The next session, made from this one. A session that has just finished is let go of first."""
        if self._saving.waits:
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

    def _do(self, deed: Callable[[], str]) -> None:
        self._try(lambda: self._changed(deed()))

    def _try(self, deed: Callable[[], None]) -> None:
        try:
            deed()
        except (Refused, StoreError) as error:
            self._say(str(error))

    async def _said(self, asking: Awaitable[str], *, trouble: bool = False) -> None:
        """What came of it is said, where anything did; also what was refused."""
        try:
            if said := await asking:
                self._say(said)
        except (Refused, StoreError) as error:
            self._say(str(error), trouble=trouble)

    def _changed(self, said: str) -> None:
        self.forms.pulses.forget()
        self._say(said)
        self._saving.edited()

    def store(self) -> None:
        """What is not saved yet is tried again now."""
        self._saving.save()

    def _show_saved(self, state: SaveState) -> None:
        if stands(self, KeyLine):
            self.query_one(HeaderLine).saved = state

    def _trouble(self, text: str) -> None:
        self._say(text, trouble=True)

    # handing on

    @work
    async def action_view(self) -> None:
        """As the other reads it, and back."""
        async with self._saving.lock:
            self._for_other = not self._for_other
            self._say("")
            await self._show()

    @work
    async def action_copy(self, what: str) -> None:
        """The short message, or the whole record as it is shown; private notes never."""
        if what == "short":
            await self._said(self._hand.short(), trouble=True)
        elif self._page is not None:
            await self._said(self._hand.whole(self._page), trouble=True)

    @work
    async def action_why(self) -> None:
        """How the figures came about."""
        key = next((called(key) for key, found in self.active_bindings.items() if found.binding.id == "summary.why"), "w")
        await self._said(self.forms.why(key))

    def action_write(self) -> None:
        """The whole record, as it is shown, into a file; private notes never."""
        if (page := self._page) is not None:
            self._try(lambda: self.forms.write(page))

    def action_leave(self) -> None:
        """For good. What is not saved is told once."""
        if not self._saving.may_leave():
            self._say("The last change is not saved yet. Press it again to leave all the same.", trouble=True)
            return
        close(self, False)

    def _say(self, text: str, trouble: bool = False) -> None:
        if stands(self, SummaryPage):
            self.query_one(SaidLine).say(text, trouble=trouble)
