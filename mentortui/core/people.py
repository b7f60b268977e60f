"""Who takes part, and how they agreed to share the talk."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal, TypeAlias

import msgspec

Role: TypeAlias = Literal["mentor", "mentee", "peer", "guest"]
MOST_PEOPLE = 9
"""One number key each."""


class Participant(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person in a session, on the number key `key` (1..9) for good."""

    id: str
    name: str
    role: Role
    key: int
    zone: str = "UTC"
    named: bool = True
    """False for a guest whose name nobody has given yet: agreed share 0 until then."""


class Agreement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Percentages as agreed. A role's percentage is for the role together; a person's own goes before it."""

    persons: dict[str, float] = {}
    roles: dict[str, float] = {}


def narrowest(*agreements: Agreement | None) -> Agreement | None:
    """The first there is, narrowest first: agenda item, session, kind of session, charter. It replaces the wider ones whole."""
    return next((agreement for agreement in agreements if agreement is not None), None)


def shares_in_force(agreement: Agreement | None, present: Iterable[Participant]) -> dict[str, Fraction]:
    """The agreed share of each person present, 0..1, together 1; empty with nobody present. docs/fairness.md, Figures.

    A guest without a name is agreed at 0. Without an agreement, or with one that is 0 for everybody, all share equally.
    """
    here = list(present)
    rest = [person for person in here if person.named]
    weights = dict.fromkeys((person.id for person in here), Fraction(0))
    if agreement is not None:
        left, unsaid = Fraction(100), list(rest)
        for person in rest:
            if person.id in agreement.persons:
                weights[person.id] = _exact(agreement.persons[person.id])
                unsaid.remove(person)
        for role, together in agreement.roles.items():
            members = [person for person in unsaid if person.role == role]
            for person in members:
                weights[person.id] = _exact(together) / len(members)
                unsaid.remove(person)
        left = max(Fraction(0), left - sum(weights.values()))
        for person in unsaid:
            weights[person.id] = left / len(unsaid)
    total = sum(weights.values(), Fraction(0))
    if total:
        return {person: weight / total for person, weight in weights.items()}
    equal = rest or here
    return {person.id: Fraction(person in equal, len(equal)) for person in here}


def _exact(percentage: float) -> Fraction:
    return max(Fraction(0), Fraction(str(percentage)))
