"""Listening: who said back what was meant, and who agreed that this was it. Per session, and over time; never marked."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

import msgspec

from mentortui.core.quarters import by_quarter, quarter_called
from mentortui.core.text import joined


class Held(Protocol):
    """What is needed of a session: a stored one, or as much of it as Trends reads."""

    @property
    def id(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def began(self) -> int: ...
    @property
    def understandings(self) -> Sequence[tuple[str, str, str]]: ...


class SaidBack(msgspec.Struct, frozen=True, kw_only=True):
    """One time that somebody put what was said into own words. `restated`, `agreed`: ids of people; `about`: the agenda item."""

    session: str
    number: int
    began: int
    restated: str
    agreed: str
    about: str


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """One session: how often each said something back, by their ids."""

    session: str
    number: int
    began: int
    counts: Mapping[str, int]


class Listening(msgspec.Struct, frozen=True, kw_only=True):
    """Over several sessions, oldest first."""

    sessions: int
    """How many there were."""
    said_back: tuple[SaidBack, ...]
    course: tuple[Course, ...]
    """A line for each session, those without any too: silence there says only that no key was pressed."""

    @property
    def counts(self) -> dict[str, int]:
        """How often each said something back, by their ids."""
        return dict(Counter(one.restated for one in self.said_back))

    @property
    def pairs(self) -> dict[tuple[str, str], int]:
        """How often who said back what whom had said."""
        return dict(Counter((one.restated, one.agreed) for one in self.said_back))

    @property
    def with_some(self) -> int:
        """In how many of the sessions it happened at least once."""
        return sum(bool(one.counts) for one in self.course)


def listening(sessions: Iterable[Held]) -> Listening:
    """Of these sessions, which are put in their order."""
    held = sorted(sessions, key=lambda session: (session.began, session.number))
    said = tuple(
        SaidBack(session=session.id, number=session.number, began=session.began, restated=restated, agreed=agreed, about=about)
        for session in held
        for restated, agreed, about in session.understandings
    )
    course = tuple(
        Course(
            session=session.id,
            number=session.number,
            began=session.began,
            counts=dict(Counter(restated for restated, _, _ in session.understandings)),
        )
        for session in held
    )
    return Listening(sessions=len(held), said_back=said, course=course)


def told(found: Listening, names: Mapping[str, str], first: Sequence[str] = ()) -> tuple[str, ...]:
    """In words, for Review and for a page: none where nobody ever said anything back, as what nobody uses is not spoken of.

    `names`: how each is called, by id; `first`: whose rows come first, the mentee's. People without any are named too, so that it
    is seen whether it goes both ways; nothing is made of that.
    """
    if not found.said_back:
        return ()
    counts = found.counts
    people = [*first, *(id for id in names if id not in first), *(id for id in counts if id not in names)]
    rows = joined([f"{names.get(id, 'somebody')} {_times(counts.get(id, 0))}" for id in dict.fromkeys(people)])
    here = f"In {found.with_some} of {found.sessions} sessions" if found.sessions > 1 else "In this session"
    about = about_words(found)
    return (f"Said back in own words: {rows}.", f"{here}{f', lately about {about}' if about else ''}.")


def by_quarters(found: Listening, names: Mapping[str, str], day: Callable[[int], date], most: int = 4) -> tuple[str, ...]:
    """Its course, the newest quarter first: how often each said something back, and in how many sessions there were. None where
    nobody ever did. `day`: of a moment, UTC microseconds, where the user is."""
    if not found.said_back:
        return ()
    rows = []
    for quarter, sessions in by_quarter(found.course, lambda one: day(one.began))[:most]:
        counts = Counter[str]()
        for session in sessions:
            counts.update(session.counts)
        people = dict.fromkeys((*names, *counts))
        said = ", ".join(f"{names.get(id, 'somebody')} {counts[id]}" for id in people)
        of = "1 session" if len(sessions) == 1 else f"{len(sessions)} sessions"
        rows.append(f"{quarter_called(*quarter)}: {said} in {of}")
    return tuple(rows)


def about_words(found: Listening, most: int = 5) -> str:
    """What it was about lately, the newest first, each once; empty where nothing was said."""
    return joined(list(dict.fromkeys(one.about for one in reversed(found.said_back) if one.about))[:most])


def _times(count: int) -> str:
    return {0: "not noted", 1: "once", 2: "twice"}.get(count, f"{count} times")
