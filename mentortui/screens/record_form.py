"""One record as a form: each field by its kind, errors beside it in words; escape keeps the draft, and it is there again."""

import asyncio
from collections.abc import Callable, Mapping

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.events import Resize
from textual.widget import Widget

from mentortui.core import kinds
from mentortui.core.commands import Refused
from mentortui.core.kinds import Around
from mentortui.core.record_fields import Field as RecordField
from mentortui.core.record_fields import RecordKind, WrongField, typed
from mentortui.core.records import Record
from mentortui.core.text import width as cells_of
from mentortui.screens.closing import EndsByItself, close, stands
from mentortui.screens.feedback_parts import person_pick
from mentortui.screens.pressing import press
from mentortui.screens.strip import FloorStrip, StripLine
from mentortui.services.drafts import Kept
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.form import Field, Form
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.pick import Pick
from mentortui.widgets.prose import Prose
from mentortui.widgets.text import words

LABEL = 15
"""Cells of a label that a form has room for, where none is longer."""
SAVED_HINT = "A draft from before. ctrl+r starts again from what is stored."


class RecordFormScreen(EndsByItself[str | None]):
    """Dismissed with what was done; None by escape, the draft kept."""

    CSS_PATH = stylesheet("record_form")
    BINDINGS = [
        Binding("ctrl+s", "save", "Save", id="record_form.save", priority=True),
        Binding("ctrl+r", "again", "Start again from what is stored", id="record_form.again", priority=True),
        Binding("escape", "leave", "Back; the draft stays", id="record_form.leave"),
    ]

    def __init__(
        self,
        kind: RecordKind,
        record: Record,
        around: Around,
        save: Callable[[Mapping[str, str]], str],
        drafts: Kept,
        *,
        new: bool,
        who: str = "",
        strip: StripLine | None = None,
    ) -> None:
        """`save` takes what was typed, by the paths of fields, and says what was done; it raises WrongField, Refused, StoreError.
        It is called off the interface's thread."""
        super().__init__()
        self._kind, self._record, self._around = kind, record, around
        self._save = save
        self._drafts = drafts
        self._new = new
        self._who = who
        self._strip = strip
        self._draft = f"record {kind.name} {'new' if new else record.id}"
        self._saving = False

    def compose(self) -> ComposeResult:
        """The fields in their order."""
        at_first = typed(self._kind, self._record, self._around)
        kept = _read(self._drafts.get(self._draft), at_first)
        yield HeaderLine()
        yield FloorStrip(self._strip)
        with Container(id="middle"), Form(id="form") as form:
            form.set_class(any(cells_of(field.label) > LABEL for field in self._kind.fields), "-long-labels")
            form.border_title = words(f"{'Add' if self._new else 'Edit'} {self._kind.one}")
            form.border_subtitle = words(SAVED_HINT if kept != at_first else "")
            for field in self._kind.fields:
                yield Field(field.path, field.label, self._control(field, kept[field.path]), field.hint)
        yield KeyLine()

    def on_mount(self) -> None:
        """The first field is where one types."""
        if not stands(self, KeyLine):
            return
        header = self.query_one(HeaderLine)
        header.pieces = tuple(part for part in (self._who, self._kind.title.lower(), "add" if self._new else "edit") if part)
        keys = self.query_one(KeyLine)
        keys.keys, keys.last = (
            (("ctrl+s", "save"), ("tab", "next field"), ("↑ ↓", "go through")),
            ("esc", "back, the draft stays"),
        )
        self.query_one(Form).field(self._kind.fields[0].path).control.focus()
        self._hints()

    def on_resize(self, event: Resize) -> None:
        """Hints give way first."""
        if stands(self, KeyLine):
            self.query_one(Form).fit(event.size)
            self.set_class(event.size.width < 80 or event.size.height < 26, "-small")

    def on_form_changed(self, event: Form.Changed) -> None:
        """The draft is kept, and it says what was understood."""
        self._keep()
        self._hints()

    def on_form_done(self, event: Form.Done) -> None:
        """Enter on the last one saves."""
        self.action_save()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, event.sent)

    @work
    async def action_save(self) -> None:
        """Stored, or it says beside the field what cannot be."""
        if self._saving or not stands(self, KeyLine):
            return
        self._saving = True
        form = self.query_one(Form)
        try:
            said = await asyncio.to_thread(self._save, self._typed())
        except WrongField as error:
            paths = [field.path for field in self._kind.fields]
            form.wrong(error.path if error.path in paths else paths[0], str(error))
            return
        except (Refused, StoreError) as error:
            form.wrong(self._kind.fields[0].path, str(error))
            return
        finally:
            self._saving = False
        self._drafts.put(self._draft, "")
        self.end(said)

    def action_again(self) -> None:
        """What is stored, in every field; the draft goes."""
        if not stands(self, KeyLine):
            return
        form = self.query_one(Form)
        for field, text in zip(self._kind.fields, typed(self._kind, self._record, self._around).values(), strict=True):
            _put(form.field(field.path).control, text)
        form.border_subtitle = words("")
        self._drafts.put(self._draft, "")

    def action_leave(self) -> None:
        """The draft stays."""
        close(self, None)

    def _control(self, field: RecordField, text: str) -> Widget:
        found = kinds.options(field.kind, self._around)
        if found is not None:
            return person_pick(found, text, needed=field.needed or isinstance(field.kind, kinds.Choice))
        return Prose(text) if isinstance(field.kind, kinds.Prose) else OneLine(text)

    def _hints(self) -> None:
        form = self.query_one(Form)
        for field in self._kind.fields:
            text = form.field(field.path).text
            try:
                told = kinds.understood(field.kind, text, self._around) or field.hinted(text)
            except Refused as error:
                told = str(error)
            form.field(field.path).hint = told or field.hint

    def _typed(self) -> dict[str, str]:
        form = self.query_one(Form)
        return {field.path: form.field(field.path).text for field in self._kind.fields}

    def _keep(self) -> None:
        now = self._typed()
        same = now == typed(self._kind, self._record, self._around)
        self._drafts.put(self._draft, "" if same else msgspec.json.encode(now).decode())


def _put(control: Widget, text: str) -> None:
    if isinstance(control, OneLine):
        control.value = text
    elif isinstance(control, Prose):
        control.text = text
    elif isinstance(control, Pick):
        control.chosen = text


def _read(kept: str, otherwise: dict[str, str]) -> dict[str, str]:
    """The draft, field by field; what it has not, or what cannot be read, as it is stored."""
    try:
        found = msgspec.json.decode(kept or "{}", type=dict[str, str])
    except msgspec.MsgspecError:
        found = {}
    return {path: found.get(path, text) for path, text in otherwise.items()}
