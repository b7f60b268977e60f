"""Speaking-time measures of any span of a session. Formulas and their sources: docs/fairness.md.

Times are whole microseconds of active time; shares and ratios are exact fractions 0..1. A measure that is undefined is None.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Literal, TypeAlias

import msgspec

from mentortui.core.floor import Slice, Turn, turns, within
from mentortui.core.session import Session

WINDOW = 600_000_000
"""The last ten minutes of active time."""

EARLY = 60_000_000
"""Below this much floor time it is too early to say."""

NOT_TOLD_APART = Fraction(5, 100)
"""So much of the talk may be heard and not known whose: more would move a share by more points than `as agreed` allows."""

NEAR_POINTS = Fraction(5, 100)
NEAR_BALANCE, SOME_WAY_BALANCE = Fraction(70, 100), Fraction(40, 100)

Word: TypeAlias = Literal["early", "as agreed", "near agreed", "some way off", "far from agreed"]


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """The sums of a span, from which every share follows. Sums of adjacent spans add up."""

    active: int
    floor: Mapping[str, int]
    """Floor time of each person: F. Talk together counts in full for each."""
    expected: Mapping[str, Fraction]
    """Expected floor time: E, what each would have had at the shares in force while people held the floor."""
    nobody: int
    one: int
    several: int
    """Two or more, or several not said who."""
    unnamed: int
    """Several, not said who: part of `several`, nobody's floor time."""
    unsure: int
    in_force: Mapping[str, Fraction]
    """The agreed shares at the end of the span; shown while nobody has spoken."""
    others: int = 0
    """Heard from the call, where several are behind it: part of `unsure`."""
    rest: int = 0
    """Not who is at the keys, where only the microphone is heard: part of `unsure`."""

    @property
    def talk(self) -> int:
        """Floor time of all together."""
        return sum(self.floor.values())


def measure(parts: Iterable[Slice], people: Iterable[str]) -> Span:
    """The sums over some slices, for these people at least. Costs a step for each slice."""
    floor = dict.fromkeys(people, 0)
    owed: dict[int, tuple[Mapping[str, Fraction], int]] = {}
    nobody = one = several = unnamed = unsure = others = rest = active = 0
    in_force: Mapping[str, Fraction] = {}
    for part in parts:
        length = part.end - part.start
        active += length
        in_force = part.regime.shares
        holders = part.floor.holders
        if part.floor.how == "several":
            several += length
            unnamed += length
        elif part.floor.unsure:
            unsure += length
            others += length if part.floor.how == "others" else 0
            rest += length if part.floor.how == "rest" else 0
        elif not holders:
            nobody += length
        else:
            if len(holders) == 1:
                one += length
            else:
                several += length
            for person in holders:
                floor[person] = floor.get(person, 0) + length
            shares, so_far = owed.get(id(part.regime), (part.regime.shares, 0))
            owed[id(part.regime)] = (shares, so_far + length * len(holders))
    expected = dict.fromkeys(floor, Fraction(0))
    for shares, talk in owed.values():
        for person, share in shares.items():
            expected[person] = expected.get(person, Fraction(0)) + share * talk
    return Span(
        active=active,
        floor=floor,
        expected=expected,
        nobody=nobody,
        one=one,
        several=several,
        unnamed=unnamed,
        unsure=unsure,
        in_force=in_force,
        others=others,
        rest=rest,
    )


def split_times(parts: Iterable[Slice], people: Iterable[str]) -> dict[str, Fraction]:
    """Floor time with talk at once divided among those who talk, microseconds: for explaining only. docs/fairness.md, Time."""
    alone = dict.fromkeys(people, 0)
    shared: dict[int, dict[str, int]] = {}  # by how many had it: one fraction each, as adding up fractions is slow
    for part in parts:
        length, holders = part.end - part.start, part.floor.holders
        times = alone if len(holders) == 1 else shared.setdefault(len(holders), {})
        for person in holders:
            times[person] = times.get(person, 0) + length
            alone.setdefault(person, 0)
    divided = ((person, Fraction(time, count)) for count, times in shared.items() for person, time in times.items())
    found = {person: Fraction(time) for person, time in alone.items()}
    for person, time in divided:
        found[person] += time
    return found


def whole(session: Session, now: int) -> Span:
    """The sums of the session until `now`, a moment of the session clock."""
    return _of(session, session.parts(now))


def last_ten_minutes(session: Session, now: int) -> Span:
    """The sums of the last 600 s of active time; of the whole session while it is younger."""
    until = session.active(now)
    return _of(session, within(session.parts(now), until - WINDOW, until))


def of_item(session: Session, item: str, now: int) -> Span:
    """The sums of what belongs to one agenda item."""
    return _of(session, [part for part in session.parts(now) if part.item == item])


def item_times(session: Session, now: int) -> dict[str, int]:
    """Active time in each agenda item, by its id; empty: outside of all."""
    times: dict[str, int] = {}
    for start, end, item in visits(session, now):
        times[item] = times.get(item, 0) + end - start
    return times


def visits(session: Session, now: int) -> list[tuple[int, int, str]]:
    """From when until when which agenda item was under way, in active time, in order, none of length 0; empty: outside of all."""
    until = max(session.active(now), session.closed[-1].end if session.closed else 0)
    changes = [(0, ""), *session.item_changes, (until, "")]
    return [(start, end, item) for (start, item), (end, _) in pairwise(changes) if end > start]


