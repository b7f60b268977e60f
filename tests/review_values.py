"""A quarter of Ada and Grace for tests of reviews: some of everything, with what must never be on one among it."""

from datetime import date

import msgspec

from mentortui.core.assessment import TABLE as ASSESSMENTS
from mentortui.core.assessment import Assessment
from mentortui.core.capture_values import Capture
from mentortui.core.charter import TABLE as CHARTER
from mentortui.core.charter import CharterAnswer
from mentortui.core.goals import Goal, KeyResult, Reading
from mentortui.core.holdings import Holdings
from mentortui.core.mentorship_pauses import Pause
from mentortui.core.milestones import Milestone
from mentortui.core.record_details import ActionDetails, DecisionDetails, OpportunityDetails, SetbackDetails, WinDetails
from mentortui.core.records import Caught, CheckIn, FinishedSession, Living, Move, Plan, Pulse, Record
from mentortui.core.review import Review, page
from mentortui.core.review_edits import as_text
from mentortui.core.review_look import Look, look, meeting
from mentortui.core.review_period import this_quarter
from mentortui.core.roadblocks import RoadblockRecord
from mentortui.formats.markdown import to_text
from mentortui.store.store import Store
from tests.past_years import ADA, GRACE, item, mentorship, noon, put, session

TODAY = date(2026, 11, 25)
QUARTER = this_quarter(TODAY)
OCT, SEP = date(2026, 10, 8), date(2026, 9, 24)
ZONE = "Europe/Berlin"


def caught(kind: str, text: str, day: date = OCT, *, who: str = "", details: object = None, **changed: object) -> Living:
    capture = {"id": f"{kind}-{text}", "kind": kind, "text": text, "who": who}
    record = {name: changed.pop(name) for name in ("state", "removed", "outcome", "changed") if name in changed}
    made = Living(id=f"{kind}-{text}", created=noon(day), capture=Capture(**{**capture, **changed}))  # type: ignore[arg-type]
    return msgspec.structs.replace(made, details=details, **{"changed": noon(day), **record})


def takeaway(text: str, who: str = "grace") -> Caught:
    return Caught(capture=Capture(id=f"t-{text}", kind="takeaway", text=text, who=who), at=1)


SESSIONS = [
    session(1, date(2026, 1, 15), {"ada": 30, "grace": 30}, caught=(takeaway("to dare the first step"),)),
    session(7, SEP, {"ada": 30, "grace": 30}, caught=(takeaway("before the quarter"),)),
    session(
        8,
        OCT,
        {"ada": 20, "grace": 40},
        caught=(takeaway("slow is smooth", "ada"), takeaway("small commits")),
        items=(item("Code", {"ada": 5, "grace": 10}, by="grace"), item("Plan", {}, by="ada", state="waiting")),
        understandings=(("grace", "ada", "Code"), ("grace", "ada", "Plan"), ("ada", "grace", "Code")),
    ),
    session(9, date(2026, 10, 22), {"ada": 40, "grace": 20}, kind="coffee"),
    session(10, date(2026, 11, 5), {"ada": 10, "grace": 20}),
]
LIVING = (
    caught("action", "kept in it", SEP, who="grace", due="2026-09-30", state="done", changed=noon(OCT)),
    caught("action", "made and due", who="grace", due="2026-10-20", details=ActionDetails(learned="ask sooner"), state="done"),
    caught("action", "due later", who="grace", due="2027-01-10"),
    caught("action", "let go", who="ada", due="2026-11-01", state="dropped"),
    caught("action", "open", who="ada", due="2026-11-20"),
    caught("action", "gone", who="ada", due="2026-11-20", removed=True),
    caught("win", "for the two", who="grace", details=WinDetails(effect="nobody was paged")),
    caught("win", "for anybody", who="ada", details=WinDetails(seen_by="public")),
    caught("win", "only mine", who="ada", details=WinDetails(seen_by="private")),
    caught("win", "long ago", SEP, who="grace"),
    caught("win", "to come", date(2027, 1, 8), who="grace"),
    caught("setback", "to come", date(2027, 1, 8), who="grace"),
    caught("feedback", "to come", date(2027, 1, 8), who="grace", giver="ada"),
    caught("decision", "old, decided now", SEP, details=DecisionDetails(decided="2026-10-10", differently="ask support first")),
    caught("decision", "new, decided then", details=DecisionDetails(decided="2026-08-10")),
    caught("setback", "the deploy stood", who="grace", details=SetbackDetails(learned="a canary", next="try it")),
    caught("opportunity", "the guild day", who="grace", details=OpportunityDetails(sort="visibility"), state="done"),
    caught("feedback", "clear notes", who="grace", giver="ada", effect="two customers answered"),
    caught("feedback", "says the hard thing", who="ada", giver="grace"),
    caught("feedback", "waits", who="grace", giver="ada", later=True),
    caught("feedback", "no step", who="grace", giver="ada", better=True),
)
PLANS = (
    Plan(id="p1", kind="regular", state="missed", starts=noon(date(2026, 10, 15)), reason="illness"),
    Plan(id="p2", kind="regular", state="missed", starts=noon(SEP)),
    Plan(
        id="p3",
        kind="regular",
        state="held",
        starts=noon(date(2026, 11, 5)),
        moves=(Move(was=noon(date(2026, 10, 29)), to=noon(date(2026, 11, 5)), reason="travel"), Move(was=noon(SEP))),
    ),
)
GOAL = Goal(
    id="g",
    created=noon(SEP),
    name="Release lead",
    who="grace",
    results=(
        KeyResult(
            id="k",
            what="releases led",
            baseline="0",
            target="4",
            readings=(Reading(id="r1", day="2026-09-10", value="1"), Reading(id="r2", day="2026-11-10", value="3")),
        ),
    ),
    milestones=(Milestone(id="ms", what="the dry run", reached="2026-10-30", evidence="the log of it"),),
)


