"""What the program itself decides while time passes. Asked on each tick; what it decides becomes an event of its own."""

from statistics import median

from mentortui.core import events as e
from mentortui.core.commands import Stamp, fields
from mentortui.core.measures import all_turns
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


def patience(session: Session, now: int) -> int:
    """Microseconds of active time without a sign, after which it is asked whether the holder still speaks: max(3 min, 3 times the
    median of this pair's last 20 turns). FAIRNESS.md, section 1."""
    closed = [turn.length for turn in all_turns(session, now) if not turn.open]
    recent = [*session.started.recent_turns, *closed][-TURNS_KEPT:]
    return max(LEAST_WAIT, round(3 * median(recent))) if recent else LEAST_WAIT


def decision(session: Session, stamp: Stamp) -> e.AnyEvent | None:
    """The event that is due at the stamp's moment, if any: the question whether the holder still speaks, or an unsure stretch."""
    now = stamp.at
    if session.finished or session.paused or not (session.floor.holders or session.floor.several):
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


def gap_between(last_boot: int, last_monotonic: int, boot: int, monotonic: int) -> bool:
    """Whether the machine slept or the program stood still between two ticks; all in microseconds."""
    return (boot - last_boot) - (monotonic - last_monotonic) >= GAP or boot - last_boot >= STOPPED


def no_longer_asked(session: Session) -> bool:
    """Whether it has stopped asking, so that the floor is unsure until a key says more."""
    return session.floor.unsure and (session.silenced or session.unanswered >= ASK_AT_MOST)


def _unsure(began: int, stamp: Stamp) -> e.AnyEvent:
    return e.FloorTaken(**fields(stamp), how="unsure", source="program", began=began)
