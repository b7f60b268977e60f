"""Why a prompt came, or did not: the rule with its parameters, and the practice behind each question. docs/questions.md."""

from collections.abc import Iterable

from mentortui.core import events as e
from mentortui.core.durations import SECOND, clock
from mentortui.core.prompt_rules import Rules
from mentortui.core.prompt_words import WITHHELD, prompt_words
from mentortui.core.questions import Bank
from mentortui.core.session import Session
from mentortui.core.why import Input, Why

MOST_HELD = 5
"""The last ones that were withheld; more would only fill the box."""


def why_prompts(session: Session, log: Iterable[e.AnyEvent | e.Unknown], rules: Rules, bank: Bank) -> Why | None:
    """The prompts of a session so far, and those that were withheld; None where there was neither. `log`: its events."""
    held = [event for event in log if isinstance(event, e.PromptWithheld)]
    if not session.prompts and not held:
        return None
    practices = {question.text: question.practice for question in bank.questions}
    return Why(
        key="prompts",
        title="Prompts",
        said=(f"at most {rules.most} a session, {clock(rules.gap_s * SECOND)} apart, each at a change of floor",),
        formula=_rule(rules, session),
        inputs=tuple(
            Input(clock(session.active(facts.at)), prompt_words(facts.shown, session), practices.get(facts.shown.question, ""))
            for facts in session.prompts
        ),
        left_out=tuple(_held(event, session) for event in held[-MOST_HELD:]),
        source="dead band (OPC UA); notices at breakpoints (Iqbal and Bailey 2008)",
    )


def _rule(rules: Rules, session: Session) -> str:
    span = "the session" if len(session.present) > rules.window_up_to_people else "ten minutes"
    lacks, lasts = clock(rules.lack_s * SECOND), clock(rules.hold_s * SECOND)
    return f"balance of {span} at most {round(rules.enter * 100)} and {lacks} lacking, for {lasts} on end"


def _held(event: e.PromptWithheld, session: Session) -> str:
    return f"one at {clock(session.active(event.at))}: {WITHHELD[event.why]}"
