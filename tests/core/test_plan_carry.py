"""What goes on from session to session, whatever becomes of each: nothing that was put on an agenda is lost."""

from typing import Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.commands import Refused
from mentortui.core.plan import FROM_TEMPLATE, added, removed
from mentortui.core.plan_carry import (
    again,
    age_words,
    asks,
    carried_words,
    decided,
    fresh,
    given_back,
    gone_on,
    left_over,
    next_of,
    put_off,
    taken_over,
)
from mentortui.core.records import ItemRow, Plan
from mentortui.core.templates import COFFEE, REGULAR
from tests.core.plan_values import DAY, ids, item, mentorship, plan, row

State = Literal["done", "open", "waiting"]


def carried(next_plan: Plan, session: str, *rows: ItemRow, own: Plan | None = None) -> Plan:
    known = {one.id: one for one in own.items} if own else {}
    return taken_over(next_plan, session, left_over(rows, known, 7 * DAY))


def test_what_is_open_or_was_not_reached_goes_on_counted_once_more_with_what_its_plan_knew() -> None:
    own = plan(item("1"), item("2", carried=1, since=3 * DAY, source="a1", brought_by="grace", quiet=True), item("3"))
    left = left_over(
        [
            row("1"),
            row("2", "Now called so", state="open", minutes=20, owner="ada"),
            row("3", state="waiting"),
            row("4", state="open"),
        ],
        {one.id: one for one in own.items},
        7 * DAY,
    )
    assert [one.id for one in left] == ["2", "3", "4"]
    assert left[0] == item(
        "2", "Now called so", 20, owner="ada", carried=2, since=3 * DAY, source="a1", brought_by="grace", quiet=True
    )
    assert [(one.carried, one.since) for one in left[1:]] == [(1, 7 * DAY), (1, 7 * DAY)]


def test_the_closing_item_belongs_to_each_session() -> None:
    assert left_over([row("1", "Takeaways, next date", state="open"), row("2", "Takeaways", state="waiting")], {}, 0) == ()


def test_a_topic_that_only_speaks_of_takeaways_goes_on() -> None:
    typed = item("1", "Takeaways from the book")
    standing = [item("2", "Takeaways, next date"), item("3", "Takeaways, and who writes them", source=FROM_TEMPLATE)]
    rows = [row(one.id, one.title, state="open") for one in (typed, *standing)]
    assert [one.id for one in left_over(rows, {one.id: one for one in (typed, *standing)}, 0)] == ["1"]
    on_live = msgspec.structs.replace(row("4", "The next date of the release", state="open"), unplanned=True)
    assert [one.id for one in left_over([on_live], {}, 0)] == ["4"]
    added = row("5", "The next date of the release", state="open")
    assert [one.id for one in left_over([added], {"1": typed}, 0)] == ["5"]


def test_done_again_and_again_it_is_carried_over_once() -> None:
    rows = (row("1", state="open"), row("2"))
    once = carried(plan(item("9")), "s1", *rows)
    assert ids(once) == ["1", "9"]
    assert carried(once, "s1", *rows) is once
    assert once.items[0].carried == 1


def test_what_was_done_after_all_goes_and_what_is_open_after_all_comes() -> None:
    once = carried(plan(), "s1", row("1", state="open"), row("2"))
    twice = carried(once, "s1", row("1"), row("2", state="open"))
    assert ids(twice) == ["2"]
    assert ids(carried(twice, "s1", row("1"), row("2"))) == []


def test_what_was_done_to_it_on_the_next_agenda_stays_done() -> None:
    rows = (row("1", state="open"), row("2", state="open"))
    once = carried(plan(), "s1", *rows)
    edited = msgspec.structs.replace(removed(once, "1"), items=(item("2", "In other words", carried=1),))
    assert [(one.id, one.title) for one in carried(edited, "s1", *rows).items] == [("2", "In other words")]


