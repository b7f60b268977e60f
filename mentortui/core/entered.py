"""Shares typed in for what nobody is sure of: unsure time becomes floor time in those shares, and is called *entered*.

It stays traceable: each such stretch keeps the source `entered`, makes floor time but no turns, and can be made unsure again.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import isfinite
from typing import TypeAlias, TypeVar

import msgspec

from mentortui.core.floor import MARKS, UNSURE_MARKS, Floor, Slice
from mentortui.core.floor_rows import changes_of, holdings_of
from mentortui.core.people import shares_in_force
from mentortui.core.records import FinishedSession, ItemRow, TurnRow

ENTERED = "entered"
Value = TypeVar("Value")
_Given: TypeAlias = tuple[str, int, int]
"""To whom, and from when until when, in active time."""


def effective(shares: Mapping[str, float], people: Iterable[str]) -> dict[str, Fraction]:
    """The shares of the people there are, in their order, together 1; empty where nothing usable is left. Never raises."""
    said = {person: shares.get(person, 0) for person in people}
    known = {person: Fraction(str(share)) for person, share in said.items() if isfinite(share) and share > 0}
    total = sum(known.values(), Fraction(0))
    return {person: share / total for person, share in known.items()}


def shared_out(parts: Sequence[Slice], shares: Mapping[str, Fraction]) -> tuple[Slice, ...]:
    """The slices with each unsure one divided in these shares, one person after the other; the others as they are."""
    if not shares:
        return tuple(parts)
    made = list[Slice]()
    for part in parts:
        if not part.floor.unsure:
            made.append(part)
            continue
        for person, start, end in _divided(part.start, part.end, shares):
            made.append(msgspec.structs.replace(part, start=start, end=end, floor=Floor((person,)), source="entered"))
    return tuple(made)


def unsure_in(parts: Iterable[Slice]) -> int:
    """Microseconds of these slices that are unsure, or were until shares were entered for them."""
    return sum(part.end - part.start for part in parts if part.floor.unsure or part.source == ENTERED)


def shareable(stored: FinishedSession) -> int:
    """Microseconds of a stored session that are unsure, or were until shares were entered for them."""
    return sum(end - start for person, start, end, source in stored.turns if person in UNSURE_MARKS or source == ENTERED)


def entered_time(stored: FinishedSession) -> int:
    """Microseconds for which shares were entered."""
    return sum(end - start for _, start, end, source in stored.turns if source == ENTERED)


def with_shares(stored: FinishedSession, shares: Mapping[str, float]) -> FinishedSession:
    """The session with its unsure time in these shares (any scale, by person); without shares it is unsure again.

    Totals stay whole: nobody, one, several and unsure make up the active time. Expected floor time grows by the shares that were
    in force in each stretch; of a session stored before those were kept, by the shares on the whole.
    """
    before = _unsure_again(stored)
    used = effective(shares, [person.id for person in before.people])
    if not used:
        return before
    rows, given = list[TurnRow](), list[_Given]()
    if before.hears:  # the turns say no longer what was heard, nor where a key said that nobody knows
        heard = before.heard or holdings_of(changes_of(before), before.figures.active)
        unsure = tuple((start, end) for mark, start, end, _ in before.turns if mark == MARKS["unsure"])
        before = msgspec.structs.replace(before, heard=heard, unsure=unsure)
    for row in before.turns:
        if row[0] not in UNSURE_MARKS:
            rows.append(row)
            continue
        for start, end in _pieces(before, row[1], row[2]):
            given += _divided(start, end, used)
            rows += [(person, one, next, ENTERED) for person, one, next in _divided(start, end, used)]
    return _moved(msgspec.structs.replace(before, turns=tuple(rows)), given, 1)


def _unsure_again(stored: FinishedSession) -> FinishedSession:
    rows, taken = list[TurnRow](), list[_Given]()
    for row in stored.turns:
        person, start, end, source = row
        if source != ENTERED:
            rows.append(row)
            continue
        taken += [(person, one, next) for one, next in _pieces(stored, start, end)]
        for mark, one, next, known in _unsure_rows(stored, start, end):
            if rows and rows[-1][0] == mark and rows[-1][2:] == (one, known):
                one = rows.pop()[1]
            rows.append((mark, one, next, known))
    return _moved(msgspec.structs.replace(stored, turns=tuple(rows), unsure=()), taken, -1) if taken else stored


def _unsure_rows(stored: FinishedSession, start: int, end: int) -> list[TurnRow]:
    """What is unsure again in [start, end): the others, or not I, where nothing more was heard, and no key said otherwise."""
    heard = [(at, how) for at, _, how in stored.heard]
    edges = {*(at for at, _ in heard), *(at for span in stored.unsure for at in span)}
    rows = list[TurnRow]()
    for one, next in pairwise(sorted({start, end, *(at for at in edges if start < at < end)})):
        how = _at(heard, one)
        known = how in ("others", "rest") and not any(since <= one < until for since, until in stored.unsure)
        rows.append((MARKS[how] if known and how else MARKS["unsure"], one, next, "heard" if known else "program"))
    return rows


def _pieces(stored: FinishedSession, start: int, end: int) -> list[tuple[int, int]]:
    """[start, end) cut where the agenda item or what was agreed changed."""
    changed = {at for at, _ in (*stored.item_changes, *stored.in_force) if start < at < end}
    return list(pairwise(sorted({start, end, *changed})))


def _moved(stored: FinishedSession, given: Sequence["_Given"], sign: int) -> FinishedSession:
    """With so much unsure time become floor time, or, `sign` -1, the other way round: in the sums of session and items."""
    floor, owed = dict(stored.figures.floor), dict[str, Fraction]()
    of_items = dict[str, tuple[dict[str, int], dict[str, Fraction]]]()
    overall = _overall(stored)
    for person, start, end in given:
        length = sign * (end - start)
        in_force = _at(stored.in_force, start)
        shares = {one: Fraction(share) for one, share in in_force.items()} if in_force is not None else overall
        item_floor, item_owed = of_items.setdefault(_at(stored.item_changes, start) or "", ({}, {}))
        for sums in (floor, item_floor):
            sums[person] = sums.get(person, 0) + length
        for one, share in shares.items():
            for expected in (owed, item_owed):
                expected[one] = expected.get(one, Fraction(0)) + share * length
    unknown = _unknown(stored)
    figures = msgspec.structs.replace(
        stored.figures,
        floor=floor,
        expected=_added(stored.figures.expected, owed),
        unsure=stored.figures.unsure - sign * sum(end - start for _, start, end in given),
        others=sum(unknown[0].values()),
        rest=sum(unknown[1].values()),
    )
    items = tuple(_of_item(item, *of_items[item.id]) if item.id in of_items else item for item in stored.items)
    items = tuple(
        msgspec.structs.replace(item, others=unknown[0].get(item.id, 0), rest=unknown[1].get(item.id, 0)) for item in items
    )
    return msgspec.structs.replace(stored, figures=figures, items=items)


def _unknown(stored: FinishedSession) -> tuple[dict[str, int], dict[str, int]]:
    """What was heard of the others, and of who is not at the keys, by item."""
    found: dict[str, dict[str, int]] = {MARKS["others"]: {}, MARKS["rest"]: {}}
    for mark, start, end, _ in stored.turns:
        for one, next in _pieces(stored, start, end) if mark in found else ():
            item = _at(stored.item_changes, one) or ""
            found[mark][item] = found[mark].get(item, 0) + next - one
    return found[MARKS["others"]], found[MARKS["rest"]]


def _of_item(item: ItemRow, floor: Mapping[str, int], owed: Mapping[str, Fraction]) -> ItemRow:
    times = _added(item.floor, {person: Fraction(time) for person, time in floor.items()})
    expected = _added(item.expected, owed)
    return msgspec.structs.replace(
        item,
        floor={person: time for person, time in times.items() if time},
        expected={person: time for person, time in expected.items() if time},
    )


def _added(times: Mapping[str, int], more: Mapping[str, Fraction]) -> dict[str, int]:
    return {one: times.get(one, 0) + round(more.get(one, 0)) for one in dict.fromkeys((*times, *more))}


def _overall(stored: FinishedSession) -> dict[str, Fraction]:
    """The shares that were in force on the whole."""
    so_far = {person: time for person, time in stored.figures.expected.items() if time > 0}
    whole = sum(so_far.values())
    if not whole:
        return shares_in_force(stored.agreement, stored.people)
    return {person: Fraction(time, whole) for person, time in so_far.items()}


def _at(changes: Sequence[tuple[int, Value]], at: int) -> Value | None:
    """What had changed to by then."""
    return next((value for since, value in reversed(changes) if since <= at), None)


def _divided(start: int, end: int, shares: Mapping[str, Fraction]) -> list[tuple[str, int, int]]:
    """[start, end) in these shares, which make 1, one after the other; nobody gets a stretch without length."""
    cuts, so_far = [start], Fraction(0)
    for share in shares.values():
        so_far += share
        cuts.append(start + int(so_far * (end - start)))
    return [(person, one, next) for person, (one, next) in zip(shares, pairwise(cuts), strict=True) if next > one]
