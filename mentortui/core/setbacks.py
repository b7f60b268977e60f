"""Setbacks: what happened, what it taught, what comes next. Of both sides, without a count or a mark."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

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


def between(living: Iterable[Living], first: date, last: date) -> tuple[Setback, ...]:
    """Those of a period, both days in it (UTC), in the order in which they came; of both sides, for Review. Nothing is left out
    because nothing was learned yet: then `learned` is empty."""
    found = [one for one in living if one.capture.kind == "setback" and not one.removed and first <= day_of(one) <= last]
    return tuple(told(one) for one in sorted(found, key=lambda one: (one.created, one.id)))


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


def day_of(record: Living) -> date:
    """The day it was noted (UTC)."""
    return datetime.fromtimestamp(record.created / 1_000_000, UTC).date()


def words(setback: Setback, name: str) -> tuple[str, ...]:
    """Its rows on a page: who and what; what it taught; what comes next. Empty ones are left out."""
    what = f"{name}: {setback.what}" if name else setback.what
    return tuple(
        row
        for row in (
            what,
            f"what it taught: {setback.learned}" if setback.learned else "",
            f"next time: {setback.next}" if setback.next else "",
        )
        if row
    )
