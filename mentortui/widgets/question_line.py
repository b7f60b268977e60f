"""One question or prompt at a time, in one row; no row while there is none."""

from typing import ClassVar

from textual.content import Content
from textual.reactive import var

from mentortui.core.text import width as cells_of
from mentortui.widgets.drawn import Drawn
from mentortui.widgets.text import apart, fitted, words


class QuestionLine(Drawn):
    """`◆ Still Grace?  2 yes · 1 Ada since…`."""

    DEFAULT_CSS = """
    QuestionLine {
        height: 1; padding: 0 1;
        &.-empty { display: none; }
        & > .question-line--mark { color: $warning; }
        & > .question-line--question { color: $foreground; }
        & > .question-line--key { color: $foreground; text-style: bold; }
        & > .question-line--words { color: $quiet; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "question-line--mark",
        "question-line--question",
        "question-line--key",
        "question-line--words",
    }

    question: var[str] = var("")
    """Empty: the row goes."""
    shorter: var[tuple[str, ...]] = var[tuple[str, ...]](())
    """Other ways to say it, the longest first, for where it does not fit."""
    answers: var[tuple[tuple[str, str], ...]] = var[tuple[tuple[str, str], ...]](())
    """Keys and what they say: `(("2", "yes"), ("1", "Ada since…"))`."""

    def on_mount(self) -> None:
        self.set_class(not self.question, "-empty")

    def watch_question(self) -> None:
        self.set_class(not self.question, "-empty")
        self.redraw()

    def watch_answers(self) -> None:
        self.redraw()

    def watch_shorter(self) -> None:
        self.redraw()

    def draw(self, width: int, height: int) -> Content:
        """The row. Long answers give way to the question, down to a third of the row."""
        mark = words("◆ ", self.look("question-line--mark"))
        dim = self.look("question-line--words")
        answers = Content.styled(" · ", dim).join(
            [Content.assemble(words(key, self.look("question-line--key")), words(f" {what}", dim)) for key, what in self.answers]
        )
        room = width - 2
        asked = next((words for words in (self.question, *self.shorter) if cells_of(words) <= room), self.question)
        wanted = cells_of(fitted(asked, max(0, room)).plain)
        if self.shorter and wanted + 2 + answers.cell_length > room:
            answers = Content("")  # the words are whole, or shorter ones would be; an answer cut in two helps nobody
        for_answers = min(answers.cell_length, max(room // 3, room - wanted - 2))
        answers = answers.truncate(max(0, for_answers), ellipsis=True)
        gap = "  " if answers else ""
        question = fitted(asked, max(0, room - answers.cell_length - len(gap)), self.look("question-line--question"))
        return apart(Content.assemble(mark, question, gap, answers), Content(""), width)
