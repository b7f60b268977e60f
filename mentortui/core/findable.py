"""What of a session can be found again, and of what was written down outside of any: one line in History each."""

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

import msgspec

from mentortui.core.capture import Capture
from mentortui.core.people import Participant
from mentortui.core.promises import open_promises
from mentortui.core.records import Caught, Living, Mentorship, Moment, PrivateNote
from mentortui.core.search import Query, fold
from mentortui.core.words import KINDS, own_title, session_called, session_titled

Order: TypeAlias = Literal["newest", "oldest", "longest", "open"]
ORDERS: dict[Order, str] = {
    "newest": "newest first",
    "oldest": "oldest first",
    "longest": "longest first",
    "open": "most open actions first",
}
"""How History may be sorted, as it is called."""
_APART = "\n"


class Piece(msgspec.Struct, frozen=True, gc=False):
    """Something that can be found. `kind` as it is called; `at`: the session clock at which it was caught, 0 where it was not."""

    kind: str
    text: str
    id: str = ""
    at: int = 0


class _Item(msgspec.Struct):
    title: str


class _Figures(msgspec.Struct):
    active: int


class Told(msgspec.Struct, kw_only=True):
    """The few fields of a stored session that can be found: the parser skips the rest, its turns above all."""

    id: str
    number: int
    kind: str
    title: str
    began: Moment
    ended: Moment
    me: str
    people: tuple[Participant, ...]
    figures: _Figures
    items: tuple[_Item, ...] = ()
    caught: tuple[Caught, ...] = ()
    understandings: tuple[tuple[str, str, str], ...] = ()
    closing: str = ""
    removed: bool = False


