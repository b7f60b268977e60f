"""Prepare over a store in a temporary folder, empty, usual and overfull."""

import itertools
from pathlib import Path

import msgspec

from mentortui.core.capture import Capture
from mentortui.core.records import Caught, CheckIn, Mentorship, Plan, PlanItem, Roadblock, Roles
from mentortui.core.typed_people import Person
from mentortui.screens.prepare import PrepareScreen
from mentortui.services.drafts import Forgotten, Kept
from mentortui.services.mentorships import Mentorships
from mentortui.services.preparing import Preparing
from mentortui.store.store import Store
from tests.core.plan_values import row, session
from tests.screens.stage import DAY, MINUTE, NOON, Stage, StillClock, desk
from tests.store import values

THURSDAY = NOON + 1 * DAY + 57 * MINUTE
"""Thu 26 Nov 2026, 15:00 in Berlin, 17:00 in Nairobi."""
LONG_NAME = "Anna-Maria Wilhelmina Konstantinopoulou von und zu Hohenfels"


class Written:
    """Drafts in memory."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def get(self, name: str) -> str:
        return self.texts.get(name, "")

    def put(self, name: str, text: str) -> None:
        self.texts[name] = text


class Prepared:
    """A mentorship and its screen. Ids are counted, so that pictures stay the same."""

    def __init__(self, folder: Path) -> None:
        self.clock = StillClock()
        self.folder = folder
        mentorships, _, store = desk(folder, self.clock)
        self.mentorships: Mentorships = mentorships
        self.store: Store = store
        numbers = itertools.count()
        self.preparing = Preparing(store, self.clock, lambda: f"p{next(numbers)}", folder / "config")
        self.slug = mentorships.begin("Ada Lind", "", "mentor", "Grace Otieno", "nairobi", "40/60").slug

    @property
    def mentorship(self) -> Mentorship:
        return self.store.mentorship(self.slug)

    @property
    def other(self) -> str:
        """The id of the first of the others."""
        return next(person.id for person in self.mentorship.people if person.id != self.mentorship.me)

    def stage(self, drafts: Kept | None = None, **theme: str) -> Stage:
        return Stage(lambda: PrepareScreen(self.preparing, self.preparing.editor(self.slug), drafts or Forgotten()), **theme)

    def save(self, *items: PlanItem, **fields: object) -> Plan:
        plan = self.preparing.plan(self.slug)
        return self.preparing.save(self.slug, msgspec.structs.replace(plan, items=items, **fields))

    def plan(self) -> Plan:
        """As it is on disk, read anew."""
        return Preparing(Store(self.folder / "data"), self.clock, lambda: "new").plan(self.slug)

    def titles(self) -> list[str]:
        return [item.title for item in self.plan().items]

    def usual(self) -> "Prepared":
        """A plan for Thursday with what is typical of one: carried over, proposed, a roadblock, a promise, a check-in."""
        store, slug, me, grace = self.store, self.slug, self.mentorship.me, self.other
        takeaway = Caught(capture=Capture(id="t1", kind="takeaway", text="small commits got me faster reviews", who=grace), at=0)
        for number in (1, 2):
            rows = (row("1", "Check-in", used=5), row("2", "Code review of the parser", used=18, minutes=15))
            held = session(f"s{number}", *rows, number=number, began=NOON - (3 - number) * 14 * DAY)
            store.save_session(slug, msgspec.structs.replace(held, me=me, caught=(takeaway,) if number == 2 else ()))
        store.save_mentorship(msgspec.structs.replace(self.mentorship, next_date=THURSDAY, goals=("Release lead",)))
        store.save_living(
            slug,
            msgspec.structs.replace(values.action("a1", grace, text="draft the test plan"), created=NOON - 40 * DAY),
            msgspec.structs.replace(values.action("a2", me, text="introduce Grace to the data team"), created=NOON - 6 * DAY),
        )
        before = Plan(id="held", kind="regular", state="held", roles=Roles(facilitator=me, notes=grace, time=me), session="s2")
        store.save_table(slug, "plans", before)
        plan = self.save(
            PlanItem(id="i1", title="Check-in", minutes=5, owner="both"),
            PlanItem(id="i2", title="Roadblock: flaky deploy", minutes=10, owner=grace, brought_by=grace, source="c1:0"),
            PlanItem(id="i3", title="Code review of the parser", minutes=15, owner=grace, carried=1, since=NOON - 14 * DAY),
            PlanItem(id="i4", title="Stretch assignment: release", minutes=10, owner=me, carried=2, since=NOON - 28 * DAY),
            PlanItem(id="i5", title="Feedback both ways", minutes=10, owner="both"),
            PlanItem(id="i6", title="Takeaways, next date", minutes=5, owner=grace),
            kind="regular",
            title="Regular session",
            minutes=60,
        )
        checkin = CheckIn(
            id="c1",
            person=grace,
            plan=plan.id,
            created=NOON,
            done=("retry fix shipped",),
            roadblocks=(Roadblock(text="flaky deploy", proposal="a canary"), Roadblock(text="no access to the logs")),
            learned=("ask before the third hour",),
            next=("pair on the canary",),
        )
        store.save_table(slug, "checkins", checkin)
        return self

    def overfull(self) -> "Prepared":
        """Nine people, names of 60 characters and of emoji, an agenda of 40 items, all kinds of offers."""
        others = [Person(LONG_NAME, "seoul"), Person("👩‍👩‍👧 王小明", "utc")]
        others += [Person(f"{LONG_NAME[:50]} No {number:02} ", "nairobi") for number in range(6)]
        self.slug = self.mentorships.add("peer", others).slug
        people = [person.id for person in self.mentorship.people]
        self.save(
            *(
                PlanItem(
                    id=f"i{number}",
                    title=f"Topic {number}: 🎉 releases and [/] what came of them, in the words of everybody who was there",
                    minutes=number * 7 % 40 or None,
                    owner=[*people, "both", ""][number % 11],
                    carried=number % 4,
                    since=NOON - number * DAY,
                )
                for number in range(40)
            )
        )
        checkins = [CheckIn(id=f"c{n}", person=id, done=("a lot " * 20, "🎉"), created=NOON) for n, id in enumerate(people[:4])]
        self.store.save_table(self.slug, "checkins", *checkins)
        return self
