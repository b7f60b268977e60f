"""The minute in which something was said: which item, who had the floor, what was caught around it."""

from collections.abc import Sequence

import msgspec

from mentortui.core.capture import Capture
from mentortui.core.floor import UNSURE_MARKS
from mentortui.core.page_said import name_of
from mentortui.core.records import Caught, FinishedSession, Living, PrivateNote
from mentortui.core.words import KINDS, SOURCES, joined, sign_of

AROUND = 4
"""Captures before and after the one that was found."""
SURE = 1_000_000
"""Microseconds by which the session clock and active time may differ before it counts as a pause."""
_NOT_SURE = "not sure who had the floor"


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """A capture around the minute. `wall`: UTC microseconds; `lead`: what kind it is and whom it concerns."""

    id: str
    at: int
    wall: int
    sign: str
    lead: str
    text: str
    tail: str = ""
    here: bool = False
    private: bool = False


class Minute(msgspec.Struct, frozen=True, kw_only=True):
    """What a moment of a session was like. `at`: its session clock in microseconds; 0: nothing says when it was."""

    at: int
    wall: int
    """UTC microseconds."""
    item: str
    floor: str
    """Who had the floor, in words; empty where the session has no turns."""
    since: int = 0
    """Microseconds of that turn until then; 0 where that is not sure."""
    known: str = ""
    """How that is known: `keyed`, `mended`."""
    near: tuple[Near, ...]
    """In the order they were caught, the one that was found among them."""


def minute(
    stored: FinishedSession, living: Sequence[Living], private: Sequence[PrivateNote], id: str, around: int = AROUND
) -> Minute | None:
    """The minute of a capture; None where the session has none of that id. `living`, `private` may be those of every session."""
    everything = _everything(stored, living, private)
    place = next((n for n, (caught, _) in enumerate(everything) if caught.capture.id == id), None)
    if place is None:
        return None
    found, _ = everything[place]
    floor, since, known = _floor(stored, found.at) if found.at else ("", 0, "")
    some = everything[max(0, place - around) : place + around + 1]
    return Minute(
        at=found.at,
        wall=stored.began + found.at,
        item=found.item,
        floor=floor,
        since=since,
        known=known,
        near=tuple(_near(stored, caught, mine, caught.capture.id == id) for caught, mine in some),
    )


def _everything(stored: FinishedSession, living: Sequence[Living], private: Sequence[PrivateNote]) -> list[tuple[Caught, bool]]:
    """All that was caught, and whether it is the user's alone, as it came. What stands in two places counts as private."""
    found: dict[str, tuple[Caught, bool]] = {one.capture.id: (one, False) for one in stored.caught}
    for record in living:
        if record.session == stored.id and not record.removed:
            caught = Caught(capture=record.capture, at=record.at, item=record.item)
            found[record.id] = (caught, False)
    for note in private:
        if note.session == stored.id and not note.removed:
            found[note.id] = (note.caught, True)
    return sorted(found.values(), key=lambda pair: pair[0].at)


def _near(stored: FinishedSession, caught: Caught, private: bool, here: bool) -> Near:
    capture = caught.capture
    step = f"then: {capture.step}" if capture.step else ""
    better = f"could be better: {capture.improve}" if capture.improve else ""
    return Near(
        id=capture.id,
        at=caught.at,
        wall=stored.began + caught.at,
        sign=sign_of(capture, stored.me) if len(sign_of(capture, stored.me)) == 1 else "",
        lead=_lead(stored, capture),
        text=capture.text,
        tail=" · ".join(part for part in (better, step, f"#{capture.goal}" if capture.goal else "") if part),
        here=here,
        private=private,
    )


def _lead(stored: FinishedSession, capture: Capture) -> str:
    kind = "could be better" if capture.kind == "feedback" and capture.better else KINDS[capture.kind]
    who = name_of(stored, capture.who) if capture.who else ""
    return f"{kind}, {who}" if who else kind


def _floor(stored: FinishedSession, at: int) -> tuple[str, int, str]:
    """Turns are kept in active time. Where the session was paused, `at` lies between two moments of it, and what holds for
    both and all between them is sure."""
    if not stored.turns:
        return "", 0, ""
    paused = max(0, stored.ended - stored.began - stored.figures.active)
    latest = min(at, stored.figures.active)
    earliest = max(0, min(at - paused, latest)) if paused > SURE else latest
    during = [turn for turn in stored.turns if turn[1] <= latest and turn[2] >= earliest and turn[1] < turn[2]]
    if earliest == latest:
        during = [turn for turn in during if turn[1] <= latest < turn[2]] or [turn for turn in during if turn[2] == latest][-1:]
    people = dict.fromkeys(turn[0] for turn in during)
    known = SOURCES.get(during[0][3], during[0][3]) if len({turn[3] for turn in during}) == 1 else ""
    if not people.keys().isdisjoint(UNSURE_MARKS):
        among = people.keys() <= {"~"}
        return ("the others had the floor, not said who" if among else _NOT_SURE), 0, known if among else ""
    if "+" in people and len(people) == 1:
        return "several had the floor at once", 0, known
    if earliest < latest:
        whole = len(during) == 1 and during[0][1] <= earliest and during[0][2] >= latest
        return (f"{name_of(stored, during[0][0])} had the floor", 0, known) if whole else (f"{_NOT_SURE}: it was paused", 0, "")
    named = [name_of(stored, person) for person in people if person != "+"]
    if not named:
        return "nobody had the floor", 0, ""
    return f"{joined(named)} had the floor", max(0, latest - min(turn[1] for turn in during)), known
