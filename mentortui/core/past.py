"""A session that is written down afterwards: when it was, who was there, what was said, and how the talk was shared."""

import re
from collections.abc import Callable, Sequence
from datetime import date, time
from fractions import Fraction

import msgspec

from mentortui.core.agreed import for_session
from mentortui.core.capture import Reader, caught
from mentortui.core.commands import Refused
from mentortui.core.dates import Unreadable, parse_moment
from mentortui.core.durations import MINUTE
from mentortui.core.past_days import DAY_HINT as DAY_HINT
from mentortui.core.past_days import past_day as past_day
from mentortui.core.people import Agreement, Participant, shares_in_force
from mentortui.core.records import Caught, Figures, FinishedSession, ItemRow, Living, Member, Mentorship, PrivateNote
from mentortui.core.result import LIVING, Result
from mentortui.core.sharing import in_order, parse_sharing
from mentortui.core.text import fit, storable
from mentortui.core.until import parse_minutes
from mentortui.core.words import joined

_MINUTES = re.compile(r"(.*\S)[\s,]+([1-9][0-9]{0,2})\s*(min(?:utes?)?)?")
_FEWEST = 5
"""Minutes that are read without the word: `Chapter 4` is a title."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed, read: `began` is UTC microseconds, `shares` each person's part of the talk, None where nothing was said."""

    began: int
    minutes: int
    kind: str
    title: str = ""
    people: tuple[Participant, ...]
    items: tuple[tuple[str, int | None], ...] = ()
    notes: tuple[str, ...] = ()
    shares: dict[str, Fraction] | None = None


def past_time(words: str, today: date) -> time:
    """`15:00`, `3pm`, `15`. Raises Refused."""
    text = words.strip()
    try:
        return parse_moment(f"today {text}:00" if re.fullmatch("[0-9]{1,2}", text) else f"today {text}", today)[1]
    except Unreadable as error:
        raise Refused(f"“{fit(text, 20)}” is not a time: write it as 15:00.") from error


def past_minutes(words: str) -> int:
    """How long it was; an hour unless one says otherwise. Raises Refused."""
    try:
        return parse_minutes(words) or 60
    except Refused as error:
        raise Refused("A session takes 1 to 600 minutes.") from error


def who_was_there(words: str, people: Sequence[Member]) -> tuple[Member, ...]:
    """The user and those named, by the beginnings of their names; nobody named: all. Raises Refused."""
    names = [part.strip() for part in re.split(r",|;| and |\+", words) if part.strip()]
    if not names:
        return tuple(people)
    here = [people[0]]
    for name in names:
        meant = [one for one in people if any(part.startswith(name.casefold()) for part in _beginnings(one.name))]
        exact = [one for one in meant if one.name.casefold() == name.casefold()] or meant
        if not exact:
            there = joined([fit(one.name, 24) for one in people[1:]]) or "nobody else"
            raise Refused(f"“{fit(name, 24)}” is nobody here: there is {there}.")
        if len(exact) > 1:
            raise Refused(f"“{fit(name, 24)}” may be {joined([fit(one.name, 24) for one in exact])}.")
        if exact[0] not in here:
            here.append(exact[0])
    return tuple(one for one in people if one in here)


def item_typed(line: str) -> tuple[str, int | None]:
    """An agenda line as typed: `Code review 15` and `Code review, 15 min` are of 15 minutes, `Chapter 4` is of none."""
    line = storable(line.strip())
    found = _MINUTES.fullmatch(line)
    if found is None or (int(found[2]) < _FEWEST and not found[3]):
        return line, None
    return found[1].rstrip(" ,"), int(found[2])


def shares_typed(words: str, people: Sequence[Member], participants: Sequence[Participant]) -> dict[str, Fraction] | None:
    """Each person's part of the talk, together 1, from `40/60` as it is agreed elsewhere; None for no words. Raises Refused."""
    if not words.strip():
        return None
    agreement, shown = parse_sharing(words, people)
    if not shown or agreement is None:
        raise Refused(f"“{fit(words.strip(), 30)}” is not how the talk was shared: say 40/60, or leave it empty.")
    return shares_in_force(agreement, participants)


