"""The feedback form: what was good, where it was seen, what it changed; what could be better, and its next step."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.events import Resize
from textual.suggester import SuggestFromList
from textual.widgets import Static

from mentortui.core.commands import Refused
from mentortui.core.feedback import WrongFeedback
from mentortui.core.feedback_form import FIELDS, Typed, hints_for, hints_told
from mentortui.core.text import company, visible
from mentortui.screens.closing import EndsByItself, close, stands
from mentortui.screens.feedback_parts import DayField, Marks, ReadOutScreen, person_pick
from mentortui.screens.pressing import press
from mentortui.screens.strip import FloorStrip, StripLine
from mentortui.services.drafts import Kept
from mentortui.services.feedback import FeedbackBook
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.form import Field, Form
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.pick import Pick
from mentortui.widgets.text import words

LABELS = {
    "giver": ("From", "From"),
    "to": ("To", "To"),
    "about": ("About", "About"),
    "good": ("What was good", "Good"),
    "where": ("Where you saw it", "Seen where"),
    "seen": ("Seen when", "Seen when"),
    "effect": ("What it changed", "It changed"),
    "better": ("What could be better", "Better"),
    "step": ("Next step", "Next step"),
    "owner": ("Owner", "Owner"),
    "when": ("When … then", "When … then"),
    "due": ("Due", "Due"),
}
"""Each field's label, and a short one for narrow terminals."""
NOTES = {
    "about": "a goal, or a few words; → takes the goal that shows",
    "good": "one thing, as one saw it",
    "where": "the place in the work: a page, a commit, a moment in a call",
    "seen": "yesterday · 3 days ago · last fri · 26 nov",
    "effect": "for whom, and what is different now",
    "better": "the same: one thing, as one saw it",
    "step": "what will be done differently; without one it waits",
    "when": "the occasion: when I open the next pull request",
    "due": "fri · 2w · 12 dec",
}
DENSE_ROWS = 34
"""Rows of a terminal from which every field has its note below it."""
FRAME_ROWS, FRAME_CELLS = 23, 80
"""From which the form has a frame."""
SHORT_LABELS_BELOW = 60
MOST_HINTS = 2
ONE_HINT_BELOW = 72
"""Cells in which two hints would need more than two rows."""
KEYS = (("ctrl+s", "give"), ("ctrl+l", "give it later"), ("ctrl+r", "read it out"), ("ctrl+o", "all feedback"))
SHORT_KEYS = (("ctrl+s", "give"), ("ctrl+l", "later"), ("ctrl+r", "read"), ("ctrl+o", "all"))


@dataclass(frozen=True)
class Left:
    """How the form was left: what was done, in words, empty for nothing; and whether the list of all feedback comes next."""

    said: str = ""
    all: bool = False


