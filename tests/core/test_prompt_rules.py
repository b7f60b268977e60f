"""When a line comes, rule by rule: each row of the table of docs/questions.md, at its edge."""

from collections.abc import Sequence

import msgspec
import pytest

from mentortui.core import events as e
from mentortui.core.events import Withheld
from mentortui.core.people import Agreement, Participant
from mentortui.core.prompt_rules import Rules
from mentortui.core.prompts import Coach
from tests.core.test_prompts import told

SECOND = 1_000_000
EQUAL = Agreement()
PEOPLE = tuple(
    Participant(id=name.casefold(), name=name, role="peer", key=key) for key, name in enumerate(("Ada", "Grace", "Kofi"), 1)
)
Talk = Sequence[tuple[str, int]]
"""Who speaks, for how many seconds; empty: nobody."""


def events(
    talk: Talk, *more: e.AnyEvent, agreement: Agreement | None = EQUAL, people: int = 2, me: str = "ada", shown: bool = True
) -> list[e.AnyEvent]:
    started = e.SessionStarted(
        id="start",
        at=0,
        by=me,
        session="s",
        mentorship="m",
        me=me,
        people=PEOPLE[:people],
        agreement=agreement,
        show_figures=shown,
    )
    made: list[e.AnyEvent] = [started]
    at = 0
    for person, seconds in talk:
        made.append(e.FloorTaken(id=f"f{at}", at=at * SECOND, by=me, holders=(person,) if person else ()))
        at += seconds
    return sorted((*made, *more), key=lambda event: event.at)


