"""The lines of a page that people's words make: what was caught, promised, told and noted."""

from collections.abc import Sequence
from datetime import date

from mentortui.core.capture import Capture, Kind
from mentortui.core.charter_questions import QUESTIONS, is_answer
from mentortui.core.dates import iso_day, show_date
from mentortui.core.feedback import age_words, answer_said, came_of, could_be_better, day_of, lacks_step, stays, waits
from mentortui.core.page_parts import Line
from mentortui.core.promises import promised, promiser
from mentortui.core.record_details import ActionDetails
from mentortui.core.records import FinishedSession, Living, PrivateNote
from mentortui.core.text import fit

STATES = {"open": "", "done": "kept", "dropped": "dropped"}
"""How far a promise is; nothing is said while it is open."""
LONGEST_NAME = 40
"""Cells."""
_ANSWERS: tuple[Kind, ...] = ("note", "decision")


class Said:
    """The captures of one session, wherever they are stored, as lines."""

    def __init__(
        self,
        stored: FinishedSession,
        living: Sequence[Living],
        private: Sequence[PrivateNote],
        *,
        today: date,
        for_other: bool,
    ) -> None:
        self._stored = stored
        self._today = today
        self._for_other = for_other
        self.living = [record for record in living if record.session == stored.id and not record.removed]
        self.private = [note for note in private if note.session == stored.id and not note.removed]
        # A capture that became another kind may for a moment be stored in both places: the stricter one counts.
        kept = {note.id for note in self.private}
        self.living = sorted((record for record in self.living if record.id not in kept), key=lambda record: record.at)
        kept |= {record.id for record in self.living}
        self.caught = [found.capture for found in stored.caught if found.capture.id not in kept]

    def of(self, kind: Kind) -> list[Capture]:
        """Those of one kind, as they came."""
        return [c for c in (*(record.capture for record in self.living), *self.caught) if c.kind == kind]

    def living_of(self, kind: Kind) -> list[Living]:
        """The records of one kind that live on."""
        return [record for record in self.living if record.capture.kind == kind]

    def without_step(self) -> list[Living]:
        """What could be better, its next step still open: never sent before."""
        return [record for record in self.living_of("feedback") if lacks_step(record.capture) and not waits(record.capture)]

    def waiting(self) -> list[Living]:
        """Feedback that waits to be given: for nobody but its giver."""
        return [record for record in self.living_of("feedback") if waits(record.capture)]

    @property
    def to_sort(self) -> int:
        """How many notes nobody has looked at yet."""
        return sum(not capture.sorted for capture in self.of("note"))

    def takeaways(self) -> tuple[Line, ...]:
        """In each person's own words, the mentee's first."""
        found = sorted(self.of("takeaway"), key=lambda capture: self._place(capture.who))
        return tuple(self._line(capture, self._whom(capture)) for capture in found)

    def plain_of(self, kind: Kind) -> tuple[Line, ...]:
        """Lines of a kind that needs nothing more; a person it is for is named. What went into the charter stands there."""
        return tuple(self._line(capture, self._whom(capture)) for capture in self.of(kind) if not is_answer(capture))

    def charter(self) -> tuple[Line, ...]:
        """What was said in answer to the charter's questions, in their order."""
        found = [capture for kind in (*_ANSWERS,) for capture in self.of(kind) if is_answer(capture)]
        labels = {one.key: (place, one.label) for place, one in enumerate(QUESTIONS)}
        found.sort(key=lambda capture: labels.get(capture.charter, (len(labels), ""))[0])
        return tuple(self._line(capture, labels.get(capture.charter, (0, ""))[1]) for capture in found)

    def promises(self) -> tuple[Line, ...]:
        """Actions and the steps of feedback by owner, in the order of the people, then by day."""
        found = list[tuple[int, str, Line]]()
        for record in self.living:
            capture = record.capture
            if text := promised(capture):
                found.append((self._place(promiser(capture)), capture.due or "9999", self._promise(record, text)))
        return tuple(line for _, _, line in sorted(found, key=lambda one: one[:2]))

    def feedback(self) -> tuple[Line, ...]:
        """Praise and what could be better; for the other, none without its next step and none that waits to be given."""
        lines = []
        for record in self.living_of("feedback"):
            capture = record.capture
            if self._for_other and stays(capture):
                continue
            whom = self._name(capture.who)
            could = "could be better" if capture.better else ""
            lead = ", ".join(part for part in (f"For {whom}" if whom else "", could) if part)
            lines.append(self._line(capture, lead, self._beside(record), stays=stays(capture)))
        return tuple(lines)

    def _beside(self, record: Living) -> str:
        """What else a feedback says, what was answered, and what came of it."""
        capture = record.capture
        improve = "" if capture.better else could_be_better(capture)
        when = f"when {capture.when}, " if capture.when else ""
        parts = (
            f"seen: {capture.where}" if capture.where else "",
            f"it changed: {capture.effect}" if capture.effect else "",
            f"could be better: {improve}" if improve else "",
            f"then: {when}{capture.step}" if capture.step else "",
            answer_said(capture),
            came_of(record),
            age_words(day_of(record.created), self._today) if waits(capture) else "",
        )
        return " · ".join(part for part in parts if part)

    def private_lines(self) -> tuple[Line, ...]:
        """The user's own notes."""
        return tuple(self._line(note.caught.capture, "") for note in self.private)

    def _promise(self, record: Living, text: str) -> Line:
        capture = record.capture
        day = iso_day(capture.due)
        parts = [
            f"by {show_date(day, self._today)}" if day else "",
            f"#{capture.goal}" if capture.goal else "",
            STATES.get(record.state, ""),
            f"learned: {record.details.learned}" if isinstance(record.details, ActionDetails) and record.details.learned else "",
        ]
        mark = {"done": "✓", "dropped": "–"}.get(record.state, "○")
        return Line(
            "promise",
            text,
            lead=self._name(promiser(capture)) or "Somebody",
            tail=" · ".join(part for part in parts if part),
            mark=mark,
            source="capture",
            id=record.id,
        )

    def _line(self, capture: Capture, lead: str, tail: str = "", *, stays: bool = False) -> Line:
        goal = f"#{capture.goal}" if capture.goal else ""
        day = iso_day(capture.due) if capture.kind != "feedback" else None
        parts = (tail, f"by {show_date(day, self._today)}" if day else "", goal)
        return Line(
            capture.kind,
            capture.text,
            lead=lead,
            tail=" · ".join(part for part in parts if part),
            source="capture",
            id=capture.id,
            stays=stays,
            waits=waits(capture),
            to_sort=capture.kind == "note" and not capture.sorted,
        )

    def _whom(self, capture: Capture) -> str:
        return self._name(capture.who)

    def _name(self, person: str) -> str:
        return name_of(self._stored, person) if person else ""

    def _place(self, person: str) -> int:
        ids = [one.id for one in self._stored.people if one.role == "mentee"]
        ids += [one.id for one in self._stored.people if one.id not in ids]
        return ids.index(person) if person in ids else len(ids)


def name_of(stored: FinishedSession, person: str) -> str:
    """Their name, cut where it is very long; the id itself where no such person took part."""
    return fit(next((one.name for one in stored.people if one.id == person), person), LONGEST_NAME)