class FeedbackScreen(EndsByItself[Left]):
    """Dismissed with what was done. What is typed is a draft until it is given or kept for later."""

    CSS_PATH = stylesheet("feedback")
    BINDINGS = [
        Binding("ctrl+s", "give", "Give it; or save the change", id="feedback.give", priority=True),
        Binding("ctrl+l", "later", "Give it later: nobody else reads it yet", id="feedback.later", priority=True),
        Binding("ctrl+r", "read_out", "Read it out, as sentences to say", id="feedback.read_out", priority=True),
        Binding("ctrl+o", "all", "All feedback of this mentorship", id="feedback.all", priority=True),
        Binding("escape", "leave", "Back; the draft stays", id="feedback.leave"),
    ]

    def __init__(
        self,
        book: FeedbackBook,
        drafts: Kept,
        *,
        id: str = "",
        strip: StripLine | None = None,
        begin: Typed | None = None,
        draft: str = "",
    ) -> None:
        """`id` of the feedback to edit; empty: a new one. `strip`: the session in one line, over which the form stands.
        `begin`: what a new one begins as, and `draft` what it is kept under while it is typed."""
        super().__init__()
        self._book = book
        self._drafts = drafts
        self._edited = id
        self._draft = draft or f"feedback {id}".strip()
        self._begin = begin
        self._strip = strip
        self._busy = False
        self._said = ""
        self._marks = {field: Marks() for field in FIELDS}
        self._before = self._fresh()
        self._at_first = self._drafted() or self._before

    def _fresh(self) -> Typed:
        """The form before anything is typed: from the user to the other."""
        book = self._book
        if self._edited:
            return book.typed(self._edited)
        if self._begin is not None:
            return self._begin
        others = [id for id in book.people if id != book.me]
        to = others[0] if len(others) == 1 else ""
        return Typed(giver=book.me, to=to, owner=to)

    def _drafted(self) -> Typed | None:
        kept = self._drafts.get(self._draft)
        try:
            return msgspec.json.decode(kept, type=Typed) if kept else None
        except msgspec.MsgspecError:
            return None

    def compose(self) -> ComposeResult:
        """The fields in the order in which one would say them."""
        book, typed = self._book, self._at_first
        people = {id: "you" if id == book.me else name for id, name in book.people.items()}
        yield HeaderLine()
        yield FloorStrip(self._strip)
        with Container(id="middle"), Form(id="form") as form:
            form.border_title = words("Feedback")
            for field in FIELDS:
                value = getattr(typed, field)
                if field in ("giver", "to", "owner"):
                    yield Field(field, LABELS[field][0], person_pick(people, value if value in people else "", field == "giver"))
                else:
                    line = OneLine(value)
                    line.highlighter = self._marks[field]
                    if field == "about" and book.goals:
                        line.suggester = SuggestFromList([visible(goal) for goal in book.goals], case_sensitive=False)
                    kind = DayField if field in ("seen", "due") else Field
                    yield kind(field, LABELS[field][0], line, NOTES[field])
        yield Static("", id="hints", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """What was good comes first."""
        if not self._whole:
            return
        book = self._book
        others = [name for id, name in book.people.items() if id != book.me]
        header = self.query_one(HeaderLine)
        header.pieces = (company(others), "edit feedback" if self._edited else "feedback")
        keys = self.query_one(KeyLine)
        keys.keys, keys.shorter = KEYS, SHORT_KEYS
        first = "to" if not self._at_first.to else "good"
        self._form.field(first).control.focus(scroll_visible=False)
        self._follow()

    def on_resize(self, event: Resize) -> None:
        """Notes give way first, then the long labels."""
        if not self._whole:
            return
        form, size = self._form, event.size
        form.fit(size)
        form.set_class(size.height < DENSE_ROWS, "-dense")
        self.set_class(size.width < FRAME_CELLS or size.height < FRAME_ROWS, "-small")
        short = size.width < SHORT_LABELS_BELOW
        self.set_class(short, "-narrow")
        self.set_class(size.height < 16, "-low")
        self.query_one(KeyLine).last = ("esc", "back") if size.width < ONE_HINT_BELOW else ("esc", "keep the draft")
        for field in form.fields():
            field.query_one(".field--label", Static).update(words(LABELS[field.key][short]))
        self._follow()

    @property
    def _whole(self) -> bool:
        """With all its fields: when the program ends they go before the form does."""
        return stands(self, KeyLine) and len(list(self._form.fields())) == len(FIELDS)

    @property
    def _form(self) -> Form:
        return self.query_one("#form", Form)

    def _typed(self) -> Typed:
        return Typed(**{field.key: field.text for field in self._form.fields()})

    def on_form_changed(self, event: Form.Changed) -> None:
        """A draft is kept, days are said back, hints follow."""
        if not self._whole:
            return
        if event.name == "giver":
            self._turned_round()
        if event.name == "to":
            self._owned_by_receiver()
        typed = self._typed()
        self._drafts.put(self._draft, "" if typed == self._before else msgspec.json.encode(typed).decode())
        self._follow(typed)

    def on_form_done(self, event: Form.Done) -> None:
        """Enter on the last field gives it."""
        self.action_give()

    def on_descendant_focus(self) -> None:
        """The hints of this field come first."""
        if self._whole:
            self._follow()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, event.sent)

    def action_give(self) -> None:
        """Given now, or what is wrong is said beside its field."""
        self._do(self._book.give_typed)

    def action_later(self) -> None:
        """It waits; only its giver reads it."""
        self._do(self._book.keep_typed)

    def action_read_out(self) -> None:
        """As sentences to say to the person."""
        if not self._whole:
            return
        try:
            sentences = self._book.read_out(self._book.read(self._typed(), self._edited))
        except WrongFeedback as error:
            self._wrong(error)
            return
        self.app.push_screen(ReadOutScreen("To say", sentences, strip=self._strip))

    def action_all(self) -> None:
        """The draft stays; the list comes."""
        if not self._busy:
            close(self, Left(all=True))

    def action_leave(self) -> None:
        """The draft stays."""
        if not self._busy:
            close(self, Left())

    def _do(self, deed: Callable[[Typed, str], str]) -> None:
        if self._busy or not self.is_current or not self._whole:
            return
        try:
            said = deed(self._typed(), self._edited)
        except WrongFeedback as error:
            self._wrong(error)
            return
        except Refused as error:
            self._say(str(error))
            return
        self._busy = True
        self._save(said)

    @work
    async def _save(self, said: str) -> None:
        """On disk, and only then the form goes."""
        try:
            if self._book.unsaved:
                await asyncio.to_thread(self._book.save)
        except StoreError as error:
            self._book.undo()
            self._busy = False
            self.query_one(HeaderLine).saved = SaveState("not saved")
            self._say(str(error))
            return
        self._drafts.put(self._draft, "")
        self._busy = False
        self.end(Left(said))

    def _wrong(self, error: WrongFeedback) -> None:
        field = {"from": "giver"}.get(error.field, error.field)
        self._form.wrong(field if field in FIELDS else "good", str(error))

    def _turned_round(self) -> None:
        """From the one who was to get it: then it goes to the user, or to whom it is left to be said."""
        form, book = self._form, self._book
        giver, to = form.text("giver"), form.text("to")
        others = [id for id in book.people if id != giver]
        if giver and (giver == to or not to):
            self._choose("to", book.me if giver != book.me else others[0] if len(others) == 1 else "")

    def _owned_by_receiver(self) -> None:
        """The next step is the receiver's, unless somebody says otherwise."""
        form = self._form
        if not form.text("step"):
            self._choose("owner", form.text("to"))

    def _choose(self, field: str, value: str) -> None:
        control = self._form.field(field).control
        if isinstance(control, Pick):
            control.chosen = value

    def _follow(self, typed: Typed | None = None) -> None:
        """Days in words, the words that hints point at, the hints themselves."""
        book, typed = self._book, typed or self._typed()
        fields = {field.key: field for field in self._form.fields()}
        for name, field in fields.items():
            if isinstance(field, DayField):
                self._follow_day(field, getattr(typed, name))
        pointed = hints_for(typed, book.hints, book.today)
        for name, marks in self._marks.items():
            hints = [one.hint for one in pointed if one.field == name]
            if hints != marks.hints:
                marks.hints = hints
                fields[name].control.refresh()
        here = next((name for name, field in fields.items() if field.has_focus_within), "")
        most = 1 if self.size.width < ONE_HINT_BELOW or self.has_class("-low") else MOST_HINTS
        self._say("\n".join(f"hint: {told}" for told in hints_told(pointed, here, most)))

    def _follow_day(self, field: DayField, typed: str) -> None:
        try:
            field.tell(self._book.day_said(field.key, typed))
            field.hint = NOTES[field.key]
        except Refused as error:
            field.tell("")
            field.hint = str(error)

    def _say(self, text: str) -> None:
        if text == self._said:
            return
        self._said = text
        self.query_one("#hints", Static).update(Content("\n").join([words(line) for line in text.split("\n")]))
