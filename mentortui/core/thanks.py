"""A thank-you in plain text, made from what a session left, or from the wins of some months. A beginning: it is there to be
edited."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo

from mentortui.core.capture import Capture
from mentortui.core.dates import show_date
from mentortui.core.feedback import giver_among, giver_of, waits, was_good
from mentortui.core.page_said import name_of
from mentortui.core.record_details import ResourceDetails
from mentortui.core.records import FinishedSession, Living
from mentortui.core.wins import effect_of, may_read
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
    return _said(heading, [" ".join(capture.text.split()) for capture in found])


def _said(heading: str, found: Sequence[str]) -> list[str]:
    said = found[:MOST]
    if not said:
        return []
    return ["", f"{heading}: {said[0]}"] if len(said) == 1 else ["", f"{heading}:", *(f"- {text}" for text in said)]


def _first(stored: FinishedSession, person: str) -> str:
    name = name_of(stored, person)
    return next(iter(name.split()), name)


def thanks_from_wins(
    living: Sequence[Living], *, me: str, to: Sequence[str], names: Mapping[str, str], since: date, day: Callable[[int], date]
) -> str:
    """To those people, in the user's name, of what came from `since` on, or of what was before where there is nothing
    since. Nothing in it is private, waits to be given, or could be better. `names`: of everybody by their ids, the user first."""
    there = [one for one in living if not one.removed]
    recent = [one for one in there if day(one.created) >= since]
    lines = _thanked(recent, tuple(names), to) or _thanked(there, tuple(names), to)
    whom = joined([_first_name(names.get(person, "")) for person in to if names.get(person)])
    begins = f"Hello {whom}," if whom else "Hello,"
    return "\n".join([begins, "thank you for working on this with me.", *lines, "", _first_name(names.get(me, ""))])


def _thanked(living: Sequence[Living], people: Sequence[str], to: Sequence[str]) -> list[str]:
    me = people[0] if people else ""
    newest = sorted(living, key=lambda one: (-one.created, one.id))
    wins = [one for one in newest if one.capture.kind == "win" and may_read(one, "pair")]
    theirs = [one for one in wins if one.capture.who in to or one.capture.who == ""]
    mine = [one for one in wins if one.capture.who == me]
    opened = [
        one.capture for one in newest if one.capture.kind == "opportunity" and one.capture.who == me and one.state == "done"
    ]
    helped = [one.capture for one in newest if _helped(one, to)]
    praise = [one.capture for one in newest if _praise_of_mine(one.capture, me) and one.capture.who in to]
    told = [one.capture for one in newest if _praise_for_me(one.capture, me) and giver_among(one.capture, people) in to]
    return [
        *_said("I want to celebrate", [_with_effect(one) for one in theirs]),
        *_lines("I thought this was good", praise),
        *_said("What I could do, also because of you", [_with_effect(one) for one in mine]),
        *_lines("Your feedback to me", told),
        *_lines("A door you opened for me", opened),
        *_lines("What you sent me, and it helped", helped),
    ]


def _helped(record: Living, to: Sequence[str]) -> bool:
    details = record.details
    return isinstance(details, ResourceDetails) and details.reading == "useful" and details.sent_by in to


def _with_effect(win: Living) -> str:
    text, effect = " ".join(win.capture.text.split()), " ".join(effect_of(win).split())
    return f"{text} ({effect})" if effect else text


def _first_name(name: str) -> str:
    return next(iter(name.split()), name)
