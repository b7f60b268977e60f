"""What was agreed last time: the part of the last session's page that one wants before one's eyes in the next."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import msgspec

from mentortui.core.checkin import NO_PROPOSAL
from mentortui.core.dates import iso_day, show_date, zone
from mentortui.core.page_parts import Line, Section
from mentortui.core.page_said import Said
from mentortui.core.promises import is_open, promised, promiser
from mentortui.core.records import FinishedSession, Living, Mentorship
from mentortui.core.roadblocks import RoadblockRecord, age_words, still_open
from mentortui.core.text import visible
from mentortui.core.words import session_called

FIRST = "This is the first session: nothing was agreed before it."
NOTHING = "Nothing was caught in it: no takeaway, promise or decision."


class LastTime(msgspec.Struct, frozen=True, kw_only=True):
    """Of the newest session that is stored."""

    what: str
    """`regular session 14`."""
    when: str
    """`Thu 12 Nov · 13 days ago`."""
    sections: tuple[Section, ...]
    """None of them empty; without any, nothing was caught."""


def last_time(
    sessions: Sequence[FinishedSession],
    living: Sequence[Living],
    mentorship: Mentorship,
    today: date,
    my_zone: str,
    roadblocks: Sequence[RoadblockRecord] = (),
) -> LastTime | None:
    """Takeaways, what each promised and how far it is, decisions, and steps nobody has named yet; then what is still open from
    sessions before that one, and what is in the way. None where no session is stored."""
    held = [session for session in sessions if not session.removed]
    if not held:
        return None
    last = max(held, key=lambda session: (session.began, session.number))
    said = Said(last, living, (), today=today, for_other=False)
    steps = tuple(Line("step", record.capture.text) for record in said.without_step())
    sections = (
        Section("takeaways", "Takeaways", said.plain_of("takeaway")),
        Section("promises", "Promised", said.promises()),
        Section("decisions", "Decided", said.plain_of("decision")),
        Section("steps", "Its next step is still open", steps),
        Section("before", "Still open from before", _before(living, last, mentorship, today)),
        Section("roadblocks", "In the way", _in_the_way(roadblocks, mentorship, today)),
    )
    return LastTime(
        what=session_called(last.kind, last.number, visible(last.title)),
        when=f"{show_date(_day(last.began, my_zone), today)} · {_ago((today - _day(last.began, my_zone)).days)}",
        sections=tuple(section for section in sections if section.lines),
    )


def _before(living: Sequence[Living], last: FinishedSession, mentorship: Mentorship, today: date) -> tuple[Line, ...]:
    """Promises of other sessions that nobody has kept or dropped yet, those that are due first at the top."""
    names = {person.id: person.name for person in mentorship.people}
    found = [record for record in living if record.session != last.id and is_open(record)]
    found.sort(key=lambda record: (record.capture.due or "9999", record.created))
    return tuple(
        Line(
            "promise",
            promised(record.capture),
            lead=names.get(promiser(record.capture), "") or "Somebody",
            tail=f"by {show_date(day, today)}" if (day := iso_day(record.capture.due)) else "",
            mark="○",
            source="capture",
            id=record.id,
        )
        for record in found
    )


def _in_the_way(roadblocks: Sequence[RoadblockRecord], mentorship: Mentorship, today: date) -> tuple[Line, ...]:
    names = {person.id: person.name for person in mentorship.people}
    return tuple(
        Line(
            "roadblock",
            record.text,
            lead=names.get(record.who, ""),
            tail=" · ".join(part for part in (age_words(record, today), record.proposal or NO_PROPOSAL) if part),
            mark="○",
        )
        for record in still_open(roadblocks)
    )


def _day(wall: int, my_zone: str) -> date:
    return datetime.fromtimestamp(wall / 1_000_000, UTC).astimezone(zone(my_zone)).date()


def _ago(days: int) -> str:
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago"
