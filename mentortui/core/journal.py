"""The development journal: each person's own entries, in private.json alone. Only a line that its writer sees goes over."""

from datetime import date

import msgspec

from mentortui.core import kinds
from mentortui.core.capture_values import Capture
from mentortui.core.commands import Refused
from mentortui.core.dates import iso_day
from mentortui.core.heads import local
from mentortui.core.kinds import Around
from mentortui.core.plan import checked
from mentortui.core.record_fields import Field, RecordKind, prose_field, text_field
from mentortui.core.records import Living, PlanItem, Record

replace = msgspec.structs.replace

NAME, TABLE = "journal", "journal"
ONLY_YOU = "only you"


class JournalEntry(Record, frozen=True, kw_only=True):
    """One entry. Lives in private.json, table `journal`. `tags`: `#a #b`; `day`: an ISO date; `goal`: a goal by its name."""

    title: str = ""
    text: str = ""
    tags: str = ""
    goal: str = ""
    day: str = ""
    prompt: str = ""
    """The question it answers, where it was asked: of a quarterly reflection, or of the user's own."""


def day_of(entry: JournalEntry, zone: str) -> date:
    """The day it is of: as somebody said, else that on which it was written, in that zone."""
    return iso_day(entry.day) or local(entry.created, zone).date()


def leaves(entry: JournalEntry) -> str:
    """The line that would leave the journal: its title, nothing else."""
    return " ".join(entry.title.split())


def agenda_item(line: str, id: str, me: str, wall: int) -> PlanItem:
    """An item for the next agenda of that line; nothing in it says where it comes from. Raises Refused."""
    return checked(PlanItem(id=id, title=line, owner=me, brought_by=me, since=wall))


def win(line: str, id: str, me: str) -> Living:
    """A win of that line; nothing in it says where it comes from. Raises Refused."""
    text = " ".join(line.split())
    if not text:
        raise Refused("A win needs a few words.")
    return Living(id=id, capture=Capture(id=id, kind="win", text=text, who=me))


def _settled(before: Record, made: Record, around: Around) -> Record:
    if not isinstance(made, JournalEntry):
        return made
    return replace(made, day=made.day or around.today.isoformat())


JOURNAL = RecordKind(
    name=NAME,
    title="Journal",
    one=f"an entry ({ONLY_YOU})",
    many="entries",
    fields=(
        text_field("In a line", "title"),
        prose_field("Entry", "text"),
        Field(path="tags", label="Tags", kind=kinds.Tags()),
        Field(path="goal", label="Goal", kind=kinds.Link("goal", makes=False)),
        Field(path="day", label="Day", kind=kinds.Day()),
        Field(path="prompt", label="It answers"),
    ),
    blank=lambda id: JournalEntry(id=id),
    table=TABLE,
    struct=JournalEntry,
    example=("what I did not dare to say on Tuesday    #courage", "first review without help                 #release"),
    private=True,
    more=True,
    settled=_settled,
    about="Only you: your own entries, in private.json alone. i makes an agenda item of one, w a win, after you saw the line.",
)
