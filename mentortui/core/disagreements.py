"""Disagreements: what was seen otherwise, by whom, and whether it stays so."""

from mentortui.core import kinds
from mentortui.core.record_fields import Field, RecordKind, goal_field, prose_field, text_field, who_field
from mentortui.core.records import Record

TABLE = "disagreements"
ENDED: tuple[tuple[str, str], ...] = (
    ("", "open"),
    ("kept", "kept: both see it as before"),
    ("changed", "changed: somebody sees it otherwise now"),
)


class Disagreement(Record, frozen=True, kw_only=True):
    """Something that was seen in two ways. Lives in record.json, table `disagreements`."""

    what: str = ""
    who: str = ""
    """The id of who saw it otherwise first."""
    views: str = ""
    """Who saw it how, in their words."""
    ended: str = ""
    """`kept`, `changed`; empty: open."""
    came: str = ""
    """What came of it."""
    goal: str = ""


DISAGREEMENT = RecordKind(
    name="disagreement",
    title="Disagreements",
    one="a disagreement",
    fields=(
        text_field("What about", "what"),
        who_field("Who saw it otherwise", "who"),
        prose_field("Who saw it how", "views"),
        Field(path="ended", label="It is", kind=kinds.Choice(ENDED)),
        Field(path="came", label="Came of it"),
        goal_field("goal"),
    ),
    blank=lambda id: Disagreement(id=id),
    table=TABLE,
    struct=Disagreement,
    example=("Grace  tests before the refactoring, not after   changed",),
    more=True,
    about="What was seen in two ways, and whether it stays so: room to disagree is worth looking back on.",
)


def told(found: tuple[Disagreement, ...]) -> str:
    """`3 disagreements: 1 kept, 1 changed a view, 1 open`; nothing where there is none."""
    there = [one for one in found if not one.removed]
    if not there:
        return ""
    numbers = {value: sum(one.ended == value for one in there) for value in ("kept", "changed")}
    open = len(there) - sum(numbers.values())
    parts = ((numbers["kept"], "kept"), (numbers["changed"], "changed a view"), (open, "open"))
    said = ", ".join(f"{number} {words}" for number, words in parts if number)
    return f"{len(there)} disagreement{'' if len(there) == 1 else 's'}: {said}"