def _of(session: Session, parts: Sequence[Slice]) -> Span:
    span = measure(parts, [person.id for person in session.people])
    return span if span.in_force else msgspec.structs.replace(span, in_force=session.regime.shares)


def told_apart(span: Span) -> bool:
    """Whether it is known whose the talk was, all but a twentieth at most. docs/fairness.md, What is not known."""
    heard = span.others + span.rest
    return heard <= NOT_TOLD_APART * (span.talk + heard)


def shares(span: Span) -> dict[str, Fraction] | None:
    """Each person's share of all floor time, s_p = F_p / F, together 1; None while no one has spoken, or where it was heard and
    is not known who. docs/fairness.md, Figures."""
    talk = span.talk
    return {person: Fraction(time, talk) for person, time in span.floor.items()} if talk and told_apart(span) else None


def agreed_shares(span: Span) -> dict[str, Fraction]:
    """What each would have had as agreed, a_p = E_p / F, together 1; the shares in force while no one has spoken. E_p grows by
    the agreed share then in force, times how many named people hold the floor. docs/fairness.md, Figures."""
    talk = span.talk
    if talk and any(span.expected.values()):
        return {person: expected / talk for person, expected in span.expected.items()}
    return {person: span.in_force.get(person, Fraction(0)) for person in span.floor}


def distance(span: Span) -> Fraction | None:
    """½ Σ |s_p - a_p|, the total variation distance, 0..1; if all are equal the Hoover index. None without talk or two people."""
    has = shares(span)
    if has is None or not _comparable(span):
        return None
    agreed = agreed_shares(span)
    return sum((abs(share - agreed.get(person, Fraction(0))) for person, share in has.items()), Fraction(0)) / 2


def balance(span: Span) -> Fraction | None:
    """max(0, 1 - distance / D), D = 1 - the smallest agreed share above 0, or 1 if only one person has any: the largest distance
    there is among those with a share. 1 is exactly as agreed, 0 as far from it as possible. docs/fairness.md,
    The balance and its words."""
    off = distance(span)
    if off is None:
        return None
    positive = [share for share in agreed_shares(span).values() if share > 0]
    furthest = 1 - min(positive) if len(positive) > 1 else Fraction(1)
    return max(Fraction(0), 1 - off / furthest)


def off_by(span: Span) -> int | None:
    """Microseconds of floor time that would have to change hands to be exactly as agreed: distance · F, which is
    Σ max(0, F_p - E_p). The total variation distance, in time."""
    off = distance(span)
    return None if off is None else round(off * span.talk)


def least_served(span: Span) -> tuple[str, Fraction] | None:
    """Who has had least of what was agreed, and that ratio: the smallest F_p / E_p over all with E_p above 0, the first listed on
    a tie. None with no talk. Too jumpy to be shown; it says whom to invite. docs/fairness.md, The balance and its words."""
    owed = [(person, span.expected[person]) for person in span.floor if span.expected.get(person, 0) > 0]
    if not owed or not told_apart(span):
        return None
    return min(((person, span.floor[person] / expected) for person, expected in owed), key=lambda pair: pair[1])


def word(span: Span) -> Word | None:
    """The balance in words; None where it is undefined. Below a minute of talk it is early; as agreed where every share is within
    5 points of the agreed one; else by balance, from 0.70 and above 0.40. docs/fairness.md, The balance and its words."""
    level = balance(span)
    if level is None:
        return None
    if span.talk < EARLY:
        return "early"
    agreed, has = agreed_shares(span), shares(span) or {}
    if all(abs(share - agreed.get(person, Fraction(0))) <= NEAR_POINTS for person, share in has.items()):
        return "as agreed"
    if level >= NEAR_BALANCE:
        return "near agreed"
    return "some way off" if level > SOME_WAY_BALANCE else "far from agreed"


def _comparable(span: Span) -> bool:
    """Whether at least two people were there to share the talk."""
    there = set(span.in_force) | {p for p, time in span.floor.items() if time}
    there |= {person for person, expected in span.expected.items() if expected > 0}
    return len(there) >= 2


class Turns(msgspec.Struct, frozen=True, kw_only=True):
    """One person's turns. `mean` and `median` are of closed turns only; `current` is the turn under way."""

    count: int
    longest: int | None
    current: int | None
    mean: Fraction | None
    median: Fraction | None
    monologue: int
    """Floor time in turns of two minutes and more."""


MONOLOGUE = 120_000_000


def turn_measures(session: Session, now: int) -> dict[str, Turns]:
    """The turns of each person until `now`. docs/fairness.md, Turns."""
    found = all_turns(session, now)
    return {person.id: measured([turn for turn in found if turn.person == person.id]) for person in session.people}


def all_turns(session: Session, now: int) -> list[Turn]:
    """Every turn until `now`, in order of start; one that still runs is open."""
    return turns(session.parts(now), () if session.finished else session.floor.holders)


def measured(mine: Sequence[Turn]) -> Turns:
    """The turns of one person."""
    closed = sorted(turn.end - turn.start for turn in mine if not turn.open)
    return Turns(
        count=len(mine),
        longest=max((turn.length for turn in mine), default=None),
        current=next((turn.length for turn in mine if turn.open), None),
        mean=Fraction(sum(closed), len(closed)) if closed else None,
        median=Fraction(closed[(len(closed) - 1) // 2] + closed[len(closed) // 2], 2) if closed else None,
        monologue=sum(turn.length for turn in mine if turn.length >= MONOLOGUE),
    )


def percent(share: Fraction | float) -> int:
    """A share as a whole percentage; those of two people always make 100."""
    return round(share * 100)
