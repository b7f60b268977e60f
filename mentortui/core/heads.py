"""What a list shows of a mentorship or a session, without all of it being read."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import msgspec

from mentortui.core.cadence import Cadence
from mentortui.core.dates import Unreadable, zone
from mentortui.core.due import Due
from mentortui.core.mentorship_pauses import Pause
from mentortui.core.records import FinishedSession, Mentorship, Moment, Part

MINUTE = 60_000_000
DAY = 24 * 60 * MINUTE
BEFORE, AFTER = 15 * MINUTE, 60 * MINUTE
"""How long before its planned start, and after it, a session is the one that is meant."""
USUAL_HOURS = (9 * 60, 18 * 60)
"""When somebody works who has not said so, in minutes of the local day."""
USUAL_MINUTES = 60
"""Of a session whose length nobody planned."""


class SessionHead(msgspec.Struct, frozen=True, kw_only=True):
    """A session's line in a list. Times in UTC microseconds; `active`, `floor`, `expected` in microseconds of active time."""

    id: str
    number: int
    kind: str
    title: str
    began: Moment
    ended: Moment
    active: int
    floor: dict[str, int]
    expected: dict[str, int]
    show_figures: bool = True
    removed: bool = False
    agreed: bool = False
    """Whether shares were agreed for it; `expected` is beside equal ones otherwise."""
    notes: int = 0
    """Notes that are still to sort."""


class PromiseHead(msgspec.Struct, frozen=True, kw_only=True):
    """An open promise that has a due date. `who`: the id of the person who promised; `due`: an ISO date."""

    id: str
    who: str
    text: str
    due: str
    session: str = ""


class GoalHead(msgspec.Struct, frozen=True, kw_only=True):
    """The shared goal a card tells of, with its key results; `share`: 0..1 of the way."""

    name: str
    results: int
    reached: int
    share: float


class MentorshipHead(msgspec.Struct, frozen=True, kw_only=True):
    """What Home shows of a mentorship. `promises`: how many are open, by the id of the person who promised."""

    slug: str
    id: str
    part: Part
    me: str
    names: dict[str, str]
    """By the ids of its people, the user among them."""
    zones: dict[str, str]
    show_figures: bool
    next_date: int | None
    promises: dict[str, int]
    removed: bool = False
    changed: int = 0
    """When the mentorship itself was changed last, UTC microseconds."""
    sessions: int = 0
    last: SessionHead | None = None
    hours: dict[str, tuple[int, int]] = {}
    """Working hours of those who said them, as in `Mentorship`."""
    goals: tuple[str, ...] = ()
    next_minutes: int | None = None
    """Planned length of the next session; None: nobody said."""
    dues: dict[str, dict[str, int]] = {}
    """By the id of the person who promised: how many open promises are due on which ISO date."""
    nearest: tuple[PromiseHead, ...] = ()
    """Of each person the few open promises that are due first."""
    feedback: Moment | None = None
    """When feedback was given last, either way; None: never."""
    waiting: int = 0
    """Feedback of the user's that waits to be given."""
    first: Moment | None = None
    """When its first session began."""
    began: tuple[Moment, ...] = ()
    """When its last few sessions began, oldest first."""
    cadence: Cadence | None = None
    """How often sessions are meant to be; None: nobody said."""
    pauses: tuple[Pause, ...] = ()
    """When it was, is or will be paused."""
    archived: Moment | None = None
    """When it was closed; None: it is not."""
    starter: str = ""
    """The id of who starts contact; empty: nobody has said."""
    goal: GoalHead | None = None
    """The first open one that is measured; None: none is."""
    coming: tuple[Due, ...] = ()
    """What is due around its sessions, now or later."""

    @property
    def others(self) -> tuple[str, ...]:
        """The ids of everybody but the user."""
        return tuple(person for person in self.names if person != self.me)

    @property
    def zone(self) -> str:
        """The user's."""
        return self.zones.get(self.me, "UTC")


def moment(wall: int) -> datetime:
    """UTC microseconds as a time; what no `core.records.Moment` can be, from a file edited by hand, as 1970: a day some weeks on
    or back is always there."""
    return datetime.fromtimestamp(wall / 1_000_000 if 0 <= wall <= 250_000_000_000_000_000 else 0, UTC)


def local(wall: int, zone_name: str) -> datetime:
    """The same on the clocks of that zone; UTC where there is no such zone."""
    try:
        return moment(wall).astimezone(zone(zone_name))
    except (Unreadable, OverflowError):
        return moment(wall).astimezone(ZoneInfo("UTC"))


def own_zone(whose: Mentorship | FinishedSession) -> str:
    """The name of the user's zone in it; UTC where the user is not among its people."""
    return next((person.zone for person in whose.people if person.id == whose.me), "UTC")


def day_of(head: MentorshipHead, person: str, now: int) -> date:
    """The day it is for that person: what is due today is late only when it has ended for the one who promised."""
    return local(now, head.zones.get(person, head.zone)).date()


def is_near(head: MentorshipHead, now: int) -> bool:
    """Whether its planned session is about to begin, or should have begun a moment ago."""
    return head.next_date is not None and head.next_date - BEFORE <= now <= head.next_date + AFTER


def nearest_now(heads: Iterable[MentorshipHead], now: int) -> MentorshipHead | None:
    """Of those whose planned session is near, the one whose start is."""
    near = [head for head in heads if not head.removed and is_near(head, now)]
    return min(near, key=lambda head: (abs(now - (head.next_date or 0)), head.slug), default=None)


def at_work_until(head: MentorshipHead, person: str, now: int) -> str:
    """`18:00` on that person's clock while they are at work; empty outside of it and on Saturdays and Sundays."""
    there = local(now, head.zones.get(person, "UTC"))
    begins, ends = head.hours.get(person, USUAL_HOURS)
    if there.weekday() >= 5 or not begins <= there.hour * 60 + there.minute < ends:
        return ""
    return f"{ends // 60:02}:{ends % 60:02}"
