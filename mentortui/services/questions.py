"""The bank of open questions: ours, which come with the program, and the user's own files."""

from collections.abc import Callable, Iterable
from pathlib import Path

from mentortui.core.questions import Bank, Question, merged
from mentortui.formats.own_files import NotText, read_text
from mentortui.formats.question_files import MOST_BYTES, read_questions, told

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
        try:
            files = sorted(path for path in folder.iterdir() if path.suffix == ".txt")
        except FileNotFoundError:
            return []
        except OSError as error:
            self._tell(f"{folder}: cannot be read, {error.strerror or 'unknown reason'}. Our own questions are used.")
            return []
        return list(self._read(files))

    def _read(self, files: Iterable[Path]) -> Iterable[Question]:
        for path in files:
            try:
                questions, broken = read_questions(read_text(path, MOST_BYTES))
            except NotText as error:
                where = f"{path}, line {error.line}" if error.line else f"{path}"
                self._tell(f"{where}: {error}. Mend it or move it away; the other files are used.")
                continue
            if broken:
                self._tell(told(str(path), broken))
            yield from questions
