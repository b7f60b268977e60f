"""The kinds of field a record can have: how each is typed, understood, stored and shown. All values are stored as text.

A field is given to a form as a `Kind`; what the form cannot know (who takes part, which day it is) comes with `Around`.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeAlias, assert_never

import msgspec

from mentortui.core.dates import MONTHS, Unreadable, iso_day, parse_due, show_date
from mentortui.core.past_days import DAY_HINT, past_day
from mentortui.core.refused import Refused
from mentortui.core.text import fit, joined

QUOTED = 30
"""Cells of what was typed, in a sentence about it."""


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """What is known around a record. `people`: ids and names, the user first."""

    me: str = ""
    people: tuple[tuple[str, str], ...] = ()
    goals: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = {}
    """What else a link can lead to: the names of what there is, by the kind it is of."""
    renamed: Mapping[str, str] = {}
    """What a goal is called now, by what it was called before, as `folded`."""
    needs: Mapping[str, str] = {}
    """What people need of material that is sent to them, in words, by their ids."""
    today: date

    def there(self, to: str) -> tuple[str, ...]:
        """The names a link of that kind can lead to."""
        return self.goals if to == "goal" else self.names.get(to, ())


def folded(name: str) -> str:
    """Two names are one, whatever their case and blanks."""
    return " ".join(name.split()).casefold()


class Line(msgspec.Struct, frozen=True):
    """One line of words."""

    longest: int = 2_000
    """Characters; more is a document."""


class Prose(msgspec.Struct, frozen=True):
    """Words in several lines."""

    longest: int = 20_000


class Person(msgspec.Struct, frozen=True):
    """One of those who take part, or nobody; stored by id."""

    needs: bool = False
    """Whether what this person needs of material is said beside it."""


class People(msgspec.Struct, frozen=True):
    """Several of those who take part: typed by the beginnings of their names, stored as ids with blanks between."""


class Date(msgspec.Struct, frozen=True):
    """A day to come: typed as `fri`, `2w`, `12 dec`, stored as an ISO date."""


class Day(msgspec.Struct, frozen=True):
    """A day that was: typed as `yesterday`, `thu`, `12 nov`, stored as an ISO date."""


class Number(msgspec.Struct, frozen=True):
    """A decimal number, stored with a point: `12`, `12.5`, `-3`; a comma is read as a point."""


class Choice(msgspec.Struct, frozen=True):
    """One of a few: values and their words."""

    options: tuple[tuple[str, str], ...]


class Tags(msgspec.Struct, frozen=True):
    """Words to find something by: typed as `courage, on-call`, stored as `#courage #on-call`, small letters."""

    most: int = 12
    longest: int = 40
    """Characters of one."""


class Link(msgspec.Struct, frozen=True):
    """Another thing of the mentorship, by its name; typed by the beginning of any of its words. A name that is new makes one,
    where that is wanted."""

    to: str = "goal"
    makes: bool = True
    """Whether a name that is new is taken; else it is refused."""


Kind: TypeAlias = Line | Prose | Person | People | Date | Day | Number | Choice | Tags | Link


def read(kind: Kind, typed: str, around: Around) -> str:
    """What is stored for what was typed; empty for nothing. Raises Refused with a sentence."""
    match kind:
        case Line():
            return _short(" ".join(typed.split()), kind.longest)
        case Prose():
            return _short(typed.strip(), kind.longest)
        case Person():
            return _one_of(typed, [id for id, _ in around.people], "of those who take part")
        case Choice():
            if not typed and "" not in dict(kind.options):
                raise Refused(f"Choose one: {', '.join(words for _, words in kind.options)}.")
            return _one_of(typed, [value for value, _ in kind.options], "of the choices")
        case People():
            return " ".join(_people(typed, around))
        case Date():
            return _day(typed, around.today)
        case Day():
            return past_day(typed, around.today, "give a day that was.").isoformat() if typed.strip() else ""
        case Number():
            return _number(typed)
        case Tags():
            return " ".join(f"#{tag}" for tag in _tags(typed, kind))
        case Link():
            return _named(typed, around.there(kind.to), kind)
        case _:
            assert_never(kind)


def typed(kind: Kind, value: str, around: Around) -> str:
    """What stands in the field for a stored value: what `read` takes for it again."""
    if isinstance(kind, People):
        names = dict(around.people)
        return ", ".join(names.get(id, id) for id in value.split())
    day = iso_day(value) if isinstance(kind, Date | Day) else None
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else value


def shown(kind: Kind, value: str, around: Around) -> str:
    """A stored value in words; a person by name, a day as `Fri 27 Nov`."""
    match kind:
        case Person():
            return _name(value, around) if value else ""
        case People():
            return joined([_name(id, around) for id in value.split()])
        case Choice():
            return next((words for choice, words in kind.options if choice == value), value)
        case Link(to="goal"):
            return around.renamed.get(folded(value), value)
        case Date() | Day():
            day = iso_day(value)
            return show_date(day, around.today) if day else value
        case _:
            return value


def understood(kind: Kind, typed: str, around: Around) -> str:
    """What is said beside the field while one types: what it will be, or what can be typed. Raises Refused."""
    match kind:
        case Date():
            if not typed.strip():
                return "fri · 2w · 12 dec"
            return shown(kind, read(kind, typed, around), around)
        case Day():
            return shown(kind, read(kind, typed, around), around) if typed.strip() else DAY_HINT
        case People():
            return shown(kind, read(kind, typed, around), around) or ", ".join(name for _, name in around.people[:4])
        case Link():
            there = around.there(kind.to)
            if not typed.strip():
                return " · ".join(there[:4]) or f"a {kind.to}, by name"
            found = read(kind, typed, around)
            return found if found in there else f"a new {kind.to}: {found}"
        case Tags():
            return read(kind, typed, around) or "#courage #on-call"
        case Person(needs=True) if around.needs.get(typed):
            return f"needs: {around.needs[typed]}"
        case _:
            read(kind, typed, around)
            return ""


def options(kind: Kind, around: Around) -> dict[str, str] | None:
    """Values and words where one chooses; None where one types."""
    match kind:
        case Person():
            return {id: "you" if id == around.me else name for id, name in around.people}
        case Choice():
            return dict(kind.options)
        case _:
            return None


def _tags(typed: str, kind: Tags) -> tuple[str, ...]:
    found = dict.fromkeys(word.casefold() for word in typed.replace(",", " ").replace("#", " ").split())
    if len(found) > kind.most:
        raise Refused(f"At most {kind.most} tags; these are {len(found)}.")
    long = next((tag for tag in found if len(tag) > kind.longest), "")
    if long:
        raise Refused(f"A tag has at most {kind.longest} letters; “{fit(long, QUOTED)}” has {len(long):,}.")
    return tuple(found)


def _short(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Refused(f"At most {longest:,} characters; this has {len(text):,}.")
    return text


def _one_of(value: str, values: list[str], what: str) -> str:
    if value and value not in values:
        raise Refused(f"“{fit(value, QUOTED)}” is none {what}.")
    return value


def _day(typed: str, today: date) -> str:
    if not typed.strip():
        return ""
    try:
        return parse_due(typed, today).isoformat()
    except Unreadable as error:
        raise Refused(str(error)) from error


def _name(id: str, around: Around) -> str:
    return dict(around.people).get(id, "somebody who is no longer here")


def _people(typed: str, around: Around) -> list[str]:
    """Their ids, each once, in the order in which they were typed."""
    ids = dict(around.people)
    found = list[str]()
    for part in filter(None, (" ".join(part.split()) for part in typed.replace(" and ", ",").split(","))):
        begins = [id for id, name in around.people if any(one.startswith(part.casefold()) for one in _starts(name))]
        same = [id for id, name in around.people if part in (id, name)]
        if len(same or begins) != 1:
            there = joined([fit(ids[id], QUOTED) for id in begins] or [fit(name, QUOTED) for name in ids.values()])
            raise Refused(f"“{fit(part, QUOTED)}” {'may be' if begins else 'is none of'} {there}.")
        found += same or begins
    return list(dict.fromkeys(found))


def _number(typed: str) -> str:
    text = typed.strip().replace(" ", "").replace(",", ".").replace("\u2212", "-")
    if not text:
        return ""
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise Refused(f"“{fit(typed.strip(), QUOTED)}” is not a number: write it as 12 or 12.5.") from error
    if not number.is_finite() or abs(number) >= 10**12 or len(text) > 20:
        raise Refused(f"“{fit(typed.strip(), QUOTED)}” is out of what can be kept: at most twelve digits before the point.")
    return format(number.normalize(), "f") if number else "0"


def _named(typed: str, names: tuple[str, ...], kind: Link) -> str:
    """The one that is meant: its whole name, else the beginning of one of its words, if of no other; else the new name."""
    wanted = " ".join(typed.split())
    if not wanted:
        return ""
    same = [name for name in names if name.casefold() == wanted.casefold()]
    begins = [name for name in names if any(word.startswith(wanted.casefold()) for word in _starts(name))]
    if same or len(begins) == 1:
        return (same or begins)[0]
    if begins:
        raise Refused(f"“{fit(wanted, QUOTED)}” may be {', '.join(fit(name, QUOTED) for name in begins[:3])}: type more of it.")
    if not kind.makes:
        there = f": there are {', '.join(fit(name, QUOTED) for name in names[:3])}" if names else ": there is none yet"
        raise Refused(f"“{fit(wanted, QUOTED)}” is no {kind.to}{there}.")
    return _short(wanted, 200)


def _starts(name: str) -> list[str]:
    words = name.casefold().split()
    return [" ".join(words[place:]) for place in range(len(words))]
