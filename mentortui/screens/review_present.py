"""A review shown to everybody in a call: the whole screen, one section at a time, nothing else on it."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Static

from mentortui.core.page_parts import Line
from mentortui.core.review import Review, nothing_words
from mentortui.core.text import counted
from mentortui.screens.closing import close, stands
from mentortui.styles import stylesheet
from mentortui.widgets.review_rows import PresentRows
from mentortui.widgets.text import words


class ReviewPresentScreen(Screen[None]):
    """Dismissed by escape. It shows what was read when it was opened, and changes nothing."""

    CSS_PATH = stylesheet("review_present")
    BINDINGS = [
        Binding("right,space,enter", "turn(1)", "The next section", id="present.next"),
        Binding("left", "turn(-1)", "The one before", id="present.before"),
        Binding("down,j", "scroll(1)", "What stands below", id="present.down"),
        Binding("up,k", "scroll(-1)", "What stands above", id="present.up"),
        Binding("pagedown", "scroll(8)", "A page down", id="present.page_down", show=False),
        Binding("pageup", "scroll(-8)", "A page up", id="present.page_up", show=False),
        Binding("home", "turn(-999)", "The first", id="present.first", show=False),
        Binding("end", "turn(999)", "The last", id="present.last", show=False),
        Binding("escape,q", "leave", "Back", id="present.leave"),
    ]

    def __init__(self, review: Review, *, begin: str = "") -> None:
        """`begin`: the key of the section one begins with; else a page that says whose review it is."""
        super().__init__()
        self._review = review
        self._pages: list[tuple[str, tuple[Line, ...]]] = [(review.who, self._first())]
        self._pages += [(one.title, one.lines) for one in review.told]
        keys = ["", *(one.key for one in review.told)]
        self.place = keys.index(begin) if begin in keys else 0

    def compose(self) -> ComposeResult:
        """The section, and where one is."""
        yield PresentRows(id="paper")
        yield Static("", id="where", markup=False)

    def on_mount(self) -> None:
        """The first one."""
        if stands(self, PresentRows):
            self.set_focus(self.query_one(PresentRows))
            self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """Where one is says whether there is more below."""
        self.call_after_refresh(self._tell)

    def action_turn(self, by: int) -> None:
        """To another section; at the ends it stays."""
        place = max(0, min(self.place + by, len(self._pages) - 1))
        if place != self.place:
            self.place = place
            self._show()

    def action_scroll(self, by: int) -> None:
        """Within a section that is longer than the screen."""
        if stands(self, PresentRows):
            self.query_one(PresentRows).scroll_rows(by)
            self._tell()

    def action_leave(self) -> None:
        """Back."""
        close(self, None)

    def _first(self) -> tuple[Line, ...]:
        review = self._review
        said = [review.what, review.when] if not review.empty else [review.what, nothing_words(review.period)]
        return tuple(Line("about", one, mark=" ") for one in said)

    def _show(self) -> None:
        if stands(self, PresentRows):
            title, lines = self._pages[self.place]
            self.query_one(PresentRows).show(title, lines)
            self._tell()

    def _tell(self) -> None:
        if not stands(self, PresentRows):
            return
        above, below = self.query_one(PresentRows).more
        more = " · more below ↓" if below else " · more above ↑" if above else ""
        where = f"{self.place} of {len(self._pages) - 1}" if self.place else counted(len(self._pages) - 1, "section")
        self.query_one("#where", Static).update(words(f"{where}{more} · ← → · esc"))
