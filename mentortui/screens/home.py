"""Home: a card for every mentorship, and below them what is worth a look."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import DescendantFocus, Key
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mentortui.core.heads import MINUTE, MentorshipHead
from mentortui.core.number_row import PLAIN, digit_of
from mentortui.core.records import Mentorship
from mentortui.core.refused import Refused
from mentortui.core.worth import MOST, Worth, worth_a_look
from mentortui.screens import again, home_view
from mentortui.screens.closing import stands
from mentortui.screens.wanted import (
    FeedbackWanted,
    HeldWanted,
    HistoryWanted,
    ImportWanted,
    PrepareWanted,
    PromisesWanted,
    RecordsWanted,
    ResumeWanted,
    StartWanted,
    SummaryWanted,
    TrendsWanted,
)
from mentortui.services.mentorships import Mentorships
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.cards import Cards
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.row_list import RowList
from mentortui.widgets.text import words

if TYPE_CHECKING:
    from mentortui.services.closing import ClosingBook
    from mentortui.services.gone_by import GoneBy
    from mentortui.services.sessions import Unfinished

WIDE, TALL, ROOMY = 112, 14, 22
"""Cells from which there are two columns; rows from which there are cards, and from which all lines worth a look show."""
FEW_LINES, TWO_LINES = 3, 2
NEEDS_ONE = ("start", "prepare", "open_history", "promises", "records", "trends", "import", "edit", "remove")


class HomeScreen(Screen[None]):
    """Says what is wanted by its messages; adding, editing and removing a mentorship it does itself."""

    CSS_PATH = stylesheet("home")
    BINDINGS = [
        Binding("s", "start", "Start a session", id="home.start"),
        Binding("p", "prepare", "Prepare the next session", id="home.prepare"),
        Binding("enter", "open_history", "Open: its sessions", id="home.open"),
        Binding("h", "history", "History of all", id="home.history"),
        Binding("d", "promises", "Open promises of all", id="home.promises"),
        Binding("t", "trends", "Trends: how talk was shared over sessions", id="home.trends"),
        Binding("l", "records", "The mentorship: charter, goals, actions and the rest", id="home.records"),
        Binding("i", "import", "Import a transcript of a call", id="home.import"),
        Binding("r", "resume", "Go on with the one under way", id="home.resume"),
        Binding("a", "add", "Add a mentorship", id="home.add"),
        Binding("e", "edit", "Edit people, zones, sharing", id="home.edit"),
        Binding("backspace", "remove", "Remove the mentorship; u brings it back", id="home.remove"),
        Binding("z", "archived", "Those that were closed, and back", id="home.archived"),
        Binding("o", "open_again", "Open again what was closed", id="home.open_again"),
        Binding("u", "undo", "Undo; what was removed comes back", id="home.undo"),
        *(Binding(str(n), f"worth({n})", f"Line {n} of what is worth a look", id=f"home.worth.{n}") for n in range(1, MOST + 1)),
        Binding("q", "app.leave", "Quit", id="home.quit"),
    ]

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
        self._gone_by, self._closing_book = gone_by, closing
        self._before: list[Callable[[], str]] = []
        self._mentorships = mentorships
        self._asked_unfinished = unfinished
        self._heads: tuple[MentorshipHead, ...] = ()
        self._archived: tuple[MentorshipHead, ...] = ()
        self._in_archive = False
        self._gone: tuple[MentorshipHead, ...] = ()
        self._unfinished: dict[str, Unfinished] = {}
        self._worth: tuple[Worth, ...] = ()
        self._made_of: tuple[object, ...] = ()
        self._drawn: list[Content] = []
        self._unread = ""
        self._zone, self._row = "UTC", PLAIN
        self._wanted = marked
        self._news = ""
        """What is said once the mark has moved to what it is about."""

    def compose(self) -> ComposeResult:
        """The cards, what is worth a look, or what belongs here."""
        yield HeaderLine()
        with Vertical(id="body"):
            yield Cards(id="cards")
            yield Static(id="empty", markup=False)
            yield Static(Content("Worth a look"), id="worth-title")
            yield RowList(id="worth")
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
        if not stands(self, KeyLine):
            return
        try:
            me = self._mentorships.me()
            self._zone, self._row = me.zone, me.number_row
            every, self._gone = self._mentorships.listed()
            self._archived = tuple(head for head in every if head.archived is not None)
            self._in_archive = self._in_archive and bool(self._archived)
            self._heads = self._archived if self._in_archive else tuple(head for head in every if head.archived is None)
            self._unread = self._mentorships.unread()
            self._unfinished = {one.slug: one for one in reversed(self._asked_unfinished())}
            self._tell(self._unread if self._heads else "")
        except StoreError as error:
            self._unread = self._unread or str(error)
            self._tell(str(error) if self._heads else "")
        self.follow()

    def _read_again(self) -> None:
        if self.is_current:  # under a session nobody sees it, and the disk is the session's
            self.read()

    def follow(self) -> None:
        """Shows it as it is at this moment."""
        if not stands(self, KeyLine):
            return
        now = self._mentorships.now()
        header, keys = self.query_one(HeaderLine), self.query_one(KeyLine)
        header.pieces = ("mentortui", "archived") if self._in_archive else ("mentortui",)
        header.saved = SaveState("none" if self._unread else "saved")
        header.clocks = home_view.clocks(now, self._zone)
        keys.keys = self._keys()
        cards, empty = self.query_one(Cards), self.query_one("#empty", Static)
        cards.display, empty.display = bool(self._heads), not self._heads
        if not self._heads:
            empty.update(home_view.invitation(self.size.width - 6, self._unread, self._gone, self._archived))
        self._follow_worth(now)
        cards.room = self.query_one("#body").content_size.width
        width = cards.card_width()
        made_of = (self._heads, self._unfinished, now // MINUTE, width)
        if made_of != self._made_of:
            self._made_of = made_of
            cards.show([home_view.card(head, self._unfinished.get(head.slug), now, width=width) for head in self._heads])
        if self._wanted and self._heads:
            cards.mark(self._wanted)
            self._wanted = ""

    def _follow_worth(self, now: int) -> None:
        listed, title = self.query_one("#worth", RowList), self.query_one("#worth-title", Static)
        most = MOST if self.size.height >= ROOMY else FEW_LINES if self.size.height >= TALL else TWO_LINES
        self._worth = worth_a_look(self._heads, now, self._unfinished)[: most if self.size.height else MOST]
        listed.display = bool(self._worth)
        title.display = bool(self._worth) and self.size.height >= TALL
        width = max(24, self.query_one("#body").content_size.width)
        rows = [home_view.worth_line(self._row[n], line, width=width) for n, line in enumerate(self._worth)]
        if len(rows) != len(self._drawn):
            before = listed.highlighted
            listed.clear_options()
            listed.add_options([Option(row) for row in rows])
            listed.highlighted = min(before or 0, len(rows) - 1) if rows and listed.has_focus else None
            if not rows and listed.has_focus:
                self.query_one(Cards).focus()
        else:
            for place, (new, old) in enumerate(zip(rows, self._drawn, strict=True)):
                if not new.is_same(old):
                    listed.replace_option_prompt_at_index(place, new)
        self._drawn = rows
        heading = 0 if self.size.height < TALL else 2
        said = self.query_one("#said").size.height if self.query_one("#said").display else 0
        self.query_one(Cards).leave = (len(rows) + heading if rows else 0) + said

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
        self.action_open_history()

    def on_cards_left(self, event: Cards.Left) -> None:
        """Down, below the last card."""
        event.stop()
        if self._worth:
            listed = self.query_one("#worth", RowList)
            listed.highlighted = 0
            listed.focus()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """A line is marked where keys go there."""
        listed = self.query_one("#worth", RowList)
        if event.widget is listed:
            listed.highlighted = listed.highlighted or 0
        else:
            listed.highlighted = None
        self.call_after_refresh(self.follow)

    def on_key(self, event: Key) -> None:
        """Up from the first line leads back to the cards; the number row works without shift."""
        listed = self.query_one("#worth", RowList)
        if event.key == "up" and listed.has_focus and not listed.highlighted:
            event.stop()
            event.prevent_default()
            self.query_one(Cards).focus()
            return
        number = digit_of(event.character, self._row)
        if number and (event.character or "") not in PLAIN and number <= len(self._worth):
            event.stop()
            event.prevent_default()
            self.action_worth(number)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a line, or a click."""
        event.stop()
        self.action_worth(event.option_index + 1)

    async def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        acts: dict[str, Callable[[], object]] = {
            "s": self.action_start,
            "p": self.action_prepare,
            "r": self.action_resume,
            "enter": self.action_open_history,
            "h": self.action_history,
            "d": self.action_promises,
            "l": self.action_records,
            "a": self.action_add,
            "e": self.action_edit,
            "u": self.action_undo,
            "z": self.action_archived,
            "o": self.action_open_again,
        }
        if event.key in acts:
            acts[event.key]()
        else:
            await self.app.run_action({"?": "keys"}.get(event.key, "leave"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a mentorship waits for one."""
        if action in NEEDS_ONE:
            return bool(self._heads)
        if action == "archived":
            return bool(self._archived)
        if action == "open_again":
            return self._in_archive
        if action == "worth":
            return cast(int, parameters[0]) <= len(self._worth)
        if action == "undo":
            return bool(self._before or self._gone)
        return self._slug() in self._unfinished if action == "resume" else True

    # what is wanted of the marked one

    def action_start(self) -> None:
        """A session."""
        if self._goes_on():
            self._post(StartWanted)

    def action_prepare(self) -> None:
        """The next session."""
        if self._goes_on():
            self._post(PrepareWanted)

    def _goes_on(self) -> bool:
        """Whether the marked one does; where it is archived, what opens it again is said."""
        if self._in_archive:
            self._say("It is archived: o opens it again.")
        return not self._in_archive

    def action_archived(self) -> None:
        """Those that were closed, in place of the others; and back."""
        self._in_archive = not self._in_archive
        self._say("")
        self.read()

    def action_open_again(self) -> None:
        """It stands among the others again, marked there; u closes it again."""
        slug = self._slug()

        def opened() -> str:
            told = self._closing_book().reopen(slug)
            self._before.append(partial(self._closing_book().close, slug))
            self._in_archive, self._wanted = False, slug
            return told

        if slug and self._in_archive:
            self._change(opened)

    def action_open_history(self) -> None:
        """Its sessions."""
        self._post(HistoryWanted)

    def action_trends(self) -> None:
        """How talk was shared over its sessions."""
        self._post(TrendsWanted)

    def action_records(self) -> None:
        """Its lists."""
        self._post(RecordsWanted)

    def action_import(self) -> None:
        """The transcript of a call becomes one of its sessions."""
        self._post(ImportWanted)

    def action_history(self) -> None:
        """Of all mentorships."""
        self.post_message(HistoryWanted())

    def action_promises(self) -> None:
        """Of all mentorships."""
        self.post_message(PromisesWanted())

    def action_resume(self) -> None:
        """The marked one's."""
        found = self._unfinished.get(self._slug())
        if found is not None:
            self.post_message(ResumeWanted(found))

    def action_worth(self, number: int) -> None:
        """What that line leads to."""
        if not 1 <= number <= len(self._worth):
            return
        line = self._worth[number - 1]
        match line.kind:
            case "gone by":
                self._ask(line)
            case "overlap":
                self.post_message(PrepareWanted(line.slug))
            case "late" | "today":
                self.post_message(PromisesWanted(line.slug, line.promise))
            case "notes":
                self.post_message(SummaryWanted(line.slug, line.session))
            case "waiting" | "feedback":
                self.post_message(FeedbackWanted(line.slug))
            case "due":
                self.post_message(RecordsWanted(line.slug, line.tab, line.record))

    def _ask(self, line: Worth) -> None:
        from mentortui.screens.choose import ChooseScreen

        choices = (
            ("h", "held: write down what was said and agreed"),
            ("m", "moved: give it another date"),
            ("n", "missed: it did not take place"),
            ("s", "skipped: left out on purpose"),
        )

        def answered(key: str | None) -> None:
            match key:
                case "h":
                    self.post_message(HeldWanted(line.slug))
                case "m":
                    self._move(line)
                case "n":
                    self._put_off(lambda: self._gone_by().missed(line.slug), "Missed")
                case "s":
                    self._put_off(lambda: self._gone_by().skipped(line.slug), "Skipped")

        self.app.push_screen(ChooseScreen("What became of it?", choices, about=line.text), answered)

    def _move(self, line: Worth) -> None:
        from mentortui.screens.ask import AskScreen

        def submit(typed: str) -> None:
            try:
                self._before.append(self._gone_by().moved(line.slug, typed))
            except StoreError as error:
                raise Refused(str(error)) from error

        def moved(saved: bool | None) -> None:
            if saved:
                self.read()
                self._say("Moved, with everything on its agenda. u takes it back.")

        hint = "thu 15:00 · 2w 15:00 · 12 dec 15:00, on your clock"
        preview = partial(self._preview, line.slug)
        self.app.push_screen(AskScreen("Moved to", hint, submit, preview=preview), moved)

    def _preview(self, slug: str, typed: str) -> str:
        try:
            return self._gone_by().preview(slug, typed)
        except StoreError as error:
            raise Refused(str(error)) from error

    def _put_off(self, deed: Callable[[], Callable[[], str]], called: str) -> None:
        def done() -> str:
            self._before.append(deed())
            return f"{called}: everything on its agenda waits for the next date. u takes it back, p names that date."

        self._change(done)

    # the mentorships themselves

    def action_add(self) -> None:
        """Asks who it is."""
        self._people(None)

    def action_edit(self) -> None:
        """The marked one."""
        if slug := self._slug():
            self._people(slug)

    def action_remove(self) -> None:
        """The marked one goes from here; its files stay."""
        slug = self._slug()

        def removed() -> str:
            told = self._removed(slug)
            self._before.append(partial(self._back, slug))
            return told

        if slug:
            self._change(removed)

    def _removed(self, slug: str) -> str:
        return self._mentorships.remove(slug, under_way=slug in self._unfinished)

    def action_undo(self) -> None:
        """What was done here last; with nothing done, the mentorship that was removed last is here again."""
        if self._before:
            if self._change(self._before[-1]):
                self._before.pop()
        elif self._gone:
            self._change(partial(self._back, self._gone[0].slug))

    def _back(self, slug: str) -> str:
        self._wanted = slug
        return self._mentorships.bring_back(slug)

    def _change(self, deed: Callable[[], str]) -> bool:
        """Does it, and says what came of it; whether it could be done."""
        done = True
        try:
            told = deed()
        except (Refused, StoreError) as error:
            told, done = str(error), False
        self.read()
        self._say(told)
        self.refresh_bindings()
        return done

    def select(self, slug: str) -> None:
        """Puts the mark on that one."""
        self.query_one(Cards).mark(slug)

    def _people(self, slug: str | None) -> None:
        from mentortui.screens.people import PeopleScreen

        try:
            screen = PeopleScreen(self._mentorships, slug)
        except StoreError as error:
            self._tell(str(error))
            return
        self.app.push_screen(screen, partial(self._edited, added=slug is None))

    def _edited(self, saved: Mentorship | None, *, added: bool) -> None:
        if saved is None:
            return
        if added:
            self._before.append(partial(self._removed, saved.slug))
        before = self._slug()
        self.read()
        self.select(saved.slug)
        if added:
            self._say("Added. u takes it back.")
            self._news = "Added. u takes it back." if self._slug() != before else ""
            self.refresh_bindings()

    @property
    def slug(self) -> str:
        """The marked mentorship."""
        return self._slug()

    def _slug(self) -> str:
        return self.query_one(Cards).marked if stands(self, KeyLine) else ""

    def _post(self, wanted: Callable[[str], Message]) -> None:
        if slug := self._slug():
            self.post_message(wanted(slug))

    def _keys(self) -> tuple[tuple[str, str], ...]:
        back = (("u", "bring back"),) if self._gone and not self._heads else ()
        if not self._heads:
            closed = (("z", f"archived {len(self._archived)}"),) if self._archived else ()
            return (("a", "add a mentorship"), *back, *closed, ("q", "quit"))
        resume = (("r", "go on"),) if self._slug() in self._unfinished else ()
        here = self.query_one("#worth", RowList)
        on_line = here.highlighted is not None and here.has_focus and here.highlighted < len(self._worth)
        enter = home_view.DOES[self._worth[here.highlighted or 0].kind] if on_line else "open"
        first = (("o", "open again"),) if self._in_archive else (("s", "start"), ("p", "prepare"))
        usual = (*first, ("enter", enter), ("l", "mentorship"), ("h", "history"), ("d", "promises"))
        closed = (("z", "back" if self._in_archive else f"archived {len(self._archived)}"),) if self._archived else ()
        return (*resume, *usual, *closed, ("a", "add"), ("q", "quit"), ("t", "trends"), ("R", "review"))

    def _say(self, told: str) -> None:
        line = self.query_one("#said", Static)
        line.update(words(told))
        line.display = bool(told)

    def _tell(self, trouble: str) -> None:
        line = self.query_one("#trouble", Static)
        line.update(words(trouble))
        line.display = bool(trouble)
