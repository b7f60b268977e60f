"""Feedback: what may be given and what waits, its age, how it is said to a person, what the person answered, what came of it.

All of it is a `Capture` of kind feedback; `later` and not `given` means that nobody but its giver reads it yet.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Literal, TypeAlias

import msgspec

from mentortui.core.capture_values import Capture
from mentortui.core.dates import iso_day, show_date
from mentortui.core.records import Living
from mentortui.core.refused import Refused
from mentortui.core.text import fit

Answer: TypeAlias = Literal["heard", "agreed", "otherwise"]
ANSWERS: dict[str, str] = {"heard": "heard", "agreed": "agreed", "otherwise": "seen otherwise"}
"""What the receiver answered, in words."""
LONGEST = 4_000
"""Characters of one field; more is a document, not a feedback."""
LONGEST_NAME = 40
"""Cells of a name in a sentence."""

replace = msgspec.structs.replace


# what a feedback says


def was_good(capture: Capture) -> str:
    """What was good; empty where only something could be better."""
    return "" if capture.better else capture.text


def could_be_better(capture: Capture) -> str:
    """What could be better; empty where nothing is said of it."""
    return capture.text if capture.better else capture.improve


def with_words(capture: Capture, good: str, better: str) -> Capture:
    """The capture saying so: `text` is what was good or, where nothing was, what could be better."""
    if good or not better:
        return replace(capture, text=good, better=False, improve=better)
    return replace(capture, text=better, better=True, improve="")


def giver_of(capture: Capture, me: str) -> str:
    """Who gives it. Unsaid it is the person at the keys, unless that is who gets it: then it is not known."""
    return capture.giver or ("" if capture.who == me else me)


def giver_among(capture: Capture, people: Sequence[str]) -> str:
    """Who gave it, by id; `people`: those of the mentorship, the user first. Of two, what is for the user is the other's, also
    where nobody said so; of more it is empty then."""
    said = giver_of(capture, people[0] if people else "")
    others = [person for person in people if person != capture.who]
    return said or (others[0] if len(people) == 2 and others else "")


def step_owner(capture: Capture) -> str:
    """Who owns the next step: who was named, else who receives the feedback."""
    return capture.owner or capture.who


def beside_the_line(old: Capture, new: Capture) -> Capture:
    """`new`, read from a capture line, with what no line says as in `old`: most of a feedback, a note that was left one."""
    if old.charter and new.kind in ("note", "decision"):
        new = replace(new, charter=old.charter)
    if old.kind == new.kind == "note":
        return replace(new, sorted=old.sorted)
    if old.kind != "feedback" or new.kind != "feedback":
        return new
    improve = "" if new.better else old.improve
    return replace(
        new,
        improve=improve,
        where=old.where,
        seen=old.seen,
        effect=old.effect,
        owner=old.owner,
        when=old.when,
        giver=old.giver,
        later=old.later,
        given=old.given,
        answer=old.answer,
        answer_words=old.answer_words,
    )


# what may be given, and what waits


def waits(capture: Capture) -> bool:
    """Whether it waits to be given: nobody but its giver may read it."""
    return capture.kind == "feedback" and capture.later and not capture.given


def lacks_step(capture: Capture) -> bool:
    """Whether something in it could be better and its next step is open: it is not sent before."""
    return capture.kind == "feedback" and bool(could_be_better(capture)) and not capture.step


def stays(capture: Capture) -> bool:
    """Whether it is not yet for anybody but its giver: it waits, or its next step is open."""
    return waits(capture) or lacks_step(capture)


def waiting(living: Iterable[Living], me: str) -> tuple[Living, ...]:
    """Feedback of `me` that waits to be given, the oldest first. What was caught for `me` never waits."""
    found = [
        record
        for record in living
        if not record.removed and waits(record.capture) and record.capture.who != me and giver_of(record.capture, me) == me
    ]
    return tuple(sorted(found, key=lambda record: record.created))


def shown_to_others(living: Iterable[Living]) -> tuple[Living, ...]:
    """Without what waits to be given: what may leave the program."""
    return tuple(record for record in living if not waits(record.capture))


def checked(capture: Capture) -> Capture:
    """The feedback with its fields tidied. Raises Refused, naming the field in `WrongFeedback.field`, where it says nothing, is
    for nobody, or is from and for the same person."""
    tidy = replace(capture, kind="feedback", **{name: getattr(capture, name).strip() for name in TEXTS})
    tidy = with_words(tidy, was_good(tidy), could_be_better(tidy))
    for name in TEXTS:
        if len(getattr(tidy, name)) > LONGEST:
            field = ("better" if tidy.better else "good") if name == "text" else _FIELD_OF.get(name, name)
            raise WrongFeedback(field, f"This has {len(getattr(tidy, name)):,} characters: at most {LONGEST:,}.")
    if not tidy.text:
        raise WrongFeedback("good", "What was good, or what could be better? One of them is needed.")
    if not tidy.who:
        raise WrongFeedback("to", "Who is it for?")
    if tidy.giver and tidy.giver == tidy.who:
        raise WrongFeedback("to", "From and to are the same person.")
    return tidy


TEXTS = ("text", "improve", "step", "where", "effect", "when")
_FIELD_OF = {"improve": "better"}


class WrongFeedback(Refused):
    """One field of it cannot stay so: `field` is good, better, step, to, seen, due … as the form calls it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def given(capture: Capture, me: str, now: int) -> Capture:
    """Given at `now` (UTC microseconds). Raises Refused where its next step is open; what was caught for `me` was given by
    somebody else, and is taken as it is."""
    tidy = checked(capture)
    if tidy.who != me and lacks_step(tidy):
        raise WrongFeedback("step", "What could be better waits for its next step. Write one, or give it later.")
    return replace(tidy, later=False, given=now if waits(capture) else capture.given)


