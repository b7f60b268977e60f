"""When feedback comes back by itself: the weekly moment, and a question where the mentee has given none for five sessions. Both
only for those who have used feedback."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from mentortui.core.days_off import USUAL
from mentortui.core.due import Due
from mentortui.core.feedback import giver_of, waiting
from mentortui.core.feedback_course import SESSIONS_WITHOUT, day_given, given_ones, moment_day, sessions_without
from mentortui.core.heads import local, own_zone
from mentortui.core.holdings import Holdings
from mentortui.core.records import Living, Mentorship
from mentortui.core.text import fit

TAB = "feedback"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKS = 8
"""After the last session, or the last feedback, in which the moment comes: who no longer meets is not asked."""
ASKED_FOR = 28
"""Days after the last session for which it is proposed to ask."""
ASK = "What should I do more of, and what less, to be of use to you?"
"""The question a line can hold where the bank is not at hand; it is one of the bank."""
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def due_feedback(held: Holdings) -> Iterable[Due]:
    """What is due about feedback."""
    used = [one for one in held.living if one.capture.kind == "feedback"]
    if used:
        yield from _moments(held, used)
        yield from _asks(held, used)


def _day(held: Holdings, moment: int) -> date:
    mine = own_zone(held.mentorship)
    return local(moment, mine).date()


def _moments(held: Holdings, used: list[Living]) -> Iterator[Due]:
    """One a week, on its own day and on no other; none in a week in which the user has given some, nor while some waits to be
    given, which Home says anyway."""
    mentorship, me = held.mentorship, held.mentorship.me
    if waiting(used, me):
        return

    def day(moment: int) -> date:
        return _day(held, moment)

    first = min(day(one.created) for one in used)
    given = {_monday(day_given(one, day)) for one in given_ones(used) if giver_of(one.capture, me) == me}
    last = max([day(start) for start in held.began] + [day_given(one, day) for one in used])
    off = mentorship.days_off.get(me, USUAL)
    for week in range(WEEKS + 1):
        begins = _monday(last) + timedelta(weeks=week)
        on = moment_day(begins, off, mentorship.feedback_moment)
        if on is not None and on > first and begins not in given:
            said = f"{WEEKDAYS[on.weekday()]}, a moment for feedback?"
            yield Due(rank=50, text=said, since=on.isoformat(), until=on.isoformat(), tab=TAB, where=("home",))


def _asks(held: Holdings, used: list[Living]) -> Iterator[Due]:
    """For a mentor whose mentee has given none: a question that asks for some."""
    mentorship = held.mentorship
    if mentorship.part != "mentor":
        return
    mentees = [person for person in mentorship.people if person.role == "mentee" and person.id != mentorship.me]
    for mentee in mentees:
        without = sessions_without(used, mentee.id, held.began, _people(mentorship))
        if len(without) < SESSIONS_WITHOUT:
            continue
        whose = "" if len(mentees) == 1 else f" from {fit(mentee.name, 24)}"
        number = NUMBERS[SESSIONS_WITHOUT]
        yield Due(
            rank=50,
            text=f"No feedback{whose} for {number} sessions. One could ask: {ASK}",
            short=f"No feedback{whose} for {number} sessions: ask?",
            since=_day(held, without[SESSIONS_WITHOUT - 1]).isoformat(),
            until=(_day(held, without[-1]) + timedelta(days=ASKED_FOR)).isoformat(),
            tab=TAB,
            item=ASK,
        )


def _people(mentorship: Mentorship) -> tuple[str, ...]:
    """Their ids, the user first."""
    return (mentorship.me, *(person.id for person in mentorship.people if person.id != mentorship.me))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
