"""A review as JSON, as docs/cli.md promises it: its figures beside its words."""

import msgspec

from mentortui.core.durations import SECOND
from mentortui.core.review import Review
from mentortui.core.review_look import Look
from mentortui.core.review_numbers import feedback_ways, promises_by, topics
from mentortui.formats.shapes import FORMAT


class LineShape(msgspec.Struct, frozen=True, kw_only=True):
    """One line: `lead` stands before it, `beside` after it."""

    text: str
    lead: str = ""
    beside: str = ""
    mark: str = ""


class SectionShape(msgspec.Struct, frozen=True, kw_only=True):
    """A section that is shown. `edited`: somebody put it in other words."""

    key: str
    title: str
    edited: bool
    lines: list[LineShape]


class SideShape(msgspec.Struct, frozen=True, kw_only=True):
    """What one person promised, gave and brought; null where that section is left out."""

    person: str
    promises_made: int | None
    promises_kept: int | None
    promises_due: int | None
    promises_due_kept: int | None
    feedback_given: int | None
    topics_brought: int | None


class ReviewShape(msgspec.Struct, frozen=True, kw_only=True):
    """`since`, `until`: ISO dates, both in it."""

    format: int = FORMAT
    mentorship: str
    period: str
    since: str
    until: str
    with_: str = msgspec.field(name="with")
    sessions: int
    missed: int | None
    skipped: int | None
    moved: int | None
    paused_days: int | None
    active_seconds: int
    sides: list[SideShape]
    sections: list[SectionShape]


def review_shape(look: Look, found: Review) -> ReviewShape:
    """What may leave: only sections that are shown."""
    given: dict[str, int] = {}
    for (giver, _), many in feedback_ways(look).items():
        given[giver] = given.get(giver, 0) + many
    brought = {one.person: one.brought for one in topics(look)}

    def told(key: str, number: int) -> int | None:
        return number if found.section(key).shown else None

    return ReviewShape(
        mentorship=look.holdings.mentorship.slug,
        period=found.period.key,
        since=found.period.begin.isoformat(),
        until=found.period.end.isoformat(),
        with_=found.who,
        sessions=found.met.held,
        missed=told("met", found.met.missed),
        skipped=told("met", found.met.skipped),
        moved=told("met", found.met.moved),
        paused_days=told("met", found.met.paused),
        active_seconds=found.met.active // SECOND,
        sides=[
            SideShape(
                person=look.full_name(one.person),
                promises_made=told("promises", one.made),
                promises_kept=told("promises", one.kept),
                promises_due=told("promises", one.due),
                promises_due_kept=told("promises", one.due_kept),
                feedback_given=told("feedback", given.get(one.person, 0)),
                topics_brought=told("topics", brought.get(one.person, 0)),
            )
            for one in promises_by(look)
            if one.person
        ],
        sections=[
            SectionShape(
                key=one.key,
                title=one.title,
                edited=one.edited is not None,
                lines=[LineShape(text=line.text, lead=line.lead, beside=line.tail, mark=line.mark) for line in one.lines],
            )
            for one in found.told
        ],
    )
