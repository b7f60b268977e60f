"""A session in one line: for the strip over forms, a terminal of one row, a tmux bar."""

from mentortui.core import measures as m
from mentortui.core.agenda import MINUTE, plan
from mentortui.core.dates import both_zones
from mentortui.core.session import Session
from mentortui.core.words import clock

SECONDS_BELOW = 2 * MINUTE


def status_line(session: Session, now: int, saved: str, *, covered: bool = False) -> str:
    """`▸ Code review 3 min · ●Grace 62 % · Ada 38 % · ends 14:34 · saved`. Covered: no names, only the time left."""
    found = plan(session, now)
    left = "" if found.left is None else _left(found.left)
    if covered:
        return " · ".join(part for part in (f"● {left} left" if left else f"● {clock(session.active(now))}", saved) if part)
    current = session.current_item
    title = current.item.title if current else ""
    parts = [f"▸ {' '.join(part for part in (title, left) if part)}"] if title or left else []
    parts += _floor(session, now)
    if found.ends is not None:
        parts.append(f"ends {_hours(found.ends, session)}")
    return " · ".join([*parts, saved] if saved else parts)


def _floor(session: Session, now: int) -> list[str]:
    if session.finished:
        return ["finished"]
    state = "‖ paused" if session.paused else ""
    if session.floor.unsure:
        state = "unsure who speaks"
    elif session.floor.how == "several":
        state = "several at once"
    shares = m.shares(m.last_ten_minutes(session, now)) or {}
    holders = () if session.paused else session.floor.holders
    ordered = sorted(session.people, key=lambda person: person.id not in holders)
    people = [
        f"{'●' if person.id in holders else ''}{person.name}"
        + (f" {m.percent(shares[person.id])} %" if session.show_figures and person.id in shares else "")
        for person in ordered
        if person.id in holders or person.id in shares
    ]
    return [*([state] if state else []), *people]


def _left(left: int) -> str:
    if left < 0:
        return f"+{clock(-left)} over"
    return clock(left) if left < SECONDS_BELOW else f"{left // MINUTE} min"


def _hours(wall: int, session: Session) -> str:
    from datetime import UTC, datetime

    me = session.person(session.me)
    zone = me.zone if me else "UTC"
    return both_zones(datetime.fromtimestamp(wall / 1_000_000, UTC), zone, zone)
