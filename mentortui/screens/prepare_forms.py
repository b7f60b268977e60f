"""The forms of Prepare: an item with all its fields, and a check-in of several lines a field."""

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import TextArea

from mentortui.core.agreed import for_session
from mentortui.core.checkin import roadblock_line, understood
from mentortui.core.commands import Refused
from mentortui.core.plan import BOTH, owner_id
from mentortui.core.records import CheckIn, PlanItem
from mentortui.core.sharing import agreement_words, in_order, parse_sharing, sharing_words
from mentortui.core.until import parse_minutes
from mentortui.screens.closing import close, stands
from mentortui.screens.feedback_parts import person_pick
from mentortui.screens.pressing import press
from mentortui.services.drafts import Kept
from mentortui.services.plan_editor import PlanEditor
from mentortui.styles import stylesheet
from mentortui.widgets.form import Field, Form
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.pick import Choice, Pick
from mentortui.widgets.prose import Prose
from mentortui.widgets.text import words

LISTENING = "listening"
PARTS = ("done", "roadblocks", "learned", "next")


class ItemScreen(Screen[str | None]):
    """Dismissed with what was done; None by escape, the draft kept."""

    CSS_PATH = stylesheet("prepare_forms")
    BINDINGS = [
        Binding("ctrl+s", "save", "Save", id="item.save", priority=True),
        Binding("escape", "leave", "Back; the draft stays", id="item.leave"),
    ]

    def __init__(self, editor: PlanEditor, drafts: Kept, item: PlanItem) -> None:
        super().__init__()
        self._editor, self._drafts, self._item = editor, drafts, item
        self._draft = f"plan item {item.id}"

    def compose(self) -> ComposeResult:
        """Title and minutes first; what is seldom needed last."""
        editor = self._editor
        at_first = self._texts()
        kept = _read(self._drafts.get(self._draft), at_first)
        people = {person.id: person.name for person in editor.people}
        yield HeaderLine()
        with Container(id="middle"), Form(id="form") as form:
            form.border_title = words("Agenda item")
            yield Field("title", "Title", OneLine(kept["title"]))
            yield Field("minutes", "Minutes", OneLine(kept["minutes"], placeholder="no timer"), self._took())
            yield Field("owner", "Who leads", person_pick({**people, BOTH: "both"}, kept["owner"], needed=False))
            yield Field("brought_by", "Brought by", person_pick(people, kept["brought_by"], needed=False))
            yield Field("shares", "Talk in it", OneLine(kept["shares"], placeholder="as in the session"), self._else())
            yield Field("quiet", "Prompts", _quiet(kept["quiet"]), "a listening exercise needs none")
        yield KeyLine()

    def on_mount(self) -> None:
        """The title first."""
        if not stands(self, KeyLine):
            return
        self.query_one(HeaderLine).pieces = ("Agenda item", "prepare")
        keys = self.query_one(KeyLine)
        keys.keys, keys.last = (("ctrl+s", "save"), ("enter", "next"), ("↑ ↓", "go through")), ("esc", "back")
        self.query_one(Form).field("title").control.focus()

    def on_resize(self, event: Resize) -> None:
        """Hints give way first."""
        if stands(self, KeyLine):
            self.query_one(Form).fit(event.size)
            self.set_class(event.size.width < 80 or event.size.height < 24, "-small")

    def on_form_changed(self, event: Form.Changed) -> None:
        """The draft is kept."""
        typed = self._typed()
        self._drafts.put(self._draft, "" if typed == self._texts() else msgspec.json.encode(typed).decode())

    def on_form_done(self, event: Form.Done) -> None:
        """Enter on the last one saves."""
        self.action_save()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, event.sent)

    def action_save(self) -> None:
        """Stored, or it says beside the field what cannot be."""
        if not stands(self, KeyLine):
            return
        form, field = self.query_one(Form), "title"
        text = form.text
        try:
            field = "minutes"
            minutes = parse_minutes(text("minutes"))
            field = "shares"
            agreement = parse_sharing(text("shares"), self._editor.people)[0]
            field = "title"
            said = self._editor.put(
                msgspec.structs.replace(
                    self._item,
                    title=text("title"),
                    minutes=minutes,
                    owner=text("owner"),
                    brought_by=text("brought_by"),
                    agreement=agreement,
                    quiet=text("quiet") == LISTENING,
                )
            )
        except Refused as error:
            form.wrong(field, str(error))
            return
        self._drafts.put(self._draft, "")
        close(self, said)

    def action_leave(self) -> None:
        """The draft stays."""
        close(self, None)

    def _typed(self) -> dict[str, str]:
        return {field.key: field.text for field in self.query_one(Form).fields()}

    def _texts(self) -> dict[str, str]:
        item, editor = self._item, self._editor
        shares = msgspec.structs.replace(editor.mentorship, agreement=item.agreement, show_figures=True)
        return {
            "title": item.title,
            "minutes": "" if item.minutes is None else f"{item.minutes}",
            "owner": owner_id(item.owner, editor.people),
            "brought_by": item.brought_by,
            "shares": sharing_words(shares),
            "quiet": LISTENING if item.quiet else "usual",
        }

    def _else(self) -> str:
        """What counts where the item has no shares of its own."""
        editor = self._editor
        found = for_session(editor.mentorship, editor.plan.kind)
        typed = agreement_words(found.agreement, in_order(editor.mentorship))
        return f"such as 20/80; empty: {', '.join(part for part in (typed, found.words) if part)}"

    def _took(self) -> str:
        minutes = self._editor.proposed(self._item.title)
        return f"such an item took {minutes}" if minutes is not None else "empty: no timer"


