"""Two programs changed the same record: what each changed stays, field by field. Where both changed one thing, ours holds."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from mentortui.core.records import Caught, Figures, FinishedSession, Plan

Kept = TypeVar("Kept", bound=msgspec.Struct)
Value = TypeVar("Value")

TOGETHER = ("turns", "figures", "items", "mended")
"""Fields of a session that say one thing: sums belong to the stretches they are the sums of."""


def merged(base: Kept, mine: Kept, theirs: Kept) -> Kept:
    """`theirs`, with everything that `mine` changed of `base`. All three are of one type."""
    return msgspec.structs.replace(theirs, **_changes(base, mine, theirs))


def merged_by_id(base: Mapping[str, Kept], mine: Mapping[str, Kept], theirs: Mapping[str, Kept]) -> dict[str, Kept]:
    """The same for records by their ids: those that `mine` added or took away are added or taken away in `theirs`."""
    found = dict[str, Kept]()
    for id in dict.fromkeys((*theirs, *mine)):
        before, ours, other = base.get(id), mine.get(id), theirs.get(id)
        if ours is None:
            if before is None and other is not None:
                found[id] = other  # theirs alone
        elif other is None:
            if ours != before:
                found[id] = ours  # new, or changed here while it was taken away there: words are not lost
        else:
            found[id] = ours if before is None else merged(before, ours, other)
    return found


def merged_plan(base: Plan, mine: Plan, theirs: Plan) -> Plan:
    """The same for an agenda: in the order of `mine`, with what came to `theirs` at its top, as what is carried over does."""
    found = merged(base, mine, theirs)
    if mine.items == base.items or theirs.items == base.items:
        return found
    before, ours, other = (_by(plan.items, lambda one: one.id) for plan in (base, mine, theirs))
    items = merged_by_id(before, ours, other)
    order = (*(id for id in other if id not in ours), *ours)
    return msgspec.structs.replace(found, items=tuple(items[id] for id in order if id in items))


def _changes(base: msgspec.Struct, mine: msgspec.Struct, theirs: msgspec.Struct) -> dict[str, Any]:
    found = dict[str, Any]()
    for name in mine.__struct_fields__:
        before, ours, other = (getattr(one, name) for one in (base, mine, theirs))
        if ours == before:
            continue
        if isinstance(ours, msgspec.Struct) and not isinstance(ours, Figures) and type(before) is type(ours) is type(other):
            found[name] = merged(before, ours, other)
        elif _are_caught(before, ours, other):
            found[name] = tuple(_merged_caught(before, ours, other))
        else:
            found[name] = ours
    if isinstance(mine, FinishedSession) and any(name in found for name in TOGETHER):
        found |= {name: getattr(mine, name) for name in TOGETHER}
    return found


def _are_caught(*values: object) -> bool:
    return all(isinstance(value, tuple) and all(isinstance(one, Caught) for one in value) for value in values)


def _merged_caught(base: Iterable[Caught], mine: Iterable[Caught], theirs: Iterable[Caught]) -> list[Caught]:
    before, ours, other = (_by(group, lambda one: one.capture.id) for group in (base, mine, theirs))
    return sorted(merged_by_id(before, ours, other).values(), key=lambda one: one.at)


def _by(values: Iterable[Value], key: Callable[[Value], str]) -> dict[str, Value]:
    return {key(value): value for value in values}
