"""Each kind of plain record: its fields, its words, what *done* means for it. A new kind is a struct and an entry here."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeAlias, TypeVar, cast

import msgspec

from mentortui.core import kinds
from mentortui.core.capture import Capture
from mentortui.core.capture_values import Kind as CaptureKind
from mentortui.core.commands import Refused
from mentortui.core.kinds import Around
from mentortui.core.records import Living, Record

replace = msgspec.structs.replace
AnyRecord = TypeVar("AnyRecord", bound=Record)
Role: TypeAlias = Literal["", "text", "who", "due"]
"""What a list shows of a record in its columns."""


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field: `path` leads to a text in the record (`capture.due`), `label` is what it is called."""

    path: str
    label: str
    kind: kinds.Kind = kinds.Line()
    needed: bool = False
    role: Role = ""
    hint: str = ""


class RecordKind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of plain record. `blank` makes an empty one with an id; `table`, `struct`: where and as what it is stored."""

    name: str
    title: str
    """Of many: `Actions`."""
    one: str
    """Of one, with its article: `an action`."""
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
    for field in kind.fields:
        answer = answers.get(field.path, before[field.path])
        if field.needed and not answer.strip():
            raise WrongField(field.path, f"{field.label}: a few words are needed.")
        if answer == before[field.path]:
            continue
        try:
            record = with_value(record, field.path, kinds.read(field.kind, answer, around))
        except Refused as error:
            raise WrongField(field.path, str(error)) from error
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
    name: CaptureKind, title: str, one: str, fields: tuple[Field, ...], example: tuple[str, ...], done: str = ""
) -> RecordKind:
    """A kind of what can be caught in one line on Live too."""

    def blank(id: str) -> Record:
        return Living(id=id, capture=Capture(id=id, kind=name))

    def belongs(record: Record) -> bool:
        return isinstance(record, Living) and record.capture.kind == name

    return RecordKind(name=name, title=title, one=one, fields=fields, blank=blank, belongs=belongs, done=done, example=example)


def _text(label: str) -> Field:
    return Field(path="capture.text", label=label, needed=True, role="text")


def _who(label: str) -> Field:
    return Field(path="capture.who", label=label, kind=kinds.Person(), role="who")


def _due(label: str) -> Field:
    return Field(path="capture.due", label=label, kind=kinds.Date(), role="due")


def _note(label: str) -> Field:
    return Field(path="note", label=label, kind=kinds.Prose())


_OUTCOME = Field(path="outcome", label="Came of it")
_GOAL = Field(path="capture.goal", label="Goal", kind=kinds.Link("goal"))


def _state(done: str) -> Field:
    return Field(path="state", label="It is", kind=kinds.Choice((("open", "open"), ("done", done), ("dropped", "dropped"))))


ACTION = caught(
    "action",
    "Actions",
    "an action",
    (_text("What"), _who("Who"), _due("By when"), _GOAL, _state("kept"), _OUTCOME, _note("More")),
    ("Grace  write the failing test first      Fri 27 Nov", "you    introduce Grace to the data team   Wed 9 Dec"),
    "kept",
)
WIN = caught(
    "win",
    "Wins",
    "a win",
    (_text("What"), _who("Whose"), _GOAL, _note("More")),
    ("Grace  shipped the retry fix alone", "Grace  the release notes answered two customers"),
)
DECISION = caught(
    "decision",
    "Decisions",
    "a decision",
    (_text("What"), _GOAL, _note("Why")),
    ("recorded responses instead of a fake server", "we meet every two weeks, Thursdays at 15:00"),
)
OPPORTUNITY = caught(
    "opportunity",
    "Opportunities",
    "an opportunity",
    (_text("What"), _who("For whom"), _due("Until"), _GOAL, _state("taken up"), _note("More")),
    ("Grace  speak at the guild day   until Fri 18 Dec",),
    "taken up",
)
RESOURCE = caught(
    "resource",
    "Resources",
    "a resource",
    (_text("What"), _who("For whom"), _GOAL, _state("used"), _note("Where")),
    ("Grace  Release It!, chapter 4", "both   the post-mortem of March"),
    "used",
)
SETBACK = caught(
    "setback",
    "Setbacks",
    "a setback",
    (_text("What happened"), _who("Whose"), _GOAL, _state("behind us"), _note("What it taught")),
    ("Grace  the migration had no owner and stood for a day",),
    "behind us",
)

RECORD_KINDS: tuple[RecordKind, ...] = (ACTION, WIN, DECISION, OPPORTUNITY, RESOURCE, SETBACK)
"""Those with a list and a form, in the order of their lists."""
