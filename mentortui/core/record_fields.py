"""What a kind of plain record is: its fields, its words, what *done* means for it. Those there are stand in `record_kinds`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeAlias, TypeVar, cast

import msgspec

from mentortui.core import kinds
from mentortui.core.capture import Capture
from mentortui.core.capture_values import Kind as CaptureKind
from mentortui.core.commands import Refused
from mentortui.core.kinds import Around
from mentortui.core.record_details import DETAILS
from mentortui.core.records import Living, Record
from mentortui.core.text import storable

replace = msgspec.structs.replace
AnyRecord = TypeVar("AnyRecord", bound=Record)
Role: TypeAlias = Literal["", "text", "who", "due"]
"""What a list shows of a record in its columns."""
Lines: TypeAlias = tuple[tuple[str, str], ...]
"""Labels and words, as a page shows them."""


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field: `path` leads to a text in the record (`capture.due`), `label` is what it is called."""

    path: str
    label: str
    kind: kinds.Kind = kinds.Line()
    needed: bool = False
    role: Role = ""
    hint: str = ""
    hinted: Callable[[str], str] = lambda typed: ""
    """What to say of what was typed, where its kind has nothing to say; empty: the hint."""


class RecordKind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of plain record. `blank` makes an empty one with an id; `table`, `struct`: where and as what it is stored."""

    name: str
    title: str
    """Of many: `Actions`."""
    one: str
    """Of one, with its article: `an action`."""
    many: str = ""
    """Of several, where that is not the title: `tasks`. Ask `several`."""
    fields: tuple[Field, ...]
    blank: Callable[[str], Record]
    table: str = "living"
    struct: type[Record] = Living
    belongs: Callable[[Record], bool] = lambda record: True
    """Whether a record of the table is one of these."""
    done: str = ""
    """What it is called when it is done: `kept`; empty: such a record has no end. Then its struct has a `state`."""
    example: tuple[str, ...] = ()
    """What such records can say, shown while there is none."""
    private: bool = False
    """It is the user's alone: it lies in private.json, and in no export, letter or Review."""
    apart: Callable[[Record], bool] | None = None
    """Which of its records lie in private.json, in a table of the same name, though the others do not; None: none."""
    more: bool = False
    """Its tab stands under *more* until there is one."""
    about: str = ""
    """One sentence: what such records are for."""
    rule: Callable[[Record, Sequence[Record]], None] = lambda record, others: None
    """What has to hold of one among all others of its table, removed ones left out. Raises WrongField."""
    page: Callable[[Record, "Sequence[Record]", Around], Lines] = lambda record, others, around: ()
    """What follows from it and the others of its table, below its fields."""
    said: Callable[[Record], str] = lambda record: ""
    """What a list says of one where that is not what its field of the role `text` has; empty: it is."""
    starts: Callable[[Record, Around], Record] = lambda record, around: record
    """A new one as its form opens: what is most likely stands in it, to be seen and changed."""
    settled: Callable[[Record, Record, Around], Record] = lambda before, made, around: made
    """What follows by itself when one is stored: `before` with what was typed into its form is `made`. Raises WrongField."""
    refers: Callable[[Record, Record], bool] = lambda record, other: False
    """Whether another record of the mentorship refers to this one, which then is not removed without a word."""

    @property
    def several(self) -> str:
        """`actions`, `tasks`."""
        return self.many or self.title.lower()

    def field(self, path: str) -> Field:
        """The field at that path."""
        return next(field for field in self.fields if field.path == path)

    def of_role(self, role: Role) -> Field | None:
        """The field a list shows in that column."""
        return next((field for field in self.fields if field.role == role), None)


