"""An agenda item typed in one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.commands import Refused
from mentortui.core.plan import checked
from mentortui.core.plan_line import changed, line_of, line_words, read_line
from mentortui.core.records import PlanItem
from tests.core.plan_values import THREE, TWO, item


@pytest.mark.parametrize(
    ("text", "title", "minutes", "owner"),
    [
        ("Code review 15 @grace", "Code review", 15, "grace"),
        ("Code review @grace 15", "Code review", 15, "grace"),
        ("@ada Code review 15m", "Code review", 15, "ada"),
        ("Code review 15 min @both", "Code review", 15, "both"),
        ("Code review", "Code review", None, None),
        ("Code review 0", "Code review", 0, None),
        ("Release 2.4", "Release 2.4", None, None),
        ("1984", "1984", None, None),
        ("15 min", "15 min", None, None),
        ("Feedback @mentee", "Feedback", None, "grace"),
        ("Feedback @2", "Feedback", None, "grace"),
        ("Write to \\@grace 5", "Write to @grace", 5, None),
        ("", "", None, None),
    ],
)
def test_it_says_title_minutes_and_owner(text: str, title: str, minutes: int | None, owner: str | None) -> None:
    line = read_line(text, TWO)
    assert (line.title, line.minutes, line.owner, line.problems) == (title, minutes, owner, ())


@pytest.mark.parametrize(
    ("text", "title", "problem"),
    [
        ("Code review @bob", "Code review @bob", "nobody here is called bob"),
        ("Code review @ada @grace", "Code review @grace", "one owner"),
        ("Code review 700", "Code review 700", "more than the 600"),
    ],
)
def test_what_is_not_understood_stays_in_the_title_and_is_told(text: str, title: str, problem: str) -> None:
    line = read_line(text, TWO)
    assert line.title == title
    assert problem in line.problems[0]


def test_of_several_mentees_the_role_stands_for_all() -> None:
    assert read_line("Show your work @mentees", THREE).owner == "mentee"
    assert "may be" in read_line("Show @l", (*THREE, THREE[2].__class__(id="x", name="Lena", role="peer"))).problems[0]


def test_what_is_shown_while_one_types() -> None:
    assert line_words(item("1", minutes=15, owner="grace"), TWO, 18) == "15 minutes (you took 18) · Grace leads"
    assert line_words(item("1", minutes=None, owner="both"), TWO, None) == "no timer · for both"
    with pytest.raises(Refused):
        line_words(PlanItem(id="1", title=" "), TWO)


titles = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(lambda text: bool(text.split()))


@given(titles, st.none() | st.integers(1, 600), st.sampled_from(["", "ada", "grace", "linus", "both", "mentee"]))
def test_written_again_it_reads_the_same(title: str, minutes: int | None, owner: str) -> None:
    before = checked(PlanItem(id="1", title=title, minutes=minutes, owner=owner, brought_by="ada", carried=2))
    assert changed(before, read_line(line_of(before, THREE), THREE)) == before


@given(st.text(max_size=200))
def test_no_word_is_lost_and_nothing_raises(text: str) -> None:
    line = read_line(text, THREE)
    kept = line.title.replace("\\", "")
    for word in text.split():
        bare = word.replace("\\", "")
        assert bare in kept or word.startswith("@") or word[:1].isdigit() or word in ("m", "min", "mins", "minutes")
