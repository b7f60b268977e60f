"""A line comes for a drift that matters, at a moment that suits, and never else."""

import os
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core.floor import within
from mentortui.core.fold import Growing, fold
from mentortui.core.people import Agreement, Participant
from mentortui.core.prompt_rules import Rules
from mentortui.core.prompt_words import least_heard, prompt_lines, prompt_words, question_room
from mentortui.core.prompts import CAUGHT_UP, Coach, Due, Held, prompted, standing
from mentortui.core.questions import Bank, Question
from mentortui.core.session import Session
from mentortui.core.sums import Sums
from mentortui.core.text import width
from mentortui.core.why_prompt import why_prompts
from tests.core.anything import journals
from tests.core.examples import events_of, load, us
from tests.core.plans import Plan, plans

SECOND = 1_000_000
UNIT = 8 * SECOND
"""Of a random plan."""


def folded(events: Iterable[e.AnyEvent]) -> Session:
    session = fold(events)
    assert session is not None
    return session


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


# whatever a session is like


def ready(plan: Plan, agreement: Agreement | None, *, me: str = "", items: tuple[e.Item, ...] = ()) -> list[e.AnyEvent]:
    """The random session with these agreed shares, its unit of time such that drifts last."""
    events = plan.events(UNIT)
    started = events[0]
    assert isinstance(started, e.SessionStarted)
    own = tuple(msgspec.structs.replace(item, agreement=None) for item in started.items)
    started = msgspec.structs.replace(started, agreement=agreement, me=me or started.me, items=items or own)
    return [started, *events[1:]]


def end_of(plan: Plan) -> int:
    return (plan.length + 1) * UNIT


agreed = st.sampled_from([Agreement(roles={"mentor": 40, "mentee": 60}), Agreement(roles={"peer": 100}), Agreement()])
LONGEST = 60 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 30
"""Turns of a session."""
quick = Rules(first_s=60, evidence_s=30, lack_s=15, hold_s=10, wait_s=10, gap_s=120, apart_s=20)
"""The same rules in small, so that random sessions have prompts at all."""


@settings(max_examples=12)
@given(plans(longest=LONGEST))
def test_where_nothing_was_agreed_nothing_is_said_or_withheld(plan: Plan) -> None:
    assert told(ready(plan, None), end_of(plan), Coach(quick)) == []


@settings(max_examples=20)
@given(plans(longest=LONGEST), agreed)
def test_prompts_are_few_apart_and_never_name_who_is_above_or_speaks(plan: Plan, agreement: Agreement) -> None:
    events = ready(plan, agreement)
    made = told(events, end_of(plan), Coach(quick))
    prompts = [one for one in made if isinstance(one, e.PromptShown)]
    event(f"{len(prompts)} prompts")
    assert len(prompts) <= quick.most
    session = folded([*events, *made])
    times = [session.active(prompt.at) for prompt in prompts]
    assert all(later - earlier >= quick.gap_s * SECOND for earlier, later in pairwise(times))
    for prompt in prompts:
        then = folded([one for one in events if one.at < prompt.at])
        count = len(then.present)
        span = m.whole(then, prompt.at) if count > quick.window_up_to_people else m.last_ten_minutes(then, prompt.at)
        assert span.floor[prompt.person] < span.expected[prompt.person]
        assert prompt.person in then.present
        line = prompt_words(prompt, session)
        above = [one.name for one in then.people if span.floor[one.id] > span.expected.get(one.id, 0)]
        assert not [name for name in above if name in line.split()]
        assert width(line) < 70


@settings(max_examples=12)
@given(plans(longest=LONGEST), agreed)
def test_while_something_is_typed_or_all_is_silenced_no_line_comes(plan: Plan, agreement: Agreement) -> None:
    events = ready(plan, agreement)
    assert shown(told(events, end_of(plan), Coach(quick), busy=True)) == []
    silenced = e.PromptsSilenced(id="silenced", at=0, by="ada", silenced=True)
    assert shown(told([events[0], silenced, *events[1:]], end_of(plan), Coach(quick))) == []


