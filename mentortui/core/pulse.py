"""The pulse: how each found a session, kept covered until everybody has spoken or declined. Nothing here averages or compares."""

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

import msgspec

from mentortui.core.commands import Refused
from mentortui.core.people import Participant
from mentortui.core.records import Pulse
from mentortui.core.text import fit

LOWEST, HIGHEST = 1, 5
MOST_NAMES, NAME_CELLS = 3, 24
"""In a sentence: of more people only how many they are."""
ASKED = ("safety", "usefulness", "fairness")
"""What is rated, in this order."""
MEANT = {
    "safety": "could everything be said",
    "usefulness": "was it worth the time",
    "fairness": "did each get a fair part",
}
"""What each asks, in words for both sides."""
Rated: TypeAlias = tuple[int | None, int | None, int | None]
"""Safety, usefulness, fairness; None: not said."""


class PulseRow(msgspec.Struct, frozen=True, kw_only=True):
    """One person's place in the pulse of a session. `values` only once it is open."""

    person: str
    name: str
    state: Literal["in", "declined", "waiting"]
    by_letter: bool = False
    values: Rated | None = None


class PulseView(msgspec.Struct, frozen=True, kw_only=True):
    """What may be shown of a session's pulse: who is in, and the ratings only when nobody is waited for any more."""

    session: str
    rows: tuple[PulseRow, ...]
    sealed: bool

    def row(self, person: str) -> PulseRow | None:
        """That person's, or None where the person was not in the session."""
        return next((row for row in self.rows if row.person == person), None)

    @property
    def waiting(self) -> tuple[PulseRow, ...]:
        """Those who have neither rated nor declined."""
        return tuple(row for row in self.rows if row.state == "waiting")

    @property
    def empty(self) -> bool:
        """Nobody has said anything yet."""
        return len(self.waiting) == len(self.rows)


def pulse_id(session: str, person: str) -> str:
    """The id of the one pulse a person has of a session: given again it replaces the first."""
    return f"pulse-{session}-{person}"


def raters(people: Iterable[Participant]) -> tuple[Participant, ...]:
    """Who is asked: everybody of the session but guests."""
    return tuple(person for person in people if person.role != "guest")


def view(session: str, people: Iterable[Participant], pulses: Iterable[Pulse]) -> PulseView:
    """What may be shown now. Open once everybody asked is in or has declined; with nothing rated there is nothing to open."""
    asked = raters(people)
    found = {one.person: one for one in pulses if one.session == session and not one.removed}
    waited = any(person.id not in found for person in asked)
    rated = any(person.id in found and not found[person.id].declined for person in asked)
    sealed = waited or not rated
    return PulseView(session=session, rows=tuple(_row(person, found.get(person.id), sealed) for person in asked), sealed=sealed)


def _row(person: Participant, pulse: Pulse | None, sealed: bool) -> PulseRow:
    if pulse is None:
        return PulseRow(person=person.id, name=person.name, state="waiting")
    if pulse.declined:
        return PulseRow(person=person.id, name=person.name, state="declined", by_letter=pulse.by_letter)
    values = None if sealed else (pulse.safety, pulse.usefulness, pulse.fairness)
    return PulseRow(person=person.id, name=person.name, state="in", by_letter=pulse.by_letter, values=values)


def rated(
    shown: PulseView, person: str, values: Rated, *, by_letter: bool, wall: int, by: str, before: Pulse | None = None
) -> Pulse:
    """The pulse to store. Raises Refused for a rating that is none, somebody who was not there, and once all are open."""
    _may_speak(shown, person)
    given = [value for value in values if value is not None]
    if not given:
        raise Refused("Nothing is rated yet: 1 to 5 for safety, usefulness, fairness.")
    if any(not LOWEST <= value <= HIGHEST for value in given):
        raise Refused(f"A pulse goes from {LOWEST} to {HIGHEST}.")
    safety, usefulness, fairness = values
    return Pulse(
        id=pulse_id(shown.session, person),
        created=before.created if before else wall,
        changed=wall,
        changed_by=by,
        session=shown.session,
        person=person,
        safety=safety,
        usefulness=usefulness,
        fairness=fairness,
        by_letter=by_letter,
    )


def declined(shown: PulseView, person: str, *, wall: int, by: str, before: Pulse | None = None) -> Pulse:
    """The pulse of somebody who would rather not. Raises Refused as `rated` does."""
    _may_speak(shown, person)
    return Pulse(
        id=pulse_id(shown.session, person),
        created=before.created if before else wall,
        changed=wall,
        changed_by=by,
        session=shown.session,
        person=person,
        declined=True,
    )


def _may_speak(shown: PulseView, person: str) -> None:
    if shown.row(person) is None:
        raise Refused("Only those who were in the session have a pulse of it.")
    if not shown.sealed:
        raise Refused("The pulse of this session is open: what was said before the others' was seen stays as it is.")


def pulse_words(shown: PulseView, me: str) -> str:
    """Where it stands, in a sentence: whom it waits for, and that it is covered until then."""
    waiting = shown.waiting
    own = shown.row(me)
    others_in = [row.name for row in shown.rows if row.person != me and row.state == "in"]
    if not shown.sealed:
        return "everybody has spoken"
    if not waiting:
        return "nobody wanted to rate this session"
    if own is not None and own.state == "waiting":
        if others_in:
            return f"{_names(others_in)} {'is' if len(others_in) == 1 else 'are'} in, covered until yours is"
        both = "both are" if len(shown.rows) == 2 else "all are"
        return f"1 to 5 each for safety, usefulness, fairness; covered until {both} in"
    mine = "yours is in" if own is not None and own.state == "in" else "you declined"
    return f"{mine}, covered until {_names([row.name for row in waiting])} {'is' if len(waiting) == 1 else 'are'} in or declined"


def values_words(values: Rated) -> str:
    """`safety 4 · usefulness 5 · fairness 3`; what was not said is left out."""
    return " · ".join(f"{name} {value}" for name, value in zip(ASKED, values, strict=True) if value is not None)


def _names(names: Sequence[str]) -> str:
    if len(names) > MOST_NAMES:
        return f"{len(names)} others"
    names = [fit(name, NAME_CELLS) for name in names]
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)
