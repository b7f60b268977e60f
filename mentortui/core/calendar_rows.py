"""The calendar of a mentorship as one list: what comes, in every person's zone, then what was, the last first."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

import msgspec

from mentortui.core.cadence import Cadence, Occurrence, cadence_words, coming, how_words, owner_of
from mentortui.core.dates import MONTHS, iso_day, place, show_date
from mentortui.core.fair_slot import in_zones as in_zones
from mentortui.core.heads import SessionHead, local, own_zone
from mentortui.core.mentorship_pauses import FOREVER, Pause, pause_words, paused_on, there, why_words
from mentortui.core.planned_date import doubts
from mentortui.core.records import Mentorship, Plan
from mentortui.core.text import fit
from mentortui.core.words import SESSION_KINDS

RowKind: TypeAlias = Literal["planned", "next", "check-in", "end", "pause", "held", "missed", "skipped", "moved", "off"]
KIND_WORDS: Final[dict[RowKind, str]] = {
    "planned": "planned",
    "next": "by rhythm",
    "check-in": "check-in",
    "end": "planned end",
    "pause": "pause",
    "held": "held",
    "missed": "missed",
    "skipped": "skipped",
    "moved": "moved",
    "off": "called off",
}
NEXT: Final = 6
"""Dates of a series that are shown."""
CHECK_INS: Final = 3
AGREED: Final = "agreed"
"""The id of the first row of the list, which says what holds now."""
LONGEST: Final = 60
"""Cells of a reason in a row."""


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """What the list is made of. `heads`: finished sessions; times in UTC microseconds."""

    mentorship: Mentorship
    plans: tuple[Plan, ...] = ()
    pauses: tuple[Pause, ...] = ()
    heads: tuple[SessionHead, ...] = ()
    starter: str = ""
    """The id of who starts contact; empty: nobody has said."""
    minutes: int | None = None
    """Planned length of the next session."""
    now: int = 0

    @property
    def zone(self) -> str:
        """The user's."""
        return own_zone(self.mentorship)

    @property
    def today(self) -> date:
        """On the user's calendar."""
        return local(self.now, self.zone).date()


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line. `id`: of the plan, pause or session it is about; `at`: what it is sorted by; `notes`: below it."""

    kind: RowKind
    at: int
    when: str
    said: str = ""
    id: str = ""
    notes: tuple[str, ...] = ()
    past: bool = False
    reason: str = ""
    was: int | None = None
    """Of one that was moved: from which moment."""


def rows(calendar: Calendar) -> tuple[Row, ...]:
    """What comes, the soonest first; then what was, the last first."""
    ahead = sorted(_ahead(calendar), key=lambda row: row.at)
    behind = sorted(_behind(calendar), key=lambda row: -row.at)
    return (*ahead, *behind)


def series(calendar: Calendar, cadence: Cadence, count: int = NEXT) -> tuple[Occurrence, ...]:
    """The next few dates of a rhythm, after the planned session: none in a pause, none after the planned end."""
    mentorship = calendar.mentorship
    after, zone_name = calendar.now, owner_zone(mentorship, cadence)
    if cadence == mentorship.cadence and mentorship.next_date is not None:
        after = max(after, mentorship.next_date)
    found = list[Occurrence]()
    for one in coming(cadence, zone_name, after, 40 * count):
        day = one.day.isoformat()
        if mentorship.ends and day > mentorship.ends:
            break
        if paused_on(calendar.pauses, day) is None:
            found.append(one)
        if len(found) == count:
            break
    return tuple(found)


def owner_zone(mentorship: Mentorship, cadence: Cadence) -> str:
    """The zone whose hour a rhythm keeps: that of its owner now; the user's where the owner is not here any more."""
    zones = {one.id: one.zone for one in mentorship.people}
    return zones.get(owner_of(cadence, mentorship.me), zones.get(mentorship.me, "UTC"))


