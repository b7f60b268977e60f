"""What a person writes before a session."""

import pytest

from mentortui.core.checkin import (
    is_empty,
    joined,
    missing,
    of_plan,
    read_lines,
    read_roadblocks,
    roadblock_line,
    understood,
)
from mentortui.core.commands import Refused
from mentortui.core.records import CheckIn, Roadblock


def checkin(id: str = "c1", person: str = "grace", **fields: object) -> CheckIn:
    return CheckIn(id=id, person=person, **fields)  # type: ignore[arg-type]


def test_each_line_is_one_thing_with_or_without_a_dash() -> None:
    assert read_lines("- retry fix shipped\n\n* tests green  \n  plain\n–- no\r\n") == (
        "retry fix shipped",
        "tests green",
        "plain",
        "–- no",
    )


def test_too_much_is_refused_and_not_cut() -> None:
    with pytest.raises(Refused, match="At most 40 lines here; these are 41"):
        read_lines("x\n" * 41)
    with pytest.raises(Refused, match="2,000 letters"):
        read_lines("x" * 2001)


@pytest.mark.parametrize(
    ("line", "roadblock"),
    [
        ("flaky deploy -> try a canary", Roadblock(text="flaky deploy", proposal="try a canary")),
        ("flaky deploy → try a canary", Roadblock(text="flaky deploy", proposal="try a canary")),
        ("flaky deploy ->", Roadblock(text="flaky deploy")),
        ("flaky deploy", Roadblock(text="flaky deploy")),
        ("-> only a proposal", Roadblock(text="-> only a proposal")),
        ("a -> b -> c", Roadblock(text="a", proposal="b -> c")),
    ],
)
def test_a_roadblock_and_what_its_owner_would_try(line: str, roadblock: Roadblock) -> None:
    assert read_roadblocks(line) == (roadblock,)


def test_written_again_it_reads_the_same() -> None:
    for block in (Roadblock(text="a", proposal="b -> c"), Roadblock(text="flaky deploy")):
        assert read_roadblocks(roadblock_line(block)) == (block,)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"done": ("a", "b"), "roadblocks": (Roadblock(text="x", proposal="y"),)}, "2 done · 1 roadblock with a proposal"),
        ({"roadblocks": (Roadblock(text="x"),), "next": ("n",)}, "1 roadblock, no proposal yet · 1 next"),
        ({"roadblocks": (Roadblock(text="x"), Roadblock(text="y", proposal="z"))}, "2 roadblocks, 1 without a proposal"),
        ({"roadblocks": (Roadblock(text="x", proposal="a"), Roadblock(text="y", proposal="z"))}, "2 roadblocks with proposals"),
        ({"learned": ("l",)}, "1 learned"),
        ({}, ""),
    ],
)
def test_what_was_understood_in_words(fields: dict[str, object], words: str) -> None:
    made = checkin(**fields)
    assert understood(made) == words
    assert is_empty(made) == (words == "")


def test_a_missing_proposal_is_counted() -> None:
    assert missing(checkin(roadblocks=(Roadblock(text="x"), Roadblock(text="y", proposal="z")))) == 1


def test_what_comes_later_is_joined_and_nothing_goes_or_stands_twice() -> None:
    before = checkin(
        "old", done=("a", "b"), roadblocks=(Roadblock(text="x"), Roadblock(text="y", proposal="z")), plan="p1", created=5
    )
    new = checkin(
        "new",
        done=("b", "c"),
        roadblocks=(Roadblock(text="x", proposal="now one"), Roadblock(text="y")),
        learned=("l",),
        by_letter=True,
    )
    after = joined(before, new)
    assert (after.id, after.created, after.plan, after.by_letter) == ("old", 5, "p1", True)
    assert (after.done, after.learned) == (("a", "b", "c"), ("l",))
    assert after.roadblocks == (Roadblock(text="x", proposal="now one"), Roadblock(text="y", proposal="z"))
    assert joined(None, new) == new


def test_of_a_plan_are_its_own_and_those_for_the_next_whichever_that_is() -> None:
    every = [
        checkin("1", "grace", plan="p1", done=("old",), changed=1),
        checkin("2", "grace", plan="", done=("new",), changed=2),
        checkin("3", "ada", plan="p0", done=("other",), changed=3),
        checkin("4", "ada", plan="p1", changed=4),
        checkin("5", "linus", plan="p1", done=("gone",), removed=True),
    ]
    assert [one.id for one in of_plan(every, "p1")] == ["2"]
    assert [one.id for one in of_plan(every, "p0")] == ["2", "3"]
