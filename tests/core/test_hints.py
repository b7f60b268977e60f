"""Hints: they point at whole words, whatever the case, the quotes and the hyphens, and never fail."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.hints import LATE_AFTER, MOST_WORDS, Hints, WordList, late_hint, words_of

LISTS = (
    WordList("vague", "{words} fits anything; what exactly?", ("great job", "well done")),
    WordList("label", "{words} is a label; what was done?", ("lazy", "a natural", "passive aggressive")),
    WordList("always", "{words} is about the person; what happened this time?", ("always", "every time", "you're so")),
)
HINTS = Hints(LISTS)


def found(text: str) -> list[str]:
    return [text[hint.start : hint.end] for hint in HINTS.of(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Great job on the notes", ["Great job"]),
        ("GREAT  JOB!", ["GREAT  JOB"]),
        ("great-job", ["great-job"]),
        ("“always” late", ["always"]),
        ("'lazy'", ["lazy"]),
        ("You’re so quick", ["You’re so"]),
        ("you're so quick, every\ntime", ["you're so", "every\ntime"]),
        ("passive-aggressive", ["passive-aggressive"]),
        ("hallways and lazybones", []),
        ("It was great. Job number two failed", []),
        ("a naturally good fit", []),
        ("", []),
    ],
)
def test_phrases_are_found_at_word_boundaries(text: str, words: list[str]) -> None:
    assert found(text) == words


def test_a_hint_quotes_the_words_and_says_why() -> None:
    assert HINTS.of("Always late")[0].said == '"Always" is about the person; what happened this time?'


def test_the_longest_phrase_counts_once() -> None:
    hints = Hints([WordList("always", "", ("never", "never ever")), WordList("label", "", ("ever so lazy",))])
    assert [hint.words for hint in hints.of("never ever so lazy")] == ["never ever"]


def test_a_later_list_adds_and_takes_away() -> None:
    hints = Hints([*LISTS, WordList("vague", "", ("solid work",), ("Well-Done",)), WordList("vague", "{words}: which?")])
    assert [hint.said for hint in hints.of("Well done, solid work")] == ['"solid work": which?']


def test_feedback_long_after_the_event_is_told() -> None:
    today = date(2026, 11, 25)
    assert late_hint(None, today) is None
    assert late_hint(today - timedelta(days=LATE_AFTER), today) is None
    late = late_hint(today - timedelta(days=LATE_AFTER + 1), today)
    assert late is not None
    assert late.said.startswith("seen 15 days ago")


texts = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(["great", "Job", "well", "done", "ALWAYS", "you’re", "so", "-", ".", "“", "\n", "é", "ǅ", "ß", "İ"]),
        max_size=40,
    ).map(" ".join),
)


@given(texts)
def test_spans_lie_on_the_words_in_their_order_and_nothing_ever_fails(text: str) -> None:
    end = 0
    for hint in HINTS.of(text):
        assert end <= hint.start < hint.end <= len(text)
        assert text[hint.start : hint.end] == hint.words
        assert any(words_of(hint.words) == words_of(phrase) for one in LISTS for phrase in one.phrases)
        assert hint.start == 0 or not text[hint.start - 1].isalnum()
        assert hint.end == len(text) or not text[hint.end].isalnum()
        assert "\n" not in hint.said
        end = hint.end


@given(st.text() | st.sampled_from(["GREAT job", "You’re so", "it's always", "great", "a natural", "\u0130 always", ""]))
def test_whether_there_is_a_hint_is_told_as_the_hints_are(text: str) -> None:
    assert HINTS.points(text) == bool(HINTS.of(text))


@given(st.lists(st.text(max_size=20), max_size=8), st.text(max_size=80))
def test_any_phrase_can_be_in_a_list(phrases: list[str], text: str) -> None:
    Hints([WordList("mine", "", tuple(phrases))]).of(text)


class CountedPlaces(Hints):
    """Counts how often a place is asked how it goes on."""

    looked = 0

    def _longest(self, text, found, words, index):  # type: ignore[no-untyped-def]
        end, kind = super()._longest(text, found, words, index)
        self.looked += max(1, end - index)
        return end, kind


def test_the_work_grows_with_the_text_and_not_with_the_phrases() -> None:
    few, many = CountedPlaces(LISTS), CountedPlaces([*LISTS, WordList("x", "", tuple(f"word{n} and" for n in range(5000)))])
    text = "always great job of hers " * 200
    few.of(text)
    many.of(text)
    assert few.looked == many.looked <= MOST_WORDS * len(text.split())
