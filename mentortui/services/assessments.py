"""The pulse over sessions, and the assessment of a period: who is in, the answers once nobody is waited for, and what low ones
propose."""

from collections.abc import Callable, Mapping
from datetime import date

import msgspec

from mentortui.core import assessment as core
from mentortui.core import assessment_letter
from mentortui.core.adjusting import Proposal, charter_text, of_pulse, of_round, still_proposed
from mentortui.core.assessment import TABLE, Assessment, Round
from mentortui.core.capture_values import Capture
from mentortui.core.charter import TABLE as CHARTER
from mentortui.core.charter import CharterAnswer, charter
from mentortui.core.heads import local, own_zone
from mentortui.core.merging import taken_away
from mentortui.core.people import Participant
from mentortui.core.pulse_course import PulseCourse, pulse_course
from mentortui.core.records import Living, Member, Mentorship, Moment, Pulse
from mentortui.core.refused import Refused
from mentortui.core.text import fit
from mentortui.services.clock import Clock
from mentortui.services.undoing import Acts
from mentortui.store.errors import StoreError
from mentortui.store.store import Store

LATELY = 12
"""Open pulses, the newest, whose low values propose something still."""
SAID = 50
replace = msgspec.structs.replace


class Sat(msgspec.Struct, kw_only=True, gc=False):
    """The few fields of a session that its pulse needs."""

    id: str
    number: int
    began: Moment
    people: tuple[Participant, ...] = ()
    removed: bool = False


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """All that may be shown now. `now`: the round one answers; `rounds`: those there were, the oldest first."""

    mentorship: Mentorship
    pulses: PulseCourse
    now: Round
    rounds: tuple[Round, ...]
    proposals: tuple[Proposal, ...]
    today: date

    @property
    def me(self) -> str:
        """The user's id."""
        return self.mentorship.me

    @property
    def used(self) -> bool:
        """Whether anybody ever rated or answered."""
        return bool(self.pulses.points or self.pulses.sealed or self.rounds)


