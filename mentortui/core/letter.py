"""The letter: a short text to send, and what its reply says, by which somebody without the program takes part."""

from mentortui.core.letter_labels import parts
from mentortui.core.letter_read import read
from mentortui.core.letter_text import same_people, text
from mentortui.core.letter_values import LONGEST, Identity, Letter, PulseRead

__all__ = ["LONGEST", "Identity", "Letter", "PulseRead", "counted", "looks_like_one", "read", "same_people", "text"]

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def looks_like_one(text: str) -> bool:
    """Whether a paste may be a reply: several lines, or one that answers something we ask."""
    plain = text.strip()
    return "\n" in plain or "\r" in plain or any(part.label and part.text for part in parts(plain[:5_000]))


def counted(letter: Letter) -> str:
    """What was understood, in a line: `two done, one roadblock with a proposal`. Empty where nothing was."""
    with_proposal = sum(bool(one.proposal) for one in letter.roadblocks)
    met = len(letter.roadblocks)
    found = [
        f"{_many(len(letter.done))} done" if letter.done else "",
        f"{_of(met, 'roadblock')}{_proposals(met, with_proposal)}" if met else "",
        f"{_many(len(letter.learned))} learned" if letter.learned else "",
        _of(len(letter.next), "next step"),
        f"{_many(len(letter.bring))} to bring" if letter.bring else "",
        _of(len(letter.takeaways), "takeaway"),
        "a pulse, covered" if letter.pulse.said else "",
    ]
    return ", ".join(part for part in found if part)


def _proposals(met: int, proposed: int) -> str:
    if not proposed:
        return " without a proposal yet"
    if met == 1:
        return " with a proposal"
    return " with proposals" if proposed == met else f", {_many(proposed)} with a proposal"


def _of(number: int, thing: str) -> str:
    return f"{_many(number)} {thing}{'' if number == 1 else 's'}" if number else ""


def _many(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}".replace(",", " ")
