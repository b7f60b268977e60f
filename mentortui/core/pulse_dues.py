"""When an assessment comes back: while one waits for the user, and a quarter after the last. Never a word of an answer."""

from collections.abc import Iterable
from datetime import timedelta

from mentortui.core.adjusting import of_round, still_proposed
from mentortui.core.assessment import NAME, TABLE, Assessment, rounds
from mentortui.core.charter import TABLE as CHARTER
from mentortui.core.charter import CharterAnswer
from mentortui.core.dates import iso_day
from mentortui.core.due import Due
from mentortui.core.holdings import Holdings
from mentortui.core.quarters import LENGTH, STANDS
from mentortui.core.text import fit, joined

TURNS = 8
"""Quarters after the last one for which it comes back."""
TAB = "pulse"
PROPOSED = 28
"""Days for which an adjustment stands in Prepare."""


def due_pulse(holdings: Holdings) -> Iterable[Due]:
    """Nothing for those who never answered one."""
    people, me = holdings.mentorship.people, holdings.mentorship.me
    there = rounds(people, holdings.of(TABLE, Assessment))
    if not there:
        return
    last = there[-1]
    begun = iso_day(last.begun)
    own = last.row(me)
    others = [fit(row.name, NAME) for row in last.rows if row.person != me and row.state == "in"]
    if not last.done and own is not None and own.state == "waiting" and others and begun is not None:
        yield Due(
            rank=30,
            text=f"{joined(others)} {'has' if len(others) == 1 else 'have'} answered the assessment: covered until you do",
            short="The assessment waits for your answers",
            since=last.begun,
            until=(begun + timedelta(days=LENGTH)).isoformat(),
            tab=TAB,
            record="now",
        )
    opened = iso_day(last.opened) or begun
    if last.done and opened is not None:
        for turn in range(1, TURNS + 1):
            since = opened + timedelta(days=turn * LENGTH)
            yield Due(
                rank=50,
                text=f"The last assessment was {last.called}: another one?",
                short="Another assessment?",
                since=since.isoformat(),
                until=(since + timedelta(days=STANDS - 1)).isoformat(),
                tab=TAB,
                record="now",
            )
    agreed = [one.text for one in holdings.of(CHARTER, CharterAnswer)]
    proposed = still_proposed(of_round(last), [one.id for one in holdings.living])
    if opened is not None and any(not any(one.text in text for text in agreed) for one in proposed):
        yield Due(
            rank=40,
            text="The last assessment proposes an adjustment",
            short="An adjustment is proposed",
            since=opened.isoformat(),
            until=(opened + timedelta(days=PROPOSED)).isoformat(),
            tab=TAB,
            where=("prepare",),
        )
