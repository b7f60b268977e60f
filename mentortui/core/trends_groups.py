"""What the sessions of a mentorship come to together: all of them, by kind, by item, by quarter. Sums are added up, never
averages. docs/fairness.md, Over sessions."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Any, Literal, TypeAlias

import msgspec

from mentortui.core import measures as m
from mentortui.core.quarters import quarter_called, quarter_of
from mentortui.core.trend import Pooled, added
from mentortui.core.trends import Trends
from mentortui.core.trends_held import Held
from mentortui.core.trends_sums import level

By: TypeAlias = Literal["all", "kind", "item", "quarter"]
"""What sessions are put together by."""


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


def kind_called(kind: str, title: str) -> str:
    """`regular session`, `coffee chat`; a kind of somebody's own by its title."""
    from mentortui.core.words import SESSION_KINDS

    return SESSION_KINDS.get(kind) or title or kind or "session"


def quarter(day: int) -> tuple[int, int]:
    """Year, and 1 to 4."""
    return quarter_of(date.fromordinal(day))


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
