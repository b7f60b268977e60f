"""Home: the mentorships, whom one meets next, and what is under way."""

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

from mentortui.screens import home_view as view
from mentortui.services.overview import EXAMPLE, HomeRow, HomeView, Overview
from mentortui.styles import stylesheet
from mentortui.widgets.drawn import lines
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.text import words

EVERY = 10
"""Seconds between two looks at the clock and the files."""
FLAT_BELOW = 12
"""Rows of a terminal below which each mentorship has one."""
KEYS = (("s", "start"), ("enter", "sessions"), ("a", "add"), ("e", "edit"), ("q", "quit"))
EMPTY_KEYS = (("a", "add"), ("q", "quit"))


class HomeScreen(Screen[None]):
    """Says what is wanted by its messages; the App does it."""

    CSS_PATH = stylesheet("home")
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (FLAT_BELOW, "-tall")]
    BINDINGS = [
        Binding("s", "start", "Start a session", id="home.start"),
        Binding("r", "go_on", "Go on with the session under way", id="home.resume"),
        Binding("enter", "open", "Open its sessions", id="home.open", show=False),
        Binding("a", "add", "Add a mentorship", id="home.add"),
        Binding("e", "edit", "Edit people, zones, shares", id="home.edit"),
        Binding("q", "quit", "Quit", id="home.quit"),
    ]

    @dataclass
    class Add(Message):
        """A new mentorship is wanted."""

    @dataclass
    class Edit(Message):
        """Its people, zones and shares are to be changed."""

        slug: str

    @dataclass
    class Start(Message):
        """A session with it is to start."""

        slug: str

    @dataclass
    class Open(Message):
        """Its sessions are to be shown."""

        slug: str

    @dataclass
    class Resume(Message):
        """That session is to be gone on with, or watched."""

        slug: str
        id: str

    @dataclass
    class Quit(Message):
        """Enough for today."""

    def __init__(self, overview: Overview) -> None:
        super().__init__()
        self._overview = overview
        self._shown: tuple[object, ...] = ()
        self._rows: dict[str, HomeRow] = {}

    def compose(self) -> ComposeResult:
        """The list, or an invitation in its place."""
        yield HeaderLine()
        with Vertical(id="body"):
            yield Static("", id="heading", markup=False)
            yield OptionList(id="mentorships")
            yield Static("", id="empty", markup=False)
            yield Static("", id="trouble", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The first look; others follow by themselves."""
        self.query_one(HeaderLine).pieces = ("mentortui",)
        self.set_interval(EVERY, self._tick)
        self.query_one(OptionList).focus()

    def on_screen_resume(self) -> None:
        """What was done elsewhere shows at once."""
        self.follow()

    def on_resize(self, event: Resize) -> None:
        """Columns follow the room there is."""
        self.call_after_refresh(self.follow)

    def follow(self) -> None:
        """Shows everything as it is now, the same mentorship selected."""
        seen = self._overview.home()
        header = self.query_one(HeaderLine)
        header.clocks, header.test_clock = seen.now, self._overview.test_clock
        trouble = self.query_one("#trouble", Static)
        trouble.update(words(seen.trouble))
        trouble.display = bool(seen.trouble)
        self._list(seen)
        self._follow_keys()

    def on_option_list_option_highlighted(self) -> None:
        """What `r` does depends on it."""
        self._follow_keys()

    def on_option_list_option_selected(self) -> None:
        """By enter or a click."""
        self.action_open()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on a key is that key."""
        self.app.simulate_key({"?": "question_mark"}.get(event.key, event.key))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a mentorship needs one, and going on a session to go on with."""
        if action in ("start", "open", "edit"):
            return bool(self._selected())
        if action == "go_on":
            row = self._rows.get(self._selected())
            return row is not None and row.waiting is not None
        return super().check_action(action, parameters)

    def action_start(self) -> None:
        """With the selected one."""
        self.post_message(self.Start(self._selected()))

    def action_open(self) -> None:
        """The selected one."""
        if self._selected():
            self.post_message(self.Open(self._selected()))

    def action_edit(self) -> None:
        """The selected one."""
        self.post_message(self.Edit(self._selected()))

    def action_go_on(self) -> None:
        """With its session under way."""
        row = self._rows[self._selected()]
        if row.waiting is not None:
            self.post_message(self.Resume(row.slug, row.waiting.id))

    def action_add(self) -> None:
        """Another one."""
        self.post_message(self.Add())

    def action_quit(self) -> None:
        """Nothing is open here that could be lost."""
        self.post_message(self.Quit())

    def _tick(self) -> None:
        if self.is_current:
            self.follow()

    def _list(self, seen: HomeView) -> None:
        listed, empty, heading = self.query_one(OptionList), self.query_one("#empty", Static), self.query_one("#heading", Static)
        width = max(20, listed.scrollable_content_region.width - 2) if listed.display else 0
        flat = self.size.height < FLAT_BELOW
        shown = (seen.rows, seen.trouble, self.size, width)
        if shown == self._shown:
            return
        listed.display, empty.display = bool(seen.rows), not seen.rows and not seen.trouble
        heading.display = bool(seen.rows) and not flat and bool(view.heading(width))
        if empty.display:
            empty.update(_invitation(self.size.width - 6, flat))
        if width != max(20, listed.scrollable_content_region.width - 2):
            self.call_after_refresh(self.follow)
        self._shown = shown
        heading.update(view.heading(width))
        selected, place = self._selected(), listed.highlighted or 0
        self._rows = {row.slug: row for row in seen.rows}
        options: list[Option] = []
        for row in seen.rows:
            if options and not flat:
                options.append(Option(Content(""), disabled=True))
            options.append(Option(view.row(row, width, flat), id=row.slug))
        listed.clear_options()
        listed.add_options(options)
        if options:
            ids = [option.id for option in options]
            listed.highlighted = (
                ids.index(selected) if selected in ids else min(place, len(options) - 1) // (1 if flat else 2) * 2
            )

    def _selected(self) -> str:
        found = self.query_one(OptionList).highlighted_option
        return (found.id or "") if found is not None else ""

    def _follow_keys(self) -> None:
        row = self._rows.get(self._selected())
        keys = KEYS if self._rows else EMPTY_KEYS
        if row is not None and row.waiting is not None:
            keys = (("r", "watch" if row.waiting.held else "go on"), *keys)
        self.query_one(KeyLine).keys = keys


def _invitation(width: int, flat: bool) -> Content:
    width = min(width, 84)
    opening = words("No mentorship here yet.", "bold")
    key = Content.assemble(words("a", "$accent bold"), words(" adds the first one: two names, two time zones."))
    if flat:
        return lines(opening, Content.assemble(words("a", "$accent bold"), words(" adds the first one.")))
    shown = view.row(EXAMPLE, width).stylize("$quiet")
    return lines(opening, Content(""), words("This is how one looks:", "$quiet"), Content(""), shown, Content(""), key)
