"""Goals: how far they are, in which order they are learned, what they are called."""

import time
from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentortui.core.goals import Goal, KeyResult, Reading, areas_without, bare, together
from mentortui.core.goals_chart import briefly, chart_lines, said
from mentortui.core.goals_dues import due_goals
from mentortui.core.goals_measured import course, measured, progress
from mentortui.core.goals_names import all_goals, belongs, called, name_now, names_now, renamed
from mentortui.core.goals_order import before, checked_after, followers, in_order
from mentortui.core.goals_page import goal_line, page
from mentortui.core.holdings import Holdings
from mentortui.core.milestones import Milestone
from mentortui.core.refused import Refused
from mentortui.core.text import width
from tests.core.goal_values import TODAY, goal, result
from tests.store import values

replace = msgspec.structs.replace
numbers = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=3)
names = st.sampled_from(["Release", "Reviews", "Speak up", "Tests", "Career"])


# how far


@settings(max_examples=25)
@given(numbers, numbers, numbers)
def test_progress_lies_between_nothing_and_all_whatever_the_numbers(baseline: Decimal, target: Decimal, now: Decimal) -> None:
    share = progress(baseline, target, now)
    assert 0.0 <= share <= 1.0
    beyond = now >= target if target > baseline else now <= target if target < baseline else now == target
    assert (share == 1.0) == beyond


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(-5, 20)), max_size=12), st.randoms())
def test_readings_give_one_course_in_whatever_order_they_lie(found: list[tuple[int, int]], random: object) -> None:
    days = [date(2026, 1, 1) + timedelta(days=7 * day) for day, _ in found]
    one = result("x", *((day.isoformat(), str(value)) for day, (_, value) in zip(days, found, strict=True)))
    shuffled = list(one.readings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = replace(one, readings=tuple(shuffled))
    assert course(other).points == course(one).points
    assert course(other).share == course(one).share
    newest = {day: value for day, (_, value) in zip(days, found, strict=True)}
    assert dict(course(one).points) == {day: Decimal(value) for day, value in newest.items()}


def test_a_target_below_the_baseline_is_reached_by_going_down() -> None:
    down = result("days to answer", ("2026-10-01", "9"), ("2026-11-01", "4"), baseline="10", target="2")
    assert course(down).share == 0.75
    assert said(course(down)) == "4 → 2 a week, from 10"
    assert briefly(course(down)) == "4 → 2"
    assert [briefly(course(one)) for one in (result("x"), result("x", ("2026-10-01", "4"), target=""))] == ["→ 8", "4"]
    assert course(result("x", ("2026-10-01", "1"), baseline="10", target="2")).reached


def test_without_a_baseline_it_is_measured_from_the_first_reading_and_without_a_target_not_at_all() -> None:
    assert course(result("x", ("2026-10-01", "4"), ("2026-11-01", "6"), baseline="")).share == 0.5
    bare_one = course(result("x", ("2026-10-01", "4"), target=""))
    assert bare_one.share is None
    assert said(bare_one) == "4 a week"
    assert said(course(result("x", target=""))) == "no reading yet"
    assert said(course(result("x"))) == "→ 8 a week, from 2, no reading yet"


def test_numbers_and_days_that_a_hand_wrote_wrongly_are_left_out() -> None:
    odd = result(
        "x", ("2026-02-30", "4"), ("2026-11-01", "many"), ("2026-11-02", "NaN"), ("2026-11-03", "1e999"), ("2026-11-04", "5")
    )
    assert course(odd).points == ((date(2026, 11, 4), Decimal(5)),)


def test_as_it_stood_at_the_end_of_a_day() -> None:
    one = goal("Release", results=(result("x", ("2026-09-01", "5"), ("2026-11-01", "8")),))
    assert measured(one, date(2026, 9, 30)).share == 0.5
    assert measured(one, date(2026, 8, 31)).share == 0.0
    assert (measured(one).reached, measured(one).results, measured(one).share) == (1, 1, 1.0)
    assert measured(goal("No measure")).share is None


def test_the_chart_has_a_dot_a_reading_and_the_line_of_the_target() -> None:
    one = course(result("x", ("2026-09-01", "2"), ("2026-10-01", "4"), ("2026-11-01", "7")))
    lines = chart_lines(one, 44, TODAY)
    assert "".join(lines).count("●") == 3
    assert "to 8 ─" in lines[0]
    assert lines[-1].split() == ["Tue", "1", "Sep", "Sun", "1", "Nov"]
    assert all(width(line) <= 44 for line in lines)
    assert chart_lines(one, 12, TODAY) == []
    assert chart_lines(course(result("x", ("2026-09-01", "2"))), 44, TODAY) == []


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 900), numbers), max_size=6), numbers, numbers, st.integers(0, 90))
def test_a_chart_is_never_wider_than_it_may_be(
    found: list[tuple[int, Decimal]], baseline: Decimal, target: Decimal, cells: int
) -> None:
    readings = (((date(2026, 1, 1) + timedelta(days=day)).isoformat(), str(value)) for day, value in found)
    one = course(result("x", *readings, baseline=str(baseline), target=str(target)))
    assert all(width(line) <= cells for line in chart_lines(one, cells, TODAY))


