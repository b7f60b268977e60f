"""The feedback of a mentorship over time, the weekly moment for it, and what one could ask where the mentee gives none."""

from collections.abc import Callable
from datetime import date
from functools import cache, partial

import msgspec

from mentortui.core.commands import Refused
from mentortui.core.days_off import USUAL
from mentortui.core.feedback_course import (
    SESSIONS_WITHOUT,
    Course,
    Wanted,
    courses,
    given_ones,
    matches,
    moment_day,
    points_at,
    sessions_without,
    together,
)
from mentortui.core.feedback_dues import ASK, WEEKDAYS
from mentortui.core.goals_names import name_now
from mentortui.core.plan import added
from mentortui.core.quarters import Quarter
from mentortui.core.questions import choose
from mentortui.core.records import Living, Mentorship, PlanItem
from mentortui.core.text import fit
from mentortui.services.clock import Clock
from mentortui.services.feedback import Feedback, FeedbackBook
from mentortui.services.goal_names import shared_goals
from mentortui.services.preparing import Preparing
from mentortui.services.questions import Questions
from mentortui.store.store import Store

OFF, USUALLY = "off", ""
"""What the weekly moment can be beside the number of a weekday."""
replace = msgspec.structs.replace


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What there is now. `found`: what was given and is asked for, the newest first; `waiting`: what is still to be given."""

    book: FeedbackBook
    mentorship: Mentorship
    wanted: Wanted
    found: tuple[Living, ...]
    given: int
    """How many were given, asked for or not."""
    goals: tuple[str, ...]
    """What any of it is about, by the names these have now."""
    waiting: tuple[Living, ...]
    day: Callable[[int], date]
    """The user's day of a moment."""
    whole: Course
    by_quarter: tuple[tuple[Quarter, Course], ...]
    moment: str
    """When the weekly moment is, in words."""
    ask: str = ""
    """A question to ask, where the mentee has given none for some sessions."""
    without: str = ""
    """How many those are, in words."""


class FeedbackCourse:
    """Of one data folder. Every act is on disk when it returns, says what it did, and may raise Refused or StoreError."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        new_id: Callable[[], str],
        feedback: Feedback,
        preparing: Preparing,
        questions: Callable[[], Questions],
    ) -> None:
        self._store, self._clock, self._new_id = store, clock, new_id
        self._feedback, self._preparing, self._questions = feedback, preparing, questions
        self._pointed: dict[tuple[str, int], bool] = {}
        self._counted: dict[str, tuple[object, tuple[int, int]]] = {}

    def seen(self, slug: str, wanted: Wanted) -> Seen:
        """All there is of what is asked for."""
        book, mentorship = self._feedback.book(slug), self._store.mentorship(slug)
        every = book.all()
        given = given_ones(every)
        people, day = tuple(book.people), cache(book.day)
        shared = shared_goals(self._store, slug)
        named = cache(partial(name_now, goals=shared))
        any_goal = replace(wanted, goal="")
        found = [one for one in given if matches(one, any_goal, people, day)]
        found = [one for one in found if not wanted.goal or named(one.capture.goal) == wanted.goal]
        found.sort(key=lambda one: (-(one.capture.given or one.created), one.id))
        without, ask = self._asking(slug, mentorship, every, people)
        by_quarter = courses(found, people, day, self._points)
        return Seen(
            book=book,
            mentorship=mentorship,
            wanted=wanted,
            found=tuple(found),
            given=len(given),
            goals=tuple(dict.fromkeys(named(one.capture.goal) for one in every if one.capture.goal)),
            waiting=book.waiting(),
            whole=together(one for _, one in by_quarter),
            by_quarter=by_quarter,
            day=day,
            moment=moment_words(mentorship, book.today, bool(every)),
            ask=ask,
            without=without,
        )

    def count(self, slug: str) -> tuple[int, int]:
        """How many there are, and how many of them wait to be given."""
        stamps = self._store.stamps(slug)
        known = self._counted.get(slug)
        if known is None or known[0] != stamps:
            there = [one for one in self._store.living(slug) if one.capture.kind == "feedback" and not one.removed]
            self._counted[slug] = known = stamps, (len(there), len(there) - len(given_ones(there)))
        return known[1]

    def book(self, slug: str) -> FeedbackBook:
        """To do something with one of them."""
        return self._feedback.book(slug)

    def set_moment(self, slug: str, chosen: str) -> str:
        """`off`, a weekday's number, or nothing for the last working day."""
        if chosen not in (OFF, USUALLY, *"0123456"):
            raise Refused(f"“{fit(chosen, 12)}” is no day of the week.")
        with self._store.changing(slug) as now:
            before = now.mentorship()
            if before.feedback_moment != chosen:
                stamp = {"changed": self._clock.wall(), "changed_by": before.me}
                now.mentorships.put(replace(before, feedback_moment=chosen, **stamp))
        return f"weekly moment for feedback: {_moment(chosen)}"

    def put_on_agenda(self, slug: str, title: str) -> tuple[str, str]:
        """As an item of the next session, brought by the user: its id, and a sentence."""
        with self._store.changing(slug) as now:
            plan = self._preparing.plan(slug)
            if any(item.title == title for item in plan.items):
                raise Refused("That is on the next agenda already.")
            me = now.mentorship().me
            item = PlanItem(id=self._new_id(), title=title, owner="both", brought_by=me, since=self._clock.wall())
            self._preparing.save(slug, added(plan, item))
        return item.id, f"on the next agenda: {fit(title, 50)}"

    def off_agenda(self, slug: str, id: str) -> str:
        """The item goes again. Raises Refused where it is no longer there."""
        return self._preparing.off_agenda(slug, id)

    def _points(self, record: Living) -> bool:
        """Asked once of each as it reads."""
        key = record.id, record.changed
        if key not in self._pointed:
            self._pointed[key] = points_at(record, self._feedback.hints)
        return self._pointed[key]

    def _asking(self, slug: str, mentorship: Mentorship, every: tuple[Living, ...], people: tuple[str, ...]) -> tuple[str, str]:
        if mentorship.part != "mentor" or not every:
            return "", ""
        began = [head.began for head in self._store.session_heads(slug) if not head.removed]
        for person in mentorship.people:
            if person.role != "mentee" or person.id == mentorship.me:
                continue
            count = len(sessions_without(every, person.id, began, people))
            if count >= SESSIONS_WITHOUT:
                question = choose(self._questions().bank(), "feedback", "", f"{slug} {len(began)}", ())
                return f"none from {fit(person.name, 24)} for {count} sessions", question.text if question else ASK
        return "", ""


def moment_words(mentorship: Mentorship, today: date, used: bool) -> str:
    """When it is: `on Fridays, your last working day`; what it takes to begin where no feedback was given yet."""
    if mentorship.feedback_moment == OFF:
        return "none: w sets a day"
    if not used:
        return "begins once there is feedback"
    off = mentorship.days_off.get(mentorship.me, USUAL)
    if mentorship.feedback_moment:
        return f"on {_moment(mentorship.feedback_moment)}"
    day = moment_day(today, off)
    return f"on your last working day, {WEEKDAYS[day.weekday()]} this week" if day else "on your last working day, none this week"


def _moment(chosen: str) -> str:
    if chosen == OFF:
        return "none"
    return f"{WEEKDAYS[int(chosen)]}s" if chosen in tuple("0123456") else "the last working day"
