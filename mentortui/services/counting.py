"""A session written down afterwards, or made of a transcript, counts as the planned one of that time; removed it does no more."""

from collections.abc import Callable, Iterable

import msgspec

from mentortui.core.plan_carry import fresh, next_of
from mentortui.core.plan_counted import counted, counted_no_more, counted_of, counts_as
from mentortui.core.records import CheckIn, FinishedSession, Mentorship, Plan, Roles
from mentortui.core.roles import rotated
from mentortui.core.sharing import in_order
from mentortui.core.templates import usual
from mentortui.services.carrying import CHECKINS, PLANS
from mentortui.store.changing import Changing

replace = msgspec.structs.replace


def count_as_planned(now: Changing, session: FinishedSession, wall: int, new_id: Callable[[], str]) -> None:
    """Where it is the planned session, that one is held: what it did not tick stands on the next agenda, and no date is known."""
    plans, mentorship = now.table(PLANS, Plan), now.mentorship()
    every = tuple(plans.all().values())
    planned = counts_as(mentorship.next_date, session.began, wall, every)
    if planned is None:
        return
    stored = next_of(every)
    plan = replace(stored or fresh(new_id(), usual(session.kind), every, mentorship, wall), starts=planned)
    kept = counted(plan, session, new_id(), wall, mentorship.me)[1]
    plans.put(kept)
    _go_on(now, stored, kept, session, wall)


def count_no_more(now: Changing, session: FinishedSession, wall: int) -> None:
    """It is removed: what it had counted as is planned again, for its date where no other was set since."""
    plans, mentorship = now.table(PLANS, Plan), now.mentorship()
    kept = next((one for one in plans.all().values() if one.session == session.id and counted_of(one) and not one.removed), None)
    if kept is None:
        return
    stamp = {"changed": wall, "changed_by": mentorship.me}
    roles = _roles(plans.all().values(), mentorship)
    starts = kept.starts if mentorship.next_date is None else mentorship.next_date
    plans.put(replace(kept, removed=True, **stamp))
    plan = _open(plans.get(counted_of(kept)))
    if plan is not None:
        plans.put(replace(counted_no_more(plan, kept, session, roles), starts=starts, **stamp))
    if starts != mentorship.next_date:
        now.mentorships.put(replace(mentorship, next_date=starts, **stamp))
    _bind(now, (kept.id,), plan.id if plan is not None else "", wall)


def count_again(now: Changing, session: FinishedSession, wall: int) -> None:
    """Its removal is undone: it counts as before; where what it had counted as was moved since, that stays."""
    plans = now.table(PLANS, Plan)
    kept = next((one for one in plans.all().values() if one.session == session.id and counted_of(one) and one.removed), None)
    if kept is None:
        return
    plans.put(replace(kept, removed=False, changed=wall))
    if now.mentorship().next_date == kept.starts:
        _go_on(now, _open(plans.get(counted_of(kept))), kept, session, wall)


def _go_on(now: Changing, plan: Plan | None, kept: Plan, session: FinishedSession, wall: int) -> None:
    """The plan, where one is stored, is for another date now; what is `kept` of the one that was held is put already."""
    plans, mentorship = now.table(PLANS, Plan), now.mentorship()
    stamp = {"changed": wall, "changed_by": mentorship.me}
    if plan is not None:
        following, _ = counted(plan, session, kept.id, wall, mentorship.me)
        plans.put(replace(following, roles=_roles(plans.all().values(), mentorship), **stamp))
    now.mentorships.put(replace(mentorship, next_date=None, **stamp))
    _bind(now, ("", counted_of(kept)), kept.id, wall, max(session.ended, kept.starts or 0))


def _open(plan: Plan | None) -> Plan | None:
    """It, where it is still to come."""
    return plan if plan is not None and not plan.removed and plan.state == "planned" and not plan.session else None


def _roles(plans: Iterable[Plan], mentorship: Mentorship) -> Roles:
    return rotated([plan for plan in plans if not plan.removed], in_order(mentorship))


def _bind(now: Changing, plans: tuple[str, ...], to: str, wall: int, until: int | None = None) -> None:
    """Check-ins of those plans, written by `until`, belong to that one."""
    checkins = now.table(CHECKINS, CheckIn)
    found = [one for one in checkins.all().values() if one.plan in plans and not one.removed]
    checkins.put(*(replace(one, plan=to, changed=wall) for one in found if until is None or one.created <= until))
