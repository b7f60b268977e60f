"""Files of open questions, written by hand: what each line means, and a clear sentence for one that means nothing."""

import re
from collections.abc import Sequence

import msgspec

from mentortui.core.prompt_words import MOST_CELLS, NAME
from mentortui.core.questions import INVITE, Question
from mentortui.core.text import fit, width

MOST_BYTES = 1_000_000
MOST_LINES = 10_000
_HEAD = re.compile(r"([A-Za-z][A-Za-z -]{0,20}):(?:\s+(.*))?$")
_BRACES = re.compile(r"\{[^{}]*\}")
_SHOWN = 40


class Broken(msgspec.Struct, frozen=True):
    """A line that means nothing: its number from 1 on, what is wrong and what to do."""

    line: int
    what: str


def read_questions(text: str) -> tuple[tuple[Question, ...], tuple[Broken, ...]]:
    """The questions of a file, and the lines that are none; one broken line spoils no other. docs/questions.md has the form."""
    questions: list[Question] = []
    broken: list[Broken] = []
    tag = practice = ""
    kinds: tuple[str, ...] = ()
    lines = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))  # as an editor counts them
    for number, raw in enumerate(lines[:MOST_LINES], 1):
        line = " ".join(raw.split())
        if not line or line.startswith("#"):
            continue
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
    if len(lines) > MOST_LINES:
        broken.append(Broken(MOST_LINES + 1, f"a file has at most {MOST_LINES:,} lines; put the rest into another file"))
    return tuple(questions), tuple(broken)


def told(name: str, broken: Sequence[Broken]) -> str:
    """One sentence for a file, of its first broken line; empty where none is. `name`: the file, as a person finds it."""
    if not broken:
        return ""
    first, more = broken[0], len(broken) - 1
    others = "" if not more else f" {more} more {'line is' if more == 1 else 'lines are'} left out."
    return f"{name}, line {first.line}: {first.what}.{others} The other questions are used."


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
