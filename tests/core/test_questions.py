"""An open question suits what is under way, and is not asked twice in a session."""

from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.prompt_words import MOST_CELLS
from mentortui.core.questions import INVITE, Bank, Question, choose, invitation, merged, suiting, suits
from mentortui.core.text import width

BANK = Bank(
    (
        Question(text="What would have to be true?", kinds=("review",)),
        Question(text="What will you do, and by when?", kinds=("takeaways",)),
        Question(text="How are you, really?", kinds=("coffee",)),
        Question(text="And what else?"),
        Question(text="What would {name} try?", kinds=(INVITE,)),
    )
)
texts = st.text("abc ?", min_size=1, max_size=6)
questions = st.builds(Question, text=texts, kinds=st.lists(st.sampled_from(["review", "coffee", INVITE]), max_size=2).map(tuple))


def asked(title: str, kind: str = "regular", count: int = 4) -> list[str]:
    used: list[str] = []
    for _ in range(count):
        found = choose(BANK, title, kind, "s1", used)
        used += [found.text] if found else []
    return used


def test_what_suits_the_item_comes_first_then_the_session_then_what_suits_any() -> None:
    assert asked("Code review of the parser")[:2] == ["What would have to be true?", "And what else?"]
    assert asked("Takeaways, next date")[0] == "What will you do, and by when?"
    assert asked("Whatever comes up", "coffee")[:2] == ["How are you, really?", "And what else?"]
    assert asked("Main topic")[0] == "And what else?"


def test_a_kind_is_known_by_its_name_and_by_what_else_means_it() -> None:
    assert suits("roadblock", "Flaky deploy")
    assert suits("goals", "Career: where to?")
    assert suits("kubernetes", "Kubernetes, first steps")
    assert not suits("review", "The previewer")


def test_after_the_last_question_there_is_none() -> None:
    assert choose(BANK, "Main topic", "regular", "s1", asked("Main topic")) is None


def test_a_prompt_takes_what_has_room_and_what_was_not_used_first() -> None:
    bank = merged(BANK.questions, [Question(text="How does {name} see it?", kinds=(INVITE,))])
    first = invitation(bank, "s1", (), lambda text: True)
    assert invitation(bank, "s1", (first,), lambda text: True) not in ("", first)
    assert invitation(bank, "s1", (), lambda text: "try" in text) == "What would {name} try?"
    assert invitation(bank, "s1", (), lambda text: False) == ""


@given(st.lists(questions, max_size=8), texts, st.sampled_from(["regular", "coffee"]), texts)
def test_all_are_asked_once_in_the_same_order_each_time(found: list[Question], title: str, kind: str, seed: str) -> None:
    bank = merged(found)
    order = [question.text for question in suiting(bank, title, kind, seed)]
    used: list[str] = []
    while (question := choose(bank, title, kind, seed, used)) is not None:
        used.append(question.text)
    assert used == order
    assert sorted(used) == sorted(one.text for one in bank.questions if INVITE not in one.kinds)
    assert suiting(merged(reversed(bank.questions)), title, kind, seed) == suiting(bank, title, kind, seed)


@given(st.lists(questions, max_size=8), st.lists(questions, max_size=8))
def test_the_first_bank_goes_before_the_second_and_nothing_is_there_twice(own: list[Question], ours: list[Question]) -> None:
    bank = merged(own, ours)
    folded = [one.text.casefold() for one in bank.questions]
    assert len(folded) == len(set(folded))
    assert {one.text.casefold() for one in (*own, *ours)} == set(folded)
    assert [one for one in bank.questions if one in own][: len(folded)] == list(bank.questions[: len([*merged(own).questions])])


def test_every_question_fits_into_a_row() -> None:
    assert all(width(one.text) <= MOST_CELLS for one in BANK.questions)
