"""The feedback of a mentorship: what waits to be given, what was given, what was received, with what was answered."""

import asyncio
from collections.abc import Callable
from functools import partial

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mentortui.core.commands import Refused
from mentortui.core.feedback import Answer, waits
from mentortui.core.records import Living
from mentortui.core.text import company
from mentortui.screens import again
from mentortui.screens import feedback_view as view
from mentortui.screens.ask import AskScreen
from mentortui.screens.closing import close, stands
from mentortui.screens.feedback import FeedbackScreen, Left
from mentortui.screens.feedback_parts import ReadOutScreen
from mentortui.screens.pressing import press
from mentortui.screens.strip import FloorStrip, Otherwise, StripLine, nothing_else
from mentortui.services.drafts import Kept
from mentortui.services.feedback import FeedbackBook
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.row_list import RowList
from mentortui.widgets.text import words

ROOMY_ROWS = 24
EMPTY = (
    "No feedback yet. It says what was good, where you saw it and what it changed, such as:",
    "“The release notes told support what breaks and how to undo. Two customers were answered without us.”",
    "If something could be better, it comes with a next step. What you caught for yourself stands here too.",
    "a writes one.",
)


class FeedbackListScreen(Screen[str]):
    """Dismissed, by escape, with what was done last; empty for nothing."""

    CSS_PATH = stylesheet("feedback")
    BINDINGS = [
        Binding("enter", "enter", "Give what waits; edit what is given", id="feedbacks.enter"),
        Binding("g", "give", "Give what waits", id="feedbacks.give"),
        Binding("r", "read_out", "Read it out, as sentences to say", id="feedbacks.read_out"),
        Binding("h", "answer('heard')", "The receiver heard it", id="feedbacks.heard"),
        Binding("y", "answer('agreed')", "The receiver agrees", id="feedbacks.agreed"),
        Binding("o", "otherwise", "The receiver sees it otherwise", id="feedbacks.otherwise"),
        Binding("e", "edit", "Edit it", id="feedbacks.edit"),
        Binding("a", "add", "Write feedback", id="feedbacks.add"),
        Binding("space", "step", "Its step is done, or not after all", id="feedbacks.step"),
        Binding("w", "outcome", "What came of its step", id="feedbacks.outcome"),
        Binding("backspace", "remove", "Remove it", id="feedbacks.remove"),
        Binding("u", "undo", "Undo", id="feedbacks.undo"),
        Binding("escape,q", "leave", "Back", id="feedbacks.leave"),
    ]

    def __init__(
        self, book: FeedbackBook, drafts: Kept, *, strip: StripLine | None = None, otherwise: Otherwise = nothing_else
    ) -> None:
        """`strip`: the session in one line, over which the list stands; `otherwise`: its keys, for what asks over the list."""
        super().__init__()
        self._book = book
        self._trouble = ""
        self._saving = self._warned = False
        self._retry = again.Retry(self, self._save)
        self._drafts = drafts
        self._strip = strip
        self._otherwise = otherwise
        self._last = ""

    def compose(self) -> ComposeResult:
        """The rows, all of the selected one, what was just done."""
        yield HeaderLine()
        yield FloorStrip(self._strip)
        yield RowList(id="list")
        yield Static(Content("\n\n").join([words(line) for line in EMPTY]), id="empty")
        with VerticalScroll(id="whole", can_focus=False):
            for label in view.LABELS:
                with Horizontal(classes="detail", name=label):
                    yield Static(label, classes="detail--label", markup=False)
                    yield Static("", classes="detail--text", markup=False)
        yield Static("", id="said", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """What waits is first."""
        if not stands(self, KeyLine):
            return
        book, header = self._book, self.query_one(HeaderLine)
        header.pieces = (company([name for id, name in book.people.items() if id != book.me]), "feedback")
        if self._strip is None:
            header.saved = SaveState("saved")
        self.query_one(RowList).focus()
        self.follow()

    def on_screen_resume(self) -> None:
        """After the form, or a question."""
        self.follow()

    def on_resize(self, event: Resize) -> None:
        """Rows keep to the width; where there are few, only the list is shown."""
        self.set_class(event.size.height < 16, "-low")
        self.set_class(event.size.height < ROOMY_ROWS, "-short")
        self.call_after_refresh(self.follow)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Over a session g gives the floor; enter gives feedback."""
        if action == "give":
            return self._strip is None
        return super().check_action(action, parameters)

    def follow(self) -> None:
        """Shows what is, the same one selected."""
        if not stands(self, KeyLine):
            return
        listed, selected = self.query_one(RowList), self._selected()
        place = listed.highlighted or 0
        width = max(20, self.size.width - 3)
        options = list[Option]()
        apart = "\n" if self.size.height >= ROOMY_ROWS else ""
        for group in view.groups(self._book):
            title = words(f"{group.title}  {len(group.records)}")
            options.append(Option(Content.assemble(apart if options else "", title), disabled=True))
            options += [Option(view.row(record, self._book, width), id=record.id) for record in group.records]
        listed.clear_options()
        listed.add_options(options)
        self.set_class(not options, "-empty")
        if options:
            ids = [option.id for option in options]
            rows = [n for n, id in enumerate(ids) if id]
            listed.highlighted = ids.index(selected) if selected in ids else min(rows, key=lambda n: (abs(n - place), n))
        self._show_whole()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """All of it, below."""
        event.stop()
        self._show_whole()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        self.action_enter()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, event.sent)

    # what keys do

    def action_enter(self) -> None:
        """Gives what waits, edits what is given."""
        record = self._record()
        if record is not None and waits(record.capture):
            self.action_give()
        elif record is not None:
            self.action_edit()

    def action_give(self) -> None:
        """Given now; what lacks its next step asks for it."""
        record = self._record()
        if record is None:
            return
        try:
            said = self._book.give(record.id)
        except Refused as error:
            self.action_edit()
            self._say(str(error), trouble=True)
            return
        self._done(f"{said} · u undoes")

    def action_read_out(self) -> None:
        """In sentences to say."""
        record = self._record()
        if record is not None:
            sentences = self._book.read_out(record.capture)
            self.app.push_screen(ReadOutScreen("To say", sentences, otherwise=self._otherwise, strip=self._strip))

    def action_answer(self, answer: Answer) -> None:
        """Heard, or agreed."""
        self._act(lambda id: self._book.answer(id, answer))

    def action_otherwise(self) -> None:
        """In the receiver's words."""
        record = self._record()
        if record is None:
            return
        book, capture = self._book, record.capture
        name = "you see" if capture.who == book.me else f"{book.people.get(capture.who) or 'the receiver'} sees"
        self._ask(
            "Seen otherwise",
            f"How {name} it, in a sentence",
            partial(book.answer, record.id, "otherwise"),
            capture.answer_words if capture.answer == "otherwise" else "",
        )

    def action_edit(self) -> None:
        """In the form."""
        record = self._record()
        if record is not None:
            self._form(record.id)

    def action_add(self) -> None:
        """A new one."""
        self._form("")

    def action_step(self) -> None:
        """Done, or open again."""
        self._act(self._book.end_step)

    def action_outcome(self) -> None:
        """What came of it, in words."""
        record = self._record()
        if record is None:
            return
        if not record.capture.step:
            self._say("It has no next step.", trouble=True)
            return
        self._ask("What came of it", f"of “{record.capture.step}”", partial(self._book.end_step, record.id), record.outcome)

    def action_remove(self) -> None:
        """Gone; u brings it back."""
        self._act(lambda id: f"{self._book.remove(id)} · u brings it back")

    def action_undo(self) -> None:
        """Takes back the last act here."""
        try:
            self._done(self._book.undo())
        except Refused as error:
            self._say(str(error), trouble=True)

    def action_leave(self) -> None:
        """Back. What is not saved is told once."""
        if self._trouble and self._book.unsaved and not self._warned:
            self._warned = True
            self._say(f"{self._trouble} esc again leaves without.", trouble=True)
            return
        close(self, self._last)

    def _form(self, id: str) -> None:
        def left(how: Left | None) -> None:
            if how is not None and how.said:
                self._last = how.said
                self._say(how.said)
            self.follow()

        try:
            screen = FeedbackScreen(self._book, self._drafts, id=id, strip=self._strip)
        except Refused as error:
            self._say(str(error), trouble=True)
            return
        self.app.push_screen(screen, left)

    def _ask(self, title: str, hint: str, submit: Callable[[str], str], value: str) -> None:
        said = list[str]()

        def done(taken: bool | None) -> None:
            if taken and said:
                self._done(said[-1])

        screen = AskScreen(title, hint, lambda text: said.append(submit(text)), value=value, strip=self._strip)
        self.app.push_screen(screen, done)

    def _act(self, deed: Callable[[str], str]) -> None:
        record = self._record()
        if record is None:
            return
        try:
            self._done(deed(record.id))
        except Refused as error:
            self._say(str(error), trouble=True)

    def _done(self, said: str) -> None:
        self._last = said.removesuffix(" · u undoes").removesuffix(" · u brings it back")
        self.follow()
        self._say(said)
        if self._book.unsaved:
            self._save()

    @work
    async def _save(self) -> None:
        """Off the interface's thread, again and again until the disk takes it."""
        if self._saving:
            return
        self._saving, header = True, self.query_one(HeaderLine)
        try:
            while self._book.unsaved:  # what is done meanwhile too, before it is called saved
                header.saved = SaveState("saving")
                await asyncio.to_thread(self._book.save)
            self._trouble, self._warned = "", False
            header.saved = SaveState("saved")
        except StoreError as error:
            self._trouble = str(error)
            header.saved = SaveState("not saved", error.reason)
            self._say(self._trouble, trouble=True)
            self._retry.later()
        finally:
            self._saving = False

    # what is shown

    def _selected(self) -> str:
        listed = self.query_one(RowList)
        if listed.highlighted is None or not listed.option_count:
            return ""
        return listed.get_option_at_index(listed.highlighted).id or ""

    def _record(self) -> Living | None:
        if not stands(self, KeyLine):
            return None
        try:
            return self._book.find(self._selected())
        except Refused:
            return None

    def _show_whole(self) -> None:
        record = self._record()
        pane = self.query_one("#whole", VerticalScroll)
        pane.display = record is not None
        if record is not None:
            told = view.whole(record, self._book)
            for line in pane.query(".detail").results(Horizontal):
                line.display = (line.name or "") in told
                line.query_one(".detail--text", Static).update(words(told.get(line.name or "", "")))
            pane.scroll_home(animate=False)
        self._show_keys(record)

    def _show_keys(self, record: Living | None) -> None:
        line = self.query_one(KeyLine)
        write = ("a", "write one")
        if record is None:
            line.keys = (write, ("u", "undo"))
        elif waits(record.capture):
            line.keys = (("enter", "give"), ("r", "read it out"), ("e", "edit"), write, ("⌫", "remove"), ("u", "undo"))
        else:
            answers = (("h", "heard"), ("y", "agreed"), ("o", "seen otherwise"))
            step = (("space", "step done"), ("w", "what came of it")) if record.capture.step else ()
            line.keys = (*answers, *step, ("r", "read it out"), ("e", "edit"), write, ("⌫", "remove"), ("u", "undo"))

    def _say(self, text: str, trouble: bool = False) -> None:
        if not stands(self, KeyLine):
            return
        line = self.query_one("#said", Static)
        line.update(words(text))
        line.set_class(trouble, "-trouble")
