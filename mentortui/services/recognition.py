"""Recognition: a thank-you made from the wins of a mentorship, and whose turn it is to add one."""

from datetime import date, timedelta

from mentortui.core.commands import Refused
from mentortui.core.heads import local, own_zone
from mentortui.core.quarters import LENGTH
from mentortui.core.records import Living, Mentorship
from mentortui.core.sharing import in_order
from mentortui.core.text import fit, lines_of, short_names
from mentortui.core.thanks import thanks_from_wins
from mentortui.core.wins import turn
from mentortui.services.clock import Clock
from mentortui.services.holdings import shared_living
from mentortui.services.words_gone import without_gone
from mentortui.store.store import Store

RECENT = timedelta(days=2 * LENGTH)
"""How far back a thank-you looks first."""


class Recognition:
    """Of one data folder; changes nothing. Raises StoreError."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def thanks(self, slug: str, to: str = "") -> str:
        """A thank-you to that person, by id, to be edited; without one to all the others. Nothing private is in it. Raises
        Refused for somebody who is not there."""
        mentorship = self._store.mentorship(slug)
        names = {person.id: person.name for person in in_order(mentorship)}
        if to and (to not in names or to == mentorship.me):
            raise Refused(f"“{fit(to, 20)}” is none of those one could thank here.")
        whom = [to] if to else [person for person in names if person != mentorship.me]

        def day(moment: int) -> date:
            return _day(mentorship, moment)

        since = day(self._clock.wall()) - RECENT
        text = thanks_from_wins(shared_living(self._store, slug), me=mentorship.me, to=whom, names=names, since=since, day=day)
        return "\n".join(lines_of(text))

    def thanks_again(self, slug: str, draft: str) -> str:
        """What was being typed, without the rows of wins that only the user may read by now; where nothing is left, a new one."""
        left = without_gone(self._store, slug, draft)
        return left if left.strip() else self.thanks(slug)

    def turn(self, mentorship: Mentorship, wins: tuple[Living, ...]) -> str:
        """Whose turn it is to add a win, in words."""
        names = short_names({person.id: person.name for person in in_order(mentorship)})
        mentee = next((person.id for person in mentorship.people if person.role == "mentee"), "")

        def day(moment: int) -> date:
            return _day(mentorship, moment)

        return turn(wins, mentorship.me, mentee, names, day, day(self._clock.wall()))


def _day(mentorship: Mentorship, moment: int) -> date:
    mine = own_zone(mentorship)
    return local(moment, mine).date()
