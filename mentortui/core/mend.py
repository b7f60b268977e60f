"""From what a person wants mended in Timeline to the event that will have happened, or Refused with a sentence for them.

They hold for a session under way, for one that has just finished, and for one rebuilt from its record (`core/restored.py`).
`now` is a moment of the session clock.
"""

from collections.abc import Sequence

from mentortui.core import events as e
from mentortui.core.commands import Refused, Stamp, fields
from mentortui.core.durations import clock
from mentortui.core.events import Holding
from mentortui.core.floor import SEVERAL, Floor
from mentortui.core.mending import Stretch, limits, stretches, unsure_in
from mentortui.core.session import GapFacts, Session


def stretches_of(session: Session, now: int) -> tuple[Stretch, ...]:
    """Every stretch of the session until now; the last one is open while the session runs."""
    found = stretches(session.changes, session.active(now))
    if not found or session.finished or session.paused:
        return found
    last = found[-1]
    if last.floor != session.floor:  # it ended this very moment
        return found
    return (*found[:-1], Stretch(last.start, last.end, last.floor, last.source, open=True))


def stretch_at(session: Session, at: int, now: int) -> Stretch:
    """The one that runs at that moment of active time. Refused where there is none."""
    for stretch in stretches_of(session, now):
        if stretch.start <= at < stretch.end:
            return stretch
    raise Refused("There is no stretch at that time.")


def floor_of(session: Session, answer: str) -> Floor:
    """Whose a stretch is to be: a person's id; empty for nobody; `+` several, both where only two take part; `?` unsure."""
    if answer == "?":
        return Floor((), "unsure")
    if answer == "+":
        people = tuple(sorted(person.id for person in session.people))
        return Floor(people) if len(people) == 2 else SEVERAL
    if answer and session.person(answer) is None:
        raise Refused("Nobody of that name is in this session.")
    return Floor((answer,)) if answer else Floor()


def reassign(session: Session, at: int, floor: Floor, now: int, stamp: Stamp) -> e.AnyEvent:
    """The stretch at `at` was this. Of the one under way it holds from now on too."""
    stretch = stretch_at(session, at, now)
    if stretch.floor == floor:
        raise Refused("That is so already.")
    if stretch.open:
        return e.FloorTaken(
            **fields(stamp), holders=floor.holders, how=floor.how, source="mended", began=session.clock(stretch.start)
        )
    return e.StretchReassigned(**fields(stamp), start=stretch.start, end=stretch.end, holders=floor.holders, how=floor.how)


def take_recording(session: Session, held: Sequence[Holding], start: int, end: int, stamp: Stamp) -> e.AnyEvent:
    """From `start` to `end` of active time the floor was as a recording has it."""
    start, end = max(0, start), min(end, session.active(session.ended_at))
    if end <= start:
        raise Refused("There is no stretch at that time.")
    return e.RecordingTaken(**fields(stamp), start=start, end=end, held=tuple(held))


def settle(session: Session, held: Sequence[Holding], stamp: Stamp) -> e.AnyEvent:
    """Where it is not known whose the floor was it is as a recording has it; what keys and hearing knew stays."""
    end = session.active(session.ended_at)
    if not unsure_in(session.changes, 0, end):
        raise Refused("It is known of the whole session who had the floor: there is nothing to fill in.")
    return e.RecordingTaken(**fields(stamp), start=0, end=end, held=tuple(held), unsure_only=True)


def split(session: Session, at: int, now: int, stamp: Stamp) -> e.AnyEvent:
    """The stretch at `at` becomes two of the same people; no total changes."""
    stretch = stretch_at(session, at, now)
    if at == stretch.start:
        raise Refused(f"A stretch begins at {clock(at)} already.")
    return e.TurnSplit(**fields(stamp), split=at)


def move_boundary(session: Session, boundary: int, to: int, now: int, stamp: Stamp) -> e.AnyEvent:
    """The stretch that begins at `boundary` began at `to`, at most as far as the stretches beside it reach."""
    span = limits(session.changes, boundary, session.active(now))
    if span is None:
        raise Refused("The first stretch begins with the session." if boundary <= 0 else "No stretch begins there.")
    wanted = max(span[0], min(to, span[1]))
    if wanted == boundary:
        raise Refused("It begins there already." if to == boundary else "It cannot go further: the next stretch stands there.")
    return e.BoundaryMoved(**fields(stamp), boundary=boundary, to=wanted)


def away(session: Session) -> GapFacts | None:
    """The time away that may still be somebody's: the first nobody was asked about, else the last that is not counted."""
    uncounted = [gap for gap in session.gaps if not gap.counted]
    return next((gap for gap in uncounted if not gap.answered), uncounted[-1] if uncounted else None)
