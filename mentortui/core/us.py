"""Us: strengths and common ground, which each adds; shown before the first sessions."""

from typing import Literal

from mentortui.core import kinds
from mentortui.core.record_fields import Field, RecordKind, text_field, who_field
from mentortui.core.records import Record

TABLE = "us"


class Common(Record, frozen=True, kw_only=True):
    """Something good of one, or of both. Lives in record.json, table `us`."""

    text: str = ""
    who: str = ""
    """The id of whose strength it is; empty: both share it."""
    sort: Literal["strength", "common"] = "strength"


US = RecordKind(
    name="us",
    title="Us",
    one="something of us",
    many="things of us",
    table=TABLE,
    struct=Common,
    blank=lambda id: Common(id=id),
    fields=(
        text_field("What", "text"),
        Field(path="sort", label="It is", kind=kinds.Choice((("strength", "a strength"), ("common", "common ground")))),
        who_field("Whose", "who"),
    ),
    example=("Grace  asks the question nobody dares to", "both   grew up by the sea, learned to code late"),
    more=True,
    about="Strengths and common ground, for the first sessions.",
)
