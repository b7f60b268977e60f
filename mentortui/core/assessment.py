"""The assessment of a period: sealed answers of every side, shown together once nobody is waited for. Nothing here averages."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from mentortui.core.dates import iso_day
from mentortui.core.people import Role
from mentortui.core.quarters import LENGTH, quarter_called, quarter_of
from mentortui.core.records import Member, Record
from mentortui.core.refused import Refused
from mentortui.core.text import fit, joined

TABLE = "assessments"
LOWEST, HIGHEST = 1, 5
LONGEST = 500
"""Characters of the sentence."""
NAME, MOST_NAMES = 24, 3


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question, asked so that 5 is good. `key` never changes."""

    key: str
    label: str
    asks: str


QUESTIONS: tuple[Asked, ...] = (
    Asked(key="fair", label="Fair treatment", asks="Is each of us treated fairly here?"),
    Asked(key="safety", label="Safety", asks="Can everything be said here?"),
    Asked(key="relevance", label="Relevance", asks="Is what we talk about what matters now?"),
    Asked(key="impact", label="Impact", asks="Does something change because of it?"),
    Asked(key="satisfaction", label="Satisfaction", asks="Am I glad that we do this?"),
    Asked(key="rhythm", label="Rhythm", asks="Does the rhythm feel right, not forced?"),
)
"""What is asked, in this order; each may be left out."""
LOW_IS, HIGH_IS = "not at all", "fully"
"""What 1 and 5 mean, of every question."""
LABELS: dict[str, str] = {one.key: one.label for one in QUESTIONS}


