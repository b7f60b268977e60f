"""Promises of both sides: closing one, what was learned, how each side follows through, a mild word where many are open.

Nobody is graded: these are counts, the mentor's first, and sentences that describe.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import msgspec

from mentortui.core.dates import iso_day
from mentortui.core.heads import local, own_zone
from mentortui.core.hints import Hints
from mentortui.core.people import Role
from mentortui.core.promises import is_open, promised, promiser
from mentortui.core.quarters import LENGTH
from mentortui.core.record_details import ActionDetails
from mentortui.core.records import Living, Member, Mentorship
from mentortui.core.text import fit

QUARTER = LENGTH
"""Days of the quarter that follow-through looks back on."""
MANY = 4
"""From so many open promises of a person on one sentence says so."""
VAGUE = "vague promise"
"""The kind of the words lists in which hints for promises stand."""
NAME = 24
LEARNED = "What was learned?"
LEARNED_HINT = "one line, or enter leaves it empty"

replace = msgspec.structs.replace


def settled(record: Living, today: date) -> Living:
    """With the day on which it was kept or dropped; none while it is open. An action notes it, and a feedback of its
    next step."""
    if record.capture.kind != "action" and not record.capture.step:
        return record
    closed = "" if record.state == "open" else today.isoformat()
    details = record.details if isinstance(record.details, ActionDetails) else ActionDetails()
    if bool(details.closed) == bool(closed):
        return record
    details = replace(details, closed=closed)
    return replace(record, details=None if details == ActionDetails() else details)


def with_learned(record: Living, learned: str) -> Living:
    """With what was learned of it, in one line. Of a step of feedback it is what came of it."""
    said = " ".join(learned.split())
    if record.capture.kind != "action":
        return replace(record, outcome=said)
    details = record.details if isinstance(record.details, ActionDetails) else ActionDetails()
    details = replace(details, learned=said)
    return replace(record, details=None if details == ActionDetails() else details)


def learned(record: Living) -> str:
    """What was learned of it; empty where nobody said."""
    if record.capture.kind == "action" and isinstance(record.details, ActionDetails):
        return record.details.learned
    return record.outcome


def closed_on(record: Living, zone: str) -> date | None:
    """The day on which it was kept or dropped: as it was noted, else when it was last changed, in that zone; None while
    it is open."""
    if record.state == "open":
        return None
    noted = record.details.closed if isinstance(record.details, ActionDetails) else ""
    return iso_day(noted) or _day(record.changed or record.created, zone)


class FollowThrough(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one person's promises. `late` are among the `open` ones."""

    person: str
    kept: int = 0
    open: int = 0
    late: int = 0
    dropped: int = 0

    @property
    def any(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.kept or self.open or self.dropped)


def follow_through(
    living: Iterable[Living], mentorship: Mentorship, today: Callable[[str], date], days: int = QUARTER
) -> tuple[FollowThrough, ...]:
    """Side by side, the mentor's first: what is open now, and what was kept or dropped within so many days. `today`: where that
    person is."""
    counts = {member.id: FollowThrough(person=member.id) for member in _mentor_first(mentorship)}
    for record in living:
        who = promiser(record.capture)
        if record.removed or not promised(record.capture) or who not in counts:
            continue
        counts[who] = _counted(counts[who], record, today(who), days, own_zone(mentorship))
    return tuple(counts.values())


def late_of(record: Living, today: date) -> int:
    """Days since an open promise was due; 0 where it is not late."""
    due = iso_day(record.capture.due)
    return max(0, (today - due).days) if due is not None and is_open(record) else 0


def mentors_late_first(role: Role | None, late: bool) -> int:
    """Where a promise stands among others: 0 the mentor's late ones, for they come first; 1 the rest."""
    return 0 if role == "mentor" and late else 1


def follow_said(one: FollowThrough, name: str) -> str:
    """`Ada: 3 kept, 2 open, 1 of them late`; `Ada: nothing promised`."""
    late = f", {one.late} of them late" if one.late else ""
    parts = (
        f"{one.kept} kept" if one.kept else "",
        f"{one.open} open{late}" if one.open else "",
        f"{one.dropped} dropped" if one.dropped else "",
    )
    return f"{fit(name, NAME)}: {', '.join(filter(None, parts)) or 'nothing promised'}"


def mild_word(open: int, name: str, *, mine: bool = False) -> str:
    """From the fourth open promise of a person on; empty before."""
    if open < MANY:
        return ""
    return f"{'You have' if mine else f'{fit(name, NAME)} has'} {open} promises open. Which one matters most?"


def hint_of(hints: Hints, text: str) -> str:
    """The first thing worth another look in a promise, as a sentence; empty where there is none."""
    found = hints.of(text)
    return found[0].said if found else ""


def open_of(living: Iterable[Living], person: str) -> int:
    """How many promises of that person are open."""
    return sum(is_open(record) and promiser(record.capture) == person for record in living)


def _counted(one: FollowThrough, record: Living, today: date, days: int, zone: str) -> FollowThrough:
    if is_open(record):
        return replace(one, open=one.open + 1, late=one.late + bool(late_of(record, today)))
    closed = closed_on(record, zone)
    if closed is None or closed < today - timedelta(days=min(days, today.toordinal() - 1)):
        return one
    return replace(one, kept=one.kept + 1) if record.state == "done" else replace(one, dropped=one.dropped + 1)


def _mentor_first(mentorship: Mentorship) -> Sequence[Member]:
    return sorted(mentorship.people, key=lambda member: member.role != "mentor")


def _day(wall: int, zone: str) -> date | None:
    try:
        return local(wall, zone).date() if wall else None
    except (OverflowError, ValueError, OSError):
        return None
