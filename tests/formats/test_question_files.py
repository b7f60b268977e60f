"""A file of questions says what each line means; a broken line is told and spoils no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.prompt_words import MOST_CELLS
from mentortui.core.questions import INVITE, Question
from mentortui.core.text import width
from mentortui.formats.own_lines import Broken, broken_told
from mentortui.formats.question_files import read_questions
from mentortui.services.questions import OURS

GOOD = """\ufeff# mine
tag: assumptions
practice: Five whys (Toyota)
for: Review,  decision

What are we taking   for granted?
Suppose: what then?
tag: other
And what else?
for: invite
What would {name} try?
"""


def test_questions_carry_what_stands_above_them_until_the_next_tag() -> None:
    questions, broken = read_questions(GOOD)
    assert broken == ()
    assert questions == (
        Question(
            text="What are we taking for granted?",
            tag="assumptions",
            practice="Five whys (Toyota)",
            kinds=("review", "decision"),
        ),
        Question(text="Suppose: what then?", tag="assumptions", practice="Five whys (Toyota)", kinds=("review", "decision")),
        Question(text="And what else?", tag="other"),
        Question(text="What would {name} try?", tag="other", kinds=("invite",)),
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Tell me more.", "“Tell me more.” does not end in “?”; add it, or put # before the line"),
        ("tga: ownership", "there is no “tga:”; write tag:, for: or practice:, or a question"),
        (f"What {'x' * 80}?", "17 letters too long for one row; 69 is the most"),
        ("What would {who} do?", "only {name} can be put in, not {who}"),
        ("What would {name} do?", "{name} is known only after “for: invite”"),
        ("for: invite\nWhat else?", "holds {name}, so that it is clear who is meant"),
        ("What\x1b[31m", "“What␛[31m” does not end"),
    ],
)
def test_a_broken_line_says_which_it_is_what_is_wrong_and_what_to_do(line: str, says: str) -> None:
    questions, broken = read_questions(f"And what else?\n{line}\nWhat is left?" if "invite\n" not in line else line)
    assert says in broken[0].what
    assert len(broken) == 1
    assert len(questions) == (0 if "invite\n" in line else 2)
    said = broken_told("own.txt", broken, "questions")
    assert said.startswith(f"own.txt, line {broken[0].line}: ")
    assert said.endswith("The other questions are used.")
    assert "\n" not in said
    assert "\x1b" not in said


def test_of_many_broken_lines_the_first_is_told_and_the_others_are_counted() -> None:
    assert "line 1: a. 1 more line is left out." in broken_told("f", (Broken(1, "a"), Broken(2, "b")), "questions")
    assert "line 1: a. 2 more lines are left out." in broken_told(
        "f", (Broken(1, "a"), Broken(2, "b"), Broken(3, "c")), "questions"
    )
    assert broken_told("f", (), "questions") == ""


def test_a_file_without_an_end_is_cut_and_said_so() -> None:
    questions, broken = read_questions("And what else?\n" * 20_000)
    assert len(questions) == 10_000
    assert "at most 10,000 lines" in broken[0].what


@given(st.text())
def test_any_text_is_read_without_an_error_and_gives_only_questions(text: str) -> None:
    questions, broken = read_questions(text)
    assert all(one.text.endswith("?") and width(one.text) <= MOST_CELLS for one in questions)
    assert all(one.line >= 1 and one.what for one in broken)


@pytest.mark.parametrize("path", sorted(OURS.glob("*.txt")), ids=lambda path: path.stem)
def test_our_own_files_have_no_broken_line_and_each_question_names_its_practice(path: object) -> None:
    questions, broken = read_questions(path.read_text("utf-8"))  # type: ignore[attr-defined]
    assert broken == ()
    assert questions
    assert all(one.tag and one.practice for one in questions)


@pytest.mark.parametrize("invites", [False, True], ids=["open questions", "invitations behind a prompt"])
def test_our_own_bank_has_all_tags(invites: bool) -> None:
    ours = [one for path in OURS.glob("*.txt") for one in read_questions(path.read_text("utf-8"))[0]]
    tags = {one.tag for one in ours if (INVITE in one.kinds) == invites}
    assert tags == {"assumptions", "trade-offs", "safe to fail", "disagreement", "ownership"}
