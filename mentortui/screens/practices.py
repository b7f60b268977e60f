"""What good practice asks, and where it is: a page of the help, from which each place can be opened."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mentortui.core.practices import PRACTICES, Practice
from mentortui.screens.closing import close, stands
from mentortui.screens.keys import called
from mentortui.screens.strip import HEIGHTS, FloorStrip, StripLine
from mentortui.styles import stylesheet
from mentortui.widgets.row_list import RowList
from mentortui.widgets.text import words

TITLE = "What good practice asks, and where it is"


class PracticesScreen(ModalScreen[Practice | None]):
    """Dismissed with the one whose place is to be opened; None by escape."""

    CSS_PATH = stylesheet("mentorship_more")
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS = [
        Binding("escape,question_mark,q", "leave", "Back", id="practices.leave"),
        Binding("x", "app.cover", "Cover: names and notes vanish", id="app.cover", show=False),
    ]

    def __init__(self, titles: Sequence[tuple[str, str]], *, strip: StripLine | None = None) -> None:
        """`titles`: names and titles of the tabs."""
        super().__init__()
        self._titles = dict(titles)
        self._strip = strip

    def compose(self) -> ComposeResult:
        """Each with its sentence, its place and its keys."""
        yield FloorStrip(self._strip)
        with Vertical(id="dialog") as dialog:
            dialog.border_title = words(TITLE)
            yield RowList(*(Option(self._said(one), id=f"practice-{n}") for n, one in enumerate(PRACTICES)))
            yield Static(Content("enter opens its place · esc back"), id="keys")

    def on_mount(self) -> None:
        """The first is marked."""
        if stands(self, RowList):
            self.query_one(RowList).focus()
            self.query_one(RowList).highlighted = 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        close(self, PRACTICES[event.option_index])

    def action_leave(self) -> None:
        """None."""
        close(self, None)

    def _said(self, practice: Practice) -> Content:
        lines = [words(practice.name, "bold"), words(practice.does)]
        for place in practice.places:
            keys = [Content.assemble(words(called(key), "$accent"), " ", words(does, "$quiet")) for key, does in place.keys]
            lines.append(Content("   ").join([words(place.called(self._titles), "$quiet"), *keys]))
        return Content("\n").join(lines)
