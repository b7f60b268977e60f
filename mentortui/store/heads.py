"""What a list shows of a mentorship or a session, without all of it being read."""

from pathlib import Path

import msgspec

from mentortui.core.records import Moment, Part
from mentortui.store.shelf import Shelf


class SessionHead(msgspec.Struct, frozen=True, kw_only=True):
    """A session's line in a list. Times in UTC microseconds; `active`, `floor`, `expected` in microseconds of active time."""

    id: str
    number: int
    kind: str
    title: str
    began: Moment
    ended: Moment
    active: int
    floor: dict[str, int]
    expected: dict[str, int]
    show_figures: bool = True
    removed: bool = False


class MentorshipHead(msgspec.Struct, frozen=True, kw_only=True):
    """What Home shows of a mentorship. `promises`: how many are open, by the id of the person who promised."""

    slug: str
    id: str
    part: Part
    me: str
    names: dict[str, str]
    """By the ids of its people, the user among them."""
    zones: dict[str, str]
    show_figures: bool
    next_date: int | None
    promises: dict[str, int]
    removed: bool = False
    sessions: int = 0
    last: SessionHead | None = None


class _Figures(msgspec.Struct):
    active: int
    floor: dict[str, int]
    expected: dict[str, int] = {}


class _Session(msgspec.Struct):
    """The few fields of a stored session that its head is made of: the parser skips the rest."""

    id: str
    number: int
    kind: str
    title: str
    began: Moment
    ended: Moment
    figures: _Figures
    show_figures: bool = True
    removed: bool = False


def session_heads(shelf: Shelf, path: Path) -> tuple[SessionHead, ...]:
    """Of one file of sessions, oldest first, removed ones too. Raises StoreError."""
    heads = map(_head, shelf.all(path, "sessions", _Session))
    return tuple(sorted(heads, key=lambda head: (head.began, head.number)))


def _head(session: _Session) -> SessionHead:
    return SessionHead(
        id=session.id,
        number=session.number,
        kind=session.kind,
        title=session.title,
        began=session.began,
        ended=session.ended,
        active=session.figures.active,
        floor=session.figures.floor,
        expected=session.figures.expected,
        show_figures=session.show_figures,
        removed=session.removed,
    )
