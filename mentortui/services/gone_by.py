"""What became of a planned session whose date has gone by: moved, missed or skipped. All of it can be taken back."""

from collections.abc import Callable, Mapping

import msgspec

from mentortui.core.commands import Refused
from mentortui.core.dates import moment_line
from mentortui.core.heads import local, moment
from mentortui.core.merging import merged_plan
from mentortui.core.planned_date import doubts
from mentortui.core.records import Mentorship, Plan
from mentortui.core.sharing import in_order
from mentortui.core.words import joined
from mentortui.services.clock import Clock
from mentortui.services.moments import moment_typed
from mentortui.services.preparing import Preparing
from mentortui.store.changing import Changing
from mentortui.store.store import Store

PLANS = "plans"
replace = msgspec.structs.replace


class _Planned(msgspec.Struct, frozen=True):
    """What is planned, at one moment: the plans by id, and the date in the mentorship."""

    mentorship: Mentorship
    plans: Mapping[str, Plan]


class GoneBy:
    """Of one data folder. Each act is on disk when it returns; may raise Refused and StoreError."""

    def __init__(self, store: Store, clock: Clock, preparing: Preparing) -> None:
        self._store = store
        self._clock = clock
        self._preparing = preparing

    def missed(self, slug: str, reason: str = "") -> Callable[[], str]:
        """It did not take place. Returns what takes that back, and says so when it is called."""
        return self._done(slug, lambda: self._preparing.missed(slug, reason))

    def skipped(self, slug: str, reason: str = "") -> Callable[[], str]:
        """Both left it out on purpose. Returns what takes that back."""
        return self._done(slug, lambda: self._preparing.skipped(slug, reason))

    def moved(self, slug: str, words: str, reason: str = "") -> Callable[[], str]:
        """To the day and time in those words, on the user's clock. Returns what takes that back."""
        wall = self._wall(slug, words)
        return self._done(slug, lambda: self._preparing.moved(slug, wall, reason))

    def preview(self, slug: str, words: str) -> str:
        """`Thu 3 Dec 15:00 (17:00 Nairobi)`. Raises Refused."""
        wall = self._wall(slug, words)
        mentorship, now = self._store.mentorship(slug), self._clock.wall()
        mine, *others = in_order(mentorship)
        theirs = others[0].zone if others else mine.zone
        when = moment_line(moment(wall), mine.zone, theirs, local(now, mine.zone).date())
        return " · ".join((when, *doubts(wall, None, mentorship, self._preparing.busy(slug), now)))

    def _wall(self, slug: str, words: str) -> int:
        mine = in_order(self._store.mentorship(slug))[0].zone
        wall = moment_typed(words, local(self._clock.wall(), mine).date(), mine)
        if wall <= self._clock.wall():
            raise Refused("That moment has gone by already: name one that is to come.")
        return wall

    def _done(self, slug: str, deed: Callable[[], object]) -> Callable[[], str]:
        with self._store.changing(slug) as now:
            before = _read(now)
            deed()
            after = _read(now)
        return lambda: self._back(slug, before, after)

    def _back(self, slug: str, before: _Planned, after: _Planned) -> str:
        """The plans as they were, and those that were made of them gone. What was changed since stays."""
        stamp = {"changed": self._clock.wall(), "changed_by": before.mentorship.me}
        with self._store.changing(slug) as now:
            plans, mentorship = now.table(PLANS, Plan), now.mentorship()
            for id, made in after.plans.items():
                was, there = before.plans.get(id, replace(made, removed=True)), plans.get(id)
                if was != made and there is not None:
                    plans.put(replace(merged_plan(made, was, there, yielding=True), **stamp))
            if mentorship.next_date == after.mentorship.next_date:
                now.mentorships.put(replace(mentorship, next_date=before.mentorship.next_date, **stamp))
        names = joined([member.name for member in in_order(before.mentorship)[1:]])
        return f"Undone: the session with {names} is planned as before."


def _read(now: Changing) -> _Planned:
    return _Planned(now.mentorship(), now.table(PLANS, Plan).all())
