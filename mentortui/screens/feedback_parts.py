"""What the feedback screens have in common: the words that hints point at, people to choose from, a feedback read out."""

from collections.abc import Mapping, Sequence

from rich.highlighter import Highlighter
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from mentortui.core.hints import Hint
from mentortui.core.text import fit
from mentortui.screens.closing import close, stands
from mentortui.screens.strip import HEIGHTS, FloorStrip, Otherwise, StripLine, nothing_else
from mentortui.styles import stylesheet
from mentortui.widgets.form import Field
from mentortui.widgets.pick import Choice, Pick
from mentortui.widgets.text import words

NAME_CELLS = 22


class Marks(Highlighter):
    """Underlines, in a field, the words that hints point at."""

    def __init__(self) -> None:
        self.hints: Sequence[Hint] = ()

    def highlight(self, text: Text) -> None:
        """Called each time the field is drawn."""
        for hint in self.hints:
            if hint.end <= len(text):
                text.stylize("underline", hint.start, hint.end)


def person_pick(people: Mapping[str, str], chosen: str, needed: bool = True) -> Pick:
    """One of these people, each by the first letter of the name that nobody before has; arrows do it too."""
    taken = set[str]()
    choices = list[Choice]()
    for id, name in people.items():
        shown = fit(name, NAME_CELLS)
        key = next((char for char in shown.casefold() if char.isalpha() and char not in taken), "")
        taken.add(key)
        choices.append(Choice(id, shown, key or "\x00"))
    return Pick(tuple(choices), chosen, needed=needed)


class DayField(Field):
    """A day, and at the end of its row which one was understood."""

    _told = ""

    def compose(self) -> ComposeResult:
        """As every field, with room for the day."""
        with Horizontal():
            yield Static(words(self._label), classes="field--label")
            yield self.control
            yield Static("", classes="day--told -empty", markup=False)
        self._noted = self._hint
        yield Static(words(self._hint), classes="field--note")

    def tell(self, day: str) -> None:
        """`Wed 9 Dec`; empty where nothing is understood."""
        if day != self._told:
            self._told = day
            told = self.query_one(".day--told", Static)
            told.update(words(f"→ {day}"))
            told.set_class(not day, "-empty")


class ReadOutScreen(ModalScreen[None]):
    """The feedback in sentences, to say to the person. Any way of leaving leaves."""

    CSS_PATH = stylesheet("feedback")
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS = [
        Binding("escape,enter,q,ctrl+r", "leave", "Back", id="read_out.leave"),
        Binding("r", "leave", "Back", id="read_out.again", show=False),
        Binding("down,j,space", "scroll(1)", "Down", id="read_out.down", show=False),
        Binding("up,k", "scroll(-1)", "Up", id="read_out.up", show=False),
        Binding("x", "app.cover", "Cover: names and notes vanish", id="app.cover", show=False),
    ]

    def __init__(
        self, title: str, sentences: Sequence[str], *, otherwise: Otherwise = nothing_else, strip: StripLine | None = None
    ) -> None:
        """`otherwise`: what keys do over a session that this has no use for."""
        super().__init__()
        self._title = title
        self._sentences = tuple(sentences)
        self._otherwise = otherwise
        self._strip = strip

    def compose(self) -> ComposeResult:
        """The sentences, one below the other, so that one can look up between them."""
        yield FloorStrip(self._strip)
        with Vertical(id="dialog") as dialog:
            dialog.border_title = words(self._title)
            with VerticalScroll(id="sentences", can_focus=False):
                for sentence in self._sentences:
                    yield Static(words(sentence), classes="sentence")
            yield Static(Content("esc back"), id="keys")

    def on_key(self, event: Key) -> None:
        """The floor and the cover work here too."""
        if event.key not in ("j", "k", "q", "r", "space") and self._otherwise(event):
            event.stop()
            event.prevent_default()

    def action_scroll(self, by: int) -> None:
        """A few rows."""
        if stands(self, VerticalScroll):
            self.query_one("#sentences", VerticalScroll).scroll_relative(y=2 * by, animate=False)

    def action_leave(self) -> None:
        """Back to where it was read from."""
        close(self, None)
