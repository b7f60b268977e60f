"""Two copies of one file, each changed on another machine, brought together: by the ids of records, field by field where it is
known what both were before."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from msgspec import UNSET

from mentortui.core.made_private import is_document_without_words
from mentortui.core.merging import STAMPS, TOGETHER

Document: TypeAlias = Mapping[str, Any]
Table: TypeAlias = Mapping[str, Document]
"""Documents by their ids."""


def merged_table(here: Table, there: Table, before: Iterable[Table]) -> dict[str, Document]:
    """What is only in one is kept. `before`: older states of the table, the newest first; a record in both is merged upon what it
    was in the newest of them that is older than both."""
    older = list(before)
    found = dict(here)
    for id, other in there.items():
        ours = here.get(id)
        if ours is None:
            found[id] = other
        elif ours != other:
            found[id] = merged_document(ours, other, _ancestor(id, ours, other, older))
    return found


def merged_document(ours: Document, other: Document, base: Document | None) -> dict[str, Any]:
    """Field by field: what only one changed of `base` holds; of what both changed, or with no `base` known, that of the record
    changed later, with lists united by the ids of what is in them."""
    newer, older = (other, ours) if _changed(other) > _changed(ours) else (ours, other)
    if is_document_without_words(ours) or is_document_without_words(other):
        return dict(newer)  # half of what became private is no record, and would keep its words where they must not lie
    found = _fields(newer, older, base)
    if "figures" in found:  # a session; what an agenda or a user has of the same names is a thing of its own
        _keep_together(found, newer, older, base)
    return found


def _fields(newer: Document, older: Document, base: Document | None) -> dict[str, Any]:
    """Without those that are to be gone: a field that has its usual value is often not written, and null would be another one."""
    found = ((name, _field(name, newer, older, base)) for name in dict.fromkeys((*newer, *older)))
    return {name: value for name, value in found if value is not UNSET}


def _field(name: str, newer: Document, older: Document, base: Document | None) -> Any:
    """UNSET where it is to be gone."""
    new, old = newer.get(name, UNSET), older.get(name, UNSET)
    if new == old or name in STAMPS:
        return old if new is UNSET else new
    if base is not None:
        before = base.get(name, UNSET)
        if new == before:
            return old
        if old == before:
            return new
        if isinstance(new, dict) and isinstance(old, dict) and isinstance(before, dict):
            return _fields(new, old, before)
        return _united(new, old, before)
    return old if new is UNSET else _united(new, old, None)


def _united(new: Any, old: Any, before: Any) -> Any:
    """Lists of things with ids, or of names: those of both, the newer of what is in both; what one took away of `before` goes."""
    news, olds, were = _by_id(new), _by_id(old), _by_id(before) or {}
    if news is None or olds is None:
        return new
    gone = {id for id in were if id not in news or id not in olds}
    both = {**olds, **news}
    order = (*news, *(id for id in olds if id not in news))
    return [both[id] for id in order if id not in gone or both[id] != were[id]]


def _by_id(value: Any) -> dict[str, Any] | None:
    if not isinstance(value, list | tuple):
        return None
    found = dict[str, Any]()
    for part in value:
        id = part if isinstance(part, str) else _id(part)
        if not isinstance(id, str):
            return None
        found[id] = part
    return found


def _id(part: Any) -> Any:
    if not isinstance(part, Mapping):
        return None
    capture = part.get("capture")
    return part.get("id", capture.get("id") if isinstance(capture, Mapping) else None)


def _keep_together(found: dict[str, Any], newer: Document, older: Document, base: Document | None) -> None:
    """Sums belong to the stretches they are the sums of: all of them are those of one copy."""
    changed_old = base is not None and any(older.get(name) != base.get(name) for name in TOGETHER)
    changed_new = base is None or any(newer.get(name) != base.get(name) for name in TOGETHER)
    chosen = older if changed_old and not changed_new else newer
    found.update({name: chosen[name] for name in TOGETHER if name in chosen})


def _ancestor(id: str, ours: Document, other: Document, before: list[Table]) -> Document | None:
    until = min(_changed(ours), _changed(other))
    return next((table[id] for table in before if id in table and _changed(table[id]) <= until), None)


def _changed(document: Document) -> int:
    changed = document.get("changed", 0)
    return changed if isinstance(changed, int) else 0