class WrongField(Refused):
    """What was typed into the field `path` cannot be taken; the message says why."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message)
        self.path = path


def value(record: msgspec.Struct, path: str) -> str:
    """The text at that path; empty where there is none."""
    found: object = record
    for name in path.split("."):
        found = getattr(found, name, "")
    return found if isinstance(found, str) else ""


def with_value(record: AnyRecord, path: str, text: str) -> AnyRecord:
    """The record with that text there."""
    return cast(AnyRecord, _set(record, path.split("."), text))


def typed(kind: RecordKind, record: Record, around: Around) -> dict[str, str]:
    """What stands in each field of a form, by the field's path."""
    return {field.path: kinds.typed(field.kind, value(record, field.path), around) for field in kind.fields}


def filled(kind: RecordKind, record: Record, answers: Mapping[str, str], around: Around) -> Record:
    """The record with what was typed into a form. A field left as it was keeps what was stored. Raises WrongField."""
    before = typed(kind, record, around)
    record = opened(record)
    for field in kind.fields:
        answer = storable(answers.get(field.path, before[field.path]))
        if field.needed and not answer.strip():
            raise WrongField(field.path, f"{field.label}: a few words are needed.")
        if answer == before[field.path]:
            continue
        try:
            record = with_value(record, field.path, kinds.read(field.kind, answer, around))
        except Refused as error:
            raise WrongField(field.path, str(error)) from error
    return _closed(record)


def opened(record: AnyRecord) -> AnyRecord:
    """With a place for everything its kind can say besides."""
    if isinstance(record, Living) and record.details is None and record.capture.kind in DETAILS:
        return replace(record, details=DETAILS[record.capture.kind]())
    return record


def _closed(record: AnyRecord) -> AnyRecord:
    """Without what says nothing: a record to which nothing was added is as it was."""
    if isinstance(record, Living) and record.details is not None and record.details == type(record.details)():
        return replace(record, details=None)
    return record


def state_of(record: Record) -> str:
    """`open`, `done`, `dropped`; open where such a record has no end."""
    return value(record, "state") or "open"


def links(kind: RecordKind, record: Record, to: str) -> Sequence[str]:
    """The names of what the record belongs to."""
    found = (value(record, field.path) for field in kind.fields if isinstance(field.kind, kinds.Link) and field.kind.to == to)
    return [name for name in found if name]


def _set(found: msgspec.Struct, names: Sequence[str], text: str) -> msgspec.Struct:
    first, *rest = names
    return replace(found, **{first: _set(getattr(found, first), rest, text) if rest else text})


def caught(
    name: CaptureKind, title: str, one: str, fields: tuple[Field, ...], example: tuple[str, ...], done: str = "", **more: Any
) -> RecordKind:
    """A kind of what can be caught in one line on Live too; `more`: other fields of RecordKind."""

    def blank(id: str) -> Record:
        return Living(id=id, capture=Capture(id=id, kind=name))

    def belongs(record: Record) -> bool:
        return isinstance(record, Living) and record.capture.kind == name

    return RecordKind(
        name=name, title=title, one=one, fields=fields, blank=blank, belongs=belongs, done=done, example=example, **more
    )


def text_field(label: str, path: str = "capture.text") -> Field:
    """What it is about: needed, and in the list."""
    return Field(path=path, label=label, needed=True, role="text")


def who_field(label: str, path: str = "capture.who") -> Field:
    """Whose it is."""
    return Field(path=path, label=label, kind=kinds.Person(), role="who")


def due_field(label: str, path: str = "capture.due") -> Field:
    """By when."""
    return Field(path=path, label=label, kind=kinds.Date(), role="due")


def goal_field(path: str = "capture.goal") -> Field:
    """What it belongs to."""
    return Field(path=path, label="Goal", kind=kinds.Link("goal"))


def prose_field(label: str, path: str = "note") -> Field:
    """More about it, in several lines."""
    return Field(path=path, label=label, kind=kinds.Prose())


def state_field(done: str, path: str = "state") -> Field:
    """Open, done, dropped; `done` is what done is called."""
    return Field(path=path, label="It is", kind=kinds.Choice((("open", "open"), ("done", done), ("dropped", "dropped"))))
