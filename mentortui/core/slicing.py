"""The slices of a session as it grows: what lies before the first difference is not cut again."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeVar

from mentortui.core.floor import Change, Regime, Slice, slices

_ITEM = TypeVar("_ITEM")


class Slicing:
    """What `floor.slices` makes, again and again, of a timeline that is mostly added to. The slices that are the same as last
    time are the same objects, so whoever follows them finds the first new one by identity."""

    def __init__(self) -> None:
        self._changes: tuple[Change, ...] = ()
        self._items: tuple[tuple[int, str], ...] = ()
        self._regimes: tuple[tuple[int, Regime], ...] = ()
        self._made: tuple[Slice, ...] = ()

    def until(
        self,
        changes: tuple[Change, ...],
        items: tuple[tuple[int, str], ...],
        regimes: tuple[tuple[int, Regime], ...],
        until: int,
    ) -> tuple[Slice, ...]:
        """The slices of [0, until). Costs comparing each change with last time's, and cutting from the first other one on."""
        others = [change.at for change in _first_other(self._changes, changes)]
        others += [at for at, _ in (*_first_other(self._items, items), *_first_other(self._regimes, regimes))]
        same = min(until, *others) if others else until
        # The last slice before the difference may have to go on, where its end was a cut that is none any more.
        keep = max(0, bisect_right(self._made, same, key=_end) - 1)
        kept = self._made[:keep]
        self._made = (*kept, *slices(changes, items, regimes, until, kept[-1].end if kept else 0))
        self._changes, self._items, self._regimes = changes, items, regimes
        return self._made


def shared(one: Sequence[_ITEM], other: Sequence[_ITEM]) -> int:
    """How many elements from the first on are the same in both. Costs two looks at each at most."""
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _first_other(one: Sequence[_ITEM], other: Sequence[_ITEM]) -> list[_ITEM]:
    """The first element of each from which on they differ."""
    count = shared(one, other)
    return [*one[count : count + 1], *other[count : count + 1]]


def _end(part: Slice) -> int:
    return part.end
