"""A session that was held without the program, written down afterwards: when, who, the agenda, what was said."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.events import Resize
from textual.message import Message
from textual.widget import Widget

from mentortui.core.commands import Refused
from mentortui.core.records import FinishedSession
from mentortui.core.words import SESSION_KINDS
from mentortui.screens.closing import EndsByItself, close, stands
from mentortui.screens.pressing import press
from mentortui.services.logging_past import Typed, WrongField
from mentortui.services.overlapping import Overlaps
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.form import Field, Form
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.pick import Choice, Pick
from mentortui.widgets.text import words

if TYPE_CHECKING:
    from mentortui.services.drafts import Kept
    from mentortui.services.logging_past import LoggingPast

DRAFT = "past session"
KEYS = {"first": "f", "regular": "r", "coffee": "c", "review": "w", "career": "a", "shadowing": "h", "brainstorming": "b"}
KEYS |= {"reflection": "e", "mid-point": "m", "closing": "l"}
ITEM_HINT = "such as Code review 15; enter adds another, an empty one goes on"
NOTE_HINT = "signs work: > they promise, ! decision, = takeaway; enter adds another, an empty one saves"
GROWING = {"item": ("Agenda", ITEM_HINT), "note": ("Notes", NOTE_HINT)}


class _LinesForm(Form):
    """Enter on a written line of the agenda, or on a written note, asks for another when it is the last one."""

    @dataclass
    class More(Message):
        """One more of them is wanted."""

        name: str

    def entered(self, control: Widget) -> None:
        """Goes on from that one, or asks for one more like it."""
        fields = list(self.fields())
        place = next((n for n, field in enumerate(fields) if field.control is control), -1)
        name, _, number = fields[place].key.partition(":") if place >= 0 else ("", "", "")
        last = place + 1 == len(fields) or not fields[place + 1].key.startswith(f"{name}:")
        if number and last and fields[place].text.strip():
            self.post_message(self.More(name))
        else:
            super().entered(control)


class LogScreen(EndsByItself[FinishedSession | None]):
    """Dismissed with the session as stored; None by escape, the draft kept."""

    CSS_PATH = stylesheet("history_log")
    BINDINGS = [
        Binding("ctrl+s", "save", "Save", id="log.save", priority=True),
        Binding("escape", "leave", "Back, the draft is kept", id="log.leave"),
    ]

    def __init__(self, logging: "LoggingPast", drafts: "Kept") -> None:
        super().__init__()
        self._logging = logging
        self._drafts = drafts
        self._typed = _read(drafts.get(DRAFT))
        self._overlapping = False
        self._done = False

    def compose(self) -> ComposeResult:
        """One question under the other."""
        typed = self._typed
        kinds = tuple(Choice(kind, said, KEYS[kind]) for kind, said in SESSION_KINDS.items())
        yield HeaderLine()
        with Container(id="middle"), _LinesForm(id="form") as form:
            form.border_title = words("A session that was held")
            yield Field("day", "Day", OneLine(typed.day, placeholder="today"))
            yield Field("time", "Began", OneLine(typed.time), "on your clock, such as 15:00")
            yield Field("minutes", "Minutes", OneLine(typed.minutes, placeholder="60"))
            yield Field("kind", "Kind", Pick(kinds, typed.kind or "regular", needed=True))
            yield Field("title", "Title", OneLine(typed.title, placeholder="none"))
            yield Field("who", "Who was there", OneLine(typed.who, placeholder=f"you and {self._logging.others}"))
            for name, lines in (("item", typed.items), ("note", typed.notes)):
                for number, line in enumerate((*lines, ""), 1):
                    yield _growing(name, number, line)
                if name == "item":
                    yield Field("shares", "Who spoke", OneLine(typed.shares, placeholder="nothing said"))
        yield KeyLine()

    def on_mount(self) -> None:
        """The day comes first."""
        if not stands(self, Field):
            return
        self.query_one(HeaderLine).pieces = (self._logging.others, "write down a session that was held")
        keys = self.query_one(KeyLine)
        keys.keys = (("ctrl+s", "save"), ("enter", "next"), ("↑ ↓", "go through"))
        keys.last = ("esc", "back")
        self._form.field("day").control.focus()
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

    def on_form_changed(self, event: Form.Changed) -> None:
        """Says what was understood; the draft is kept."""
        if self._done:
            return
        self._overlapping = False
        self._keep()
        self._hint()

    def on_form_done(self, event: Form.Done) -> None:
        """Enter on the last note, which is empty, saves."""
        self.action_save()

    async def on__lines_form_more(self, event: "_LinesForm.More") -> None:
        """One more line of the agenda, or one more note, under the last."""
        number = max(self._numbers(event.name)) + 1
        await self._form.mount(_growing(event.name, number, ""), after=self._form.field(f"{event.name}:{number - 1}"))
        self._form.field(f"{event.name}:{number}").control.focus()
        self._hint()

    def _numbers(self, name: str) -> list[int]:
        return [int(field.key.partition(":")[2]) for field in self._form.fields() if field.key.startswith(f"{name}:")]

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, event.sent)

    def action_save(self) -> None:
        """Stores it; what cannot be read is said beside it."""
        if stands(self, Field) and not self._done:
            self._done = True  # a second one meanwhile would store it twice
            self._store(self._now())

    @work
    async def _store(self, typed: Typed) -> None:
        stored: FinishedSession | None = None
        try:
            stored = await asyncio.to_thread(self._logging.save, typed, overlapping=self._overlapping)
        except WrongField as error:
            self._form.wrong(error.field, str(error))
        except Overlaps as error:
            self._form.wrong("time", f"{error} ctrl+s again stores both.")
            self._overlapping = True
        except (Refused, StoreError) as error:
            self._form.wrong("day", str(error))
        if stored is None:
            self._done = False
            return
        self._drafts.put(DRAFT, "")
        self.end(stored)

    def action_leave(self) -> None:
        """The draft stays."""
        close(self, None)

    def _now(self) -> Typed:
        text = self._form.text

        def lines(name: str) -> tuple[str, ...]:
            typed = (text(f"{name}:{number}") for number in sorted(self._numbers(name)))
            return tuple(line for line in typed if line.strip())

        return Typed(
            day=text("day"),
            time=text("time"),
            minutes=text("minutes"),
            kind=text("kind"),
            title=text("title"),
            who=text("who"),
            items=lines("item"),
            notes=lines("note"),
            shares=text("shares"),
        )

    def _keep(self) -> None:
        typed = self._now()
        said = any((typed.day, typed.time, typed.minutes, typed.title, typed.who, typed.items, typed.notes, typed.shares))
        self._drafts.put(DRAFT, _written(typed) if said else "")

    def _hint(self) -> None:
        if not stands(self, Field):
            return
        typed = self._now()
        hints = self._logging.hints(typed)
        for field in self._form.fields():
            name, _, number = field.key.partition(":")
            if number:
                item = name == "item"
                told = self._logging.item_told(field.text) if item else self._logging.note_told(field.text, typed)
                told = told or (GROWING[name][1] if not field.text.strip() else "")
            else:
                told = hints.get(name, field.hint)
            if told != field.hint:  # what does not change needs no layout
                field.hint = told


def _growing(name: str, number: int, line: str) -> Field:
    label, hint = GROWING[name]
    return Field(f"{name}:{number}", label if number == 1 else "", OneLine(line), hint)


def _written(typed: Typed) -> str:
    return msgspec.json.encode(typed).decode()


def _read(text: str) -> Typed:
    """A draft; an empty one where it cannot be read."""
    try:
        return msgspec.json.decode(text.encode(), type=Typed) if text else Typed()
    except (msgspec.DecodeError, UnicodeEncodeError):
        return Typed()
