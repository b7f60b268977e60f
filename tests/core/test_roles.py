"""Who keeps the agenda, takes notes, minds the time."""

from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.records import Member, Plan, Roles
from mentortui.core.roles import TASKS, had_last, passed_on, rotated, swapped
from tests.core.plan_values import THREE, TWO, plan


def held(roles: Roles, state: str = "held") -> Plan:
    return plan(roles=roles, state=state)


def test_before_the_first_session_the_other_begins() -> None:
    assert rotated([], TWO) == Roles(facilitator="grace", notes="ada", time="grace")
    assert rotated([], THREE) == Roles(facilitator="grace", notes="linus", time="ada")
    assert rotated([], TWO[:1]) == Roles(facilitator="ada", notes="ada", time="ada")


def test_each_task_goes_to_the_next_person() -> None:
    first = rotated([], THREE)
    second = rotated([held(first)], THREE)
    assert second == Roles(facilitator="linus", notes="ada", time="grace")
    assert had_last([held(first)], "facilitator") == "grace"


def test_what_was_missed_or_skipped_moves_nothing() -> None:
    first = held(rotated([], TWO))
    between = [held(Roles(facilitator="ada"), "missed"), held(Roles(facilitator="ada"), "skipped")]
    assert rotated([first, *between], TWO) == rotated([first], TWO)


def test_a_session_held_elsewhere_is_followed_by_the_one_whose_plan_was_begun_before_it() -> None:
    elsewhere = plan(id="p2", roles=Roles(notes="ada"), state="held", created=9, changed=9)
    since = plan(id="p1", roles=Roles(notes="grace"), state="held", created=1, changed=20)
    assert rotated([since, elsewhere], THREE).notes == "linus"
    assert had_last([since, elsewhere], "notes") == "grace"


def test_the_session_under_way_counts_already() -> None:
    under_way = plan(roles=Roles(notes="grace"), session="s2", changed=5)
    assert rotated([plan(id="p0", roles=Roles(notes="ada"), state="held", changed=1), under_way], THREE).notes == "linus"


def test_a_swap_counts_as_it_was_made() -> None:
    swap = swapped(rotated([], TWO), "facilitator", "notes")
    assert swap == Roles(facilitator="ada", notes="grace", time="grace")
    assert rotated([held(swap)], TWO) == Roles(facilitator="grace", notes="ada", time="ada")


def test_who_has_left_the_circle_has_no_task_and_nobody_stays_nobody() -> None:
    gone = held(Roles(facilitator="bob", notes="", time="grace"))
    assert rotated([gone], TWO) == Roles(facilitator="ada", notes="", time="ada")


def test_a_task_is_passed_on_to_everybody_and_to_nobody() -> None:
    roles, seen = Roles(notes="ada"), []
    for _ in range(4):
        roles = passed_on(roles, "notes", THREE)
        seen.append(roles.notes)
    assert seen == ["grace", "linus", "", "ada"]


@given(st.integers(1, 9), st.lists(st.sampled_from(["held", "missed", "skipped", "swap"]), max_size=40))
def test_over_any_sessions_everybody_has_each_task_equally_often_but_for_one(count: int, course: list[str]) -> None:
    people = tuple(Member(id=f"p{n}", name=f"P{n}", role="peer") for n in range(count))
    plans: list[Plan] = []
    had: dict[str, list[str]] = {task: [] for task in TASKS}
    for what in course:
        roles = rotated(plans, people)
        if what == "swap":
            roles = swapped(swapped(roles, "notes", "time"), "notes", "time")
        plans.append(held(roles, what if what in ("missed", "skipped") else "held"))
        if plans[-1].state == "held":
            for task in TASKS:
                had[task].append(getattr(roles, task))
    for people_had in had.values():
        counts = [people_had.count(person.id) for person in people]
        assert max(counts) - min(counts) <= 1
