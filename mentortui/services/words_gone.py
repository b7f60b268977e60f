"""What somebody typed for both, without the rows of what became the user's alone: a draft may be older than that."""

from contextlib import suppress

from mentortui.core.goals import Goal
from mentortui.core.records import Living
from mentortui.core.words_gone import went, without_rows
from mentortui.store.errors import StoreError
from mentortui.store.store import Store


def words_gone(store: Store, slug: str) -> frozenset[str]:
    """The words of what both could read once, and only the user can by now; none where the private file cannot be read."""
    with suppress(StoreError):
        return went(
            store.living(slug),
            store.table(slug, "goals", Goal),
            {one.id: one for one in store.private_table(slug, "living", Living)},
            {one.id: one for one in store.private_notes(slug)},
            {one.id: one for one in store.private_table(slug, "goals", Goal)},
            store.mentorship(slug).goals,
        )
    return frozenset()


def without_gone(store: Store, slug: str, text: str) -> str:
    """The text without those rows."""
    return without_rows(text, words_gone(store, slug)) if text.strip() else text
