"""Keys and recording of one session, beside each other: two strips, how far they agree in words, and where they differ."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction

import msgspec
from textual.content import Content

from mentortui.core import measures as m
from mentortui.core.beside import Beside, Stretch
from mentortui.core.durations import MINUTE, SECOND, clock
from mentortui.core.floor import Floor
from mentortui.core.heads import SessionHead
from mentortui.core.session import Session
from mentortui.core.text import fit
from mentortui.core.text import width as cells_of
from mentortui.core.words import known_by, known_in_full, session_called, told_shares
from mentortui.screens.timeline_view import whose
from mentortui.services.import_report import compared_lines, shares_of
from mentortui.services.laying_beside import Compared
from mentortui.services.timeline import Timeline
from mentortui.widgets.key_line import Key
from mentortui.widgets.text import apart, fitted, words
from mentortui.widgets.turn_strip import Lane, Piece, StripView

KEYS: tuple[Key, ...] = (
    ("enter", "as recorded"),
    ("A", "all of it as recorded"),
    ("u", "undo"),
    ("o", "order"),
    ("s", "store the figures only"),
    ("esc", "done"),
)
SHORT_KEYS: tuple[Key, ...] = (
    ("enter", "take"),
    ("A", "all"),
    ("u", "undo"),
    ("s", "figures"),
    ("esc", "done"),
    ("o", "order"),
)
"""In fewer words, and what one cannot do without before the order."""
FILL: Key = ("f", "what is not known")
SHORT_FILL: Key = ("f", "unknown")
"""Where there is anything to fill in."""
CURSOR = "▌"
NAME, SHORT_NAME = 18, 9
STARTS, LENGTHS = 8, 8
NEAREST, LOOKED_AT = 9, 60
"""Sessions that are offered, one key each, and of how many it is looked whether they can be."""


class Difference(msgspec.Struct, frozen=True):
    """Where the two differ on end, and what they say for most of it."""

    start: int
    end: int
    keyed: Floor
    recorded: Floor
    parts: int
    """Stretches in it that differ."""


def keys(timeline: Timeline, beside: Beside) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """The keys of the last row, and in fewer words; `f` while there is a stretch of which it is not known whose it was."""
    if not beside.recorded or not any(stretch.floor.unsure for stretch in timeline.stretches()):
        return KEYS, SHORT_KEYS
    return (*KEYS[:2], FILL, *KEYS[2:]), (*SHORT_KEYS[:-1], SHORT_FILL, SHORT_KEYS[-1])


def differences(beside: Beside) -> tuple[Difference, ...]:
    """Those one walks through, in order; none where the recording has nobody of those who were there."""
    if not beside.recorded:
        return ()
    starts = [one.start for one in beside.stretches]
    found = []
    for start, end in beside.differences():
        inside = beside.stretches[max(0, bisect_right(starts, start) - 1) : bisect_right(starts, end - 1)]
        longest = max(inside, key=lambda one: one.end - one.start)
        found.append(Difference(start, end, longest.keyed, longest.recorded, len(inside)))
    return tuple(found)


def as_recorded(beside: Beside, session: Session, found: Sequence[Difference]) -> tuple[bool, ...]:
    """Of each whether the session has it as the recording has by now."""
    starts, changes = [stretch.start for stretch in beside.stretches], [change.at for change in session.changes]

    def same(stretch: Stretch) -> bool:
        place = bisect_right(changes, stretch.start) - 1
        return (session.changes[place].floor if place >= 0 else Floor()) == stretch.recorded

    def inside(one: Difference) -> Sequence[Stretch]:
        return beside.stretches[max(0, bisect_right(starts, one.start) - 1) : bisect_right(starts, one.end - 1)]

    return tuple(all(same(stretch) for stretch in inside(one)) for one in found)


def strips(timeline: Timeline, beside: Beside) -> tuple[StripView, StripView]:
    """The session as it is now, and the recording; nothing is marked."""
    session, now = timeline.session, timeline.now
    until = session.active(now)
    places = {person.id: place for place, person in enumerate(session.people)}
    lanes = tuple(Lane(str(person.key), person.name) for person in session.people)
    minutes = tuple(session.active(at) for at in range(0, now + 1, MINUTE))
    keyed = tuple(_piece(one.start, one.end, one.floor, places) for one in timeline.stretches())
    recorded = tuple(_piece(one.start, one.end, one.recorded, places) for one in beside.stretches)
    plain = StripView(lanes=lanes, until=until, minutes=minutes)
    return msgspec.structs.replace(plain, pieces=keyed), msgspec.structs.replace(plain, pieces=recorded)


def _piece(start: int, end: int, floor: Floor, places: dict[str, int]) -> Piece:
    lanes = tuple(places[person] for person in floor.holders if person in places)
    if floor.how != "named":
        return Piece(start, end, (), floor.how)
    return Piece(start, end, lanes, "named" if lanes else "nobody")


def now_told(timeline: Timeline, keys: bool, width: int) -> str:
    """What stands above the upper strip: how the session is known, and everybody's share in it. `keys`: with their numbers."""
    session = timeline.session
    span = m.measure(session.parts(timeline.now), [person.id for person in session.people])
    return _with_shares((known_now(session),), told_shares(span), session, keys, width)


