"""index.json: what Home shows. A cache that is compared with the files it was made from, so it is never wrong."""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import msgspec

from mentortui.core.calendar_dues import starter_of
from mentortui.core.dates import iso_day
from mentortui.core.dues import dues_of
from mentortui.core.feedback import waiting, waits
from mentortui.core.goals import Goal, together
from mentortui.core.goals_measured import first_measured, measured
from mentortui.core.goals_names import names_now
from mentortui.core.goals_order import in_order
from mentortui.core.heads import GoalHead, MentorshipHead, PromiseHead, SessionHead
from mentortui.core.holdings import HELD, Holdings, Kept
from mentortui.core.on_hold import TABLE as PAUSES
from mentortui.core.on_hold import Pause, there
from mentortui.core.plan import length_of
from mentortui.core.plan_carry import next_of
from mentortui.core.promises import is_open, open_promises, promised, promiser
from mentortui.core.records import CheckIn, Living, Mentorship, Moment, Plan, Pulse
from mentortui.core.rhythm import KEPT
from mentortui.core.text import fit
from mentortui.store import files, writing
from mentortui.store.errors import StoreError
from mentortui.store.heads import session_heads
from mentortui.store.shelf import Shelf, conflict_copies

SCHEMA = 7
NEAREST = 3
"""Open promises of each person whose words the index holds; the others are counted."""
LONGEST = 120
"""Cells of a promise that a list shows."""
_NEVER = files.Stamp(0, 0, 0)
"""Of no file."""


class Index(msgspec.Struct, frozen=True):
    """All mentorships that can be read, by slug."""

    mentorships: tuple[MentorshipHead, ...]


class _Year(msgspec.Struct, frozen=True):
    """Of one file of sessions, as it was at `stamp`."""

    stamp: files.Stamp
    sessions: int
    last: SessionHead | None
    first: Moment | None = None
    began: tuple[Moment, ...] = ()


class _Entry(msgspec.Struct, frozen=True):
    """Of one mentorship; its head as its record was at `stamp`."""

    stamp: files.Stamp
    head: MentorshipHead
    years: dict[str, _Year]


class _Cache(msgspec.Struct, frozen=True):
    """`checksum`: of the bytes of the entries; a damaged figure would else be shown as one."""

    schema: int
    checksum: int
    entries: msgspec.Raw


def index(shelf: Shelf) -> Index:
    """Reads only files that changed since the index was last made. Raises StoreError."""
    before = _read(shelf)
    now: dict[str, _Entry] = {}
    for slug in shelf.slugs():
        with shelf.reading(slug):
            now[slug] = _entry(shelf, slug, before.get(slug))
    shelf.tell_copies(conflict_copies(shelf))
    if now != before:
        shelf.clean(shelf.places.data_dir)
        with suppress(StoreError):  # it is made again next time
            entries = msgspec.json.encode(now)
            writing.write_passing(
                shelf.places.index, msgspec.json.encode(_Cache(SCHEMA, zlib.crc32(entries), msgspec.Raw(entries)))
            )
    return Index(tuple(entry.head for entry in now.values()))


def _read(shelf: Shelf) -> dict[str, _Entry]:
    try:
        return read_index(files.read_bytes(shelf.places.index) or b"")
    except (StoreError, ValueError, RecursionError):
        return {}


def read_index(data: bytes) -> dict[str, _Entry]:
    """What it holds. Raises ValueError or RecursionError where it is damaged, or of another version: then it is made again."""
    cache = msgspec.json.decode(data, type=_Cache)
    if cache.schema != SCHEMA or cache.checksum != zlib.crc32(cache.entries):
        raise ValueError
    return msgspec.json.decode(cache.entries, type=dict[str, _Entry])


def _entry(shelf: Shelf, slug: str, before: _Entry | None) -> _Entry:
    years = _years(shelf, slug, before.years if before else {})
    stamp = files.stamp(shelf.places.record(slug))
    if stamp is None:
        raise StoreError(f"{shelf.places.folder(slug)}: it was removed meanwhile.")
    began = tuple(sorted(began for year in years.values() for began in year.began)[-KEPT:])
    if before is not None and before.stamp == stamp and before.head.began == began:
        head = before.head
    else:
        head = _head(shelf, slug, began)
    lasts = [year.last for year in years.values() if year.last is not None]
    head = msgspec.structs.replace(
        head,
        sessions=sum(year.sessions for year in years.values()),
        last=max(lasts, key=lambda last: last.began, default=None),
        first=min((year.first for year in years.values() if year.first is not None), default=None),
        began=began,
    )
    return _Entry(stamp, head, years)


