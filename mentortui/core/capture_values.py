"""What is caught in one line on Live, and what the capture line has to know to read it."""

from datetime import date
from typing import Literal

import msgspec

Kind = Literal[
    "note",
    "private",
    "feedback",
    "action",
    "decision",
    "win",
    "question",
    "opportunity",
    "takeaway",
    "resource",
    "setback",
]


class Capture(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing caught. Of a feedback, `text` is what was good or, with `better`, what could be better."""

    id: str = ""
    kind: Kind = "note"
    text: str = ""
    better: bool = False
    step: str = ""
    """Of a feedback: the next step, an action in one line. Empty with `better`: it is still open."""
    who: str = ""
    """A person's id: of an action who promises, of a feedback its receiver, else for whom. Empty: unsaid."""
    goal: str = ""
    """A goal's bare name."""
    due: str = ""
    """An ISO date, of the action or of the step."""
    sorted: bool = False
    """A note that somebody looked at and left a note: it is not to be sorted any more."""
    where: str = ""
    """Of a feedback, from here on: where it was seen."""
    seen: str = ""
    """The ISO date on which it was."""
    effect: str = ""
    """What it changed."""
    improve: str = ""
    """What could be better, where `text` is what was good; with `better` it is `text` itself."""
    owner: str = ""
    """Who owns the step, a person's id; empty: its receiver."""
    when: str = ""
    """The occasion on which the step is due to happen: when …, then."""
    giver: str = ""
    """Who gives it, a person's id; empty: the person at the keys."""
    later: bool = False
    """It waits to be given: nobody but its giver reads it yet."""
    given: int = 0
    """UTC microseconds at which one that had waited was given; 0: at once, or not yet."""
    answer: Literal["", "heard", "agreed", "otherwise"] = ""
    """The receiver's answer; `otherwise`: seen otherwise."""
    answer_words: str = ""
    """In the receiver's words."""
    charter: str = ""
    """The name of the question of the charter it answers; empty: of none."""


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """What the grammar needs to know. `people` are ids and names in the order of their numbers."""

    me: str
    people: tuple[tuple[str, str], ...]
    goals: tuple[str, ...] = ()
    own_goals: tuple[str, ...] = ()
    """Names, present and former, of goals that only the user knows of: a private note may name one, and nothing else may."""
    today: date


class Understood(msgspec.Struct, frozen=True, kw_only=True):
    """What a line was understood as, and a sentence for each thing in it that was not."""

    capture: Capture
    problems: tuple[str, ...] = ()
    hidden: str = ""
    """Why it cannot be kept as it is: something for others would name a goal that only the user knows of."""