class CheckInScreen(Screen[str | None]):
    """Dismissed with what was done; None by escape, the draft kept. A line each in every field, tab goes on."""

    CSS_PATH = stylesheet("prepare_forms")
    BINDINGS = [
        Binding("ctrl+s", "save", "Save", id="checkin.save", priority=True),
        Binding("escape", "leave", "Back; the draft stays", id="checkin.leave"),
    ]

    def __init__(self, editor: PlanEditor, drafts: Kept, person: str) -> None:
        """`person`: whose it is at first."""
        super().__init__()
        self._editor, self._drafts, self._person = editor, drafts, person

    def compose(self) -> ComposeResult:
        """Who, and the four questions."""
        people = {person.id: "you" if person.id == self._editor.mentorship.me else person.name for person in self._editor.people}
        texts = self._kept(self._person)
        yield HeaderLine()
        with Container(id="middle"), Form(id="form") as form:
            form.border_title = words("Check-in")
            yield Field("person", "Whose", person_pick(people, self._person))
            yield Field("done", "Done", Prose(texts["done"]), "a line each")
            yield Field("roadblocks", "Roadblock", Prose(texts["roadblocks"]), "what is in the way -> what its owner would try")
            yield Field("learned", "What I learned", Prose(texts["learned"]))
            yield Field("next", "Next", Prose(texts["next"]))
        yield KeyLine()

    def on_mount(self) -> None:
        """What was done comes first to mind."""
        if not stands(self, KeyLine):
            return
        self.query_one(HeaderLine).pieces = ("Check-in", "prepare")
        keys = self.query_one(KeyLine)
        keys.keys = (("ctrl+s", "save"), ("tab", "next field"), ("enter", "next line"), ("shift+tab", "whose"))
        keys.last = ("esc", "back")
        self.query_one(Form).field("done").control.focus()
        self._hint()

    def on_resize(self, event: Resize) -> None:
        """Hints give way first."""
        if stands(self, KeyLine):
            self.query_one(Form).fit(event.size)
            self.set_class(event.size.width < 80 or event.size.height < 30, "-small")

    def on_form_changed(self, event: Form.Changed) -> None:
        """The draft is kept; another person has another one."""
        form = self.query_one(Form)
        if event.name == "person" and form.text("person") != self._person:
            self._person = form.text("person")
            texts = self._kept(self._person)
            for part in PARTS:
                control = form.field(part).control
                if isinstance(control, TextArea) and control.text != texts[part]:
                    control.text = texts[part]
        else:
            typed = self._typed()
            before = self._texts(self._person)
            self._drafts.put(self._draft(self._person), "" if typed == before else msgspec.json.encode(typed).decode())
        self._hint()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, event.sent)

    def action_save(self) -> None:
        """Stored, or it says beside the field what cannot be."""
        if not stands(self, KeyLine):
            return
        try:
            said = self._editor.check_in(self._read())
        except Refused as error:
            self.query_one(Form).wrong("done", str(error))
            return
        self._drafts.put(self._draft(self._person), "")
        close(self, said)

    def action_leave(self) -> None:
        """The draft stays."""
        close(self, None)

    def _hint(self) -> None:
        form = self.query_one(Form)
        try:
            told = understood(self._read())
        except Refused as error:
            told = str(error)
        form.border_subtitle = words(told)

    def _read(self) -> CheckIn:
        typed = self._typed()
        return self._editor.read_check_in(self._person, *(typed[part] for part in PARTS))

    def _typed(self) -> dict[str, str]:
        form = self.query_one(Form)
        return {part: form.field(part).text for part in PARTS}

    def _draft(self, person: str) -> str:
        return f"check-in {self._editor.plan.id} {person}"

    def _kept(self, person: str) -> dict[str, str]:
        return _read(self._drafts.get(self._draft(person)), self._texts(person))

    def _texts(self, person: str) -> dict[str, str]:
        found = self._editor.check_in_of(person)
        if found is None:
            return dict.fromkeys(PARTS, "")
        return {
            "done": "\n".join(found.done),
            "roadblocks": "\n".join(roadblock_line(roadblock) for roadblock in found.roadblocks),
            "learned": "\n".join(found.learned),
            "next": "\n".join(found.next),
        }


def _read(kept: str, otherwise: dict[str, str]) -> dict[str, str]:
    """The draft, where it can be read; what it does not say is as it was."""
    try:
        found = msgspec.json.decode(kept, type=dict[str, str]) if kept else {}
    except msgspec.MsgspecError:
        found = {}
    return {name: found.get(name, text) for name, text in otherwise.items()}


def _quiet(chosen: str) -> Pick:
    return Pick((Choice("usual", "as usual", "a"), Choice(LISTENING, "none in it", "n")), chosen, needed=True)
