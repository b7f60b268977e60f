"""Whose a name in a transcript is: proposed, sure or to be asked about."""

import pytest

from mentortui.core.naming import GUEST, NOT_SAID, Proposal, is_label, plain_name, propose
from mentortui.core.records import Member


def member(name: str, *heard_as: str) -> Member:
    return Member(id=name.split()[0].casefold(), name=name, role="peer", heard_as=heard_as)


def told(one: Proposal) -> tuple[str | None, str, bool]:
    return one.person, one.how, one.sure


ADA, GRACE = member("Ada Lovelace"), member("Grace")


@pytest.mark.parametrize(
    ("name", "person", "how", "sure"),
    [
        ("Ada Lovelace", "ada", "same", True),
        ("ADA LOVELACE", "ada", "same", True),
        ("Ada  Lovelace (she/her)", "ada", "same", True),
        ("Ada Lovelace | Analytical Engines", "ada", "same", True),
        ("Ada", "ada", "part", True),
        ("Ada L.", "ada", "part", True),
        ("Grace Hopper", "grace", "part", True),
        ("AL", "ada", "like", False),
        ("Ada Lovelce", "ada", "like", False),
        ("Gracee", "grace", "like", False),
        ("Kofi Mensah", None, "", False),
        ("iPhone 12", None, "", False),
    ],
)
def test_a_name_is_whose_it_looks_like_and_only_clear_ones_are_not_asked_about(
    name: str, person: str | None, how: str, sure: bool
) -> None:
    (found,) = propose([name], [ADA, GRACE, member("Linus")])
    assert told(found) == (person, how, sure)


def test_accents_and_letters_with_strokes_are_no_difference() -> None:
    (found,) = propose(["Lukasz Nowak"], [member("Łukasz Nowak")])
    assert told(found) == ("łukasz", "same", True)


def test_what_was_said_once_is_not_asked_again() -> None:
    people = [member("Ada", "Countess"), member("Grace")]
    found = propose(["Countess", "Projector", "Visitor"], people, {"Projector": NOT_SAID, "Visitor": f"{GUEST}Vi"})
    assert [told(one) for one in found] == [
        ("ada", "heard as", True),
        (NOT_SAID, "heard as", True),
        (f"{GUEST}Vi", "heard as", True),
    ]


def test_a_label_is_asked_about_each_time_as_it_means_another_person_in_the_next_file() -> None:
    people = [member("Ada", "Speaker 1"), member("Grace", "spk00")]
    found = propose(["Speaker 1", "spk00"], people, {"Speaker 1": NOT_SAID})
    assert [one.sure for one in found] == [False, False]


@pytest.mark.parametrize(
    "name", ["Speaker 1", "SPEAKER_00", "speaker", "spk3", "A", "Unknown", "Unknown Speaker", "Participant 12", "7"]
)
def test_labels_are_known(name: str) -> None:
    assert is_label(name)


@pytest.mark.parametrize("name", ["Al", "Ada", "MEE071", "Bo", "🎉", "Speaker Pelosi"])
def test_names_are_no_labels(name: str) -> None:
    assert not is_label(name)


def test_two_names_that_may_be_the_same_person_are_asked_about() -> None:
    found = propose(["Grace Kelly", "Grace Hopper"], [ADA, GRACE])
    assert [told(one) for one in found] == [("grace", "part", False)] * 2


def test_one_name_written_in_two_ways_is_one_person_and_not_asked_about() -> None:
    found = propose(["Ada", "ADA", "Ada (she/her)"], [member("Ada Lovelace"), GRACE])
    assert [told(one) for one in found] == [("ada", "part", True)] * 3


def test_a_part_of_a_name_is_asked_about_where_the_whole_name_is_there_too() -> None:
    found = propose(["Ada", "Ada Lovelace"], [ADA, GRACE])
    assert [told(one) for one in found] == [("ada", "part", False), ("ada", "same", True)]


def test_people_of_the_same_name_are_asked_about_with_both_at_hand() -> None:
    people = [Member(id="one", name="Ada", role="peer"), Member(id="two", name="Ada", role="peer")]
    (found,) = propose(["Ada"], people)
    assert (found.person, found.others, found.sure) == ("one", ("two",), False)


def test_of_two_people_the_one_who_is_left_is_proposed_but_asked_about() -> None:
    found = propose(["Ada Lovelace", "MacBook of somebody"], [ADA, GRACE])
    assert told(found[1]) == ("grace", "left over", False)


@pytest.mark.parametrize("name", ["", "()", "|", "🎉", "ௐௐௐ", "x" * 200, "\u202e"])
def test_any_name_can_be_asked_about(name: str) -> None:
    assert [one.name for one in propose([name], [ADA, GRACE])] == [name]
    assert plain_name(plain_name(name)) == plain_name(name)
