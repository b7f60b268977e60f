"""How long it stayed quiet after a question: time to think, kept or filled. Our own definition, after Rowe's wait time.

M. B. Rowe, *Wait-time and rewards as instructional variables*, Journal of Research in Science Teaching 11 (1974) 81-94: teachers
waited about one second; from three seconds on answers grew longer and more people answered. That was in school lessons. No target
follows from it here: a pause is described, never judged, and none that was short is called a fault.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

import msgspec

from mentortui.core.recording import LAPSE
from mentortui.core.turn_taking import Turnlike, median

KEPT = LAPSE
"""From three seconds on a pause after a question was kept; before that the asker went on, or somebody answered."""

_MARKS = "?？؟⁇⁈‽﹖"
_AFTER_MARKS = "!！.…\"'”’»›)]）］」』*_ "


class Said(msgspec.Struct, frozen=True):
    """A cue as far as it is needed here: who spoke from when until when, and whether its words end in a question."""

    person: str
    start: int
    end: int
    asks: bool


class Pauses(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the questions; microseconds."""

    by: tuple[tuple[str, int], ...] = ()
    """Who asked, and how long it was quiet then, in order; 0 where somebody spoke already. A question nothing follows is not
    among them."""
    questions: int = 0
    """Turns that ended in a question, also the last of all."""

    @property
    def lengths(self) -> tuple[int, ...]:
        """How long each pause was, in order."""
        return tuple(length for _, length in self.by)

    @property
    def kept(self) -> int:
        """How many lasted three seconds or more."""
        return kept(self.lengths)

    @property
    def middle(self) -> Fraction | None:
        """The median; None without any."""
        return median(self.lengths)


def kept(lengths: Iterable[int]) -> int:
    """How many of these pauses lasted three seconds or more."""
    return sum(length >= KEPT for length in lengths)


def ends_in_question(words: str) -> bool:
    """Whether the last sentence is a question, by its mark: `Why?`, `Why?!`, `"Why?"`; in full-width and Arabic writing too.
    A question without its mark is not heard as one."""
    return words.rstrip().rstrip(_AFTER_MARKS).endswith(tuple(_MARKS))


def after_questions(turns: Sequence[Turnlike], said: Iterable[Said]) -> Pauses:
    """Of each turn whose last words are a question: how long until the next turn of anybody begins, the asker's own too.

    `turns` are those of `recording.hear`, so who goes on within three seconds has not ended the turn, and a listener's signal is
    none. Means something only where the file says when a cue ends. Costs sorting.
    """
    last: dict[tuple[str, int], Said] = {}
    for one in said:
        known = last.get((one.person, one.end))
        if known is None or one.start >= known.start:
            last[one.person, one.end] = one
    ordered = sorted(turns, key=lambda turn: (turn.start, turn.person))
    found: list[tuple[int, str, int]] = []
    questions, following = 0, 0
    until = 0  # the latest end of the turns begun so far
    for turn in sorted(ordered, key=lambda turn: turn.end):
        words = last.get((turn.person, turn.end))
        if words is None or not words.asks:
            continue
        questions += 1
        while following < len(ordered) and ordered[following].start < turn.end:
            until = max(until, ordered[following].end)
            following += 1
        if until > turn.end:
            found.append((turn.end, turn.person, 0))
        elif following < len(ordered):
            found.append((turn.end, turn.person, ordered[following].start - turn.end))
    return Pauses(by=tuple((person, length) for _, person, length in found), questions=questions)
