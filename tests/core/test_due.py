"""What comes back by itself: when a line is shown, in which order, and what it becomes on an agenda."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.due import Due, due_on, first_few
from mentortui.core.plan_offers import as_item, offers
from mentortui.core.records import Plan, PlanItem

CHARTER = Due(rank=40, text="the charter is to be looked at again", since="2026-11-20", tab="charter")
DATE = Due(rank=10, text="the pause ends", since="2026-11-25", until="2026-11-27", tab="calendar")
ASK = Due(rank=50, text="no feedback from Grace in five sessions", tab="feedback", item="Feedback to Ada", where=("prepare",))


@pytest.mark.parametrize(
    ("day", "where", "shown"),
    [
        ("2026-11-19", "home", ()),
        ("2026-11-20", "home", (CHARTER,)),
        ("2026-11-25", "home", (DATE, CHARTER)),
        ("2026-11-27", "prepare", (DATE, CHARTER, ASK)),
        ("2026-11-28", "prepare", (CHARTER, ASK)),
    ],
)
def test_a_line_is_shown_from_its_day_to_its_last_one_the_most_useful_first(day: str, where: str, shown: tuple[Due, ...]) -> None:
    assert due_on((CHARTER, ASK, DATE), day, where) == shown  # type: ignore[arg-type]


def test_one_tab_does_not_take_all_the_room() -> None:
    goals = [Due(rank=20, text=str(n), tab="goals") for n in range(6)]
    assert first_few([*goals, CHARTER]) == (goals[0], goals[1], CHARTER, goals[2], goals[3])


@given(st.lists(st.sampled_from((CHARTER, DATE, ASK)), max_size=12), st.integers(0, 5))
def test_at_most_so_many_are_shown_and_none_is_made_up(dues: list[Due], most: int) -> None:
    found = first_few(dues, most)
    assert len(found) == min(most, len(dues))
    assert all(found.count(one) <= dues.count(one) for one in found)


def test_what_is_due_is_offered_for_the_agenda_once_after_all_else() -> None:
    plan = Plan(id="p", kind="regular")
    found = offers(plan, (), (), (), date(2026, 11, 25), (ASK, CHARTER))
    assert [offer.text for offer in found] == [ASK.text, CHARTER.text]
    item = as_item(found[0], "i", 10)
    assert (item.title, item.minutes) == ("Feedback to Ada", 10)
    there = Plan(id="p", kind="regular", items=(item, PlanItem(id="j", title="More")))
    assert [offer.text for offer in offers(there, (), (), (), date(2026, 11, 25), (ASK, CHARTER))] == [CHARTER.text]
