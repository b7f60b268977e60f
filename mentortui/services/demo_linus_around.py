"""What stands around the sessions of Ada and Linus in the demo: the charter, pauses, pulses, and the rest."""

from collections.abc import Sequence

from mentortui.core.assessment import Assessment, assessment_id
from mentortui.core.between import Assignment
from mentortui.core.channels import Channel
from mentortui.core.charter import CharterAnswer
from mentortui.core.disagreements import Disagreement
from mentortui.core.journal import JournalEntry
from mentortui.core.mentorship_pauses import Pause
from mentortui.core.pulse import pulse_id
from mentortui.core.quarters import quarter_of
from mentortui.core.records import CheckIn, FinishedSession, Pulse, Record, Roadblock
from mentortui.core.resources import AccessNeeds
from mentortui.core.rituals import Touch
from mentortui.core.roadblocks import RoadblockRecord, followed
from mentortui.core.us import Common
from mentortui.services.demo_around import SECOND, Around, Days, stamped
from mentortui.services.demo_linus_goals import goals, private_goal
from mentortui.services.demo_linus_plans import plans
from mentortui.services.demo_linus_words import JOB, LAST, MOVED, PAUSED, SENIOR, VOICE

_ADA, _LINUS = "ada", "linus"
_CHARTER = (
    (0, _ADA, "purpose", "Linus becomes somebody others ask; Ada learns to ask before answering"),
    (0, _LINUS, "wants", "Linus: skills in data work, and being heard; Ada: insight into how the team works today"),
    (0, _LINUS, "success", "a job that runs, a talk that is given, and fewer questions only Ada can answer"),
    (0, _LINUS, "norms", "cameras as each likes; silence is thinking"),
    (0, _ADA, "contact", "Linus, by Monday, with what to talk about"),
    (0, _LINUS, "confidence", "goals and wins may be told, by Linus; everything else stays between us"),
    (0, _ADA, "response", "two working days; what is urgent the same day, by phone"),
    (0, _ADA, "plan_b", "both dial in again; after five minutes Ada phones Linus"),
    (5, _LINUS, "account", "we open with last time's promises; a late one is said early"),
    (11, _LINUS, "decisions", "Linus the topics, two of three; both the rhythm; each may end it"),
    (11, _LINUS, "norms", "cameras as each likes; silence is thinking; the end is said at the beginning"),
    (20, _ADA, "inclusion", "each topic ends with: what speaks against it?"),
    (25, _ADA, "rebook", "a line by the evening before, with two new times"),
)
_PULSES = {
    1: (3, 4, 3),
    2: (4, 4, 3),
    4: (4, 5, 4),
    5: (4, 4, 4),
    7: (5, 4, 4),
    8: (4, 3, 4),
    11: (5, 5, 4),
    13: (5, 4, 5),
    16: (5, 5, 5),
    20: (4, 5, 4),
    22: (5, 5, 5),
    24: (5, 5, 5),
    27: (4, 4, 5),
    31: (5, 5, 5),
}
"""Of Linus, by the fortnight; Ada's are those, and one more or less here and there."""


def around(days: Days, sessions: Sequence[FinishedSession]) -> Around:
    """All of it, as it stands after the last session."""
    slots = {days.at(slot, 2 if slot == MOVED else 0): slot for slot in range(LAST + 1)}
    pulses = [pulse for one in sessions for pulse in _pulses(one, slots[one.began])]
    written = days.at(LAST) + 3 * 3_600 * SECOND
    check_in = CheckIn(
        id="linus-check-in",
        person=_LINUS,
        created=written,
        changed=written,
        changed_by=_ADA,
        done=("told on-call how the rota of two went",),
        roadblocks=(Roadblock(text="billing answers in weeks, not days", proposal="ask for one name there"),),
        learned=("a page is read when it is short",),
        next=("bring the page to the lead",),
        by_letter=True,
    )
    blocks = followed({}, None, check_in, day=days.day(LAST), wall=written, me=_ADA)
    first = days.at(0)
    shared: dict[str, tuple[Record, ...]] = {
        "charter": stamped(_ADA, first, _charter(days), "linus-charter"),
        "goals": stamped(_ADA, first, goals(days), "linus-goal"),
        "plans": stamped(_ADA, first, plans(days, slots, sessions), "linus-plan"),
        "pauses": stamped(_ADA, days.at(16), _pauses(days), "linus-pause"),
        "pulses": tuple(pulses),
        "checkins": (check_in,),
        "roadblocks": (*stamped(_ADA, days.at(8), _roadblocks(days), "linus-roadblock"), *blocks),
        "assignments": stamped(_ADA, days.at(4), _assignments(days), "linus-assignment"),
        "assessments": tuple(_assessments(days)),
        "disagreements": stamped(_ADA, days.at(13), _disagreements(), "linus-disagreement"),
        "channels": stamped(_ADA, first, _CHANNELS, "linus-channel"),
        "us": stamped(_ADA, first, _US, "linus-us"),
        "touches": stamped(_ADA, days.at(14), _touches(days), "linus-touch"),
        "access": stamped(_ADA, days.at(2), (AccessNeeds(id="", who=_LINUS, captions="yes", short="yes"),), "linus-access"),
    }
    private: dict[str, tuple[Record, ...]] = {
        "goals": stamped(_ADA, days.at(6), (private_goal(days),), "ada-goal"),
        "journal": stamped(_ADA, days.at(10), _journal(days), "ada-journal"),
    }
    return Around(shared=shared, private=private)


