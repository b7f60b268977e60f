"""The assessment by letter, for somebody without the program: what is sent, and how the reply is read again."""

import re

import msgspec

from mentortui.core.assessment import HIGH_IS, HIGHEST, LOW_IS, LOWEST, QUESTIONS, called
from mentortui.core.refused import Refused
from mentortui.core.text import fit

NAME = 60
SENTENCE = "One sentence"
_QUOTED = r"^[>\s*_|-]{0,20}"
_IDENTITY = re.compile(
    rf"{_QUOTED}assessment (?P<round>[0-9]{{4}}-Q[1-4](?:\.[0-9]{{1,3}})?) · answers of (?P<name>.{{1,80}}?)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_LABELS = {one.key: re.compile(rf"{_QUOTED}{re.escape(one.label)}\b[^:\n]{{0,60}}:(.*)$", re.IGNORECASE) for one in QUESTIONS}
_SENTENCE = re.compile(rf"{_QUOTED}{SENTENCE}\s*:(.*)$", re.IGNORECASE)
_NUMBER = re.compile(r"[\s*_]*([0-9]{1,3})(?:\s*/\s*5)?(?![0-9.,/]*[0-9])")
LONGEST_READ = 50_000
"""Characters of a reply that are looked at."""


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What a reply says. `name`: whose, as the letter called that person."""

    round: str
    name: str
    answers: dict[str, int] = {}
    sentence: str = ""


def letter(name: str, round: str) -> str:
    """What is sent to `name`: nine lines, nothing in them that anybody answered."""
    first = next(iter(name.split()), name)
    lines = [
        f"Hi {fit(first, NAME)}, {LOWEST} ({LOW_IS}) to {HIGHEST} ({HIGH_IS}), each may be left out; covered until all are in.",
        *(f"{one.label} ({one.asks}):" for one in QUESTIONS),
        f"{SENTENCE}:",
        f"assessment {round} · answers of {fit(' '.join(name.split()), NAME)}",
    ]
    return "\n".join(lines) + "\n"


def looks_like_one(text: str) -> bool:
    """Whether it is a reply to such a letter."""
    return _IDENTITY.search(text[:LONGEST_READ]) is not None


def read(text: str) -> Answers:
    """What a reply says. Raises Refused for what is none, and where a line says no number from 1 to 5: none of it is guessed."""
    text = text[:LONGEST_READ]
    found = _IDENTITY.search(text)
    if found is None:
        raise Refused("This is no reply to an assessment.")
    answers, sentence, wrong = dict[str, int](), list[str](), list[str]()
    in_sentence = False
    for line in text.splitlines():
        if _IDENTITY.match(line):
            break
        label = next(((key, said) for key, one in _LABELS.items() if (said := one.match(line))), None)
        if label is not None:
            in_sentence = False
            key, said = label
            number = _NUMBER.match(said[1])
            if number is not None and LOWEST <= int(number[1]) <= HIGHEST:
                answers[key] = int(number[1])
            elif said[1].strip(" *_"):
                wrong.append(fit(line.strip(" >*"), NAME))
        elif (begun := _SENTENCE.match(line)) is not None:
            in_sentence = True
            sentence = [begun[1]]
        elif in_sentence:
            sentence.append(line.lstrip("> "))
    if wrong:
        raise Refused(f"“{wrong[0]}”: a number from {LOWEST} to {HIGHEST}. Mend it in the reply, and paste it again.")
    said_all = " ".join(" ".join(sentence).split())
    if not answers and not said_all:
        raise Refused(f"Nothing is answered in this reply about {called(found['round'])}.")
    return Answers(round=found["round"].upper(), name=" ".join(found["name"].split()), answers=answers, sentence=said_all)
