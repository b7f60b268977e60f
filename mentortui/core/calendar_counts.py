"""What became of the sessions of a period: held, missed, moved, paused. Counted for the page that closes a mentorship; a review
asks for more of each, and counts in `review_numbers`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import msgspec

from mentortui.core.heads import local
from mentortui.core.mentorship_pauses import Pause, paused_days
from mentortui.core.records import Move, Plan
from mentortui.core.text import counted


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """Of one period. `moved`: how often a session was moved from a date in it, as a review counts."""

    held: int = 0
    missed: int = 0
    skipped: int = 0
    moved: int = 0
    paused_days: int = 0


def happened(
    began: Iterable[int], plans: Sequence[Plan], pauses: Sequence[Pause], since: date, until: date, zone_name: str
) -> Happened:
    """From `since` to `until`, both included, on the calendar of that zone. `began`: when sessions did, UTC microseconds."""

    def within(wall: int | None) -> bool:
        return wall is not None and since <= local(wall, zone_name).date() <= until

    there = [plan for plan in plans if not plan.removed]
    put_off = [plan for plan in there if within(plan.starts if plan.starts is not None else plan.created)]
    return Happened(
        held=sum(map(within, began)),
        missed=sum(plan.state == "missed" for plan in put_off),
        skipped=sum(plan.state == "skipped" for plan in put_off),
        moved=len(moves_from(plans, within)),
        paused_days=paused_days(pauses, since, until),
    )


def moves_from(plans: Iterable[Plan], within: Callable[[int], bool]) -> tuple[Move, ...]:
    """Each time a planned session was moved to another date, from a date that is `within`; by that date."""
    return tuple(move for move in _dropped(plans, within) if move.to is not None)


def called_off(plans: Iterable[Plan], within: Callable[[int], bool]) -> tuple[Move, ...]:
    """Each date `within` that a planned session lost without getting another, as by a pause, or as it was closed."""
    return tuple(move for move in _dropped(plans, within) if move.to is None)


def _dropped(plans: Iterable[Plan], within: Callable[[int], bool]) -> list[Move]:
    found = [move for plan in plans if not plan.removed for move in plan.moves if within(move.was)]
    return sorted(found, key=lambda move: move.was)


def happened_words(found: Happened) -> str:
    """`6 sessions held, 1 missed, 2 moved; paused for 14 days`; what there is none of is not said."""
    parts = [f"{counted(found.held, 'session')} held"]
    parts += [
        f"{count} {word}"
        for count, word in ((found.missed, "missed"), (found.skipped, "skipped"), (found.moved, "moved"))
        if count
    ]
    paused = f"; paused for {counted(found.paused_days, 'day')}" if found.paused_days else ""
    return f"{', '.join(parts)}{paused}"
