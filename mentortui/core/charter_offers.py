"""The open questions of the charter on the agenda of a first meeting: one line offers them, each becomes an item."""

from collections.abc import Callable, Mapping, Sequence

from mentortui.core.charter_questions import SOURCE, Question, asked_by
from mentortui.core.due import Due
from mentortui.core.plan import added
from mentortui.core.plan_offers import Offer
from mentortui.core.records import ItemRow, Plan, PlanItem
from mentortui.core.refused import Refused
from mentortui.core.result import Result
from mentortui.core.text import counted

FIRST = "first"
"""The kind of session in which they are offered."""
ALL = SOURCE
"""The id of the offer."""


def charter_offers(plan: Plan, open: Sequence[Question]) -> tuple[Offer, ...]:
    """One line, for a first meeting that has an agenda already and asks none of them; nothing for any other session."""
    if plan.kind != FIRST or not plan.items or not open or len(_left(plan, open)) < len(open):
        return ()
    text = f"The {counted(len(open), 'open question')} of the charter, one by one"
    return (Offer(id=ALL, kind="due", text=text, who="", looked_at=Due(rank=50, text=text, tab="charter", item=text)),)


def with_questions(plan: Plan, open: Sequence[Question], new_id: Callable[[], str]) -> tuple[Plan, str]:
    """All of them on the agenda, before what closes it, and what was done. They have no minutes, so that nothing hurries
    an answer. Raises Refused where there are none, or there is no room."""
    left = _left(plan, open)
    if not left:
        raise Refused(
            "No question of the charter is open." if not open else "All open questions of the charter are on the agenda."
        )
    for one in left:
        plan = added(plan, PlanItem(id=new_id(), title=one.title, source=one.source))
    return plan, f"on the agenda: {counted(len(left), 'question')} of the charter, none of which has to be answered"


def carried(made: Result, planned: Mapping[str, PlanItem]) -> tuple[ItemRow, ...]:
    """The items of a session that may go on to the next agenda: no question of the charter that was answered or not reached. It
    stays open in the charter, and crowds no agenda. `planned`: the items of its plan by id."""
    answered = {one.capture.charter for one in made.session.caught} | {one.capture.charter for one in made.living}

    def goes_on(row: ItemRow) -> bool:
        item = planned.get(row.id)
        key = asked_by(item.source) if item is not None else ""
        return not key or (row.state != "waiting" and key not in answered)

    return tuple(filter(goes_on, made.session.items))


def _left(plan: Plan, open: Sequence[Question]) -> list[Question]:
    there = {item.source for item in plan.items}
    return [one for one in open if one.source not in there]
