"""The sessions of a mentorship as one history: which count, which are left out, and why. docs/fairness.md, Over sessions.

A session that was missed, not keyed, with under five minutes of floor time, or whose figures are not shown as agreed, is left
out, and counted. What counts is added up in `trends_groups`, never averaged.
"""

from collections.abc import Iterable
from fractions import Fraction

import msgspec

from mentortui.core.effect import Episode
from mentortui.core.records import Mentorship, Plan
from mentortui.core.trends_held import Held


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """How many sessions are no part of it, and why."""

    missed: int = 0
    not_keyed: int = 0
    not_apart: int = 0
    """It was heard that somebody spoke, and not who."""
    short: int = 0
    hidden: int = 0

    @property
    def all(self) -> int:
        """All of them."""
        return self.missed + self.not_keyed + self.not_apart + self.short + self.hidden


class Trends(msgspec.Struct, frozen=True, kw_only=True):
    """All that is shown of a mentorship over time."""

    slug: str
    me: str
    zone: str
    names: dict[str, str]
    """By the ids of everybody who took part: the user first, then the mentorship's people, then guests."""
    absent: frozenset[str] = frozenset()
    """Those of them who were only in sessions that are left out."""
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
            missed=self.missed,
            not_keyed=whys.count("not keyed"),
            not_apart=whys.count("not told apart"),
            short=whys.count("short"),
            hidden=whys.count("hidden"),
        )

    @property
    def others(self) -> tuple[str, ...]:
        """Everybody but the user; guests, and labels of a transcript, only of sessions that count."""
        return tuple(person for person in self.names if person != self.me and person not in self.absent)


def gathered(mentorship: Mentorship, sessions: Iterable[Held], plans: Iterable[Plan]) -> Trends:
    """Those sessions as one history. Plans count where their session was missed."""
    order = sorted(mentorship.people, key=lambda member: member.id != mentorship.me)
    names = {member.id: member.name for member in order}
    found = sorted(sessions, key=lambda one: (one.day, one.number, one.id))
    here = {*names, *(person for one in found if not one.why for person in one.names)}
    for one in reversed(found):
        for person, name in one.names.items():
            names.setdefault(person, name)
    return Trends(
        slug=mentorship.slug,
        me=mentorship.me,
        zone=order[0].zone,
        names=names,
        absent=frozenset(names.keys() - here),
        held=tuple(found),
        missed=sum(plan.state == "missed" and not plan.removed for plan in plans),
        show_figures=mentorship.show_figures,
    )


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
