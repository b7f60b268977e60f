"""The assessment by letter: what is sent, and how replies are read as people write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentortui.core.assessment import QUESTIONS
from mentortui.core.assessment_letter import Answers, letter, looks_like_one, read
from mentortui.core.refused import Refused

LETTER = letter("Grace Otieno", "2026-Q4")


def filled(**said: str) -> str:
    lines = LETTER.splitlines()
    for place, one in enumerate(QUESTIONS, 1):
        lines[place] += f" {said.get(one.key, '')}"
    lines[7] += f" {said.get('sentence', '')}"
    return "\n".join(lines)


def test_it_is_short_and_has_nobodys_answers_in_it() -> None:
    assert len(LETTER.splitlines()) == 9
    assert looks_like_one(LETTER)
    with pytest.raises(Refused, match="Nothing is answered in this reply about Oct to Dec 2026"):
        read(LETTER)


def test_a_reply_is_read_also_quoted_and_with_a_sentence_over_lines() -> None:
    reply = filled(fair="4", safety=" *5*", rhythm="2/5", sentence="the middle\nwas rushed")
    wanted = Answers(
        round="2026-Q4", name="Grace Otieno", answers={"fair": 4, "safety": 5, "rhythm": 2}, sentence="the middle was rushed"
    )
    assert read(reply) == wanted
    quoted = "Hi Ada, here it is.\n\n" + "\n".join(f"> {line}" for line in reply.splitlines()) + "\n\nBest, Grace"
    assert read(quoted) == wanted


@pytest.mark.parametrize("said", ["6", "0", "7/10", "4.5", "quite well", "45"])
def test_a_number_that_is_none_of_ours_is_not_guessed_at(said: str) -> None:
    with pytest.raises(Refused, match=r"a number from 1 to 5\. Mend it in the reply"):
        read(filled(fair="4", safety=said))


def test_another_text_is_no_reply() -> None:
    assert not looks_like_one("our assessment 2026-Q4 went well")
    with pytest.raises(Refused, match="no reply to an assessment"):
        read("Fair treatment: 4")


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.dictionaries(st.sampled_from([one.key for one in QUESTIONS]), st.integers(1, 5), min_size=1))
def test_whatever_stands_around_the_numbers_they_are_read(around: str, answers: dict[str, int]) -> None:
    found = read(f"{around}\n{filled(**{key: str(value) for key, value in answers.items()})}\n{around}")
    assert answers.items() <= found.answers.items()
