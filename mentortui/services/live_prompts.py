"""What a live session says of itself: prompts when talk drifts from what was agreed, and questions when one is asked for."""

import msgspec

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core.prompt_rules import Rules
from mentortui.core.prompt_words import prompt_lines, question_room, wants_question
from mentortui.core.prompts import Coach, Decision, prompted, standing
from mentortui.core.questions import Bank, Question, choose, invitation
from mentortui.core.why import Why
from mentortui.core.why_prompt import why_prompts
from mentortui.services.live_course import Course

FIRST_FOR = 120_000_000
"""Microseconds of active time at the beginning of a session in which what comes first is asked by itself."""


class LivePrompts:
    """`rules`: when a prompt comes; `bank`: open questions."""

    def __init__(self, course: Course, rules: Rules, bank: Bank) -> None:
        self._course = course
        self._coach = Coach(rules)
        self._bank = bank
        self.first_questions: tuple[Question, ...] = ()
        """Asked before those of the bank: of roadblocks without a proposal; set by whoever knows them."""
        self._first_is_away = False
        self._asked_so_far: list[str] = []

    # prompts

    def decide(self, *, busy: bool) -> bool:
        """Keeps the prompts that are due now, once a second or so; True when there were any. `busy`: none may come."""
        found = self._coach.decisions(self._course.session, self._course.now, busy=busy)
        for one in found:
            self._course.keep(self._prompted(one))
        return bool(found)

    @property
    def lines(self) -> tuple[str, ...]:
        """The prompt that is to be seen now, and shorter ways to say it, longest first; empty: none."""
        facts = standing(self._course.session, self._course.now, self._coach.rules)
        return prompt_lines(facts.shown, self._course.session) if facts is not None else ()

    def send_away(self) -> e.AnyEvent:
        """The prompt that is to be seen goes; another comes in 20 minutes at the earliest. Refused where none stands."""
        return self._course.do(c.send_prompt_away, self._coach.rules)

    def silence(self) -> e.AnyEvent:
        """No more prompts and questions in this session, or again."""
        return self._course.do(c.silence)

    def why(self) -> tuple[Why, ...]:
        """Why the prompts of this session came, and why others did not; none where there was neither."""
        found = why_prompts(self._course.session, self._course.events, self._coach.rules, self._bank)
        return () if found is None else (found,)

    # questions

    @property
    def first_question(self) -> str:
        """What is asked in the first two minutes of the session; empty: nothing, or it was sent away."""
        session = self._course.session
        quiet = self._first_is_away or session.silenced or session.finished
        if quiet or not self.first_questions or session.active(self._course.now) >= FIRST_FOR:
            return ""
        return self.first_questions[0].text

    def send_first_question_away(self) -> None:
        """It goes, and is not shown by itself again; `another_question` still has it."""
        self._first_is_away = True

    def another_question(self) -> Question | None:
        """An open question for what is under way that was not shown in this session yet; None where all were. Those that come
        first are of roadblocks without a proposal."""
        for first in self.first_questions:
            if first.text not in self._asked_so_far:
                self._asked_so_far.append(first.text)
                return first
        session = self._course.session
        title = session.current_item.item.title if session.current_item else ""
        found = choose(self._bank, title, session.started.kind, session.started.session, self._asked_so_far)
        if found is not None:
            self._asked_so_far.append(found.text)
        return found

    def _prompted(self, found: Decision) -> e.AnyEvent:
        session = self._course.session
        made = prompted(found, "", c.fields(self._course.stamp(e.PROGRAM)))
        if not isinstance(made, e.PromptShown) or not wants_question(made, session):
            return made
        used = [facts.shown.question for facts in session.prompts]
        room = question_room(made, session)
        return msgspec.structs.replace(made, question=invitation(self._bank, session.started.session, used, room))
