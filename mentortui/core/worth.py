"""What on Home is worth a look: a few lines, most useful first, each with what its key does. Heads and now in, lines out."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal, TypeAlias

import msgspec

from mentortui.core.dates import iso_day, show_date
from mentortui.core.due import due_on
from mentortui.core.heads import AFTER, DAY, MINUTE, USUAL_MINUTES, MentorshipHead, PromiseHead, day_of, local
from mentortui.core.mentorship_pauses import paused_on
from mentortui.core.text import fit, joined

Kind: TypeAlias = Literal["gone by", "overlap", "late", "notes", "today", "waiting", "due", "feedback"]
"""What a line is about; of two lines the one whose kind stands first here is the more useful one."""
ORDER: tuple[Kind, ...] = ("gone by", "overlap", "late", "notes", "today", "waiting", "due", "feedback")
MOST = 5
FIRST_OF_A_KIND = 2
"""Lines of one kind that come before those of other kinds; what is left of it comes after them."""
WITHOUT_FEEDBACK = 28 * DAY
"""From when on it is said that there was none."""
STILL_MEETING = 56 * DAY
"""Since the last session: later nobody needs to be told."""
SESSIONS_WITHOUT = 2
"""Sessions without feedback before it is said."""
NAME, QUOTE = 24, 40


class Worth(msgspec.Struct, frozen=True, kw_only=True):
    """One line. `session`, `promise`, `tab` with `record`: what its key opens."""

    kind: Kind
    slug: str
    text: str
    short: str
    """The same in fewer words, for a narrow screen."""
    session: str = ""
    promise: str = ""
    tab: str = ""
    record: str = ""
    urgency: int = 0
    """Among lines of its kind the smallest comes first."""


def worth_a_look(heads: Sequence[MentorshipHead], now: int, under_way: Collection[str] = ()) -> tuple[Worth, ...]:
    """At most five lines, the most useful first; none of what is archived, or paused. `under_way`: the slugs of mentorships that
    are meeting now, and are not asked what became of their session."""
    here = [head for head in heads if not head.removed and head.archived is None]
    here = [head for head in here if paused_on(head.pauses, local(now, head.zone).date().isoformat()) is None]
    called = _called(here)
    found = [line for head in here for line in _of(head, called[head.slug], now, head.slug in under_way)]
    found += _overlaps(here, called, now)
    ranked: list[tuple[int, int, int, str, Worth]] = []
    for place, kind in enumerate(ORDER):
        lines = sorted((line for line in found if line.kind == kind), key=lambda line: (line.urgency, line.slug))
        ranked += [(n // FIRST_OF_A_KIND, place, n, line.slug, line) for n, line in enumerate(lines)]
    ranked.sort(key=lambda one: one[:4])
    return tuple(line for *_, line in ranked[:MOST])


def names_of(head: MentorshipHead) -> str:
    """`Grace Otieno`, `Grace and Linus`, `Grace, Linus and 2 more`: as short as a line needs it."""
    names = [fit(head.names[person], NAME) for person in head.others]
    return joined(names) if len(names) <= 2 else f"{names[0]}, {names[1]} and {len(names) - 2} more"


def gone_by(head: MentorshipHead, now: int) -> bool:
    """Whether its planned session should have been and nothing tells that it was."""
    return head.next_date is not None and head.next_date + AFTER < now


def late(head: MentorshipHead, person: str, now: int) -> int:
    """How many of that person's open promises were due before today."""
    today = day_of(head, person, now)
    return sum(count for due, count in head.dues.get(person, {}).items() if _before(due, today))


def due_today(head: MentorshipHead, person: str, now: int) -> int:
    """How many of that person's open promises are due today."""
    return head.dues.get(person, {}).get(day_of(head, person, now).isoformat(), 0)


def longest_late(head: MentorshipHead, person: str, now: int) -> int:
    """Days since the first of that person's open promises was due; 0 where none is late."""
    today = day_of(head, person, now)
    days = [(today - day).days for day in map(iso_day, head.dues.get(person, {})) if day is not None and day < today]
    return max(days, default=0)


def _called(heads: Sequence[MentorshipHead]) -> dict[str, str]:
    """By slug what the others are called where room is short: the first name, where no other mentorship has it too."""
    firsts = {head.slug: head.names[head.others[0]].split(" ")[0] if len(head.others) == 1 else "" for head in heads}
    count = Counter(firsts.values())
    return {
        head.slug: fit(first, NAME) if len(first) > 1 and count[first] == 1 else names_of(head)
        for head in heads
        for first in (firsts[head.slug],)
    }


