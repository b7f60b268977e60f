"""The charter of a mentorship: its answers, which of them hold, and what was changed when. An answer is never written over: a new
one comes after it, so the old wording can be read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from mentortui.core.charter_questions import HIDDEN, QUESTIONS, SHOWN, Question, is_answer, question, shown
from mentortui.core.dates import iso_day, show_date
from mentortui.core.records import FinishedSession, Living, Member, Mentorship, Record
from mentortui.core.refused import Refused
from mentortui.core.sharing import NOTHING, agreement_words, in_order
from mentortui.core.sharing_kinds import kinds_words

replace = msgspec.structs.replace
TABLE = "charter"
BETWEEN = "; "
"""Between two answers to one question in one session."""


class CharterAnswer(Record, frozen=True, kw_only=True):
    """What was agreed about one question, at the moment `created`. Lives in record.json, table `charter`. Of the agreement about
    talk, which the mentorship itself holds, it is only the note that it was changed."""

    question: str
    text: str = ""
    """Empty: the question is open again."""
    was: str = ""
    """What it was before; of the agreement about talk only."""
    by: str = ""
    """The id of who said or typed it."""
    session: str = ""
    """The id of the session in which it was said; then its own id is that of the capture."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One answer that took the place of another. `at`: UTC microseconds."""

    question: Question
    at: int
    by: str
    text: str
    was: str
    session: str = ""


class Charter(msgspec.Struct, frozen=True, kw_only=True):
    """As it is now. `texts`: what is stored of each answered question, by its name; `changes`: newest first."""

    texts: Mapping[str, str]
    changes: tuple[Change, ...] = ()

    def text(self, key: str) -> str:
        """What was agreed there; empty where it is open."""
        return self.texts.get(key, "")

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions nobody has answered yet, in their order."""
        return tuple(one for one in QUESTIONS if not self.text(one.key))

    @property
    def is_used(self) -> bool:
        """Whether anything in it was ever said; how talk is shared can have been agreed without."""
        return any(not one.is_agreement for one in QUESTIONS if self.text(one.key)) or bool(self.changes)

    @property
    def revisit(self) -> date | None:
        """When it is to be looked at again."""
        return iso_day(self.text("revisit"))

    def of(self, key: str) -> tuple[Change, ...]:
        """What was changed of one question, newest first."""
        return tuple(change for change in self.changes if change.question.key == key)


def charter(answers: Iterable[CharterAnswer], mentorship: Mentorship) -> Charter:
    """Of all answers there ever were, and of what the mentorship itself holds."""
    texts, changes = dict[str, str](), list[Change]()
    for one in _told(answers):
        found = question(one.question)
        if found is None:
            continue  # a newer version's
        was = one.was if found.is_agreement else texts.get(one.question, "")
        if one.text == was:
            continue
        changes.append(Change(question=found, at=one.created, by=one.by, text=one.text, was=was, session=one.session))
        texts[one.question] = one.text
    told = {one.question.key for one in changes}
    texts |= {key: text for key, text in agreement_texts(mentorship).items() if key != "figures" or text == HIDDEN or key in told}
    texts = {key: text for key, text in texts.items() if text}
    if mentorship.agreement is None:
        texts.pop("shares", None)
    if not mentorship.kinds:
        texts.pop("kinds", None)
    return Charter(texts=texts, changes=tuple(reversed(changes)))


def agreement_texts(mentorship: Mentorship) -> dict[str, str]:
    """How talk is shared, as one would type it, by the names of the questions about it; empty where nothing was agreed."""
    return {
        "shares": NOTHING if mentorship.agreement is None else agreement_words(mentorship.agreement, in_order(mentorship)),
        "kinds": kinds_words(mentorship),
        "figures": SHOWN if mentorship.show_figures else HIDDEN,
    }


def notes_of(before: Mentorship, after: Mentorship, ids: Sequence[str], *, wall: int, by: str) -> tuple[CharterAnswer, ...]:
    """What changed of the agreement about talk, to be noted: at most one for each of three `ids`."""
    was, now = agreement_texts(before), agreement_texts(after)
    return tuple(
        CharterAnswer(id=id, created=wall, changed=wall, changed_by=by, by=by, question=key, text=now[key], was=was[key])
        for id, key in zip(ids, now, strict=False)
        if now[key] != was[key]
    )


def spoken(session: FinishedSession, living: Iterable[Living]) -> tuple[CharterAnswer, ...]:
    """The answers that were said in a session, by the ids of their captures; none of what became private or was removed."""
    found = [(caught.at, caught.capture) for caught in session.caught]
    found += [(one.at, one.capture) for one in living if one.session == session.id and not one.removed]
    found.sort(key=lambda pair: pair[0])
    return tuple(
        CharterAnswer(
            id=capture.id,
            created=session.began + at + place,
            by=capture.who or session.me,
            question=capture.charter,
            text=capture.text,
            session=session.id,
        )
        for place, (at, capture) in enumerate(found)  # two of one moment keep their order
        if is_answer(capture)
    )


def starts_contact(found: Charter, people: Sequence[Member]) -> str:
    """The id of whoever was said to start contact, by the first name of a person in that answer; empty where nobody is named."""
    said = "".join(sign if sign.isalnum() else " " for sign in found.text("contact").casefold()).split()
    for word in said:
        named = [person.id for person in people if word in person.name.casefold().split()]
        if len(named) == 1:
            return named[0]
    return ""


def change_words(change: Change, names: Mapping[str, str], day: date, today: date) -> tuple[str, str]:
    """When and by whom, and what it was before: `Fri 27 Nov · Grace, in a session`, `before: by mail`."""
    by = names.get(change.by, "")
    where = "in a session" if change.session else ""
    when = " · ".join(part for part in (show_date(day, today), ", ".join(part for part in (by, where) if part)) if part)
    was = shown(change.question, change.was, today)
    return when, f"before: {was}" if was else "new"


def as_text(found: Charter, today: date) -> str:
    """What was agreed, to be sent: a line for each question that is answered. Raises Refused where none is."""
    lines = [f"{one.label}: {shown(one, text, today)}" for one in QUESTIONS if (text := found.text(one.key))]
    if not lines:
        raise Refused("Nothing is agreed yet: e answers a question.")
    return "\n".join([f"What we agreed on, as of {show_date(today, today)}", "", *lines])


def _told(answers: Iterable[CharterAnswer]) -> list[CharterAnswer]:
    """In the order in which they were given; what was said about one question in one session is one answer."""
    there = sorted((one for one in answers if not one.removed), key=lambda one: (one.created, one.id))
    found = list[CharterAnswer]()
    together = dict[tuple[str, str], int]()
    for one in there:
        place = together.get((one.session, one.question)) if one.session else None
        known = question(one.question)
        if place is None or known is None:
            together[one.session, one.question] = len(found)
            found.append(one)
        elif known.answered == "words":
            before = found[place]
            found[place] = replace(before, text=BETWEEN.join(text for text in (before.text, one.text) if text))
        else:
            found[place] = replace(one, was=found[place].was)  # of a day or shares the last one counts
    return found