def test_a_session_that_goes_on_takes_its_items_back_and_leaves_them_again() -> None:
    before = plan(item("9"))
    rows = (row("1", state="open"), row("2", state="open"))
    once = carried(before, "s1", *rows)
    back = given_back(once, "s1")
    assert (ids(back), back.took) == (["9"], {})
    assert given_back(back, "s1") is back
    assert ids(carried(back, "s1", row("1"), row("2", state="open"))) == ["2", "9"]


def test_a_template_item_of_its_title_makes_way_and_a_typed_one_does_not() -> None:
    before = plan(item("t", "Feedback both ways", source=FROM_TEMPLATE), item("own", "Main topic"))
    after = carried(before, "s1", row("1", "Feedback, both ways", state="open"), row("2", "Main topic", state="open"))
    assert ids(after) == ["1", "2", "own"]


def test_it_asks_at_the_second_time_and_once_more_when_it_is_carried_over_again() -> None:
    assert [asks(item("1", carried=times)) for times in range(4)] == [False, False, True, True]
    done = decided(plan(item("1", carried=2)), "1")
    assert not asks(done.items[0])
    left = left_over([row("1", state="open")], {"1": done.items[0]}, 0)
    assert asks(left[0])


@pytest.mark.parametrize("how", ["missed", "skipped"])
def test_a_session_that_did_not_take_place_counts_nothing_and_keeps_everything(how: Literal["missed", "skipped"]) -> None:
    before = plan(item("1", carried=1), item("2"), starts=5 * DAY, took={"s1": ("1",)})
    after, kept = put_off(before, how, "p2", 6 * DAY, "ada")
    assert (after.items, after.took, after.state, after.starts) == (before.items, before.took, "planned", None)
    assert (kept.id, kept.state, kept.starts, kept.items) == (f"p1-{how}-{5 * DAY}", how, 5 * DAY, ())


def test_one_that_was_held_elsewhere_keeps_everything_too() -> None:
    before = plan(item("1"), starts=5 * DAY, did_hold="yes", takeaway="c1")
    after, kept = gone_on(before, "p2", 6 * DAY, "ada")
    assert (after.items, after.starts, after.did_hold) == (before.items, None, "")
    assert (kept.state, kept.items, kept.did_hold) == ("held", before.items, "yes")


def test_the_next_plan_is_the_newest_that_is_neither_over_nor_under_way() -> None:
    plans = [
        plan(id="1", state="held", created=9),
        plan(id="2", created=2),
        plan(id="3", created=3),
        plan(id="4", created=4, session="s1"),
        plan(id="5", created=5, removed=True),
    ]
    found = next_of(plans)
    assert found is not None
    assert found.id == "3"
    assert next_of(plans[:1]) is None


def test_a_new_plan_is_as_long_as_the_last_of_its_kind_or_as_its_items() -> None:
    people = msgspec.structs.replace(mentorship(), next_date=5 * DAY)
    past = [plan(state="held", minutes=45), plan(state="held", kind="coffee", minutes=20), plan(state="skipped", minutes=99)]
    new = fresh("p9", REGULAR, past, people, DAY)
    assert (new.kind, new.minutes, new.starts, new.items) == ("regular", 45, 5 * DAY, ())
    assert fresh("p9", COFFEE, [], people, DAY).minutes is None


def test_an_earlier_agenda_comes_again_in_its_order_around_what_is_there() -> None:
    there = plan(item("own", "My topic"), item("old", "Second", carried=1))
    after = again(there, [item("1", "First"), item("2", "Second"), item("3", "Third")])
    assert ids(after) == ["1", "own", "old", "3"]
    with pytest.raises(Refused, match="already"):
        again(after, [item("7", "First")])


@pytest.mark.parametrize(
    ("times", "words"), [(0, ""), (1, "carried over"), (2, "carried over twice"), (5, "carried over 5 times")]
)
def test_how_often_in_words(times: int, words: str) -> None:
    assert carried_words(item("1", carried=times)) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "1 day"), (13, "13 days"), (14, "2 weeks"), (69, "9 weeks"), (70, "2 months"), (900, "2 years")],
)
def test_how_old_in_words(days: int, words: str) -> None:
    assert age_words(0, days * DAY) == words
    assert age_words(None, DAY) == age_words(2 * DAY, DAY) == ""


