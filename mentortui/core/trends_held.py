"""A session as trends see it: made of the few fields of the stored one that they need. docs/fairness.md, Over sessions."""

from bisect import bisect_left, bisect_right
from datetime import date
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Any, Literal, TypeAlias

import msgspec

from mentortui.core import measures as m
from mentortui.core.floor import MARKED, UNSURE_MARKS
from mentortui.core.heads import local
from mentortui.core.measures import told_apart
from mentortui.core.people import Participant
from mentortui.core.records import Figures, ItemRow, Moment, PromptRow, TurnRow
from mentortui.core.trend import LEAST_TALK
from mentortui.core.trends_sums import level, summed
from mentortui.core.turn_taking import Ends

Why: TypeAlias = Literal["", "not keyed", "not told apart", "short", "hidden"]
"""Why a session is left out: nobody had the floor, under five minutes of floor time, figures not shown; empty: it counts."""
NOBODY = Ends("", "")


class Stored(msgspec.Struct, kw_only=True, gc=False):
    """The few fields of a stored session that trends are made of: the parser skips the rest."""

    id: str
    number: int
    kind: str
    title: str
    began: Moment
    me: str
    people: tuple[Participant, ...]
    figures: Figures
    items: tuple[ItemRow, ...] = ()
    turns: tuple[TurnRow, ...] = ()
    item_changes: tuple[tuple[int, str], ...] = ()
    agreement: dict[str, Any] | None = None
    keyed: tuple[Any, ...] = ()
    origin: dict[str, Any] | None = None
    prompts: tuple[PromptRow, ...] = ()
    show_figures: bool = True
    removed: bool = False


class Topic(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An agenda item of a session."""

    row: ItemRow
    agreed: bool
    """Whether anything was agreed for it, or for its session; what was for another item counts nothing here."""
    ends: Ends

    @property
    def span(self) -> m.Span:
        """The sums of it, made when they are asked for: not every look at years of sessions needs those of every item."""
        return summed(self.row, self.row.used)

    @property
    def taken_up(self) -> bool:
        """Whether it was begun."""
        return self.row.state != "waiting"


class Held(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A session as trends see it. `day`: of the proleptic calendar, in the mentorship's zone, from 1 on."""

    id: str
    number: int
    kind: str
    title: str
    day: int
    span: m.Span
    agreed: bool
    """Whether anything was agreed for it, its items aside: only then is it said how near to agreed it was, as on its page."""
    level: Fraction | None
    """Its balance; None: it has none."""
    why: Why
    topics: tuple[Topic, ...]
    ends: Ends
    sources: tuple[str, ...]
    """How its figures are known: `key`, `mended`, `transcript` …"""
    prompts: tuple[PromptRow, ...]
    names: dict[str, str]

    @property
    def date(self) -> date:
        """The day it began."""
        return date.fromordinal(self.day)


def held(stored: Stored, zone: str, *, brief: bool = False) -> Held:
    """A stored session, its times added up already; nothing is computed here that a later look would need again. `brief`: without
    its items, and who opened and closed."""
    figures = stored.figures
    ends, span = {} if brief else _ends(stored), summed(figures, figures.active, figures.unsure)
    spoken = span.talk
    why: Why = "hidden" if not stored.show_figures else "" if told_apart(span) else "not told apart"
    why = why or ("not keyed" if not spoken else "short" if spoken < LEAST_TALK else "")
    agreed = stored.agreement is not None
    sources = {row[3] for row in stored.turns if row[0] not in UNSURE_MARKS} or ({"transcript"} if stored.origin else {"entered"})
    if stored.keyed:  # a stretch taken from a recording may be no row of its own
        sources.add("transcript")
    return Held(
        id=stored.id,
        number=stored.number,
        kind=stored.kind,
        title=stored.title,
        day=local(stored.began, zone).date().toordinal(),
        span=span,
        agreed=agreed,
        level=level(span),
        why=why,
        topics=tuple(
            Topic(row=item, agreed=agreed or item.agreement is not None, ends=ends.get(item.id, NOBODY)) for item in stored.items
        ),
        ends=ends.get(None, NOBODY),
        sources=tuple(sorted(sources)) if spoken else (),
        prompts=stored.prompts,
        names={person.id: person.name for person in stored.people},
    )


def _ends(stored: Stored) -> dict[str | None, Ends]:
    """Who opened and closed each item, by its id, and the session, by None: as `opened_and_closed` of `turn_taking`. Of several
    at once the one who had it longest opened, and who took it last closed."""
    turns = sorted(
        (start, person, end)
        for person, start, end, source in stored.turns
        if end > start and person not in MARKED and source != "entered"
    )
    if not turns:
        return {}
    starts = [start for start, _, _ in turns]
    reach = list(accumulate((end for _, _, end in turns), max))  # of each turn and those before it the latest end

    def within(start: int, end: int) -> Ends:
        low, high = bisect_right(reach, start), bisect_left(starts, end)
        if low >= high or start >= end:
            return NOBODY
        until = min(reach[high - 1], end)
        return Ends(turns[low][1], next(turns[n][1] for n in range(high - 1, low - 1, -1) if turns[n][2] >= until))

    found: dict[str | None, Ends] = {None: within(-1, reach[-1])}
    for (start, item), (end, _) in pairwise([*stored.item_changes, (reach[-1], "")]):
        here = within(start, end) if item else NOBODY
        if here.opened:
            found[item] = Ends(found[item].opened if item in found else here.opened, here.closed)
    return found
