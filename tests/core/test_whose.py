"""Who a mentorship is with, in a sentence."""

from mentortui.core.whose import told


def test_several_are_and_one_is_and_none_is_cut_in_the_middle_of_a_list() -> None:
    assert told(("Grace",)) == ("Grace", "is")
    assert told(("Grace", "Linus")) == ("Grace and Linus", "are")
    assert told(("Ama", "Bo", "Cy")) == ("Ama, Bo and Cy", "are")
    assert told(("Grace Otieno", "Linus Bergström", "Aleksandra Wiśniewska")) == ("Grace Otieno and 2 others", "are")
    assert told(("x" * 80, "y" * 80)) == (f"{'x' * 24}… and 1 other", "are")
