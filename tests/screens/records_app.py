"""The lists of a mentorship over a store: an empty one, a usual one, an overfull one."""

from pathlib import Path

from mentortui.core.capture import Capture
from mentortui.core.people import Agreement
from mentortui.core.record_fields import RecordKind
from mentortui.core.record_kinds import RECORD_KINDS
from mentortui.core.records import Living, Member, Mentorship
from mentortui.screens.mentorship import Beside, MentorshipScreen
from mentortui.services.drafts import Drafts
from mentortui.services.records import Records
from mentortui.services.tabs import RecordTab
from mentortui.store.store import Store
from tests.screens.stage import DAY, NOON, Stage, StillClock
from tests.screens.timeline_app import NAMES
from tests.store import values

USUAL = (
    Capture(kind="action", text="write the failing test first", who="grace", due="2026-11-27", goal="Release lead"),
    Capture(kind="action", text="introduce Grace to the data team", who="ada", due="2026-11-21"),
    Capture(kind="action", text="read chapter 4", who="grace"),
    Capture(kind="win", text="shipped the retry fix alone", who="grace"),
    Capture(kind="decision", text="recorded responses instead of a fake server"),
    Capture(kind="feedback", text="commits reviewable in five minutes", who="grace"),
)


class RecordsApp(Stage):
    """Shows one of them."""

    def __init__(self, folder: Path, kind: str = "usual", first: str = "", kinds: tuple[RecordKind, ...] = RECORD_KINDS) -> None:
        self.clock = StillClock()
        self.store = Store(folder / "data")
        nine = kind == "overfull"
        names = NAMES if nine else ("Ada", "Grace")
        ids = ("ada", "grace", *(f"p{n}" for n in range(2, 9)))[: len(names)]
        people = tuple(
            Member(id=id, name=name, role="mentor" if id == "ada" else "mentee", zone="Europe/Berlin")
            for id, name in zip(ids, names, strict=True)
        )
        made = self.store.save_mentorship(
            Mentorship(
                id="m",
                slug="",
                part="mentor",
                me="ada",
                people=people,
                agreement=Agreement(roles={"mentor": 40, "mentee": 60}),
                goals=("Release lead", "Speak up"),
            )
        )
        self.slug = made.slug
        self.store.save_session(self.slug, values.session("s1", 14, NOON - 14 * DAY))
        captures = {"empty": (), "usual": USUAL}.get(kind) if not nine else self._many(ids)
        living = [
            Living(
                id=f"r{n}",
                created=NOON - (n + 1) * DAY,
                capture=capture,
                session="s1",
                item="Code review of the parser",
                state="done" if n == 2 else "open",
                note="first line\nsecond line" if n == 0 else "",
            )
            for n, capture in enumerate(captures or ())
        ]
        if living:
            self.store.save_living(self.slug, *living)
        numbers = iter(range(10_000))
        self.records = Records(self.store, self.clock, lambda: f"n{next(numbers)}", kinds)
        self.drafts = Drafts(self.store, self.slug, behind=0.01)
        super().__init__(lambda: self._screen(first))

    def _screen(self, first: str) -> MentorshipScreen:
        tabs = [RecordTab(self.records, self.slug, kind) for kind in self.records.kinds]
        return MentorshipScreen(self.records, self.slug, tabs, Beside(drafts=self.drafts), tab=first or "action")

    @staticmethod
    def _many(ids: tuple[str, ...]) -> tuple[Capture, ...]:
        return tuple(
            Capture(
                kind="action",
                text=f"the {n}th promise, in more words than a row of any list has room for 🦊 [/] " + "long " * 9,
                who=ids[n % len(ids)],
                due=f"2026-{1 + n % 12:02}-{1 + n % 28:02}",
                goal="Release lead",
            )
            for n in range(400)
        )

    def living(self) -> dict[str, Living]:
        """What is stored now and not removed, by its text."""
        return {one.capture.text: one for one in self.store.living(self.slug) if not one.removed}
