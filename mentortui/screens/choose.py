"""A few choices, one key each, over any screen."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key, Resize
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mentortui.core.number_row import PLAIN, digit_of
from mentortui.screens.closing import close, stands
from mentortui.screens.strip import HEIGHTS, FloorStrip, Otherwise, StripLine, nothing_else
from mentortui.styles import stylesheet
from mentortui.widgets.row_list import RowList
from mentortui.widgets.text import AROUND, words

KEYS = Content("enter takes the marked one · esc back")
SHORT_KEYS = Content("enter takes it · esc back")


class ChooseScreen(ModalScreen[str | None]):
    """Dismissed with the key that was chosen; None by escape."""

    CSS_PATH = stylesheet("dialogs")
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS = [
        Binding("escape", "leave", "Back", id="choose.leave"),
        Binding("x", "app.cover", "Cover: names and notes vanish", id="app.cover", show=False),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str]],
        *,
        about: str = "",
        marked: str = "",
        row: str = PLAIN,
        otherwise: Otherwise = nothing_else,
        strip: StripLine | None = None,
    ) -> None:
        """`choices`: a key and its words; enter takes the first at once, or the one of the key `marked`. `row`: what the number
        keys of this keyboard send, for choices that are numbers. `otherwise`: what other keys do; True if anything."""
        super().__init__()
        self._title = title
        self._choices = tuple(choices)
        self._about = about
        self._marked = next((number for number, (key, _) in enumerate(self._choices) if key == marked), 0)
        self._row_keys = row
        self._otherwise = otherwise
        self._strip = strip

    def compose(self) -> ComposeResult:
        """What it is about, and the choices."""
        yield FloorStrip(self._strip)
        with Vertical(id="dialog") as dialog:
            dialog.border_title = words(self._title)
            if self._about:
                yield Static(words(self._about), id="about")
            yield RowList(*(Option(self._row(key, said), id=f"choice-{n}") for n, (key, said) in enumerate(self._choices)))
            yield Static(KEYS, id="keys")

    def on_mount(self) -> None:
        """One choice is marked."""
        if not stands(self, RowList):
            return
        listed = self.query_one(RowList)
        listed.focus()
        listed.highlighted = self._marked

    def on_resize(self, event: Resize) -> None:
        """How to leave is said in one row."""
        if not stands(self, RowList):
            return
        self.query_one("#keys", Static).update(KEYS if event.size.width - AROUND >= KEYS.cell_length else SHORT_KEYS)

    def on_key(self, event: Key) -> None:
        """Its key chooses at once."""
        number = digit_of(event.character, self._row_keys)
        typed = {event.key, event.character, None if number is None else str(number)}
        chosen = next((key for key, _ in self._choices if key in typed), None)
        if chosen is not None:
            event.stop()
            event.prevent_default()
            close(self, chosen)
        elif self._otherwise(event):
            event.stop()
            event.prevent_default()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """So does enter, or a click."""
        close(self, self._choices[event.option_index][0])

    def action_leave(self) -> None:
        """Nothing was chosen."""
        close(self, None)

    def _row(self, key: str, said: str) -> Content:
        number = PLAIN.find(key) if len(self._row_keys) == len(PLAIN) else -1
        shown = key if number < 0 else self._row_keys[number]
        return Content.assemble(words(f" {shown} ", "$accent bold"), "  ", words(said))
