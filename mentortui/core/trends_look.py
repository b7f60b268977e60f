"""Trends as somebody looks at them: for one person, on a day, in one of several views; and what is said above all of these."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal, TypeAlias

import msgspec

from mentortui.core import trends as t
from mentortui.core import trends_groups as g
from mentortui.core import trends_words as w
from mentortui.core.agreed import BESIDE_EQUAL
from mentortui.core.text import counted, fit
from mentortui.core.trends_course import Change, change

View: TypeAlias = Literal["time", "quarter", "kind", "item", "begins", "prompts"]
VIEWS: dict[View, str] = {
    "time": "Over time",
    "quarter": "Quarters",
    "kind": "Kinds",
    "item": "Items",
    "begins": "Who begins",
    "prompts": "Prompts",
}
"""What there is to look at, and how it is called."""
GROUPS: dict[View, g.By] = {"quarter": "quarter", "kind": "kind", "item": "item"}
NAME, MOST_COMPANY = 40, 80
"""Cells of a name in a heading, and of the names of all."""


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """One mentorship, looked at for one person, on a day."""

    trends: t.Trends
    person: str
    today: date
    groups: Callable[[g.By], Sequence[g.Group]]
    """By kind and so on; `g.groups`, or one that remembers."""
    change: Callable[[g.Group, str], Change]

    @property
    def name(self) -> str:
        """Of the person, as they are called in a heading."""
        return fit(self.called(self.person), NAME)

    def called(self, person: str) -> str:
        """Of anybody; the user too by name: what is exported is read by others."""
        return self.trends.names.get(person, "guest")


def looked(trends: t.Trends, person: str, today: date) -> Looked:
    """Without a memory."""
    return Looked(trends=trends, person=person, today=today, groups=lambda by: g.groups(trends, by), change=change)


def first_person(trends: t.Trends) -> str:
    """Whose share is shown first: the other's; who is alone sees the own."""
    return next(iter(trends.others), trends.me)


def shown_people(look: Looked) -> tuple[str, ...]:
    """Everybody with a share anywhere, the others first, then the user."""
    trends, found = look.trends, next(iter(look.groups("all")), None)
    here = g.present(trends, found) if found else tuple(trends.names)
    return (*(person for person in here if person != trends.me), *(person for person in here if person == trends.me))


def title(look: Looked) -> str:
    """`Trends with Grace Otieno`."""
    from mentortui.core.text import company

    others = [look.called(person) for person in look.trends.others]
    return f"Trends with {fit(company(others), MOST_COMPANY)}" if others else "Trends"


def overview(look: Looked) -> str:
    """`14 sessions since Mar 2025 · left out: 2 missed, 1 not keyed`."""
    trends = look.trends
    counting = trends.counted
    told = [f"{counted(len(counting), 'session')} with talk"] if counting else ["no session with talk yet"]
    if counting:
        told[0] += f" since {month_called(counting[0].date, look.today)}"
    return " · ".join(part for part in (*told, w.left_out_words(trends.left_out)) if part)


def beside(look: Looked) -> str:
    """Of what the figures are, against what, and how they are known: `of talk · beside what was agreed · keyed by hand`."""
    found = next(iter(look.groups("all")), None)
    if found is None or not look.trends.show_figures:
        return ""
    without, parts = found.beside_equal, len(found.parts)
    if without == parts:
        against = BESIDE_EQUAL
    else:
        against = "beside what was agreed, or equal" if without else "beside what was agreed"
    return f"of talk · {against} · {known_words(look.trends)}"


def month_called(day: date, today: date) -> str:
    """`Mar`, `Mar 2025`."""
    from mentortui.core.dates import MONTHS

    return f"{MONTHS[day.month - 1]}{'' if day.year == today.year else f' {day.year}'}"


def known_words(trends: t.Trends) -> str:
    """`keyed by hand`, `12 keyed, 2 from a transcript`."""
    counts = {"keyed": 0, "heard": 0, "from a transcript": 0, "entered": 0}
    for one in trends.counted:
        found = set(one.sources)
        how = "from a transcript" if "transcript" in found else "heard" if "heard" in found else "keyed"
        counts["entered" if found == {"entered"} else how] += 1
    if counts["keyed"] == len(trends.counted):
        return "keyed by hand"
    return ", ".join(f"{many} {how}" for how, many in counts.items() if many)
