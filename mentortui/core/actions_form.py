"""What is typed of an action: its form, and the same with words hinted with which nobody can say whether it was kept."""

from mentortui.core.actions import hint_of, settled
from mentortui.core.hints import Hints
from mentortui.core.kinds import Around
from mentortui.core.record_fields import (
    Field,
    RecordKind,
    caught,
    due_field,
    goal_field,
    prose_field,
    replace,
    state_field,
    text_field,
    who_field,
)
from mentortui.core.records import Living, Record

HINTED = ("capture.text", "details.seen_done", "capture.when")
"""The fields in which vague words are pointed at."""


def _settled(before: Record, made: Record, around: Around) -> Record:
    return settled(made, around.today) if isinstance(made, Living) else made


ACTION = caught(
    "action",
    "Actions",
    "an action",
    (
        text_field("What"),
        who_field("Who"),
        Field(path="details.seen_done", label="Done when one sees", hint="what one will see when it is done"),
        Field(path="capture.when", label="When … then", hint="the occasion: when I open the next pull request"),
        due_field("By when"),
        goal_field(),
        state_field("kept"),
        Field(path="outcome", label="Came of it"),
        Field(path="details.learned", label="Learned", hint="asked when it is closed"),
        prose_field("More"),
    ),
    ("Grace  write the failing test first      next Fri", "you    introduce Grace to the data team  in 2 weeks"),
    "kept",
    about="What each has promised the other, and by when.",
    settled=_settled,
)


AT_ITS_END = ("outcome", "details.learned")
"""The fields that are asked once it is kept or dropped."""


def still_open(kind: RecordKind) -> RecordKind:
    """The form of one that is open: shorter by what is known only at its end."""
    return replace(kind, fields=tuple(field for field in kind.fields if field.path not in AT_ITS_END))


def hinted(kind: RecordKind, hints: Hints) -> RecordKind:
    """The same form, which points at vague words while one types. It blocks nothing."""
    fields = tuple(
        replace(field, hinted=lambda typed: hint_of(hints, typed)) if field.path in HINTED else field for field in kind.fields
    )
    return replace(kind, fields=fields)
