"""What became of the sessions of a period: held, missed, moved, on hold. Counted for Review; nobody is graded."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from mentortui.core.heads import local
from mentortui.core.on_hold import Pause, paused_days
from mentortui.core.records import Move, Plan
from mentortui.core.text import counted, joined


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """Of one period. `moved`: sessions whose date changed in it at least once, each once; `moves`: each change."""

    held: int = 0
    missed: tuple[Plan, ...] = ()
    skipped: tuple[Plan, ...] = ()
    moved: int = 0
    moves: tuple[Move, ...] = ()
    paused_days: int = 0

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, where somebody said, each once, in their order."""
        found = [*(plan.reason for plan in (*self.missed, *self.skipped)), *(move.reason for move in self.moves)]
        return tuple(dict.fromkeys(reason for reason in found if reason))


def happened(
    began: Iterable[int], plans: Sequence[Plan], pauses: Sequence[Pause], since: date, until: date, zone_name: str
) -> Happened:
    """From `since` to `until`, both included, on the calendar of that zone. `began`: when sessions did, UTC microseconds."""

    def within(wall: int | None) -> bool:
        return wall is not None and since <= local(wall, zone_name).date() <= until

    there = [plan for plan in plans if not plan.removed]
    moves = [(plan.id, move) for plan in there for move in plan.moves if within(move.on or move.was)]
    put_off = [plan for plan in there if within(plan.starts if plan.starts is not None else plan.created)]
    return Happened(
        held=sum(map(within, began)),
        missed=tuple(plan for plan in put_off if plan.state == "missed"),
        skipped=tuple(plan for plan in put_off if plan.state == "skipped"),
        moved=len({id for id, _ in moves}),
        moves=tuple(move for _, move in moves),
        paused_days=paused_days(pauses, since, until),
    )


def happened_words(found: Happened) -> str:
    """`6 sessions held, 1 missed, 2 moved; on hold for 14 days`; what there is none of is not said."""
    parts = [f"{counted(found.held, 'session')} held"]
    parts += [
        f"{count} {word}"
        for count, word in ((len(found.missed), "missed"), (len(found.skipped), "skipped"), (found.moved, "moved"))
        if count
    ]
    hold = f"; on hold for {counted(found.paused_days, 'day')}" if found.paused_days else ""
    return f"{', '.join(parts)}{hold}"


def reasons_words(found: Happened) -> str:
    """`illness, travel and release week`; empty where nobody said."""
    return joined(list(found.reasons))
