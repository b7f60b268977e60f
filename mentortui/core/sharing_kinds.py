"""How talk is to be shared in sessions of one kind, in words: `coffee equal, review 30/70`. For the others the charter counts."""

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from mentortui.core.people import Agreement
from mentortui.core.records import Member, Mentorship
from mentortui.core.refused import Refused
from mentortui.core.sharing import HIDDEN, parse_sharing, sharing_told, sharing_words
from mentortui.core.text import fit
from mentortui.core.words import SESSION_KINDS

KINDS_HINT = "where it is something else: coffee equal, review 30/70"


def parse_kinds(words: str, people: Sequence[Member], own: Iterable[str] = ()) -> dict[str, Agreement]:
    """What was agreed for sessions of some kinds, by the kind: `coffee equal, review 30/70`. `own`: kinds that are none of ours.
    Empty for no words. Raises Refused."""
    found: dict[str, Agreement] = {}
    for entry in re.split(r"[;,\n]", words):
        text = " ".join(entry.casefold().split())
        if not text:
            continue
        kind, shares = _entry(text, own)
        agreement, shown = parse_sharing(shares, people)
        if not shown:
            raise Refused(f"Figures are hidden in all sessions or in none: say {HIDDEN} in the field above.")
        if agreement is None:
            raise Refused(f"{_called(kind)}: say equal or 30/70, or leave it out; then what stands above counts.")
        if kind in found:
            raise Refused(f"{_called(kind)} stands there twice.")
        found[kind] = agreement
    return found


def kinds_words(mentorship: Mentorship) -> str:
    """What one would type for it: `coffee equal, review 30/70`."""
    made = (
        (kind, msgspec.structs.replace(mentorship, agreement=agreement, show_figures=True))
        for kind, agreement in mentorship.kinds.items()
    )
    return ", ".join(f"{kind} {sharing_words(one)}" for kind, one in made)


def kinds_told(kinds: Mapping[str, Agreement], people: Sequence[Member]) -> str:
    """The same in a sentence for the form: `coffee chat: the same for everyone`."""
    return ", ".join(f"{_called(kind)}: {sharing_told(agreement, True, people)}" for kind, agreement in kinds.items())


def _entry(text: str, own: Iterable[str]) -> tuple[str, str]:
    """A kind, and the words for its shares."""
    there = {**SESSION_KINDS, **{kind: kind for kind in own}}
    for words in sorted(_ways(there), key=len, reverse=True):
        if text == words or text.startswith((f"{words} ", f"{words}:", f"{words}=")):
            kind = next(kind for kind, called in there.items() if words in (kind.casefold(), called.casefold()))
            return kind, text[len(words) :].strip(" :=")
    said = re.split(r"\s+(?=[0-9])|[:=]|\s+(?:equal|even)", text)[0]
    raise Refused(f"“{fit(said, 24)}” is no kind of session here: there are {', '.join(there)}.")


def _ways(there: Mapping[str, str]) -> set[str]:
    return {words.casefold() for pair in there.items() for words in pair}


def _called(kind: str) -> str:
    return SESSION_KINDS.get(kind, kind)
