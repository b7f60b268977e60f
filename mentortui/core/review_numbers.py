"""Every number on a review, each with what it counts. All are of one mentorship and one period, counted anew from the records;
over sessions times are added up, never averaged.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from mentortui.core import trends as t
from mentortui.core import trends_groups as g
from mentortui.core.calendar_counts import called_off, moves_from
from mentortui.core.dates import iso_day
from mentortui.core.feedback import giver_among, lacks_step
from mentortui.core.feedback_course import day_given, given_ones
from mentortui.core.goals import Goal, together
from mentortui.core.goals_measured import measured
from mentortui.core.mentorship_pauses import FOREVER, Pause, paused_days
from mentortui.core.mentorship_pauses import TABLE as PAUSES
from mentortui.core.mentorship_pauses import there as pauses_there
from mentortui.core.milestones import Milestone
from mentortui.core.plan_counted import NEAR
from mentortui.core.promises import promised, promiser
from mentortui.core.record_details import ActionDetails
from mentortui.core.records import Caught, Living, Move, Plan
from mentortui.core.review_look import Look
from mentortui.core.rituals import is_light
from mentortui.core.trends_held import held as as_held


class Promises(msgspec.Struct, frozen=True, kw_only=True):
    """What one person promised. `made`: caught in the period. `kept`, `dropped`: settled so in it, whenever they were made or
    due. `due`: due on a day of it that has come, or settled before that; of those `due_kept` are kept by now, `due_dropped`
    dropped, and `due_open` open."""

    person: str
    made: int = 0
    kept: int = 0
    dropped: int = 0
    due: int = 0
    due_kept: int = 0
    due_dropped: int = 0

    @property
    def due_open(self) -> int:
        """Of those due in the period: neither kept nor dropped by now."""
        return self.due - self.due_kept - self.due_dropped

    @property
    def any(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.made or self.kept or self.dropped or self.due)


class Meetings(msgspec.Struct, frozen=True, kw_only=True):
    """The sessions of a period. `held`: those that began in it, `light` how many of them were coffee chats and the like.
    `without`: planned ones that were held without the program, none of them in `held`.
    `missed`, `skipped`: plans marked so whose start lies in it. `moved`: how often one was moved from a date in it. `paused`:
    days of it, until today, on which the mentorship was paused. `active`: microseconds of active time of those held, light
    ones aside."""

    held: int = 0
    without: int = 0
    light: int = 0
    missed: int = 0
    skipped: int = 0
    moved: int = 0
    paused: int = 0
    active: int = 0


class Topics(msgspec.Struct, frozen=True, kw_only=True):
    """Agenda items of sessions held, brought by one person (empty: nobody in particular); `taken_up`: begun. `used`:
    microseconds."""

    person: str
    brought: int = 0
    taken_up: int = 0
    used: int = 0


class GoalMoved(msgspec.Struct, frozen=True, kw_only=True):
    """A shared goal at both ends of the period. `before`: its share of the way at the end of the day before it begins, `now`: at
    the end of its last day (0..1; None: without a measure). `readings`: written for days of the period, of all key results.
    `milestones`: those reached on a day of it. `closed`: reached or parked on one."""

    goal: Goal
    before: float | None
    now: float | None
    readings: int = 0
    milestones: tuple[Milestone, ...] = ()
    closed: bool = False

    @property
    def moved(self) -> bool:
        """Whether anything happened to it in the period."""
        return bool(self.readings or self.milestones or self.closed)


# sessions


def meetings(look: Look) -> Meetings:
    """How many sessions there were, and how long they were together."""
    return Meetings(
        held=len(look.held),
        without=len(held_without(look)),
        light=sum(is_light(one.kind) for one in look.held),
        missed=len(planned_away(look, "missed")),
        skipped=len(planned_away(look, "skipped")),
        moved=len(moves(look)),
        paused=paused_days(look.holdings.of(PAUSES, Pause), look.period.begin, min(look.period.end, look.today)),
        active=sum(max(0, one.figures.active) for one in look.held if not is_light(one.kind)),
    )


def planned_away(look: Look, state: str) -> tuple[Plan, ...]:
    """The planned sessions that were `missed`, `skipped` or `held`, whose start lies in the period, by that start."""
    found = [
        plan
        for plan in look.holdings.plans
        if plan.state == state and not plan.removed and plan.starts is not None and look.within(plan.starts)
    ]
    return tuple(sorted(found, key=lambda plan: (plan.starts or 0, plan.id)))


def held_without(look: Look) -> tuple[Plan, ...]:
    """The planned sessions that were held without the program, whose start lies in the period, by that start: of none of them
    a session is stored, under its own id or about that time."""
    stored = {one.id for one in look.meetings}

    def is_stored(plan: Plan) -> bool:
        return plan.session in stored or any(abs(one.began - (plan.starts or 0)) <= NEAR for one in look.meetings)

    return tuple(plan for plan in planned_away(look, "held") if not is_stored(plan))


def moves(look: Look) -> tuple[Move, ...]:
    """Each time a planned session was moved from a date in the period to another, by that date."""
    return moves_from(look.holdings.plans, look.within)


def dates_called_off(look: Look) -> tuple[Move, ...]:
    """Each date in the period that a planned session lost without getting another."""
    return called_off(look.holdings.plans, look.within)


def pauses(look: Look) -> tuple[Pause, ...]:
    """Those that have a day in the period, in order."""
    begin, end = look.period.begin.isoformat(), look.period.end.isoformat()
    return tuple(
        one for one in pauses_there(look.holdings.of(PAUSES, Pause)) if one.begins <= end and begin <= (one.until or FOREVER)
    )


def takeaways(look: Look) -> tuple[tuple[int, Caught], ...]:
    """Those of sessions held in the period, with when their session began, oldest first."""
    return tuple((held.began, one) for held in look.held for one in held.caught if one.capture.kind == "takeaway")


def understood(look: Look) -> dict[str, int]:
    """How often each person said back what the other had meant, and it was agreed, in sessions held; only those who did."""
    return dict(Counter(restated for held in look.held for restated, _, _ in held.understandings))


# promises


def all_promises(look: Look) -> tuple[Living, ...]:
    """Actions, and next steps of feedback that was given: whatever somebody promised, at any time."""
    return tuple(one for kind in ("action", "feedback") for one in look.caught(kind) if promised(one.capture))


def promises_by(look: Look) -> tuple[Promises, ...]:
    """Of everybody of the mentorship, mentees first; then of promisers who are not of it, the empty one for what nobody said."""
    counts: dict[str, Counter[str]] = {member.id: Counter() for member in look.people}
    for one in all_promises(look):
        count = counts.setdefault(promiser(one.capture), Counter())
        count["made"] += look.within(one.created)
        if one.state != "open" and look.period.has(settled_on(one, look)):
            count["kept" if one.state == "done" else "dropped"] += 1
        due = iso_day(one.capture.due)
        if due is not None and look.period.has(due) and (due <= look.today or one.state != "open"):
            count["due"] += 1
            count["due_kept"] += one.state == "done"
            count["due_dropped"] += one.state == "dropped"
    return tuple(Promises(person=person, **count) for person, count in counts.items())


def kept_in(look: Look) -> tuple[Living, ...]:
    """The promises kept on a day of the period, by that day."""
    found = [one for one in all_promises(look) if one.state == "done" and look.period.has(settled_on(one, look))]
    return tuple(sorted(found, key=lambda one: (settled_on(one, look), one.created, one.id)))


def settled_on(record: Living, look: Look) -> date:
    """When it was kept or dropped: the day it says, else the day of its last change, which for older records is all there is."""
    said = iso_day(record.details.closed) if isinstance(record.details, ActionDetails) else None
    return said or look.day(record.changed or record.created)


# wins, feedback, decisions, opportunities


def wins(look: Look) -> tuple[Living, ...]:
    """Those of the period that whoever reads the page may see."""
    return look.in_period(look.caught("win"))


def feedback(look: Look) -> tuple[Living, ...]:
    """What was given in the period, either way, oldest first: not what waits, nor what has no next step yet."""
    found = [one for one in given_ones(look.caught("feedback")) if not lacks_step(one.capture)]
    here = [one for one in found if look.within(one.capture.given or one.created)]
    return tuple(sorted(here, key=lambda one: (day_given(one, look.day), one.created, one.id)))


def feedback_ways(look: Look) -> dict[tuple[str, str], int]:
    """How many pieces of it went from whom to whom."""
    return dict(Counter((giver(one, look), one.capture.who) for one in feedback(look)))


def giver(record: Living, look: Look) -> str:
    """The id of who gave a feedback; empty where nobody knows."""
    return giver_among(record.capture, (look.me, *(one.id for one in look.people if one.id != look.me)))


def decisions(look: Look) -> tuple[Living, ...]:
    """Those made on a day of the period, or, where that is not said, caught in it."""
    return look.in_period(look.caught("decision"))


def opportunities(look: Look) -> tuple[Living, ...]:
    """Those offered on a day of the period, or, where that is not said, caught in it."""
    return look.in_period(look.caught("opportunity"))


def setbacks(look: Look) -> tuple[Living, ...]:
    """Those caught in the period, both sides'."""
    return look.in_period(look.caught("setback"))


