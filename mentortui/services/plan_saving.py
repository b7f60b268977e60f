"""What was prepared, on disk: merged into what is stored by now, and told from what others stored meanwhile."""

from collections.abc import Sequence

import msgspec

from mentortui.core.merging import merged_plan
from mentortui.core.plan_carry import next_of
from mentortui.core.records import CheckIn, Plan
from mentortui.core.roadblocks import RoadblockRecord
from mentortui.services.carrying import CHECKINS, PLANS
from mentortui.services.plan_shown import State
from mentortui.services.roadblocks import TABLE as ROADBLOCKS
from mentortui.store.store import Store

replace = msgspec.structs.replace


def write(store: Store, slug: str, state: State, saved: State, stamp: dict[str, object]) -> None:
    """What `state` has other than `saved`, which is as it was read or written last. Raises StoreError."""
    before = {one.id: one for one in saved.kept}
    plans = [one for id, one in {one.id: one for one in state.kept}.items() if before.get(id) != one]
    if state.plan != saved.plan or plans:
        plans.append(state.plan)
    checkins = [one for id, one in state.checkins.items() if saved.checkins.get(id) != one]
    checkins += [replace(one, removed=True) for id, one in saved.checkins.items() if id not in state.checkins]
    living = [one for id, one in state.living.items() if saved.living.get(id) != one]
    blocks = [one for id, one in state.roadblocks.items() if saved.roadblocks.get(id) != one]
    blocks += [replace(one, removed=True) for id, one in saved.roadblocks.items() if id not in state.roadblocks]
    with store.changing(slug) as now:
        for plan in plans:
            known = saved.plan if plan.id == saved.plan.id else before.get(plan.id)
            there = now.table(PLANS, Plan).get(plan.id)
            if there is None and known is not None and plan.state == "planned":
                # It was new here: where another program has begun the next agenda meanwhile, there is that one alone.
                there = next_of(now.table(PLANS, Plan).all().values())
                id = plan.id if there is None else there.id
                known, plan = replace(known, id=id), replace(plan, id=id)
            if known is not None and there is not None:
                known, plan = _as_stored(known, plan, there)
            now.table(PLANS, Plan).merge(known, plan, stamp, merged_plan)
        for checkin in checkins:
            now.table(CHECKINS, CheckIn).merge(saved.checkins.get(checkin.id), checkin, stamp)
        for one in living:
            now.living.merge(saved.living[one.id], one, stamp)
        for block in blocks:
            now.table(ROADBLOCKS, RoadblockRecord).merge(saved.roadblocks.get(block.id), block, stamp)
        if state.next_date != saved.next_date:
            mentorship = now.mentorship()
            base, mine = (replace(mentorship, next_date=moment) for moment in (saved.next_date, state.next_date))
            now.mentorships.merge(base, mine, stamp)


def is_other(store: Store, slug: str, known: State, plan: Plan, sessions: Sequence[str]) -> bool:
    """Whether what is stored by now is other than `known`. `plan`: the next one as it is stored; `sessions`: the ids that were
    known. Raises StoreError."""
    checkins = {one.id: one for one in store.table(slug, CHECKINS, CheckIn)}
    living = {one.id: one for one in store.living(slug)}
    blocks = {one.id: one for one in store.table(slug, ROADBLOCKS, RoadblockRecord)}
    heads = [head.id for head in store.session_heads(slug) if not head.removed]
    return (
        (plan.id, plan.items, plan.starts) != (known.plan.id, known.plan.items, known.next_date)
        or checkins.keys() != known.checkins.keys()
        or any(_without_stamp(one) != _without_stamp(known.checkins[id]) for id, one in checkins.items())
        or {id: (one.state, one.capture, one.removed) for id, one in living.items()}
        != {id: (one.state, one.capture, one.removed) for id, one in known.living.items()}
        or any(_said(one) != _said(known.roadblocks.get(id)) for id, one in blocks.items())
        or heads != list(sessions)
    )


def _as_stored(known: Plan, mine: Plan, there: Plan) -> tuple[Plan, Plan]:
    """The plan that was read is shown with the date of the mentorship, and free of a session that is gone: unless it was changed
    here, what is stored of both is as it was read."""
    same = {name: getattr(there, name) for name in ("starts", "session")}
    kept = {name: value for name, value in same.items() if getattr(mine, name) == getattr(known, name)}
    return replace(known, **same), replace(mine, **kept)


def _said(record: RoadblockRecord | None) -> tuple[object, ...] | None:
    if record is None or record.removed:
        return None
    return record.text, record.proposal, record.state, record.who, record.since


def _without_stamp(checkin: CheckIn) -> CheckIn:
    return replace(checkin, changed=0, changed_by="")
