"""One question with a one-line answer, over any screen: what was understood shows while one types; a refusal keeps it."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from mentortui.core.commands import Refused
from mentortui.screens.closing import close, stands
from mentortui.screens.strip import FloorStrip, StripLine
from mentortui.styles import stylesheet
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.text import words

READ_AT_MOST = 4000
"""Characters given to the preview: the rest of a huge paste would not be seen."""


class AskScreen(ModalScreen[bool]):
    """Dismissed with True once `submit` took the answer, with False by escape; what was typed went to `keep` either way."""

    CSS_PATH = stylesheet("dialogs")
    BINDINGS = [Binding("escape", "leave", "Back", id="ask.leave")]

    def __init__(
        self,
        title: str,
        hint: str,
        submit: Callable[[str], object],
        *,
        preview: Callable[[str], str] = lambda text: "",
        value: str = "",
        select: bool = False,
        keep: Callable[[str], None] = lambda text: None,
        strip: StripLine | None = None,
    ) -> None:
        """`preview` says what an answer would do, `submit` does it; both raise Refused with a sentence. `keep` gets the draft.
        `select`: what is typed takes the place of `value`."""
        super().__init__()
        self._title = title
        self._hint = hint
        self._submit = submit
        self._preview = preview
        self._value = value
        self._select = select
        self._keep = keep
        self._strip = strip

    def compose(self) -> ComposeResult:
        """The line, what was understood, and how to leave."""
        yield FloorStrip(self._strip)
        with Vertical(id="dialog") as dialog:
            dialog.border_title = words(self._title)
            yield OneLine(self._value, id="answer")
            yield Static("", id="understood", markup=False)
            yield Static(Content("enter saves · esc back"), id="keys")

    def propose(self, value: str) -> None:
        """An answer that was found only after the question stood: into the line, unless something is typed there."""
        if not stands(self, OneLine):
            self._value = self._value or value
            return
        line = self.query_one(OneLine)
        if not line.typed:
            line.insert_text_at_cursor(value)

    def on_mount(self) -> None:
        """Typing can begin."""
        if not stands(self, OneLine):
            return
        self.query_one(OneLine).focus()
        if self._select:
            self.query_one(OneLine).action_select_all()
        self._show(self._value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Says what was understood; the draft is kept."""
        typed = self.query_one(OneLine).typed
        if typed != self._value or typed:
            self._keep(typed)
        self._show(typed)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Does it, or says why not."""
        event.stop()
        if not self.is_current:
            return  # a second enter, faster than the form goes
        try:
            self._submit(self.query_one(OneLine).typed)
        except Refused as error:
            self._say(str(error), trouble=True)
            return
        self._keep("")
        close(self, True)

    def action_leave(self) -> None:
        """The draft stays."""
        close(self, False)

    def _show(self, text: str) -> None:
        if not text.strip():
            self._say(self._hint)
            return
        try:
            self._say(self._preview(text[:READ_AT_MOST]) or self._hint)
        except Refused as error:
            self._say(str(error), trouble=True)

    def _say(self, text: str, trouble: bool = False) -> None:
        if not stands(self, OneLine):
            return
        line = self.query_one("#understood", Static)
        line.update(words(text))
        line.set_class(trouble, "-trouble")
