"""A thank-you in plain text, made from what a session left: wins, praise, takeaways. A beginning: it is there to be edited."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo

from mentortui.core.capture import Capture
from mentortui.core.dates import show_date
from mentortui.core.feedback import giver_of, waits, was_good
from mentortui.core.page_said import name_of
from mentortui.core.records import FinishedSession, Living
from mentortui.core.words import joined

MOST = 4
"""Lines of one sort; more is a report, not a thank-you."""


def thanks(stored: FinishedSession, living: Sequence[Living], *, here: tzinfo, today: date) -> str:
    """To the people beside the user, in the user's name. `living` may be that of every session. Nothing in it is private, waits
    to be given, or could be better; with nothing caught it is two lines."""
    me = stored.me
    others = [person.id for person in stored.people if person.id != me]
    caught = [one.capture for one in living if one.session == stored.id and not one.removed]
    caught += [one.capture for one in stored.caught]
    day = datetime.fromtimestamp(stored.began / 1_000_000, UTC).astimezone(here).date()
    parts = [
        f"Hello {joined([_first(stored, one) for one in others])}," if others else "Hello,",
        f"thank you for our session on {show_date(day, today)}.",
        *_lines("I want to celebrate", [one for one in caught if one.kind == "win" and one.who != me]),
        *_lines("I thought this was good", [one for one in caught if _praise_of_mine(one, me)]),
        *_lines("Your feedback to me", [one for one in caught if _praise_for_me(one, me)]),
        *_lines("What I take with me", [one for one in caught if one.kind == "takeaway" and one.who == me]),
        *_lines("What you take with you", [one for one in caught if one.kind == "takeaway" and one.who in others]),
        "",
        _first(stored, me),
    ]
    return "\n".join(parts)


def _praise_of_mine(capture: Capture, me: str) -> bool:
    return bool(_good(capture)) and capture.who != me and giver_of(capture, me) == me


def _praise_for_me(capture: Capture, me: str) -> bool:
    return bool(_good(capture)) and capture.who == me


def _good(capture: Capture) -> str:
    return was_good(capture) if capture.kind == "feedback" and not waits(capture) else ""


def _lines(heading: str, found: Sequence[Capture]) -> list[str]:
    """One stands in its sentence, several under one another."""
    said = [" ".join(capture.text.split()) for capture in found][:MOST]
    if not said:
        return []
    return ["", f"{heading}: {said[0]}"] if len(said) == 1 else ["", f"{heading}:", *(f"- {text}" for text in said)]


def _first(stored: FinishedSession, person: str) -> str:
    name = name_of(stored, person)
    return next(iter(name.split()), name)
