"""What the user opened for whom, over all mentorships in which the user is the mentor. Nobody but that mentor ever sees it:
nothing here goes into a page, a letter, an export or a review."""

from collections.abc import Sequence
from datetime import date

import msgspec

from mentortui.core.heads import local
from mentortui.core.opportunities import Access, accesses, outcomes_told, quarters_of, table, told, uneven
from mentortui.core.quarters import Quarter, quarter_of
from mentortui.services.clock import Clock
from mentortui.store.errors import StoreError
from mentortui.store.store import Store


class SideBySide(msgspec.Struct, frozen=True, kw_only=True):
    """All mentees of the user's, as it is now. `quarters`: the newest first, this one among them."""

    all: tuple[Access, ...]
    quarters: tuple[Quarter, ...]
    zone: str

    def day(self, moment: int) -> date:
        """The user's day of a moment."""
        return local(moment, self.zone).date()

    def table(self, quarter: Quarter) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """By kind: what it is called, and a number for each mentee."""
        return table(self.all, quarter, self.day)

    def lines(self, quarter: Quarter) -> Sequence[str]:
        """Each mentee in words."""
        return [told(one, quarter, self.day) for one in self.all]

    def uneven(self, quarter: Quarter) -> Sequence[str]:
        """Where it differs, in words."""
        return uneven(self.all, quarter, self.day)

    def outcomes(self) -> Sequence[tuple[str, str]]:
        """What came of all of them ever, by name; those without any are left out."""
        return [(one.name, said) for one in self.all if (said := outcomes_told(one))]


class Opportunities:
    """Of one data folder; changes nothing."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def side_by_side(self) -> SideBySide:
        """All there is. A mentorship that cannot be read is told in the store's notices. Raises StoreError where none can."""
        me = self._store.me()
        zone = me.zone if me is not None else "UTC"
        found = list[Access]()
        for mentorship in self._store.mentorships():
            if mentorship.part != "mentor" or mentorship.removed or mentorship.archived is not None:
                continue
            try:
                found += accesses(mentorship, self._store.living(mentorship.slug))
            except StoreError as error:
                self._store.notices.append(str(error))
        all = tuple(sorted(found, key=lambda one: (one.name.casefold(), one.slug, one.person)))
        now = quarter_of(local(self._clock.wall(), zone).date())
        seen = SideBySide(all=all, quarters=(), zone=zone)
        return msgspec.structs.replace(seen, quarters=quarters_of(all, seen.day, now))