def clock_changes(before: int, starts: int, owner: str, zones: Sequence[str]) -> tuple[str, ...]:
    """What of a series that keeps the owner's hour is another hour elsewhere than it was at `before`: `an hour later in Berlin
    from 29 Mar`."""
    told = list[str]()
    for zone_name in dict.fromkeys(zones):
        by = _apart(starts, zone_name, owner) - _apart(before, zone_name, owner)
        if not by or zone_name == owner:
            continue
        day = _changed(before, starts, owner, zone_name)
        since = f" from {day.day} {MONTHS[day.month - 1]}" if day is not None else ""
        told.append(f"{_length(abs(by))} {'later' if by > 0 else 'earlier'} in {fit(place(zone_name), 20)}{since}")
    return tuple(told)


def _ahead(calendar: Calendar) -> Iterator[Row]:
    mentorship, today = calendar.mentorship, calendar.today
    zones = [one.zone for one in mentorship.people if one.id != mentorship.me]
    planned = mentorship.next_date
    if planned is not None:
        gone = planned <= calendar.now
        notes = ("held, moved or missed?",) if gone else doubts(planned, calendar.minutes, mentorship, (), calendar.now)
        moved = next((plan.moves for plan in calendar.plans if plan.state == "planned" and plan.moves), ())
        said = f"moved from {_moment(moved[-1].was, calendar)}" if moved else ""
        yield Row(kind="planned", at=planned, when=in_zones(planned, calendar.zone, zones, today), said=said, notes=notes)
    pause = paused_on(calendar.pauses, today.isoformat())
    if mentorship.cadence is not None and mentorship.archived is None:
        yield from _of_series(calendar, mentorship.cadence, "next", NEXT)
    if mentorship.check_ins is not None and mentorship.archived is None:
        yield from _of_series(calendar, mentorship.check_ins, "check-in", CHECK_INS)
    ends = iso_day(mentorship.ends)
    if ends is not None and mentorship.archived is None:
        yield Row(kind="end", at=_midnight(ends, calendar), when=show_date(ends, today), said="close it then, or extend it")
    for one in there(calendar.pauses):
        if (one.until or FOREVER) >= today.isoformat():
            begins = iso_day(one.begins) or today
            at = calendar.now if one is pause else _midnight(begins, calendar)
            yield Row(kind="pause", at=at, when=_days(one, today), said=why_words(one), id=one.id, notes=_noted(one))


def _of_series(calendar: Calendar, cadence: Cadence, kind: RowKind, count: int) -> Iterator[Row]:
    mentorship = calendar.mentorship
    owner, before = owner_zone(mentorship, cadence), calendar.now
    zones = [one.zone for one in mentorship.people]
    others = [one.zone for one in mentorship.people if one.id != mentorship.me]
    doubted = set[str]()
    for number, one in enumerate(series(calendar, cadence, count)):
        if cadence.at is None:
            yield Row(
                kind=kind,
                at=one.starts,
                when=show_date(one.day, calendar.today),
                said=cadence_words(cadence) if not number else "",
            )
            continue
        notes = [*clock_changes(before, one.starts, owner, zones)]
        if said := how_words(one, cadence.at, owner):
            notes.append(said)
        if kind == "next":
            found = doubts(one.starts, calendar.minutes, mentorship, (), calendar.now, fair=False)
            if set(found) - doubted:  # what was said of the date before holds for this one too
                notes += doubts(one.starts, calendar.minutes, mentorship, (), calendar.now)
            doubted = set(found)
        yield Row(
            kind=kind,
            at=one.starts,
            when=in_zones(one.starts, calendar.zone, others, calendar.today),
            said=cadence_words(cadence) if kind == "check-in" and not number else "",
            notes=tuple(notes),
        )
        before = one.starts


