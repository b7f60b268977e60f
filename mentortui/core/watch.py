"""What the program itself decides while time passes. Asked on each tick; what it decides becomes an event of its own."""

from collections.abc import Iterable, Sequence
from statistics import median

import msgspec

from mentortui.core import events as e
from mentortui.core.commands import Stamp, fields
from mentortui.core.floor import Slice, turns
from mentortui.core.hearing_values import CHANNELS
from mentortui.core.session import Session

LEAST_WAIT = 180_000_000
"""Nobody is asked before three minutes without a sign."""
TURNS_KEPT = 20
ANSWER_WITHIN = 60_000_000
ASK_AT_MOST = 2
"""Questions in a row that nobody answered, before it stops asking."""
GAP = 2_000_000
"""Boot time may outgrow monotonic time by so much before the machine is taken to have slept."""
STOPPED = 30_000_000
"""Without a tick for so long, the program itself stood still."""
LEAST_AWAY = 1_000_000
"""Nobody starts a machine anew in less."""
RESTARTED = 60_000_000
"""So much more the wall clock may have gone on than the boot clock before the machine is taken to have been started anew."""


def patience(session: Session, now: int) -> int:
    """Microseconds of active time without a sign, after which it is asked whether the holder still speaks: max(3 min, 3 times the
    median of this pair's last 20 turns). docs/fairness.md, What is not known."""
    lately = _lately(session.parts(now), () if session.finished else session.floor.holders)
    recent = [*session.started.recent_turns, *lately][-TURNS_KEPT:]
    return max(LEAST_WAIT, round(3 * median(recent))) if recent else LEAST_WAIT


def _lately(parts: Sequence[Slice], still: Iterable[str]) -> list[int]:
    """How long the closed turns were, at least the last 20: only as many slices are looked at as hold them."""
    holding, looked = set(still), 2 * TURNS_KEPT
    while True:
        last = parts[-looked:]
        began = last[0].start if looked < len(parts) else -1  # a turn that begins with the first slice may have begun before it
        closed = [turn.length for turn in turns(last, holding) if not turn.open and turn.start > began]
        if len(closed) >= TURNS_KEPT or looked >= len(parts):
            return closed
        looked *= 4


def decision(session: Session, stamp: Stamp) -> e.AnyEvent | None:
    """The event that is due at the stamp's moment, if any: the question whether the holder still speaks, or an unsure stretch."""
    now = stamp.at
    if session.finished or session.paused or not (session.floor.holders or session.floor.several):
        return None
    if hears_holders(session):
        return None
    if session.asked is not None:
        waited = session.active(now) - session.active(session.asked.at)
        return _unsure(session.asked.at, stamp) if waited >= ANSWER_WITHIN else None
    due = session.active(session.sign_at) + patience(session, now)
    if session.active(now) < due:
        return None
    if session.silenced or session.unanswered >= ASK_AT_MOST:
        return _unsure(session.clock(due), stamp)
    return e.StillAsked(**fields(stamp), holders=session.floor.holders)


def hears_holders(session: Session) -> bool:
    """Whether it would be heard, were somebody else to speak now or nobody: then nobody need be asked."""
    if set(session.channels) == set(CHANNELS):
        return True
    return "microphone" in session.channels and session.floor.holders == (session.me,) and session.changes[-1].source == "heard"


def gap_between(last_boot: int, last_monotonic: int, boot: int, monotonic: int) -> bool:
    """Whether the machine slept or the program stood still between two ticks; all in microseconds."""
    return (boot - last_boot) - (monotonic - last_monotonic) >= GAP or boot - last_boot >= STOPPED


class Clocks(msgspec.Struct, frozen=True, kw_only=True):
    """What the clocks said at one moment: the boot clock and of which start of the machine (empty where the system does not say),
    the wall clock (UTC), and the session clock, where that is known; microseconds."""

    boot: int
    wall: int
    boot_id: str = ""
    at: int | None = None


def bridged(
    session: Session, events: Iterable[e.AnyEvent | e.Unknown], seen: Clocks | None, now: Clocks
) -> tuple[int, int, bool]:
    """The session clock when a program was last `seen` in it and `now`, and whether the machine was started anew in between.

    On one start of the machine the boot clock says how long it was, whatever was done to the wall clock; over a new one the wall
    clock does. That may have been set back meanwhile: a start takes a second at least.
    """
    started = session.started
    known = Clocks(at=0, boot=started.boot, boot_id=started.boot_id, wall=started.wall)
    at, last_wall = 0, started.wall
    for event in events:
        if isinstance(event, e.Unknown):
            continue
        if isinstance(event, e.GapFound) and event.boot is not None:
            known = Clocks(at=event.at, boot=event.boot, boot_id=event.boot_id, wall=event.wall)
        if event.at >= at:
            at, last_wall = event.at, event.wall
    seen = _placed(seen, known)
    if seen is not None and (seen.at or 0) >= at:
        known, at, last_wall = seen, seen.at or 0, seen.wall
    last = max(session.last_at, at)
    lasted, by_wall = now.boot - known.boot, now.wall - known.wall
    # Without the name of the start: the machine cannot have been up longer than the wall clock went on since it was started anew.
    same = known.boot_id == now.boot_id and lasted >= 0 and (known.boot_id != "" or by_wall <= lasted + RESTARTED)
    if same:
        return last, max(last, (known.at or 0) + lasted), False
    return last, last + max(LEAST_AWAY, now.wall - last_wall), True


def _placed(seen: Clocks | None, known: Clocks) -> Clocks | None:
    """With its place on the session clock, which earlier versions did not write down; None where it is older than `known`."""
    if seen is None or seen.at is not None:
        return seen
    if seen.wall < known.wall or seen.boot < known.boot:
        return None
    return msgspec.structs.replace(seen, at=(known.at or 0) + seen.boot - known.boot, boot_id=known.boot_id)


def no_longer_asked(session: Session) -> bool:
    """Whether it has stopped asking, so that the floor is unsure until a key says more."""
    return session.floor.how == "unsure" and (session.silenced or session.unanswered >= ASK_AT_MOST)


def _unsure(began: int, stamp: Stamp) -> e.AnyEvent:
    return e.FloorTaken(**fields(stamp), how="unsure", source="program", began=began)
