"""Another session that was held at the same time: found and told in one way, however a session comes in afterwards."""

from mentortui.core.heads import SessionHead
from mentortui.core.past import overlapping
from mentortui.core.refused import Refused
from mentortui.core.text import fit
from mentortui.core.words import session_called
from mentortui.store.store import Store


class Overlaps(Refused):
    """Another session was held with these people at that time. Both may be stored all the same, if one says so."""

    def __init__(self, message: str, session: str) -> None:
        """`session`: the id of the other."""
        super().__init__(message)
        self.session = session


def held_then(store: Store, slug: str, began: int, ended: int) -> SessionHead | None:
    """The session of that mentorship that was held between these moments, UTC microseconds."""
    heads = [head for head in store.session_heads(slug) if not head.removed]
    same = overlapping(began, ended, [(head.began, head.ended) for head in heads])
    return next((head for head in heads if (head.began, head.ended) == same), None)


def told(other: SessionHead, *, file: str = "", when: str = "") -> str:
    """`call.vtt: regular session 3 was held at that time.`, `Regular session 3 was held at that time, Wed 25 Nov 15:00.`"""
    said = f"{session_called(other.kind, other.number)} was held at that time{f', {when}' if when else ''}."
    return f"{fit(file, 60)}: {said}" if file else f"{said[:1].upper()}{said[1:]}"
