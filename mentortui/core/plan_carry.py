"""What goes on from one session to the next: items that stayed open, and a plan whose session was moved, missed or skipped."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal

import msgspec

from mentortui.core.commands import Refused
from mentortui.core.plan import FROM_TEMPLATE, MOST_ITEMS, is_closing, key, untouched
from mentortui.core.records import FinishedSession, ItemRow, Mentorship, Move, Plan, PlanItem, Template
from mentortui.core.roles import rotated
from mentortui.core.sharing import in_order
from mentortui.core.templates import ALL

replace = msgspec.structs.replace

STANDING: Final = frozenset(key(item.title) for template in ALL for item in template.items if is_closing(item.title))
"""The titles under which templates keep a place for takeaways and the next date, as `key` has them."""
ASK_FROM: Final = 2
"""From the second time an item was carried over it is asked about: do, shrink or drop."""


SAME_MOVE: Final = 15 * 60_000_000
"""Microseconds within which a date that is typed again is the same move."""


def next_of(plans: Iterable[Plan]) -> Plan | None:
    """The plan of the session that is to come: the newest that is planned and not under way."""
    found = [plan for plan in plans if not plan.removed and plan.state == "planned" and not plan.session]
    return max(found, key=lambda plan: plan.created, default=None)


def left_over(rows: Sequence[ItemRow], planned: Mapping[str, PlanItem], began: int) -> tuple[PlanItem, ...]:
    """The items of a session that are not done, as they go on: counted once more, with what their plan knew of them. The one
    for takeaways and the next date that a template gives each session stays with it; one that somebody typed goes on.

    `planned`: the items of its plan by id. `began`: of the session, UTC microseconds, for what stood on no agenda before.
    """
    found = []
    for row in rows:
        if row.state == "done" or _is_standing(row, planned):
            continue
        before = planned.get(row.id) or PlanItem(id=row.id, title=row.title, owner=row.owner)
        since = began if before.since is None else before.since
        found.append(
            replace(before, title=row.title, minutes=row.minutes, owner=row.owner, carried=before.carried + 1, since=since)
        )
    return tuple(found)


def _is_standing(row: ItemRow, planned: Mapping[str, PlanItem]) -> bool:
    """Whether it is the item for takeaways and the next date that each session has anew."""
    before = planned.get(row.id)
    from_template = untouched(before) if before is not None else not planned and not row.unplanned
    return is_closing(row.title) and (from_template or key(row.title) in STANDING)


def taken_over(plan: Plan, session: str, left: Sequence[PlanItem]) -> Plan:
    """The next plan with what a session left open, each item exactly once however often the session is stored.

    What was done after all goes again; what somebody has taken off the next agenda meanwhile stays off, what was edited there
    stays edited. What a template had put there under the same title makes way.
    """
    given = plan.took.get(session, ())
    open_now = {item.id for item in left}
    items = [item for item in plan.items if item.id not in given or item.id in open_now]
    there = {item.id for item in items}
    new = [item for item in left if item.id not in given and item.id not in there]
    titles = {key(item.title) for item in new}
    items = [*new, *(item for item in items if not (untouched(item) and key(item.title) in titles))]
    took = tuple(dict.fromkeys((*(id for id in given if id in open_now), *(item.id for item in new))))
    if took == given and tuple(items) == plan.items:
        return plan
    return replace(plan, items=tuple(items), took={**plan.took, session: took})


def given_back(plan: Plan, session: str) -> Plan:
    """Without what it took over from a session that goes on after all."""
    given = plan.took.get(session)
    if given is None:
        return plan
    took = {id: items for id, items in plan.took.items() if id != session}
    return replace(plan, items=tuple(item for item in plan.items if item.id not in given), took=took)


def fresh(id: str, template: Template, plans: Sequence[Plan], mentorship: Mentorship, now: int) -> Plan:
    """A plan without items for the next session: of the kind of `template`, as long as it was said of the last one of that
    kind, else as its items will be, with the tasks handed on."""
    before = next((plan for plan in reversed(plans) if plan.state == "held" and plan.kind == template.kind), None)
    return Plan(
        id=id,
        created=now,
        changed=now,
        changed_by=mentorship.me,
        kind=template.kind,
        title=template.title,
        starts=mentorship.next_date,
        minutes=before.minutes if before is not None else None,
        roles=rotated(plans, in_order(mentorship)),
    )


def moved(plan: Plan, starts: int | None, now: int, reason: str = "") -> Plan:
    """The plan for another moment, UTC microseconds; None: none yet. The date it had is kept in its history."""
    if plan.starts == starts:
        return plan
    if plan.starts is None:
        *before, last = plan.moves or (None,)
        if last is None or last.to is not None:
            return replace(plan, starts=starts)
        # It was put off before without a date: this is where to. Back where it was, it was not moved.
        found = () if last.was == starts else (replace(last, to=starts),)
        return replace(plan, starts=starts, moves=(*(one for one in before if one is not None), *found))
    *earlier, newest = plan.moves or (None,)
    corrected = newest is not None and newest.to == plan.starts and 0 <= now - newest.on < SAME_MOVE
    if newest is not None and corrected and starts is not None and not reason:
        # A date that is corrected a moment later was moved once, and not at all where it is the old one again.
        mended = () if newest.was == starts else (replace(newest, to=starts),)
        return replace(plan, starts=starts, moves=(*(one for one in earlier if one is not None), *mended))
    return replace(plan, starts=starts, moves=(*plan.moves, Move(was=plan.starts, to=starts, on=now, reason=reason)))


def put_off(plan: Plan, state: Literal["missed", "skipped"], id: str, now: int, by: str, reason: str = "") -> tuple[Plan, Plan]:
    """The session of the plan did not take place: the plan, for another date, with all its items; and what is kept of the one
    that was missed or skipped; `id` is for one that had no date. No blame: nothing is counted."""
    kept = replace(plan, id=_kept_id(plan, state, id), state=state, items=(), took={}, created=now, changed=now, changed_by=by)
    return replace(plan, starts=None, moves=(), reason=""), replace(kept, reason=reason)


def gone_on(plan: Plan, id: str, now: int, by: str) -> tuple[Plan, Plan]:
    """The session was held, but not with this program: the plan, for another date, with all its items, as it is not known what
    was covered; and what is kept of the one that was held; `id` is for one that had no date."""
    kept = replace(plan, id=_kept_id(plan, "held", id), state="held", took={}, created=now, changed=now, changed_by=by)
    return replace(plan, starts=None, takeaway="", did_hold="", moves=()), kept


def _kept_id(plan: Plan, state: str, id: str) -> str:
    """The same for the same date: cut off by a kill and said again, it is kept once."""
    return id if plan.starts is None else f"{plan.id}-{state}-{plan.starts}"


def asks(item: PlanItem) -> bool:
    """Whether it is time to decide: do it, make it smaller, or drop it."""
    return item.carried >= ASK_FROM and item.decided < item.carried


def decided(plan: Plan, id: str) -> Plan:
    """It is to be done this time; asked again only when it is carried over once more."""
    return replace(plan, items=tuple(replace(item, decided=item.carried) if item.id == id else item for item in plan.items))


def again(plan: Plan, items: Sequence[PlanItem]) -> Plan:
    """With the items of an earlier session, anew, but for those whose title is there. Raises Refused where nothing is new."""
    there = {key(item.title) for item in plan.items}
    new = [item for item in items if key(item.title) not in there]
    if not new:
        raise Refused("All of its items are on the agenda already.")
    if len(plan.items) + len(new) > MOST_ITEMS:
        raise Refused(f"That would be {len(plan.items) + len(new)} items, and an agenda has at most {MOST_ITEMS}.")
    return replace(plan, items=_in_their_order(plan.items, new, [key(item.title) for item in items]))


def remade(plan: Plan, session: FinishedSession, new_id: Callable[[], str]) -> Plan:
    """The plan with the agenda of an earlier session. Raises Refused where nothing of it is new."""
    items = [
        PlanItem(id=new_id(), title=row.title, minutes=row.minutes, owner=row.owner, source=FROM_TEMPLATE)
        for row in session.items
        if not row.unplanned
    ]
    made = again(plan, items)
    return replace(made, kind=session.kind, title=session.title, minutes=session.planned_minutes or plan.minutes)


def _in_their_order(there: Sequence[PlanItem], new: Sequence[PlanItem], order: Sequence[str]) -> tuple[PlanItem, ...]:
    """What has a place in `order` in that order; the others after the first of it."""
    placed = sorted([*new, *(item for item in there if key(item.title) in order)], key=lambda item: order.index(key(item.title)))
    others = [item for item in there if key(item.title) not in order]
    return (*placed[:1], *others, *placed[1:])


def carried_words(item: PlanItem) -> str:
    """`carried over`, `carried over twice`, `carried over 4 times`; nothing for the first time."""
    match item.carried:
        case 0:
            return ""
        case 1:
            return "carried over"
        case 2:
            return "carried over twice"
        case times:
            return f"carried over {times} times"


def age_words(since: int | None, now: int) -> str:
    """`today`, `6 days`, `5 weeks`, `7 months`; nothing where it is not known. Microseconds, UTC."""
    if since is None or since > now:
        return ""
    days = (now - since) // 86_400_000_000
    if days < 1:
        return "today"
    if days < 14:
        return f"{days} day{'s' if days > 1 else ''}"
    if days < 70:
        return f"{days // 7} weeks"
    return f"{days // 30} months" if days < 730 else f"{days // 365} years"
