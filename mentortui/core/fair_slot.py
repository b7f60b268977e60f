"""The nearest moment that suits everybody: inside their hours, on none of their days off; else what asks least of them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from mentortui.core.dates import DAYS, Unreadable, place, show_date, zone
from mentortui.core.days_off import USUAL, USUAL_HOURS, DaysOff, Span, work_of
from mentortui.core.heads import DAY, MINUTE, local
from mentortui.core.records import Mentorship
from mentortui.core.text import fit, joined

WITHIN: Final = 14 * DAY
"""How far away a slot is looked for, before and after what was wanted."""
STEP: Final = 15 * MINUTE


class Works(msgspec.Struct, frozen=True, kw_only=True):
    """When one person does."""

    id: str
    zone: str
    hours: tuple[int, int] = USUAL_HOURS
    off: DaysOff = USUAL


class Slot(msgspec.Struct, frozen=True):
    """A moment, UTC microseconds; `outside`: by the ids of those whom it does not suit, how many minutes it is beyond their
    hours, or 0 for one who does not work at all in those weeks. Empty: it suits everybody."""

    starts: int
    outside: dict[str, int] = {}


def people_of(mentorship: Mentorship) -> tuple[Works, ...]:
    """When each of those who take part works, the user first."""
    return tuple(
        Works(
            id=one.id,
            zone=one.zone,
            hours=mentorship.hours.get(one.id, USUAL_HOURS),
            off=mentorship.days_off.get(one.id, USUAL),
        )
        for one in sorted(mentorship.people, key=lambda one: one.id != mentorship.me)
    )


def fair_slot(wanted: int, minutes: int, people: Sequence[Works], now: int, busy: Sequence[Span] = ()) -> Slot | None:
    """The moment nearest to `wanted` (UTC microseconds), still to come and within two weeks of it, from which on `minutes` are
    inside everybody's hours and in none of `busy`; else the one with the least minutes outside of hours in all, shared as evenly
    as they can be. None where nobody of them ever works, or all of it has gone by."""
    length = max(1, minutes) * MINUTE
    soonest, latest = max(now + 1, wanted - WITHIN), wanted + WITHIN
    if soonest > latest:
        return None
    work = [tuple(work_of(one.hours, one.off, _zone(one.zone), soonest, latest + length)) for one in people]
    shared = _without(_all_at_once(work), busy)
    fits = [
        min(max(wanted, begins, soonest), ends - length)
        for begins, ends in shared
        if ends - length >= max(begins, soonest) and begins <= latest
    ]
    fits = [found for found in fits if soonest <= found <= latest]
    if fits:
        return Slot(min(fits, key=lambda found: (abs(found - wanted), found)))
    return _least_outside(wanted, length, people, work, soonest, latest)


def fair_words(slot: Slot | None, mentorship: Mentorship, now: int) -> str:
    """`nearest fair slot: Thu 3 Dec 14:00 (16:00 Nairobi)`; `no hour suits everybody; nearest to it: Thu 3 Dec 18:00 (Fri 02:00
    Seoul, a day later), 60 min outside hours for Grace`. Empty for none."""
    if slot is None:
        return ""
    mine, *others = people_of(mentorship)
    when = in_zones(slot.starts, mine.zone, [one.zone for one in others], local(now, mine.zone).date())
    if not slot.outside:
        return f"nearest fair slot: {when}"
    names = {one.id: "you" if one.id == mentorship.me else fit(one.name, 20) for one in mentorship.people}
    told = joined(
        [
            f"{_length(count)} outside hours for {names.get(id, 'somebody')}"
            if count
            else f"a day off for {names.get(id, 'somebody')}"
            for id, count in slot.outside.items()
        ]
    )
    return f"no hour suits everybody; nearest to it: {when}, {told}"


def outside(starts: int, ends: int, work: Sequence[Span]) -> int:
    """By how many microseconds that time is outside of the nearest of these times of work, which are in order."""
    later = bisect_right(work, starts, key=_begins)
    # The last one that has begun by then, and the first one after it: those before and after these are farther away.
    before = max(0, ends - work[later - 1][1]) if later else WITHIN
    if later == len(work) or not before:
        return before
    begins, until = work[later]
    return min(before, begins - starts + max(0, ends - until))


def in_zones(starts: int, mine: str, zones: Sequence[str], today: date) -> str:
    """`Thu 26 Nov 15:00 (17:00 Nairobi, Fri 01:00 Seoul)`: zones whose clock shows the same are left out."""
    own = local(starts, mine)
    said = list[str]()
    for zone_name in dict.fromkeys(zones):
        other = local(starts, zone_name)
        if other.utcoffset() == own.utcoffset():
            continue
        day = "" if other.date() == own.date() else f"{DAYS[other.weekday()]} "
        said.append(f"{day}{other:%H:%M} {fit(place(zone_name), 20)}")
    elsewhere = f" ({', '.join(said)})" if said else ""
    return f"{show_date(own.date(), today)} {own:%H:%M}{elsewhere}"


def _begins(span: Span) -> int:
    return span[0]


def _all_at_once(work: Sequence[Sequence[Span]]) -> list[Span]:
    """The times that are in each of them."""
    if not work:
        return []
    shared = list(work[0])
    for other in work[1:]:
        found = list[Span]()
        here, there = 0, 0
        while here < len(shared) and there < len(other):
            begins, ends = max(shared[here][0], other[there][0]), min(shared[here][1], other[there][1])
            if begins < ends:
                found.append((begins, ends))
            if shared[here][1] < other[there][1]:
                here += 1
            else:
                there += 1
        shared = found
    return shared


def _without(spans: Sequence[Span], busy: Sequence[Span]) -> list[Span]:
    left = list(spans)
    for begins, ends in busy:
        left = [
            part
            for since, until in left
            for part in ((since, min(until, begins)), (max(since, ends), until))
            if part[0] < part[1] and not (ends <= since or until <= begins)
        ] + [span for span in left if ends <= span[0] or span[1] <= begins]
    return left


def _least_outside(
    wanted: int, length: int, people: Sequence[Works], work: Sequence[Sequence[Span]], soonest: int, latest: int
) -> Slot | None:
    if not any(work):
        return None
    edges = {edge + by for spans in work for span in spans for edge in span for by in (0, -length)}
    places = sorted(at for at in {wanted, *edges} if soonest <= at <= latest)
    if not places:
        return None
    there = [spans for spans in work if spans]

    def cost(at: int) -> tuple[int, int, int, int]:
        each = [outside(at, at + length, spans) for spans in there]
        return sum(each), max(each), abs(at - wanted), at

    # Between two edges the sum is a straight line, so it is least at one of them. Where it is as little at the next one too, it
    # is so all the way, and somewhere between them it is shared most evenly.
    known = {at: cost(at) for at in places}
    least = min(known.values())[0]
    for at, later in pairwise(places):
        if known[at][0] == known[later][0] == least:
            for between in range(at + STEP - at % STEP, later, STEP):
                known[between] = cost(between)
    best = min(known, key=lambda at: known[at])
    told = {
        one.id: -(-outside(best, best + length, spans) // MINUTE) if spans else 0
        for one, spans in zip(people, work, strict=True)
        if outside(best, best + length, spans)
    }
    return Slot(best, told)


def suits(starts: int, minutes: int, people: Iterable[Works]) -> bool:
    """Whether that time is inside the hours of all of them."""
    ends = starts + max(1, minutes) * MINUTE
    return all(
        any(begins <= starts and ends <= until for begins, until in work_of(one.hours, one.off, _zone(one.zone), starts, ends))
        for one in people
    )


def _length(minutes: int) -> str:
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes // 60} h {minutes % 60} min"


def _zone(name: str) -> ZoneInfo:
    try:
        return zone(name)
    except Unreadable:
        return ZoneInfo("UTC")
