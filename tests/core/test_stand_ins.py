"""What people without a name are called, and how that is told."""

import pytest

from mentortui.core.records import Member
from mentortui.core.stand_ins import is_named, what_stands_in


@pytest.mark.parametrize(
    ("name", "named"), [("Grace", True), ("Mentee", False), ("Mentee 2", False), ("Me", False), ("Mel", True)]
)
def test_a_part_or_a_numbered_one_is_no_name(name: str, named: bool) -> None:
    assert is_named(name) is named


def test_it_is_told_who_has_no_name_yet_and_where_it_is_said() -> None:
    me, other = Member(id="a", name="Me", role="mentor"), Member(id="b", name="Mentee", role="mentee")
    ada, grace = Member(id="a", name="Ada", role="mentor"), Member(id="b", name="Grace", role="mentee")
    assert what_stands_in((ada, grace), "a") == ""
    assert what_stands_in((me, grace), "a") == "Until a name is said you are Me here: e on Home changes it."
    assert what_stands_in((ada, other), "a") == "Until a name is said the other is Mentee here: e on Home changes it."
    assert "you are Me and the other is Mentee here" in what_stands_in((me, other), "a")