class Findable(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A session in History, or, where `session` is False, a record that belongs to none. Times in microseconds."""

    slug: str
    id: str
    session: bool = True
    began: int
    """UTC; of a record when it was written."""
    number: int = 0
    what: str
    """What it is called: kind and title."""
    who: str
    """The others, by name."""
    active: int = 0
    open: int = 0
    """Promises made in it that are still open."""
    pieces: tuple[Piece, ...]
    folded: str

    def matches(self, query: Query) -> tuple[Piece, ...]:
        """What of it holds at least one of the words, those with a moment in the order they were said, the others after them."""
        if not query.words:
            return ()
        found = [piece for piece in self.pieces if any(word in fold(piece.text) for word in query.words)]
        return tuple(sorted(found, key=lambda piece: (not piece.at, piece.at)))


def sessions_findable(
    mentorship: Mentorship, told: Iterable[Told], living: Iterable[Living], private: Iterable[PrivateNote]
) -> tuple[Findable, ...]:
    """Those of one mentorship that are there; `living` and `private` may be all it has."""
    by_session: dict[str, list[Living]] = {}
    for record in living:
        if not record.removed:
            by_session.setdefault(record.session, []).append(record)
    notes: dict[str, list[PrivateNote]] = {}
    for note in private:
        if not note.removed:
            notes.setdefault(note.session, []).append(note)
    return tuple(_session(mentorship, one, by_session.get(one.id, ()), notes.get(one.id, ())) for one in told if not one.removed)


def records_findable(mentorship: Mentorship, living: Iterable[Living], private: Iterable[PrivateNote]) -> tuple[Findable, ...]:
    """What was written down outside of any session, the user's own notes too."""
    names = {member.id: member.name for member in mentorship.people}
    who = _others(names, mentorship.me)
    alone = {note.id: (note, note.caught.capture, 0) for note in private if not note.session and not note.removed}
    here = [record for record in living if not record.session and not record.removed and record.id not in alone]
    shared = [(record, record.capture, sum(open_promises((record,)).values())) for record in here]
    return tuple(
        _findable(
            slug=mentorship.slug,
            id=record.id,
            session=False,
            began=record.created,
            what=KINDS[capture.kind],
            who=who,
            open=count,
            pieces=(*_said(capture, names, 0), Piece("with", who)),
        )
        for record, capture, count in (*shared, *alone.values())
    )


def in_order(found: Iterable[Findable], order: Order) -> list[Findable]:
    """Sorted as one wants to see them; among equals the newest first."""
    newest = sorted(found, key=lambda one: (one.began, one.number), reverse=True)
    match order:
        case "oldest":
            newest.reverse()
        case "longest":
            newest.sort(key=lambda one: -one.active)
        case "open":
            newest.sort(key=lambda one: -one.open)
        case _:
            pass
    return newest


def shown(found: Sequence[Findable], query: Query) -> list[Findable]:
    """What the filter leaves. Without one, the sessions; what belongs to none is only there to be found."""
    if not query:
        return [one for one in found if one.session]
    if query.refused:
        return []
    left = list(found)
    for word in query.words:  # a loop a word: the fastest there is, and the first and longest word leaves few
        left = [one for one in left if word in one.folded]
    return left


Place: TypeAlias = tuple[int, int]
"""A match: the place of its session in a list, and which of the matches in it that have a moment."""


def said_in(found: Findable, query: Query) -> tuple[Piece, ...]:
    """The matches of a session that were caught at a known moment, in the order they were said; each capture once."""
    timed = {piece.id: piece for piece in reversed(found.matches(query)) if piece.at and piece.id}
    return tuple(sorted(timed.values(), key=lambda piece: piece.at))


def walked(found: Sequence[Findable], query: Query, place: Place, by: int) -> Place:
    """The next match with a moment (`by` 1) or the one before (-1), through all sessions; the same where there is none."""
    session, match = place[0], place[1] + by
    if 0 <= match < len(said_in(found[session], query)):
        return session, match
    session += by
    while 0 <= session < len(found):
        count = len(said_in(found[session], query))
        if count:
            return session, 0 if by > 0 else count - 1
        session += by
    return place


def _session(mentorship: Mentorship, told: Told, living: Sequence[Living], private: Sequence[PrivateNote]) -> Findable:
    names = {member.id: member.name for member in mentorship.people} | {person.id: person.name for person in told.people}
    called = session_called(told.kind, told.number, told.title)
    own = own_title(told.kind, told.title)
    here = {person.id: person.name for person in told.people}
    who = _others(here, told.me)
    pieces = [
        Piece("session", called),
        Piece("title", own),
        Piece("with", who),
        *(Piece("agenda", item.title) for item in told.items),
    ]
    kept = {note.id for note in private}
    for note in private:
        pieces += _said(note.caught.capture, names, note.caught.at)
    for record in living:
        if record.id not in kept:
            pieces += _said(record.capture, names, record.at)
    for caught in told.caught:
        pieces += _said(caught.capture, names, caught.at)
    pieces += [Piece("understood", about) for _, _, about in told.understandings]
    pieces.append(Piece("in closing", told.closing))
    return _findable(
        slug=mentorship.slug,
        id=told.id,
        began=told.began,
        number=told.number,
        what=session_titled(told.kind, told.number, told.title),
        who=who,
        active=told.figures.active,
        open=sum(open_promises(living).values()),
        pieces=tuple(piece for piece in pieces if piece.text),
    )


def _findable(*, pieces: tuple[Piece, ...], **fields: object) -> Findable:
    folded = fold(_APART.join(piece.text for piece in pieces))
    return Findable(pieces=pieces, folded=folded, **fields)  # type: ignore[arg-type]


def _said(capture: Capture, names: dict[str, str], at: int) -> list[Piece]:
    """What was caught, in all its fields, with the name of whom it is for and its goal."""
    kind = KINDS[capture.kind]
    parts = [
        (kind, capture.text),
        (f"{kind}, then", capture.step),
        (f"{kind}, could be better", capture.improve),
        (f"{kind}, where", capture.where),
        (f"{kind}, what it changed", capture.effect),
        (f"{kind}, when", capture.when),
        (f"{kind}, answered", capture.answer_words),
        (f"{kind}, goal", f"#{capture.goal}" if capture.goal else ""),
        (f"{kind}, for", names.get(capture.who, "") if capture.who else ""),
    ]
    return [Piece(called, text, capture.id, at) for called, text in parts if text.strip()]


def _others(names: dict[str, str], me: str) -> str:
    others = [name for id, name in names.items() if id != me]
    return ", ".join(others[:3]) + (f" and {len(others) - 3} more" if len(others) > 3 else "")