def holdings(**changed: object) -> Holdings:
    tables: dict[str, tuple[Record, ...]] = {
        "goals": (
            GOAL,
            Goal(id="g2", created=noon(SEP), name="Speak up"),
            Goal(id="g3", created=noon(SEP), name="secret", seen_by="private"),
        ),
        "pauses": (Pause(id="pause", why="travel", begins="2026-11-20", until="2026-12-05"),),
        "roadblocks": (RoadblockRecord(id="rb", created=noon(OCT), text="flaky deploy", who="grace", since="2026-10-08"),),
        CHARTER: (
            CharterAnswer(id="c1", created=noon(date(2026, 1, 15)), question="wants", text="Grace: lead a release"),
            CharterAnswer(id="c2", created=noon(date(2026, 6, 15)), question="wants", text="Grace: lead two"),
        ),
        ASSESSMENTS: (
            Assessment(id="a1", round="2026-Q4", person="grace", answers={"safety": 2}, sentence="rushed", day="2026-11-01"),
            Assessment(id="a2", round="2026-Q4", person="ada", answers={"safety": 4}, day="2026-11-02"),
        ),
    }
    values: dict[str, object] = {
        "mentorship": mentorship(),
        "living": LIVING,
        "plans": PLANS,
        "checkins": (CheckIn(id="ci", created=noon(OCT), person="grace", learned=("tests first",)),),
        "pulses": (
            Pulse(id="pu1", session="s8", person="grace", safety=4, fairness=2),
            Pulse(id="pu2", session="s8", person="ada", safety=5),
            Pulse(id="pu3", session="s10", person="grace", safety=1),
        ),
        "tables": tables,
        "began": tuple(one.began for one in SESSIONS),
    }
    return Holdings(**{**values, **changed})  # type: ignore[arg-type]


def looked(sessions: list[FinishedSession] = SESSIONS, **changed: object) -> Look:
    given = {name: changed.pop(name) for name in ("period", "outside", "hidden") if name in changed}
    period = given.pop("period", QUARTER)
    return look(holdings(**changed), map(meeting, sessions), period, today=TODAY, zone=ZONE, **given)  # type: ignore[arg-type]


def text_of(found: Review) -> str:
    return to_text(page(found))


def lines_of(found: Review, key: str) -> list[str]:
    return as_text(found.section(key).lines).splitlines()


def stored(store: Store, sessions: list[FinishedSession] = SESSIONS, **changed: object) -> str:
    """A store with all of it; the slug."""
    held = holdings(**changed)
    people = tuple(sessions[0].people) if sessions else (ADA, GRACE)
    slug = put(store, sessions, people=people)
    with store.changing(slug) as now:
        now.living.put(*held.living)
        now.table("plans", Plan).put(*held.plans)
        now.table("checkins", CheckIn).put(*held.checkins)
        now.table("pulses", Pulse).put(*held.pulses)
        for name, records in held.tables.items():
            now.table(name, Record).put(*records)
    return slug
