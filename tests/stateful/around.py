"""What stands around the sessions among all that programs do: goals that are private or shared and are measured, the charter,
sealed answers."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from mentortui.core.charter import TABLE as CHARTER
from mentortui.core.charter import CharterAnswer, charter
from mentortui.core.goals import PRIVATE, Goal, KeyResult
from mentortui.core.refused import Refused
from mentortui.store.store import Store
from tests.stateful.model import Model
from tests.stateful.programs import SLUG, Program, ids

WHO, NTH = st.integers(0, 1), st.integers(0, 30)
QUESTIONS = st.sampled_from(("purpose", "norms", "contact"))
WORDS = st.text("abcdefghij", min_size=1, max_size=12)
"""What such records keep of other words is tried in tests/hostile."""
ANSWERED = st.fixed_dictionaries({}, optional={key: st.integers(1, 5) for key in ("fair", "safety", "rhythm")})


class Around(RuleBasedStateMachine):
    """Of the programs that `Programs` runs."""

    programs: list[Program]
    model: Model
    changed: bool

    @rule(who=WHO, why=WORDS, private=st.booleans())
    def name_a_goal(self, who: int, why: str, private: bool) -> None:
        id = ids()
        goal = Goal(
            id=id, name=f"goal {id}", why=why, seen_by=PRIVATE if private else "", results=(KeyResult(id=f"{id}r", target="9"),)
        )
        self.programs[who].goals.add(SLUG, goal)
        self.model.goals[id] = (why, private, ())
        self.changed = True

    @rule(who=WHO, which=NTH, value=st.integers(0, 9))
    def read_a_goal(self, who: int, which: int, value: int) -> None:
        if self.model.goals:
            id = sorted(self.model.goals)[which % len(self.model.goals)]
            why, private, values = self.model.goals[id]
            self.programs[who].goals.note_reading(SLUG, id, f"{id}r", str(value))
            self.model.goals[id] = (why, private, (*values, str(value)))
            self.changed = True

    @rule(who=WHO, which=NTH)
    def share_a_goal(self, who: int, which: int) -> None:
        mine = sorted(id for id, (_, private, _) in self.model.goals.items() if private)
        if mine:
            id = mine[which % len(mine)]
            self.programs[who].goals.share(SLUG, id)
            why, _, values = self.model.goals[id]
            self.model.goals[id] = (why, False, values)
            self.changed = True

    @rule(who=WHO, question=QUESTIONS, text=WORDS)
    def agree(self, who: int, question: str, text: str) -> None:
        self.programs[who].charters.visit(SLUG).answer(question, text)
        self.model.charter[question] = text
        self.changed = True

    @rule(who=WHO, person=st.sampled_from(("ada", "grace")), answers=ANSWERED)
    def assess(self, who: int, person: str, answers: dict[str, int]) -> None:
        """Both programs may answer for either; once both are in, what was said stays."""
        assessments = self.programs[who].assessments
        shown = assessments.current(SLUG)
        try:
            assessments.give(SLUG, shown.key, person, answers, seen=assessments.said(SLUG, shown.key, person))
        except Refused:
            assert not answers
            return
        self.model.assessed[shown.key, person] = answers
        self.changed = True

    def around_is_as_acknowledged(self, fresh: Store, program: Program) -> None:
        shared = {one.id: one for one in fresh.table(SLUG, "goals", Goal) if not one.removed}
        mine = {one.id: one for one in fresh.private_table(SLUG, "goals", Goal) if not one.removed}
        assert shared.keys().isdisjoint(mine)
        assert {id for id, (_, private, _) in self.model.goals.items() if private} == mine.keys()
        found = {**shared, **mine}
        assert found.keys() == self.model.goals.keys()
        for id, (why, _, values) in self.model.goals.items():
            readings = tuple(sorted(one.value for result in found[id].results for one in result.readings if not one.removed))
            assert (found[id].why, readings) == (why, tuple(sorted(values)))
        agreed = charter(fresh.table(SLUG, CHARTER, CharterAnswer), fresh.mentorship(SLUG))
        assert {key: agreed.text(key) for key in self.model.charter} == self.model.charter
        for (round, person), answers in self.model.assessed.items():
            said = program.assessments.said(SLUG, round, person)
            assert said is not None
            assert said.answers == answers