def _charter(days: Days) -> tuple[CharterAnswer, ...]:
    said = tuple(
        CharterAnswer(id="", created=days.at(slot) + place, question=question, text=text, by=by)
        for place, (slot, by, question, text) in enumerate(_CHARTER)
    )
    revisit = CharterAnswer(id="", created=days.at(25) + len(said), question="revisit", text=days.iso(LAST + 1, 7), by=_ADA)
    return (*said, revisit)


def _pauses(days: Days) -> tuple[Pause, ...]:
    first, last = PAUSED
    return (Pause(id="", why="project", begins=days.iso(first, -6), until=days.iso(last, 6), note="the migration"),)


def _pulses(session: FinishedSession, slot: int) -> tuple[Pulse, ...]:
    if slot not in _PULSES:
        return ()
    at, theirs = session.ended, _PULSES[slot]
    mine = (5 if slot > 10 else 4, max(3, theirs[1] - slot % 2), theirs[2])
    return tuple(
        Pulse(
            id=pulse_id(session.id, person),
            created=at,
            changed=at,
            changed_by=_ADA,
            session=session.id,
            person=person,
            safety=values[0],
            usefulness=values[1],
            fairness=values[2],
            by_letter=person == _LINUS,
        )
        for person, values in ((_ADA, mine), (_LINUS, theirs))
    )


def _assessments(days: Days) -> list[Assessment]:
    found = []
    for slot, mine, theirs, said in (
        (11, (4, 4, 4, 3, 4, 4), (4, 4, 5, 4, 4, 3), "every second week is a lot beside the release"),
        (25, (5, 5, 4, 5, 5, 4), (5, 5, 5, 5, 5, 5), "I know now what to bring"),
    ):
        year, number = quarter_of(days.day(slot))
        for person, values in ((_ADA, mine), (_LINUS, theirs)):
            found.append(
                Assessment(
                    id=assessment_id(f"{year}-Q{number}", person),
                    created=days.at(slot, 1),
                    changed=days.at(slot, 1),
                    changed_by=_ADA,
                    round=f"{year}-Q{number}",
                    person=person,
                    answers=dict(zip(("fair", "safety", "relevance", "impact", "satisfaction", "rhythm"), values, strict=True)),
                    sentence=said if person == _LINUS else "",
                    day=days.iso(slot, 1),
                    by_letter=person == _LINUS,
                )
            )
    return found


def _roadblocks(days: Days) -> tuple[RoadblockRecord, ...]:
    return (
        RoadblockRecord(
            id="",
            created=days.at(7),
            text="nobody may read the old store's log",
            who=_LINUS,
            proposal="ask for a copy without names",
            since=days.iso(7),
            state="done",
            how="the platform team made such a copy",
            goal=JOB,
        ),
        RoadblockRecord(
            id="", created=days.at(28), text="the guild meets when New York sleeps", who=_LINUS, since=days.iso(28), goal=VOICE
        ),
    )


def _assignments(days: Days) -> tuple[Assignment, ...]:
    return (
        Assignment(
            id="",
            created=days.at(4),
            text="What did you decide alone this week?",
            who=_LINUS,
            by=_ADA,
            how="written",
            due=days.iso(4, 7),
            state="answered",
            answer="that the alert waits for on-call",
            answered=days.iso(4, 6),
        ),
        Assignment(
            id="",
            created=days.at(13),
            text="a chapter on saying no",
            sort="reading",
            who=_LINUS,
            by=_ADA,
            due=days.iso(14),
            state="done",
        ),
        Assignment(
            id="",
            created=days.at(23),
            text="write down eleven ideas",
            sort="exercise",
            by=_LINUS,
            due=days.iso(23, 7),
            state="dropped",
        ),
        Assignment(
            id="",
            created=days.at(LAST),
            text="What would you ask of billing, in one sentence?",
            who=_LINUS,
            by=_ADA,
            due=days.iso(LAST + 1),
            goal=SENIOR,
        ),
    )


def _disagreements() -> tuple[Disagreement, ...]:
    return (
        Disagreement(
            id="",
            what="tests before the move, not after",
            who=_LINUS,
            views="Linus: before, or nobody writes them. Ada: after, or the move never begins.",
            ended="changed",
            came="three tests before, the rest after",
            goal=JOB,
        ),
        Disagreement(
            id="", what="whether the levels are fair", who=_LINUS, views="Ada: mostly. Linus: not for quiet people.", ended="kept"
        ),
    )


def _touches(days: Days) -> tuple[Touch, ...]:
    return (
        Touch(id="", text="voice message on the way home: the talk is over", who=_LINUS, how="voice", day=days.iso(16, 2)),
        Touch(id="", text="a picture of the repaired rain gauge", who=_ADA, how="other", day=days.iso(28, 3)),
    )


def _journal(days: Days) -> tuple[JournalEntry, ...]:
    return (
        JournalEntry(
            id="",
            created=days.at(10),
            title="I answered before the question was over",
            text="Twice. The third time I counted to five, and the question became a better one.",
            tags="#listening",
            day=days.iso(10),
        ),
        JournalEntry(
            id="",
            created=days.at(22),
            title="Who proposed me, back then",
            text="Somebody who looked like me. I never had to ask for three voices.",
            tags="#privilege #promotion",
            day=days.iso(22, 1),
        ),
    )


_CHANNELS = (
    Channel(
        id="",
        channel="video call",
        purpose="complex",
        link="https://meet.example.org/ada-linus",
        bandwidth="without pictures where it is thin",
    ),
    Channel(id="", channel="chat", purpose="updates", answer="within two working days"),
    Channel(id="", channel="phone", purpose="urgent", answer="the same day"),
)
_US = (
    Common(id="", text="finds what others have put away", who=_LINUS, sort="strength"),
    Common(id="", text="stays calm when things break", who=_ADA, sort="strength"),
    Common(id="", text="both keep a notebook for questions", sort="common"),
)
