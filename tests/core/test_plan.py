"""The agenda of a session that is being prepared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.commands import Refused
from mentortui.core.plan import (
    BOTH,
    FROM_TEMPLATE,
    MOST_ITEMS,
    added,
    checked,
    described,
    edited,
    key,
    next_owner,
    owner_id,
    owner_words,
    removed,
    shifted,
    short_name,
    stepped,
    sums,
    templated,
)
from mentortui.core.records import Member, Plan, PlanItem
from mentortui.core.templates import ALL, COFFEE, REGULAR
from tests.core.plan_values import ADA, GRACE, THREE, TWO, ids, item, plan


@pytest.mark.parametrize(
    ("minutes", "length", "words"),
    [
        ((5, 10, 40), 60, "55 planned, 5 free"),
        ((30, 37), 60, "67 planned, 7 over"),
        ((30, 30), 60, "60 planned, none free"),
        ((30, None), None, "30 planned"),
        ((None,), 60, ""),
        ((), None, ""),
    ],
)
def test_it_says_what_is_free_or_over(minutes: tuple[int | None, ...], length: int | None, words: str) -> None:
    items = [item(str(number), minutes=one) for number, one in enumerate(minutes)]
    assert sums(plan(*items, minutes=length)).words == words


def test_a_new_item_stands_before_the_closing_one_or_after_the_one_that_is_named() -> None:
    before = plan(item("1"), item("2"), item("3", "Takeaways, next date"))
    assert ids(added(before, item("4"))) == ["1", "2", "4", "3"]
    assert ids(added(before, item("4"), after="1")) == ["1", "4", "2", "3"]
    assert ids(added(plan(item("1")), item("2"))) == ["1", "2"]


def test_an_agenda_has_an_end() -> None:
    full = plan(*(item(str(number)) for number in range(MOST_ITEMS)))
    with pytest.raises(Refused, match="at most 60 items"):
        added(full, item("more"))


def test_items_move_and_are_refused_at_either_end() -> None:
    before = plan(item("1"), item("2"), item("3"))
    assert ids(shifted(before, "1", 1)) == ["2", "1", "3"]
    assert ids(shifted(before, "3", -2)) == ["3", "1", "2"]
    with pytest.raises(Refused, match="top already"):
        shifted(before, "1", -1)
    with pytest.raises(Refused, match="end already"):
        shifted(before, "3", 1)


@pytest.mark.parametrize(
    ("before", "way", "after"), [(10, 1, 15), (12, 1, 15), (12, -1, 10), (10, -1, 5), (5, -1, None), (None, 1, 5)]
)
def test_minutes_go_to_the_next_full_five(before: int | None, way: int, after: int | None) -> None:
    assert stepped(plan(item("1", minutes=before)), "1", way).items[0].minutes == after


def test_no_minutes_cannot_be_fewer_and_none_are_more_than_ten_hours() -> None:
    with pytest.raises(Refused, match="no minutes"):
        stepped(plan(item("1", minutes=None)), "1", -1)
    with pytest.raises(Refused, match="at most 600"):
        stepped(plan(item("1", minutes=600)), "1", 1)


def test_the_owner_goes_round_and_ends_with_both_and_nobody() -> None:
    at = plan(item("1", owner=""))
    seen = []
    for _ in range(5):
        at = next_owner(at, "1", TWO)
        seen.append(at.items[0].owner)
    assert seen == ["ada", "grace", BOTH, "", "ada"]


def test_a_role_that_one_person_has_is_that_person() -> None:
    assert owner_id("mentee", TWO) == "grace"
    assert owner_id("mentee", THREE) == "mentee"
    assert [owner_words(owner, TWO) for owner in ("grace", "mentee", "both", "", "gone")] == ["Grace", "Grace", "both", "", ""]
    assert [owner_words(owner, THREE) for owner in ("mentee", "both")] == ["mentees", "all"]


def test_two_of_a_name_are_told_apart() -> None:
    other = Member(id="g2", name="Grace Hopper", role="peer")
    assert short_name("grace", (ADA, GRACE)) == "Grace"
    assert short_name("grace", (ADA, GRACE, other)) == "Grace Otieno"


def test_a_title_is_tidied_and_one_without_letters_or_with_too_many_is_refused() -> None:
    assert checked(item("1", "  Code \t review\n ")).title == "Code review"
    for title in (" ", "x" * 201):
        with pytest.raises(Refused):
            checked(item("1", title))
    for minutes in (0, 601, -5):
        with pytest.raises(Refused, match="1 to 600"):
            edited(plan(item("1")), item("1", minutes=minutes))


def test_what_is_gone_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match="a adds one"):
        removed(plan(item("1")), "2")


def shaped(before: Plan, which: int = 0) -> Plan:
    template = (REGULAR, COFFEE)[which]
    made = [
        PlanItem(id=f"t{which}{number}", title=one.title, minutes=one.minutes, source=FROM_TEMPLATE)
        for number, one in enumerate(template.items)
    ]
    return templated(before, template, made)


def test_another_template_takes_the_place_of_the_first_and_leaves_what_was_typed_or_carried_over() -> None:
    own, carried = item("own", "My topic"), item("old", "Left open", carried=1, source=FROM_TEMPLATE)
    first = shaped(plan(own, carried, kind="coffee"))
    assert ids(first) == ["t00", "own", "old", "t01", "t02", "t03", "t04"]
    assert (first.kind, first.minutes) == ("regular", 60)
    second = shaped(first, 1)
    assert ids(second) == ["t10", "own", "old", "t11", "t12"]
    assert (second.kind, second.minutes) == ("coffee", 30)


def test_what_was_carried_over_takes_the_place_of_the_template_item_of_its_title() -> None:
    before = plan(item("old", "feedback BOTH ways!", minutes=None, carried=1))
    after = shaped(before)
    assert ids(after) == ["t00", "t01", "t02", "old", "t04"]
    assert after.items[3].minutes == 10


def test_two_own_items_of_one_title_both_stay() -> None:
    after = shaped(plan(item("1", "Main topic"), item("2", "Main topic")))
    assert {"1", "2"} <= {*ids(after)}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Code review", "code-review"), ("  Feedback, both ways ", "Feedback both ways!"), ("Überblick", "überBLICK")],
)
def test_titles_are_compared_by_their_words(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_a_plan_of_leftovers_alone_says_so() -> None:
    assert described(plan(item("1", carried=1))) == "Left over from last time"
    assert described(plan(item("1", carried=1), item("2"))) == "As prepared"


@given(
    st.lists(st.tuples(st.sampled_from(["add", "remove", "shift", "template", "step", "owner"]), st.integers(0, 9)), max_size=25)
)
def test_whatever_is_done_own_items_go_only_when_they_are_taken_away(acts: list[tuple[str, int]]) -> None:
    at, there, made = plan(), set[str](), 0
    for act, number in acts:
        target = ids(at)[number % len(at.items)] if at.items else ""
        try:
            match act:
                case "add":
                    made += 1
                    at = added(at, item(f"own{made}"), target)
                    there.add(f"own{made}")
                case "remove" if target:
                    at = removed(at, target)
                    there.discard(target)
                case "shift" if target:
                    at = shifted(at, target, 1 - number % 3)
                case "step" if target:
                    at = stepped(at, target, 1 if number % 2 else -1)
                case "owner" if target:
                    at = next_owner(at, target, THREE)
                case "template":
                    at = shaped(at, number % 2)
        except Refused:
            continue
        assert {id for id in ids(at) if id.startswith("own")} == there
        assert len({*ids(at)}) == len(at.items)


def test_every_template_can_be_an_agenda() -> None:
    for template in ALL:
        made = [
            PlanItem(id=str(n), title=one.title, minutes=one.minutes, owner=one.owner) for n, one in enumerate(template.items)
        ]
        after = templated(plan(), template, made)
        assert [checked(one) for one in after.items] == made
        assert sums(after).planned in (0, template.minutes)
