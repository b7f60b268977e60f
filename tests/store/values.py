"""Stored values for tests, each made from the few things a test cares about."""

from mentortui.core.capture import Capture
from mentortui.core.events import CaptureRecorded, FloorTaken
from mentortui.core.people import Participant
from mentortui.core.records import (
    Caught,
    Figures,
    FinishedSession,
    Living,
    Member,
    Mentorship,
    PrivateNote,
)

YEAR = 365 * 86_400 * 1_000_000


def mentorship(id: str = "m1", name: str = "Grace", **fields: object) -> Mentorship:
    people = (Member(id="ada", name="Ada", role="mentor"), Member(id="grace", name=name, role="mentee"))
    values: dict[str, object] = {"id": id, "slug": "", "part": "mentor", "me": "ada", "people": people} | fields
    return Mentorship(**values)  # type: ignore[arg-type]


def action(id: str, who: str = "grace", state: str = "open", text: str = "read it") -> Living:
    capture = Capture(id=id, kind="action", text=text, who=who)
    return Living(id=id, capture=capture, session="s1", at=0, state=state)  # type: ignore[arg-type]


def step(id: str, who: str = "grace") -> Living:
    """What could be better, its next step named: a promise too."""
    capture = Capture(id=id, kind="feedback", text="late", who=who, better=True, step="say so earlier")
    return Living(id=id, capture=capture, session="s1", at=0)


def private(id: str, text: str) -> PrivateNote:
    caught = Caught(capture=Capture(id=id, kind="private", text=text), at=5)
    return PrivateNote(id=id, session="s1", caught=caught)


def session(id: str, number: int = 1, began: int = 55 * YEAR, turns: int = 3) -> FinishedSession:
    floor = {"ada": 60_000_000, "grace": 30_000_000}
    return FinishedSession(
        id=id,
        mentorship="m1",
        number=number,
        kind="regular",
        title="",
        began=began,
        ended=began + 90_000_000,
        planned_minutes=30,
        me="ada",
        people=(Participant(id="ada", name="Ada", role="mentor", key=1),),
        agreement=None,
        show_figures=True,
        items=(),
        turns=tuple(("ada", n * 1_000, n * 1_000 + 900, "key") for n in range(turns)),
        figures=Figures(
            active=90_000_000,
            nobody=0,
            several=0,
            unsure=0,
            floor=floor,
            expected=floor,
            turns={"ada": turns},
            longest={},
        ),
    )


def taken(id: str, at: int = 0, holder: str = "ada") -> FloorTaken:
    return FloorTaken(id=id, at=at, holders=(holder,))


def noted(id: str, text: str) -> CaptureRecorded:
    return CaptureRecorded(id=id, at=0, capture=Capture(id=id, text=text))
