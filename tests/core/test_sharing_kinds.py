"""Shares for sessions of one kind, as they are typed and told."""

from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.people import Agreement
from mentortui.core.records import Member, Mentorship
from mentortui.core.refused import Refused
from mentortui.core.sharing import in_order
from mentortui.core.sharing_kinds import kinds_told, kinds_words, parse_kinds
from mentortui.core.words import SESSION_KINDS
from tests.core.test_sharing import kinds_of_sharing

PEOPLE = (Member(id="ada", name="Ada", role="mentor"), Member(id="grace", name="Grace", role="mentee"))
THIRTY = Agreement(roles={"mentor": 30.0, "mentee": 70.0})


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", {}),
        (" , ;", {}),
        ("coffee equal, review 30/70", {"coffee": Agreement(), "review": THIRTY}),
        ("Coffee chat: Equal; review of work = 30:70", {"coffee": Agreement(), "review": THIRTY}),
        ("mid-point 30", {"mid-point": THIRTY}),
        ("our own 30/70", {"our own": THIRTY}),
    ],
)
def test_a_kind_and_its_shares_are_read_by_any_name_of_the_kind(typed: str, read: dict[str, Agreement]) -> None:
    assert parse_kinds(typed, PEOPLE, ("our own",)) == read


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("coffe 50/50", "“coffe” is no kind of session here: there are first, regular, coffee"),
        ("50/50", "is no kind of session here"),
        ("coffee", "coffee chat: say equal or 30/70, or leave it out"),
        ("coffee nothing", "coffee chat: say equal or 30/70, or leave it out"),
        ("coffee do not show", "Figures are hidden in all sessions or in none"),
        ("coffee 30/60", "30/60 makes 90: the shares must make 100 together."),
        ("coffee chat equal, coffee 40/60", "coffee chat stands there twice."),
    ],
)
def test_what_cannot_be_read_says_what_to_do(typed: str, says: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_kinds(typed, PEOPLE)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@given(kinds_of_sharing(), st.lists(st.sampled_from([*SESSION_KINDS, "our own"]), unique=True, max_size=4))
def test_what_is_shown_is_read_as_the_same(agreed: Mentorship, kinds: list[str]) -> None:
    if agreed.agreement is None:
        return
    made = msgspec.structs.replace(agreed, kinds=dict.fromkeys(kinds, agreed.agreement))
    assert parse_kinds(kinds_words(made), in_order(made), ("our own",)) == made.kinds


@given(st.text(max_size=40))
def test_any_words_are_read_or_refused(words: str) -> None:
    with suppress(Refused):
        assert all(kind in SESSION_KINDS for kind in parse_kinds(words, PEOPLE))


def test_who_gets_how_much_is_told_for_each_kind() -> None:
    assert kinds_told({"coffee": Agreement(), "review": THIRTY}, PEOPLE) == (
        "coffee chat: the same for everyone, review of work: Ada 30 % · Grace 70 %"
    )
