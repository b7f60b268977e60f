"""Sentences out of captions and texts: none is lost, each at its time."""

from datetime import date

import pytest

from mentortui.core.capture import Reader, understand
from mentortui.core.cues import Cue
from mentortui.core.sentences import LONGEST, Sentence, as_line, sentences
from mentortui.core.sorting import SORTS

SECOND = 1_000_000


def of(*said: tuple[str, float, float, str]) -> tuple[Sentence, ...]:
    cues = [
        Cue(line, round(start * SECOND), round(end * SECOND), name, text) for line, (name, start, end, text) in enumerate(said, 1)
    ]
    return sentences(cues, [(cue.start or 0, cue.end or 0) for cue in cues], [cue.name for cue in cues])


def told(*said: tuple[str, float, float, str]) -> list[tuple[float, str, str]]:
    return [(one.at / SECOND, one.name, one.text) for one in of(*said)]


def test_captions_that_cut_a_sentence_give_it_whole() -> None:
    assert told(("Ada", 1, 3, "I will write the failing"), ("Ada", 3, 5, "test first. And then"), ("Ada", 5, 6, "we look.")) == [
        (1, "Ada", "I will write the failing test first."),
        (4.2, "Ada", "And then we look."),
    ]


def test_a_turn_of_many_sentences_gives_each_at_its_time() -> None:
    assert told(("Ada", 0, 10, "One is. Two are? Yes! And")) == [
        (0, "Ada", "One is."),
        (3.2, "Ada", "Two are?"),
        (6.8, "Ada", "Yes!"),
        (8.8, "Ada", "And"),
    ]


def test_another_speaker_or_a_silence_ends_a_sentence() -> None:
    said = told(("Ada", 0, 1, "so what if"), ("Grace", 1, 2, "we could"), ("Grace", 5, 6, "try it"))
    assert [text for _, _, text in said] == ["so what if", "we could", "try it"]


def test_titles_initials_and_figures_end_none() -> None:
    assert [one.text for one in of(("Ada", 0, 9, "Ask Dr. J. Park, e.g. about version 2.4 today. Then go."))] == [
        "Ask Dr. J. Park, e.g. about version 2.4 today.",
        "Then go.",
    ]


def test_writing_without_blanks_is_cut_at_its_own_stops() -> None:
    assert [one.text for one in of(("王", 0, 9, "先写测试。然后看看！好吗？"))] == ["先写测试。", "然后看看！", "好吗？"]


def test_what_never_ends_is_cut_between_words_and_nothing_is_lost() -> None:
    text = " ".join(f"word{number}" for number in range(500))
    found = of(("Ada", 0, 100, text), ("Ada", 100, 101, "x" * 3 * LONGEST))
    assert max(len(one.text) for one in found) <= LONGEST
    assert "".join("".join(one.text.split()) for one in found) == "".join(text.split()) + "x" * 3 * LONGEST
    assert [one.at for one in found] == sorted(one.at for one in found)


def test_cues_without_words_make_none() -> None:
    assert of(("Ada", 0, 1, ""), ("Ada", 1, 2, " \n ")) == ()


@pytest.mark.parametrize("head", ["", *(sort.head for sort in SORTS)])
@pytest.mark.parametrize(
    "text", ["Write the test first", "> @grace #goal due:fri -> \\@x", "! decision: setback: yes", "- no", "=1+1"]
)
def test_what_was_said_is_caught_word_for_word_whatever_it_looks_like(head: str, text: str) -> None:
    reader = Reader(me="ada", people=(("ada", "Ada"), ("grace", "Grace")), goals=("goal",), today=date(2026, 11, 25))
    capture = understand(as_line(head, text), reader).capture
    assert (capture.text, capture.goal, capture.due, capture.step) == (text, "", "", "")
    wanted = understand(f"{head} words", reader).capture
    assert (capture.kind, capture.better, capture.who) == (wanted.kind, wanted.better, wanted.who)
