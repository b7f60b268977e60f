"""Prepare: the agenda of the next session while it is being built, what may go on it, and the check-in."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from textual import work
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import OptionList, Static

from mentortui.core.commands import Refused
from mentortui.core.plan_carry import asks
from mentortui.core.plan_offers import Offer
from mentortui.core.records import PlanItem
from mentortui.screens import again, prepare_checkin
from mentortui.screens import prepare_view as view
from mentortui.screens.closing import EndsByItself, stands
from mentortui.screens.prepare_asks import PrepareAsks
from mentortui.screens.prepare_keys import ASKED, ITEM_ACTS, PLAN_ACTS, PREPARE, footer
from mentortui.screens.prepare_list import PlanList
from mentortui.screens.pressing import press
from mentortui.screens.wanted import LetterWanted, RecordsWanted, StartWanted
from mentortui.services.drafts import Kept
from mentortui.services.plan_editor import PlanEditor
from mentortui.services.preparing import Preparing
from mentortui.store.errors import NotSaved, StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.said_line import SaidLine
from mentortui.widgets.text import AROUND, fitted, heading, words

WIDE, SHORT, LOW, FLAT = 100, 34, 24, 12
"""Cells from which the check-in stands beside the agenda; rows below which it has a few lines, gives way, and frames go too."""


class PrepareScreen(EndsByItself[None]):
    """Each act is saved at once. Says by its messages what leads elsewhere."""

    CSS_PATH = stylesheet("prepare")
    BINDINGS = list(PREPARE)

    def __init__(self, preparing: Preparing, editor: PlanEditor, drafts: Kept, *, others: int = 0) -> None:
        """`editor`: of `preparing`, made where no key waits for it. `others`: the mentorships that wait on Home, where nobody has
        been yet."""
        super().__init__()
        self._preparing = preparing
        self._editor = editor
        self._drafts = drafts
        self._folded = (f"{others} other{'s' if others > 1 else ''} · esc",) if others else ()
        self._saving = False
        self._retry = again.Retry(self, self._save)
        self._trouble = ""
        self._alone = False

    @property
    def slug(self) -> str:
        """Of the mentorship."""
        return self._editor.slug

    def compose(self) -> ComposeResult:
        """What was agreed, the agenda, the marked item in words; the check-in."""
        yield HeaderLine()
        with Container(id="body"):
            with Vertical(id="plan"):
                yield Static(id="above", markup=False)
                yield PlanList(id="list")
                yield Static(id="empty", markup=False)
                yield Static(id="detail", markup=False)
            with VerticalScroll(id="checkin", can_focus=False):
                yield Static(id="written", markup=False)
        yield SaidLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """The first item is marked."""
        if not stands(self, KeyLine):
            return
        self.query_one(PlanList).focus()
        self.follow()
        self.set_interval(10, self.follow)

    def on_unmount(self) -> None:
        """What a key did just before is not lost."""
        with suppress(StoreError):
            self._editor.save()

    def on_screen_resume(self) -> None:
        """What was stored elsewhere meanwhile is seen."""
        self.follow()
        self._look_again()

    def on_resize(self) -> None:
        """What fits is shown."""
        self.set_class(self.size.width >= WIDE and self.size.height >= FLAT, "-wide")
        self.set_class(self.size.height < SHORT, "-short")
        self.set_class(self.size.height >= SHORT, "-tall")
        self.set_class(self.size.height < LOW and self.size.width < WIDE, "-low")
        self.set_class(self.size.height < FLAT, "-flat")
        self.call_after_refresh(self.follow)

    # what is shown

    def follow(self) -> None:
        """Everything as it is."""
        if not stands(self, KeyLine):
            return
        editor = self._editor
        header = self.query_one(HeaderLine)
        header.pieces, header.clocks = (view.who(editor), "prepare", *self._folded), view.clocks(editor)
        header.saved = self._save_state()
        plan = self.query_one("#plan", Vertical)
        width = max(20, plan.content_size.width)
        title = f"Session {editor.number} with {view.who(editor)}"
        full = f"{title} · {view.date_words(editor)} · {view.length_words(editor)}"
        tally = view.tally(editor)
        in_title = words(full).cell_length + tally.cell_length + 4 <= width and not self.has_class("-flat")
        cells = plan.outer_size.width
        named = fitted(full if in_title else title, max(8, cells - AROUND - tally.cell_length - 3), "bold")
        plan.border_title = heading(named, tally, cells, "$faint")
        plan.border_subtitle = words(view.tasks(editor, width))
        rows = 1 if self.size.height < FLAT else max(1, min(5, (self.size.height - 12) // 4))
        self.query_one("#above", Static).update(
            view.above(editor, width, rows, date=not in_title, framed=not self.has_class("-flat"))
        )
        self._fill(width)
        self._show_marked()
        box = self.query_one("#checkin", VerticalScroll)
        box.border_title = words(prepare_checkin.check_in_title(editor))
        self.query_one("#written", Static).update(
            prepare_checkin.check_in(editor, max(10, box.content_size.width), example=self.has_class("-wide") or self._alone)
        )
        self.set_class(self._alone, "-over")

    def _fill(self, width: int) -> None:
        listed, editor, empty = self.query_one(PlanList), self._editor, self.query_one("#empty", Static)
        there = bool(editor.plan.items or editor.offers)
        listed.display, empty.display = there, not there
        if not there:
            empty.update(view.example(editor, width, view.usual(editor), bool(editor.sessions)))
            if self.focused is None or self.focused is listed:
                self.set_focus(None)
        listed.fill(editor, width)
        if there and self.focused is None and self.is_current:
            listed.focus()

    def _show_marked(self) -> None:
        item, offer = self._item(), self._offer()
        editor = self._editor
        told = view.item_words(editor, item) if item else view.offer_words(editor, offer) if offer else ""
        if self.has_class("-low") and not self._alone and not told:
            told = prepare_checkin.check_in_line(editor)
        self.query_one("#detail", Static).update(words(told))
        self.query_one(KeyLine).keys = footer(item, offer, check_in_alone=self._alone)

    def _save_state(self) -> SaveState:
        if self._trouble:
            return SaveState("not saved", self._trouble)
        return SaveState("saving" if self._editor.unsaved else "saved")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The marked one is told in words."""
        event.stop()
        self.follow()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        self.action_open()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on a key is that key."""
        press(self.app, event.sent)

    # keys

    def action_start(self) -> None:
        self.say("")
        self.post_message(StartWanted(self.slug, prepared=self))

    def action_letter(self) -> None:
        self.post_message(LetterWanted(self.slug))

    def action_add(self) -> None:
        self._asks.add(self._item())

    def action_open(self) -> None:
        item, offer = self._item(), self._offer()
        if item is not None:
            self._asks.decide_item(item) if asks(item) else self._asks.reword(item)
        elif offer is not None and offer.looked_at is not None and offer.opens:
            self.post_message(RecordsWanted(self.slug, offer.looked_at.tab, offer.looked_at.record))
        elif offer is not None and offer.asks:
            self._asks.decide_offer(offer)
        elif offer is not None:
            self._take(offer)
        else:
            self.do(lambda editor: editor.shape(editor.usual))

    def action_edit(self) -> None:
        self._with_item(self._asks.edit)

    def action_act(self, name: str) -> None:
        self.do(PLAN_ACTS[name])

    def action_act_on(self, name: str) -> None:
        self._with_item(lambda item: self.do(lambda editor: ITEM_ACTS[name](editor, item.id)))

    def action_ask(self, name: str) -> None:
        ASKED[name](self._asks)

    def action_remove(self) -> None:
        item, offer = self._item(), self._offer()
        if offer is not None:
            self.do(lambda editor: editor.drop(offer.id))
        elif item is not None:
            self.do(lambda editor: editor.remove(item.id))

    def action_done(self) -> None:
        offer = self._offer()
        if offer is not None:
            self._asks.kept(offer)

    def action_see_check_in(self) -> None:
        self._alone = not self._alone
        self.set_class(self._alone, "-over")
        self.call_after_refresh(self.follow)

    @work
    async def action_leave(self) -> None:
        if self._alone:
            self.action_see_check_in()
            return
        try:
            await asyncio.to_thread(self._editor.save)
        except StoreError as error:
            if not self._trouble:
                self._failed(error)
                self.say(f"{error} esc again leaves without.", trouble=True)
                return
        self.end(None)

    # acts

    def do(self, deed: Callable[[PlanEditor], str], mark: str = "") -> str:
        """One act, said in words; a refusal is said too. `mark`: which row is marked then. What was said comes back."""
        try:
            said = deed(self._editor)
        except Refused as error:
            self.say(str(error), trouble=True)
            return ""
        if mark:
            self.mark(mark)
        self.did(said)
        return said

    def did(self, said: str | None) -> None:
        """Something was done, by a form: it is shown, said and saved."""
        self.follow()
        self.say(said or "")
        self._save()

    def mark(self, id: str) -> None:
        """The row of that id."""
        self.follow()
        self.query_one(PlanList).mark(id)

    def say(self, text: str, trouble: bool = False) -> None:
        """In a line above the keys, until something else is said."""
        if stands(self, KeyLine):
            self.query_one(SaidLine).say(text, trouble=trouble)

    def _take(self, offer: Offer) -> None:
        try:
            id = self._editor.take(offer.id)
        except Refused as error:
            self.say(str(error), trouble=True)
            return
        self.did(f"on the agenda: {offer.text}")
        self.mark(f"item {id}")

    def _with_item(self, deed: Callable[[PlanItem], object]) -> None:
        item = self._item()
        if item is not None:
            deed(item)

    @property
    def _asks(self) -> PrepareAsks:
        return PrepareAsks(self, self._editor, self._drafts)

    def _item(self) -> PlanItem | None:
        return self.query_one(PlanList).item if stands(self, KeyLine) else None

    def _offer(self) -> Offer | None:
        return self.query_one(PlanList).offer if stands(self, KeyLine) else None

    @work
    async def _save(self) -> None:
        """Until what is shown is on disk."""
        if self._saving:
            return
        self._saving = True
        try:
            while self._editor.unsaved:
                await asyncio.to_thread(self._editor.save)
                self._trouble = ""
                self.follow()
        except StoreError as error:
            self._failed(error)
        finally:
            self._saving = False

    def _failed(self, error: StoreError) -> None:
        self._trouble = error.reason if isinstance(error, NotSaved) else "it cannot be stored"
        self.follow()
        self._retry.later()

    @work
    async def _look_again(self) -> None:
        if self._editor.unsaved or self._saving:
            return
        with suppress(StoreError):
            editor = self._editor
            if await asyncio.to_thread(editor.is_stale):
                found = await asyncio.to_thread(self._preparing.editor, self.slug)
                if not editor.unsaved:
                    self._editor = found
                    self.say("")
                    self.follow()
