"""Prepare: the agenda of the next session while it is being built, what may go on it, and the check-in."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mentortui.core.commands import Refused
from mentortui.core.plan import item_of
from mentortui.core.plan_carry import asks
from mentortui.core.plan_offers import Offer
from mentortui.core.records import PlanItem
from mentortui.screens import again
from mentortui.screens import prepare_view as view
from mentortui.screens.closing import EndsByItself, stands
from mentortui.screens.prepare_asks import PrepareAsks
from mentortui.screens.wanted import LetterWanted, RecordsWanted, StartWanted
from mentortui.services.drafts import Kept
from mentortui.services.plan_editor import PlanEditor
from mentortui.services.preparing import Preparing
from mentortui.store.errors import NotSaved, StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.row_list import RowList
from mentortui.widgets.text import AROUND, fitted, heading, words

WIDE, SHORT, LOW, FLAT = 100, 34, 24, 12
"""Cells from which the check-in stands beside the agenda; rows below which it has a few lines, gives way, and frames go too."""


class PrepareScreen(EndsByItself[None]):
    """Each act is saved at once. Says by its messages what leads elsewhere."""

    CSS_PATH = stylesheet("prepare")
    BINDINGS = [
        Binding("s", "start", "Start the session", id="prepare.start"),
        Binding("a", "add", "Add an item", id="prepare.add"),
        Binding("enter", "open", "Edit the item in a line; put on the agenda what is offered", id="prepare.open"),
        Binding("e", "edit", "Edit all fields of the item", id="prepare.edit"),
        Binding("left", "step(-1)", "Five minutes fewer", id="prepare.fewer"),
        Binding("right", "step(1)", "Five minutes more", id="prepare.more"),
        Binding("equals_sign", "as_used", "As many minutes as such an item took", id="prepare.as_used"),
        Binding("J", "shift(1)", "Move the item down", id="prepare.down"),
        Binding("K", "shift(-1)", "Move the item up", id="prepare.up"),
        Binding("o", "owner", "Who leads it: the next one", id="prepare.owner"),
        Binding("backspace,delete", "remove", "Take it away; let a promise go", id="prepare.remove"),
        Binding("space", "done", "A promise is kept, a roadblock solved", id="prepare.done"),
        Binding("t", "template", "A template, or last time's agenda", id="prepare.template"),
        Binding("l", "like_last", "The agenda of last time", id="prepare.last"),
        Binding("i", "check_in", "Write the check-in", id="prepare.check_in"),
        Binding("Q", "ask_charter", "The open questions of the charter onto the agenda", id="prepare.charter"),
        Binding("v", "see_check_in", "Show the check-in alone", id="prepare.see_check_in"),
        Binding("c", "letter", "Copy a letter to send", id="prepare.letter"),
        Binding("d", "date", "The date", id="prepare.date"),
        Binding("n", "length", "How many minutes in all", id="prepare.length"),
        Binding("r", "roles", "Who leads, takes notes, minds the time", id="prepare.roles"),
        Binding("h", "held_true", "Did the last takeaway hold?", id="prepare.held_true"),
        Binding("m", "put_off", "Moved, missed, skipped, held elsewhere", id="prepare.put_off"),
        Binding("u", "undo", "Undo", id="prepare.undo"),
        Binding("U", "redo", "Do it again", id="prepare.redo"),
        Binding("escape", "leave", "Back", id="prepare.leave"),
    ]

    def __init__(self, preparing: Preparing, editor: PlanEditor, drafts: Kept, *, others: int = 0) -> None:
        """`editor`: of `preparing`, made where no key waits for it. `others`: the mentorships that wait on Home, where nobody has
        been yet."""
        super().__init__()
        self._preparing = preparing
        self._editor = editor
        self._drafts = drafts
        self._folded = (f"{others} other{'s' if others > 1 else ''} · esc",) if others else ()
        self._ids: list[str] = []
        self._offers: dict[str, Offer] = {}
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
                yield RowList(id="list")
                yield Static(id="empty", markup=False)
                yield Static(id="detail", markup=False)
            with VerticalScroll(id="checkin", can_focus=False):
                yield Static(id="written", markup=False)
        yield Static(id="said", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The first item is marked."""
        if not stands(self, KeyLine):
            return
        self.query_one(RowList).focus()
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
        box.border_title = words(view.check_in_title(editor))
        self.query_one("#written", Static).update(
            view.check_in(editor, max(10, box.content_size.width), example=self.has_class("-wide") or self._alone)
        )
        self.set_class(self._alone, "-over")

    def _fill(self, width: int) -> None:
        listed, editor = self.query_one(RowList), self._editor
        items, offers = editor.plan.items, editor.offers
        self._offers = {offer.id: offer for offer in offers}
        nothing = not items and not offers
        listed.display, empty = not nothing, self.query_one("#empty", Static)
        empty.display = nothing
        marked = self._marked()
        if nothing:
            empty.update(view.example(editor, width, self._usual, bool(editor.sessions)))
            if self.focused is None or self.focused is listed:
                self.set_focus(None)
            self._ids = []
            listed.clear_options()
            return
        ids = [f"item {item.id}" for item in items] or ["empty"]
        ids += [*([""] if offers else []), *(f"offer {offer.id}" for offer in offers)]
        room = max(20, listed.scrollable_content_region.width or width)
        if ids != self._ids:
            place = listed.highlighted or 0
            listed.clear_options()
            listed.add_options([Option("", id=id or "head", disabled=not id) for id in ids])
            self._ids = ids
            at = ids.index(marked) if marked and marked in ids else min(place, len(ids) - 1)
            listed.highlighted = at if ids[at] else at + 1
            listed.scroll_to_highlight()
        columns = view.Columns.at(editor, room)
        for number, id in enumerate(ids):
            marked_now = number == listed.highlighted
            listed.replace_option_prompt_at_index(number, self._drawn(id, room, columns, marked_now))
        if self.focused is None and self.is_current:
            listed.focus()

    @property
    def _usual(self) -> str:
        usual = self._editor.usual
        return f"{usual.title}, {usual.minutes} minutes" if usual.minutes else usual.title

    def _drawn(self, id: str, width: int, columns: view.Columns, marked: bool) -> Content:
        items = self._editor.plan.items
        kind, _, which = id.partition(" ")
        if kind == "item":
            item = item_of(self._editor.plan, which)
            return view.item_row(self._editor, item, columns, marked=marked, last=item is items[-1])
        if kind == "offer":
            return view.offer_row(self._editor, self._offers[which], columns, marked=marked)
        if kind == "empty":
            return view.empty_row(self._usual, width, marked=marked)
        more = ", or is worth a look" if any(offer.kind == "due" for offer in self._editor.offers) else ""
        return view.head_row(f"May go on the agenda{more}", width)

    def _show_marked(self) -> None:
        item, offer = self._item(), self._offer()
        editor = self._editor
        told = view.item_words(editor, item) if item else view.offer_words(editor, offer) if offer else ""
        if self.has_class("-low") and not self._alone and not told:
            told = view.check_in_line(editor)
        self.query_one("#detail", Static).update(words(told))
        self.query_one(KeyLine).keys = self._keys(item, offer)

    def _keys(self, item: PlanItem | None, offer: Offer | None) -> tuple[tuple[str, str], ...]:
        if self._alone:
            return (("v", "the agenda"), ("i", "write it"), ("esc", "back"))
        start, add = ("s", "start"), ("a", "add")
        rest = (("t", "template"), ("i", "check-in"), ("c", "letter"), ("d", "date"), ("esc", "back"))
        if offer is not None:
            kept = (("space", "solved" if offer.kind == "roadblock" else "done"), ("⌫", "drop")) if offer.kind != "due" else ()
            opens = offer.looked_at is not None and not offer.looked_at.item
            return (("enter", "open it" if opens else "on the agenda"), *kept, start, add, *rest)
        if item is None:
            return (add, ("t", "template"), *rest[1:])
        decide = ("enter", "decide") if asks(item) else ("enter", "edit")
        return (start, add, decide, ("← →", "minutes"), ("J K", "move"), *rest)

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
        """As its key would."""
        deeds: dict[str, Callable[[], object]] = {
            "a": self.action_add,
            "enter": self.action_open,
            "t": self.action_template,
            "i": self.action_check_in,
            "c": self.action_letter,
            "d": self.action_date,
            "s": self.action_start,
            "v": self.action_see_check_in,
            "space": self.action_done,
            "⌫": self.action_remove,
            "esc": self.action_leave,
        }
        deeds.get(event.key, lambda: None)()

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
        elif offer is not None and offer.looked_at is not None and not offer.looked_at.item:
            self.post_message(RecordsWanted(self.slug, offer.looked_at.tab, offer.looked_at.record))
        elif offer is not None and offer.asks:
            self._asks.decide_offer(offer)
        elif offer is not None:
            self._take(offer)
        else:
            self.do(lambda editor: editor.shape(editor.usual))

    def action_edit(self) -> None:
        self._with_item(self._asks.edit)

    def action_step(self, way: int) -> None:
        self._with_item(lambda item: self.do(lambda editor: editor.step(item.id, way)))

    def action_as_used(self) -> None:
        self._with_item(lambda item: self.do(lambda editor: editor.as_used(item.id)))

    def action_shift(self, by: int) -> None:
        self._with_item(lambda item: self.do(lambda editor: editor.shift(item.id, by)))

    def action_owner(self) -> None:
        self._with_item(lambda item: self.do(lambda editor: editor.next_owner(item.id)))

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

    def action_template(self) -> None:
        self._asks.template()

    def action_like_last(self) -> None:
        self.do(lambda editor: editor.like_last())

    def action_ask_charter(self) -> None:
        self.do(lambda editor: editor.ask_charter())

    def action_check_in(self) -> None:
        self._asks.check_in()

    def action_see_check_in(self) -> None:
        self._alone = not self._alone
        self.set_class(self._alone, "-over")
        self.call_after_refresh(self.follow)

    def action_date(self) -> None:
        self._asks.date()

    def action_length(self) -> None:
        self._asks.length()

    def action_roles(self) -> None:
        self._asks.roles()

    def action_held_true(self) -> None:
        self._asks.held_true()

    def action_put_off(self) -> None:
        self._asks.put_off()

    def action_undo(self) -> None:
        self.do(lambda editor: editor.undo())

    def action_redo(self) -> None:
        self.do(lambda editor: editor.redo())

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
        if id in self._ids:
            self.query_one(RowList).highlighted = self._ids.index(id)

    def say(self, text: str, trouble: bool = False) -> None:
        """In a line above the keys, until something else is said."""
        if not stands(self, KeyLine):
            return
        line = self.query_one("#said", Static)
        line.update(words(text))
        line.set_class(bool(text), "-said")
        line.set_class(trouble, "-trouble")

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

    def _marked(self) -> str:
        listed = self.query_one(RowList)
        place = listed.highlighted
        return self._ids[place] if place is not None and place < len(self._ids) else ""

    def _item(self) -> PlanItem | None:
        kind, _, id = self._marked().partition(" ") if stands(self, KeyLine) else ("", "", "")
        return next((item for item in self._editor.plan.items if item.id == id), None) if kind == "item" else None

    def _offer(self) -> Offer | None:
        kind, _, id = self._marked().partition(" ") if stands(self, KeyLine) else ("", "", "")
        return next((offer for offer in self._editor.offers if offer.id == id), None) if kind == "offer" else None

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
