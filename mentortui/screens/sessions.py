"""The finished sessions of one mentorship, newest first."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mentortui.screens import sessions_view as view
from mentortui.services.overview import Overview, SessionsView
from mentortui.styles import stylesheet
from mentortui.widgets.drawn import lines
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.text import words

EVERY = 10
"""Seconds between two looks at the clock and the files."""
FLAT_BELOW = 12
"""Rows of a terminal below which only the list shows."""
WIDEST = 92
"""Cells of a row at most: further apart, the eye loses it."""
KEYS = (("enter", "open"), ("s", "start"), ("esc", "back"))


class SessionsScreen(Screen[None]):
    """Dismissed by escape; what is wanted of a session is said by messages."""

    CSS_PATH = stylesheet("sessions")
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (FLAT_BELOW, "-tall")]
    BINDINGS = [
        Binding("enter", "open", "Open the session's page", id="sessions.open", show=False),
        Binding("s", "start", "Start a session", id="sessions.start"),
        Binding("r", "go_on", "Go on with the session under way", id="sessions.resume"),
        Binding("escape", "back", "Back", id="sessions.back"),
    ]

    @dataclass
    class Open(Message):
        """That session's page is to be shown."""

        slug: str
        session: str

    @dataclass
    class Start(Message):
        """Another one is to start."""

        slug: str

    @dataclass
    class Resume(Message):
        """That session is to be gone on with, or watched."""

        slug: str
        id: str

    def __init__(self, overview: Overview, slug: str) -> None:
        super().__init__()
        self._overview = overview
        self._slug = slug
        self._seen: SessionsView | None = None
        self._shown: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """The list, or an invitation in its place."""
        yield HeaderLine()
        with Vertical(id="body"):
            yield Static("", id="next", markup=False)
            yield Static("", id="heading", markup=False)
            yield OptionList(id="sessions")
            yield Static("", id="empty", markup=False)
            yield Static("", id="trouble", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The newest is selected."""
        self.set_interval(EVERY, self._tick)
        self.query_one(OptionList).focus()

    def on_screen_resume(self) -> None:
        """What was done elsewhere shows at once."""
        self.follow()

    def on_resize(self, event: Resize) -> None:
        """Columns follow the room there is."""
        self.call_after_refresh(self.follow)

    def follow(self) -> None:
        """Shows everything as it is now, the same session selected."""
        seen = self._seen = self._overview.sessions(self._slug)
        header = self.query_one(HeaderLine)
        header.pieces = (seen.names, "sessions")
        header.clocks = " · ".join(part for part in (seen.now, seen.theirs) if part)
        header.test_clock = self._overview.test_clock
        self._say("#trouble", words(seen.trouble))
        waits = seen.waiting
        ahead = words(f"next {seen.next}") if seen.next and self.size.height >= FLAT_BELOW else Content("")
        self._say("#next", words(f"▸ {waits.words}", "$accent") if waits else ahead)
        self._list(seen)
        keys = KEYS if seen.rows else KEYS[1:]
        self.query_one(KeyLine).keys = (("r", "watch" if waits.held else "go on"), *keys) if waits else keys

    def on_option_list_option_selected(self) -> None:
        """By enter or a click."""
        self.action_open()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on a key is that key."""
        self.app.simulate_key({"?": "question_mark", "esc": "escape"}.get(event.key, event.key))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Going on needs a session to go on with, opening one to open."""
        if action == "go_on":
            return self._seen is not None and self._seen.waiting is not None
        if action == "open":
            return bool(self._selected())
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """The selected one."""
        if self._selected():
            self.post_message(self.Open(self._slug, self._selected()))

    def action_start(self) -> None:
        """Another one."""
        self.post_message(self.Start(self._slug))

    def action_go_on(self) -> None:
        """With the one under way."""
        if self._seen is not None and self._seen.waiting is not None:
            self.post_message(self.Resume(self._slug, self._seen.waiting.id))

    def action_back(self) -> None:
        """To where one came from."""
        self.dismiss(None)

    def _tick(self) -> None:
        if self.is_current:
            self.follow()

    def _say(self, id: str, said: Content) -> None:
        line = self.query_one(id, Static)
        line.update(said)
        line.display = bool(said)

    def _list(self, seen: SessionsView) -> None:
        listed = self.query_one(OptionList)
        listed.display = bool(seen.rows)
        self._say("#empty", _invitation(self.size.height < FLAT_BELOW) if not seen.rows and not seen.trouble else Content(""))
        flat = self.size.height < FLAT_BELOW
        columns = view.columns(seen, min(WIDEST, max(20, self.size.width - (3 if flat else 7))))
        self._say("#heading", view.heading(columns, seen.order) if seen.rows and not flat else Content(""))
        shown = (seen.rows, columns)
        if shown == self._shown:
            return
        selected, place = self._selected(), listed.highlighted or 0
        self._shown = shown
        listed.clear_options()
        listed.add_options([Option(view.row(row, columns), id=row.id) for row in seen.rows])
        if seen.rows:
            ids = [row.id for row in seen.rows]
            listed.highlighted = ids.index(selected) if selected in ids else min(place, len(ids) - 1)

    def _selected(self) -> str:
        found = self.query_one(OptionList).highlighted_option
        return (found.id or "") if found is not None else ""


def _invitation(flat: bool) -> Content:
    opening = words("No finished session yet.", "bold")
    key = Content.assemble(words("s", "$accent bold"), words(" starts the first one."))
    if flat:
        return lines(opening, key)
    return lines(
        opening,
        Content(""),
        words("Each leaves a line, and behind it a page of what was said and promised:", "$quiet"),
        Content(""),
        words("1   Thu 12 Nov   first meeting   58 min", "$quiet"),
        Content(""),
        key,
    )
