"""Word lists in plain files: what is right in them is used, what is wrong is told with its line."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.hints import Hints, WordList
from mentortui.formats.word_files import LARGEST, problem_told, read_words

GOOD = b"""# mine
[always] {words} is about the person; what happened this time?
every time
- constantly

[buzzword] says little
Synergy
"""


def test_a_file_holds_lists_with_their_sentences() -> None:
    assert read_words(GOOD, "mine.txt").lists == (
        WordList("always", "{words} is about the person; what happened this time?", ("every time",), ("constantly",)),
        WordList("buzzword", "{words}: says little", ("Synergy",)),
    )


def test_a_kind_that_is_known_needs_no_sentence_and_comes_back_where_it_was() -> None:
    read = read_words(b"[vague]\none\n[mine] why\ntwo\n[vague]\nthree\n", "mine.txt", {"vague"})
    assert read.problems == ()
    assert read.lists == (WordList("vague", "", ("one", "three")), WordList("mine", "{words}: why", ("two",)))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"lazy\n[label]\nslow", "mine.txt: line 1: “lazy” stands above the first [kind]. Put a line such as [vague] above it."),
        (b"[label\nslow", "mine.txt: line 1: “[label” has no closing bracket. Write it as [kind] why; its phrases are left out."),
        (b"[]\nslow", "mine.txt: line 1: “[]” names no kind. Write a word such as [vague]; its phrases are left out."),
        (
            b"[new]\nslow",
            "mine.txt: line 1: [new] is new and does not say why. Write the sentence behind it, with {words} for what was "
            "found; its phrases are left out.",
        ),
        (b"[label]\n...", "mine.txt: line 2: “...” has no word in it. Write a phrase, or # before a comment."),
        (b"[label]\na b c d e f g h i", "mine.txt: line 2: “a b c d e f g h i” has 9 words. Write at most 8."),
        (b"[label]\n" + b"x" * 500, "mine.txt: line 2: has 500 characters. Write one phrase of at most 300 on a line."),
        (b"[label]\nfine\n\xff", "mine.txt: line 3 is not UTF-8 text. Save the file as UTF-8; none of it is used."),
        (
            b"x" * (LARGEST + 1),
            "mine.txt: 1,000,001 bytes are too many for a list of words. Keep it under 1,000,000.",
        ),
    ],
)
def test_a_broken_line_is_told_with_what_to_do(data: bytes, told: str) -> None:
    assert problem_told(read_words(data, "mine.txt", {"label"})) == told


def test_the_rest_of_a_broken_file_holds() -> None:
    read = read_words(b"one\n[label]\n...\nslow\n[broken\nlost\n[label]\nlazy\n", "mine.txt", {"label"})
    assert read.lists == (WordList("label", "", ("slow", "lazy")),)
    assert problem_told(read).endswith("above it. 2 more lines of it cannot be used.")


def test_the_lists_that_come_along_are_right() -> None:
    data = files("mentortui").joinpath("words", "feedback.txt").read_bytes()
    read = read_words(data, "feedback.txt")
    assert read.problems == ()
    assert {one.kind for one in read.lists} == {"vague", "person", "label", "exaggeration", "always"}
    assert all(one.why and one.phrases for one in read.lists)
    hints = Hints(read.lists)
    for text in ("Great job", "You're so clever", "lazy", "totally late", "You always interrupt"):
        assert hints.of(text), text
    plain = "Release notes told support what breaks and how to undo it; two customers were answered without us."
    assert hints.of(plain) == ()


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_failing(data: bytes) -> None:
    read = read_words(data, "mine.txt", {"vague"})
    assert "\n" not in problem_told(read)


@given(st.lists(st.sampled_from(["[vague]", "[x] why", "[", "-", "- great job", "great job", "#", "", "[] y"]), max_size=12))
def test_any_lines_are_read_without_failing(lines: list[str]) -> None:
    Hints(read_words("\n".join(lines).encode(), "mine.txt", {"vague"}).lists).of("great job")
