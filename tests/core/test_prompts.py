"""A line comes for a drift that matters, at a moment that suits, and never else."""

from typing import Any

import pytest

from mentortui.core import events as e
from mentortui.core.fold import Growing
from mentortui.core.prompts import Coach, prompted
from tests.core.examples import events_of, load, us

SECOND = 1_000_000


def told(events: list[e.AnyEvent], until: int, coach: Coach | None = None, busy: bool = False) -> list[e.AnyEvent]:
    """The prompts of a session that ticks each second, as events."""
    coach = coach or Coach()
    facts, waiting, made = Growing(events[:1]), events[1:], []
    for now in range(0, until + 1, SECOND):
        while waiting and waiting[0].at < now:
            facts.add(waiting.pop(0))
        for found in coach.decisions(facts.session, now, busy=busy):
            event = prompted(found, "", {"id": f"p{len(made)}", "at": now, "wall": now, "by": e.PROGRAM})
            facts.add(event)
            made.append(event)
        while waiting and waiting[0].at == now:
            facts.add(waiting.pop(0))
    return made


def shown(made: list[e.AnyEvent]) -> list[list[Any]]:
    return [[event.at // SECOND, event.person] for event in made if isinstance(event, e.PromptShown)]


@pytest.mark.parametrize("example", load()["prompt_examples"], ids=lambda example: example["id"])
def test_the_prompts_are_those_of_the_worked_example(example: dict[str, Any]) -> None:
    events = events_of(example)
    if example.get("silenced"):
        events.insert(1, e.PromptsSilenced(id="silenced", at=0, by="ada", silenced=True))
    assert shown(told(events, us(example["at_ms"]))) == example["expect"]["prompts"]
