"""Home: a card for every mentorship, and below them what is worth a look."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Static

from mentortui.core.heads import MINUTE
from mentortui.core.number_row import PLAIN, digit_of
from mentortui.core.records import Mentorship
from mentortui.core.refused import Refused
from mentortui.core.worth import MOST, Worth
from mentortui.screens import again, home_view
from mentortui.screens.closing import stands
from mentortui.screens.home_keys import HOME, NEEDS_ONE, OPENED, footer
from mentortui.screens.home_worth import WorthLines, leads_to
from mentortui.screens.pressing import press
from mentortui.screens.wanted import HeldWanted, HistoryWanted, PromisesWanted, ResumeWanted
from mentortui.services.mentorships import Mentorships
from mentortui.services.overview import Overview
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.cards import Cards
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.text import words

if TYPE_CHECKING:
    from mentortui.services.closing import ClosingBook
    from mentortui.services.gone_by import GoneBy
    from mentortui.services.sessions import Unfinished

WIDE, TALL, ROOMY = 112, 14, 22
"""Cells from which there are two columns; rows from which there are cards, and from which all lines worth a look show."""
FEW_LINES, TWO_LINES = 3, 2


class HomeScreen(Screen[None]):
    """Says what is wanted by its messages; adding, editing and removing a mentorship it does itself."""

    CSS_PATH = stylesheet("home")
    BINDINGS = list(HOME)

    def __init__(
        self,
        mentorships: Mentorships,
        unfinished: "Callable[[], Sequence[Unfinished]]",
        gone_by: "Callable[[], GoneBy]" = lambda: NotImplemented,
        *,
        closing: "Callable[[], ClosingBook]" = lambda: NotImplemented,
        marked: str = "",
    ) -> None:
        """`unfinished`: the sessions under way, newest first. `gone_by` and `closing` are asked for when they are needed first.
        `marked`: the slug of the mentorship to begin with."""
        super().__init__()
        self._mentorships = mentorships
        self._overview = Overview(mentorships, unfinished, gone_by, closing, marked=marked)
        self._made_of: tuple[object, ...] = ()
        self._news = ""
        """What is said once the mark has moved to what it is about."""

    def compose(self) -> ComposeResult:
        """The cards, what is worth a look, or what belongs here."""
        yield HeaderLine()
        with Vertical(id="body"):
            yield Cards(id="cards")
            yield Static(id="empty", markup=False)
            yield Static(Content("Worth a look"), id="worth-title")
            yield WorthLines(id="worth")
            yield Static(id="said", markup=False)
            yield Static(id="trouble", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """From now on it follows the clock and the disk."""
        self.query_one(Cards).focus()
        self.set_interval(1, self.follow)
        self.set_interval(again.READ_AGAIN, self._read_again)
        self.read()

    def on_screen_resume(self) -> None:
        """Something may have been done meanwhile."""
        self.read()

    def on_resize(self) -> None:
        """One column or two, cards or lines."""
        self.set_class(self.size.height < TALL, "-low")
        cards = self.query_one(Cards)
        cards.columns = 2 if self.size.width >= WIDE else 1
        cards.as_lines = self.size.height < TALL
        self.call_after_refresh(self.follow)

    def read(self) -> None:
        """What is stored now."""
        if stands(self, KeyLine):
            trouble = self._overview.look()
            self._show("#trouble", trouble if self._overview.heads else "")
            self.follow()

    def _read_again(self) -> None:
        if self.is_current:  # under a session nobody sees it, and the disk is the session's
            self.read()

    def follow(self) -> None:
        """Shows it as it is at this moment."""
        if not stands(self, KeyLine):
            return
        all, now = self._overview, self._overview.now()
        header, keys = self.query_one(HeaderLine), self.query_one(KeyLine)
        header.pieces = ("mentortui", "archived") if all.in_archive else ("mentortui",)
        header.saved = SaveState("none" if all.unread else "saved")
        header.clocks = home_view.clocks(now, all.zone)
        keys.keys = footer(all, self.slug, self.query_one(WorthLines).does)
        cards, empty = self.query_one(Cards), self.query_one("#empty", Static)
        cards.display, empty.display = bool(all.heads), not all.heads
        if not all.heads:
            empty.update(home_view.invitation(self.size.width - 6, all.unread, all.gone, all.archived))
        self._follow_worth()
        cards.room = self.query_one("#body").content_size.width
        width = cards.card_width()
        made_of = (all.heads, all.unfinished, now // MINUTE, width)
        if made_of != self._made_of:
            self._made_of = made_of
            cards.show([home_view.card(head, all.unfinished.get(head.slug), now, width=width) for head in all.heads])
        if all.marked and all.heads:
            cards.mark(all.marked)
            all.marked = ""

    def _follow_worth(self) -> None:
        listed, title = self.query_one(WorthLines), self.query_one("#worth-title", Static)
        rows = self.size.height
        lines = self._overview.worth(MOST if rows >= ROOMY or not rows else FEW_LINES if rows >= TALL else TWO_LINES)
        listed.display, title.display = bool(lines), bool(lines) and rows >= TALL
        listed.show(lines, self._overview.row, max(24, self.query_one("#body").content_size.width))
        if not lines and listed.has_focus:
            self.query_one(Cards).focus()
        heading = 0 if rows < TALL else 2
        said = self.query_one("#said").size.height if self.query_one("#said").display else 0
        self.query_one(Cards).leave = (len(lines) + heading if lines else 0) + said

    # from card to card, and to the lines below

    def on_cards_marked(self, event: Cards.Marked) -> None:
        """What its keys do may be another thing."""
        event.stop()
        self._say(self._news)
        self._news = ""
        self.follow()
        self.refresh_bindings()

    def on_cards_chosen(self, event: Cards.Chosen) -> None:
        """Enter, or a click."""
        event.stop()
        self.action_open("history")

    def on_cards_left(self, event: Cards.Left) -> None:
        """Down, below the last card."""
        event.stop()
        listed = self.query_one(WorthLines)
        if listed.lines:
            listed.highlighted = 0
            listed.focus()

    def on_worth_lines_left(self, event: WorthLines.Left) -> None:
        """Up, above the first line."""
        event.stop()
        self.query_one(Cards).focus()

    def on_descendant_focus(self) -> None:
        """A line is marked where keys go there."""
        self.query_one(WorthLines).follow_focus()
        self.call_after_refresh(self.follow)

    def on_key(self, event: Key) -> None:
        """The number row works without shift."""
        if not stands(self, KeyLine):
            return
        number = digit_of(event.character, self._overview.row)
        if number and (event.character or "") not in PLAIN and number <= len(self.query_one(WorthLines).lines):
            event.stop()
            event.prevent_default()
            self.action_worth(number)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on a key is that key."""
        press(self.app, event.sent)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a mentorship waits for one."""
        if action in NEEDS_ONE:
            return bool(self._overview.heads)
        if action == "archived":
            return bool(self._overview.archived)
        if action == "open_again":
            return self._overview.in_archive
        if action == "worth":
            return stands(self, KeyLine) and cast(int, parameters[0]) <= len(self.query_one(WorthLines).lines)
        if action == "undo":
            return self._overview.can_undo
        return self.slug in self._overview.unfinished if action == "resume" else True

    # what is wanted of the marked one

    def action_session(self, wanted: str) -> None:
        """Its next one: begun, or prepared."""
        try:
            self._overview.goes_on()
        except Refused as error:
            self._say(str(error))
        else:
            self.action_open(wanted)

    def action_open(self, wanted: str) -> None:
        """What is about it."""
        if slug := self.slug:
            self.post_message(OPENED[wanted](slug))

    def action_history(self) -> None:
        """Of all mentorships."""
        self.post_message(HistoryWanted())

    def action_promises(self) -> None:
        """Of all mentorships."""
        self.post_message(PromisesWanted())

    def action_resume(self) -> None:
        """The marked one's."""
        found = self._overview.unfinished.get(self.slug)
        if found is not None:
            self.post_message(ResumeWanted(found))

    def action_worth(self, number: int) -> None:
        """That line."""
        if stands(self, KeyLine):
            self.query_one(WorthLines).choose(number)

    def on_worth_lines_chosen(self, event: WorthLines.Chosen) -> None:
        """What that line leads to."""
        event.stop()
        leads = leads_to(event.line)
        if leads is None:
            self._ask(event.line)
        else:
            self.post_message(leads)

    def _ask(self, line: Worth) -> None:
        from mentortui.screens.home_gone_by import ask_what_became

        ask_what_became(self.app, self._overview, line, self._change, lambda slug: self.post_message(HeldWanted(slug)))

    # the mentorships themselves

    def action_archived(self) -> None:
        """Those that were closed, in place of the others; and back."""
        self._overview.turn()
        self._say("")
        self.read()

    def action_open_again(self) -> None:
        """It stands among the others again, marked there; u closes it again."""
        if (slug := self.slug) and self._overview.in_archive:
            self._change(partial(self._overview.reopen, slug))

    def action_add(self) -> None:
        """Asks who it is."""
        self._people(None)

    def action_edit(self) -> None:
        """The marked one."""
        if slug := self.slug:
            self._people(slug)

    def action_remove(self) -> None:
        """The marked one goes from here; its files stay."""
        if slug := self.slug:
            self._change(partial(self._overview.remove, slug))

    def action_undo(self) -> None:
        """What was done here last."""
        self._change(self._overview.undo)

    def _change(self, deed: Callable[[], str]) -> None:
        """Does it, and says what came of it."""
        try:
            told = deed()
        except (Refused, StoreError) as error:
            told = str(error)
        self.read()
        self._say(told)
        self.refresh_bindings()

    def select(self, slug: str) -> None:
        """Puts the mark on that one."""
        self.query_one(Cards).mark(slug)

    def _people(self, slug: str | None) -> None:
        from mentortui.screens.people import PeopleScreen

        try:
            screen = PeopleScreen(self._mentorships, slug)
        except StoreError as error:
            self._show("#trouble", str(error))
            return
        self.app.push_screen(screen, partial(self._edited, added=slug is None))

    def _edited(self, saved: Mentorship | None, *, added: bool) -> None:
        if saved is None:
            return
        if added:
            self._overview.added(saved.slug)
        before = self.slug
        self.read()
        self.select(saved.slug)
        if added:
            self._say("Added. u takes it back.")
            self._news = "Added. u takes it back." if self.slug != before else ""
            self.refresh_bindings()

    @property
    def slug(self) -> str:
        """The marked mentorship."""
        return self.query_one(Cards).marked if stands(self, KeyLine) else ""

    def _say(self, told: str) -> None:
        self._show("#said", told)

    def _show(self, where: str, told: str) -> None:
        line = self.query_one(where, Static)
        line.update(words(told))
        line.display = bool(told)
