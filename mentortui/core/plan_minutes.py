"""How long an item is likely to take: the median of what these people really used for items of such a title."""

from collections.abc import Iterable, Mapping
from statistics import median

import msgspec

from mentortui.core.agenda import MINUTE, MOST_MINUTES
from mentortui.core.plan import key
from mentortui.core.records import FinishedSession, ItemRow

LEAST = 30_000_000
"""Microseconds; an item that was open for less was passed by, not talked about."""


class Used(msgspec.Struct, frozen=True):
    """Minutes used, by what titles have in common; made once for all items of a screen."""

    whole: Mapping[str, tuple[int, ...]]
    heads: Mapping[str, tuple[int, ...]]

    def proposed(self, title: str) -> int | None:
        """Whole minutes, 1..600; None where such an item was never held. `Roadblock: deploy` without a past of its own takes
        what roadblocks took."""
        known = self.whole.get(key(title)) or self.heads.get(_head(title) or key(title))
        return None if not known else max(1, min(MOST_MINUTES, round(median(known) / MINUTE)))


def used(sessions: Iterable[FinishedSession]) -> Used:
    """From the sessions of one mentorship."""
    whole, heads = dict[str, list[int]](), dict[str, list[int]]()
    for row in _rows(sessions):
        whole.setdefault(key(row.title), []).append(row.used)
        if head := _head(row.title):
            heads.setdefault(head, []).append(row.used)
    return Used({title: tuple(found) for title, found in whole.items()}, {title: tuple(found) for title, found in heads.items()})


def _rows(sessions: Iterable[FinishedSession]) -> Iterable[ItemRow]:
    return (row for session in sessions if not session.removed for row in session.items if row.used >= LEAST)


def _head(title: str) -> str:
    """What stands before a colon: `roadblock` of `Roadblock: flaky deploy`."""
    head, colon, rest = title.partition(":")
    return key(head) if colon and rest.strip() and head.strip() else ""