def _years(shelf: Shelf, slug: str, before: Mapping[str, _Year]) -> dict[str, _Year]:
    years: dict[str, _Year] = {}
    for path in shelf.years(slug):
        with shelf.telling():
            stamp, known = files.stamp(path), before.get(path.stem)
            if known is not None and known.stamp == stamp:
                years[path.stem] = known
            elif stamp is not None:
                found = session_heads(shelf, path)
                heads = [head for head in shelf.once(slug, path, found) if not head.removed]
                years[path.stem] = _Year(
                    # What is shown of a file with sessions of other years depends on those years' files too: it is read again.
                    stamp if all(shelf.places.year(slug, head.began) == path for head in found) else _NEVER,
                    len(heads),
                    heads[-1] if heads else None,
                    heads[0].began if heads else None,
                    tuple(head.began for head in heads[-KEPT:]),
                )
    return years


def _head(shelf: Shelf, slug: str, began: tuple[Moment, ...]) -> MentorshipHead:
    path = shelf.places.record(slug)
    found = shelf.all(path, "mentorship", Mentorship)
    if not found:
        raise StoreError(f"{path}: it holds no mentorship that can be read. Mend the file; nothing was changed.")
    mentorship = found[0]
    living = shelf.all(path, "living", Living)
    plans = shelf.all(path, "plans", Plan)
    next_plan = next_of(plans)
    held = Holdings(
        mentorship=mentorship,
        living=_there(living),
        plans=_there(plans),
        checkins=_there(shelf.all(path, "checkins", CheckIn)),
        pulses=_there(shelf.all(path, "pulses", Pulse)),
        tables={table: _there(shelf.all(path, table, struct)) for table, struct in HELD.items()},
        began=began,
    )
    shared = together(held.of("goals", Goal), ())
    return MentorshipHead(
        slug=slug,
        id=mentorship.id,
        part=mentorship.part,
        me=mentorship.me,
        names={person.id: person.name for person in mentorship.people},
        zones={person.id: person.zone for person in mentorship.people},
        show_figures=mentorship.show_figures,
        next_date=mentorship.next_date,
        promises=open_promises(living),
        removed=mentorship.removed,
        changed=mentorship.changed,
        hours=mentorship.hours,
        goals=_open_names(mentorship.goals, shared),
        goal=_goal(shared),
        next_minutes=length_of(next_plan) if next_plan else None,
        cadence=mentorship.cadence,
        pauses=there(held.of(PAUSES, Pause)),
        archived=mentorship.archived,
        starter=starter_of(held),
        coming=tuple(due for due in dues_of(held) if "home" in due.where),
        **_promises(living),
        **_feedback(living, mentorship.me),
    )


def _there(records: Iterable[Kept]) -> tuple[Kept, ...]:
    return tuple(one for one in records if not one.removed)


def _open_names(names: Sequence[str], goals: Sequence[Goal]) -> tuple[str, ...]:
    """Those to reach still, by the names they have now."""
    over = {goal.name for goal in goals if goal.state != "open"}
    return tuple(name for name in names_now(names, goals) if name not in over)


def _goal(goals: Sequence[Goal]) -> GoalHead | None:
    first = first_measured(in_order(goals))
    found = measured(first) if first is not None else None
    if first is None or found is None or not found.results:
        return None
    return GoalHead(
        name=fit(first.name, LONGEST), results=found.results, reached=found.reached, share=found.share if found.share else 0.0
    )


def _promises(living: Sequence[Living]) -> dict[str, Any]:
    """When open promises are due, and of each person the words of the first few."""
    dues: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, list[Living]] = defaultdict(list)
    for record in living:
        capture = record.capture
        if is_open(record) and iso_day(capture.due) is not None:
            dues[promiser(capture)][capture.due] += 1
            first[promiser(capture)].append(record)
    nearest = [one for records in first.values() for one in sorted(records, key=lambda one: one.capture.due)[:NEAREST]]
    return {
        "dues": {person: dict(counted) for person, counted in dues.items()},
        "nearest": tuple(
            PromiseHead(
                id=one.id,
                who=promiser(one.capture),
                text=fit(promised(one.capture), LONGEST),
                due=one.capture.due,
                session=one.session,
            )
            for one in nearest
        ),
    }


def _feedback(living: Sequence[Living], me: str) -> dict[str, Any]:
    """When feedback was given last, and how much of the user's waits."""
    given = [
        record.capture.given or record.created
        for record in living
        if record.capture.kind == "feedback" and not waits(record.capture) and not record.removed
    ]
    return {"feedback": max(given, default=None), "waiting": len(waiting(living, me))}
