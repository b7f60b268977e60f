"""How talk is to be shared, in words: `equal`, `40/60`, `do not show`, or nothing agreed."""

import re
from collections.abc import Sequence
from typing import TypeAlias

from mentortui.core.people import Agreement, Participant
from mentortui.core.records import Member, Mentorship
from mentortui.core.refused import Refused
from mentortui.core.text import fit

Sharer: TypeAlias = Member | Participant
NOTHING = ""
EQUAL = "equal"
HIDDEN = "do not show"
_EQUAL = ("equal", "equally", "as equals", "equals", "even", "fair", "e")
_HIDDEN = ("do not show", "don't show", "dont show", "don’t show", "not shown", "hide", "hidden", "no figures")
_NOTHING = ("", "nothing", "nothing agreed", "not agreed", "none", "skip")


def parse_sharing(words: str, people: Sequence[Sharer]) -> tuple[Agreement | None, bool]:
    """What was agreed among `people` (the user first), and whether figures are shown. Raises Refused.

    Two numbers among mentors and mentees are theirs in that order, whoever types; otherwise there is one for
    each person, in their order; guests may be left out. One number alone leaves the rest to the other side.
    """
    text = " ".join(words.casefold().split())
    if text in _NOTHING:
        return None, True
    if text in _HIDDEN:
        return None, False
    if text in _EQUAL:
        return Agreement(), True
    parts = [part for part in re.split(r"[\s/:,;]+|%", text) if part]
    if not parts or any(re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", part) is None for part in parts):
        raise Refused(f"“{fit(words.strip(), 30)}” is not a way to share: say equal, 40/60, or do not show.")
    numbers = [float(part) for part in parts]
    sides = _sides(people)
    if len(numbers) == 1 and numbers[0] <= 100 and (sides or len(people) == 2):
        numbers.append(100 - numbers[0])
    shown = "/".join(_number(number) for number in numbers)
    if abs(sum(numbers) - 100) > 0.005:
        raise Refused(f"{shown} makes {_number(sum(numbers))}: the shares must make 100 together.")
    if sides and len(numbers) == 2:
        return Agreement(roles=dict(zip(sides, numbers, strict=True))), True
    for some in (people, [member for member in people if member.role != "guest"]):
        if len(numbers) == len(some):
            return Agreement(persons={member.id: number for member, number in zip(some, numbers, strict=True)}), True
    wanted = f"{len(people)}, one for each person" + (", or 2, mentor/mentees" if sides else "")
    raise Refused(f"{shown} has {len(numbers)} shares: give {wanted}, or say equal.")


def sharing_words(mentorship: Mentorship) -> str:
    """What one would type for it; empty where nothing is agreed."""
    return agreement_words(mentorship.agreement, in_order(mentorship)) if mentorship.show_figures else HIDDEN


def agreement_words(agreement: Agreement | None, people: Sequence[Sharer]) -> str:
    """What one would type for it among `people`, the user first; empty where nothing is agreed."""
    if agreement is None:
        return NOTHING
    sides = _sides(people)
    named = [member for member in people if member.role != "guest" or member.id in agreement.persons]
    if agreement.persons and all(member.id in agreement.persons for member in named):
        return "/".join(_number(agreement.persons[member.id]) for member in named)
    if sides and all(side in agreement.roles for side in sides):
        return "/".join(_number(agreement.roles[side]) for side in sides)
    return EQUAL


def sharing_told(agreement: Agreement | None, shown: bool, people: Sequence[Sharer]) -> str:
    """The same in a sentence for the form: who gets how much."""
    if not shown:
        return "speaking figures are not shown"
    if agreement is None:
        return "nothing agreed: shares are shown beside equal ones"
    if agreement.roles:
        names = {side: " and ".join(m.name for m in people if m.role == side) for side in agreement.roles}
        return " · ".join(f"{fit(names[side] or side, 20)} {_number(share)} %" for side, share in agreement.roles.items())
    if agreement.persons:
        return " · ".join(f"{fit(m.name, 20)} {_number(agreement.persons.get(m.id, 0))} %" for m in people)
    return "the same for everyone"


def in_order(mentorship: Mentorship) -> tuple[Member, ...]:
    """Its people as their number keys go: the user first."""
    return tuple(sorted(mentorship.people, key=lambda member: member.id != mentorship.me))


def _sides(people: Sequence[Sharer]) -> tuple[str, str] | None:
    roles = {member.role for member in people if member.role != "guest"}
    return ("mentor", "mentee") if roles == {"mentor", "mentee"} else None


def _number(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
