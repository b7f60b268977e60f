"""The program with a session under way, on a clock the test moves."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from mentortui.app import MentortuiApp
from mentortui.core.people import Agreement
from mentortui.core.records import Me, Member, Mentorship, Template, TemplateItem
from mentortui.screens.live import LiveScreen
from mentortui.services.desk import Desk
from mentortui.services.live import LiveSession
from mentortui.services.sessions import Sessions
from mentortui.store.store import Store
from mentortui.widgets.floor_panel import FloorPanel
from mentortui.widgets.question_line import QuestionLine
from tests.clocks import MovingClock

TEMPLATE = Template(
    kind="regular",
    title="",
    minutes=20,
    items=(
        TemplateItem(title="Check-in", minutes=5),
        TemplateItem(title="Code review of the parser", minutes=15, owner="mentee"),
    ),
)
PAIR = ("Ada", "Grace")


class LiveApp(MentortuiApp):
    """Opens straight into a session."""

    def __init__(self, folder: Path, names: tuple[str, ...] = PAIR, template: Template = TEMPLATE) -> None:
        clock = MovingClock()
        self.clock = clock
        store = Store(folder)
        store.save_me(Me(id="p1", name=names[0], zone="Europe/Berlin"))
        roles = ("mentor", *["mentee"] * (len(names) - 1))
        zones = ("Europe/Berlin", *["Africa/Nairobi"] * (len(names) - 1))
        people = tuple(
            Member(id=f"p{n}", name=name, role=role, zone=zone)  # type: ignore[arg-type]
            for n, (name, role, zone) in enumerate(zip(names, roles, zones, strict=True), 1)
        )
        self.mentorship = store.save_mentorship(
            Mentorship(
                id="m", slug="", part="mentor", me="p1", people=people, agreement=Agreement(roles={"mentor": 40, "mentee": 60})
            )
        )
        self.template = template
        desk = Desk(store, clock, system_zone="Europe/Berlin")
        ids = (f"id{number:05}" for number in itertools.count())
        desk.sessions = Sessions(store, clock, lambda: next(ids), bank=lambda: desk.questions.bank())
        super().__init__(desk)

    def begin(self) -> None:
        """Not Home, but the session."""
        self.show_live(self.desk.sessions.start(self.mentorship, self.template, on_saved=self.saved))

    @property
    def session(self) -> LiveSession:
        assert self.live is not None
        return self.live

    @property
    def live_screen(self) -> LiveScreen:
        found = [screen for screen in self.screen_stack if isinstance(screen, LiveScreen)]
        return found[-1]

    def pass_time(self, seconds: int) -> None:
        """A tick each second, as the program itself would have had them."""
        for _ in range(seconds):
            self.clock.wait(1)
            self.session.tick()
        self.live_screen.follow()

    def floor(self) -> tuple[str, ...]:
        """Who has the floor, by name."""
        session = self.session.session
        return tuple(session.name(person) for person in session.floor.holders)

    def percents(self) -> list[str]:
        """What the bars say."""
        view = self.live_screen.query_one(FloorPanel).view
        return ["—" if one.share is None else f"{round(one.share * 100)} %" for one in view.people]

    def asked(self) -> str:
        """The line of questions."""
        line = self.live_screen.query_one(QuestionLine)
        return " ".join([line.question, *(f"{key} {what}" for key, what in line.answers)]).strip()


@asynccontextmanager
async def running(app: LiveApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[str | None]]:
    """The app on screen, its threads ended afterwards."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot
        await app.let_go()
