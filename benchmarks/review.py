"""Review over five years: from values in memory to every section, against bare passes over the same records."""

import gc
import json
import time
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from statistics import median

import msgspec
from measuring import ms, row, title

from mentortui.core.capture_values import Capture
from mentortui.core.goals import Goal, KeyResult, Reading
from mentortui.core.holdings import Holdings
from mentortui.core.people import Agreement, Participant
from mentortui.core.record_details import SetbackDetails, WinDetails
from mentortui.core.records import Caught, Figures, FinishedSession, ItemRow, Living, Member, Mentorship, Plan, Pulse, Record
from mentortui.core.review import Review, review
from mentortui.core.review_look import Meeting, look
from mentortui.core.review_period import Period, everything, year_of

SESSIONS, RECORDS, TURNS, ITEMS = 260, 2_000, 40, 6
MINUTE = 60_000_000
FIRST = date(2021, 12, 6)
TODAY = date(2026, 11, 25)
ZONE = "Europe/Berlin"
RUNS = 15
ADA = Participant(id="ada", name="Ada", role="mentor", key=1, zone=ZONE)
GRACE = Participant(id="grace", name="Grace Otieno", role="mentee", key=2, zone="Africa/Nairobi")
BUDGET = 100


def noon(day: date) -> int:
    """UTC microseconds, about."""
    return (day.toordinal() - date(1970, 1, 1).toordinal()) * 86_400_000_000 + 12 * 3_600_000_000


def session(number: int) -> FinishedSession:
    """An hour: turns, items brought by either side, two takeaways."""
    began, floor = noon(FIRST + timedelta(weeks=number)), {"ada": 25 * MINUTE, "grace": (30 + number % 5) * MINUTE}
    length = 60 * MINUTE // TURNS
    talk = sum(floor.values())
    return FinishedSession(
        id=f"s{number}",
        mentorship="m",
        number=number + 1,
        kind=("regular", "review", "career")[number % 3],
        title="",
        began=began,
        ended=began + 60 * MINUTE,
        planned_minutes=60,
        me="ada",
        people=(ADA, GRACE),
        agreement=Agreement(roles={"mentor": 40, "mentee": 60}),
        show_figures=True,
        items=tuple(
            ItemRow(id=f"i{n}", title=f"Item {n}", minutes=10, used=9 * MINUTE, state="done", brought_by=("ada", "grace")[n % 2])
            for n in range(ITEMS)
        ),
        turns=tuple((("ada", "grace")[n % 2], n * length, (n + 1) * length, "key") for n in range(TURNS)),
        figures=Figures(
            active=60 * MINUTE,
            nobody=0,
            several=0,
            unsure=0,
            floor=floor,
            expected={"ada": int(talk * Fraction(2, 5)), "grace": talk - int(talk * Fraction(2, 5))},
            turns={"ada": TURNS // 2, "grace": TURNS // 2},
            longest={},
        ),
        caught=tuple(
            Caught(
                at=1, capture=Capture(id=f"t{number}-{who}", kind="takeaway", text=f"what {who} takes along, {number}", who=who)
            )
            for who in ("ada", "grace")
        ),
        understandings=(("grace", "ada", "Item 1"),),
    )


def living(number: int) -> Living:
    """Of each kind some, spread over the years."""
    kinds = ("action", "action", "action", "win", "decision", "setback", "opportunity", "feedback", "feedback", "resource")
    kind, day = kinds[number % 10], FIRST + timedelta(days=number * 7 * SESSIONS // RECORDS)
    who, other = (("ada", "grace") if number % 3 else ("grace", "ada"))[:2]
    details = (
        WinDetails(effect="it changed this") if kind == "win" else SetbackDetails(learned="that") if kind == "setback" else None
    )
    capture = Capture(
        id=f"r{number}",
        kind=kind,  # type: ignore[arg-type]
        text=f"the words of the {kind} number {number}",
        who=who,
        giver=other if kind == "feedback" else "",
        due=(day + timedelta(days=14)).isoformat() if kind == "action" else "",
    )
    state = "done" if number % 4 else "open"
    return Living(id=f"r{number}", created=noon(day), changed=noon(day), capture=capture, state=state, details=details)  # type: ignore[arg-type]


def held(sessions: list[FinishedSession]) -> Holdings:
    """All of it."""
    goals = tuple(
        Goal(
            id=f"g{n}",
            name=f"Goal {n}",
            created=noon(FIRST + timedelta(days=60 * n)),
            results=(
                KeyResult(
                    id="k",
                    what="done",
                    baseline="0",
                    target="20",
                    readings=tuple(
                        Reading(id=f"{m}", day=(FIRST + timedelta(days=60 * n + 30 * m)).isoformat(), value=str(m))
                        for m in range(20)
                    ),
                ),
            ),
        )
        for n in range(20)
    )
    tables: dict[str, tuple[Record, ...]] = {"goals": goals}
    members = tuple(Member(id=one.id, name=one.name, role=one.role, zone=one.zone) for one in (ADA, GRACE))
    return Holdings(
        mentorship=Mentorship(id="m", slug="m", part="mentor", me="ada", people=members, agreement=sessions[0].agreement),
        living=tuple(living(number) for number in range(RECORDS)),
        plans=tuple(
            Plan(id=f"p{n}", kind="regular", state="missed", starts=noon(FIRST + timedelta(days=70 * n))) for n in range(25)
        ),
        pulses=tuple(
            Pulse(id=f"pulse-s{n}-{who}", session=f"s{n}", person=who, safety=4, usefulness=5, fairness=3 + n % 3)
            for n in range(SESSIONS)
            for who in ("ada", "grace")
        ),
        tables=tables,
        began=tuple(one.began for one in sessions),
    )


def timed(deed: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the processor: the middle one of some runs, and the longest."""
    found = []
    for _ in range(RUNS):
        gc.collect()
        began = time.process_time()
        deed()
        found.append((time.process_time() - began) * 1000)
    return median(found), max(found)


def main() -> None:
    """Five years, one year, a quarter; then the same records decoded once, by msgspec and by json."""
    title(f"Review: {SESSIONS} sessions, {RECORDS:,} records, from values in memory to every section")
    sessions = [session(number) for number in range(SESSIONS)]
    values = held(sessions)
    documents = msgspec.json.encode({"living": values.living, "sessions": sessions})
    narrow: list[Meeting] = msgspec.json.decode(msgspec.json.encode(sessions), type=list[Meeting])

    def of(period: Period) -> Callable[[], Review]:
        return lambda: review(look(values, narrow, period, today=TODAY, zone=ZONE))

    class Stored(msgspec.Struct):
        living: list[Living]
        sessions: list[FinishedSession]

    typed, _ = timed(lambda: msgspec.json.decode(documents, type=Stored))
    plain, _ = timed(lambda: json.loads(documents))
    row("the same records decoded once: msgspec, into structs", ms(typed), f"{len(documents) / 1e6:.1f} MB")
    row("the same: json, into dicts", ms(plain))
    for called, period in (
        ("five years", everything(FIRST, TODAY)),
        ("one year", year_of(2025)),
        ("a quarter", Period(begin=date(2026, 7, 1), end=date(2026, 9, 30), key="2026-Q3", called="")),
    ):
        middle, longest = timed(of(period))
        row(
            f"{called}: every section",
            ms(middle),
            f"longest {ms(longest)} · {middle / typed:.2f} x msgspec, {middle / plain:.2f} x json"
            + (f" · budget {BUDGET} ms: {'held' if middle < BUDGET else 'missed'}" if called == "five years" else ""),
        )


if __name__ == "__main__":
    main()
