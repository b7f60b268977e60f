"""What a finished session leaves to the next one: its plan is held, its open items stand on the next agenda."""

from collections.abc import Callable

import msgspec

from mentortui.core.plan_carry import fresh, given_back, left_over, next_of, taken_over
from mentortui.core.records import CheckIn, Mentorship, Plan
from mentortui.core.result import Result
from mentortui.core.templates import usual
from mentortui.store.store import Store

PLANS, CHECKINS = "plans", "checkins"
replace = msgspec.structs.replace


def mark_under_way(store: Store, mentorship: Mentorship, plan: Plan, session: str, wall: int) -> None:
    """The plan is that of a session that has begun, for the moment that stood in the mentorship: what is prepared from now on
    is the one after it."""
    slug = mentorship.slug
    known = next((one for one in store.table(slug, PLANS, Plan) if one.id == plan.id), plan)
    store.save_table(slug, PLANS, replace(known, session=session, starts=mentorship.next_date, changed=wall))


def carry_on(store: Store, slug: str, made: Result, mentorship: Mentorship, wall: int, new_id: Callable[[], str]) -> None:
    """Done again it does the same: each open item goes on exactly once. `mentorship` as it is after the session."""
    plans, session = store.table(slug, PLANS, Plan), made.session
    own = next((plan for plan in plans if plan.id == made.plan and not plan.removed), None)
    changed = []
    if own is not None and (own.state, own.session) != ("held", session.id):
        own = replace(own, state="held", session=session.id, changed=wall)
        changed.append(own)
        plans = tuple(own if plan.id == own.id else plan for plan in plans)
    left = left_over(session.items, {item.id: item for item in own.items} if own else {}, session.began)
    after = next_of(plans)
    already = any(session.id in plan.took for plan in plans if plan is not after)
    if not already and (after is not None or left):
        before = after or fresh(new_id(), usual(session.kind), plans, mentorship, wall)
        taken = taken_over(before, session.id, left)
        if taken is not after and (after is not None or taken.items):
            changed.append(replace(taken, changed=wall))
    if changed:
        store.save_table(slug, PLANS, *changed)
    _keep_check_ins(store, slug, own.id if own else session.id, session.began)


def planned_for(store: Store, slug: str, plan: str) -> int | None:
    """The moment that plan was made for, UTC microseconds; None where it has none, or there is no such plan."""
    return next((one.starts for one in store.table(slug, PLANS, Plan) if one.id == plan), None) if plan else None


def take_back(store: Store, slug: str, session: str, wall: int) -> None:
    """The session goes on after all: what it had left to the next one is its own again."""
    after = next_of(store.table(slug, PLANS, Plan))
    given = given_back(after, session) if after is not None else None
    if given is not None and given is not after:
        store.save_table(slug, PLANS, replace(given, changed=wall))


def _keep_check_ins(store: Store, slug: str, plan: str, began: int) -> None:
    """Those written for the next session belong to this one now."""
    found = [one for one in store.table(slug, CHECKINS, CheckIn) if not one.plan and not one.removed and one.created <= began]
    if found:
        store.save_table(slug, CHECKINS, *(replace(one, plan=plan) for one in found))