def known_now(session: Session) -> str:
    """How its turns are known by now: `Keyed by hand`, `As recorded`, `Partly as recorded`."""
    known = known_by(session)
    if "from a transcript" not in known.split(", "):
        return known_in_full(known).capitalize() or "The session"
    return "As recorded" if known == "from a transcript" else "Partly as recorded"


def recorded_told(beside: Beside, session: Session, keys: bool, width: int) -> str:
    """What stands above the lower strip."""
    seconds = abs(beside.shift) / SECOND
    later = f", {seconds:.1f} s {'later' if beside.shift > 0 else 'earlier'}" if beside.shift else ""
    whats = (f"The recording{later}", "The recording") if later else ("The recording",)
    return _with_shares(whats, shares_of(beside.recorded) or None, session, keys, width)


def _with_shares(whats: Sequence[str], shares: Mapping[str, Fraction] | None, session: Session, keys: bool, width: int) -> str:
    """With names as long as there is room for, then with the shorter of `whats`; the shares alone before any is cut off."""
    told = session.show_figures and shares is not None
    parts = [str(m.percent((shares or {}).get(one.id, Fraction(0)))) for one in session.people]

    def named(cells: int) -> list[str]:
        names = [f"{f'{one.key} ' if keys else ''}{fit(one.name, cells)}" for one in session.people]
        if told:
            return [f"{name} {part} %" for name, part in zip(names, parts, strict=True)]
        return names if keys else []

    forms = [" · ".join((what, *named(cells))) for what in whats for cells in (NAME, SHORT_NAME)]
    if told:
        forms += [" · ".join((what, " : ".join(parts))) for what in whats]
    return next((form for form in forms if cells_of(form) <= width), forms[-1])


def figures(compared: Compared) -> list[str]:
    """How far they agree, in the words of the command line; the headline first, the shift stands above the strip."""
    _, _, *said = compared_lines(compared, compared.session.began)
    said = [line for line in said if not line.startswith("The recording began")]
    said = [line for line in said if "as recorded by now" not in line]  # so does how the upper strip is known
    first = ("Keys and recording", "Keying error")  # where there is no room for more: the shares stand above the strips
    return sorted(said, key=lambda line: next((place for place, word in enumerate(first) if line.startswith(word)), len(first)))


def columns(width: int, counts: Sequence[str]) -> Content:
    """What stands above the list: what each column is, and at its end the fullest of `counts` that has room."""
    keyed, _ = _widths(width)
    head = f"    {'from':>{STARTS}}{'for':>{LENGTHS}}  "
    left = Content.assemble(head, fitted("by the keys", keyed, pad=True), "by the recording").stylize("$quiet")
    count = next((one for one in counts if left.cell_length + 2 + cells_of(one) <= width), "")
    return apart(left, words(count, "$quiet"), width)


def row(one: Difference, session: Session, taken: bool, width: int, here: bool) -> Content:
    """`▌ ✓   12:40    0:08  Ada               Grace and Ada`."""
    keyed, recorded = _widths(width)
    look = "$quiet" if taken else "bold" if here else ""
    more = ", mostly" if one.parts > 1 else ""
    return Content.assemble(
        words(CURSOR if here else " ", "$secondary bold"),
        words(" ✓ " if taken else "   ", "$accent"),
        words(f"{clock(session.clock(one.start)):>{STARTS}}{clock(one.end - one.start):>{LENGTHS}}  ", "$quiet"),
        fitted(whose(one.keyed, session), keyed, look, pad=True),
        fitted(f"{whose(one.recorded, session)}{more}", recorded, look),
    ).truncate(width, ellipsis=True)


def _widths(width: int) -> tuple[int, int]:
    room = max(8, width - 4 - STARTS - LENGTHS - 2)
    return room * 2 // 5, room - room * 2 // 5


def in_order(found: Sequence[Difference], longest: bool) -> tuple[Difference, ...]:
    """From the beginning of the session on, or the longest first."""
    return tuple(sorted(found, key=lambda one: (one.start - one.end if longest else 0, one.start)))


def counted_differences(found: Sequence[Difference], taken: int, longest: bool) -> tuple[str, ...]:
    """`3 of 14 as recorded · longest first`, and in fewer words."""
    said = f"{taken:,} of {len(found):,} as recorded" if taken else f"{len(found):,} of a second and more"
    short = f"{taken:,} of {len(found):,} taken" if taken else f"{len(found):,} differ"
    return (f"{said} · longest first" if longest else said, said, short)


def nothing(beside: Beside) -> Content:
    """Where there is nothing to walk through."""
    if not beside.recorded:
        return words("Of those who were there, the file names nobody: n in the report says whose its names are.")
    return words("The two differ nowhere for a second or more.")


def nearest(heads: Sequence[SessionHead], began: int) -> list[SessionHead]:
    """The sessions a transcript of that moment may lie beside, the nearest in time first."""
    return sorted((head for head in heads if not head.removed), key=lambda head: abs(head.began - began))


def head_told(head: SessionHead, when: str) -> str:
    """`regular session 14 · Wed 25 Nov 15:00 · 52 min`."""
    return f"{session_called(head.kind, head.number, head.title)} · {when} · {max(0, head.ended - head.began) // MINUTE} min"
