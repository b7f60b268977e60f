"""A session one can drive in a test, one command after the other, by a clock the test moves."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core.fold import fold
from mentortui.core.people import Agreement, Participant
from mentortui.core.session import Session
from mentortui.core.watch import decision

SECOND = 1_000_000
MINUTE = 60 * SECOND
ADA = Participant(id="ada", name="Ada", role="mentor", key=1, zone="Europe/Berlin")
GRACE = Participant(id="grace", name="Grace", role="mentee", key=2, zone="Africa/Nairobi")
LINUS = Participant(id="linus", name="Linus", role="mentee", key=3)
WALL = 1_795_600_000_000_000
AGENDA = (
    e.Item(id="checkin", title="Check-in", minutes=5),
    e.Item(id="review", title="Code review", minutes=15, owner="grace"),
    e.Item(id="close", title="Takeaways", minutes=5),
)
EQUAL_BY_ROLE = Agreement(roles={"mentor": 40, "mentee": 60})


class Driven:
    """`do(command, …)` makes the event now and folds it; `wait` moves the clock, a tick each second."""

    def __init__(
        self,
        *people: Participant,
        items: tuple[e.Item, ...] = AGENDA,
        hard_end_in: int | None = None,
        planned_minutes: int | None = None,
        agreement: Agreement | None = None,
        recent_turns: tuple[int, ...] = (),
    ) -> None:
        self.now = 0
        self.events: list[e.AnyEvent] = [
            e.SessionStarted(
                id="start",
                at=0,
                wall=WALL,
                by="ada",
                session="s",
                mentorship="m",
                me="ada",
                people=people or (ADA, GRACE),
                items=items,
                hard_end=None if hard_end_in is None else WALL + hard_end_in,
                planned_minutes=planned_minutes,
                agreement=agreement,
                recent_turns=recent_turns,
            )
        ]

    @property
    def session(self) -> Session:
        session = fold(self.events)
        assert session is not None
        return session

    def stamp(self, by: str = "ada") -> c.Stamp:
        return c.Stamp(f"e{len(self.events)}", self.now, WALL + self.now, by)

    def do(self, command: Callable[..., e.AnyEvent], *arguments: object) -> e.AnyEvent:
        event = command(self.session, *arguments, self.stamp())
        self.events.append(event)
        return event

    def wait(self, seconds: int) -> None:
        for _ in range(seconds):
            self.now += SECOND
            due = decision(self.session, self.stamp(e.PROGRAM))
            if due is not None:
                self.events.append(due)


def talked(floor: Mapping[str, int], weights: Mapping[str, int]) -> m.Span:
    """A span in which these people talked and shares were agreed as the weights are."""
    talk, total = sum(floor.values()), sum(weights.values())
    shares = {person: Fraction(weight, total) for person, weight in weights.items()}
    return m.Span(
        active=talk,
        floor=dict(floor),
        expected={person: share * talk for person, share in shares.items()},
        nobody=0,
        one=talk,
        several=0,
        unnamed=0,
        unsure=0,
        in_force=shares,
    )