class Course:
    """Sessions of one mentorship as they come: each item is on the next agenda, under way, done, or was taken away."""

    def __init__(self) -> None:
        self.plans: list[Plan] = [plan(id="p0")]
        self.gone: set[str] = set()
        self.made: set[str] = set()
        self.now = 0
        self.last: tuple[str, Plan, list[ItemRow]] | None = None

    @property
    def next(self) -> Plan:
        found = next_of(self.plans)
        if found is None:
            found = fresh(f"p{len(self.plans)}", REGULAR, self.plans, mentorship(), self.now)
            self.plans.append(found)
        return found

    def put(self, changed: Plan) -> None:
        self.plans = [changed if one.id == changed.id else one for one in self.plans]

    def add(self) -> None:
        id = f"i{len(self.made)}"
        self.made.add(id)
        self.put(added(self.next, item(id)))

    def remove(self, number: int) -> None:
        if self.next.items:
            id = ids(self.next)[number % len(self.next.items)]
            self.gone.add(id)
            self.put(removed(self.next, id))

    def put_off(self, how: Literal["missed", "skipped"]) -> None:
        after, kept = put_off(self.next, how, f"p{len(self.plans)}", self.now, "ada")
        self.put(after)
        self.plans.append(kept)

    def hold(self, states: list[State]) -> None:
        own = self.next
        session = f"s{len(self.plans)}"
        self.put(msgspec.structs.replace(own, session=session, state="held"))
        rows = [row(one.id, one.title, state=states[n % len(states)]) for n, one in enumerate(own.items)]
        self.last = (session, own, rows)
        self.conclude()

    def conclude(self) -> None:
        """As often as one likes."""
        if self.last is None:
            return
        session, own, rows = self.last
        left = left_over(rows, {one.id: one for one in own.items}, self.now)
        if any(session in one.took for one in self.plans if one is not self.next):
            return
        self.put(taken_over(self.next, session, left))
        self.gone |= {one.id for one in rows if one.state == "done"}

    def reopen(self, states: list[State]) -> None:
        """The last session goes on, and ends another way."""
        if self.last is None or self.last[0] not in self.next.took:
            return
        session, own, rows = self.last
        self.gone -= {one.id for one in rows}
        self.put(given_back(self.next, session))
        self.last = (session, own, [msgspec.structs.replace(one, state=states[n % len(states)]) for n, one in enumerate(rows)])
        self.conclude()


STATES = st.lists(st.sampled_from(["done", "open", "waiting"]), min_size=1, max_size=4)
ACTS = st.one_of(
    st.just(("add",)),
    st.just(("add",)),
    st.tuples(st.just("remove"), st.integers(0, 9)),
    st.tuples(st.sampled_from(["missed", "skipped", "moved"])),
    st.tuples(st.just("hold"), STATES),
    st.tuples(st.just("reopen"), STATES),
    st.just(("conclude",)),
)


@given(st.lists(ACTS, max_size=40))
def test_moving_missing_skipping_and_holding_in_any_order_loses_no_item_and_doubles_none(acts: list[tuple[object, ...]]) -> None:
    course = Course()
    for act in acts:
        course.now += DAY
        match act:
            case ("add",):
                course.add()
            case ("remove", int(number)):
                course.remove(number)
            case (("missed" | "skipped") as how,):
                course.put_off(how)
            case ("moved",):
                course.put(msgspec.structs.replace(course.next, starts=course.now + 7 * DAY))
            case ("hold", list(states)):
                course.hold(states)
            case ("reopen", list(states)):
                course.reopen(states)
            case ("conclude",):
                course.conclude()
        there = ids(course.next)
        assert len({*there}) == len(there)
        assert {*there} | course.gone == course.made
        assert course.last is None or not ({*there} & {one.id for one in course.last[2] if one.state == "done"})
