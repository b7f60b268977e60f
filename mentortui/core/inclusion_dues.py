"""What a mentor is asked once a quarter, alone: what peers were offered, and the reflection on one's own part. Only of what is
used, and on Home only: Prepare may be seen by both."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from mentortui.core.dates import iso_day
from mentortui.core.due import Due
from mentortui.core.heads import local, own_zone
from mentortui.core.holdings import Holdings
from mentortui.core.opportunities import there
from mentortui.core.quarters import comes_back
from mentortui.core.records import FinishedSession, Member

PEERS, PRIVILEGE = "peers", "reflection"
"""The names under which it is kept when they were looked at last."""


def due_inclusion(held: Holdings) -> Iterable[Due]:
    """What is due of both."""
    mentorship = held.mentorship
    if mentorship.part != "mentor":
        return
    offered = there(held.living)
    looked = iso_day(mentorship.quarterly.get(PEERS, ""))
    if offered:
        mine = own_zone(mentorship)
        first = local(offered[-1].created, mine).date()
        yield from _each(
            max(first, looked) if looked else first, "What were peers offered that this mentee was not?", "opportunity"
        )
    reflected = iso_day(mentorship.quarterly.get(PRIVILEGE, ""))
    if reflected is not None:
        yield from _each(reflected, "A quarter since your last reflection, only yours", "inclusion")


def due_invited(sessions: Sequence[FinishedSession], people: Sequence[Member], me: str) -> tuple[Due, ...]:
    """On Prepare: who had least last time and brought the fewest topics."""
    from mentortui.core.inclusion import invited  # Home does without it

    found = invited(sessions, people, me)
    return (Due(rank=45, text=found.line, tab="inclusion", where=("prepare",), item=found.item),) if found.line else ()


def _each(last: date, text: str, tab: str) -> Iterator[Due]:
    for begins, ends in comes_back(last):
        yield Due(rank=50, text=text, since=begins.isoformat(), until=ends.isoformat(), tab=tab, where=("home",))
