"""The first run: who you are, who the other is, how talk is shared; every question may be skipped."""

from collections.abc import Callable
from typing import cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from mentortui.core.commands import Refused
from mentortui.core.number_row import next_question, row_of
from mentortui.core.records import Mentorship, Part
from mentortui.core.sharing import parse_sharing, sharing_told
from mentortui.core.stand_ins import BY_ROLE, ME, what_stands_in
from mentortui.core.typed_people import Person, Wrong, members
from mentortui.core.whose import invitation
from mentortui.screens.closing import close, stands
from mentortui.screens.form_parts import ANOTHER, local_time, part_pick, sharing_pick
from mentortui.screens.pressing import press
from mentortui.services.clipboard import THROUGH_TERMINAL
from mentortui.services.mentorships import Mentorships
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.form import Field, Form
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.row_key import RowKey
from mentortui.widgets.text import words

ASKING = (("enter", "next, or skip"), ("↑ ↓", "go through"), ("ctrl+s", "done"))
INVITING = (("c", "copy"),)
ONE, ONE_OF_SEVERAL = "the person you meet; more can be added later", "one of them; on Home e and ctrl+n add the others"
MINE = f"left empty: {ME}; e on Home changes it"
NOTHING_CHOSEN = "nothing agreed yet: shares are shown beside equal ones"


