"""What was agreed last time: of the newest session, and what is still open from before."""

from datetime import date

import msgspec

from mentortui.core.capture import Capture
from mentortui.core.last_time import last_time
from mentortui.core.people import Participant
from mentortui.core.records import Caught, Figures, FinishedSession, Living, Member, Mentorship

DAY = 86_400_000_000
TODAY = date(2026, 11, 25)
NOON = 1_795_608_180_000_000
"""Wed 25 Nov 2026, 14:03 in Berlin."""
PEOPLE = (Participant(id="ada", name="Ada", role="mentor", key=1), Participant(id="grace", name="Grace", role="mentee", key=2))
PAIR = Mentorship(
    id="m",
    slug="grace",
    part="mentor",
    me="ada",
    people=(Member(id="ada", name="Ada", role="mentor"), Member(id="grace", name="Grace", role="mentee")),
)
NONE = Figures(active=0, nobody=0, several=0, unsure=0, floor={}, expected={}, turns={}, longest={})


def held(number: int, days_ago: int, **more: object) -> FinishedSession:
    began = NOON - days_ago * DAY
    session = FinishedSession(
        id=f"s{number}",
        mentorship="m",
        number=number,
        kind="regular",
        title="",
        began=began,
        ended=began + 3_600_000_000,
        planned_minutes=60,
        me="ada",
        people=PEOPLE,
        agreement=None,
        show_figures=True,
        items=(),
        turns=(),
        figures=NONE,
    )
    return msgspec.structs.replace(session, **more)


def living(session: str, state: str = "open", **capture: object) -> Living:
    made = Capture(**capture)  # type: ignore[arg-type]
    return Living(id=made.id, capture=made, session=session, state=state)  # type: ignore[arg-type]


def said(sessions: list[FinishedSession], records: list[Living]) -> dict[str, list[str]]:
    found = last_time(sessions, records, PAIR, TODAY, "Europe/Berlin")
    assert found is not None
    return {
        section.title: [" ".join(part for part in (line.mark, line.lead, line.text, line.tail) if part) for line in section.lines]
        for section in found.sections
    }


def test_before_the_first_session_there_is_nothing() -> None:
    assert last_time([], [], PAIR, TODAY, "Europe/Berlin") is None
    assert last_time([held(1, 3, removed=True)], [], PAIR, TODAY, "Europe/Berlin") is None


def test_the_newest_session_counts_whatever_order_they_are_stored_in() -> None:
    found = last_time([held(14, 13), held(13, 27), held(15, 1, removed=True)], [], PAIR, TODAY, "Europe/Berlin")
    assert found is not None
    assert (found.what, found.when, found.sections) == ("regular session 14", "Thu 12 Nov · 13 days ago", ())


def test_takeaways_promises_of_both_with_their_state_and_decisions_are_there() -> None:
    caught = (Caught(capture=Capture(id="t", kind="takeaway", text="small commits got me faster reviews"), at=0),)
    records = [
        living("s14", id="a", kind="action", text="write the failing test", who="grace", due="2026-11-27"),
        living("s14", "done", id="b", kind="action", text="introduce to the data team", who="ada"),
        living("s14", id="d", kind="decision", text="recorded responses instead of a fake server"),
        living("s14", id="f", kind="feedback", text="the migration step had no owner", better=True, who="grace"),
        living("s14", id="g", kind="feedback", text="secret", better=True, who="grace", later=True),
        living("s12", id="o", kind="action", text="chapter 4", who="grace", due="2026-11-01"),
        living("s12", "done", id="p", kind="action", text="long done", who="grace"),
    ]
    assert said([held(12, 40), held(14, 13, caught=caught)], records) == {
        "Takeaways": ["small commits got me faster reviews"],
        "Promised": ["○ Grace write the failing test by Fri 27 Nov", "✓ Ada introduce to the data team kept"],
        "Decided": ["recorded responses instead of a fake server"],
        "Its next step is still open": ["the migration step had no owner"],
        "Still open from before": ["○ Grace chapter 4 by Sun 1 Nov"],
    }
