"""Who takes part in a mentorship, as it is typed into a form: checked, and what is wrong with it by its field."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from mentortui.core.dates import Unreadable
from mentortui.core.people import MOST_PEOPLE, Agreement, Role
from mentortui.core.records import Member, Part
from mentortui.core.refused import Refused
from mentortui.core.sharing import parse_sharing
from mentortui.core.sharing_kinds import parse_kinds
from mentortui.core.stand_ins import BY_ROLE, ME
from mentortui.core.text import fit, storable
from mentortui.core.zones import zone_named

LONGEST_NAME = 80
PARTS: dict[Part, str] = {"mentor": "I mentor", "mentee": "I am mentored", "peer": "peers"}
"""The user's part, as it is asked for."""
_OTHER: dict[Part, Role] = {"mentor": "mentee", "mentee": "mentor", "peer": "peer"}


class Person(msgspec.Struct, frozen=True):
    """Someone as typed into a form; `id` is empty for a new one."""

    name: str = ""
    zone: str = ""
    id: str = ""


class Wrong(Refused):
    """Something typed cannot be taken. `field` is where: name, zone, sharing, kinds, or name:2, zone:2 for the second other
    person."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def own_typed(typed: Person, id: str, zone: str, role: Role = "mentor") -> Member:
    """The user; `id` and `zone`: what they have without its being typed. Raises Wrong."""
    return Member(id=id, name=_name("name", typed.name) or ME, role=role, zone=zone_typed("zone", typed.zone, zone))


def people_typed(
    me: Member, part: Part, others: Sequence[Person], roles: dict[str, Role], new_id: Callable[[], str]
) -> tuple[Member, ...]:
    """The user, then the others in their order; `roles` of those who have one already. Raises Wrong."""
    if not others:
        raise Wrong("name:1", "A mentorship needs one other person.")
    if len(others) >= MOST_PEOPLE:
        raise Wrong(f"name:{MOST_PEOPLE}", f"At most {MOST_PEOPLE} people take part, you among them.")
    people = [msgspec.structs.replace(me, role=part)]
    for number, typed in enumerate(others, 1):
        role = roles.get(typed.id, _usual_role(part, number))
        name = _name(f"name:{number}", typed.name) or _free(BY_ROLE[role], people)
        twin = next((person for person in people if person.name.casefold() == name.casefold()), None)
        if twin is not None:
            who = "You are" if twin.id == me.id else "Somebody is"
            raise Wrong(f"name:{number}", f"{who} called {fit(twin.name, 24)} too: add a letter, such as {fit(name, 24)} K.")
        zone = zone_typed(f"zone:{number}", typed.zone, me.zone)
        people.append(Member(id=typed.id or new_id(), name=name, role=role, zone=zone))
    return tuple(people)


def members(part: Part, own_name: str, others: Sequence[Person]) -> tuple[Member, ...]:
    """People as they would be, nothing checked: for what a form says while one types."""
    made = [Member(id="me", name=own_name.strip() or "you", role=part)]
    for number, typed in enumerate(others, 1):
        role = _usual_role(part, number)
        made.append(Member(id=typed.id or f"new-{number}", name=typed.name.strip() or BY_ROLE[role], role=role))
    return tuple(made)


def zone_typed(field: str, typed: str, default: str) -> str:
    """The zone that is meant; `default` for no words. Raises Wrong."""
    if not typed.strip():
        return default
    try:
        return zone_named(typed)
    except Unreadable as error:
        raise Wrong(field, str(error)) from error


def sharing_typed(words: str, people: Sequence[Member]) -> tuple[Agreement | None, bool]:
    """The agreed shares, and whether figures are shown. Raises Wrong."""
    try:
        return parse_sharing(words, people)
    except Refused as error:
        raise Wrong("sharing", str(error)) from error


def kinds_typed(words: str, people: Sequence[Member], own: Iterable[str]) -> dict[str, Agreement]:
    """What is agreed for kinds of session. Raises Wrong."""
    try:
        return parse_kinds(words, people, own)
    except Refused as error:
        raise Wrong("kinds", str(error)) from error


def _usual_role(part: Part, number: int) -> Role:
    return "mentee" if part == "mentee" and number > 1 else _OTHER[part]


def _name(field: str, typed: str) -> str:
    name = " ".join(storable(typed[: 50 * LONGEST_NAME]).split())
    if len(name) > LONGEST_NAME:
        raise Wrong(field, f"This name has {len(typed)} characters: write at most {LONGEST_NAME}.")
    return name


def _free(name: str, people: Sequence[Member]) -> str:
    taken = {person.name.casefold() for person in people}
    numbered = (name if number == 1 else f"{name} {number}" for number in range(1, MOST_PEOPLE + 2))
    return next(one for one in numbered if one.casefold() not in taken)