def topics(look: Look) -> tuple[Topics, ...]:
    """Who brought the agenda items of the sessions held: everybody of the mentorship, then others, nobody last."""
    found: dict[str, Counter[str]] = {member.id: Counter() for member in look.people}
    for held in look.held:
        for item in held.items:
            count = found.setdefault(item.brought_by, Counter())
            count["brought"] += 1
            count["taken_up"] += item.state != "waiting"
            count["used"] += max(0, item.used)
    order = sorted(found, key=lambda person: not person)
    return tuple(Topics(person=person, **found[person]) for person in order if person or found[person])


# goals


def goals(look: Look) -> tuple[GoalMoved, ...]:
    """Every shared goal that was there by the end of the period, those that moved first."""
    found = []
    shared = [goal for goal in look.holdings.of("goals", Goal) if not goal.is_private]  # whatever file one stands in
    for goal in together(shared, ()):
        if goal.created >= look.until:
            continue
        here = GoalMoved(
            goal=goal,
            before=_share(goal, look, end=False),
            now=_share(goal, look, end=True),
            readings=sum(
                look.period.has(iso_day(reading.day))
                for one in goal.key_results
                for reading in one.readings
                if not reading.removed
            ),
            milestones=tuple(
                sorted(
                    (one for one in goal.milestones if not one.removed and look.period.has(iso_day(one.reached))),
                    key=lambda one: (one.reached, one.id),
                )
            ),
            closed=goal.state != "open" and look.period.has(iso_day(goal.closed)),
        )
        found.append(here)
    return tuple(sorted(found, key=lambda one: (not one.moved, one.goal.created, one.goal.id)))


