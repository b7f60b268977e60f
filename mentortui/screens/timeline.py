"""Timeline: the floor of a session, live or past, to be walked, mended and replayed."""

import asyncio
from collections.abc import Callable
from functools import cached_property

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from mentortui.core.durations import SECOND
from mentortui.core.mending import Stretch
from mentortui.core.number_row import PLAIN
from mentortui.core.refused import Refused
from mentortui.core.session import Session
from mentortui.screens import again
from mentortui.screens import timeline_view as view
from mentortui.screens.closing import close, stands
from mentortui.screens.pressing import press
from mentortui.screens.replay import Replay
from mentortui.screens.strip import FloorStrip, Otherwise, StripLine, nothing_else
from mentortui.screens.timeline_asks import TimelineAsks
from mentortui.screens.timeline_keys import KEYS, SHORTER, TIMELINE
from mentortui.services.timeline import Timeline
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.said_line import SaidLine
from mentortui.widgets.text import words
from mentortui.widgets.turn_list import TurnList, TurnRow
from mentortui.widgets.turn_strip import StripView, TurnStrip

replace = msgspec.structs.replace
FRAME = 1 / 15
"""Seconds between two pictures of the replay."""
AROUND, LEAST_LIST = 14, 6
"""Rows that are neither lanes nor list, and how many the list has before all people share one lane."""


