"""The questions that stand over Summary: each asks for one thing and hands it to the editor."""

from collections.abc import Callable

from textual.app import App

from mentortui.core.capture_text import decode_breaks, encode_breaks
from mentortui.core.page import Page
from mentortui.screens.ask import AskScreen
from mentortui.screens.summary_hand import Handing
from mentortui.services.editing import Editor

DATE_HINT = "thu 15:00 · 2w 15:00 · 12 dec 15:00, on your clock. Empty takes it back"
FILE_HINT = "a file only you may read, in this folder; one that is there stays as it is"


class SummaryForms:
    """Opens them. `changed` is told what was edited, `say` what else happened."""

    def __init__(
        self,
        app: App[object],
        editor: Editor,
        hand: Handing,
        changed: Callable[[str], None],
        say: Callable[[str], None],
    ) -> None:
        self._app = app
        self._editor = editor
        self._hand = hand
        self._changed = changed
        self._say = say

    def reword(self, id: str) -> None:
        """A capture, as one would type it. Raises Refused where it is gone."""
        line = self._editor.line_of(id)
        self._ask("Edit", "enter saves", lambda text: self._editor.reword(id, text), preview=self._editor.preview, value=line)

    def note(self) -> None:
        """The one free note."""

        def submit(text: str) -> str:
            return self._editor.note_closing(decode_breaks(text))

        hint = "A last word for the page. Empty takes it away"
        self._ask("Closing note", hint, submit, value=encode_breaks(self._editor.closing))

    def date(self) -> None:
        """When the two meet again."""
        self._ask("The next session", DATE_HINT, self._editor.agree_next, preview=self._editor.date_preview)

    def write(self, page: Page) -> None:
        """Into which file. Raises StoreError."""
        name = self._hand.file_name()
        self._ask("Write the page to a file", FILE_HINT, lambda text: self._hand.write(page, text), value=name, then=self._say)

    def _ask(
        self,
        title: str,
        hint: str,
        submit: Callable[[str], str],
        *,
        preview: Callable[[str], str] = lambda text: "",
        value: str = "",
        then: Callable[[str], None] | None = None,
    ) -> None:
        said: list[str] = []

        def done(saved: bool | None) -> None:
            if saved:
                (then or self._changed)("".join(said))

        self._app.push_screen(AskScreen(title, hint, lambda text: said.append(submit(text)), preview=preview, value=value), done)