class Assessments:
    """Of one data folder. Everything may raise StoreError; what changes something raises Refused first, and says what it did."""

    def __init__(self, store: Store, clock: Clock, new_id: Callable[[], str]) -> None:
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._acts = Acts[tuple[Assessment, Assessment | None]]("Nothing was done here that could be taken back.")
        self._made = Acts[tuple[str, Living | CharterAnswer]]()

    def picture(self, slug: str) -> Picture:
        """As it is stored now. For a thread of its own: the sessions are looked through."""
        mentorship = self._store.mentorship(slug)
        given = self._store.table(slug, TABLE, Assessment)
        there = core.rounds(mentorship.people, given)
        today = self._today(mentorship)
        pulses = pulse_course(self._sessions(slug), self._store.table(slug, "pulses", Pulse))
        proposed = [one for point in pulses.points[-LATELY:] for one in of_pulse(point)]
        proposed += [one for shown in there[-2:] for one in of_round(shown)]
        agreed = [one.text for one in self._store.table(slug, CHARTER, CharterAnswer) if not one.removed]
        taken = [one.id for one in self._store.living(slug) if not one.removed]
        left = still_proposed(proposed, taken)
        return Picture(
            mentorship=mentorship,
            pulses=pulses,
            now=core.current(mentorship.people, given, today),
            rounds=there,
            proposals=tuple(one for one in left if not any(one.text in text for text in agreed)),
            today=today,
        )

    def there(self, slug: str) -> tuple[int, bool]:
        """How many sessions have a pulse and how many rounds there were, and whether a round waits for somebody. Quick."""
        pulses = {one.session for one in self._store.table(slug, "pulses", Pulse) if not one.removed}
        there = core.rounds(self._store.mentorship(slug).people, self._store.table(slug, TABLE, Assessment))
        return len(pulses) + len(there), bool(there) and not there[-1].done

    def current(self, slug: str) -> Round:
        """The round one answers now."""
        mentorship = self._store.mentorship(slug)
        return core.current(mentorship.people, self._store.table(slug, TABLE, Assessment), self._today(mentorship))

    def said(self, slug: str, round: str, person: str) -> Assessment | None:
        """What that person answered, for `give` and undo; never to be shown to anybody else while it is covered."""
        id = core.assessment_id(round, person)
        found = (one for one in self._store.table(slug, TABLE, Assessment) if one.id == id and not one.removed)
        return next(found, None)

    def give(
        self,
        slug: str,
        round: str,
        person: str,
        answers: Mapping[str, int],
        sentence: str = "",
        *,
        seen: Assessment | None = None,
        by_letter: bool = False,
    ) -> Round:
        """Stored. Given again, while it is covered, it replaces the first; `seen`: what stood there when one began to answer.
        Where something else does by now, somebody answered elsewhere meanwhile: Refused, and that stays."""
        with self._store.changing(slug) as now:
            mentorship = now.mentorship()
            stored = self._unchanged(slug, round, person, seen, mentorship)
            made = core.given(
                self._view(slug, round),
                person,
                answers,
                sentence,
                by_letter=by_letter,
                today=self._today(mentorship),
                wall=self._clock.wall(),
                by=mentorship.me,
                before=stored,
            )
            now.table(TABLE, Assessment).put(made)
        self._acts.add(slug, (made, stored))
        return self._view(slug, round)

    def decline(self, slug: str, round: str, person: str, *, seen: Assessment | None = None) -> Round:
        """That person would rather not: nobody waits for it any more."""
        with self._store.changing(slug) as now:
            mentorship = now.mentorship()
            stored = self._unchanged(slug, round, person, seen, mentorship)
            today, wall = self._today(mentorship), self._clock.wall()
            made = core.declined(self._view(slug, round), person, today=today, wall=wall, by=mentorship.me, before=stored)
            now.table(TABLE, Assessment).put(made)
        self._acts.add(slug, (made, stored))
        return self._view(slug, round)

    # by letter, for somebody without the program

    def letter(self, slug: str, person: str) -> str:
        """What is sent to that person about the round of now. Raises Refused where nobody waits for it."""
        shown = self.current(slug)
        row = shown.row(person)
        if row is None or row.state != "waiting":
            raise Refused("That person's answers are in already.")
        return assessment_letter.letter(row.name, shown.key)

    def take_letter(self, slug: str, text: str) -> str:
        """Files the answers of a reply; says whose, and nothing of what they are. What is in already stays. Raises Refused."""
        found = assessment_letter.read(text)
        shown = self._view(slug, found.round)
        row = next((row for row in shown.rows if fit(" ".join(row.name.split()), 60).casefold() == found.name.casefold()), None)
        if row is None:
            raise Refused(f"The reply is of {fit(found.name, 24)}, who is nobody of this mentorship.")
        if row.state != "waiting":
            raise Refused(f"{fit(row.name, 24)}'s answers for {shown.called} are in already: they stay as they are.")
        now = self.current(slug)
        if not shown.begun and shown.key != now.key:
            raise Refused(f"The reply is about {shown.called}; the assessment of now is {now.called}. Send that letter.")
        after = self.give(slug, found.round, row.person, found.answers, found.sentence, by_letter=True)
        covered = "covered until everybody's are in" if after.sealed else "and everybody has answered: all of it shows"
        return f"The answers of {fit(row.name, 24)} for {shown.called} are kept, {covered}."

    # what a low value proposes

    def as_action(self, slug: str, proposal: Proposal) -> str:
        """It becomes a promise of the user's. Raises Refused where it is one already."""
        with self._store.changing(slug) as now:
            mentorship, wall = now.mentorship(), self._clock.wall()
            if now.living.there(proposal.id) is not None:
                raise Refused("That is an action already.")
            made = Living(
                id=proposal.id,
                created=wall,
                changed=wall,
                changed_by=mentorship.me,
                capture=Capture(id=proposal.id, kind="action", text=proposal.text, who=mentorship.me),
            )
            now.living.put(made)
        self._made.add(slug, ("an action", made))
        return f"Yours now, under Actions: {fit(proposal.text, SAID)}"

    def as_agreed(self, slug: str, proposal: Proposal) -> str:
        """It is added to what the charter says there; what that said before stays readable."""
        with self._store.changing(slug) as now:
            mentorship, wall = now.mentorship(), self._clock.wall()
            table = now.table(CHARTER, CharterAnswer)
            before = charter(table.all().values(), mentorship).text(proposal.question)
            text = charter_text(before, proposal)
            if text == before:
                raise Refused("The charter says so already.")
            made = CharterAnswer(
                id=self._new_id(),
                created=wall,
                changed=wall,
                changed_by=mentorship.me,
                question=proposal.question,
                text=text,
                by=mentorship.me,
            )
            table.put(made)
        self._made.add(slug, ("a line of the charter", made))
        return f"In the charter now: {fit(proposal.text, SAID)}"

    def undo(self, slug: str) -> str:
        """What was done here last. Answers that are open by now stay."""
        made, answers = self._made.newest(slug), self._acts.newest(slug)
        if made is not None and (answers is None or made[1].changed >= answers[0].changed):
            with self._made.taking_back(slug) as (said, record), self._store.changing(slug) as now:
                wall = self._clock.wall()
                if isinstance(record, Living):
                    now.living.put(replace(taken_away(record, now.living.get(record.id)), changed=wall))
                else:
                    table = now.table(CHARTER, CharterAnswer)
                    table.put(replace(taken_away(record, table.get(record.id)), changed=wall))
            return f"Undone: {said}"
        with self._acts.taking_back(slug) as (answered, before), self._store.changing(slug) as now:
            if not self._view(slug, answered.round).sealed:
                raise Refused("The answers are open: they are not taken back.")
            self._unchanged(slug, answered.round, answered.person, answered, now.mentorship())
            back = before if before is not None else replace(answered, removed=True)
            now.table(TABLE, Assessment).put(replace(back, changed=self._clock.wall()))
        return "Undone: the answers"

    def _unchanged(
        self, slug: str, round: str, person: str, seen: Assessment | None, mentorship: Mentorship
    ) -> Assessment | None:
        """What is stored, where it is what was seen. Raises Refused."""
        stored = self.said(slug, round, person)
        if _answer(stored) != _answer(seen):
            name = next((one.name for one in mentorship.people if one.id == person), "Somebody")
            then = "Answer again to change it." if self._view(slug, round).sealed else "Everybody has answered: all of it shows."
            raise Refused(f"{fit(name, 24)} answered elsewhere meanwhile: that stays. {then}")
        return stored

    def _view(self, slug: str, round: str) -> Round:
        people: tuple[Member, ...] = self._store.mentorship(slug).people
        return core.view(round, people, self._store.table(slug, TABLE, Assessment))

    def _sessions(self, slug: str) -> tuple[Sat, ...]:
        found: list[Sat] = []
        for year in self._store.stamps(slug):
            if year not in ("record", "private"):
                try:
                    found += (one for one in self._store.sessions_of(slug, year, Sat) if not one.removed)
                except StoreError as error:
                    self._store.notices.append(str(error))
        return tuple(found)

    def _today(self, mentorship: Mentorship) -> date:
        zone = own_zone(mentorship)
        return local(self._clock.wall(), zone).date()


def _answer(found: Assessment | None) -> object:
    return None if found is None or found.removed else (found.answers, found.sentence, found.declined)
