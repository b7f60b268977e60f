"""What a list shows of a session, read from its file without all of it being read."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from mentortui.core.heads import MentorshipHead, SessionHead
from mentortui.core.records import Moment
from mentortui.store.documents import fitted
from mentortui.store.shelf import Shelf

__all__ = ["MentorshipHead", "SessionHead", "session_heads"]


class _Figures(msgspec.Struct):
    active: int
    floor: dict[str, int]
    expected: dict[str, int] = {}


class _Capture(msgspec.Struct):
    kind: str = "note"
    sorted: bool = False


class _Caught(msgspec.Struct):
    capture: _Capture


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
    agreement: dict[str, Any] | None = None
    caught: tuple[_Caught, ...] = ()


def session_heads(shelf: Shelf, path: Path) -> tuple[SessionHead, ...]:
    """Of one file of sessions, oldest first, removed ones too. Raises StoreError."""
    heads = map(_head, shelf.all(path, "sessions", _Session))
    return tuple(sorted(heads, key=lambda head: (head.began, head.number)))


def sessions_in(documents: Iterable[bytes]) -> int:
    """How many of them a list shows."""
    found = (fitted(document, _Session) for document in documents)
    return sum(isinstance(one, _Session) and not one.removed for one in found)


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
        agreed=session.agreement is not None,
        notes=sum(one.capture.kind == "note" and not one.capture.sorted for one in session.caught),
    )
