"""Two programs on one store, which can be killed as a process is: nothing is closed, what the system holds for them goes."""

import itertools
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from mentortui.core.people import Agreement
from mentortui.core.records import Member, Mentorship, Template, TemplateItem
from mentortui.services.archive import Archive
from mentortui.services.assessments import Assessments
from mentortui.services.charter import Charters
from mentortui.services.goals import Goals
from mentortui.services.ids import new_id
from mentortui.services.importing import Importing
from mentortui.services.laying_beside import LayingBeside
from mentortui.services.live import LiveSession
from mentortui.services.mentorships import Mentorships
from mentortui.services.pages import Pages
from mentortui.services.preparing import Preparing
from mentortui.services.pulses import Pulses
from mentortui.services.records import Records
from mentortui.services.sessions import Sessions
from mentortui.store import locks
from mentortui.store.live import LiveLog
from mentortui.store.store import Store
from tests.clocks import MovingClock

SLUG = "grace"
REGULAR = Template(
    kind="regular",
    title="",
    minutes=30,
    items=(
        TemplateItem(title="Check-in", minutes=5, owner="both"),
        TemplateItem(title="Review", minutes=15, owner="mentee"),
        TemplateItem(title="Takeaways", minutes=10, owner="both"),
    ),
)
_counter: Iterator[int] = itertools.count()


def ids() -> str:
    """In the order they are made, so that a failing example is the same each time."""
    return f"i{next(_counter):05}"


def begin(folder: Path) -> Mentorship:
    """Ada's store, with Grace."""
    global _counter
    _counter = itertools.count()
    people = (
        Member(id="ada", name="Ada", role="mentor", zone="Europe/Berlin"),
        Member(id="grace", name="Grace", role="mentee", zone="Africa/Nairobi"),
    )
    agreement = Agreement(roles={"mentor": 40, "mentee": 60})
    return Store(folder).save_mentorship(Mentorship(id="m", slug="", part="mentor", me="ada", people=people, agreement=agreement))


class Program:
    """One run of the program: its services, and what they remember."""

    def __init__(self, folder: Path, clock: MovingClock) -> None:
        self.clock = clock
        self.store = Store(folder)
        self.sessions = Sessions(self.store, clock, ids)
        self.records = Records(self.store, clock, ids)
        self.archive = Archive(self.store, clock, Pages(self.store, clock))
        self.pulses = Pulses(self.store, clock)
        self.preparing = Preparing(self.store, clock, ids)
        self.importing = Importing(self.store, clock, ids)
        self.laying_beside = LayingBeside(self.store, clock, ids)
        self.goals = Goals(self.store, clock, ids)
        self.charters = Charters(self.store, clock, ids, Mentorships(self.store, clock, ids, "UTC"))
        self.assessments = Assessments(self.store, clock, ids)
        self.live: LiveSession | None = None
        self.stored = False
        """Whether what it finished is in the store, its journal still there."""

    def take(self, live: LiveSession) -> LiveSession:
        """It runs this session from now on; a disk that refuses is asked again at once."""
        live.writer._retry_after = 0.005
        self.live, self.stored = live, False
        return live

    @property
    def log(self) -> LiveLog:
        """Where the session under way is kept."""
        assert self.live is not None
        return self.sessions.log_of(self.live)

    def die(self) -> None:
        """As by SIGKILL: its threads write no more, its locks are free, and nothing is tidied up."""
        live = self.live
        if live is None:
            return
        log, writer = self.log, live.writer
        with writer._wake:
            writer._closing = True
            writer._events.clear()
            writer._wake.notify_all()
        if writer._thread.ident is not None:
            writer._thread.join()
        with suppress(OSError):
            os.close(log._journal._fd)
        log._journal._fd = -1
        locks._release(log._lock._lock)
        self.live = None


__all__ = ["REGULAR", "SLUG", "Program", "begin", "ids", "new_id"]