@settings(max_examples=12)
@given(plans(longest=30), agreed, st.data())
def test_ticks_that_are_missed_change_nothing_but_the_moment_it_is_said(
    plan: Plan, agreement: Agreement, data: st.DataObject
) -> None:
    """Each second since the last look is looked at, with the floor it had, unless that was very long ago."""
    events = ready(plan, agreement)
    session, until = folded(events), end_of(plan)
    whole, parts = Coach(quick), Coach(quick)
    looks = {*data.draw(st.lists(st.integers(2, until // SECOND), max_size=5)), *range(CAUGHT_UP, until // SECOND, CAUGHT_UP)}
    steps = sorted({*looks, until // SECOND})
    for coach in (whole, parts):
        coach.decisions(session, 0, busy=False)
    one_by_one = [
        found for second in range(1, until // SECOND + 1) for found in whole.decisions(session, second * SECOND, busy=False)
    ]
    at_steps = [found for second in steps for found in parts.decisions(session, second * SECOND, busy=False)]
    assert [found for found in one_by_one if isinstance(found, Due)][:1] == [
        found for found in at_steps if isinstance(found, Due)
    ][:1]


# one session at a time


def lopsided(minutes: int, *, me: str = "ada", present: str = "grace") -> list[e.AnyEvent]:
    """Ada 50 s, Grace 5 s, and so on: far from 40 : 60."""
    people = (
        Participant(id="ada", name="Ada", role="mentor", key=1),
        Participant(id="grace", name="Grace", role="mentee", key=2),
    )
    started = e.SessionStarted(
        id="start",
        at=0,
        by=me,
        session="s",
        mentorship="m",
        me=me,
        people=people,
        agreement=Agreement(roles={"mentor": 40, "mentee": 60}),
        items=(e.Item(id="a", title="Main topic"), e.Item(id="b", title="Chapter 4, bring one question", brought_by="grace")),
    )
    made: list[e.AnyEvent] = [started, e.ItemStarted(id="i", at=0, item="a")]
    at = 0
    while at < minutes * 60:
        for person, seconds in (("ada", 50), ("grace", 5)):
            made.append(e.FloorTaken(id=f"f{len(made)}", at=at * SECOND, by=me, holders=(person,)))
            at += seconds
    return made


def whys(made: list[e.AnyEvent]) -> list[str]:
    return [event.why for event in made if isinstance(event, e.PromptWithheld)]


def test_each_drift_that_is_held_back_says_once_why() -> None:
    events = lopsided(12)
    silenced = e.PromptsSilenced(id="silenced", at=0, by="ada", silenced=True)
    assert whys(told([events[0], silenced, *events[1:]], 700 * SECOND)) == ["silenced"]
    assert whys(told(events, 700 * SECOND, busy=True)) == ["speaking", "busy"]
    assert whys(told(events, 700 * SECOND, Coach(Rules(most=0)))) == ["enough"]
    assert whys(told(events, 700 * SECOND)) == ["speaking"]


def test_what_was_held_back_while_one_typed_is_said_after() -> None:
    coach, facts = Coach(), Growing(lopsided(12))
    held = [found for second in range(500) for found in coach.decisions(facts.session, second * SECOND, busy=True)]
    assert Held("grace", "busy") in held
    said = [found for second in range(500, 520) for found in coach.decisions(facts.session, second * SECOND, busy=False)]
    assert [found.person for found in said if isinstance(found, Due)] == ["grace"]


def test_a_quiet_item_is_not_held_against_anyone_afterwards_either() -> None:
    events = lopsided(10)
    quiet = e.Item(id="listen", title="Listen", quiet=True)
    started = msgspec.structs.replace(events[0], items=(quiet,))
    begun, ends = e.ItemStarted(id="q", at=0, item="listen"), e.ItemFinished(id="d", at=600 * SECOND, item="listen")
    more = e.FloorTaken(id="after", at=600 * SECOND, by="ada", holders=("ada",))
    listened = [started, begun, *[one for one in events[2:] if one.at < 600 * SECOND], ends, more]
    assert told(listened, 1190 * SECOND) == []
    assert [second for second, _ in shown(told(listened, 1400 * SECOND))] == [1320]


def test_a_prompt_goes_after_a_minute_or_when_it_is_sent_away_and_then_none_comes_for_twenty() -> None:
    events = lopsided(30)
    first = next(one for one in told(events, 400 * SECOND) if isinstance(one, e.PromptShown))
    session = folded([*(one for one in events if one.at <= first.at), first])
    assert standing(session, first.at + 59 * SECOND) is not None
    assert standing(session, first.at + 60 * SECOND) is None
    away = e.PromptSentAway(id="away", at=first.at + 5 * SECOND, by="ada", prompt=first.id)
    session = folded([*(one for one in events if one.at <= first.at), first, away])
    assert standing(session, first.at + 6 * SECOND) is None
    assert session.undoable[-1].type == "floor_taken"


def test_a_session_that_is_gone_on_with_is_not_told_again_what_was_told() -> None:
    events = lopsided(12)
    first = next(one for one in told(events, 400 * SECOND) if isinstance(one, e.PromptShown))
    facts, again = Growing([*(one for one in events if one.at <= first.at), first]), Coach()
    for second in range(400, 700):
        found = again.decisions(facts.session, second * SECOND, busy=False)
        assert not [one for one in found if isinstance(one, Due)]


def test_a_long_turn_is_said_only_where_the_settings_ask_for_it_and_once() -> None:
    events = lopsided(1)
    events = [*events[:2], e.FloorTaken(id="f", at=0, by="ada", holders=("ada",))]
    assert told(events, 250 * SECOND) == []
    made = told(events, 500 * SECOND, Coach(Rules(long_turns=True, shares=False)))
    assert [(one.at // SECOND, one.person, one.length) for one in made] == [(180, "ada", 180 * SECOND)]  # type: ignore[union-attr]
    assert prompt_words(made[0], folded(events)) == "Ada has spoken for 3:00. A place for a question?"  # type: ignore[arg-type]


# the words


def words_of(
    shown: e.PromptShown, *, me: str = "ada", names: tuple[str, str] = ("Ada", "Grace"), hidden: bool = False
) -> list[str]:
    started = lopsided(0, me=me)[0]
    assert isinstance(started, e.SessionStarted)
    people = tuple(msgspec.structs.replace(one, name=name) for one, name in zip(started.people, names, strict=True))
    started = msgspec.structs.replace(started, people=people, show_figures=not hidden)
    session = folded([started, e.ItemStarted(id="i", at=0, item="a")])
    return list(prompt_lines(shown, session))


def prompt(percent: int | None = 12, question: str = "What would {name} try?", person: str = "grace") -> e.PromptShown:
    return e.PromptShown(id="p", at=0, person=person, percent=percent, question=question)


def test_the_line_is_that_of_the_reference() -> None:
    assert words_of(prompt())[0] == "Grace has had 12 % of the last ten minutes. What would Grace try?"
    assert words_of(prompt(None, "What would {name} add?"))[0] == "Grace has not had the floor yet. What would Grace add?"


def test_where_a_terminal_is_narrow_the_question_stays_longest() -> None:
    assert words_of(prompt())[1:] == ["Grace 12 %. What would Grace try?", "What would Grace try?"]


@pytest.mark.parametrize("name", ["Grace", "Katherine", "Maximiliane-Theodora"])
def test_an_invitation_has_room_whatever_the_name_is(name: str) -> None:
    line, question = prompt(), "What would {name} try?"
    started = lopsided(0)[0]
    assert isinstance(started, e.SessionStarted)
    people = (started.people[0], msgspec.structs.replace(started.people[1], name=name))
    session = folded([msgspec.structs.replace(started, people=people)])
    assert question_room(line, session)(question)
    found = prompt_lines(line, session)
    assert all(one.endswith(" try?") and width(one) < 70 for one in found)
    assert found[-1].startswith("What would ")


def test_with_three_and_more_it_is_told_who_has_spoken_least_beside_what_each_was_to_have() -> None:
    started = lopsided(0)[0]
    assert isinstance(started, e.SessionStarted)
    kofi = Participant(id="kofi", name="Kofi", role="peer", key=3)
    own = Agreement(persons={"ada": 20, "grace": 70, "kofi": 10})
    three = msgspec.structs.replace(started, people=(*started.people, kofi), agreement=own)
    talk = [e.FloorTaken(id=f"f{at}", at=at * SECOND, by="ada", holders=(who,)) for at, who in ((0, "ada"), (60, "grace"))]
    assert least_heard(folded([three, talk[0]]), 50 * SECOND) == ""
    assert least_heard(folded([three, *talk]), 100 * SECOND) == "Kofi has not had the floor yet."
    last = e.FloorTaken(id="k", at=100 * SECOND, by="ada", holders=("kofi",))
    assert least_heard(folded([three, *talk, last]), 120 * SECOND) == "Grace has had least of what was agreed so far."
    even = msgspec.structs.replace(three, agreement=Agreement())
    assert least_heard(folded([even, *talk, last]), 120 * SECOND) == "Kofi has spoken least so far."
    hidden = msgspec.structs.replace(three, show_figures=False)
    assert least_heard(folded([hidden, *talk]), 100 * SECOND) == ""
    grace = msgspec.structs.replace(three, me="grace")
    assert least_heard(folded([grace, *talk, last]), 120 * SECOND) == ""
    assert least_heard(folded([started, *talk]), 100 * SECOND) == ""


def test_w_tells_which_rule_brought_a_prompt_its_practice_and_what_was_withheld() -> None:
    session = folded([*lopsided(6), msgspec.structs.replace(prompt(), at=400 * SECOND)])
    held = e.PromptWithheld(id="h", at=200 * SECOND, person="grace", why="busy")
    bank = Bank((Question(text="What would {name} try?", practice="Safe-to-fail probes (Snowden)"),))
    found = why_prompts(session, [held], Rules(), bank)
    assert found is not None
    assert found.formula.startswith("balance of ten minutes at most 40 and 1:30 lacking, for 1:00 on end")
    assert [(row.name, row.value, row.about) for row in found.inputs] == [
        ("6:40", "Grace has had 12 % of the last ten minutes. What would Grace try?", "Safe-to-fail probes (Snowden)")
    ]
    assert found.left_out == ("one at 3:20: something was typed or asked",)
    assert why_prompts(folded(lopsided(1)), [], Rules(), bank) is None


def test_whoever_is_at_the_keys_gets_the_figure_and_a_mentee_what_is_still_theirs_to_bring() -> None:
    assert words_of(prompt(question="", person="ada"), me="ada")[0] == "Ada has had 12 % of the last ten minutes."
    assert words_of(prompt(question=""), me="grace") == ["Still to bring: Chapter 4, bring one question"]


def test_where_figures_are_hidden_the_line_is_the_question_alone() -> None:
    assert words_of(prompt(), hidden=True) == ["What would Grace try?"]


@given(st.text(min_size=1, max_size=80), st.sampled_from(["What would {name} try?", "How does {name} see it?", ""]))
def test_no_name_makes_the_line_too_long(name: str, question: str) -> None:
    assert all(width(line) < 70 for line in words_of(prompt(100, question), names=("Ada", name)))


# the sums it stands on


@settings(max_examples=40)
@given(journals(finishing=False), st.data())
def test_the_running_sums_of_any_span_are_those_added_up_from_scratch(events: list[e.AnyEvent], data: st.DataObject) -> None:
    """Also as the session grows, is corrected and undone: the same Sums follow it from event to event."""
    sums, facts = Sums(), Growing(events[:1])
    for event_ in events[1:]:
        session = facts.add(event_)
        sums.follow(session)
        now = session.active(session.last_at + 7 * SECOND)
        start = data.draw(st.integers(0, now))
        end = data.draw(st.integers(start, now))
        span = m.measure(
            within(session.parts(session.last_at + 7 * SECOND), start, end), [person.id for person in session.people]
        )
        found = sums.between(start, end)
        for name in ("active", "floor", "nobody", "one", "several", "unnamed", "unsure"):
            assert getattr(found, name) == getattr(span, name)
        owed = {person: time for person, time in found.expected.items() if time}
        assert owed == {person: time for person, time in span.expected.items() if time}
