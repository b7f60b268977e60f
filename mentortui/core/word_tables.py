"""Tables of words: columns, rows that are made when they are looked at, and which columns have room."""

from collections.abc import Callable, Sequence
from typing import overload

import msgspec

from mentortui.core.charts import LEAST_BAR, Chart
from mentortui.core.text import width

HEAD = 14
"""Cells of a heading, at most: a name stands in full in the title."""
KEPT, SHORT = 2, 14
"""Before a column that stays this long goes, as what was agreed beside a share, names in front are cut to so many cells."""
SAMPLE = 100
"""Rows of which it is looked how wide they are."""


class Column(msgspec.Struct, frozen=True):
    """`keep`: the lowest numbers stay longest where there is little room; `bar`: where a share is drawn beside the agreed one."""

    head: str
    right: bool = False
    keep: int = 1
    bar: bool = False


class Row(msgspec.Struct, frozen=True):
    """Cells, one a column; and the share and the agreed share that a bar draws, 0..1, where there are any."""

    cells: tuple[str, ...]
    share: float | None = None
    agreed: float | None = None


class Rows(Sequence[Row]):
    """Made when they are looked at: there may be thousands, and a screen shows thirty."""

    def __init__(self, many: int, make: Callable[[int], Row]) -> None:
        self._many = many
        self._make = make

    def __len__(self) -> int:
        return self._many

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [self._make(one) for one in range(*place.indices(self._many))]
        if not -self._many <= place < self._many:
            raise IndexError(place)
        return self._make(place % self._many)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """`said`: sentences above it, the first the most telling; `below`: what one must know to read it."""

    key: str
    title: str
    said: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: Sequence[Row] = ()
    below: tuple[str, ...] = ()
    chart: Chart | None = None


def layout(table: Table, cells: int, *, name: int = 30, bar: int = 30) -> list[tuple[int, int]]:
    """Which columns have room in so many cells, and how wide each is: two blanks between them. What is least needed goes first;
    the bar takes what is left, up to `bar`."""
    heads = table.columns
    sample = [row.cells for row in (*table.rows[:SAMPLE], *table.rows[-1:])]

    def widest(place: int) -> int:
        return min(name, max([min(HEAD, width(heads[place].head)), *(width(cells[place][:200]) for cells in sample)]))

    wide = [bar if column.bar else widest(place) for place, column in enumerate(heads)]
    here = list(range(len(heads)))

    def over() -> int:
        return sum(wide[place] + 2 for place in here) - 2 - cells

    while here and over() > 0:
        bars = [place for place in here if heads[place].bar and wide[place] - over() >= LEAST_BAR]
        if bars:
            wide[bars[0]] -= over()
        elif len(here) > 1 and (least := max(heads[place].keep for place in here)) > 1:
            if least == KEPT and here[0] == 0 and wide[0] > SHORT:
                wide[0] -= 1
            else:
                here.remove(max(here, key=lambda place: (heads[place].keep, place)))
        else:  # who, and the share: the names are cut
            cut = max(here, key=lambda place: wide[place])
            if wide[cut] <= 1:
                break
            wide[cut] -= 1
    if here and here[0] == 0 and not heads[0].bar:  # what a column that went has left
        wide[0] += max(0, min(-over(), widest(0) - wide[0]))
    return [(place, wide[place]) for place in here]
