"""What was heard, in the facts of a session: a timeline of its own, and what it does to the floor beside keys and mends.

Keys win: what is heard takes its place in time among what was keyed, and changes nothing from the next key on; a mended stretch
stays as it was mended. docs/fairness.md, Time.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from mentortui.core.events import HearingChanged
from mentortui.core.floor import NOBODY, UNSURE, Change, Floor
from mentortui.core.hearing_values import Channel, Hears

replace = msgspec.structs.replace

NAMED_WITHIN = 3_000_000
"""A key that names a person within this of a voice from the call names that voice: by hand one is a second or two late."""


class FoldedHearing:
    """What was heard so far, in active time, whatever keys said."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.hears: list[Hears] = []
        self.confirmed: list[int] = []
        """When a key said that the floor is as it stood, in order: no change of floor, and yet a key that wins."""

    def copy(self) -> "FoldedHearing":
        """As it is now, to be gone on from later."""
        other = FoldedHearing()
        other.changes, other.hears, other.confirmed = self.changes.copy(), self.hears.copy(), self.confirmed.copy()
        return other

    @property
    def channels(self) -> tuple[Channel, ...]:
        """What is heard now."""
        return self.hears[-1][1] if self.hears else ()

    def hear(self, change: Change) -> Change:
        """One change more: as it stands in the timeline, never before the one that was last."""
        if self.changes and change.at < self.changes[-1].at:
            change = replace(change, at=self.changes[-1].at)
        self.changes.append(change)
        return change

    def switch(self, at: int, channels: tuple[Channel, ...]) -> None:
        """From `at` on these are heard."""
        self.hears.append((max(at, self.hears[-1][0] if self.hears else 0), channels))

    def switched(self, changes: list[Change], at: int, event: HearingChanged, me: str) -> list[Change]:
        """From `at` on what the event says is heard. The floor after it: not left with a voice that is heard no longer."""
        lost = set(self.channels) - set(event.channels)
        self.switch(at, event.channels)
        if not lost:
            return changes
        if self.changes:
            self.hear(Change(at, without(self.changes[-1].floor, event.channels, me), "heard", False, event.id))
        if not changes or changes[-1].source != "heard":
            return changes
        standing = changes[-1]
        floor = without(standing.floor, event.channels, me)
        # Whoever switches it off is there and sees who has the floor.
        if floor == standing.floor or (event.why == "off" and not standing.floor.unsure):
            return changes
        return [*changes, Change(max(at, standing.at), floor, "heard", False, event.id)]

    def interrupt(self, at: int) -> None:
        """The machine slept, or the program was away: nothing is heard from `at` on, until it is said anew."""
        if self.channels:
            self.switch(at, ())
        if self.changes:
            self.hear(Change(at, UNSURE, "heard"))

    def end(self, at: int) -> None:
        """The session ended then."""
        self.changes = [change for change in self.changes if change.at < at or change.at == 0]
        self.hears = [hears for hears in self.hears if hears[0] < at or hears[0] == 0]


def among(changes: list[Change], heard: Change, mended_until: int, confirmed: Sequence[int], me: str) -> list[Change]:
    """The floor with what was heard in its place. `mended_until`: active time when something was mended last, after which nothing
    is mended; `confirmed`: when keys said that the floor is as it stood, in order; `me`: who is at the keys."""
    index = bisect_right(changes, heard.at, key=_at)
    while index and changes[index - 1].at == heard.at and _stands(changes[index - 1]):
        index -= 1
    before = changes[index - 1] if index else Change(0, NOBODY)
    following = changes[index] if index < len(changes) else None
    if before.source in MENDS and heard.at < mended_until:
        if following is not None and following.at <= mended_until:
            return _after_mended(changes, index, heard, me)
        heard = replace(heard, at=mended_until)
    floor = seen_beside(heard.floor, before, me)
    if following is not None and names(following, floor, me) and following.at - heard.at <= NAMED_WITHIN:
        return [*changes[:index], replace(following, at=heard.at), *changes[index + 1 :]]
    if floor == before.floor:
        return changes
    again = bisect_left(confirmed, heard.at)
    still: list[Change] = []
    if again < len(confirmed) and (following is None or confirmed[again] < following.at):
        still = [Change(confirmed[again], before.floor, "key", True, before.event)]
    return [*changes[:index], replace(heard, floor=floor), *still, *changes[index:]]


MENDS = ("mended", "transcript", "entered")
"""Stretches that somebody has put right."""


def seen_beside(heard: Floor, before: Change, me: str) -> Floor:
    """Who has the floor where this is heard and `before` was so. A voice from the call is whoever was named behind it, as long as
    that voice did not end: it says nothing against the key that named them. Nor does not hearing me against a key for nobody."""
    floor = before.floor
    named = tuple(person for person in floor.holders if person != me)
    if heard.how == "rest" and floor.nobody and before.keyed:
        return floor
    if heard.how in ("others", "rest") and named:
        return Floor(named)
    if heard.how == "several" and named:
        return Floor(tuple(sorted((me, *named))))
    return heard


def names(change: Change, floor: Floor, me: str) -> bool:
    """Whether a key says with this change who it is that is heard and not known."""
    if floor.how not in ("others", "rest") or not change.keyed or change.source != "key":
        return False
    return change.floor.how == "named" and len(change.floor.holders) == 1 and me not in change.floor.holders


def named_late(changes: Sequence[Change], floor: Floor, now: int, me: str) -> int | None:
    """Where a key names now whose the voice is that was heard a moment ago: when that voice began. None: it does not."""
    last = changes[-1] if changes else None
    if last is None or last.source != "heard" or now - last.at > NAMED_WITHIN:
        return None
    return last.at if names(Change(now, floor, "key", True), last.floor, me) else None


def _after_mended(changes: list[Change], index: int, heard: Change, me: str) -> list[Change]:
    """A stretch was mended while this was heard: it holds from where the stretch ends, unless a key says more there."""
    following = changes[index]
    if following.source != "heard":
        return changes
    floor = seen_beside(heard.floor, following, me)
    return [*changes[:index], replace(following, floor=floor), *changes[index + 1 :]]


def without(floor: Floor, channels: Sequence[Channel], me: str) -> Floor:
    """A floor that was heard, once only these channels are: it is never left with somebody who may have stopped, unheard."""
    if tuple(channels) == ("microphone",):
        return floor if floor.holders == (me,) else Floor((), "rest")
    if tuple(channels) == ("call",):
        return floor if floor.how == "others" or (floor.holders and me not in floor.holders) else UNSURE
    return floor if channels else UNSURE


def _stands(change: Change) -> bool:
    """Whether a key said it, at whose very moment nothing that is heard counts."""
    return change.keyed and change.source not in MENDS


def _at(change: Change) -> int:
    return change.at
