"""Data folders to measure on: as many sessions as wanted, each with the turns and captures of a demo session."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import measuring  # noqa: F401  # puts this checkout on the path
import msgspec

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core.capture import Capture
from mentortui.core.records import FinishedSession, Living, Mentorship
from mentortui.services.clock import SystemClock
from mentortui.services.demo import demo_live_events, fill
from mentortui.store.places import Places
from mentortui.store.shelf import Shelf
from mentortui.store.store import Store

SECOND = 1_000_000
FORTNIGHT = 14 * 24 * 3600 * SECOND
IN_ONE = 500
"""Sessions of one mentorship: a fortnightly one of nineteen years, or the most that a programme has."""


@contextmanager
def folder() -> Iterator[Path]:
    """A new one, on the disk that holds temporary files, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="mentortui-bench-") as path:
        yield Path(path)


def stored(data: Path, sessions: int) -> tuple[str, ...]:
    """Fills `data` with so many sessions, 500 to a mentorship, and returns the slugs; with none there is one mentorship."""
    store, wall = Store(data), SystemClock().wall()
    with folder() as demo:
        pattern = Store(demo)
        first = fill(pattern, wall)
        past, living = pattern.sessions(first.slug), pattern.living(first.slug)
        me = pattern.me()
    assert me is not None
    store.save_me(me)
    slugs = []
    for number in range(max(1, -(-sessions // IN_ONE))):
        other = msgspec.structs.replace(first.people[1], name=f"Grace{number} Otieno")
        people = (first.people[0], other)
        new = msgspec.structs.replace(first, id=f"bench{number}", slug="", people=people, next_date=None)
        one = store.save_mentorship(new)
        _fill(data, one, min(IN_ONE, sessions - number * IN_ONE), wall, past, living)
        slugs.append(one.slug)
    store.index()
    return tuple(slugs)


def _fill(
    data: Path, one: Mentorship, sessions: int, wall: int, past: tuple[FinishedSession, ...], living: tuple[Living, ...]
) -> None:
    places = Places(data)
    shelf = Shelf(places)
    years: dict[Path, list[FinishedSession]] = defaultdict(list)
    caught: list[Living] = []
    for number in range(1, sessions + 1):
        pattern = past[number % len(past)]
        id, began = f"{one.id}s{number:04}", wall - (sessions + 1 - number) * FORTNIGHT
        ended = began + pattern.ended - pattern.began
        made = msgspec.structs.replace(pattern, id=id, number=number, began=began, ended=ended, mentorship=one.id)
        years[places.year(one.slug, began)].append(made)
        for place, record in enumerate(x for x in living if x.session == pattern.id):
            capture = msgspec.structs.replace(record.capture, id=f"{id}c{place}")
            caught.append(msgspec.structs.replace(record, id=capture.id, capture=capture, session=id))
    for path, made_then in years.items():
        path.parent.mkdir(exist_ok=True, mode=0o700)
        shelf.put(path, {"sessions": {session.id: session for session in made_then}})
    if caught:
        shelf.put(places.record(one.slug), {"living": {record.id: record for record in caught}})


def long_session(events: int, captures: int = 0) -> list[e.AnyEvent]:
    """A session of so many changes of floor, 1.7 s apart, and so many captures between them, that has just run until now."""
    clock = SystemClock()
    length = int(1.7 * SECOND) * (events + 1)
    start = demo_live_events(clock.wall(), clock.boot(), clock.boot_id())[0]
    assert isinstance(start, e.SessionStarted)
    started = msgspec.structs.replace(
        start, wall=clock.wall() - length, boot=clock.boot() - length, hard_end=clock.wall() + 3600 * SECOND
    )
    made: list[e.AnyEvent] = [started]
    people = [person.id for person in started.people]
    made.append(e.ItemStarted(**c.fields(c.Stamp("item", 1, started.wall + 1, started.me)), item=started.items[0].id))
    every = events // captures if captures else 0
    for number in range(events):
        at = int(1.7 * SECOND) * (number + 1)
        stamp = c.Stamp(f"e{number}", at, started.wall + at, started.me)
        holders: tuple[str, ...] = tuple(sorted(people)) if number % 12 == 11 else (people[number % 2],)
        made.append(e.FloorTaken(**c.fields(stamp), holders=holders))
        if every and number % every == 0 and number // every < captures:
            made.append(_captured(number // every, c.Stamp(f"c{number}", at + 1, started.wall + at + 1, started.me), people))
    return made


KINDS = ("note", "action", "takeaway", "decision", "feedback", "question", "win", "private")


def _captured(number: int, stamp: c.Stamp, people: list[str]) -> e.CaptureRecorded:
    kind = KINDS[number % len(KINDS)]
    who = people[number % 2] if kind in ("action", "feedback", "takeaway") else ""
    capture = Capture(id=f"k{number}", kind=kind, text=f"Something said at the {number}th place, worth keeping", who=who)  # type: ignore[arg-type]
    return e.CaptureRecorded(**c.fields(stamp), capture=capture)


def under_way(data: Path, slug: str, events: list[e.AnyEvent]) -> str:
    """Leaves that session in `data` for a program to go on with, and returns its id."""
    started = events[0]
    assert isinstance(started, e.SessionStarted)
    store = Store(data)
    mentorship = store.mentorship(slug)
    log = store.journals.start(slug, started.session)
    try:
        log.append_many([msgspec.structs.replace(started, mentorship=mentorship.id), *events[1:]])
    finally:
        log.close()
    return started.session