def _of(head: MentorshipHead, called: str, now: int, meeting: bool) -> Iterator[Worth]:
    """All there is to say of one mentorship."""
    name, today = names_of(head), local(now, head.zone).date()
    if head.next_date is not None and gone_by(head, now) and not meeting:
        planned = local(head.next_date, head.zone)
        when = f"{show_date(planned.date(), today)} {planned:%H:%M}"
        yield Worth(
            kind="gone by",
            slug=head.slug,
            text=f"The session with {name} planned for {when}: held, moved or missed?",
            short=f"{called}, {show_date(planned.date(), today)}: held, moved or missed?",
            urgency=-head.next_date,
        )
    yield from _late(head, name, called, now)
    last = head.last
    if last is not None and last.notes:
        count = "1 note" if last.notes == 1 else f"{last.notes} notes"
        open_date = "" if head.next_date is not None else ", next date open"
        yield Worth(
            kind="notes",
            slug=head.slug,
            text=f"Session {last.number} with {name}: {count} to sort{open_date}",
            short=f"Session {last.number} with {called}: {count} to sort",
            session=last.id,
            urgency=-last.began,
        )
    yield from _today(head, name, called, now)
    if head.waiting:
        told = "Feedback waits" if head.waiting == 1 else f"{head.waiting} pieces of feedback wait"
        text, short = f"{told} to be given to {name}", f"{told} for {called}"
        yield Worth(kind="waiting", slug=head.slug, text=text, short=short, urgency=-head.waiting)
    coming = due_on(head.coming, today.isoformat(), "home")
    for place, due in enumerate(coming):
        text, short = f"{name}: {due.text}", f"{called}: {due.short or due.text}"
        yield Worth(
            kind="due", slug=head.slug, text=text, short=short, tab=due.tab, record=due.record, urgency=due.rank * 1_000 + place
        )
    if not any(due.tab == "feedback" for due in coming):  # one line about feedback is enough
        yield from _without_feedback(head, name, called, now)


def _late(head: MentorshipHead, name: str, called: str, now: int) -> Iterator[Worth]:
    """The user's own: what others promised is theirs, and stands on the card."""
    count = late(head, head.me, now)
    first = _first(head, head.me)
    if not count or first is None:
        return
    due = iso_day(first.due)
    assert due is not None
    today = day_of(head, head.me, now)
    more = f", and {count - 1} more late" if count > 1 else ""
    quoted, was_for = f"“{fit(first.text, QUOTE)}”", f"was for {show_date(due, today)}"
    yield Worth(
        kind="late",
        slug=head.slug,
        text=f"Your promise to {name}, {quoted}, {was_for}{more}",
        short=f"You to {called}, {was_for}: {quoted}",
        session=first.session,
        promise=first.id,
        urgency=due.toordinal(),
    )


def _today(head: MentorshipHead, name: str, called: str, now: int) -> Iterator[Worth]:
    for person in (head.me, *head.others):
        count, day = due_today(head, person, now), day_of(head, person, now).isoformat()
        if not count:
            continue
        promise = next((one for one in head.nearest if one.who == person and one.due == day), None)
        whose = f"your promise to {name}" if person == head.me else f"what {fit(head.names.get(person, name), NAME)} promised"
        said = f", “{fit(promise.text, QUOTE)}”" if promise else ""
        more = f", and {count - 1} more" if count > 1 else ""
        yield Worth(
            kind="today",
            slug=head.slug,
            text=f"Due today: {whose}{said}{more}",
            short=f"Due today, {f'you to {called}' if person == head.me else called}{said}{more}",
            session=promise.session if promise else "",
            promise=promise.id if promise else "",
            urgency=int(person != head.me),
        )


def _without_feedback(head: MentorshipHead, name: str, called: str, now: int) -> Iterator[Worth]:
    """Only of those who have given some: what nobody uses never nags."""
    since = head.feedback
    if head.last is None or since is None or head.waiting or now - head.last.began > STILL_MEETING:
        return
    held = sum(began > since for began in head.began)
    if now - since >= WITHOUT_FEEDBACK and held >= SESSIONS_WITHOUT:
        length = f"for {(now - since) // (7 * DAY)} weeks"
        text, short = f"No feedback with {name} {length}, either way", f"No feedback with {called} {length}"
        yield Worth(kind="feedback", slug=head.slug, text=text, short=short, urgency=since)


def _overlaps(heads: Sequence[MentorshipHead], called: Mapping[str, str], now: int) -> Iterator[Worth]:
    """Two sessions planned for the same time: of each pair the later one is the one to move."""
    coming = sorted((head.next_date, head.slug, head) for head in heads if head.next_date is not None and head.next_date > now)
    for (start, _, first), (following, _, second) in pairwise(coming):
        length = first.next_minutes if first.next_minutes is not None else USUAL_MINUTES
        if following < start + length * MINUTE:
            at, then, today = local(start, first.zone), local(following, first.zone), local(now, first.zone).date()
            who, brief = joined([names_of(first), names_of(second)]), joined([called[first.slug], called[second.slug]])
            when = f"{show_date(at.date(), today)} {at:%H:%M} and {then:%H:%M}"
            text, short = f"{who} are planned for the same time: {when}", f"{brief} at the same time: {when}"
            yield Worth(kind="overlap", slug=second.slug, text=text, short=short, urgency=start)


def _first(head: MentorshipHead, person: str) -> PromiseHead | None:
    return min((one for one in head.nearest if one.who == person), key=lambda one: one.due, default=None)


def _before(due: str, today: date) -> bool:
    day = iso_day(due)
    return day is not None and day < today
