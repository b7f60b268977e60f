"""The floor as a timeline of changes in active time, and the slices that every measure adds up.

Active time is the session clock without pauses and without gaps that nobody has claimed. All times are whole microseconds;
intervals are half-open. docs/fairness.md, Time.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from operator import attrgetter

import msgspec

from mentortui.core.events import How, Source


class Floor(msgspec.Struct, frozen=True):
    """Who has the floor. `named` without holders is nobody."""

    holders: tuple[str, ...] = ()
    how: How = "named"

    @property
    def nobody(self) -> bool:
        """Whether it is known that no one holds it."""
        return self.how == "named" and not self.holders

    @property
    def several(self) -> bool:
        """Whether more than one holds it, named or not."""
        return self.how == "several" or (self.how == "named" and len(self.holders) > 1)

    @property
    def unsure(self) -> bool:
        """Whether it is not known whose it is."""
        return self.how in ("unsure", "others", "rest")


NOBODY = Floor()
UNSURE = Floor((), "unsure")
SEVERAL = Floor((), "several")

MARKS: Mapping[How, str] = {"several": "+", "unsure": "?", "others": "~", "rest": "-"}
"""How a stretch is written where a person's id would stand, when it is nobody's in particular."""
MARKED: Mapping[str, Floor] = {mark: Floor((), how) for how, mark in MARKS.items()}
UNSURE_MARKS = tuple(mark for mark, floor in MARKED.items() if floor.unsure)
"""Those of time of which it is not known whose it is."""


class Change(msgspec.Struct, frozen=True):
    """From `at` (active time) on the floor was this. `keyed`: a person's key made it, so it can be nudged."""

    at: int
    floor: Floor
    source: Source = "key"
    keyed: bool = False
    event: str = ""
    split: bool = False
    """Somebody cut a stretch in two here: it begins a new one although the floor stays the same."""


class Regime(msgspec.Struct, frozen=True):
    """Who is present, and the agreed shares in force among them."""

    present: tuple[str, ...]
    shares: dict[str, Fraction]


class Slice(msgspec.Struct, frozen=True):
    """A stretch of active time in which nothing changed: the floor, the item, the people and what they agreed stayed the same."""

    start: int
    end: int
    floor: Floor
    item: str
    regime: Regime
    source: Source


class Turn(msgspec.Struct, frozen=True):
    """An uninterrupted holding of the floor, in active time. `open`: it still runs."""

    person: str
    start: int
    end: int
    item: str = ""
    open: bool = False
    source: Source = "key"

    @property
    def length(self) -> int:
        """Microseconds."""
        return self.end - self.start


class Run(msgspec.Struct, frozen=True):
    """From `at` of the session clock, when `active` microseconds of active time had passed, the clock ran or stood."""

    at: int
    active: int
    runs: bool


def active_at(runs: Sequence[Run], at: int) -> int:
    """Active time at a moment of the session clock; before the first run 0."""
    if runs and runs[-1].at <= at:
        run = runs[-1]  # as nearly always
    elif index := bisect_right(runs, at, key=lambda run: run.at):
        run = runs[index - 1]
    else:
        return 0
    return run.active + (at - run.at if run.runs else 0)


def clock_at(runs: Sequence[Run], active: int) -> int:
    """The first moment of the session clock at which that much active time had passed: the way back from `active_at`."""
    for run, following in zip(runs, [*runs[1:], None], strict=True):
        if run.runs and (following is None or following.active >= active):
            return run.at + max(0, active - run.active)
    return runs[-1].at if runs else 0


def moved(changes: Sequence[Change], offset: int, now: int) -> list[Change]:
    """The last keyed change `offset` later, kept between its neighbours, or `now`; what was heard before it gives way, as a key
    says more. Nothing keyed: as it was."""
    index = last_keyed(changes)
    if index is None:
        return list(changes)
    earliest = next((change.at for change in reversed(changes[:index]) if change.source != "heard"), 0)
    latest = changes[index + 1].at if index + 1 < len(changes) else now
    change = changes[index]
    at = max(earliest, min(latest, change.at + offset))
    before = [other for other in changes[:index] if other.at <= at]
    return [*before, msgspec.structs.replace(change, at=at), *changes[index + 1 :]]


def began(changes: Sequence[Change], to: int, now: int) -> list[Change]:
    """The last keyed change at `to`, at most `now`; what lay between gives way to it."""
    index = last_keyed(changes)
    if index is None:
        return list(changes)
    latest = changes[index + 1].at if index + 1 < len(changes) else now
    to = max(0, min(to, latest))
    before = [change for change in changes[:index] if change.at < to]
    return [*before, msgspec.structs.replace(changes[index], at=to, source="mended"), *changes[index + 1 :]]


