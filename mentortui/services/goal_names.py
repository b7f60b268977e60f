"""The names of goals as they are now, for whatever reads what is caught."""

from contextlib import suppress
from typing import TypeAlias

from mentortui.core.goals import Goal, together
from mentortui.core.goals_names import names_now, own_names
from mentortui.core.records import Mentorship
from mentortui.store.errors import StoreError
from mentortui.store.store import Store

TABLE = "goals"
BothNames: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""Of goals that captures may name, and of those only the user knows of."""


def goal_names(store: Store, mentorship: Mentorship) -> tuple[str, ...]:
    """What captures may name, each once and by the name it has now: never a private goal. Raises StoreError."""
    return names_now(mentorship.goals, shared_goals(store, mentorship.slug))


def own_goal_names(store: Store, mentorship: Mentorship) -> tuple[str, ...]:
    """Of goals that only the user knows of: a private note may name them, and nothing else. None where they cannot be read."""
    with suppress(StoreError):
        return own_names(mentorship.goals, store.private_table(mentorship.slug, TABLE, Goal))
    return ()


def both_names(store: Store, mentorship: Mentorship) -> BothNames:
    """As these two. Raises StoreError."""
    return goal_names(store, mentorship), own_goal_names(store, mentorship)


def shared_goals(store: Store, slug: str) -> tuple[Goal, ...]:
    """Those that may leave: none that is private. Raises StoreError."""
    return together(store.table(slug, TABLE, Goal), ())
