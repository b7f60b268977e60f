"""Every figure of speaking time, of a session, its last ten minutes or one agenda item: the one place screens take them from.

Live keeps a `Figuring` that follows its session. Of a session that is over its page has the sums as they are stored
(`result.span_of`), and what its turns say is asked of the session `restored`. Formulas: docs/fairness.md.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction

import msgspec

from mentortui.core import measures as m
from mentortui.core.floor import Slice
from mentortui.core.measured import Measured, Of
from mentortui.core.records import Recorded
from mentortui.core.session import Session
from mentortui.core.slicing import shared
from mentortui.core.sums import Sums
from mentortui.core.trend import added
from mentortui.core.turn_taking import Ends, Followed, counted, joined
from mentortui.core.turning import Turning, holders


class Figuring:
    """The figures of a session as it grows: a new turn costs a step, a mended one those after it, and a question as much as there
    are people. The same as adding up from scratch, which at 10,000 turns takes longer than a frame."""

    def __init__(self, session: Session | None = None, recorded: Recorded | None = None) -> None:
        self._sums, self._turning = Sums(), Turning()
        self._closed: tuple[Slice, ...] = ()
        self._session: Session | None = None
        self._recorded = recorded
        if session is not None:
            self.follow(session)

    def follow(self, session: Session) -> "Figuring":
        """The session as it is now."""
        if session is not self._session:
            same = shared(self._closed, session.closed)
            self._turning.back(same)
            for part in session.closed[same:]:
                self._turning.step(part.start, holders(part), part.item)
            self._sums.follow(session)
            self._closed, self._session = session.closed, session
        return self

    def span(self, now: int) -> m.Span:
        """The sums of the session until `now` of the session clock, as `measures.whole`."""
        return self._agreed(self._sums.between(0, self._until(now)))

    def window_span(self, now: int) -> m.Span:
        """The sums of the last 600 s of active time, as `measures.last_ten_minutes`."""
        until = self._known.active(now)
        return self._agreed(self._sums.between(max(0, until - m.WINDOW), until))

    def item_span(self, item: str, now: int) -> m.Span:
        """The sums of what belongs to one agenda item, as `measures.of_item`."""
        visited = [self._sums.between(start, end) for start, end in self._visits(item, now)]
        if visited:
            return self._agreed(added(visited))
        return msgspec.structs.replace(self._sums.between(0, 0), in_force=self._known.regime.shares)

    def turns(self, now: int) -> dict[str, m.Turns]:
        """Everybody's turns in the session, as `measures.turn_measures`."""
        until = self._tail(now)
        found = {person.id: self._turning.of(person.id, until) for person in self._known.people}
        self._turning.back(len(self._closed))
        return found

    def session(self, now: int) -> Measured:
        """Every figure of the whole session."""
        people = [person.id for person in self._known.people]
        until = self._tail(now)
        made = Measured(
            of="session",
            span=self.span(now),
            split=self._sums.split(0, until),
            turns={person: self._turning.of(person, until) for person in people},
            follows=self._turning.matrix(people),
            joined=self._turning.joined(),
            ends=self._ends([(0, until)]),
            recorded=self._recorded,
        )
        self._turning.back(len(self._closed))
        return made

    def window(self, now: int) -> Measured:
        """Every figure of the last ten minutes; of the whole session while it is younger."""
        until = self._known.active(now)
        return self._of("window", self.window_span(now), [(max(0, until - m.WINDOW), until)], now)

    def item(self, item: str, now: int) -> Measured:
        """Every figure of one agenda item; it may have been come back to."""
        return self._of("item", self.item_span(item, now), self._visits(item, now), now, item)

    def part(self, start: int, end: int, now: int) -> Measured:
        """Every figure of [start, end) of active time, at most until `now` of the session clock."""
        end = min(end, self._until(now))
        return self._of("part", self._sums.between(min(start, end), end), [(min(start, end), end)], now)

    def _agreed(self, span: m.Span) -> m.Span:
        """Where nobody was there in its last moments, what is agreed among those who are there now is in force."""
        return span if span.in_force else msgspec.structs.replace(span, in_force=self._known.regime.shares)

    def _of(self, of: Of, span: m.Span, stretches: Sequence[tuple[int, int]], now: int, item: str = "") -> Measured:
        people = [person.id for person in self._known.people]
        until = self._tail(now)
        begun = [one for start, end in stretches for one in self._turning.between(start, end, until)]
        followed = [Followed(turn, after) for turn, after in begun]
        made = Measured(
            of=of,
            item=item,
            span=span,
            split=self._split(stretches),
            turns={person: m.measured([turn for turn, _ in begun if turn.person == person]) for person in people},
            follows=counted(followed, people),
            joined=joined(followed),
            ends=self._ends(stretches),
        )
        self._turning.back(len(self._closed))
        return made

    def _tail(self, now: int) -> int:
        """Tells the turns of what has gone on since the last change, and returns until when; whoever asks takes it back."""
        session, until = self._known, self._until(now)
        done = self._done
        holding = session.floor.holders if not session.finished else ()
        if until <= done:
            # A turn that begins this very moment is none yet.
            holding = tuple(person for person in holding if self._closed and person in holders(self._closed[-1]))
        self._turning.step(done, holding, session.item_changes[-1][1] if session.item_changes else "")
        return until

    def _split(self, stretches: Sequence[tuple[int, int]]) -> dict[str, Fraction]:
        found = {person.id: Fraction(0) for person in self._known.people}
        for start, end in stretches:
            for person, time in self._sums.split(start, end).items():
                found[person] += time
        return found

    def _ends(self, stretches: Sequence[tuple[int, int]]) -> Ends | None:
        first = next((place for start, end in stretches for place in self._places(start, end) if self._held(place)), None)
        if first is None:
            return None
        last = next(
            place for start, end in reversed(stretches) for place in reversed(self._places(start, end)) if self._held(place)
        )
        return Ends(
            min(self._held(first), key=lambda person: (self._took(person, first), person)),
            max(self._held(last), key=lambda person: (self._took(person, last), person)),
        )

    def _places(self, start: int, end: int) -> range:
        """Which slices lie in that span; the one under way comes after the closed ones."""
        first = bisect_right(self._closed, start, key=_end)
        after = bisect_left(self._closed, end, key=_start)
        return range(first, after + (end > self._done))

    def _held(self, place: int) -> tuple[str, ...]:
        return holders(self._closed[place]) if place < len(self._closed) else self._known.floor.holders

    def _took(self, person: str, place: int) -> int:
        """Since when that person had held the floor, by the place of a slice."""
        while place and person in self._held(place - 1):
            place -= 1
        return place

    def _visits(self, item: str, now: int) -> list[tuple[int, int]]:
        return [(start, end) for start, end, one in m.visits(self._known, now) if one == item]

    @property
    def _known(self) -> Session:
        assert self._session is not None, "a session is followed before it is asked about"
        return self._session

    @property
    def _done(self) -> int:
        return self._closed[-1].end if self._closed else 0

    def _until(self, now: int) -> int:
        """Active time at `now`, or at the last change where that is later."""
        return max(self._known.active(now), self._done)


def _start(part: Slice) -> int:
    return part.start


def _end(part: Slice) -> int:
    return part.end
