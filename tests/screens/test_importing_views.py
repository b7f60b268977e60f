"""What the screens of an import say, from values to rows."""

import pytest

from mentortui.core.naming import GUEST, NOT_SAID
from mentortui.core.sentences import Sentence
from mentortui.core.text import width
from mentortui.screens import importing_names_view as names
from mentortui.screens import importing_sentences_view as spoken
from mentortui.screens import importing_view as files
from mentortui.services.imported_parts import Named
from mentortui.services.transcript_files import Near
from tests.hostile.corpus import SHORT
from tests.screens.stage import NOON

PEOPLE = (("ada", "Ada"), ("grace", "Grace Otieno"))
SAID = Sentence(at=760_000_000, end=765_000_000, name="Grace O", text="I will write the failing test first.", line=9)


@pytest.mark.parametrize("cells", [20, 40, 60, 80, 120])
@pytest.mark.parametrize("text", SHORT[::7])
def test_no_row_is_wider_than_its_column(text: str, cells: int) -> None:
    near = Near(path=text, name=text, modified=1e18, size=10**15)
    named = Named(name=text, cues=1_234_567, speaking=10**13)
    sentence = Sentence(at=10**13, end=10**13, name=text, text=text, line=1)
    rows = (
        files.row(near, cells, True, NOON, "Europe/Berlin"),
        names.row(named, f"{GUEST}{text}", PEOPLE, names.DOUBT, "same", cells, True),
        spoken.row(sentence, text, f"> {text}", cells, True),
        *files.progress(text, 10**14, 10**15, cells),
    )
    assert [row.cell_length for row in rows if row.cell_length > cells] == []
    assert all(width(line) <= cells for line in spoken.here(sentence, None, "", cells, 3).plain.splitlines())


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("grace", "Grace Otieno"),
        (GUEST, "a guest of that name"),
        (f"{GUEST}Amina", "a guest, Amina"),
        (NOT_SAID, "not said who"),
        ("nobody of this id", "a guest of that name"),
    ],
)
def test_whose_a_name_is_stands_in_words(answer: str, told: str) -> None:
    assert names.called(answer, PEOPLE) == told


def test_progress_says_how_much_of_how_much_and_then_what_is_worked_out() -> None:
    assert [row.plain for row in files.progress("call.vtt", 25_000_000, 100_000_000, 60)] == [
        "Reading call.vtt",
        "━━━━━───────────────  25 MB of 100 MB",
    ]
    assert files.progress("call.vtt", 100, 100, 60)[0].plain == "call.vtt is read. Working out who spoke when"
    assert files.progress("call.vtt", 0, 0, 60)[1].plain == "─" * 20


def test_a_long_path_keeps_the_name_of_its_file() -> None:
    assert files.ending("~/Documents/Zoom/2026-11-25 A long meeting/closed.vtt", 24) == "…/closed.vtt"


def test_a_sentence_is_found_by_its_words_and_by_who_said_it() -> None:
    other = Sentence(at=0, end=1, name="Ada", text="Which TEST first?", line=1)
    folded = spoken.folded((SAID, other), {"Grace O": "Grace Otieno", "Ada": "Ada"})
    assert list(spoken.found(folded, "")) == [0, 1]
    assert list(spoken.found(folded, "first TEST")) == [0, 1]
    assert list(spoken.found(folded, "otieno test")) == [0]
    assert list(spoken.found(folded, "ada failing")) == []


@pytest.mark.parametrize(("line", "sign"), [(None, ""), ("> do", ">"), (" plain", "•"), ("setback: no", "•"), ("", "•")])
def test_what_a_sentence_is_caught_as_shows_as_a_sign(line: str | None, sign: str) -> None:
    assert spoken.sign(line) == sign
