"""What a finished session leaves to the next one: its plan is held, its open items stand on the next agenda."""

from collections.abc import Callable

import msgspec

from mentortui.core.charter_offers import carried
from mentortui.core.plan_carry import fresh, given_back, left_over, next_of, taken_over
from mentortui.core.records import CheckIn, Mentorship, Plan
from mentortui.core.result import Result
from mentortui.core.templates import usual
from mentortui.store.changing import Changing

PLANS, CHECKINS = "plans", "checkins"
replace = msgspec.structs.replace


def mark_under_way(now: Changing, mentorship: Mentorship, plan: Plan, session: str, wall: int) -> None:
    """The plan is that of a session that has begun, for the moment that stood in the mentorship: what is prepared from now on
    is the one after it."""
    plans = now.table(PLANS, Plan)
    plans.put(replace(plans.get(plan.id) or plan, session=session, starts=mentorship.next_date, changed=wall))


def carry_on(now: Changing, made: Result, mentorship: Mentorship, wall: int, new_id: Callable[[], str]) -> None:
    """Done again it does the same: each open item goes on exactly once. `mentorship` as it is after the session."""
    plans, session = tuple(now.table(PLANS, Plan).all().values()), made.session
    own = next((plan for plan in plans if plan.id == made.plan and not plan.removed), None)
    changed = []
    if own is not None and (own.state, own.session) != ("held", session.id):
        own = replace(own, state="held", session=session.id, changed=wall)
        changed.append(own)
        plans = tuple(own if plan.id == own.id else plan for plan in plans)
    planned = {item.id: item for item in own.items} if own else {}
    left = left_over(carried(made, planned), planned, session.began)
    after = next_of(plans)
    already = any(session.id in plan.took for plan in plans if plan is not after)
    if not already and (after is not None or left):
        before = after or fresh(new_id(), usual(session.kind), plans, mentorship, wall)
        taken = taken_over(before, session.id, left)
        if taken is not after and (after is not None or taken.items):
            changed.append(replace(taken, changed=wall))
    now.table(PLANS, Plan).put(*changed)
    # Check-ins written for the next session belong to this one now.
    own_id, checkins = own.id if own else session.id, now.table(CHECKINS, CheckIn)
    found = [one for one in checkins.all().values() if not one.plan and not one.removed and one.created <= session.began]
    checkins.put(*(replace(one, plan=own_id) for one in found))


def planned_for(now: Changing, plan: str) -> int | None:
    """The moment that plan was made for, UTC microseconds; None where it has none, or there is no such plan."""
    found = now.table(PLANS, Plan).get(plan) if plan else None
    return None if found is None else found.starts


def take_back(now: Changing, session: str, wall: int) -> None:
    """The session goes on after all: what it had left to the next one is its own again."""
    plans = now.table(PLANS, Plan)
    after = next_of(tuple(plans.all().values()))
    given = given_back(after, session) if after is not None else None
    if given is not None and given is not after:
        plans.put(replace(given, changed=wall))
