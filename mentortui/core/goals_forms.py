"""What is typed of a goal: its form, that of a key result and of a milestone, and a reading in one line."""

from datetime import date

import msgspec

from mentortui.core import kinds
from mentortui.core.goals import AREAS, KINDS, SEEN_BY, STATES, Goal, KeyResult
from mentortui.core.milestones import Milestone
from mentortui.core.past_days import past_day
from mentortui.core.record_fields import Field, RecordKind, due_field, prose_field, text_field, who_field
from mentortui.core.records import Record
from mentortui.core.refused import Refused

READING_HINT = "12 · 12 fri · 12.5 yesterday"


class ResultTyped(Record, frozen=True, kw_only=True):
    """A key result as its form shows it: with what it stands at now, which becomes a reading."""

    what: str = ""
    baseline: str = ""
    target: str = ""
    now: str = ""
    unit: str = ""


def _choice(options: dict[str, str]) -> kinds.Choice:
    return kinds.Choice(tuple(options.items()))


GOAL = RecordKind(
    name="goal",
    title="Goals",
    one="a goal",
    fields=(
        text_field("What to reach", "name"),
        prose_field("Why it matters", "why"),
        prose_field("Why to others", "why_other"),
        Field(path="kind", label="Kind", kind=_choice(KINDS)),
        Field(path="area", label="Area", kind=_choice(AREAS)),
        msgspec.structs.replace(who_field("Whose", "who"), hint="nobody chosen: everybody's"),
        prose_field("Strategies", "strategies"),
        due_field("By when", "due"),
        Field(path="after", label="Comes after", kind=kinds.Link("goal", makes=False)),
        Field(path="state", label="It is", kind=_choice(STATES)),
        Field(path="seen_by", label="Who sees it", kind=_choice(SEEN_BY)),
    ),
    blank=lambda id: Goal(id=id, seen_by="private"),
    table="goals",
    struct=Goal,
    done="reached",
    example=(
        "Release lead        2 of 3 reached       in 3 months",
        "   reviews alone    5 of 8 per week",
        "   ○ first release led from start to end",
    ),
    about="What to reach, why it matters to each side, and how one will know.",
)
"""A new goal is the user's own until it is shared. Not one of RECORD_KINDS: it may lie in either of two files."""

RESULT = RecordKind(
    name="result",
    title="Key results",
    one="a key result",
    fields=(
        Field(path="what", label="What is measured", needed=True, role="text", hint="something one can count or rate"),
        Field(path="baseline", label="At the start", kind=kinds.Number(), hint="a number; empty: the first reading"),
        Field(path="target", label="To reach", kind=kinds.Number(), hint="a number; below the start, where less is better"),
        Field(path="now", label="Now", kind=kinds.Number(), hint="a number: today's reading"),
        Field(path="unit", label="Unit", hint="a week, %, of 5"),
    ),
    blank=lambda id: ResultTyped(id=id),
    table="goals",
    struct=ResultTyped,
)

MILESTONE = RecordKind(
    name="milestone",
    title="Milestones",
    one="a milestone",
    fields=(
        Field(path="what", label="What is done then", needed=True, role="text", hint="a piece of real work"),
        due_field("By when", "due"),
        Field(path="evidence", label="What shows it", hint="a link, or a sentence; asked when it is reached"),
        Field(path="reached", label="Reached on", kind=kinds.Day()),
    ),
    blank=lambda id: Milestone(id=id),
    table="goals",
    struct=Milestone,
    done="reached",
)


def reading_typed(line: str, today: date) -> tuple[str, str]:
    """The ISO day and the number of `12`, `12 fri`, `12,5 yesterday`. Raises Refused."""
    number, _, day = " ".join(line.split()).partition(" ")
    if not number:
        raise Refused(f"A number, and a day if it was not today: {READING_HINT}.")
    value = kinds.read(kinds.Number(), number, kinds.Around(today=today))
    return past_day(day, today, "a reading is of a day that was.").isoformat(), value


def result_typed(result: KeyResult, now: str) -> ResultTyped:
    """As its form shows it."""
    return ResultTyped(id=result.id, what=result.what, baseline=result.baseline, target=result.target, now=now, unit=result.unit)
