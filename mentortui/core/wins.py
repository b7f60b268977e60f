"""The wins wall: the wins of both, by quarter; who may read which; and, in words, whose turn it is to add one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, TypeAlias

from mentortui.core import kinds
from mentortui.core.dates import show_date
from mentortui.core.quarters import Quarter, by_quarter, quarter_called
from mentortui.core.record_details import WinDetails
from mentortui.core.record_fields import Field, caught, goal_field, prose_field, text_field, who_field
from mentortui.core.records import Living
from mentortui.core.text import fit

Audience: TypeAlias = Literal["me", "pair", "public"]
"""Who reads it: the user alone, those of the mentorship, anybody."""
SEEN_BY: tuple[tuple[str, str], ...] = (("", "the pair"), ("private", "only you"), ("public", "anybody"))
"""What can be chosen for a win, in words."""
NAME = 24
DayOf = Callable[[int], date]


def effect_of(win: Living) -> str:
    """What it changed, and for whom; empty where nobody said."""
    return win.details.effect if isinstance(win.details, WinDetails) else ""


def is_private(record: object) -> bool:
    """Whether it is a win that its owner keeps: then it lies in private.json and leaves the program by no way."""
    return isinstance(record, Living) and isinstance(record.details, WinDetails) and record.details.seen_by == "private"


def may_read(win: Living, audience: Audience) -> bool:
    """Whether somebody of that audience may read it. What names no readers is the pair's."""
    if audience == "me":
        return True
    seen_by = win.details.seen_by if isinstance(win.details, WinDetails) else ""
    return seen_by == "public" if audience == "public" else seen_by != "private"


def named_by(win: Living, me: str) -> str:
    """The id of who named it; unsaid it is whoever was at the keys."""
    said = win.details.named_by if isinstance(win.details, WinDetails) else ""
    return said or me


WIN = caught(
    "win",
    "Wins",
    "a win",
    (
        text_field("What"),
        who_field("Whose"),
        Field(path="details.effect", label="What it changed", hint="for whom, and how one could tell"),
        goal_field(),
        Field(path="details.named_by", label="Named by", kind=kinds.Person()),
        Field(path="details.seen_by", label="Who may read it", kind=kinds.Choice(SEEN_BY)),
        prose_field("More"),
    ),
    ("Grace  shipped the retry fix alone", "Ada    listened for an hour before any advice"),
    about="The wins wall: what is worth celebrating, of both, and what it changed.",
    apart=is_private,
)
"""Those its owner keeps lie in private.json."""


def there(records: Iterable[object]) -> tuple[Living, ...]:
    """The wins among records, the newest first."""
    found = [one for one in records if isinstance(one, Living) and one.capture.kind == "win" and not one.removed]
    return tuple(sorted(found, key=lambda one: (-one.created, one.id)))


def wall(records: Iterable[object], day: DayOf) -> tuple[tuple[Quarter, tuple[Living, ...]], ...]:
    """By quarter, the newest first."""
    return by_quarter(there(records), lambda win: day(win.created))


def quarter_line(quarter: Quarter, wins: Sequence[Living], names: Mapping[str, str]) -> str:
    """`Oct to Dec 2025: 2 of Grace, 1 of Ada`, the mentorship's people in the order in which they are named."""
    whose = [(name, sum(win.capture.who == person for win in wins)) for person, name in names.items()]
    both = sum(win.capture.who not in names for win in wins)
    said = [f"{number} of {fit(name, NAME)}" for name, number in whose if number]
    said += [f"{both} of {'both' if len(names) == 2 else 'all'}"] if both else []
    return f"{quarter_called(*quarter)}: {', '.join(said)}"


def turn(records: Iterable[object], me: str, mentee: str, names: Mapping[str, str], day: DayOf, today: date) -> str:
    """Whose turn it is to add one: whoever named one longest ago, the mentee before the first. `names`: of the mentorship's
    people by their ids; `mentee`: empty in a circle."""
    last = dict.fromkeys(names, 0)
    for win in there(records):
        person = named_by(win, me)
        if person in last:
            last[person] = max(last[person], win.created)
    order = [mentee, *(person for person in names if person != mentee)] if mentee in names else list(names)
    if not order:
        return ""
    following = min(order, key=lambda person: last[person])
    newest = max(order, key=lambda person: last[person])
    said = "your turn" if following == me else f"{fit(names[following], NAME)}'s turn"
    if not last[newest]:
        return f"{said[:1].upper()}{said[1:]} to name the first win"
    who = "you" if newest == me else fit(names[newest], NAME)
    when = show_date(day(last[newest]), today)
    return f"{said[:1].upper()}{said[1:]} to name one; {who} named the last, {when}"
