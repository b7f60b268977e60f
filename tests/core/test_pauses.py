"""How long it stayed quiet after a question."""

import pytest

from mentortui.core.pauses import Pauses, Said, after_questions, ends_in_question
from mentortui.core.recording import Segment, hear

SECOND = 1_000_000


def told(*said: tuple[str, float, float, str]) -> Pauses:
    """Of cues as a recording has them: who, from, until, words."""
    cues = [(who, round(start * SECOND), round(end * SECOND), words) for who, start, end, words in said]
    turns = hear(Segment(start, end, who) for who, start, end, _ in cues).turns
    return after_questions(turns, [Said(who, start, end, ends_in_question(words)) for who, start, end, words in cues])


@pytest.mark.parametrize(
    "words", ["Why?", 'He said "why?"', "Why?!", "Why? ", "どうして？", "لماذا؟", "(Is it?)", "What would you *try?*", "Why?..."]
)
def test_a_sentence_with_its_mark_is_a_question(words: str) -> None:
    assert ends_in_question(words)


@pytest.mark.parametrize("words", ["", "Why", "Why? Because.", "?no", "That is why."])
def test_other_sentences_are_none(words: str) -> None:
    assert not ends_in_question(words)


def test_the_pause_after_a_question_lasts_until_somebody_begins() -> None:
    found = told(("ada", 0, 4, "What would you try?"), ("grace", 8.5, 12, "A canary."), ("ada", 12.2, 15, "And then?"))
    assert found.by == (("ada", 4_500_000),)
    assert (found.questions, found.kept) == (2, 1)
    assert found.middle == 4_500_000


def test_who_goes_on_within_three_seconds_has_not_ended_the_turn() -> None:
    found = told(("ada", 0, 4, "Does that work?"), ("ada", 6.5, 9, "I mean on Fridays."), ("grace", 9.5, 10.6, "Yes."))
    assert (found.questions, found.by) == (0, ())


def test_who_goes_on_after_three_seconds_has_kept_the_pause() -> None:
    found = told(("ada", 0, 4, "Does that work?"), ("ada", 7, 9, "I mean on Fridays."))
    assert (found.questions, found.kept, found.lengths) == (1, 1, (3_000_000,))


def test_an_answer_that_began_before_the_question_ended_leaves_no_pause() -> None:
    found = told(("ada", 0, 4, "Does that work?"), ("grace", 3.5, 6, "It does."))
    assert found.by == (("ada", 0),)


def test_a_listeners_signal_is_no_answer() -> None:
    found = told(("ada", 0, 6, "Would it work on Fridays?"), ("grace", 2, 2.4, "Mm-hm?"), ("grace", 10, 12, "It would."))
    assert found.by == (("ada", 4_000_000),)


def test_of_two_who_ask_at_once_each_is_counted() -> None:
    found = told(("ada", 0, 4, "Shall we?"), ("grace", 1, 4, "Shall we?"), ("kofi", 4.5, 6, "Yes."))
    assert found.by == (("ada", 500_000), ("grace", 500_000))


def test_the_words_at_the_end_of_a_turn_count_and_not_those_in_it() -> None:
    found = told(("ada", 0, 2, "Why?"), ("ada", 2.1, 5, "Because it is Friday."), ("grace", 9, 11, "I see."))
    assert (found.questions, found.by) == (0, ())


def test_without_words_there_are_no_questions_and_without_questions_no_median() -> None:
    assert after_questions([], []) == Pauses()
    assert Pauses().middle is None
    assert Pauses().kept == 0
