"""Reads everything that is stored around the sessions of a mentorship."""

from typing import TypeVar

from mentortui.core.holdings import HELD, Holdings
from mentortui.core.records import CheckIn, Plan, Pulse, Record
from mentortui.store.store import Store

Kept = TypeVar("Kept", bound=Record)


def holdings(store: Store, slug: str) -> Holdings:
    """As it is stored now. Raises StoreError."""
    heads = [head for head in store.session_heads(slug) if not head.removed]
    return Holdings(
        mentorship=store.mentorship(slug),
        living=tuple(one for one in store.living(slug) if not one.removed),
        plans=_there(store.table(slug, "plans", Plan)),
        checkins=_there(store.table(slug, "checkins", CheckIn)),
        pulses=_there(store.table(slug, "pulses", Pulse)),
        tables={table: _there(store.table(slug, table, struct)) for table, struct in HELD.items()},
        began=tuple(head.began for head in heads),
        latest={head.kind: head.began for head in heads},
    )


def _there(records: tuple[Kept, ...]) -> tuple[Kept, ...]:
    return tuple(one for one in records if not one.removed)
