"""Whether an agreed rhythm holds: when the next one would be, after the last, leaving out what was paused. It goes before what
is read from the past."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from mentortui.core.cadence import Cadence, Occurrence, every_so_often, moments, owner_of, usual_days
from mentortui.core.dates import place
from mentortui.core.heads import DAY, MentorshipHead, local
from mentortui.core.mentorship_pauses import Pause, paused_on
from mentortui.core.records import Mentorship
from mentortui.core.rhythm import Rhythm, rhythm, rhythm_words, state
from mentortui.core.text import fit


def expected(cadence: Cadence, zone_name: str, last: int | None, pauses: Sequence[Pause] = ()) -> Occurrence | None:
    """The first of a series that is none of those before `last` (UTC microseconds), half a rhythm of grace for one that was held
    a little early, and not paused; where there was none yet, its first. None while it is paused for nobody knows how long."""
    first = _start(cadence)
    # One second before the first day has begun anywhere.
    after = first - DAY if last is None else max(first - DAY, last + round(usual_days(cadence) * DAY / 2))
    for found in moments(cadence, zone_name, after):
        pause = paused_on(pauses, found.day.isoformat())
        if pause is None:
            return found
        if not pause.until:
            break
    return None


def agreed_rhythm(cadence: Cadence, zone_name: str, began: Sequence[int], pauses: Sequence[Pause] = ()) -> Rhythm | None:
    """What was agreed as a rhythm that can be kept. `began`: when the last sessions did, UTC microseconds."""
    last = max(began, default=None)
    due = expected(cadence, zone_name, last, pauses)
    if due is None:
        return None
    return Rhythm(max(1, round(usual_days(cadence))), last if last is not None else due.starts, due.starts)


def rhythm_of(head: MentorshipHead) -> Rhythm | None:
    """The agreed one, else the one read from the past; None: there is none."""
    if head.cadence is None:
        return rhythm(head.began)
    return agreed_rhythm(head.cadence, head.zones.get(owner_of(head.cadence, head.me), head.zone), head.began, head.pauses)


def told(head: MentorshipHead, now: int) -> str:
    """`every 2 weeks, kept`; without an agreed one as it is read from the past; empty where there is none. While it is paused and
    when it is archived nothing slips."""
    found = rhythm_of(head)
    at_rest = head.archived is not None or paused_on(head.pauses, local(now, head.zone).date().isoformat()) is not None
    if head.cadence is None:
        return "" if found is None or at_rest else rhythm_words(found, now, head.next_date, head.zone)
    said = every_so_often(head.cadence)
    if found is None or at_rest or not head.began:
        return said
    match state(found, now, head.next_date):
        case "resting":
            return said
        case held:
            return f"{said}, {held}"


def zone_changes(cadence: Cadence, mentorship: Mentorship) -> tuple[str, ...]:
    """A sentence for each person who is in another zone than when the rhythm was agreed, and what that does to it."""
    told = []
    owner = owner_of(cadence, mentorship.me)
    hour = "" if cadence.at is None else f"{cadence.at // 60:02}:{cadence.at % 60:02}"
    for person in sorted(mentorship.people, key=lambda one: one.id != mentorship.me):
        before = cadence.zones.get(person.id, "")
        if not before or before == person.zone:
            continue
        who = "You are" if person.id == mentorship.me else f"{fit(person.name.split(' ')[0], 20)} is"
        moved = f"{who} in {fit(place(person.zone), 24)} now, {fit(place(before), 24)} when the rhythm was agreed"
        if person.id == owner:
            told.append(f"{moved}: it keeps {hour} there" if hour else f"{moved}: its days are those there")
        else:
            where = next((one.zone for one in mentorship.people if one.id == owner), "UTC")
            told.append(f"{moved}: it keeps {hour or 'its days'} in {fit(place(where), 24)}")
    return tuple(told)


def _start(cadence: Cadence) -> int:
    try:
        day = date.fromisoformat(cadence.start)
    except ValueError:
        return 0
    return max(0, round(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1_000_000))


def grace_day(cadence: Cadence, due: date) -> date:
    """From when on it is worth a look that none is planned: a few days before, fewer where the rhythm is quick."""
    return due - timedelta(days=min(3, max(0, round(usual_days(cadence) / 4))))