class Assessment(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One person's answers of one round. Lives in record.json, table `assessments`; one a person and round. Sealed on screen
    until everybody's are in, or the others decline."""

    round: str
    person: str
    answers: dict[str, int] = {}
    """1 to 5 by the names of the questions; what was left out is not in it."""
    sentence: str = ""
    day: str = ""
    """The ISO date on which they were given."""
    declined: bool = False
    by_letter: bool = False


class AssessmentRow(msgspec.Struct, frozen=True, kw_only=True):
    """One person's place in a round. `answers` and `sentence` only once it is open."""

    person: str
    name: str
    role: Role
    state: Literal["in", "declined", "waiting"]
    by_letter: bool = False
    answers: Mapping[str, int] | None = None
    sentence: str = ""


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """What may be shown of one round: who is in, and the answers only when nobody is waited for any more."""

    key: str
    rows: tuple[AssessmentRow, ...]
    sealed: bool
    begun: str = ""
    """The ISO date of its first answer; empty: nobody has answered."""
    opened: str = ""
    """The ISO date of its last one; empty while it is sealed."""

    @property
    def called(self) -> str:
        """`Oct to Dec 2026`, of a second one in that quarter `Oct to Dec 2026, 2`."""
        return called(self.key)

    def row(self, person: str) -> AssessmentRow | None:
        """That person's; None for somebody who is not asked."""
        return next((row for row in self.rows if row.person == person), None)

    @property
    def waiting(self) -> tuple[AssessmentRow, ...]:
        """Those who have neither answered nor declined."""
        return tuple(row for row in self.rows if row.state == "waiting")

    @property
    def done(self) -> bool:
        """Whether nobody is waited for."""
        return not self.waiting


def assessment_id(round: str, person: str) -> str:
    """The id of the one set of answers a person gives in a round."""
    return f"assessment-{round}-{person}"


def called(key: str) -> str:
    """What a round is called."""
    quarter, _, more = key.partition(".")
    year, _, number = quarter.partition("-Q")
    if not (year.isascii() and year.isdigit() and number in ("1", "2", "3", "4") and len(year) == 4 and int(year) > 0):
        return fit(key, NAME)
    return quarter_called(int(year), int(number)) + (f", {more}" if more else "")


def view(round: str, people: Iterable[Member], given: Iterable[Assessment]) -> Round:
    """What may be shown of it now. Open once everybody is in or has declined; with nothing answered there is nothing to open."""
    asked = [one for one in people if one.role != "guest"]
    found = {one.person: one for one in given if one.round == round and not one.removed}
    here = [found[one.id] for one in asked if one.id in found]
    sealed = len(here) < len(asked) or all(one.declined for one in here)
    days = sorted(one.day for one in here if iso_day(one.day))
    return Round(
        key=round,
        rows=tuple(_row(one, found.get(one.id), sealed) for one in asked),
        sealed=sealed,
        begun=days[0] if days else "",
        opened="" if sealed or not days else days[-1],
    )


def _row(person: Member, given: Assessment | None, sealed: bool) -> AssessmentRow:
    if given is None:
        return AssessmentRow(person=person.id, name=person.name, role=person.role, state="waiting")
    row = AssessmentRow(
        person=person.id,
        name=person.name,
        role=person.role,
        state="declined" if given.declined else "in",
        by_letter=given.by_letter,
    )
    if sealed or given.declined:
        return row
    values = {key: value for key, value in given.answers.items() if key in LABELS and LOWEST <= value <= HIGHEST}
    return msgspec.structs.replace(row, answers=values, sentence=given.sentence)


def rounds(people: Sequence[Member], given: Iterable[Assessment]) -> tuple[Round, ...]:
    """All there were, the oldest first."""
    found = [one for one in given if not one.removed]
    keys = sorted({one.round for one in found}, key=_order)
    return tuple(view(key, people, found) for key in keys)


def current(people: Sequence[Member], given: Iterable[Assessment], today: date) -> Round:
    """The round one answers now: the newest that waits for somebody and is not older than a quarter, else a new one, called after
    the quarter today is in."""
    found = [one for one in given if not one.removed]
    there = rounds(people, found)
    oldest = (today - timedelta(days=LENGTH)).isoformat() if today.toordinal() > LENGTH else ""
    last = there[-1] if there else None
    if last is not None and not last.done and last.begun >= oldest:
        return last
    year, number = quarter_of(today)
    key = f"{year}-Q{number}"
    taken = {one.key for one in there}
    keys = (key, *(f"{key}.{more}" for more in range(2, len(taken) + 3)))
    return view(next(one for one in keys if one not in taken), people, found)


def _order(key: str) -> tuple[str, int]:
    quarter, _, more = key.partition(".")
    return quarter, int(more) if more.isascii() and more.isdigit() and len(more) < 9 else 1


def given(
    shown: Round,
    person: str,
    answers: Mapping[str, int],
    sentence: str,
    *,
    by_letter: bool,
    today: date,
    wall: int,
    by: str,
    before: Assessment | None = None,
) -> Assessment:
    """The answers to store. Raises Refused where nothing is answered, for a number that is none, for somebody who is not asked,
    and once all are open."""
    _may_answer(shown, person)
    said = " ".join(sentence.split())
    if not answers and not said:
        raise Refused("Nothing is answered yet: 1 to 5 for any of the questions, or a sentence.")
    if any(key not in LABELS or not LOWEST <= value <= HIGHEST for key, value in answers.items()):
        raise Refused(f"An answer goes from {LOWEST} to {HIGHEST}.")
    if len(said) > LONGEST:
        raise Refused(f"One sentence: at most {LONGEST} characters; this has {len(said):,}.")
    return Assessment(
        id=assessment_id(shown.key, person),
        created=before.created if before else wall,
        changed=wall,
        changed_by=by,
        round=shown.key,
        person=person,
        answers={one.key: answers[one.key] for one in QUESTIONS if one.key in answers},
        sentence=said,
        day=today.isoformat(),
        by_letter=by_letter,
    )


def declined(shown: Round, person: str, *, today: date, wall: int, by: str, before: Assessment | None = None) -> Assessment:
    """The answers of somebody who would rather not. Raises Refused as `given` does."""
    _may_answer(shown, person)
    return Assessment(
        id=assessment_id(shown.key, person),
        created=before.created if before else wall,
        changed=wall,
        changed_by=by,
        round=shown.key,
        person=person,
        day=today.isoformat(),
        declined=True,
    )


def _may_answer(shown: Round, person: str) -> None:
    if shown.row(person) is None:
        raise Refused("Only those of this mentorship are asked.")
    if not shown.sealed:
        raise Refused(f"The assessment {shown.called} is open: what was said before the others' was seen stays as it is.")


def round_words(shown: Round, me: str) -> str:
    """Where it stands, in a sentence: whom it waits for, and that it is covered until then. Never a number of anybody's."""
    own = shown.row(me)
    others_in = [row.name for row in shown.rows if row.person != me and row.state == "in"]
    if not shown.sealed:
        return "everybody has answered"
    if shown.done:
        return "nobody wanted to answer"
    if own is not None and own.state == "waiting":
        if others_in:
            return f"{_names(others_in)} {'is' if len(others_in) == 1 else 'are'} in, covered until yours is"
        return f"covered until {'both are' if len(shown.rows) == 2 else 'all are'} in"
    mine = "yours is in" if own is not None and own.state == "in" else "you declined"
    return f"{mine}, covered until {_names([row.name for row in shown.waiting])} answered or declined"


def answers_words(answers: Mapping[str, int]) -> str:
    """`fair treatment 4 · safety 5`; what was left out is left out."""
    return " · ".join(f"{one.label.lower()} {answers[one.key]}" for one in QUESTIONS if one.key in answers)


def course(there: Iterable[Round], key: str, person: str) -> tuple[int | None, ...]:
    """What one person answered to one question over the open rounds, the oldest first; None where it was left out."""
    found = [round.row(person) for round in there if not round.sealed]
    return tuple(row.answers.get(key) if row is not None and row.answers is not None else None for row in found)


def _names(names: Sequence[str]) -> str:
    return f"{len(names)} others" if len(names) > MOST_NAMES else joined([fit(name, NAME) for name in names])
