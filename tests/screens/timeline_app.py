"""Timeline over a stored session: a usual one, an overfull one, one without turns."""

from pathlib import Path
from random import Random

from mentortui.core import events as e
from mentortui.core.capture import Capture
from mentortui.core.fold import fold
from mentortui.core.people import Agreement, Participant
from mentortui.core.records import FinishedSession, Living, Member, Mentorship
from mentortui.core.result import result
from mentortui.screens.timeline import TimelineScreen
from mentortui.services.stored_timeline import StoredTimeline
from mentortui.store.store import Store
from tests.screens.stage import MINUTE, NOON, Stage, StillClock

SECOND = 1_000_000
ADA = Participant(id="ada", name="Ada", role="mentor", key=1, zone="Europe/Berlin")
GRACE = Participant(id="grace", name="Grace", role="mentee", key=2, zone="Africa/Nairobi")
NAMES = ("Ada", "🦊🦊 Fox", "王小明", "Kofi " + "Very-Long-Name-" * 4, "[/] [b]x", "Mei", "Olu", "👩‍👩‍👧 Family", "Zoë")


class Script:
    """A session told event by event, by a clock of its own."""

    def __init__(self, people: tuple[Participant, ...], titles: tuple[str, ...]) -> None:
        self.at = 0
        items = tuple(e.Item(id=f"i{n}", title=title, minutes=10) for n, title in enumerate(titles))
        self.events: list[e.AnyEvent] = [
            e.SessionStarted(
                id="start",
                at=0,
                wall=NOON - 60 * MINUTE,
                by="ada",
                session="s",
                mentorship="m",
                me="ada",
                people=people,
                items=items,
                number=14,
                agreement=Agreement(roles={"mentor": 40, "mentee": 60}),
            )
        ]

    def tell(self, kind: type[e.Event], seconds: float = 0, **fields: object) -> None:
        """It happens now, and then so much time goes by."""
        self.events.append(kind(id=f"e{len(self.events)}", at=self.at, by="ada", **fields))  # type: ignore[arg-type]
        self.at += round(seconds * SECOND)

    def record(self) -> tuple[FinishedSession, tuple[Living, ...]]:
        """What is stored of it."""
        self.tell(e.Finished)
        session = fold(self.events)
        assert session is not None
        made = result(session)
        return made.session, made.living


def usual() -> Script:
    """Half an hour of two, one guest in it without a name."""
    guest = Participant(id="guest-1", name="Guest 3", role="guest", key=3, named=False)
    script = Script((ADA, GRACE), ("Check-in", "Code review of the parser", "Takeaways"))
    script.tell(e.ItemStarted, item="i0")
    for who, seconds in (("ada", 130), ("grace", 210), ("ada", 45), ("grace", 95), ("", 40)):
        script.tell(e.FloorTaken, seconds, holders=(who,) if who else ())
    script.tell(e.CaptureRecorded, capture=Capture(id="c1", kind="win", text="Grace shipped the retry fix alone"))
    script.tell(e.ItemStarted, item="i1")
    for who, seconds in (("grace", 300), ("ada", 190), ("grace", 160)):
        script.tell(e.FloorTaken, seconds, holders=(who,))
    script.tell(e.CaptureRecorded, capture=Capture(id="c2", kind="decision", text="recorded responses"))
    script.tell(e.PersonJoined, person=guest)
    script.tell(e.FloorTaken, 150, holders=("guest-1",))
    script.tell(e.FloorTaken, 80, holders=("ada", "grace"))
    script.tell(e.FloorTaken, 70, how="unsure")
    script.tell(e.ItemStarted, item="i2")
    for who, seconds in (("ada", 120), ("grace", 210)):
        script.tell(e.FloorTaken, seconds, holders=(who,))
    return script


def overfull() -> Script:
    """Nine people, 400 turns."""
    people = tuple(
        Participant(id="ada" if n == 0 else f"p{n}", name=name, role="peer", key=n + 1, zone="Europe/Berlin")
        for n, name in enumerate(NAMES)
    )
    script, chance = Script(people, tuple(f"The {n}th item, whose title is too long for any strip" for n in range(40))), Random(7)
    for turn in range(400):
        if turn % 10 == 0:
            script.tell(e.ItemStarted, item=f"i{turn // 10}")
        if turn % 7 == 0:
            script.tell(e.CaptureRecorded, capture=Capture(id=f"c{turn}", kind="win", text=f"the {turn}th thing that was caught"))
        if turn % 41 == 0:
            script.tell(e.FloorTaken, 9, how="several")
        script.tell(e.FloorTaken, chance.randint(3, 40), holders=(chance.choice(people).id,))
    return script


def typed() -> Script:
    """Nobody was given the floor."""
    script = Script((ADA, GRACE), ())
    script.at = 1800 * SECOND
    return script


SCRIPTS = {"usual": usual, "overfull": overfull, "quiet": typed}


class TimelineApp(Stage):
    """Shows one of them."""

    def __init__(self, folder: Path, kind: str = "usual") -> None:
        self.clock = StillClock()
        self.store = Store(folder / "data")
        session, living = SCRIPTS[kind]().record()
        people = tuple(Member(id=one.id, name=one.name, role=one.role, zone=one.zone) for one in session.people)
        made = self.store.save_mentorship(Mentorship(id="m", slug="", part="mentor", me="ada", people=people))
        self.slug = made.slug
        self.store.save_session(self.slug, session)
        if living:
            self.store.save_living(self.slug, *living)
        self.session_id = session.id
        super().__init__(self.timeline)

    def timeline(self) -> TimelineScreen:
        """Anew, from the store."""
        numbers = iter(range(10_000))
        timeline = StoredTimeline(self.store, self.clock, lambda: f"t{next(numbers)}", self.slug, self.session_id)
        return TimelineScreen(timeline)

    @property
    def kept(self) -> FinishedSession:
        """The session as it is stored now."""
        return self.store.session(self.slug, self.session_id)
