"""What the sessions of a mentorship come to together: by kind, by item, by quarter, and over time. FAIRNESS.md, section 9.

Sums are added up, never averages. A session that was missed, not keyed, with under five minutes of floor time, or whose
figures are not shown as agreed, is left out, and counted.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import accumulate, pairwise
from statistics import median
from typing import Any, Literal, TypeAlias

import msgspec

from mentortui.core import measures as m
from mentortui.core.effect import Episode
from mentortui.core.heads import local
from mentortui.core.people import Participant
from mentortui.core.records import Figures, ItemRow, Mentorship, Moment, Plan, PromptRow, TurnRow
from mentortui.core.trend import LEAST_TALK, MONTH, MOST, Pooled, Slope, added, slope

By: TypeAlias = Literal["all", "kind", "item", "quarter"]
"""What sessions are put together by."""
Why: TypeAlias = Literal["", "not keyed", "short", "hidden"]
"""Why a session is left out: nobody had the floor, under five minutes of floor time, figures not shown; empty: it counts."""


class Stored(msgspec.Struct, kw_only=True, gc=False):
    """The few fields of a stored session that trends are made of: the parser skips the rest."""

    id: str
    number: int
    kind: str
    title: str
    began: Moment
    me: str
    people: tuple[Participant, ...]
    figures: Figures
    items: tuple[ItemRow, ...] = ()
    turns: tuple[TurnRow, ...] = ()
    item_changes: tuple[tuple[int, str], ...] = ()
    in_force: tuple[tuple[int, dict[str, str]], ...] = ()
    agreement: dict[str, Any] | None = None
    origin: dict[str, Any] | None = None
    prompts: tuple[PromptRow, ...] = ()
    show_figures: bool = True
    removed: bool = False


class Topic(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An agenda item of a session. `opened`, `closed`: people's ids; empty: nobody."""

    row: ItemRow
    agreed: bool
    """Whether anything was agreed for it, or for its session."""
    opened: str
    closed: str

    @property
    def span(self) -> m.Span:
        """The sums of it, made when they are asked for: not every look at years of sessions needs those of every item."""
        return _span(self.row, self.row.used)

    @property
    def taken_up(self) -> bool:
        """Whether it was begun."""
        return self.row.state != "waiting"


