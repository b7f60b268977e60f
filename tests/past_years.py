"""Years of sessions of Ada and Grace for tests of trends: each with the shares, the kind and the items that are wanted."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

import msgspec

from mentortui.core.people import Agreement, Participant
from mentortui.core.records import Figures, FinishedSession, ItemRow, Member, Mentorship, Plan, PromptRow
from mentortui.core.trends import Trends, gathered
from mentortui.core.trends_held import Held, Stored, held
from mentortui.store.store import Store

MINUTE = 60_000_000
TODAY = date(2026, 11, 25)
ADA = Participant(id="ada", name="Ada", role="mentor", key=1, zone="Europe/Berlin")
GRACE = Participant(id="grace", name="Grace Otieno", role="mentee", key=2, zone="Africa/Nairobi")
AGREED = Agreement(roles={"mentor": 40, "mentee": 60})
RISING = (-22, -18, -19, -12, -14, -9, -25, -6, -5, -3)
"""Points by which Grace is under the agreed share: towards it, with one bad day. As `rising` of fairness_examples.json."""
RISING_DAYS = (0, 14, 28, 45, 60, 74, 88, 103, 118, 131)


def noon(day: date) -> int:
    """UTC microseconds."""
    return round(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()) * 1_000_000


def mentorship(people: Sequence[Participant] = (ADA, GRACE), **changed: object) -> Mentorship:
    members = tuple(Member(id=one.id, name=one.name, role=one.role, zone=one.zone) for one in people)
    made = Mentorship(id="m", slug="grace-otieno", part="mentor", me=people[0].id, people=members, agreement=AGREED)
    return msgspec.structs.replace(made, **changed)


def session(
    number: int,
    day: date,
    floor: Mapping[str, float],
    expected: Mapping[str, float] | None = None,
    *,
    people: Sequence[Participant] = (ADA, GRACE),
    agreement: Agreement | None = AGREED,
    **changed: object,
) -> FinishedSession:
    """Floor time in minutes; expected as agreed 40 : 60 where it is not given."""
    floor = {person: round(minutes * MINUTE) for person, minutes in floor.items()}
    talk = sum(floor.values())
    owed = {"ada": talk * 40 // 100, "grace": talk - talk * 40 // 100}
    if expected is not None:
        owed = {person: round(minutes * MINUTE) for person, minutes in expected.items()}
    values: dict[str, object] = {
        "id": f"s{number}",
        "mentorship": "m",
        "number": number,
        "kind": "regular",
        "title": "",
        "began": noon(day),
        "ended": noon(day) + talk,
        "planned_minutes": 60,
        "me": people[0].id,
        "people": tuple(people),
        "agreement": agreement,
        "show_figures": True,
        "items": (),
        "turns": turns_of(floor),
        "figures": Figures(active=talk, nobody=0, several=0, unsure=0, floor=floor, expected=owed, turns={}, longest={}),
    }
    return FinishedSession(**{**values, **changed})  # type: ignore[arg-type]


def turns_of(floor: dict[str, int]) -> tuple[tuple[str, int, int, str], ...]:
    """One turn after the other."""
    at, made = 0, list[tuple[str, int, int, str]]()
    for person, time in floor.items():
        if time:
            made.append((person, at, at + time, "key"))
            at += time
    return tuple(made)


def item(
    title: str, floor: Mapping[str, float], *, by: str = "", state: str = "done", expected: Mapping[str, float] | None = None
) -> ItemRow:
    """Floor time in minutes, expected 40 : 60 where it is not given."""
    floor = {person: round(minutes * MINUTE) for person, minutes in floor.items()}
    talk = sum(floor.values())
    owed = {"ada": talk * 40 // 100, "grace": talk - talk * 40 // 100} if talk else {}
    if expected is not None:
        owed = {person: round(minutes * MINUTE) for person, minutes in expected.items()}
    return ItemRow(
        id=title,
        title=title,
        minutes=10,
        used=talk,
        state=state,
        brought_by=by,
        floor=floor,
        expected=owed,  # type: ignore[arg-type]
    )


def rising(
    first: date = date(2026, 7, 15), points: Sequence[int] = RISING, days: Sequence[int] = RISING_DAYS
) -> list[FinishedSession]:
    """An hour of talk each; Grace is so many points above the agreed 60 %."""
    kinds = ("regular", "review", "regular", "career")
    made = []
    for number, (day, off) in enumerate(zip(days, points, strict=True), 1):
        grace = 60 * (60 + off) / 100
        floor = {"grace": grace, "ada": 60 - grace} if number % 3 else {"ada": 60 - grace, "grace": grace}
        items = (
            item("Check-in", {"grace": 5, "ada": 3}, by="grace"),
            item("Code review of the parser", {"ada": 20 - number, "grace": 10}, by="ada" if number % 2 else ""),
            item("Takeaways, next date", {"grace": 2, "ada": 1} if number % 2 else {}, state="done" if number % 2 else "waiting"),
        )
        when = date.fromordinal(first.toordinal() + day)
        changes = ((0, "Check-in"), (8 * MINUTE, "Code review of the parser"), (38 * MINUTE, "Takeaways, next date"))
        made.append(session(number, when, floor, items=items, kind=kinds[number % 4], item_changes=changes))
    return made


def prompts(shown: int, withheld: int = 0) -> tuple[PromptRow, ...]:
    """With a rise of twenty points each, and of ten where it was withheld."""
    rows = [PromptRow(person="grace", at=n, before=(20, 100), after=(40 + n, 100)) for n in range(shown)]
    rows += [PromptRow(person="grace", at=n, shown=False, before=(20, 100), after=(30 + n, 100)) for n in range(withheld)]
    return tuple(rows)


def seen(stored: FinishedSession, zone: str = "Europe/Berlin") -> Held:
    """As trends see it: through the JSON that is stored."""
    return held(msgspec.json.decode(msgspec.json.encode(stored), type=Stored), zone)


def trends(sessions: Iterable[FinishedSession], plans: Iterable[Plan] = (), **changed: object) -> Trends:
    """Without a store."""
    return gathered(mentorship(**changed), [seen(one) for one in sessions], plans)  # type: ignore[arg-type]


def put(store: Store, sessions: Iterable[FinishedSession], **changed: object) -> str:
    """Stores the mentorship with them; its slug."""
    slug = store.add_mentorship(mentorship(**changed)).slug  # type: ignore[arg-type]
    with store.changing(slug) as now:
        for one in sessions:
            now.sessions(one.began).put(one)
    return slug
