"""The head of a mentorship, made anew from all of its record: index.json keeps it, so this, and all it needs, is loaded only when
a record was changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mentortui.core.calendar_dues import starter_of
from mentortui.core.dates import iso_day
from mentortui.core.dues import dues_of
from mentortui.core.feedback import waiting, waits
from mentortui.core.goals import Goal, together
from mentortui.core.goals_measured import first_measured, measured
from mentortui.core.goals_names import names_open
from mentortui.core.goals_order import in_order
from mentortui.core.heads import GoalHead, MentorshipHead, PromiseHead
from mentortui.core.holdings import HELD, Holdings, Kept
from mentortui.core.mentorship_pauses import TABLE as PAUSES
from mentortui.core.mentorship_pauses import Pause, there
from mentortui.core.plan import length_of
from mentortui.core.plan_carry import next_of
from mentortui.core.promises import is_open, open_promises, promised, promiser
from mentortui.core.records import CheckIn, Living, Mentorship, Moment, Plan, Pulse
from mentortui.core.text import fit
from mentortui.store.errors import StoreError
from mentortui.store.shelf import Shelf

NEAREST = 3
"""Open promises of each person whose words the index holds; the others are counted."""
LONGEST = 120
"""Cells of a promise that a list shows."""


def made_anew(shelf: Shelf, slug: str, began: tuple[Moment, ...], latest: Mapping[str, Moment]) -> MentorshipHead:
    """Of the record as it is now. `began`, `latest`: as in Holdings. Raises StoreError."""
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
        latest=latest,
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
        goals=names_open(mentorship.goals, shared),
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
