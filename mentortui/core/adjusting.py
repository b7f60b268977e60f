"""A low value proposes an adjustment. It is a proposal and no more: by one key it becomes an action, or a line in the charter."""

from collections.abc import Iterable, Sequence

import msgspec

from mentortui.core.assessment import LABELS, QUESTIONS, Round
from mentortui.core.pulse import ASKED
from mentortui.core.pulse_course import PulseAt
from mentortui.core.text import fit

LOW = 2
"""At most this much is low, of 5."""
NAME = 24


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """One adjustment that could be made. Its `id` is also that of the action made of it, so it is proposed once. `question`: the
    question of the charter it could be added to; `at`: the round or session it comes from."""

    id: str
    key: str
    about: str
    """What was low: `Safety 2 from Grace, Oct to Dec 2026`."""
    text: str
    question: str
    at: str


ADJUST: dict[str, tuple[str, str]] = {
    "fair": ("Agree how unequal treatment is noticed here, and who says so first", "inclusion"),
    "safety": ("Agree what stays between us, and a word for “not now”", "confidence"),
    "relevance": ("Begin each session with what matters to the mentee now", "wants"),
    "impact": ("Choose one thing that is to be different in four weeks, and how one will see it", "success"),
    "satisfaction": ("Take ten minutes for what to stop, start and keep", "account"),
    "rhythm": ("Try another rhythm for two months, then look again", "norms"),
    "usefulness": ("Ask at the beginning of each session what would make it worth the time", "wants"),
    "fairness": ("Agree who opens each item, and look at it again after two sessions", "inclusion"),
}
"""For each question an adjustment, and the question of the charter it belongs to."""


def of_round(shown: Round) -> tuple[Proposal, ...]:
    """One for each question to which somebody's open answer is low; nothing of a sealed round."""
    found = []
    for one in QUESTIONS:
        low = [(row.name, row.answers[one.key]) for row in shown.rows if row.answers and row.answers.get(one.key, LOW + 1) <= LOW]
        if low:
            found.append(_proposal(shown.key, one.key, LABELS[one.key], low, shown.called))
    return tuple(found)


def of_pulse(point: PulseAt) -> tuple[Proposal, ...]:
    """The same of an open pulse."""
    found = []
    for place, key in enumerate(ASKED):
        said = [(row.name, row.values[place]) for row in point.rows if row.values is not None]
        low = [(name, value) for name, value in said if value is not None and value <= LOW]
        if low:
            found.append(_proposal(point.session, key, key.capitalize(), low, f"session {point.number}"))
    return tuple(found)


def still_proposed(proposals: Iterable[Proposal], taken: Iterable[str]) -> tuple[Proposal, ...]:
    """Those nobody has taken up; of several about one question the last. `taken`: ids of what was made of proposals."""
    away = set(taken)
    newest = {one.key: one for one in proposals}
    return tuple(one for one in newest.values() if one.id not in away)


def charter_text(before: str, proposal: Proposal) -> str:
    """The charter's answer with the adjustment added to it, once."""
    if proposal.text in before:
        return before
    return f"{before.rstrip(' .;')}; {proposal.text}" if before.strip() else proposal.text


def _proposal(at: str, key: str, label: str, low: Sequence[tuple[str, int]], where: str) -> Proposal:
    who = ", ".join(f"{value} from {fit(name, NAME)}" for name, value in low[:3])
    text, question = ADJUST[key]
    return Proposal(id=f"adjust-{at}-{key}", key=key, about=f"{label} {who}, {where}", text=text, question=question, at=at)