def reassigned(changes: Sequence[Change], start: int, end: int, floor: Floor, event: str) -> list[Change]:
    """From `start` to `end` the floor was `floor`; what was before and after stays. An empty stretch changes nothing."""
    if end <= start:
        return list(changes)
    after = floor_at(changes, end)
    resumed = [] if any(change.at == end for change in changes) else [msgspec.structs.replace(after, at=end, split=False)]
    return [
        *(change for change in changes if change.at < start),
        Change(start, floor, "mended", False, event),
        *resumed,
        *(change for change in changes if change.at >= end),
    ]


def floor_at(changes: Sequence[Change], at: int) -> Change:
    """The change in force at a moment of active time."""
    found = [change for change in changes if change.at <= at]
    return found[-1] if found else Change(0, NOBODY)


def last_keyed(changes: Sequence[Change]) -> int | None:
    """Where the last change made by a key stands, if there is one."""
    return next((index for index in reversed(range(len(changes))) if changes[index].keyed), None)


def placed(changes: Sequence[Change], change: Change) -> list[Change]:
    """With `change` at the end, never before the one that was last: one that began earlier takes the place of later ones."""
    return [*changes[: bisect_right(changes, change.at, key=_at)], change]


def slices(
    changes: Sequence[Change], items: Sequence[tuple[int, str]], regimes: Sequence[tuple[int, Regime]], until: int, since: int = 0
) -> tuple[Slice, ...]:
    """The stretches of [since, until) between any two changes of floor, item or people; none of length 0. All are in order of
    time, and `regimes` starts at 0."""
    f = bisect_right(changes, since, key=_at)
    i, r = (bisect_right(found, since, key=_first) for found in (items, regimes))
    cuts = sorted({since, *(c.at for c in changes[f:]), *(at for at, _ in items[i:]), *(at for at, _ in regimes[r:]), until})
    made: list[Slice] = []
    floor, source = (changes[f - 1].floor, changes[f - 1].source) if f else (NOBODY, "key")
    item, regime = items[i - 1][1] if i else "", regimes[max(0, r - 1)][1]
    for start, end in pairwise(cuts):
        while f < len(changes) and changes[f].at <= start:
            floor, source = changes[f].floor, changes[f].source
            f += 1
        while i < len(items) and items[i][0] <= start:
            item = items[i][1]
            i += 1
        while r < len(regimes) and regimes[r][0] <= start:
            regime = regimes[r][1]
            r += 1
        if end > until:
            break
        made.append(Slice(start, end, floor, item, regime, source))
    return tuple(made)


def within(parts: Sequence[Slice], start: int, end: int) -> list[Slice]:
    """The slices cut to [start, end); they are in order and touch."""
    first, after = bisect_right(parts, start, key=_end), bisect_left(parts, end, key=_start)
    found = list(parts[first:after])
    for place in {0, len(found) - 1} if found else ():
        part = found[place]
        if part.start < start or part.end > end:
            found[place] = msgspec.structs.replace(part, start=max(start, part.start), end=min(end, part.end))
    return found


_START_AND_PERSON = attrgetter("start", "person")


def _at(change: Change) -> int:
    return change.at


def _first(pair: tuple[int, object]) -> int:
    return pair[0]


def _start(part: Slice) -> int:
    return part.start


def _end(part: Slice) -> int:
    return part.end


def turns(parts: Iterable[Slice], still: Iterable[str] = ()) -> list[Turn]:
    """Each person's longest runs of holding the floor, in order of start, then of person. The last turn of those who `still`
    hold it is open. One that was mended in part is mended. Of shares that were entered no turn is known."""
    begun: dict[str, Slice] = {}
    done: list[Turn] = []
    last = 0
    for part in parts:
        holders = part.floor.holders if part.floor.how == "named" and part.source != "entered" else ()
        for person in [person for person in begun if person not in holders] if begun else ():
            first = begun.pop(person)
            done.append(Turn(person, first.start, part.start, first.item, False, first.source))
        for person in holders:
            first = begun.setdefault(person, part)
            if part.source == "mended" != first.source:
                begun[person] = msgspec.structs.replace(first, source="mended")
        last = part.end
    for person, first in begun.items():
        done.append(Turn(person, first.start, last, first.item, person in still, first.source))
    return sorted(done, key=_START_AND_PERSON)
