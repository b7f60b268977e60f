"""Running sums of a session, so that those of any span are the difference of two look-ups.

`measures.measure` adds a span up from scratch, which is right for what is asked for once; this is for what is asked each second.
docs/fairness.md, Where each figure is.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction

import msgspec

from mentortui.core.events import How
from mentortui.core.floor import Floor, Regime, Slice
from mentortui.core.measures import Span
from mentortui.core.session import Session
from mentortui.core.slicing import shared

NOBODY, ONE, SEVERAL, UNNAMED, UNSURE, OTHERS, REST, ACTIVE, LEFT_OUT = range(9)
"""Places of the sums that belong to no person."""
PEOPLE = 9
WHOLE = 2520
"""Can be divided among one to nine people without a rest."""


class Known(msgspec.Struct, frozen=True):
    """From `start` of active time on all this stayed the same; `sums` are those of everything before."""

    start: int
    floor: Floor
    item: str
    regime: Regime
    sums: tuple[int, ...]
    """Of what is no person's, then each person's floor time, in the order of the session's people, microseconds; then the same
    with talk at once divided, in WHOLE-ths of one."""
    owed: Mapping[str, Fraction]
    """Expected floor time of each when this regime began."""
    owed_from: int
    """All floor time when this regime began."""


class Sums:
    """The sums of a session as it grows. Following it costs a step a new slice, and all of them after a correction."""

    def __init__(self) -> None:
        self._closed: tuple[Slice, ...] = ()
        self._people: tuple[str, ...] = ()
        self._places: dict[str, int] = {}
        self._quiet: frozenset[str] = frozenset()
        self._stretches: list[Known] = []
        self._session: Session | None = None

    def follow(self, session: Session, left_out: frozenset[str] = frozenset()) -> None:
        """The session as it is now; time in the items of these ids is counted apart, and is in no sum."""
        if session is self._session and left_out == self._quiet:
            return
        people = tuple(person.id for person in session.people)
        same = people == self._people and left_out == self._quiet
        del self._stretches[shared(self._closed, session.closed) if same else 0 :]
        self._people, self._quiet = people, left_out
        self._places = {person: place for place, person in enumerate(people, PEOPLE)}
        for part in session.closed[len(self._stretches) :]:
            self._begin(part.start, part.floor, part.item, part.regime)
        done = session.closed[-1].end if session.closed else 0
        self._begin(done, session.floor, session.item_changes[-1][1] if session.item_changes else "", session.regime)
        self._closed, self._session = session.closed, session

    def before(self, at: int) -> Known:
        """What was just before that moment of active time."""
        return self._stretches[max(0, bisect_left(self._stretches, at, key=_start) - 1)]

    def since(self, person: str, at: int) -> int:
        """Active time at which that person took the floor they hold just before `at`; `at` itself if they do not."""
        place = max(0, bisect_left(self._stretches, at, key=_start) - 1)
        began = at
        while place >= 0 and person in self._stretches[place].floor.holders:
            began = self._stretches[place].start
            place -= 1
        return began

    def left_out(self, start: int, end: int) -> int:
        """Microseconds of that span that are in no sum."""
        return self._at(end)[0][LEFT_OUT] - self._at(start)[0][LEFT_OUT]

    def between(self, start: int, end: int) -> Span:
        """The sums of [start, end) of active time, at most until now: what adding its slices up from scratch gives."""
        before, first = self._at(start)
        after, last = self._at(end)
        sums = [late - early for late, early in zip(after, before, strict=True)]
        talk, spoken = self._talk(after), self._talk(before)
        if first.regime is last.regime and first.owed_from == last.owed_from:
            expected = {person: share * (talk - spoken) for person, share in last.regime.shares.items()}
        else:
            expected = _owed(last, talk)
            for person, owed in _owed(first, spoken).items():
                expected[person] = expected.get(person, Fraction(0)) - owed
        floor = dict(zip(self._people, sums[PEOPLE:], strict=False))
        return Span(
            active=sums[ACTIVE],
            floor=floor,
            expected={person: expected.get(person, Fraction(0)) for person in {**floor, **expected}},
            nobody=sums[NOBODY],
            one=sums[ONE],
            several=sums[SEVERAL],
            unnamed=sums[UNNAMED],
            unsure=sums[UNSURE],
            others=sums[OTHERS],
            rest=sums[REST],
            in_force=self.before(end).regime.shares,
        )

    def split(self, start: int, end: int) -> dict[str, Fraction]:
        """Floor time in that span with talk at once divided among those who talk: `measures.split_times` of its slices."""
        after, before, first = self._at(end)[0], self._at(start)[0], PEOPLE + len(self._people)
        parts = zip(self._people, after[first:], before[first:], strict=True)
        return {person: Fraction(late - early, WHOLE) for person, late, early in parts}

    def _talk(self, sums: Sequence[int]) -> int:
        return sum(sums[PEOPLE : PEOPLE + len(self._people)])

    def _at(self, at: int) -> tuple[tuple[int, ...], Known]:
        stretch = self._stretches[max(0, bisect_right(self._stretches, at, key=_start) - 1)]
        return self._until(stretch, at), stretch

    def _until(self, stretch: Known, at: int) -> tuple[int, ...]:
        length = at - stretch.start
        if length <= 0:
            return stretch.sums
        sums = list(stretch.sums)
        if stretch.item in self._quiet:
            sums[LEFT_OUT] += length
            return tuple(sums)
        sums[ACTIVE] += length
        for place in _places(stretch.floor):
            sums[place] += length
        holders = [self._places[person] for person in stretch.floor.holders if person in self._places]
        for place in holders:
            sums[place] += length
            sums[place + len(self._people)] += length * WHOLE // len(holders)
        return tuple(sums)

    def _begin(self, at: int, floor: Floor, item: str, regime: Regime) -> None:
        if not self._stretches:
            sums = (0,) * (PEOPLE + 2 * len(self._people))
            self._stretches.append(Known(at, floor, item, regime, sums, {}, 0))
            return
        last = self._stretches[-1]
        sums = self._until(last, at)
        talk = self._talk(sums)
        owed, owed_from = (last.owed, last.owed_from) if regime is last.regime else (_owed(last, talk), talk)
        self._stretches.append(Known(at, floor, item, regime, sums, owed, owed_from))


_UNSURE: Mapping[How, tuple[int, ...]] = {"unsure": (UNSURE,), "others": (UNSURE, OTHERS), "rest": (UNSURE, REST)}


def _start(stretch: Known) -> int:
    return stretch.start


def _owed(stretch: Known, talk: int) -> dict[str, Fraction]:
    """Expected floor time of each since the session began, when all had spoken for `talk`, in that stretch."""
    owed, more = dict(stretch.owed), talk - stretch.owed_from
    for person, share in stretch.regime.shares.items():
        owed[person] = owed.get(person, Fraction(0)) + share * more
    return owed


def _places(floor: Floor) -> tuple[int, ...]:
    if floor.how == "several":
        return SEVERAL, UNNAMED
    if floor.unsure:
        return _UNSURE[floor.how]
    return (NOBODY,) if not floor.holders else (ONE,) if len(floor.holders) == 1 else (SEVERAL,)