def both(
    made: list[e.AnyEvent], until: int, rules: Rules | None = None, *, busy: bool = False
) -> tuple[list[tuple[int, str]], list[Withheld]]:
    """The prompts until that second: when, and whom they name; and why others were withheld."""
    found = told(made, until * SECOND, Coach(rules or Rules()), busy)
    shown = [(event.at // SECOND, event.person) for event in found if isinstance(event, e.PromptShown)]
    return shown, [event.why for event in found if isinstance(event, e.PromptWithheld)]


def lines(made: list[e.AnyEvent], until: int, rules: Rules | None = None, *, busy: bool = False) -> list[tuple[int, str]]:
    return both(made, until, rules, busy=busy)[0]


FAR: Talk = (("ada", 240), ("grace", 60), ("", 600))
"""Exactly 80 : 20, a minute and a half missing, five minutes old; then silence."""


# far, evidence, lasting, moment


@pytest.mark.parametrize(
    ("talk", "says"),
    [
        pytest.param(FAR, [(360, "grace")], id="a balance of 0.40 is far, and 90 s are enough"),
        pytest.param((("ada", 239), ("grace", 61), ("", 600)), [], id="a balance above 0.40 is not"),
        pytest.param((("ada", 236), ("grace", 59), ("", 600)), [], id="less than 90 s missing is not"),
        pytest.param((("ada", 210), ("grace", 30), ("", 600)), [(360, "grace")], id="four minutes of talk are enough"),
        pytest.param((("ada", 210), ("grace", 29), ("", 600)), [], id="less than four minutes of talk are not"),
    ],
)
def test_it_is_far_where_the_balance_is_low_and_somebody_lacks_a_minute_and_a_half(
    talk: Talk, says: list[tuple[int, str]]
) -> None:
    assert lines(events(talk), 600) == says


def test_it_is_not_said_before_the_drift_has_lasted_a_minute() -> None:
    assert lines(events(FAR), 359) == []
    mended = (("ada", 240), ("grace", 60), ("", 30), ("grace", 40), ("", 600))
    assert lines(events(mended), 600) == []


def test_it_waits_for_a_change_of_floor_or_silence_and_at_most_another_minute() -> None:
    change = (("ada", 240), ("grace", 60), ("ada", 80), ("grace", 1), ("ada", 300))
    assert lines(events(change), 381) == []  # at 380 it is Grace's turn, and never while the one to be named speaks
    assert lines(events(change), 500) == [(382, "grace")]
    assert lines(events((("ada", 240), ("grace", 60), ("ada", 300))), 600) == [(420, "grace")]


# again


def third(grace_until: int) -> list[e.AnyEvent]:
    """A first prompt at 6:00, then Grace speaks until that second, then Ada."""
    return events((("ada", 240), ("grace", 60), ("", 80), ("grace", grace_until - 380), ("ada", 700)))


AGAIN = Rules(gap_s=0, apart_s=0)


def test_another_comes_only_after_the_balance_has_been_near_again() -> None:
    assert both(third(420), 1020, AGAIN) == ([(360, "grace")], ["again"])
    assert both(third(430), 1020, AGAIN) == ([(360, "grace"), (966, "grace")], [])


def test_at_most_so_many_a_session() -> None:
    assert both(third(430), 1020, msgspec.structs.replace(AGAIN, most=1)) == ([(360, "grace")], ["enough"])


def test_twenty_minutes_lie_between_two() -> None:
    assert both(third(430), 1020, Rules(apart_s=0)) == ([(360, "grace")], ["soon"])


def test_five_minutes_lie_between_any_two_whatever_they_are_about() -> None:
    assert both(events(FAR), 500, Rules(long_turns=True, gap_s=0)) == ([(180, "ada"), (480, "grace")], ["soon"])


def test_after_one_was_sent_away_none_comes_for_twenty_minutes() -> None:
    talk = (*FAR[:2], ("", 400), ("ada", 300))
    rules = Rules(long_turns=True, long_turn_s=250, most=1)
    stays = told(events(talk), 1000 * SECOND, Coach(rules))
    assert [(one.at // SECOND, one.prompt) for one in stays if isinstance(one, e.PromptShown)] == [(360, "share"), (950, "turn")]
    away = e.PromptSentAway(id="away", at=370 * SECOND, by="ada", prompt=shown_id(stays))
    assert lines(events(talk, away), 1000, rules) == [(360, "grace")]


def shown_id(made: list[e.AnyEvent]) -> str:
    return next(event.id for event in made if isinstance(event, e.PromptShown))


# whom


def test_it_names_who_lacks_most_of_what_was_agreed_and_on_a_tie_the_first_listed() -> None:
    rules = Rules(lack_s=60)
    assert lines(events((("ada", 240), ("grace", 40), ("kofi", 20), ("", 400)), people=3), 500, rules) == [(360, "kofi")]
    assert lines(events((("ada", 240), ("grace", 30), ("kofi", 30), ("", 400)), people=3), 500, rules) == [(360, "grace")]


def test_who_is_agreed_at_nothing_or_has_left_is_never_named() -> None:
    observer = Agreement(persons={"ada": 50, "grace": 50, "kofi": 0})
    assert lines(events(FAR, people=3, agreement=observer), 600) == [(360, "grace")]
    left = e.PersonLeft(id="left", at=301 * SECOND, by="ada", person="grace")
    three = (("ada", 240), ("grace", 10), ("kofi", 50), ("", 400))
    assert lines(events(three, left, people=3), 500, Rules(lack_s=40)) == [(360, "kofi")]


# never


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(events(FAR, agreement=None), id="nothing agreed"),
        pytest.param(events(FAR, people=1), id="one person"),
        pytest.param(events(FAR, e.PromptsSilenced(id="k", at=SECOND, by="ada", silenced=True)), id="silenced"),
    ],
)
def test_where_there_is_no_rule_or_no_wish_for_it_no_line_comes(made: list[e.AnyEvent]) -> None:
    assert lines(made, 600) == []


def test_silenced_and_then_not_it_comes_after_all() -> None:
    on = e.PromptsSilenced(id="k", at=SECOND, by="ada", silenced=True)
    off = e.PromptsSilenced(id="k2", at=400 * SECOND, by="ada", silenced=False)
    assert lines(events(FAR, on, off), 600) == [(401, "grace")]


def test_where_figures_are_hidden_whoever_is_at_the_keys_is_told_nothing_and_the_others_are_invited() -> None:
    assert both(events(FAR, me="grace", shown=False), 500) == ([], ["hidden"])
    assert lines(events(FAR, shown=False), 370) == [(360, "grace")]


def test_prompts_about_shares_can_be_switched_off_for_good() -> None:
    assert both(events(FAR), 500, Rules(shares=False)) == ([], [])


# long turns, off by default


SPEAKS: Talk = (("ada", 600),)
LONG = Rules(long_turns=True, shares=False)


def test_a_turn_of_three_minutes_is_said_once_and_only_where_the_settings_ask_for_it() -> None:
    assert Rules().long_turns is False
    assert lines(events(SPEAKS), 300, Rules(shares=False)) == []
    assert lines(events(SPEAKS), 600, LONG) == [(180, "ada")]
    twice = (("ada", 400), ("grace", 5), ("ada", 400))
    assert lines(events(twice), 800, LONG) == [(180, "ada"), (585, "ada")]


@pytest.mark.parametrize(("agreed", "says"), [(69.0, [(180, "ada")]), (70.0, [])])
def test_it_is_not_said_of_somebody_who_is_agreed_at_seventy_and_more(agreed: float, says: list[tuple[int, str]]) -> None:
    presents = Agreement(persons={"ada": agreed, "grace": 100 - agreed})
    assert lines(events(SPEAKS, agreement=presents), 400, LONG) == says


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(events(SPEAKS, agreement=None), id="nothing agreed"),
        pytest.param(events(SPEAKS, shown=False), id="figures hidden"),
        pytest.param(events(SPEAKS, e.PromptsSilenced(id="k", at=SECOND, by="ada", silenced=True)), id="silenced"),
    ],
)
def test_a_long_turn_is_never_said_where_no_line_is_wanted(made: list[e.AnyEvent]) -> None:
    assert lines(made, 400, LONG) == []


def test_a_long_turn_is_not_said_while_something_is_typed() -> None:
    assert lines(events(SPEAKS), 400, LONG, busy=True) == []