class FirstRunScreen(Screen[Mentorship | None]):
    """Dismissed with the mentorship it stored; None by escape, then nothing is stored."""

    CSS_PATH = stylesheet("first_run")
    BINDINGS = [
        Binding("ctrl+s", "save", "Done", id="first_run.save"),
        Binding("escape", "leave", "Later", id="first_run.leave"),
        Binding("c", "copy", "Copy the sentence", id="first_run.copy"),
        Binding("enter", "go_on", "Go on", id="first_run.go_on"),
    ]

    def __init__(self, mentorships: Mentorships, copy: Callable[[str], str]) -> None:
        """`copy` puts a text on the clipboard and says how."""
        super().__init__()
        self._mentorships = mentorships
        self._copy = copy
        self._made: Mentorship | None = None
        self._warned = False

    def compose(self) -> ComposeResult:
        """The questions, and what follows them."""
        zone = self._mentorships.system_zone
        yield HeaderLine()
        with Container(id="middle"):
            with Form(id="form") as form:
                form.border_title = Content("Welcome")
                yield Static(Content("A few questions; enter skips any. All of it stays on this machine."), id="about")
                yield Field("name", "Your name", OneLine(placeholder=ME), MINE)
                yield Field("zone", "Your zone", OneLine(placeholder=zone))
                yield Field("part", "Your part", part_pick())
                yield Field("other_name", "Their name", OneLine(), ONE)
                yield Field("other_zone", "Their zone", OneLine())
                yield Field("sharing", "Sharing talk", sharing_pick(), NOTHING_CHOSEN)
                yield Field("shares", "Shares", OneLine(), "such as 30/70: mentor/mentee")
                yield Field("row", "Number row", RowKey(_asked, _heard), "so that one key gives the floor, on any keyboard")
            with VerticalScroll(id="invitation") as panel:
                panel.border_title = Content("To copy and send")
                yield Static(id="copied", markup=False)
                yield Static(id="sentence", markup=False)
                yield Static(Content("They should know before the first call."), id="why")
                yield Static(id="called", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The first question."""
        if not stands(self, Field):
            return
        self.query_one(HeaderLine).pieces = ("mentortui", "first run")
        keys = self.query_one(KeyLine)
        keys.keys, keys.last = ASKING, ("esc", "later")
        self.query_one("#invitation").display = self.query_one("#copied").display = False
        self._form.field("shares").display = False
        self._form.field("name").control.focus(scroll_visible=False)
        self._hint()

    @property
    def _form(self) -> Form:
        return self.query_one("#form", Form)

    def on_resize(self, event: Resize) -> None:
        """Hints give way first."""
        if not stands(self, Field):
            return
        self._form.fit(event.size)
        self.set_class(event.size.width < 80 or event.size.height < 24, "-small")
        self.set_class(event.size.height <= 12, "-low")

    def on_form_changed(self, event: Form.Changed) -> None:
        """Says what was understood."""
        self._warned = False
        self._form.field("shares").display = self._form.text("sharing") == ANOTHER
        self._hint()

    def on_row_key_entered(self, event: RowKey.Entered) -> None:
        """The last question."""
        self._form.entered(event.row_key)

    def on_form_done(self, event: Form.Done) -> None:
        """All were asked."""
        self.action_save()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, event.sent)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Copying and going on come after the questions."""
        return self._made is not None if action in ("copy", "go_on") else True

    def action_save(self) -> None:
        """Stores it all, and shows the sentence to send."""
        if not stands(self, Field):
            return
        if self._made is not None:
            return
        text = self._form.text
        row_key = cast(RowKey, self._form.field("row").control)
        try:
            made = self._mentorships.begin(
                name=text("name"),
                zone=text("zone"),
                part=cast(Part, text("part")),
                other_name=text("other_name"),
                other_zone=text("other_zone"),
                sharing=self._sharing(),
                number_row=row_of(row_key.heard) or "" if row_key.heard else "",
            )
        except Wrong as error:
            self._form.wrong(self._where(error.field), str(error))
            return
        except StoreError as error:
            self._form.wrong("row", str(error))
            return
        self._invite(made)

    def action_copy(self) -> None:
        """Says which way it went."""
        if self._made is not None:
            said = self._copy(invitation(self._made))
            if said == THROUGH_TERMINAL:  # nobody knows whether it took it
                said = f"{said}. If nothing arrives, mark the sentence with the mouse."
            copied = self.query_one("#copied", Static)
            copied.update(words(said))
            copied.display = True
            self.query_one("#invitation").scroll_home(animate=False)

    def action_go_on(self) -> None:
        """To Home."""
        if self._made is not None:
            close(self, self._made)

    def action_leave(self) -> None:
        """Nothing is kept; that is said once."""
        if not stands(self, Field):
            close(self, self._made)
            return
        if self._made is not None or self._warned or not self._typed():
            close(self, self._made)
            return
        self._warned = True
        focused = next((field for field in self._form.fields() if field.has_focus_within), self._form.field("name"))
        self._form.wrong(focused.key, "What you typed is not kept yet: ctrl+s keeps it, esc again leaves.")

    def _invite(self, made: Mentorship) -> None:
        self._made = made
        self._form.display = False
        panel = self.query_one("#invitation")
        panel.display = True
        self.query_one("#sentence", Static).update(words(invitation(made)))
        stands_in, called = what_stands_in(made.people, made.me), self.query_one("#called", Static)
        called.update(words(stands_in))
        called.display = bool(stands_in)
        keys = self.query_one(KeyLine)
        keys.keys, keys.last = INVITING, ("enter", "Home")
        panel.focus()
        self.refresh_bindings()

    def _hint(self) -> None:
        self._form.field("other_name").hint = ONE_OF_SEVERAL if self._form.text("part") == "peer" else ONE
        form, now, own = self._form, self._mentorships.now(), self._mentorships.system_zone
        form.field("name").hint = "" if form.text("name") else MINE
        form.field("zone").hint = local_time(form.text("zone"), own, now)
        form.field("other_zone").hint = local_time(form.text("other_zone"), form.text("zone") or own, now)
        people = members(cast(Part, form.text("part")), form.text("name"), [Person(form.text("other_name"))])
        cast(OneLine, form.field("other_name").control).placeholder = BY_ROLE[people[1].role]
        chosen = self._sharing()
        told = NOTHING_CHOSEN
        if chosen:
            try:
                told = sharing_told(*parse_sharing(chosen, people), people)
            except Refused as error:
                told = str(error)
        form.field("shares" if form.text("sharing") == ANOTHER and chosen else "sharing").hint = told

    def _sharing(self) -> str:
        chosen = self._form.text("sharing")
        return self._form.text("shares") if chosen == ANOTHER else chosen

    def _where(self, field: str) -> str:
        if field == "sharing":
            return "shares" if self._form.text("sharing") == ANOTHER else "sharing"
        return {"name:1": "other_name", "zone:1": "other_zone"}.get(field, field)

    def _typed(self) -> bool:
        return any(self._form.text(name) for name in ("name", "zone", "other_name", "other_zone", "sharing"))


def _asked(heard: str) -> str:
    digit = next_question(heard)
    return f"press the key that says {digit}" if digit else ""


def _heard(heard: str) -> str:
    if next_question(heard):
        return heard
    row = row_of(heard)
    return f"{row[:3]} … {row[-1]}" if row else f"{heard}  no row we know: F1…F9 give the floor, or ctrl+g"