class Held(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A session as trends see it. `day`: of the proleptic calendar, in the mentorship's zone, from 1 on."""

    id: str
    number: int
    kind: str
    title: str
    day: int
    span: m.Span
    agreed: bool
    """Whether anything was agreed for it; else it stands beside equal shares."""
    level: Fraction | None
    """Its balance; None: it has none."""
    why: Why
    topics: tuple[Topic, ...]
    opened: str
    closed: str
    sources: tuple[str, ...]
    """How its figures are known: `key`, `mended`, `transcript` …"""
    prompts: tuple[PromptRow, ...]
    names: dict[str, str]

    @property
    def date(self) -> date:
        """The day it began."""
        return date.fromordinal(self.day)


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """How many sessions are no part of it, and why."""

    missed: int = 0
    not_keyed: int = 0
    short: int = 0
    hidden: int = 0

    @property
    def all(self) -> int:
        """All of them."""
        return self.missed + self.not_keyed + self.short + self.hidden


class Trends(msgspec.Struct, frozen=True, kw_only=True):
    """All that is shown of a mentorship over time."""

    slug: str
    me: str
    zone: str
    names: dict[str, str]
    """By the ids of everybody who took part: the user first, then the mentorship's people, then guests."""
    held: tuple[Held, ...]
    """Every session that took place, oldest first."""
    missed: int = 0
    show_figures: bool = True
    """False: the pair agreed not to show speaking figures."""

    @property
    def counted(self) -> tuple[Held, ...]:
        """Those whose talk counts."""
        return tuple(one for one in self.held if not one.why)

    @property
    def left_out(self) -> LeftOut:
        """Those whose talk does not."""
        whys = [one.why for one in self.held]
        return LeftOut(
            missed=self.missed, not_keyed=whys.count("not keyed"), short=whys.count("short"), hidden=whys.count("hidden")
        )

    @property
    def others(self) -> tuple[str, ...]:
        """Everybody but the user."""
        return tuple(person for person in self.names if person != self.me)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A session, or an item of one, in a group. `agreed`: something was."""

    day: int
    span: m.Span
    agreed: bool
    level: Fraction | None
    """Its balance."""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions, or items, that belong together, added up."""

    by: By
    key: str
    """What never changes: `regular`, `2026-3`; of an item its title, folded."""
    called: str
    parts: tuple[Part, ...]
    pooled: Pooled
    too_short: int = 0
    """Items of that title with under a minute of talk: left out."""

    @property
    def agreed(self) -> bool:
        """Whether anything was agreed for any of it: only then is it said how near to agreed it was."""
        return any(part.agreed for part in self.parts)

    @property
    def beside_equal(self) -> int:
        """Sessions for which nothing was agreed: they stand beside equal shares."""
        return sum(not part.agreed for part in self.parts)


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """How a person's share moved against the agreed one, over the last 200 at most. `slope` is None where there is too little.
    `begin` and `end`: where its line lies on the first day and the last, points above the agreed share."""

    sessions: int
    days: int
    slope: Slope | None = None
    begin: Fraction = Fraction(0)
    end: Fraction = Fraction(0)


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """Topics of one person. `person` is empty for those of nobody in particular. `used`: microseconds of active time."""

    person: str
    topics: int
    taken_up: int
    used: int


class Ends(msgspec.Struct, frozen=True, kw_only=True):
    """How often one person held the floor first, and last: in sessions, and in agenda items."""

    person: str
    opened: int
    closed: int
    opened_items: int
    closed_items: int


def held(stored: Stored, zone: str) -> Held:
    """A stored session, its times added up already; nothing is computed here that a later look would need again."""
    figures = stored.figures
    ends, span = _ends(stored), _span(figures, figures.active, figures.unsure)
    spoken = span.talk
    why: Why = "hidden" if not stored.show_figures else "not keyed" if not spoken else "short" if spoken < LEAST_TALK else ""
    agreed = stored.agreement is not None or any(_unequal(shares) for _, shares in stored.in_force)
    sources = {row[3] for row in stored.turns if row[0] != "?"} or ({"transcript"} if stored.origin else {"entered"})
    return Held(
        id=stored.id,
        number=stored.number,
        kind=stored.kind,
        title=stored.title,
        day=local(stored.began, zone).date().toordinal(),
        span=span,
        agreed=agreed or any(item.agreement is not None for item in stored.items),
        level=level(span),
        why=why,
        topics=tuple(
            Topic(
                row=item,
                agreed=agreed or item.agreement is not None,
                opened=ends.get(item.id, ("", ""))[0],
                closed=ends.get(item.id, ("", ""))[1],
            )
            for item in stored.items
        ),
        opened=ends.get(None, ("", ""))[0],
        closed=ends.get(None, ("", ""))[1],
        sources=tuple(sorted(sources)) if spoken else (),
        prompts=stored.prompts,
        names={person.id: person.name for person in stored.people},
    )


def gathered(mentorship: Mentorship, sessions: Iterable[Held], plans: Iterable[Plan]) -> Trends:
    """Those sessions as one history. Plans count where their session was missed."""
    order = sorted(mentorship.people, key=lambda member: member.id != mentorship.me)
    names = {member.id: member.name for member in order}
    found = sorted(sessions, key=lambda one: (one.day, one.number, one.id))
    for one in reversed(found):
        for person, name in one.names.items():
            names.setdefault(person, name)
    return Trends(
        slug=mentorship.slug,
        me=mentorship.me,
        zone=order[0].zone,
        names=names,
        held=tuple(found),
        missed=sum(plan.state == "missed" and not plan.removed for plan in plans),
        show_figures=mentorship.show_figures,
    )


def whole(trends: Trends) -> Group:
    """All sessions that count."""
    return _group("all", "all", "all sessions", [_part(one) for one in trends.counted])


def groups(trends: Trends, by: By) -> tuple[Group, ...]:
    """By kind and by item those with the most sessions first; by quarter the newest first."""
    match by:
        case "all":
            return (whole(trends),) if trends.counted else ()
        case "item":
            return _items(trends)
        case "kind":
            found = _sorted_in((one.kind, one) for one in trends.counted)
            made = [_group(by, kind, kind_called(kind, some[-1].title), [_part(one) for one in some]) for kind, some in found]
            return tuple(sorted(made, key=lambda group: (-len(group.parts), group.called)))
        case "quarter":
            quarters = _sorted_in((quarter(one.day), one) for one in trends.counted)
            some = sorted(quarters, key=lambda pair: pair[0], reverse=True)
            return tuple(
                _group(by, f"{year}-{number}", quarter_called(year, number), [_part(one) for one in those])
                for (year, number), those in some
            )


def change(group: Group, person: str) -> Change:
    """Of that person in those sessions in which any share was theirs or meant for them."""
    points = course(group, person)
    if not points:
        return Change(sessions=0, days=0)
    found, days = slope(points), points[-1][0] - points[0][0]
    if found is None:
        return Change(sessions=len(points), days=days)
    a_day = found.middle / MONTH
    at_zero = median(value for _, value in points) - a_day * median(Fraction(day) for day, _ in points)
    return Change(
        sessions=len(points),
        days=days,
        slope=found,
        begin=at_zero + a_day * points[0][0],
        end=at_zero + a_day * points[-1][0],
    )


def course(group: Group, person: str) -> list[tuple[int, Fraction]]:
    """The day and the points above the agreed share of each session in which any share was that person's or meant for them: of
    the last 200, in order."""
    here = [part for part in group.parts if part.span.floor.get(person) or part.span.expected.get(person)]
    return sorted((part.day, away(part.span, person)) for part in here[-MOST:])


def away(span: m.Span, person: str) -> Fraction:
    """Points by which that person's share is above the agreed one; below 0: under it."""
    talk = span.talk
    return (span.floor.get(person, 0) - span.expected.get(person, Fraction(0))) * 100 / talk if talk else Fraction(0)


def usual_word(group: Group) -> m.Word | None:
    """How near to agreed a usual session of the group was: the word of the one in the middle; of two the less near."""
    if not group.agreed:
        return None
    ranked = sorted((part.level, place) for place, part in enumerate(group.parts) if part.level is not None)
    return m.word(group.parts[ranked[(len(ranked) - 1) // 2][1]].span) if ranked else None


def minutes_off(group: Group, person: str) -> int:
    """Microseconds that person had fewer than agreed, over all of it; below 0: more."""
    span = group.pooled.span
    return round(span.expected.get(person, Fraction(0)) - span.floor.get(person, 0))


def present(trends: Trends, group: Group) -> tuple[str, ...]:
    """Those of whom the group says something, in order."""
    span = group.pooled.span
    return tuple(person for person in trends.names if span.floor.get(person) or span.expected.get(person))


def brought(trends: Trends) -> tuple[Brought, ...]:
    """Who brings the topics: of every agenda there was, also where no figures count. Those of nobody come last."""
    found = dict[str, list[Topic]]({person: [] for person in (*trends.names, "")})
    for one in trends.held:
        for topic in one.topics:
            found[topic.row.brought_by if topic.row.brought_by in found else ""].append(topic)
    return tuple(
        Brought(
            person=person,
            topics=len(topics),
            taken_up=sum(topic.taken_up for topic in topics),
            used=sum(topic.row.used for topic in topics),
        )
        for person, topics in found.items()
        if topics or person in list(trends.names)[:2]
    )


def opens_and_closes(trends: Trends) -> tuple[Ends, ...]:
    """Who holds the floor first, and last, in sessions and in items that count."""
    counted = trends.counted
    topics = [topic for one in counted for topic in one.topics]
    made = [
        Ends(
            person=person,
            opened=sum(one.opened == person for one in counted),
            closed=sum(one.closed == person for one in counted),
            opened_items=sum(topic.opened == person for topic in topics),
            closed_items=sum(topic.closed == person for topic in topics),
        )
        for person in trends.names
    ]
    members = list(trends.names)[:2]
    return tuple(one for one in made if one.person in members or one.opened or one.closed or one.opened_items or one.closed_items)


def episodes(trends: Trends) -> tuple[Episode, ...]:
    """Prompts of counted sessions with five minutes before and after them in which somebody spoke."""
    return tuple(
        Episode(row.shown, Fraction(row.before[0], row.before[1]), Fraction(row.after[0], row.after[1]))
        for one in trends.counted
        for row in one.prompts
        if row.after is not None and row.before[1] and row.after[1]
    )


def prompts_shown(trends: Trends) -> int:
    """All that were, also those with too little around them to compare."""
    return sum(row.shown for one in trends.counted for row in one.prompts)


def kind_called(kind: str, title: str) -> str:
    """`regular session`, `coffee chat`; a kind of somebody's own by its title."""
    from mentortui.core.words import SESSION_KINDS

    return SESSION_KINDS.get(kind) or title or kind or "session"


def quarter(day: int) -> tuple[int, int]:
    """Year, and 1 to 4."""
    when = date.fromordinal(day)
    return when.year, (when.month - 1) // 3 + 1


def quarter_called(year: int, number: int) -> str:
    """`Jul to Sep 2026`."""
    from mentortui.core.dates import MONTHS

    return f"{MONTHS[3 * number - 3]} to {MONTHS[3 * number - 1]} {year}"


def _items(trends: Trends) -> tuple[Group, ...]:
    """By title, as it was written last, whatever its capitals and blanks."""
    called: dict[str, str] = {}
    parts: dict[str, list[Part]] = {}
    short: dict[str, int] = {}
    for one in trends.counted:
        for topic in one.topics:
            if not topic.taken_up:
                continue
            title, span = " ".join(topic.row.title.split()), topic.span
            key = title.casefold()
            called[key] = title
            parts.setdefault(key, [])
            if span.talk < m.EARLY:
                short[key] = short.get(key, 0) + 1
            else:
                parts[key].append(Part(day=one.day, span=span, agreed=topic.agreed, level=level(span)))
    made = [_group("item", key, called[key], some, short.get(key, 0)) for key, some in parts.items()]
    return tuple(sorted(made, key=lambda group: (-len(group.parts), -group.pooled.span.active, group.key)))


def _group(by: By, key: str, called: str, parts: Sequence[Part], too_short: int = 0) -> Group:
    return Group(
        by=by,
        key=key,
        called=called,
        parts=tuple(parts),
        pooled=Pooled(
            sessions=len(parts),
            span=added([part.span for part in parts]),
            usual=median(levels) if (levels := [part.level for part in parts if part.level is not None]) else None,
        ),
        too_short=too_short,
    )


def _part(one: Held) -> Part:
    return Part(day=one.day, span=one.span, agreed=one.agreed, level=one.level)


def _sorted_in(pairs: Iterable[tuple[Any, Held]]) -> list[tuple[Any, list[Held]]]:
    found: dict[Any, list[Held]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return list(found.items())


def _span(sums: Figures | ItemRow, active: int, unsure: int = 0) -> m.Span:
    """As it was measured: everybody for whom talk was meant is in it, also who had none. Agreed times that do not make all talk
    together, as in a file edited by hand, are brought to that; no time is below 0, or longer than all of it."""
    floor = {person: max(0, sums.floor.get(person, 0)) for person in (*sums.floor, *sums.expected)}
    owed = {person: max(0, time) for person, time in sums.expected.items()}
    talk, together = sum(floor.values()), sum(owed.values())
    if together and abs(together - talk) > len(owed):
        owed = {person: time * talk // together for person, time in owed.items()}
    active = max(0, active)
    nobody, several, unsure = (max(0, min(time, active)) for time in (sums.nobody, sums.several, unsure))
    return m.Span(
        active=active,
        floor=floor,
        expected={person: Fraction(time) for person, time in owed.items()},
        nobody=nobody,
        one=max(0, active - nobody - several - unsure),
        several=several,
        unnamed=0,
        unsure=unsure,
        in_force={},
    )


def level(span: m.Span) -> Fraction | None:
    """As `measures.balance`, which is made for any span: here all times are whole, and there is one for each item of years."""
    talk, floor = span.talk, span.floor
    owed = {person: time.numerator for person, time in span.expected.items()}
    there = {person for person in (*floor, *owed) if floor.get(person) or owed.get(person)}
    if not talk or len(there) < 2:
        return None
    positive = [time for time in owed.values() if time > 0]
    furthest = talk - min(positive) if len(positive) > 1 else talk
    if furthest <= 0:
        return None
    off = sum(abs(floor.get(person, 0) - owed.get(person, 0)) for person in there)
    return max(Fraction(0), 1 - Fraction(off, 2 * furthest))


def _unequal(shares: Mapping[str, str]) -> bool:
    """Whether these were agreed: without an agreement everybody present has the same, or, unnamed, none."""
    return len({share for share in shares.values() if share != "0"}) > 1


def _ends(stored: Stored) -> dict[str | None, tuple[str, str]]:
    """Who opened and closed each item, by its id, and the session, by None: as `opened_and_closed` of `turn_taking`. Of several
    at once the one who had it longest opened, and who took it last closed."""
    turns = sorted(
        (start, person, end)
        for person, start, end, source in stored.turns
        if end > start and person not in "+?" and source != "entered"
    )
    if not turns:
        return {}
    starts = [start for start, _, _ in turns]
    reach = list(accumulate((end for _, _, end in turns), max))  # of each turn and those before it the latest end

    def within(start: int, end: int) -> tuple[str, str]:
        low, high = bisect_right(reach, start), bisect_left(starts, end)
        if low >= high or start >= end:
            return "", ""
        until = min(reach[high - 1], end)
        return turns[low][1], next(turns[n][1] for n in range(high - 1, low - 1, -1) if turns[n][2] >= until)

    found: dict[str | None, tuple[str, str]] = {None: within(-1, reach[-1])}
    for (start, item), (end, _) in pairwise([*stored.item_changes, (reach[-1], "")]):
        first, last = within(start, end) if item else ("", "")
        if first:
            found[item] = (found[item][0] if item in found else first, last)
    return found
