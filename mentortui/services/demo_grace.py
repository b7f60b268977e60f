"""What stands around the sessions of Ada and Grace in the demo: the charter of the first meeting, a goal, how each found it."""

from datetime import UTC, datetime

import msgspec

from mentortui.core.between import Assignment
from mentortui.core.cadence import Cadence
from mentortui.core.channels import Channel
from mentortui.core.charter import CharterAnswer
from mentortui.core.goals import Goal, KeyResult, Reading, bare_id
from mentortui.core.milestones import Milestone
from mentortui.core.pulse import pulse_id
from mentortui.core.records import FinishedSession, Mentorship, Pulse, Record
from mentortui.core.us import Common
from mentortui.services.demo import ADA, GRACE, HOUR
from mentortui.services.demo_around import Around, Days, put, stamped
from mentortui.store.store import Store

_GOAL = "Release lead"
_CHARTER = (
    ("purpose", "Grace leads a release alone by spring; Ada learns to let go of one"),
    ("contact", "Grace, by Tuesday, with what to talk about"),
    ("response", "within a day"),
    ("confidence", "goals and wins, by Grace; everything else stays between us"),
    ("plan_b", "both dial in again; after five minutes Ada phones Grace"),
)


def around_grace(store: Store, slug: str) -> Mentorship:
    """Puts it around the sessions that are stored. Raises StoreError."""
    sessions = store.sessions(slug)
    days = Days(datetime.fromtimestamp(sessions[0].began / 1_000_000, UTC).date(), HOUR, ADA)
    with store.changing(slug) as now:
        put(now, _around(days, sessions))
        zones = {ADA.id: ADA.zone, GRACE.id: GRACE.zone}
        cadence = Cadence(every=2, unit="week", start=days.iso(0), at=HOUR.hour * 60, owner=ADA.id, zones=zones)
        now.mentorships.put(msgspec.structs.replace(now.mentorship(), cadence=cadence))
    return store.mentorship(slug)


def _around(days: Days, sessions: tuple[FinishedSession, ...]) -> Around:
    first = days.at(0)
    charter = tuple(
        CharterAnswer(id="", created=first + place, question=question, text=text, by=GRACE.id)
        for place, (question, text) in enumerate(_CHARTER)
    )
    shared: dict[str, tuple[Record, ...]] = {
        "charter": stamped(ADA.id, first, charter, "grace-charter"),
        "goals": stamped(ADA.id, first, (_goal(days),), "grace-goal"),
        "pulses": tuple(pulse for one in sessions[:2] for pulse in _pulses(one)),
        "assignments": stamped(ADA.id, days.at(2), (_task(days),), "grace-assignment"),
        "channels": stamped(ADA.id, first, _CHANNELS, "grace-channel"),
        "us": stamped(ADA.id, first, (Common(id="", text="calm when things break", who=GRACE.id, sort="strength"),), "grace-us"),
    }
    return Around(shared=shared)


def _goal(days: Days) -> Goal:
    readings = tuple(
        Reading(id=f"grace-reading-{slot}", created=days.at(slot), changed=days.at(slot), day=days.iso(slot), value=str(slot))
        for slot in (0, 1, 2)
    )
    return Goal(
        id=bare_id(_GOAL),
        name=_GOAL,
        kind="career",
        area="strategic",
        who=GRACE.id,
        why="to decide, and not only to carry out",
        why_other="one release that Ada only watches",
        strategies="sit in on one, plan one, lead one",
        due=days.iso(9),
        results=(
            KeyResult(
                id="grace-steps", created=days.at(0), what="Releases led or planned", baseline="0", target="3", readings=readings
            ),
        ),
        milestones=(
            Milestone(
                id="grace-call",
                created=days.at(0),
                what="Sit in on the release call",
                due=days.iso(1),
                evidence="the notes of the call in our chat",
                reached=days.iso(1, -1),
            ),
            Milestone(id="grace-plan", created=days.at(2), what="The plan for 2.4 is agreed with support", due=days.iso(4)),
        ),
    )


def _task(days: Days) -> Assignment:
    return Assignment(
        id="",
        text="Which step of the release do you not trust?",
        who=GRACE.id,
        by=ADA.id,
        how="written",
        due=days.iso(3, -2),
        goal=_GOAL,
    )


def _pulses(session: FinishedSession) -> tuple[Pulse, ...]:
    return tuple(
        Pulse(
            id=pulse_id(session.id, person),
            created=session.ended,
            changed=session.ended,
            changed_by=ADA.id,
            session=session.id,
            person=person,
            safety=4,
            usefulness=5,
            fairness=4,
        )
        for person in (ADA.id, GRACE.id)
    )


_CHANNELS = (
    Channel(id="", channel="video call", purpose="complex", link="https://meet.example.org/ada-grace"),
    Channel(id="", channel="chat", purpose="updates", answer="within a day", bandwidth="no pictures while the line is thin"),
)
