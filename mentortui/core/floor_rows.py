"""The floor of a stored session: from its rows back to changes, and from changes to what is kept of them."""

from collections.abc import Sequence
from typing import cast

from mentortui.core.events import Holding, Source
from mentortui.core.floor import MARKED, NOBODY, Change, Floor
from mentortui.core.mending import stretches
from mentortui.core.records import FinishedSession


def changes_of(stored: FinishedSession) -> list[Change]:
    """The floor at each moment at which a turn begins or ends."""
    active = stored.figures.active
    cuts = sorted({0, active, *(min(max(0, at), active) for _, start, end, _ in stored.turns for at in (start, end))})
    begins: dict[int, list[tuple[str, Source]]] = {}
    ends: dict[int, list[str]] = {}
    for who, start, end, source in stored.turns:
        if start < end:
            begins.setdefault(max(0, start), []).append((who, cast(Source, source)))
            ends.setdefault(min(end, active), []).append(who)
    held: dict[str, Source] = {}
    known = {person.id for person in stored.people}
    made: list[Change] = []
    for at in cuts[:-1]:
        for who in ends.get(at, ()):
            held.pop(who, None)
        for who, source in begins.get(at, ()):
            held[who] = source
        people = tuple(sorted(who for who in held if who in known))
        marks = [MARKED[who] for who in held if who in MARKED]
        floor = marks[0] if marks else Floor(people) if people else NOBODY
        known_by: list[Source] = ["mended"] if "mended" in held.values() else [*held.values(), "program"]
        if not made or made[-1].floor != floor or made[-1].source != known_by[0]:
            made.append(Change(at, floor, known_by[0]))
    return made


def holdings_of(changes: Sequence[Change], until: int) -> tuple[Holding, ...]:
    """Each change of floor before `until`, none of no length, nor the same twice."""
    rows, before = list[Holding](), NOBODY
    for one in stretches(changes, until):
        if one.floor != before:
            rows.append((one.start, one.floor.holders, one.floor.how))
        before = one.floor
    return tuple(rows)
