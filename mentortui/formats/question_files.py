"""Files of open questions, written by hand: what each line means, and a clear sentence for one that means nothing."""

import re
from collections.abc import Sequence

from mentortui.core.prompt_words import MOST_CELLS, NAME
from mentortui.core.questions import INVITE, Question
from mentortui.core.text import fit, width
from mentortui.formats.own_lines import Broken, lines_in

_HEAD = re.compile(r"([A-Za-z][A-Za-z -]{0,20}):(?:\s+(.*))?$")
_BRACES = re.compile(r"\{[^{}]*\}")
_SHOWN = 40


def read_questions(text: str) -> tuple[tuple[Question, ...], tuple[Broken, ...]]:
    """The questions of a file, and the lines that are none; one broken line spoils no other. docs/questions.md has the form."""
    questions: list[Question] = []
    broken: list[Broken] = []
    tag = practice = ""
    kinds: tuple[str, ...] = ()
    lines, too_many = lines_in(text)
    for number, line in lines:
        head = None if line.endswith("?") else _HEAD.match(line)
        if head is None:
            wrong = _wrong(line, kinds)
            if wrong:
                broken.append(Broken(number, wrong))
            else:
                questions.append(Question(text=line, tag=tag, practice=practice, kinds=kinds))
            continue
        name, value = head[1].casefold(), (head[2] or "").strip()
        match name:
            case "tag":
                tag, practice, kinds = value, "", ()
            case "practice":
                practice = value
            case "for":
                kinds = tuple(kind.strip().casefold() for kind in value.split(",") if kind.strip())
            case _:
                broken.append(Broken(number, f"there is no “{fit(name, _SHOWN)}:”; write tag:, for: or practice:, or a question"))
    return tuple(questions), (*broken, *too_many)


def _wrong(line: str, kinds: Sequence[str]) -> str:
    shown = fit(line, _SHOWN)
    if not line.endswith("?"):
        return f"“{shown}” does not end in “?”; add it, or put # before the line"
    if width(line) > MOST_CELLS:
        return f"“{shown}” is {width(line) - MOST_CELLS} letters too long for one row; {MOST_CELLS} is the most"
    unknown = [found for found in _BRACES.findall(line) if found != NAME]
    if unknown:
        return f"“{shown}”: only {NAME} can be put in, not {fit(unknown[0], _SHOWN)}"
    if NAME in line and INVITE not in kinds:
        return f"“{shown}”: {NAME} is known only after “for: {INVITE}”; name nobody here"
    if INVITE in kinds and NAME not in line:
        return f"“{shown}”: a question for {INVITE} holds {NAME}, so that it is clear who is meant"
    return ""
