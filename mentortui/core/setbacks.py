"""Setbacks: what happened, what it taught, what comes next. Of both sides, without a count or a mark."""

import msgspec

from mentortui.core.record_details import SetbackDetails
from mentortui.core.record_fields import Field, caught, goal_field, prose_field, state_field, text_field, who_field
from mentortui.core.records import Living


class Setback(msgspec.Struct, frozen=True, kw_only=True):
    """One as a page tells it. `who`: a person's id; empty: nobody's in particular."""

    id: str
    what: str
    who: str
    learned: str
    next: str
    over: bool
    """Whether it is behind those it happened to."""


SETBACK = caught(
    "setback",
    "Setbacks",
    "a setback",
    (
        text_field("What happened"),
        who_field("Whose"),
        Field(path="details.learned", label="It taught"),
        Field(path="details.next", label="Next time"),
        goal_field(),
        state_field("behind us"),
        prose_field("More"),
    ),
    ("Grace  the migration had no owner and stood for a day",),
    "behind us",
    more=True,
    about="What went wrong for either side, what it taught, what comes next. Nobody is blamed in it.",
)


def told(record: Living) -> Setback:
    """As a page tells it. What versions before this one knew as its note counts as what it taught where nothing else does."""
    details = record.details if isinstance(record.details, SetbackDetails) else SetbackDetails()
    return Setback(
        id=record.id,
        what=record.capture.text,
        who=record.capture.who,
        learned=details.learned or ("" if details.next else record.note),
        next=details.next,
        over=record.state != "open",
    )
