"""The bank of open questions: ours, which come with the program, and the user's own files."""

from collections.abc import Callable
from pathlib import Path

from mentortui.core.questions import Bank, Question, merged
from mentortui.formats.question_files import read_questions
from mentortui.services.bank_files import read_bank

OURS = Path(__file__).parent.parent / "questions"
FOLDER = "questions"
"""In the folder of the settings file."""


class Questions:
    """Reads them anew each time, so that an edited file is used from the next session on."""

    def __init__(self, config: Path | None, tell: Callable[[str], object] = lambda sentence: None) -> None:
        """`config`: the folder of the settings file; None: there is none. `tell` gets a sentence about what cannot be read."""
        self._config = config
        self._tell = tell

    def bank(self) -> Bank:
        """All of them, the user's own first. Never raises: what cannot be read is told, and left out."""
        own = self._of(self._config / FOLDER) if self._config is not None else []
        return merged(own, self._of(OURS))

    def _of(self, folder: Path) -> list[Question]:
        return read_bank(folder, read_questions, self._tell, what="questions")
