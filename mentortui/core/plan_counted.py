"""A session that was held without the program counts as the one that was planned for that time; taken away it does no more."""

from collections.abc import Iterable
from typing import Final

import msgspec

from mentortui.core.durations import MINUTE
from mentortui.core.plan import is_closing, key, untouched
from mentortui.core.plan_carry import STANDING, gone_on
from mentortui.core.records import FinishedSession, Plan, PlanItem, Roles

replace = msgspec.structs.replace

NEAR: Final = 6 * 60 * MINUTE
"""A session that began so long before or after the planned moment is the planned one: pairs meet once a day at most."""


def counts_as(planned: int | None, began: int, now: int, plans: Iterable[Plan] = ()) -> int | None:
    """The planned moment, where a session that began then is the one that was planned; else None. UTC microseconds.

    A moment that is still to come stands: whoever met this morning may meet again this afternoon. So does that of one of `plans`
    whose session is under way: what ends it decides.
    """
    if planned is None or planned > now or abs(began - planned) > NEAR:
        return None
    busy = any(plan.state == "planned" and plan.session and plan.starts == planned and not plan.removed for plan in plans)
    return None if busy else planned


def counted(plan: Plan, session: FinishedSession, id: str, now: int, by: str) -> tuple[Plan, Plan]:
    """The plan, for another date, with each item that the session did not tick counted once more; and what is kept of the one
    that was held. What stands in every plan for the end of a session is not carried over: it is there anew."""
    following, kept = gone_on(plan, id, now, by)
    done = _done(session)
    items = tuple(_once_more(item, session.began) for item in following.items if key(item.title) not in done)
    return replace(following, items=items), replace(kept, session=session.id)


def counted_of(kept: Plan) -> str:
    """The id of the plan that went on when a session counted as this one; empty: this is no such plan."""
    end = f"-held-{kept.starts}"
    return kept.id.removesuffix(end) if kept.state == "held" and kept.session and kept.id.endswith(end) else ""


def counted_no_more(plan: Plan, kept: Plan, session: FinishedSession, roles: Roles) -> Plan:
    """The plan as if that session had not counted; what was changed in it since stays. `roles`: as they went round for it."""
    done, before = _done(session), {item.id: item for item in kept.items}
    items, place = [_once_less(item, before.get(item.id)) for item in plan.items], 0
    for item in kept.items:
        there = [one.id for one in items]
        if item.id in there:
            place = there.index(item.id) + 1
        elif key(item.title) in done:
            items.insert(place, item)
            place += 1
    return replace(
        plan,
        items=tuple(items),
        roles=kept.roles if plan.roles == roles else plan.roles,
        takeaway=plan.takeaway or kept.takeaway,
        did_hold=plan.did_hold or kept.did_hold,
    )


def _done(session: FinishedSession) -> set[str]:
    return {key(row.title) for row in session.items if row.state == "done"}


def _once_more(item: PlanItem, began: int) -> PlanItem:
    if is_closing(item.title) and (untouched(item) or key(item.title) in STANDING):
        return item
    return replace(item, carried=item.carried + 1, since=began if item.since is None else item.since)


def _once_less(item: PlanItem, before: PlanItem | None) -> PlanItem:
    if before is None or item.carried != before.carried + 1:
        return item
    return replace(item, carried=before.carried, since=before.since, decided=min(item.decided, before.carried))
