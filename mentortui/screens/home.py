"""Home: every mentorship, when it meets next, and what is under way."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mentortui.core.records import Mentorship
from mentortui.screens import home_view
from mentortui.services.mentorships import Mentorships
from mentortui.services.sessions import Sessions, Unfinished
from mentortui.store.errors import StoreError
from mentortui.store.heads import MentorshipHead
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.row_list import RowList
from mentortui.widgets.text import words

TALL_ROWS = 14
"""Screens of fewer rows show one line for each mentorship."""
READ_AGAIN = 10.0
"""Seconds after which what another program stored is seen."""


class HomeScreen(Screen[None]):
    """Says what is wanted by its messages; adding and editing it does itself."""

    CSS_PATH = stylesheet("home")
    BINDINGS = [
        Binding("s", "start", "Start a session", id="home.start"),
        Binding("r", "resume", "Go on with the one under way", id="home.resume"),
        Binding("enter", "sessions", "Its sessions", id="home.sessions"),
        Binding("a", "add", "Add a mentorship", id="home.add"),
        Binding("e", "edit", "Edit people, zones, sharing", id="home.edit"),
        Binding("q", "app.leave", "Quit", id="home.quit"),
    ]

    @dataclass
    class StartWanted(Message):
        """A session of that mentorship is to begin."""

        slug: str

    @dataclass
    class SessionsWanted(Message):
        """Its finished sessions are to be shown."""

        slug: str

    @dataclass
    class ResumeWanted(Message):
        """The session under way is to be gone on with, or watched."""

        info: Unfinished

    def __init__(self, mentorships: Mentorships, sessions: Sessions) -> None:
        super().__init__()
        self._mentorships = mentorships
        self._sessions = sessions
        self._heads: tuple[MentorshipHead, ...] = ()
        self._unfinished: dict[str, Unfinished] = {}
        self._drawn: list[Content] = []
        self._zone = "UTC"

    def compose(self) -> ComposeResult:
        """The list, or what belongs there."""
        yield HeaderLine()
        with Vertical(id="body"):
            yield RowList(id="list")
            yield Static(id="empty", markup=False)
            yield Static(id="trouble", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """From now on it follows the clock and the disk."""
        self.query_one(RowList).focus()
        self.set_interval(1, self.follow)
        self.set_interval(READ_AGAIN, self._read_again)
        self.read()

    def on_screen_resume(self) -> None:
        """Something may have been done meanwhile."""
        self.read()

    def on_resize(self) -> None:
        """Lines are as long as there is room."""
        self.set_class(self.size.height < TALL_ROWS, "-low")
        self.call_after_refresh(self.follow)

    def read(self) -> None:
        """What is stored now."""
        try:
            self._zone = self._mentorships.me().zone
            self._heads = self._mentorships.heads()
            self._unfinished = {one.slug: one for one in reversed(self._sessions.unfinished())}
            self._tell("")
        except StoreError as error:
            self._tell(str(error))
        self.follow()

    def _read_again(self) -> None:
        if self.is_current:  # under a session nobody sees it, and the disk is the session's
            self.read()

    def follow(self) -> None:
        """Shows it as it is at this moment."""
        header, keys = self.query_one(HeaderLine), self.query_one(KeyLine)
        header.pieces = ("mentortui",)
        header.saved = SaveState("saved")
        header.clocks = home_view.clocks(self._mentorships.now(), self._zone)
        keys.keys = self._keys()
        listed, empty = self.query_one(RowList), self.query_one("#empty", Static)
        listed.display, empty.display = bool(self._heads), not self._heads
        if not self._heads:
            empty.update(_invitation(self.size.width - 6))
        rows = self._rows()
        if len(rows) != len(self._drawn) or [option.id for option in listed.options] != [head.slug for head in self._heads]:
            self._fill(rows)
        else:
            for place, (new, old) in enumerate(zip(rows, self._drawn, strict=True)):
                if not new.is_same(old):
                    listed.replace_option_prompt_at_index(place, new)
        self._drawn = rows

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The mark goes with it."""
        event.stop()
        self.follow()
        self.refresh_bindings()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        self.action_sessions()

    async def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        acts = {
            "s": self.action_start,
            "r": self.action_resume,
            "enter": self.action_sessions,
            "a": self.action_add,
            "e": self.action_edit,
        }
        if event.key in acts:
            acts[event.key]()
        else:
            await self.app.run_action({"?": "keys"}.get(event.key, "leave"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a mentorship waits for one."""
        if action in ("start", "sessions", "edit"):
            return bool(self._heads)
        return self._slug() in self._unfinished if action == "resume" else True

    def action_start(self) -> None:
        """With the selected one."""
        if slug := self._slug():
            self.post_message(self.StartWanted(slug))

    def action_resume(self) -> None:
        """The selected one's."""
        found = self._unfinished.get(self._slug())
        if found is not None:
            self.post_message(self.ResumeWanted(found))

    def action_sessions(self) -> None:
        """Of the selected one."""
        if slug := self._slug():
            self.post_message(self.SessionsWanted(slug))

    def action_add(self) -> None:
        """Asks who it is."""
        self._people(None)

    def action_edit(self) -> None:
        """The selected one."""
        if slug := self._slug():
            self._people(slug)

    def select(self, slug: str) -> None:
        """Puts the mark on that one."""
        place = next((n for n, head in enumerate(self._heads) if head.slug == slug), None)
        if place is not None:
            self.query_one(RowList).highlighted = place

    def _people(self, slug: str | None) -> None:
        from mentortui.screens.people import PeopleScreen

        try:
            screen = PeopleScreen(self._mentorships, slug)
        except StoreError as error:
            self._tell(str(error))
            return
        self.app.push_screen(screen, self._edited)

    def _edited(self, saved: Mentorship | None) -> None:
        if saved is not None:
            self.read()
            self.select(saved.slug)

    def _slug(self) -> str:
        place = self.query_one(RowList).highlighted if self.is_mounted else None
        return self._heads[place].slug if place is not None and place < len(self._heads) else ""

    def _rows(self) -> list[Content]:
        width = max(24, self.query_one("#body").content_size.width - 1)
        place, now = self.query_one(RowList).highlighted, self._mentorships.now()
        return [
            home_view.row(
                head,
                self._unfinished.get(head.slug),
                now,
                width=width,
                tall=self.size.height >= TALL_ROWS,
                selected=n == place,
            )
            for n, head in enumerate(self._heads)
        ]

    def _fill(self, rows: list[Content]) -> None:
        listed, before = self.query_one(RowList), self._slug_shown()
        listed.clear_options()
        listed.add_options([Option(drawn, id=head.slug) for drawn, head in zip(rows, self._heads, strict=True)])
        if rows:
            slugs = [head.slug for head in self._heads]
            listed.highlighted = slugs.index(before) if before in slugs else 0

    def _slug_shown(self) -> str:
        listed = self.query_one(RowList)
        return "" if listed.highlighted is None else listed.get_option_at_index(listed.highlighted).id or ""

    def _keys(self) -> tuple[tuple[str, str], ...]:
        if not self._heads:
            return (("a", "add a mentorship"), ("q", "quit"))
        resume = (("r", "go on"),) if self._slug() in self._unfinished else ()
        return (*resume, ("s", "start"), ("enter", "sessions"), ("e", "edit"), ("a", "add"), ("q", "quit"))

    def _tell(self, trouble: str) -> None:
        line = self.query_one("#trouble", Static)
        line.update(words(trouble))
        line.display = bool(trouble)


def _invitation(width: int) -> Content:
    key = Content.styled("a", "$accent bold")
    lines = [
        Content("Here stand the people you meet: who, where, when next. Such as:"),
        Content(""),
        *home_view.example(width),
        Content(""),
        Content.assemble("Press ", key, " to add the first."),
    ]
    return Content("\n").join(lines)