def put_off(capture: Capture, me: str) -> Capture:
    """It waits to be given. Raises Refused for what was given, and for what is for `me`."""
    tidy = checked(capture)
    if tidy.who == me:
        raise WrongFeedback("to", "Feedback for you does not wait: save it.")
    if giver_of(tidy, me) != me:
        raise WrongFeedback("from", "Only your own feedback waits to be given: save it.")
    return replace(tidy, later=True, given=0)


def taken_back(record: Living, wall: int) -> Living:
    """What becomes of a record that its session no longer has: removed; but feedback that had waited and was given there
    waits again, as before."""
    if record.capture.kind == "feedback" and record.capture.given:
        return replace(record, capture=replace(record.capture, later=True, given=0), session="", item="", changed=wall)
    return replace(record, removed=True, changed=wall)


# its age


def day_of(moment: int, here: tzinfo = UTC) -> date:
    """The day of a moment (UTC microseconds) in a zone."""
    return datetime.fromtimestamp(moment / 1_000_000, UTC).astimezone(here).date()


def age_words(since: date, today: date) -> str:
    """`waits since today`, `waits 1 day`, `waits 3 days`, `waits 2 weeks`."""
    days = (today - since).days
    if days <= 0:
        return "waits since today"
    return f"waits {_count(days)}"


def ago_words(day: date, today: date) -> str:
    """`today`, `yesterday`, `3 days ago`, `2 weeks ago`."""
    days = (today - day).days
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{_count(days)} ago"


def _count(days: int) -> str:
    for unit, name in ((365, "year"), (30, "month"), (7, "week")):
        if days >= 2 * unit:
            return f"{days // unit} {name}s"
    return "1 day" if days == 1 else f"{days} days"


# said to a person


def read_out(capture: Capture, names: Mapping[str, str], *, me: str, today: date) -> tuple[str, ...]:
    """The feedback in sentences to say to its receiver, each as its own string; people's words stay as typed.

    `names` by people's ids. The last sentence asks how the receiver sees it.
    """
    whom = _called(names, capture.who)
    giver = giver_of(capture, me)
    mine = giver == me
    lines = list[str]()
    good, better = was_good(capture), could_be_better(capture)
    if mine:
        lead = f"{whom}, " if whom else ""
    else:
        lead = f"{_called(names, giver) or 'Somebody'} told {'you' if capture.who == me else whom or 'somebody'} that "
    if good:
        lines.append(_sentence(f"{lead}this was good: {good}" if lead else f"This was good: {good}"))
    elif better:
        lines.append(_sentence(f"{lead}this could be better: {better}" if lead else f"This could be better: {better}"))
    day = iso_day(capture.seen)
    when = f" on {show_date(day, today)}" if day else ""
    if capture.where:
        lines.append(_sentence(f"Seen{when}: {capture.where}"))
    elif day:
        lines.append(f"It was{when}.")
    if capture.effect:
        lines.append(_sentence(f"What it changed: {capture.effect}"))
    if good and better:
        lines.append(_sentence(f"What could be better: {better}"))
    if capture.step:
        occasion = f"when {capture.when.rstrip(' .,;')}, then " if capture.when else ""
        lines.append(_sentence(f"The next step: {occasion}{capture.step}"))
        due = iso_day(capture.due)
        by = f" by {show_date(due, today)}" if due else ""
        owner = step_owner(capture)
        if owner or by:
            lines.append(_sentence(f"{_whose(owner, capture, me, names)}{by}"))
    if mine:
        lines.append("How do you see it?")
    return tuple(lines)


def _whose(owner: str, capture: Capture, me: str, names: Mapping[str, str]) -> str:
    """Whose the step is, said by the giver to the receiver."""
    if not owner:
        return "It is to be done"
    speaker = giver_of(capture, me)
    if owner == capture.who and owner != me:
        return "It is yours"
    if owner == speaker:
        return "It is mine" if speaker == me else f"It is {_called(names, owner)}'s"
    return "It is yours" if owner == me else f"It is {_called(names, owner)}'s"


def _called(names: Mapping[str, str], person: str) -> str:
    name = names.get(person, "")
    first = next(iter(name[:200].split()), "")
    firsts = [next(iter(other[:200].split()), "") for id, other in names.items() if id != person]
    return fit(name if first in firsts else first, LONGEST_NAME)


def _sentence(text: str) -> str:
    text = text.strip()
    ends = text.rstrip("\"'”’)»").endswith((".", "!", "?", "…"))
    return text if ends else f"{text}."


# what the receiver answered, and what came of it


def answered(capture: Capture, answer: Answer, words: str = "") -> Capture:
    """With the receiver's answer. Raises Refused while it is not given, and for `otherwise` without words."""
    if stays(capture):
        raise Refused("It is not given yet: the answer comes after that.")
    words = " ".join(words.split())
    if answer == "otherwise" and not words:
        raise Refused("Seen otherwise: in the receiver's words, how?")
    return replace(capture, answer=answer, answer_words=words if answer == "otherwise" else words or capture.answer_words)


def answer_said(capture: Capture) -> str:
    """`heard`, `agreed`, `seen otherwise: …`; empty without an answer."""
    if not capture.answer:
        return ""
    said = ANSWERS[capture.answer]
    return f"{said}: {capture.answer_words}" if capture.answer_words else said


def came_of(record: Living) -> str:
    """What came of its step: `the step: done`, `the step: dropped, we changed the tool`; empty while it is open."""
    if record.capture.kind != "feedback" or not record.capture.step or record.state == "open":
        return ""
    return f"the step: {record.state}" + (f", {record.outcome}" if record.outcome else "")
