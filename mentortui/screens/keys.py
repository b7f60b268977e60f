"""All keys that work here, from the bindings themselves."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from mentortui.screens.closing import close
from mentortui.styles import stylesheet
from mentortui.widgets.text import words

CALLED = {
    "right": "→",
    "left": "←",
    "up": "↑",
    "down": "↓",
    "shift+right": "shift →",
    "comma": ",",
    "semicolon": ";",
    "question_mark": "?",
    "colon": ":",
    "backspace": "⌫",
    "full_stop": ".",
}
CELLS = 14


def called(key: str) -> str:
    """A key as it is printed."""
    return CALLED.get(key, key)


class KeysScreen(ModalScreen[None]):
    """Dismissed by any of `?`, escape, enter and q."""

    CSS_PATH = stylesheet("keys")
    BINDINGS = [Binding("escape,question_mark,enter,q", "leave", "Back", id="keys.leave")]

    def __init__(self, groups: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> None:
        """`groups`: a heading, and keys with what they do."""
        super().__init__()
        self._groups = [(heading, list(keys)) for heading, keys in groups]

    def compose(self) -> ComposeResult:
        """A column of groups."""
        with VerticalScroll(id="dialog") as dialog:
            dialog.border_title = Content("All keys")
            dialog.border_subtitle = Content("esc back")
            for heading, keys in self._groups:
                if keys:
                    yield Static(words(heading), classes="heading")
                    yield Static(Content("\n").join([_row(key, said) for key, said in keys]), classes="keys")

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.query_one("#dialog").focus()

    def action_leave(self) -> None:
        """Back."""
        close(self, None)


def _row(key: str, said: str) -> Content:
    return Content.assemble(words(f"{key:<{CELLS}}", "$accent"), words(said))
