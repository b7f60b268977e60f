"""A session in one line: for a tmux bar, for a Live that has one row, and as the answer to a tap."""

from datetime import UTC, datetime

from mentortui.core import measures as m
from mentortui.core.agenda import MINUTE, Plan, plan
from mentortui.core.dates import both_zones
from mentortui.core.durations import left, minutes_left
from mentortui.core.heard import floor_words
from mentortui.core.people import Participant
from mentortui.core.session import Session
from mentortui.core.text import fit, visible
from mentortui.core.words import SESSION_KINDS, told_shares

_TITLE, _NAME = 32, 18
"""Cells a title and a name may take; longer ones are cut with …."""
_MOST_NAMES = 3


def status_line(session: Session, now: int, saved_words: str, covered: bool = False, clock: int | None = None) -> str:
    """`▸ Code review 3 min · ●Grace 62 % · Ada 38 % · ends 14:34 · saved`, at `now` of the session clock.

    `saved_words` stand at its end as they are. Shares are of the last ten minutes, and not there when figures are
    hidden. `covered`: neither a name nor a title nor a figure of anybody. `clock`: what the wall clock says, where that may have
    been set since the session began.
    """
    stands = plan(session, now, clock)
    if covered:
        parts = [_covered(session, stands, now, session.wall(now) if clock is None else clock)]
    elif session.finished:
        parts = [f"✓ {_kind(session)}", "finished"]
    else:
        parts = [_current(session, stands, now), *_people(session, now), _ends(session, stands)]
    return " · ".join(part for part in (*parts, visible(saved_words)) if part)


def _covered(session: Session, stands: Plan, now: int, wall: int) -> str:
    if session.finished:
        return "✓ finished"
    sign = "‖" if session.paused else "●"
    if stands.ends is None:
        return f"{sign} {session.active(now) // MINUTE} min"
    return f"{sign} {minutes_left(stands.ends - wall)} left"


def _current(session: Session, stands: Plan, now: int) -> str:
    current = session.current_item
    if current is None:
        words = [_kind(session), f"{session.active(now) // MINUTE} min"]
    else:
        words = [fit(current.item.title, _TITLE)] + ([left(stands.left)] if stands.left is not None else [])
    return " ".join(["‖ paused", *words] if session.paused else ["▸", *words])


def _people(session: Session, now: int) -> list[str]:
    floor = session.floor
    if floor.unsure:
        marked = [f"?{floor_words(floor, session) or 'not sure who'}"]
    elif floor.several and not floor.holders:
        marked = ["●several"]
    else:
        marked = []
    shares = told_shares(m.last_ten_minutes(session, now)) if session.show_figures else None
    here = [person for person in session.people if person.id in session.present or person.id in floor.holders]
    speaking = [person for person in here if person.id in floor.holders]
    silent = [person for person in here if person not in speaking]
    shown = speaking + (silent if shares else [])
    if len(here) > _MOST_NAMES:
        shown = speaking

    def named(person: Participant) -> str:
        sign = "●" if person in speaking and not session.paused else ""
        share = f" {m.percent(shares.get(person.id, 0))} %" if shares else ""
        return f"{sign}{fit(person.name, _NAME)}{share}"

    return [*marked, *map(named, shown)]


def _ends(session: Session, stands: Plan) -> str:
    if stands.ends is not None:
        return f"ends {_hour(session, stands.ends)}"
    return f"until {_hour(session, stands.hard_end)}" if stands.hard_end is not None else ""


def _hour(session: Session, wall: int) -> str:
    me = session.person(session.me)
    zone = me.zone if me else "UTC"
    return both_zones(datetime.fromtimestamp(wall / 1_000_000, UTC), zone, zone)


def _kind(session: Session) -> str:
    return SESSION_KINDS.get(session.started.kind, "session")
