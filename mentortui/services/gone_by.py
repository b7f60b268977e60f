"""What became of a planned session whose date has gone by: moved, missed or skipped. All of it can be taken back."""

from collections.abc import Callable

import msgspec

from mentortui.core.commands import Refused
from mentortui.core.dates import moment_line
from mentortui.core.heads import local, moment
from mentortui.core.records import Mentorship, Plan
from mentortui.core.sharing import in_order
from mentortui.core.words import joined
from mentortui.services.clock import Clock
from mentortui.services.moments import moment_typed
from mentortui.services.preparing import Preparing
from mentortui.store.store import Store

PLANS = "plans"


class GoneBy:
    """Of one data folder. Each act is on disk when it returns; may raise Refused and StoreError."""

    def __init__(self, store: Store, clock: Clock, preparing: Preparing) -> None:
        self._store = store
        self._clock = clock
        self._preparing = preparing

    def missed(self, slug: str) -> Callable[[], str]:
        """It did not take place. Returns what takes that back, and says so when it is called."""
        return self._done(slug, lambda: self._preparing.missed(slug))

    def skipped(self, slug: str) -> Callable[[], str]:
        """Both left it out on purpose. Returns what takes that back."""
        return self._done(slug, lambda: self._preparing.skipped(slug))

    def moved(self, slug: str, words: str) -> Callable[[], str]:
        """To the day and time in those words, on the user's clock. Returns what takes that back."""
        wall = self._wall(slug, words)
        return self._done(slug, lambda: self._preparing.moved(slug, wall))

    def preview(self, slug: str, words: str) -> str:
        """`Thu 3 Dec 15:00 (17:00 Nairobi)`. Raises Refused."""
        wall = self._wall(slug, words)
        mine, *others = in_order(self._store.mentorship(slug))
        theirs = others[0].zone if others else mine.zone
        return moment_line(moment(wall), mine.zone, theirs, local(self._clock.wall(), mine.zone).date())

    def _wall(self, slug: str, words: str) -> int:
        mine = in_order(self._store.mentorship(slug))[0].zone
        wall = moment_typed(words, local(self._clock.wall(), mine).date(), mine)
        if wall <= self._clock.wall():
            raise Refused("That moment has gone by already: name one that is to come.")
        return wall

    def _done(self, slug: str, deed: Callable[[], object]) -> Callable[[], str]:
        mentorship, plans = self._store.mentorship(slug), self._store.table(slug, PLANS, Plan)
        deed()
        return lambda: self._back(slug, mentorship, plans)

    def _back(self, slug: str, before: Mentorship, plans: tuple[Plan, ...]) -> str:
        """The plans as they were, and those that were made of them gone."""
        kept = {plan.id: plan for plan in plans}
        now = self._store.table(slug, PLANS, Plan)
        stamp = {"changed": self._clock.wall(), "changed_by": before.me}
        changed = [
            msgspec.structs.replace(kept.get(plan.id, plan), removed=plan.id not in kept or kept[plan.id].removed, **stamp)
            for plan in now
            if kept.get(plan.id) != plan
        ]
        if changed:
            self._store.save_table(slug, PLANS, *changed)
        self._store.change_mentorship(slug, lambda now: msgspec.structs.replace(now, next_date=before.next_date, **stamp))
        names = joined([member.name for member in in_order(before)[1:]])
        return f"Undone: the session with {names} is planned as before."