def logged(
    told: Told,
    mentorship: Mentorship,
    *,
    number: int,
    wall: int,
    today: date,
    new_id: Callable[[], str],
    own_goals: tuple[str, ...] = (),
) -> Result:
    """What is stored of it. `wall`: now; `today`: the day on which it was held, from which due dates count.

    Figures come from the shares that were typed and are called entered; how many turns there were nobody knows.
    Raises Refused where a note for others names one of `own_goals`.
    """
    id, length = new_id(), told.minutes * MINUTE
    agreed = for_session(mentorship, told.kind)
    goals, people = mentorship.goals, tuple((one.id, one.name) for one in told.people)
    reader = Reader(me=mentorship.me, people=people, goals=goals, own_goals=own_goals, today=today)
    captures = [
        msgspec.structs.replace(found, id=new_id())
        for found in (caught(line, reader) for line in told.notes if line.strip())
        if found.text.strip() or found.step.strip()
    ]
    stamp = {"created": told.began, "changed": wall, "changed_by": mentorship.me}
    session = FinishedSession(
        id=id,
        created=wall,
        changed=wall,
        changed_by=mentorship.me,
        mentorship=mentorship.id,
        number=number,
        kind=told.kind,
        title=storable(told.title.strip()),
        began=told.began,
        ended=told.began + length,
        planned_minutes=None,
        me=mentorship.me,
        people=told.people,
        agreement=agreed.agreement,
        agreed_by=agreed.kept,
        show_figures=mentorship.show_figures,
        items=tuple(
            ItemRow(id=new_id(), title=title, minutes=minutes, used=(minutes or 0) * MINUTE, state="done")
            for title, minutes in told.items
        ),
        turns=_turns(told, length),
        figures=_figures(told, length, agreed.agreement),
        caught=tuple(Caught(capture=one, at=0) for one in captures if one.kind not in (*LIVING, "private")),
    )
    return Result(
        session=session,
        living=tuple(
            Living(id=one.id, capture=one, session=id, at=0, **stamp)  # type: ignore[arg-type]
            for one in captures
            if one.kind in LIVING
        ),
        private=tuple(
            PrivateNote(id=one.id, session=id, caught=Caught(capture=one, at=0), **stamp)  # type: ignore[arg-type]
            for one in captures
            if one.kind == "private"
        ),
        goals=tuple(dict.fromkeys(one.goal for one in captures if one.goal and one.kind != "private")),
    )


def overlapping(began: int, ended: int, others: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The first of `others` (begin and end, UTC microseconds) with which a session from `began` to `ended` shares time."""
    return next((other for other in others if other[0] < ended and began < other[1]), None)


def there(people: Sequence[Member], mentorship: Mentorship) -> tuple[Participant, ...]:
    """Those who were there, on the number keys they always have."""
    keys = {member.id: key for key, member in enumerate(in_order(mentorship), 1)}
    return tuple(
        Participant(id=one.id, name=one.name, role=one.role, key=keys[one.id], zone=one.zone) for one in people if one.id in keys
    )


def _beginnings(name: str) -> list[str]:
    return [name.casefold(), *name.casefold().split()]


def _turns(told: Told, length: int) -> tuple[tuple[str, int, int, str], ...]:
    """One stretch each, one after the other: what was typed says how much, not when."""
    rows, at = [], 0
    floor = _floor(told, length)
    for person, spoken in floor.items():
        if spoken:
            rows.append((person, at, at + spoken, "entered"))
            at += spoken
    return tuple(rows)


def _floor(told: Told, length: int) -> dict[str, int]:
    return {person: int(share * length) for person, share in told.shares.items()} if told.shares else {}


def _figures(told: Told, length: int, agreement: Agreement | None) -> Figures:
    floor = _floor(told, length)
    talk = sum(floor.values())
    expected = {person: round(share * talk) for person, share in shares_in_force(agreement, told.people).items()} if talk else {}
    unsure = 0 if talk else length
    return Figures(active=length, nobody=0, several=0, unsure=unsure, floor=floor, expected=expected, turns={}, longest={})
