"""The questions of a charter: what two people agree on about their work together, each with one short example."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, TypeAlias

import msgspec

from mentortui.core.capture_values import Capture
from mentortui.core.dates import MONTHS, Unreadable, iso_day, parse_due, show_date
from mentortui.core.records import Member
from mentortui.core.refused import Refused
from mentortui.core.sharing import parse_sharing, sharing_told
from mentortui.core.sharing_kinds import kinds_told, parse_kinds
from mentortui.core.text import fit

Answered: TypeAlias = Literal["words", "day", "shares", "kinds", "figures"]
"""What an answer is: words, a day to come; the last three are the mentorship's own agreement, which is stored there alone."""

LONGEST = 2_000
"""Characters of an answer."""
SHOWN, HIDDEN = "shown", "not shown"
SOURCE = "charter:"
"""Before the name of a question, in what an agenda item was made from."""
_SHOWN = ("shown", "show", "show them", "yes", "y", "ja", "seen")
_HIDDEN = ("not shown", "hidden", "hide", "no", "n", "do not show", "don't show", "don’t show", "dont show")


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One of them. `key` never changes; `label` is short, `asks` is what one says aloud, `brief` the same where a row has room
    for no more; empty: as it is said."""

    key: str
    label: str
    asks: str
    example: str
    brief: str = ""
    answered: Answered = "words"

    @property
    def title(self) -> str:
        """What stands in a row for it, on the list and on an agenda: whole beside a call too."""
        return self.brief or self.asks

    @property
    def source(self) -> str:
        """What an agenda item made from it says it was made from."""
        return f"{SOURCE}{self.key}"

    @property
    def is_agreement(self) -> bool:
        """Whether its answer is the agreement about talk, which is stored with the mentorship."""
        return self.answered in ("shares", "kinds", "figures")


QUESTIONS: tuple[Question, ...] = (
    Question(
        key="purpose",
        label="Purpose",
        asks="What is this mentorship for?",
        example="Grace leads a release alone by spring; Ada learns to let go of one",
    ),
    Question(
        key="wants",
        label="Each wants",
        asks="What does each of us want from it: skills, insight, or both?",
        brief="What does each of us want from it?",
        example="Grace: skills in releasing; Ada: insight into how the team works today",
    ),
    Question(
        key="success",
        label="Success",
        asks="By what will we both see that it works?",
        brief="By what will we both see it works?",
        example="two releases led, and fewer questions that only Ada can answer",
    ),
    Question(
        key="norms",
        label="How we talk",
        asks="How do we talk with each other?",
        example="cameras as each likes, silence is thinking, plain words about mistakes",
    ),
    Question(
        key="decisions",
        label="Who decides",
        asks="Who decides what?",
        example="Grace the topics and goals; both the rhythm; each may end it",
    ),
    Question(
        key="contact",
        label="First contact",
        asks="Who starts contact between sessions?",
        example="Grace, by Tuesday, with what to talk about",
    ),
    Question(
        key="account",
        label="Holding to it",
        asks="How does each of us hold the other to a promise?",
        brief="How do we hold each other to promises?",
        example="we open with last time's promises; a late one is said early",
    ),
    Question(
        key="confidence",
        label="Confidential",
        asks="What may be told to others, and by whom?",
        brief="What may others be told, and by whom?",
        example="goals and wins, by Grace; everything else stays between us",
    ),
    Question(
        key="response",
        label="Answer times",
        asks="How soon do we answer each other?",
        example="two working days; what is urgent the same day, by phone",
    ),
    Question(
        key="inclusion",
        label="Inclusion",
        asks="How do we invite other views, name bias, and leave room to disagree?",
        brief="How do we invite other views?",
        example="each topic ends with “what speaks against it?”; bias is named without blame",
    ),
    Question(
        key="shares",
        label="Sharing talk",
        asks="How do we want to share the talk?",
        example="40/60, mentor and mentee; or equal",
        answered="shares",
    ),
    Question(
        key="kinds",
        label="By kind",
        asks="In which kinds of session is talk shared in another way?",
        brief="In which kinds is it shared otherwise?",
        example="coffee equal, review 30/70",
        answered="kinds",
    ),
    Question(
        key="figures",
        label="Figures",
        asks="Do we want to see how long each of us talks?",
        brief="Do we see how long each of us talks?",
        example="shown; or not shown",
        answered="figures",
    ),
    Question(
        key="plan_b",
        label="Call drops",
        asks="What do we do when the call drops?",
        example="both dial in again; after five minutes Ada phones Grace",
    ),
    Question(
        key="rebook",
        label="Moving one",
        asks="How do we move a session?",
        example="a line by the evening before, with two new times",
    ),
    Question(
        key="stand_in",
        label="Stands in",
        asks="Who stands in when one of us is away for long?",
        brief="Who stands in when one is long away?",
        example="Linus for Ada, for questions that cannot wait",
    ),
    Question(
        key="revisit",
        label="Look again",
        asks="When do we look at all this again?",
        example="in 3 months",
        answered="day",
    ),
)


def question(key: str) -> Question | None:
    """The one of that name."""
    return next((one for one in QUESTIONS if one.key == key), None)


def asked_by(source: str) -> str:
    """The name of the question an agenda item was made from; empty where it was made from none."""
    key = source.removeprefix(SOURCE) if source.startswith(SOURCE) else ""
    return key if question(key) is not None else ""


def is_answer(capture: Capture) -> bool:
    """Whether it answers a question of the charter: a note or a decision that was caught while that was asked."""
    return bool(capture.charter) and capture.kind in ("note", "decision") and bool(capture.text.strip())


def read_answer(one: Question, typed: str, people: Sequence[Member], today: date, own_kinds: Iterable[str] = ()) -> str:
    """What is stored for what was typed or said; empty for nothing. `people`: the user first; `own_kinds`: kinds of session
    that are none of ours. Raises Refused, with a sentence that says what to type."""
    text = " ".join(typed.split())
    if len(text) > LONGEST:
        raise Refused(f"At most {LONGEST:,} characters; this has {len(text):,}.")
    if not text:
        return ""
    match one.answered:
        case "day":
            return _day(text, today).isoformat()
        case "shares":
            if not parse_sharing(text, people)[1]:
                raise Refused("Whether figures are shown is a question of its own: say how talk is shared, 40/60 or equal.")
        case "kinds":
            parse_kinds(text, people, own_kinds)
        case "figures":
            return _figures(text)
        case _:
            pass
    return text


def understood(one: Question, typed: str, people: Sequence[Member], today: date, own_kinds: Iterable[str] = ()) -> str:
    """What is said beside the field while one types: what it will be; empty where it is as typed. Raises Refused."""
    text = read_answer(one, typed, people, today, own_kinds)
    if not text:
        return ""
    match one.answered:
        case "shares":
            return sharing_told(*parse_sharing(text, people), people)
        case "kinds":
            return kinds_told(parse_kinds(text, people, own_kinds), people)
        case "day":
            return shown(one, text, today)
        case "figures":
            return f"speaking figures are {text}"
        case _:
            return ""


def shown(one: Question, stored: str, today: date) -> str:
    """A stored answer in words: a day as `Fri 27 Nov`."""
    day = iso_day(stored) if one.answered == "day" else None
    return show_date(day, today) if day is not None else stored


def typed_again(one: Question, stored: str) -> str:
    """What stands in the field for a stored answer, and is read as that again."""
    day = iso_day(stored) if one.answered == "day" else None
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day is not None else stored


def _day(text: str, today: date) -> date:
    try:
        found = parse_due(text, today)
    except Unreadable as error:
        raise Refused(str(error)) from error
    if found <= today:
        raise Refused(f"{show_date(found, today)} is not to come: say a day from tomorrow on.")
    return found


def _figures(text: str) -> str:
    said = text.casefold().rstrip(".!")
    if said in _SHOWN:
        return SHOWN
    if said in _HIDDEN:
        return HIDDEN
    raise Refused(f"“{fit(text, 30)}” is neither: say shown or not shown.")
