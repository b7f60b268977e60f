"""The names of goals as they are now, for whatever reads what is caught."""

import threading
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


class KnownGoals:
    """The same while a screen stands, over which a goal may be added, shared or made private. Asked, it says what it read last:
    a key waits for no disk. It reads anew whenever this program has written, off the interface's thread."""

    def __init__(self, store: Store, mentorship: Mentorship) -> None:
        """Raises StoreError."""
        self._store = store
        self._slug = mentorship.slug
        self._names = both_names(store, mentorship)
        self._looking = threading.Lock()
        self._unread = False
        store.watched_by(self._slug, self)

    def __call__(self) -> BothNames:
        """As of the last look."""
        return self._names

    def look(self) -> None:
        """What they are called now. Where that cannot be read, what was known stays: no private name is forgotten."""
        with self._looking:
            self._unread = True
            with suppress(StoreError):
                mentorship = self._store.mentorship(self._slug)
                private = self._store.private_table(self._slug, TABLE, Goal)
                self._names = goal_names(self._store, mentorship), own_names(mentorship.goals, private)
                self._unread = False

    def look_again(self) -> None:
        """The same, once a second: another program may have changed them. Files that could not be read are left alone until this
        program writes to them."""
        if not self._unread:
            self.look()


def shared_goals(store: Store, slug: str) -> tuple[Goal, ...]:
    """Those that may leave: none that is private. Raises StoreError."""
    return together(store.table(slug, TABLE, Goal), ())
