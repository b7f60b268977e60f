"""What somebody is called until a name is said: their part, never nothing, so that no screen shows a blank."""

from collections.abc import Sequence
from typing import Final

from mentortui.core.people import Role
from mentortui.core.records import Member

ME: Final = "Me"
BY_ROLE: Final[dict[Role, str]] = {"mentor": "Mentor", "mentee": "Mentee", "peer": "Peer", "guest": "Guest"}


def is_named(name: str) -> bool:
    """Whether that is a name and stands in for none; a second nameless one has a number behind it."""
    return name.rstrip("0123456789 ") not in (ME, *BY_ROLE.values())


def what_stands_in(people: Sequence[Member], me: str) -> str:
    """How those are called who have no name, and where one is said; empty where all have one."""
    mine = next((one.name for one in people if one.id == me and not is_named(one.name)), "")
    others = [one.name for one in people if one.id != me and not is_named(one.name)]
    parts = [f"you are {mine}"] if mine else []
    parts += [f"the other is {name}" for name in others]
    return f"Until a name is said {' and '.join(parts)} here: e on Home changes it." if parts else ""
