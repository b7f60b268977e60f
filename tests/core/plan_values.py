"""Plans for tests, each made from the few things a test cares about."""

from mentortui.core.records import FinishedSession, ItemRow, Member, Mentorship, Plan, PlanItem
from tests.store import values

MINUTE = 60_000_000
DAY = 24 * 60 * MINUTE
ADA = Member(id="ada", name="Ada Lind", role="mentor", zone="Europe/Berlin")
GRACE = Member(id="grace", name="Grace Otieno", role="mentee", zone="Africa/Nairobi")
LINUS = Member(id="linus", name="Linus Park", role="mentee", zone="Asia/Seoul")
TWO = (ADA, GRACE)
THREE = (ADA, GRACE, LINUS)


def item(id: str, title: str = "", minutes: int | None = 10, **fields: object) -> PlanItem:
    return PlanItem(id=id, title=title or f"Topic {id}", minutes=minutes, **fields)  # type: ignore[arg-type]


def plan(*items: PlanItem, **fields: object) -> Plan:
    known: dict[str, object] = {"id": "p1", "kind": "regular", "title": "Regular session", "minutes": 60} | fields
    return Plan(items=items, **known)  # type: ignore[arg-type]


def row(id: str, title: str = "", used: int = 10, state: str = "done", minutes: int | None = 10, owner: str = "") -> ItemRow:
    return ItemRow(id=id, title=title or f"Topic {id}", minutes=minutes, used=used * MINUTE, state=state, owner=owner)  # type: ignore[arg-type]


def session(id: str, *rows: ItemRow, number: int = 1, began: int = 1_000 * DAY, removed: bool = False) -> FinishedSession:
    import msgspec

    return msgspec.structs.replace(values.session(id, number, began), items=rows, removed=removed)


def mentorship(*people: Member) -> Mentorship:
    return Mentorship(id="m1", slug="grace", part="mentor", me="ada", people=people or TWO)


def ids(plan: Plan) -> list[str]:
    return [one.id for one in plan.items]
