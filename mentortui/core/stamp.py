"""What every command stands on: who does it, when, and that the session still goes on."""

from typing import TypedDict

import msgspec

from mentortui.core.refused import Refused
from mentortui.core.session import Session


class Stamp(msgspec.Struct, frozen=True):
    """What each event carries: a fresh id, the moment on the session clock and on the wall (UTC, microseconds), an author."""

    id: str
    at: int
    wall: int
    by: str


class Fields(TypedDict):
    """A stamp as the fields of an event."""

    id: str
    at: int
    wall: int
    by: str


def fields(stamp: Stamp) -> Fields:
    """For the constructor of an event."""
    return Fields(id=stamp.id, at=stamp.at, wall=stamp.wall, by=stamp.by)


def must_run(session: Session) -> None:
    """Raises Refused where it is finished."""
    if session.finished:
        raise Refused("This session is finished.", keys="u goes back into it.")