# an order to learn in


@settings(max_examples=25)
@given(st.lists(st.tuples(names, names), max_size=20))
def test_whatever_is_said_to_come_after_what_no_ring_comes_of_it(wanted: list[tuple[str, str]]) -> None:
    goals = {name: goal(name) for name in ["Release", "Reviews", "Speak up", "Tests", "Career"]}
    for name, after in wanted:
        made = replace(goals[name], after=after)
        try:
            checked_after(made, tuple(goals.values()))
        except Refused:
            continue
        goals[name] = made
    for one in goals.values():
        seen, here = {one.id}, before(one, tuple(goals.values()))
        while here is not None:
            assert here.id not in seen
            seen.add(here.id)
            here = before(here, tuple(goals.values()))
    order = [one.id for one in in_order(tuple(goals.values()))]
    assert sorted(order) == sorted(one.id for one in goals.values())
    for one in goals.values():
        first = before(one, tuple(goals.values()))
        assert first is None or order.index(first.id) < order.index(one.id)


def test_a_ring_is_refused_with_the_goals_in_it_by_name() -> None:
    goals = (goal("Release", after="Reviews"), goal("Reviews", after="Tests"), goal("Tests"))
    with pytest.raises(Refused, match="That is a ring: “Tests” after “Release” after “Reviews” after “Tests”"):
        checked_after(replace(goals[2], after="Release"), goals)
    with pytest.raises(Refused, match="“Tests” after “Tests”"):
        checked_after(replace(goals[2], after="tests"), goals)


def test_a_ring_that_a_hand_wrote_into_the_file_hides_no_goal() -> None:
    goals = (goal("A", after="B"), goal("B", after="C"), goal("C", after="B"), goal("D"))
    assert sorted(one.name for one in in_order(goals)) == ["A", "B", "C", "D"]
    checked_after(goals[0], goals)


def test_what_is_shared_does_not_name_what_is_private() -> None:
    mine = goal("My next job", seen_by="private")
    with pytest.raises(Refused, match="“My next job” is private still"):
        checked_after(goal("Release", after="My next job"), (mine,))
    checked_after(goal("Release", after="My next job", seen_by="private"), (mine,))


# names


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 2), names), max_size=15))
def test_renaming_loses_nothing_that_was_caught_under_an_older_name(wanted: list[tuple[int, str]]) -> None:
    goals = [goal("One"), goal("Two"), goal("Three")]
    caught = [(one.id, one.name) for one in goals]
    for place, name in wanted:
        try:
            goals[place] = renamed(goals[place], name, goals)
        except Refused:
            continue
        caught.append((goals[place].id, goals[place].name))
    for id, name in caught:
        found = called(name, goals)
        assert found is not None
        assert found.id == id
        assert belongs(name, found)
    assert len({one.name.casefold() for one in goals}) == 3


def test_there_are_never_two_goals_of_one_name() -> None:
    goals = (goal("Release lead"), bare("Speak up"), goal("Now", formerly=("Then",)))
    for name, why in (
        ("release  LEAD", "There is a goal “Release lead” already"),
        ("Speak up", "already"),
        ("then", "was called that"),
    ):
        with pytest.raises(Refused, match=why):
            renamed(goal("New"), name, goals)
    back = renamed(renamed(goals[0], "Lead", goals), "Release lead", goals)
    assert (back.name, back.formerly) == ("Release lead", ("Lead",))
    with pytest.raises(Refused, match="What is to be reached"):
        renamed(goals[0], "  ", goals)


