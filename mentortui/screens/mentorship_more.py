"""What is chosen from a long list: the tabs that nobody has used yet and those behind the first six, or a task of the bank. A row
each, so that most are seen at once, and the sentence of the marked one below; enter takes it."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mentortui.core.text import width as cells_of
from mentortui.screens.closing import close, stands
from mentortui.screens.strip import HEIGHTS, FloorStrip, StripLine
from mentortui.styles import stylesheet
from mentortui.widgets.row_list import RowList
from mentortui.widgets.text import fitted, words

KEYS = "enter opens it; once it is used it stands among the others · esc back"
SHORT_KEYS = "enter opens it · esc back"
TITLE_CELLS = 20
"""Where no title is longer, the sentences stand beside them, in a column."""


class MoreScreen(ModalScreen[str | None]):
    """Dismissed with the name of the one that was chosen; None by escape."""

    CSS_PATH = stylesheet("mentorship_more")
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS = [
        Binding("escape,m,q", "leave", "Back", id="more.leave"),
        Binding("x", "app.cover", "Cover: names and notes vanish", id="app.cover", show=False),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str, str]],
        *,
        strip: StripLine | None = None,
        keys: tuple[str, str] = (KEYS, SHORT_KEYS),
    ) -> None:
        """`choices`: of each its name, its title and a sentence. `keys`: what is said of the keys, and in fewer words."""
        super().__init__()
        self._title = title
        self._choices = tuple(choices)
        self._strip = strip
        self._keys = keys
        longest = max((cells_of(title) for _, title, _ in self._choices), default=0)
        self.set_class(longest > TITLE_CELLS, "-sentences")
        self._column = longest + 2 if longest <= TITLE_CELLS else 0

    def compose(self) -> ComposeResult:
        """A row each, and the sentence of one."""
        yield FloorStrip(self._strip)
        with Vertical(id="dialog") as dialog:
            dialog.border_title = words(self._title)
            yield RowList(*(Option(self._row(title, about), id=f"more-{n}") for n, (_, title, about) in enumerate(self._choices)))
            yield Static("", id="about", markup=False)
            yield Static(Content(self._keys[0]), id="keys")

    def on_mount(self) -> None:
        """The first is marked."""
        if stands(self, RowList):
            self.query_one(RowList).focus()
            self.query_one(RowList).highlighted = 0

    def on_resize(self, event: Resize) -> None:
        """How to leave is said in one row."""
        if stands(self, RowList):
            long, short = self._keys
            self.query_one("#keys", Static).update(Content(long if event.size.width >= len(long) + 6 else short))
            self.call_after_refresh(self._tell)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Its sentence."""
        event.stop()
        self._tell()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        close(self, self._choices[event.option_index][0])

    def action_leave(self) -> None:
        """None."""
        close(self, None)

    def _tell(self) -> None:
        """The sentence of the marked one, whole where there is room; where its title is cut in the row, that too."""
        here = self.query_one(RowList).highlighted if stands(self, RowList) else None
        if here is None:
            return
        _, title, about = self._choices[here]
        shown = self.query_one("#about", Static)
        width, height = shown.content_size
        rows = words(about if self._column else f"{title} · {about}").wrap(max(1, width))
        if 0 < height < len(rows):
            last = Content.assemble(rows[height - 1].rstrip(), "…").truncate(width, ellipsis=True)
            rows = [*rows[: height - 1], last]
        shown.update(Content("\n").join(rows))

    def _row(self, title: str, about: str) -> Content:
        if not self._column:
            return Content.assemble(" ", words(title))
        return Content.assemble(" ", fitted(title, self._column, "bold", pad=True), words(about, "$quiet"))
