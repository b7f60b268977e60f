"""Which number a session gets that is written down or imported afterwards."""

from mentortui.core.fold import fold
from mentortui.store.store import Store


def next_number(store: Store, slug: str) -> int:
    """One more than the highest there is, that of a session under way too. Raises StoreError."""
    numbers = [head.number for head in store.session_heads(slug) if not head.removed]
    for info in store.journals.of(slug):
        session = fold(info.content.events) if info.content else None
        if session is not None:
            numbers.append(session.started.number)
    return max(numbers, default=0) + 1