def _behind(calendar: Calendar) -> Iterator[Row]:
    today = calendar.today
    for head in calendar.heads:
        if not head.removed:
            called = SESSION_KINDS.get(head.kind, head.title or "session")
            when = _moment(head.began, calendar)
            minutes = max(0, head.ended - head.began) // 60_000_000
            yield Row(kind="held", at=head.began, when=when, said=f"{called} · {minutes} min", id=head.id, past=True)
    stored = {head.id for head in calendar.heads}
    for plan in calendar.plans:
        if plan.removed:
            continue
        if plan.state in ("missed", "skipped"):
            at = plan.starts if plan.starts is not None else plan.created
            when = _moment(at, calendar) if plan.starts is not None else _day(at, calendar)
            kind: RowKind = "missed" if plan.state == "missed" else "skipped"
            yield Row(kind=kind, at=at, when=when, said=fit(plan.reason, LONGEST), id=plan.id, past=True, reason=plan.reason)
        elif plan.state == "held" and plan.session not in stored and plan.starts is not None:
            said = "without mentortui"
            yield Row(kind="held", at=plan.starts, when=_moment(plan.starts, calendar), said=said, id=plan.id, past=True)
        for move in plan.moves:
            told = [f"to {_moment(move.to, calendar)}"] if move.to is not None else []
            told += [fit(move.reason, LONGEST)] if move.reason else []
            yield Row(
                kind="off" if move.to is None else "moved",
                reason=move.reason,
                was=move.was,
                at=move.on or move.was,
                when=f"{'from ' if move.to is not None else ''}{_moment(move.was, calendar)}",
                said=" · ".join(told),
                id=plan.id,
                past=True,
            )
    for pause in there(calendar.pauses):
        if (pause.until or FOREVER) < today.isoformat():
            at = _midnight(iso_day(pause.begins) or today, calendar)
            yield Row(
                kind="pause", at=at, when=_days(pause, today), said=why_words(pause), id=pause.id, notes=_noted(pause), past=True
            )


def _noted(pause: Pause) -> tuple[str, ...]:
    return (fit(pause.note, LONGEST),) if pause.note and pause.why != "other" else ()


def _days(pause: Pause, today: date) -> str:
    begins, until = iso_day(pause.begins), iso_day(pause.until)
    if begins is None:
        return pause_words(pause, today)
    if until is None:
        return f"since {show_date(begins, today)}" if begins <= today else f"from {show_date(begins, today)}"
    return show_date(begins, today) if until == begins else f"{show_date(begins, today)} to {show_date(until, today)}"


def _moment(wall: int, calendar: Calendar) -> str:
    own = local(wall, calendar.zone)
    return f"{show_date(own.date(), calendar.today)} {own:%H:%M}"


def _day(wall: int, calendar: Calendar) -> str:
    return show_date(local(wall, calendar.zone).date(), calendar.today)


def _midnight(day: date, calendar: Calendar) -> int:
    here = local(calendar.now, calendar.zone)
    return calendar.now + round((day - here.date()).total_seconds() * 1_000_000) - (here.hour * 60 + here.minute) * 60_000_000


def _apart(wall: int, zone_name: str, owner: str) -> int:
    """Minutes by which the clocks there are ahead of the owner's."""
    there_, here = local(wall, zone_name).utcoffset(), local(wall, owner).utcoffset()
    return round(((there_ or timedelta()) - (here or timedelta())).total_seconds() / 60)


def _changed(before: int, starts: int, owner: str, zone_name: str) -> date | None:
    """The last day up to `starts` on which that difference became what it is."""
    now, day = _apart(starts, zone_name, owner), 86_400_000_000
    wall = starts
    while wall - day > before and _apart(wall - day, zone_name, owner) == now:
        wall -= day
    low, high = max(before, wall - day), wall
    if _apart(low, zone_name, owner) == now:
        return None
    while high - low > 60_000_000:
        middle = (low + high) // 2
        low, high = (low, middle) if _apart(middle, zone_name, owner) == now else (middle, high)
    # Of which of the two it was the clock that changed: that one's calendar has the day.
    for name in (zone_name, owner):
        if local(low, name).utcoffset() != local(high, name).utcoffset():
            return local(high, name).date()
    return local(high, zone_name).date()


def _length(minutes: int) -> str:
    if minutes == 60:
        return "an hour"
    return f"{minutes // 60} hours" if minutes % 60 == 0 else f"{minutes} minutes"
