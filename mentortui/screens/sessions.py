"""The finished sessions of one mentorship, newest first."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mentortui.core.dates import moment_line
from mentortui.core.heads import local, moment
from mentortui.core.records import Mentorship
from mentortui.core.sharing import in_order
from mentortui.screens import home_view
from mentortui.screens.closing import close, stands
from mentortui.services.mentorships import Mentorships
from mentortui.store.errors import StoreError
from mentortui.store.heads import SessionHead
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.row_list import RowList
from mentortui.widgets.text import apart, fitted, words


class SessionsScreen(Screen[None]):
    """Dismissed by escape; says by its messages which page is wanted."""

    CSS_PATH = stylesheet("sessions")
    BINDINGS = [
        Binding("enter", "open", "Its page", id="sessions.open"),
        Binding("s", "start", "Start a session", id="sessions.start"),
        Binding("escape,q", "leave", "Back", id="sessions.leave"),
    ]

    @dataclass
    class SessionWanted(Message):
        """The page of that session is to be shown."""

        slug: str
        session_id: str

    @dataclass
    class StartWanted(Message):
        """A session of that mentorship is to begin."""

        slug: str

    def __init__(self, mentorships: Mentorships, slug: str) -> None:
        super().__init__()
        self._mentorships = mentorships
        self._slug = slug
        self._mentorship: Mentorship | None = None
        self._sessions: tuple[SessionHead, ...] = ()
        self._drawn: tuple[SessionHead, ...] | None = None
        self._width = 0
        self._marked: int | None = None

    def compose(self) -> ComposeResult:
        """A line each."""
        yield HeaderLine()
        with Vertical(id="body"):
            yield Static(id="columns", markup=False)
            yield RowList(id="list")
            yield Static(id="empty", markup=False)
            yield Static(id="trouble", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The newest is marked."""
        if not stands(self, RowList):
            return
        self.query_one(RowList).focus()
        self.query_one(KeyLine).last = ("esc", "back")
        self.read()

    def on_screen_resume(self) -> None:
        """One more may have been held."""
        self.read()

    def on_resize(self) -> None:
        """Lines are as long as there is room."""
        self.call_after_refresh(self.follow)

    def read(self) -> None:
        """What is stored now."""
        if not stands(self, RowList):
            return
        trouble = self.query_one("#trouble", Static)
        try:
            self._mentorship = self._mentorships.get(self._slug)
            self._sessions = self._mentorships.sessions(self._slug)
            trouble.display = False
        except StoreError as error:
            trouble.update(words(str(error)))
            trouble.display = True
        self.follow()

    def follow(self) -> None:
        """Shows it."""
        if not stands(self, RowList):
            return
        mentorship = self._mentorship
        if mentorship is None:
            return
        people, now = in_order(mentorship), self._mentorships.now()
        mine = people[0].zone
        header, keys = self.query_one(HeaderLine), self.query_one(KeyLine)
        names = " and ".join(member.name for member in people[1:3]) or "alone"
        header.pieces = (names, "sessions")
        header.clocks = home_view.clocks(now, mine)
        keys.keys = (("enter", "its page"), ("s", "start")) if self._sessions else (("s", "start the first"),)
        width = max(24, self.query_one("#body").content_size.width - 1)
        listed, columns, empty = self.query_one(RowList), self.query_one("#columns", Static), self.query_one("#empty", Static)
        listed.display, empty.display = bool(self._sessions), not self._sessions
        columns.update(_columns(mentorship, width))
        columns.display = bool(self._sessions) and self.size.height >= 10
        empty.update(_invitation(mentorship, now, width))
        if self._drawn == self._sessions and self._width == width:
            return
        self._drawn, self._width = self._sessions, width
        before = listed.highlighted or 0
        listed.clear_options()
        listed.add_options([Option(self._row(place, before), id=f"s{place}") for place in range(len(self._sessions))])
        if self._sessions:
            listed.highlighted = min(before, len(self._sessions) - 1)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The mark goes with it."""
        event.stop()
        listed = self.query_one(RowList)
        for place in {self._marked, event.option_index}:
            if place is not None and place < len(self._sessions) and place < listed.option_count:
                listed.replace_option_prompt_at_index(place, self._row(place, event.option_index))
        self._marked = event.option_index

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        self.action_open()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        {"enter": self.action_open, "s": self.action_start, "esc": self.action_leave}.get(event.key, lambda: None)()

    def action_open(self) -> None:
        """The page of the marked one."""
        if not stands(self, RowList):
            return
        place = self.query_one(RowList).highlighted
        if place is not None and place < len(self._sessions):
            self.post_message(self.SessionWanted(self._slug, self._sessions[place].id))

    def action_start(self) -> None:
        """A new one."""
        self.post_message(self.StartWanted(self._slug))

    def action_leave(self) -> None:
        """Back."""
        close(self, None)

    def _row(self, place: int, marked: int) -> Content:
        assert self._mentorship is not None
        people = in_order(self._mentorship)
        ids = [member.id for member in people]
        return home_view.session_row(
            self._sessions[place], ids, people[0].zone, self._mentorships.now(), width=self._width, selected=place == marked
        )


def _columns(mentorship: Mentorship, width: int) -> Content:
    people = in_order(mentorship)
    names = " : ".join(fitted(member.name, 12).plain for member in people) if len(people) <= 3 and mentorship.show_figures else ""
    figures = names if width >= 54 else ""
    return Content.assemble("  ", apart(words(" No  began", "$quiet"), words(figures, "$quiet"), width - 3))


def _invitation(mentorship: Mentorship, now: int, width: int) -> Content:
    people = in_order(mentorship)
    lines = [Content("Here stands every session once it is finished: when, what kind, how long, who had the floor.")]
    if mentorship.next_date is not None and mentorship.next_date > now:
        mine, theirs = people[0].zone, people[-1].zone
        starts = moment_line(moment(mentorship.next_date), mine, theirs, local(now, mine).date())
        lines.append(words(f"Next {starts}"))
    example = apart(words("  14  Thu 12 Nov  regular session"), words("58 min        41 : 59", "$quiet"), min(66, width))
    key = Content.styled("s", "$accent bold")
    return Content("\n").join(
        [*lines, Content(""), example, Content(""), Content.assemble("Press ", key, " to start the first.")]
    )
