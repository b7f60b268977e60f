"""The names of goals as they are now, for whatever reads what is caught."""

from mentortui.core.goals import Goal, together
from mentortui.core.goals_names import names_now
from mentortui.core.records import Mentorship
from mentortui.store.store import Store

TABLE = "goals"


def goal_names(store: Store, mentorship: Mentorship) -> tuple[str, ...]:
    """What captures may name, each once and by the name it has now: never a private goal. Raises StoreError."""
    return names_now(mentorship.goals, shared_goals(store, mentorship.slug))


def shared_goals(store: Store, slug: str) -> tuple[Goal, ...]:
    """Those that may leave: none that is private. Raises StoreError."""
    return together(store.table(slug, TABLE, Goal), ())