class TimelineScreen(Screen[None]):
    """Dismissed by escape."""

    CSS_PATH = stylesheet("timeline")
    HORIZONTAL_BREAKPOINTS = [(0, "-strip"), (76, "-narrow"), (104, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (11, "-low"), (16, "-tall")]
    BINDINGS = list(TIMELINE)

    def __init__(
        self,
        timeline: Timeline,
        *,
        row: str = PLAIN,
        strip: StripLine | None = None,
        otherwise: Otherwise = nothing_else,
    ) -> None:
        """`row`: what the number keys of this keyboard send. Over a session under way, `strip` is its one line and `otherwise`
        what the keys of its floor do over a form."""
        super().__init__()
        self._timeline = timeline
        self._row = row
        self._strip = strip
        self._otherwise = otherwise
        self._facts: tuple[Session, int, tuple[tuple[Stretch, ...], StripView, tuple[TurnRow, ...]]] | None = None
        self._at = 0
        self._replay = Replay(timeline.seconds)
        self._frames: Timer | None = None
        self._said: tuple[str, bool] = ("", False)
        self._trouble = ""
        self._warned = False
        self._storing = asyncio.Lock()
        self._retry = again.Retry(self, self.store)

    def compose(self) -> ComposeResult:
        """The strip, the totals, the list and the marked one."""
        yield HeaderLine()
        yield FloorStrip(self._strip)
        with Vertical(id="whole"):
            yield TurnStrip()
        yield Static("", id="totals", markup=False)
        with Horizontal(id="lower"):
            with Vertical(id="list"):
                yield TurnList()
            yield Static("", id="here", markup=False)
        yield Static("", id="empty", markup=False)
        yield SaidLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Of a session under way the newest stretch is marked, else the first."""
        found = self._timeline.stretches()
        if found and found[-1].open:
            self._at = found[-1].start
        if not stands(self, KeyLine):
            return
        line = self.query_one(KeyLine)
        line.keys, line.shorter = KEYS, SHORTER
        self.follow()
        self.set_interval(1, self.tick)

    def on_resize(self) -> None:
        """What fits is shown."""
        self.call_after_refresh(self.follow)

    def on_screen_resume(self) -> None:
        """After a question."""
        self.follow()

    def tick(self) -> None:
        """A session under way goes on."""
        if not self._timeline.session.finished and not self._replay.running:
            self.follow()

    def follow(self) -> None:
        """Shows what is."""
        if not stands(self, KeyLine):
            return
        timeline, session = self._timeline, self._timeline.session
        found, whole, rows = self._drawn_of()
        place = self._place(found)
        here = found[place] if found else None
        header = self.query_one(HeaderLine)
        header.pieces = view.title(timeline)
        header.saved = self._saved() if self._strip is None else SaveState("none")  # the strip above says it
        bare = not session.changes or (bool(timeline.closed) and session.finished)
        self.set_class(bare, "-bare")
        self.query_one("#empty", Static).update(view.invitation(timeline) if bare else Content(""))
        strip = self.query_one(TurnStrip)
        strip.view = replace(whole, selected=(here.start, here.end) if here else None, cursor=self._replay.cursor)
        strip.dense = self.size.height - strip.lanes - AROUND < LEAST_LIST
        listed = self.query_one(TurnList)
        listed.marked, listed.rows = place, rows
        frame = self.query_one("#list")
        frame.border_title, frame.border_subtitle = Content("Stretches"), words(f"{place + 1} of {len(found):,}" if found else "")
        self.query_one("#whole").border_title = words(view.whole_title(timeline))
        self.query_one("#totals", Static).update(view.totals_in(timeline, self._replay.cursor, self.size, keys=strip.dense))
        panel = self.query_one("#here", Static)
        panel.border_title = Content("This stretch")
        panel.update(view.about(timeline, here, 40))
        said, trouble = self._said
        if not said and self._replay.cursor is not None:
            said = view.playing(timeline, here, self._replay.cursor, running=self._replay.running)
        self.query_one(SaidLine).say(said, trouble=trouble)

    def _drawn_of(self) -> tuple[tuple[Stretch, ...], StripView, tuple[TurnRow, ...]]:
        """What depends on the facts alone: made once, however often a replay draws it."""
        timeline = self._timeline
        session, now = timeline.session, timeline.now
        if self._facts is None or self._facts[0] is not session or self._facts[1] != now:
            found = timeline.stretches()
            self._facts = (session, now, (found, view.strip(timeline, found), view.rows(timeline, found)))
        return self._facts[2]

    # walking

    def action_walk(self, by: int) -> None:
        """To another stretch; a replay jumps there and goes on."""
        found = self._timeline.stretches()
        if not found:
            return
        self._mark(found, max(0, min(self._place(found) + by, len(found) - 1)))

    def action_page(self, by: int) -> None:
        """A list of them further."""
        if stands(self, KeyLine):
            self.action_walk(by * self.query_one(TurnList).page)

    def on_turn_list_chosen(self, event: TurnList.Chosen) -> None:
        """Clicked."""
        self._mark(self._timeline.stretches(), event.place)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, event.sent)

    def _mark(self, found: tuple[Stretch, ...], place: int) -> None:
        if not found:
            return
        self._at = found[min(place, len(found) - 1)].start
        if self._replay.running:
            self._replay.jump(self._at)
        else:
            self._replay.leave()
        self._say("")

    def _place(self, found: tuple[Stretch, ...]) -> int:
        return next((place for place, one in enumerate(found) if one.start <= self._at < one.end), max(0, len(found) - 1))

    def _here(self) -> Stretch:
        found = self._timeline.stretches()
        if not found:
            raise Refused("Nobody has had the floor yet: there is nothing to mend.")
        return found[self._place(found)]

    # mending

    @cached_property
    def asks(self) -> TimelineAsks:
        """What is asked over the strip."""
        return TimelineAsks(
            self.app,
            self._timeline,
            row=self._row,
            strip=self._strip,
            otherwise=self._otherwise,
            done=self._done,
            refused=lambda words: self._say(words, trouble=True),
        )

    def action_reassign(self) -> None:
        """Asks whose it was."""
        self._try(lambda: self.asks.whose(self._here()))

    def action_unsure(self) -> None:
        """Nobody knows any more."""
        self._try(lambda: self._done(self._timeline.reassign(self._here().start, "?"), self._at))

    def action_split(self) -> None:
        """Where the replay stopped, else in the middle, or at a typed time."""
        self._try(lambda: self.asks.split(self._here(), self._replay.cursor))

    def action_move(self, seconds: int) -> None:
        """The marked stretch began so much later."""

        def move() -> None:
            start = self._here().start
            self.asks.move(start, start + seconds * SECOND)

        self._try(move)

    def action_began(self) -> None:
        """At a typed time."""
        self._try(lambda: self.asks.began(self._here()))

    def action_name(self) -> None:
        """What to call whose stretch it is."""
        self._try(lambda: self.asks.name(self._here()))

    def action_away(self) -> None:
        """Asks whose the time was while the machine slept."""
        self._try(lambda: self.asks.away(self._at))

    def action_undo(self) -> None:
        """Says what it takes back."""
        self._try(lambda: self._done(self._timeline.undo(), self._at))

    def action_redo(self) -> None:
        """Says what it does again."""
        self._try(lambda: self._done(self._timeline.redo(), self._at))

    def _try(self, deed: Callable[[], None]) -> None:
        """What is asked or done stops the replay."""
        self._replay.stop()
        try:
            if self._timeline.closed:
                raise Refused(self._timeline.closed)
            deed()
        except Refused as error:
            self._say(str(error), trouble=True)

    def _done(self, said: str, at: int) -> None:
        self._replay.leave()
        self._at, self._warned = at, False
        self._say(said)
        self.store()

    # replaying

    def action_replay(self) -> None:
        """From where the replay stood, else from the beginning; pressed again it stops."""
        if self._replay.running:
            self._replay.stop()
            self.follow()
        elif not self._until:
            self._say("There is nothing to replay yet.", trouble=True)
        else:
            self._replay.begin(self._until)
            self._say("")
            if self._frames is None:
                self._frames = self.set_interval(FRAME, self.frame)

    def frame(self) -> None:
        """The session as it was at this moment of the replay."""
        if not self._replay.running:
            if self._frames is not None:
                self._frames.stop()
                self._frames = None
            return
        self._replay.move(self._until)
        self._at = min(self._replay.cursor or 0, self._until - 1)
        self.follow()

    @property
    def _until(self) -> int:
        return self._timeline.session.active(self._timeline.now)

    # what is shown and saved

    @work
    async def store(self) -> None:
        """Saves, again and again until the disk takes it."""
        async with self._storing:
            try:
                await asyncio.to_thread(self._timeline.save)
            except StoreError as error:
                self._trouble = error.reason or "it could not be written"
                self._say(str(error), trouble=True)
                self._retry.later()
                return
            self._trouble = ""
            self.follow()

    def _saved(self) -> SaveState:
        saved = self._timeline.saved
        trouble = self._trouble or saved.trouble
        if not saved.waiting:
            return SaveState("saved")
        return SaveState("not saved", trouble, saved.waiting) if trouble else SaveState("saving")

    def action_leave(self) -> None:
        """Back. What is not saved is told once."""
        if self._timeline.session.finished and self._timeline.saved.waiting and not self._warned:
            self._warned = True
            self._say("The last change is not saved yet. Press it again to leave all the same.", trouble=True)
            return
        self._replay.stop()
        close(self, None)

    def _say(self, text: str, trouble: bool = False) -> None:
        self._said = (text, trouble)
        self.follow()
