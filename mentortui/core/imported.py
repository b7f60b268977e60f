"""A session from a recording: the events that an ideal person at the keys would have made. FAIRNESS.md, section 2.

They go through the same fold as keyed ones, so that imported and keyed sessions compare.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from mentortui.core import events as e
from mentortui.core.capture_values import Capture
from mentortui.core.events import PROGRAM, How
from mentortui.core.people import Agreement, Participant
from mentortui.core.recording import Heard, Segment

Holding = tuple[int, tuple[str, ...], How]
"""From when on (microseconds), who holds the floor, and how that is known."""


class Occasion(msgspec.Struct, frozen=True, kw_only=True):
    """What a recording does not say of its session."""

    session: str
    mentorship: str
    me: str
    people: tuple[Participant, ...]
    began: int
    """UTC microseconds since 1970 at the recording's 0:00."""
    number: int
    kind: str = "regular"
    title: str = ""
    agreement: Agreement | None = None
    show_figures: bool = True


def holdings(turns: Iterable[Segment], unnamed: Iterable[Segment] = (), unsure: Iterable[Segment] = ()) -> list[Holding]:
    """Each change of who holds the floor, from 0 on, never the same twice running. Where somebody named speaks, they hold it;
    else speech of somebody unnamed is *several, not said who*, and doubtful speech is unsure."""
    edges: dict[int, list[tuple[int, str, How]]] = {}
    for kind, segments in (("named", turns), ("several", unnamed), ("unsure", unsure)):
        for one in segments:
            edges.setdefault(one.start, []).append((1, one.person, kind))  # type: ignore[arg-type]
            edges.setdefault(one.end, []).append((-1, one.person, kind))  # type: ignore[arg-type]
    speaking: dict[str, int] = {}
    doubtful = {"several": 0, "unsure": 0}
    found: list[Holding] = [(0, (), "named")]
    for at in sorted(edges):
        for step, person, kind in edges[at]:
            if kind == "named":
                speaking[person] = speaking.get(person, 0) + step
            else:
                doubtful[kind] += step
        holders = tuple(sorted(person for person, count in speaking.items() if count))
        how: How = "named"
        if not holders:
            how = "several" if doubtful["several"] else "unsure" if doubtful["unsure"] else "named"
        if found[-1][1:] != (holders, how):
            if found[-1][0] == at:
                found.pop()
            if not found or found[-1][1:] != (holders, how):
                found.append((at, holders, how))
    return found


def events_of(
    heard: Heard,
    occasion: Occasion,
    new_id: Callable[[], str],
    *,
    unnamed: Sequence[Segment] = (),
    unsure: Sequence[Segment] = (),
    end: int = 0,
    captures: Mapping[int, Sequence[Capture]] | None = None,
) -> list[e.AnyEvent]:
    """The log of a session whose floor is exactly what was heard, finished. `heard` has ids of people; `end`: the last moment the
    file tells of; `captures`: what was promoted, by the moment it was said. Times are microseconds of the recording."""
    made: list[e.AnyEvent] = [
        e.SessionStarted(
            id=new_id(),
            at=0,
            wall=occasion.began,
            by=occasion.me,
            session=occasion.session,
            mentorship=occasion.mentorship,
            me=occasion.me,
            people=occasion.people,
            number=occasion.number,
            kind=occasion.kind,
            title=occasion.title,
            agreement=occasion.agreement,
            show_figures=occasion.show_figures,
        )
    ]
    for at, holders, how in holdings(heard.turns, unnamed, unsure):
        wall = occasion.began + at
        made.append(e.FloorTaken(id=new_id(), at=at, wall=wall, by=PROGRAM, holders=holders, how=how, source="transcript"))
    for at, caught in (captures or {}).items():
        made += [e.CaptureRecorded(id=new_id(), at=at, wall=occasion.began + at, by=occasion.me, capture=one) for one in caught]
    made.sort(key=lambda event: event.at)
    last = max(end, made[-1].at)
    made.append(e.Finished(id=new_id(), at=last, wall=occasion.began + last, by=occasion.me))
    return made