def test_a_name_without_a_record_is_a_goal_without_a_measure() -> None:
    goals = all_goals(("Release lead", "Old", "Speak up"), (goal("New", formerly=("Old",)),))
    assert [one.name for one in goals] == ["New", "Release lead", "Speak up"]
    assert goals[1] == bare("Release lead")
    assert names_now(("Old", "Release lead"), (goals[0],)) == ("New", "Release lead")
    assert name_now("old", goals) == "New"


def test_one_that_lies_in_both_files_is_shown_once_as_the_shared_one() -> None:
    mine, ours = goal("Draft", "g", seen_by="private"), goal("Release", "g")
    assert [(one.name, one.is_private) for one in together((ours,), (mine, replace(mine, id="h")))] == [
        ("Release", False),
        ("Draft", True),
    ]


# what is said


def test_areas_without_a_goal_are_named_only_for_those_who_use_them() -> None:
    assert areas_without(()) == ()
    assert areas_without((goal("x"),)) == ()
    assert areas_without((goal("x", area="technical"), goal("y", area="strategic", state="parked"))) == (
        "behaviour",
        "emotional",
        "strategic",
    )


def test_the_page_has_the_why_the_measure_and_what_belongs_to_it() -> None:
    one = goal(
        "Release lead",
        formerly=("Release",),
        why="to be trusted",
        why_other="a second person can",
        results=(result("reviews alone", ("2026-10-01", "4"), ("2026-11-01", "8")), result("releases")),
        milestones=(Milestone(id="m", what="first release led", due="2026-12-18"),),
    )
    act = values.action("a")
    act = replace(act, capture=replace(act.capture, goal="Release", due="2026-12-01"))
    elsewhere = replace(act, id="b", capture=replace(act.capture, id="b", text="not this", goal="Other"))
    found = dict(page(one, (one,), (act, elsewhere), values.mentorship(), TODAY))
    assert found["Why it matters to Grace"] == "to be trusted"
    assert found["Why it matters to Ada"] == "a second person can"
    assert "reviews alone · 8 → 8 a week, from 2\n██████████ 100 % of the way" in found["Key results"]
    assert found["Milestones"] == "○ first release led · Fri 18 Dec"
    assert found["Actions"] == "○ Grace: read it · Tue 1 Dec"
    assert "●" in found["reviews alone"]
    assert goal_line(one) == "Release lead · 1 of 2 reached"
    assert "None yet" in dict(page(bare("x"), (), (), values.mentorship(), TODAY))["Key results"]


def test_what_is_due_comes_of_goals_in_use_alone() -> None:
    one = goal(
        "Release lead",
        due="2026-12-18",
        results=(result("x", ("2026-10-20", "5")),),
        milestones=(
            Milestone(id="m", what="first one", due="2026-12-01"),
            Milestone(id="n", what="x", due="2026-12-01", reached="2026-11-20"),
        ),
    )
    held = Holdings(mentorship=values.mentorship(), tables={"goals": (one, goal("Later", due="2026-12-18", state="parked"))})
    found = {due.record: due for due in due_goals(held)}
    lines = [(due.text, due.since, due.tab) for due in due_goals(held)]
    assert lines == [
        ("the goal “Release lead” is for Fri 18 Dec", "2026-12-11", "goal"),
        ("the milestone “first one” of “Release lead” is for Tue 1 Dec", "2026-11-24", "goal"),
        ("no reading of “Release lead” since Tue 20 Oct: how do things stand?", "2026-11-21", "goal"),
    ]
    assert set(found) == {one.id, "m"}
    assert list(due_goals(Holdings(mentorship=values.mentorship(goals=("Bare",))))) == []


def test_what_is_stored_of_a_goal_is_read_again_as_it_was() -> None:
    one = goal("x", results=(result("y", ("2026-10-01", "4")),), milestones=(Milestone(id="m", what="z"),))
    assert msgspec.json.decode(msgspec.json.encode(one), type=Goal) == one
    assert KeyResult(id="k").readings == ()
    assert Reading(id="r").value == ""


def test_a_chain_of_many_goals_is_put_in_order_at_once() -> None:
    goals = tuple(goal(f"G{at}", after=f"g{at + 1}" if at < 1_999 else "") for at in range(2_000))
    began = time.process_time()
    assert [one.name for one in in_order(goals)] == [f"G{at}" for at in reversed(range(2_000))]
    assert [one.name for one in followers(goals[7], goals)] == ["G6"]
    checked_after(goals[0], goals)
    assert time.process_time() - began < 1
