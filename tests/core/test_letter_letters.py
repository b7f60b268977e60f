"""Letters in different hands, each beside what must be understood of it. Nothing of any of them is dropped."""

import json
import re
from pathlib import Path

import pytest

from mentortui.core.letter import Letter, read

FOLDER = Path(__file__).parent.parent / "data" / "letters"
LETTERS = sorted(FOLDER.glob("*.txt"))
NAMES = ("Ada", "Grace Otieno")
FIELDS = ("done", "learned", "bring", "next", "takeaways", "rest")


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def said(letter: Letter) -> dict[str, object]:
    """What was understood, as it stands beside the letters; what is empty is left out."""
    found: dict[str, object] = {name: list(getattr(letter, name)) for name in FIELDS}
    found["roadblocks"] = [[one.text, one.proposal] for one in letter.roadblocks]
    pulse = letter.pulse
    found["pulse"] = [pulse.safety, pulse.usefulness, pulse.fairness] if pulse.said else None
    found["signed"] = letter.signed
    found["session"] = letter.identity.session if letter.identity else 0
    return {name: value for name, value in found.items() if value}


def test_there_are_thirty_and_more() -> None:
    assert len(LETTERS) >= 30
    assert [path.stem for path in LETTERS] == sorted(path.stem for path in FOLDER.glob("*.json"))


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_it_is_understood_as_its_writer_meant_it(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text())
    aside = expected.pop("aside", None)
    letter = read(text_of(path), NAMES)
    assert said(letter) == {name: value for name, value in expected.items() if value}
    if aside is not None:
        assert sorted(letter.aside) == sorted(aside)


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{2,}", text.casefold()))


LABELS = words_of(
    "done block roadblock roadblocks roadblok would woud try learned learnd bring pulse puls takeaway takeaways key next steps "
    "step what proposal my accomplishments blockers proposed solution lessons to discuss rating safety usefulness fairness "
    "for and session after ada grace hi word each will do of linus park whitfield the north sea institute thu nov berlin"
)


@pytest.mark.parametrize("path", [path for path in LETTERS if "printable" not in path.stem], ids=lambda path: path.stem)
def test_no_word_of_it_is_dropped(path: Path) -> None:
    letter = read(text_of(path), NAMES)
    blocks = [part for one in letter.roadblocks for part in (one.text, one.proposal)]
    kept = [*letter.done, *blocks, *letter.learned, *letter.bring, *letter.next, *letter.takeaways]
    kept += [*letter.pulse_words, *letter.rest, *letter.aside]
    assert words_of(text_of(path)) - LABELS <= words_of(" ".join(kept))
