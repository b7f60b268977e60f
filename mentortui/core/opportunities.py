"""Opportunities and sponsorship: of what kind, for whom, when, what came of them; and a mentor's own mentees side by side."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import msgspec

from mentortui.core import kinds
from mentortui.core.dates import iso_day
from mentortui.core.quarters import Quarter, by_quarter, quarter_of
from mentortui.core.record_details import OpportunityDetails
from mentortui.core.record_fields import (
    Field,
    caught,
    due_field,
    goal_field,
    prose_field,
    state_field,
    text_field,
    who_field,
)
from mentortui.core.records import Living, Mentorship
from mentortui.core.text import fit, joined

SORTS: tuple[tuple[str, str, str], ...] = (
    ("stretch", "stretch assignment", "stretch assignments"),
    ("introduction", "introduction", "introductions"),
    ("visibility", "occasion to be seen", "occasions to be seen"),
    ("promotion", "promotion consideration", "promotion considerations"),
    ("", "other opportunity", "other opportunities"),
)
"""What an opportunity can be: its value, one and many in words; the last is one of which nobody said."""
_CHOICES = (("", "not said"), *((value, one) for value, one, _ in SORTS if value))
QUESTION = "What were peers offered that {name} was not?"
PROMPT = "peers offered"
"""The prompt of the journal entry that answers it."""
NAME = 24
DayOf = Callable[[int], date]


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """One mentee of the user's, and what was opened for that person."""

    slug: str
    person: str
    name: str
    offered: tuple[Living, ...] = ()


OPPORTUNITY = caught(
    "opportunity",
    "Opportunities",
    "an opportunity",
    (
        text_field("What"),
        who_field("For whom"),
        Field(path="details.sort", label="Kind", kind=kinds.Choice(_CHOICES)),
        Field(path="details.near_task", label="Near task"),
        Field(path="details.long_goal", label="Long goal"),
        Field(path="details.when", label="Offered on", kind=kinds.Day()),
        due_field("Until"),
        goal_field(),
        state_field("taken up"),
        Field(path="outcome", label="Came of it"),
        prose_field("More"),
    ),
    ("Grace  speak at the guild day   until next month",),
    "taken up",
    more=True,
    about="Doors opened: for whom, and what came of it.",
)


def there(records: Iterable[object]) -> tuple[Living, ...]:
    """The opportunities among records, the newest first."""
    found = [one for one in records if isinstance(one, Living) and one.capture.kind == "opportunity" and not one.removed]
    return tuple(sorted(found, key=lambda one: (-one.created, one.id)))


def sort_of(record: Living) -> str:
    """One of SORTS; what nobody said, and what a newer version knows, is the last."""
    said = record.details.sort if isinstance(record.details, OpportunityDetails) else ""
    return said if said in {value for value, _, _ in SORTS} else ""


def day_offered(record: Living, day: DayOf) -> date:
    """The day that was said, else the one on which it was caught."""
    said = iso_day(record.details.when) if isinstance(record.details, OpportunityDetails) else None
    return said or day(record.created)


def accesses(mentorship: Mentorship, records: Iterable[object]) -> tuple[Access, ...]:
    """What was opened in one mentorship, for each of its mentees; nothing where the user is not their mentor. What is for nobody
    in particular is for each of them."""
    if mentorship.part != "mentor" or mentorship.removed:
        return ()
    found = there(records)
    mentees = [person for person in mentorship.people if person.role == "mentee" and person.id != mentorship.me]
    everybody = {person.id for person in mentorship.people}
    return tuple(
        Access(
            slug=mentorship.slug,
            person=person.id,
            name=person.name,
            offered=tuple(one for one in found if one.capture.who == person.id or one.capture.who not in everybody),
        )
        for person in mentees
    )


def quarters_of(all: Sequence[Access], day: DayOf, now: Quarter) -> tuple[Quarter, ...]:
    """This one, and those in which somebody was offered something, the newest first."""
    found = {quarter_of(day_offered(one, day)) for access in all for one in access.offered}
    return tuple(sorted(found | {now}, reverse=True))


def tally(access: Access, quarter: Quarter, day: DayOf) -> Mapping[str, int]:
    """How many of each kind in that quarter."""
    found = dict(by_quarter(access.offered, lambda one: day_offered(one, day))).get(quarter, ())
    return dict(Counter(map(sort_of, found)))


def table(all: Sequence[Access], quarter: Quarter, day: DayOf) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """A row for each kind of which there was one, with a number for each mentee in their order."""
    tallies = [tally(access, quarter, day) for access in all]
    rows = [(many, tuple(one.get(value, 0) for one in tallies)) for value, _, many in SORTS]
    return tuple((name, numbers) for name, numbers in rows if any(numbers))


def uneven(all: Sequence[Access], quarter: Quarter, day: DayOf) -> tuple[str, ...]:
    """Where access differs, a sentence a kind: `Introductions: 3 for Grace, 1 for Linus, none for Noor.` It stops there: why it
    differs, and whether it should, are the mentor's to say."""
    if len(all) < 2:
        return ()
    lines = [
        f"{many[:1].upper()}{many[1:]}: {_numbers(all, numbers)}."
        for many, numbers in table(all, quarter, day)
        if len(set(numbers)) > 1
    ]
    without = [access.name for access in all if not tally(access, quarter, day)]
    if without and len(without) < len(all):
        lines.append(f"Nothing is written down for {joined([fit(name, NAME) for name in without])}.")
    return tuple(lines)


def told(access: Access, quarter: Quarter, day: DayOf) -> str:
    """`Grace: 2 stretch assignments, 1 introduction`, or that there is none."""
    numbers = tally(access, quarter, day)
    parts = [f"{numbers[value]} {one if numbers[value] == 1 else many}" for value, one, many in SORTS if numbers.get(value)]
    return f"{fit(access.name, NAME)}: {', '.join(parts) or 'none written down'}"


def outcomes_told(access: Access) -> str:
    """`5 opportunities: 3 taken up, 1 open, 1 not taken up`; empty where there was none."""
    states = Counter[str](one.state for one in access.offered)
    parts = (("done", "taken up"), ("open", "open"), ("dropped", "not taken up"))
    said = [f"{states[state]} {words}" for state, words in parts if states[state]]
    many = len(access.offered)
    return f"{many} {'opportunity' if many == 1 else 'opportunities'}: {', '.join(said)}" if said else ""


def _numbers(all: Sequence[Access], numbers: Sequence[int]) -> str:
    return ", ".join(f"{number or 'none'} for {fit(access.name, NAME)}" for access, number in zip(all, numbers, strict=True))
