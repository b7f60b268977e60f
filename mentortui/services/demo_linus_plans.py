"""How the sessions of Ada and Linus were prepared in the demo: who kept the agenda, took notes and minded the time, in turn."""

from collections.abc import Mapping, Sequence

from mentortui.core.records import FinishedSession, Member, Move, Plan, PlanItem, Roles
from mentortui.core.roles import rotated, swapped
from mentortui.services.demo_around import Days
from mentortui.services.demo_linus_words import AWAY, LAST, MOVED

_PEOPLE = (Member(id="ada", name="Ada", role="mentor"), Member(id="linus", name="Linus Park", role="mentee"))
_FIRST = 5
"""The fortnight from which they went round: before, Ada did it all and nobody wrote it down."""
_SWAPPED = (10, 22)
"""Fortnights in which the two swapped."""


def plans(days: Days, slots: Mapping[int, int], sessions: Sequence[FinishedSession]) -> tuple[Plan, ...]:
    """Of the sessions held with roles, of the one that was missed, and of the one to come. `slots`: the fortnight of each by when
    it began."""
    made = [Plan(id="", created=days.at(8), kind="regular", starts=days.at(AWAY), state="missed", reason="Linus was ill")]
    for session in sessions:
        slot = slots[session.began]
        if slot < _FIRST or session.kind == "coffee":  # a chat has no agenda to keep
            continue
        roles = rotated(made, _PEOPLE)
        if slot in _SWAPPED:
            roles = swapped(roles, "facilitator", "notes")
        was = Move(was=days.at(MOVED), to=days.at(MOVED, 2), on=days.at(MOVED, -5), reason="a holiday in New York")
        made.append(
            Plan(
                id="",
                created=days.at(slot, -1),
                changed=session.ended,
                kind=session.kind,
                starts=session.began,
                state="held",
                session=session.id,
                roles=roles,
                moves=(was,) if slot == MOVED else (),
            )
        )
    return (*made, _to_come(days, rotated(made, _PEOPLE)))


def _to_come(days: Days, roles: Roles) -> Plan:
    return Plan(
        id="",
        created=days.at(LAST),
        kind="regular",
        starts=days.at(LAST + 1),
        minutes=35,
        roles=roles,
        items=(
            PlanItem(id="linus-next-1", title="Check-in: done, stuck, next", minutes=10, owner="linus"),
            PlanItem(id="linus-next-2", title="After the round", minutes=20, owner="linus", brought_by="linus"),
            PlanItem(id="linus-next-3", title="Takeaways, next date", minutes=5, owner="both"),
        ),
    )