def _share(goal: Goal, look: Look, *, end: bool) -> float | None:
    if end:
        return measured(goal, look.period.end).share
    before = look.period.begin.toordinal() - 1
    return measured(goal, date.fromordinal(before)).share if before > 0 else None


# talk


def talk(look: Look) -> t.Trends:
    """The sessions held as Trends has them: which of them count, and why others do not. Light ones have no shares, and are not
    looked at."""
    away = [
        plan for plan in look.holdings.plans if plan.state == "missed" and plan.starts is not None and look.within(plan.starts)
    ]
    return t.gathered(
        look.holdings.mentorship, (as_held(one, look.zone, brief=True) for one in look.held if not is_light(one.kind)), away
    )


def talk_together(trends: t.Trends) -> g.Group:
    """Of those that count: each person's floor time and agreed time added up, so that a share is ΣF_p / ΣF. docs/fairness.md."""
    return g.whole(trends)


# what is said of them


def by_person(counts: Mapping[str, int], look: Look) -> tuple[tuple[str, int], ...]:
    """Names and numbers, mentees first, those of others and of nobody last."""
    order: Sequence[str] = [member.id for member in look.people]
    found = sorted(counts, key=lambda person: (order.index(person) if person in order else len(order), not person, person))
    return tuple((person, counts[person]) for person in found if counts[person])
