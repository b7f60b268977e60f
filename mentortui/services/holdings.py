"""Reads everything that is stored around the sessions of a mentorship."""

from typing import TypeVar

from mentortui.core.holdings import HELD, Holdings
from mentortui.core.records import CheckIn, Living, Plan, Pulse, Record
from mentortui.store.errors import StoreError
from mentortui.store.store import Store

Kept = TypeVar("Kept", bound=Record)


def holdings(store: Store, slug: str) -> Holdings:
    """As it is stored now. Raises StoreError."""
    heads = [head for head in store.session_heads(slug) if not head.removed]
    return Holdings(
        mentorship=store.mentorship(slug),
        living=shared_living(store, slug),
        plans=_there(store.table(slug, "plans", Plan)),
        checkins=_there(store.table(slug, "checkins", CheckIn)),
        pulses=_there(store.table(slug, "pulses", Pulse)),
        tables={table: _there(store.table(slug, table, struct)) for table, struct in HELD.items()},
        began=tuple(head.began for head in heads),
        latest={head.kind: head.began for head in heads},
    )


def shared_living(store: Store, slug: str) -> tuple[Living, ...]:
    """What lives on of all sessions and is not the user's alone, removed ones left out. What became that lies in both files while
    it is moved, and where the program was killed then: the private one goes before. Raises StoreError."""
    try:
        own = {one.id for one in store.private_table(slug, "living", Living) if not one.removed}
    except StoreError:
        own = set()  # it cannot be read, so nothing of it is listed as private either
    return tuple(one for one in store.living(slug) if not one.removed and one.id not in own)


def _there(records: tuple[Kept, ...]) -> tuple[Kept, ...]:
    return tuple(one for one in records if not one.removed)
