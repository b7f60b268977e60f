"""Records of one kind of which some are the user's alone: those lie in private.json, the others in record.json, and one that
changes sides leaves nothing of its words behind."""

from collections.abc import Sequence
from typing import cast

import msgspec

from mentortui.core.made_private import is_without_words, without_words
from mentortui.core.record_fields import RecordKind
from mentortui.core.records import Living, Record
from mentortui.store.changing import Changing, Table

replace = msgspec.structs.replace


class Apart:
    """As `store.changing.Table`, over both files. Raises StoreError."""

    def __init__(self, now: Changing, kind: RecordKind) -> None:
        """`kind`: one with `apart`."""
        assert kind.apart is not None
        self._is_apart = kind.apart
        self._shared = cast(Table[Record], now.table(kind.table, kind.struct))
        self._own = cast(Table[Record], now.private_table(kind.table, kind.struct))

    def all(self) -> dict[str, Record]:
        """By their ids."""
        return {one.id: one for one in one_of_each(tuple(self._shared.all().values()), tuple(self._own.all().values()))}

    def get(self, id: str) -> Record | None:
        """That of this id, removed or not."""
        found = one_of_each([one for one in [self._shared.get(id)] if one], [one for one in [self._own.get(id)] if one])
        return found[0] if found else None

    def there(self, id: str) -> Record | None:
        """The same, None where it is removed."""
        found = self.get(id)
        return None if found is None or found.removed else found

    def put(self, *records: Record) -> None:
        """Each where it belongs; where it lay before, it is marked as removed."""
        for one in records:
            shared, own = self._shared.get(one.id), self._own.get(one.id)
            if self._is_apart(one):
                self._own.put(one)
                if isinstance(shared, Living) and not is_without_words(shared):
                    self._shared.put(replace(without_words(shared), changed=one.changed, changed_by=one.changed_by))
            else:
                if own is not None and not own.removed:
                    self._own.put(replace(own, removed=True, changed=one.changed))
                self._shared.put(one)

    def over(self, base: Record | None, theirs: Record, made: Record) -> None:
        """Of what `theirs` had, where that lies."""
        (self._own if self._is_apart(theirs) else self._shared).over(base, theirs, made)


def one_of_each(shared: Sequence[Record], own: Sequence[Record]) -> tuple[Record, ...]:
    """Each once, as it counts: what is the user's alone goes before what both may read, unless it was removed there and has words
    here."""
    here = {one.id: one for one in own}
    found: dict[str, Record] = {one.id: one for one in shared}
    for id, one in here.items():
        other = found.get(id)
        if other is None or not one.removed or is_without_words(other):
            found[id] = one
    return tuple(found.values())
