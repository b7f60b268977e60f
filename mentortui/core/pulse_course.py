"""The pulse over sessions: what each said in those that are open, in their order; sealed ones are only counted."""

from collections.abc import Iterable
from typing import Protocol

import msgspec

from mentortui.core.people import Participant
from mentortui.core.pulse import ASKED, PulseRow, view
from mentortui.core.records import Pulse


class Met(Protocol):
    """A session, or the few fields of one. `began`: UTC microseconds."""

    @property
    def id(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def began(self) -> int: ...
    @property
    def people(self) -> tuple[Participant, ...]: ...


class PulseAt(msgspec.Struct, frozen=True, kw_only=True):
    """The open pulse of one session."""

    session: str
    number: int
    began: int
    rows: tuple[PulseRow, ...]


class PulseCourse(msgspec.Struct, frozen=True, kw_only=True):
    """Those that are open, the oldest first. `sealed`: how many have something in them that is covered still."""

    points: tuple[PulseAt, ...] = ()
    sealed: int = 0

    def of(self, person: str, asked: str) -> tuple[int | None, ...]:
        """What that person said to safety, usefulness or fairness in each of them; None where nothing was said."""
        place = ASKED.index(asked)
        found = (next((row for row in point.rows if row.person == person), None) for point in self.points)
        return tuple(row.values[place] if row is not None and row.values is not None else None for row in found)

    @property
    def people(self) -> tuple[tuple[str, str], ...]:
        """Ids and names of those who said anything in one of them, in the order of their first."""
        found: dict[str, str] = {}
        for point in self.points:
            found |= {row.person: row.name for row in point.rows if row.values is not None}
        return tuple(found.items())


def pulse_course(sessions: Iterable[Met], pulses: Iterable[Pulse]) -> PulseCourse:
    """Of those sessions. Nothing of a sealed one is in it."""
    by_session: dict[str, list[Pulse]] = {}
    for one in pulses:
        if not one.removed:
            by_session.setdefault(one.session, []).append(one)
    points, sealed = list[PulseAt](), 0
    for session in sorted(sessions, key=lambda one: (one.began, one.number)):
        if session.id not in by_session:
            continue
        shown = view(session.id, session.people, by_session[session.id])
        if not shown.sealed:
            points.append(PulseAt(session=session.id, number=session.number, began=session.began, rows=shown.rows))
        elif shown.waiting and not shown.empty:
            sealed += 1
    return PulseCourse(points=tuple(points), sealed=sealed)


STEPS = "▁▂▄▆█"
"""1 to 5, one cell each."""


def drawn(values: Iterable[int | None]) -> str:
    """`▆█·▄`: a cell a session, a dot where nothing was said."""
    return "".join("·" if value is None else STEPS[max(1, min(5, value)) - 1] for value in values)


def in_numbers(values: Iterable[int | None], most: int = 12) -> str:
    """`4 5 – 3`, the newest last; of more than `most` the newest."""
    return " ".join("–" if value is None else str(value) for value in tuple(values)[-most:])
