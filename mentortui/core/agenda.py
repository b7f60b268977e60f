"""Agenda time: what is left of the item, where the hour is heading. Planned minutes never change by themselves."""

import msgspec

from mentortui.core.measures import item_times
from mentortui.core.session import ItemFacts, Session

MINUTE = 60_000_000
MOST_MINUTES = 600
OFFER_BEFORE_END = 5 * MINUTE


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An agenda item as it stands now."""

    facts: ItemFacts
    used: int
    """Microseconds of active time in it so far."""
    shown: int | None
    """Minutes to show: the planned ones, or fewer where a hard end leaves less; None has no timer."""
    holds: bool = False
    """The last item before a hard end: its minutes are kept."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The agenda now. Times are microseconds, `ends` and `planned_end` UTC; None where an agenda without minutes says nothing."""

    rows: tuple[Row, ...]
    left: int | None
    """Of the current item; negative: over."""
    planned: int | None
    """Of the current item."""
    ends: int | None
    """Projected end."""
    planned_end: int | None
    late: int | None
    """How much later than planned; negative: earlier. None while an unplanned topic runs: the others wait without hurry."""
    hard_end: int | None
    until_hard_end: int | None
    offer_last: str | None
    """The id of the kept last item, once it is time to go there."""
    position: int
    """Of the current item, from 1; 0 with none under way."""
    following: ItemFacts | None
    """What `next` starts."""


def plan(session: Session, now: int, clock: int | None = None) -> Plan:
    """The agenda at `now`, a moment of the session clock. `clock`: what the wall clock says then (UTC microseconds), which may
    have been set since the session began; None: it was not. That moves the times of day, and never what is left or late."""
    end_at = session.ended_at if session.finished else now
    wall = session.wall(end_at) if clock is None or session.finished else clock
    times = item_times(session, end_at)
    used = {facts.item.id: times.get(facts.item.id, 0) for facts in session.items}
    current = session.current_item
    timed = any(facts.item.minutes is not None for facts in session.items if not facts.item.unplanned)
    rest = sum(_unused(facts, used) for facts in ahead(session))
    planned_end = _planned_end(session, wall - session.wall(end_at))
    kept = _kept(session)
    ends = late = left = planned = None
    if current is not None and current.item.minutes is not None:
        planned = current.item.minutes * MINUTE
        left = planned - used[current.item.id]
    unplanned = current is not None and current.item.unplanned
    if unplanned and left is None:
        target = session.hard_end if session.hard_end is not None else planned_end
        left = None if target is None else target - wall
        ends = None if target is None else max(target, wall)
    elif timed:
        ends = wall + max(0, left or 0) + rest
        late = None if planned_end is None else ends - planned_end
    until = None if session.hard_end is None else session.hard_end - wall
    return Plan(
        rows=tuple(_rows(session, used, until, kept)),
        left=left,
        planned=planned,
        ends=ends,
        planned_end=planned_end,
        late=late,
        hard_end=session.hard_end,
        until_hard_end=until,
        offer_last=_offer(session, until, kept, used),
        position=next((n for n, facts in enumerate(session.items, 1) if facts.item.id == session.current), 0),
        following=following(session),
    )


def ahead(session: Session) -> list[ItemFacts]:
    """What going on would still reach, in its order: begun or not, but not done. What was left open on the way is not."""
    ids = [facts.item.id for facts in session.items]
    start = ids.index(session.current) + 1 if session.current in ids else 0
    return [facts for facts in session.items[start:] if facts.state in ("waiting", "open")]


def following(session: Session) -> ItemFacts | None:
    """The first item after the current one that is not done; with none under way the first of all that is not."""
    return next(iter(ahead(session)), None)


def previous(session: Session) -> ItemFacts | None:
    """The item before the current one; with none under way the last that was begun."""
    ids = [facts.item.id for facts in session.items]
    if session.current in ids:
        index = ids.index(session.current)
        return session.items[index - 1] if index else None
    begun = [facts for facts in session.items if facts.state != "waiting"]
    return begun[-1] if begun else None


def planned_minutes(session: Session) -> int | None:
    """The planned length: as given, else what the items add up to; None without any minutes."""
    if session.started.planned_minutes is not None:
        return session.started.planned_minutes
    minutes = [item.minutes for item in session.started.items if item.minutes is not None]
    return sum(minutes) if minutes else None


def title_and_minutes(text: str) -> tuple[str, int | None]:
    """How an item is typed: `Code review 15` is 15 minutes of code review; without a number at the end it has no timer."""
    words = text.split()
    if len(words) > 1 and words[-1].lstrip("-").isdigit() and len(words[-1]) < 6:
        return " ".join(words[:-1]), int(words[-1])
    return " ".join(words), None


def _unused(facts: ItemFacts, used: dict[str, int]) -> int:
    return max(0, (facts.item.minutes or 0) * MINUTE - used[facts.item.id])


def _planned_end(session: Session, set_by: int) -> int | None:
    minutes = planned_minutes(session)
    return None if minutes is None else session.started.wall + set_by + minutes * MINUTE


def _kept(session: Session) -> ItemFacts | None:
    last = session.items[-1] if session.items else None
    return last if session.hard_end is not None and last is not None and last.item.minutes is not None else None


def _rows(session: Session, used: dict[str, int], until: int | None, kept: ItemFacts | None) -> list[Row]:
    coming = [facts for facts in session.items if facts.state == "current"] + ahead(session)
    wanted = {facts.item.id: _unused(facts, used) for facts in coming if facts is not kept}
    scale = 1.0
    if until is not None and kept is not None and kept in coming:
        free = max(0, until - (kept.item.minutes or 0) * MINUTE)
        total = sum(wanted.values())
        scale = min(1.0, free / total) if total else 1.0
    rows = []
    for facts in session.items:
        shown = facts.item.minutes
        if shown is not None and facts.item.id in wanted and scale < 1.0:
            shown = min(shown, int((used[facts.item.id] + wanted[facts.item.id] * scale) // MINUTE))
        rows.append(Row(facts=facts, used=used[facts.item.id], shown=shown, holds=facts is kept))
    return rows


def _offer(session: Session, until: int | None, kept: ItemFacts | None, used: dict[str, int]) -> str | None:
    if until is None or kept is None or session.finished or kept.state == "done" or session.current == kept.item.id:
        return None
    return kept.item.id if until <= (kept.item.minutes or 0) * MINUTE + OFFER_BEFORE_END else None
