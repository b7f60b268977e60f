"""Two programs changed the same record: what each changed stays, field by field. Where both changed one thing, one of them
holds, and `overruled` says that something else was there.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from mentortui.core.made_private import has_other_words, is_without_words
from mentortui.core.records import Caught, Figures, FinishedSession, Living, Member, Mentorship, Plan, Record
from mentortui.core.refused import Refused

Kept = TypeVar("Kept", bound=msgspec.Struct)
Value = TypeVar("Value")
Stored = TypeVar("Stored", bound=Record)

TOGETHER = ("turns", "figures", "items", "prompts", "mended", "keyed", "hears", "heard", "unsure")
"""Fields of a session that say one thing: sums belong to the stretches they are the sums of."""
STAMPS = ("created", "changed", "changed_by", "was_shared")
"""Fields that follow from a change: nobody typed what is in them."""


def merged(base: Kept, mine: Kept, theirs: Kept, *, yielding: bool = False) -> Kept:
    """`theirs`, with everything that `mine` changed of `base`; all three are of one type. Where both changed one thing, `mine`
    holds, or `theirs` when `yielding`. What became private meanwhile stays so, unless other words were given to it here."""
    if is_without_words(theirs):
        rewritten = isinstance(base, Living) and isinstance(mine, Living) and has_other_words(base, mine)
        return mine if rewritten and not yielding else theirs
    return msgspec.structs.replace(theirs, **_changes(base, mine, theirs, yielding))


def taken_back(made: Kept, before: Kept, now: Kept) -> Kept:
    """Undo: `now` without what turned `before` into `made`. What was changed since stays, by whomever."""
    return merged(made, before, now, yielding=True)


def taken_away(made: Stored, there: Stored | None) -> Stored:
    """Undo of what was added as `made` and is stored as `there`. Raises Refused where that was changed since, by whomever: what
    somebody wrote does not go with an undo."""
    if there is not None and not there.removed and not same(there, made):
        raise Refused("It was changed since: it stays. Remove it where it is to go.")
    return msgspec.structs.replace(there or made, removed=True)


def merged_by_id(
    base: Mapping[str, Kept], mine: Mapping[str, Kept], theirs: Mapping[str, Kept], *, yielding: bool = False
) -> dict[str, Kept]:
    """The same for records by their ids: those that `mine` added or took away are added or taken away in `theirs`."""
    found = dict[str, Kept]()
    for id in dict.fromkeys((*theirs, *mine)):
        before, ours, other = base.get(id), mine.get(id), theirs.get(id)
        if ours is None:
            if other is not None and (before is None or (yielding and not same(other, before))):
                found[id] = other  # theirs alone
        elif other is None:
            if ours != before and not (yielding and before is not None):
                found[id] = ours  # new, or changed here while it was taken away there: words are not lost
        else:
            found[id] = (other if yielding else ours) if before is None else merged(before, ours, other, yielding=yielding)
    return found


def merged_plan(base: Plan, mine: Plan, theirs: Plan, *, yielding: bool = False) -> Plan:
    """The same for an agenda: in the order of `mine`, with what came to `theirs` at its top, as what is carried over does."""
    found = merged(base, mine, theirs, yielding=yielding)
    if mine.items == base.items or theirs.items == base.items:
        return found
    before, ours, other = (_by(plan.items, lambda one: one.id) for plan in (base, mine, theirs))
    items = merged_by_id(before, ours, other, yielding=yielding)
    order = (*(id for id in other if id not in ours), *ours)
    return msgspec.structs.replace(found, items=tuple(items[id] for id in order if id in items))


def overruled(base: msgspec.Struct | None, theirs: msgspec.Struct, made: msgspec.Struct) -> tuple[str, ...]:
    """The fields in which `theirs` had changed something of `base` that is not in `made`, which takes its place. `base` None:
    all of `theirs` is new. That something is in `made` besides, or that what was removed is there again, overrules nothing."""
    if is_without_words(theirs):
        return ()
    found = []
    for name in theirs.__struct_fields__:
        other, new = getattr(theirs, name), getattr(made, name)
        before = getattr(base, name) if base is not None else None
        if name in STAMPS or other in (before, new) or (name == "removed" and other) or (base is None and not other):
            continue
        if _overruled(before, other, new):
            found.append(name)
    return tuple(found)


def _overruled(before: object, other: Any, new: Any) -> bool:
    """Of one field. What is not there on one side is None."""
    if new is None or other is None:
        return True
    if isinstance(other, msgspec.Struct) and not isinstance(other, Figures) and type(other) is type(new):
        return bool(overruled(before if type(before) is type(other) else None, other, new))
    if isinstance(other, dict) and isinstance(new, dict):
        was = before if isinstance(before, dict) else {}
        return any(value not in (was.get(key), new.get(key)) for key, value in other.items())
    parts, there, were = (_parts(value) for value in (other, new, before))
    if parts is None or there is None:
        return True
    were = were or {}
    return any(
        part not in (were.get(id), there.get(id)) and _overruled(were.get(id), part, there.get(id)) for id, part in parts.items()
    )


def same(one: msgspec.Struct, other: msgspec.Struct) -> bool:
    """Whether they are, but for the stamps."""
    if isinstance(one, Record) and isinstance(other, Record):
        one = msgspec.structs.replace(one, **{name: getattr(other, name) for name in STAMPS if hasattr(other, name)})
    return one == other


def _parts(value: object) -> dict[str, Any] | None:
    """A list of things with ids, or of names, by those; None for anything else."""
    if not isinstance(value, tuple):
        return None
    found = dict[str, Any]()
    for part in value:
        id = part if isinstance(part, str) else part.capture.id if isinstance(part, Caught) else getattr(part, "id", None)
        if not isinstance(id, str):
            return None
        found[id] = part
    return found


def _changes(base: msgspec.Struct, mine: msgspec.Struct, theirs: msgspec.Struct, yielding: bool) -> dict[str, Any]:
    found = dict[str, Any]()
    for name in mine.__struct_fields__:
        before, ours, other = (getattr(one, name) for one in (base, mine, theirs))
        if ours == before:
            continue
        if isinstance(ours, msgspec.Struct) and not isinstance(ours, Figures) and type(before) is type(ours) is type(other):
            found[name] = merged(before, ours, other, yielding=yielding)
        elif _are(Caught, before, ours, other):
            found[name] = tuple(_merged_caught(before, ours, other, yielding))
        elif _are(Member, before, ours, other):
            people = (_by(group, lambda one: one.id) for group in (before, ours, other))
            found[name] = tuple(merged_by_id(*people, yielding=yielding).values())
        elif _are(Record, before, ours, other):  # key results and milestones of a goal
            found[name] = tuple(
                merged_by_id(*(_by(group, lambda one: one.id) for group in (before, ours, other)), yielding=yielding).values()
            )
        elif isinstance(mine, Mentorship) and name == "goals":
            gone = {goal for goal in before if goal not in ours}
            found[name] = tuple(dict.fromkeys((*(goal for goal in other if goal not in gone), *ours)))
        elif isinstance(before, dict) and isinstance(ours, dict) and isinstance(other, dict):
            found[name] = _merged_keys(before, ours, other, yielding)
        elif not (yielding and other != before):
            found[name] = ours
    if isinstance(mine, FinishedSession):
        _together(found, base, mine, theirs, yielding)
    return found


def _together(found: dict[str, Any], base: msgspec.Struct, mine: msgspec.Struct, theirs: msgspec.Struct, yielding: bool) -> None:
    if yielding and any(getattr(base, name) != getattr(theirs, name) for name in TOGETHER):
        for name in TOGETHER:
            found.pop(name, None)
    elif any(name in found for name in TOGETHER):
        found |= {name: getattr(mine, name) for name in TOGETHER}


def _merged_keys(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any], yielding: bool) -> dict[str, Any]:
    found = dict(theirs)
    for key in dict.fromkeys((*base, *mine)):
        before, ours, other = base.get(key), mine.get(key), theirs.get(key)
        if ours == before or (yielding and other != before):
            continue
        if ours is None:
            found.pop(key, None)
        else:
            found[key] = ours
    return found


def _are(kind: type, *values: object) -> bool:
    return all(isinstance(value, tuple) and all(isinstance(one, kind) for one in value) for value in values)


def _merged_caught(base: Iterable[Caught], mine: Iterable[Caught], theirs: Iterable[Caught], yielding: bool) -> list[Caught]:
    before, ours, other = (_by(group, lambda one: one.capture.id) for group in (base, mine, theirs))
    return sorted(merged_by_id(before, ours, other, yielding=yielding).values(), key=lambda one: one.at)


def _by(values: Iterable[Value], key: Callable[[Value], str]) -> dict[str, Value]:
    return {key(value): value for value in values}
