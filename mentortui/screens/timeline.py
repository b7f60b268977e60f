"""Timeline: the floor of a session, live or past, to be walked, mended and replayed."""

import asyncio
from collections.abc import Callable

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from mentortui.core.commands import Refused
from mentortui.core.durations import clock
from mentortui.core.mending import Stretch
from mentortui.core.number_row import PLAIN
from mentortui.core.session import Session
from mentortui.screens import timeline_view as view
from mentortui.screens.ask import AskScreen
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.closing import close, stands
from mentortui.screens.strip import FloorStrip, Otherwise, StripLine, nothing_else
from mentortui.services.timeline import Timeline
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.text import folded, words
from mentortui.widgets.turn_list import TurnList, TurnRow
from mentortui.widgets.turn_strip import StripView, TurnStrip

replace = msgspec.structs.replace
SECOND = 1_000_000
FRAME = 1 / 15
"""Seconds between two pictures of the replay."""
LONGEST_REPLAY, SHORTEST_REPLAY, SPEED = 60.0, 5.0, 60
"""Seconds, and how many times as fast as it was: 45 minutes take 45 seconds, and no session more than a minute."""
RETRY = 2.0
AROUND, LEAST_LIST = 14, 6
"""Rows that are neither lanes nor list, and how many the list has before all people share one lane."""


class TimelineScreen(Screen[None]):
    """Dismissed by escape."""

    CSS_PATH = stylesheet("timeline")
    HORIZONTAL_BREAKPOINTS = [(0, "-strip"), (76, "-narrow"), (104, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (11, "-low"), (16, "-tall")]
    BINDINGS = [
        Binding("down,j,right", "walk(1)", "Next stretch", id="timeline.next", show=False),
        Binding("up,k,left", "walk(-1)", "Stretch before", id="timeline.before", show=False),
        Binding("pagedown", "page(1)", "A page down", id="timeline.page_down", show=False),
        Binding("pageup", "page(-1)", "A page up", id="timeline.page_up", show=False),
        Binding("home", "walk(-99999)", "First stretch", id="timeline.first", show=False),
        Binding("end", "walk(99999)", "Last stretch", id="timeline.last", show=False),
        Binding("enter,r", "reassign", "Whose it was: a person, nobody, several, unsure", id="timeline.reassign"),
        Binding("s", "split", "Split it in two", id="timeline.split"),
        Binding("comma", "move(-5)", "It began 5 s earlier", id="timeline.earlier"),
        Binding("semicolon", "move(5)", "It began 5 s later", id="timeline.later"),
        Binding("less_than_sign", "move(-1)", "It began 1 s earlier", id="timeline.bit_earlier"),
        Binding("greater_than_sign", "move(1)", "It began 1 s later", id="timeline.bit_later"),
        Binding("t", "began", "It began at a typed time", id="timeline.began"),
        Binding("m", "unsure", "Mark it unsure", id="timeline.unsure"),
        Binding("a", "away", "Whose the time away was", id="timeline.away"),
        Binding("n", "name", "Name whose it was, a guest", id="timeline.name"),
        Binding("space", "replay", "Replay the session in a minute, stop", id="timeline.replay"),
        Binding("u", "undo", "Undo what was mended last", id="timeline.undo"),
        Binding("U", "redo", "Redo", id="timeline.redo"),
        Binding("escape,q", "leave", "Back", id="timeline.leave"),
    ]

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
        self._cursor: int | None = None
        self._since: tuple[float, int] | None = None  # the clock and the cursor when the replay began
        self._frames: Timer | None = None
        self._said: tuple[str, bool] = ("", False)
        self._trouble = ""
        self._warned = False
        self._storing = asyncio.Lock()

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
        yield Static("", id="said", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Of a session under way the newest stretch is marked, else the first."""
        found = self._timeline.stretches()
        if found and found[-1].open:
            self._at = found[-1].start
        if not stands(self, KeyLine):
            return
        line = self.query_one(KeyLine)
        line.keys = (
            ("enter", "whose it was"),
            ("s", "split"),
            (", ;", "began 5 s earlier, later"),
            ("m", "unsure"),
            ("space", "replay"),
            ("u", "undo"),
            ("esc", "back"),
        )
        line.shorter = (("enter", "whose"), ("s", "split"), (", ;", "move"), ("m", "unsure"), ("space", "replay"), ("u", "undo"))
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
        if not self._timeline.session.finished and self._since is None:
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
        self.query_one("#empty", Static).update(self._invitation() if bare else Content(""))
        strip = self.query_one(TurnStrip)
        strip.view = replace(whole, selected=(here.start, here.end) if here else None, cursor=self._cursor)
        strip.dense = self.size.height - strip.lanes - AROUND < LEAST_LIST
        listed = self.query_one(TurnList)
        listed.marked, listed.rows = place, rows
        frame = self.query_one("#list")
        frame.border_title, frame.border_subtitle = Content("Stretches"), words(f"{place + 1} of {len(found):,}" if found else "")
        self.query_one("#whole").border_title = words(self._whole_title())
        self.query_one("#totals", Static).update(self._totals(strip.dense))
        panel = self.query_one("#here", Static)
        panel.border_title = Content("This stretch")
        panel.update(view.about(timeline, here, 40))
        said, trouble = self._playing(here) if self._cursor is not None and not self._said[0] else self._said
        line = self.query_one("#said", Static)
        line.update(words(said))
        line.set_class(trouble, "-trouble")

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
        key = {"?": "question_mark", "esc": "escape", ", ;": "comma"}.get(event.key, event.key)
        self.app.simulate_key(key)

    def _mark(self, found: tuple[Stretch, ...], place: int) -> None:
        if not found:
            return
        self._at = found[min(place, len(found) - 1)].start
        if self._since is not None:
            self._cursor, self._since = self._at, (self._timeline.seconds(), self._at)
        else:
            self._cursor = None
        self._say("")

    def _place(self, found: tuple[Stretch, ...]) -> int:
        return next((place for place, one in enumerate(found) if one.start <= self._at < one.end), max(0, len(found) - 1))

    def _here(self) -> Stretch:
        found = self._timeline.stretches()
        if not found:
            raise Refused("Nobody has had the floor yet: there is nothing to mend.")
        return found[self._place(found)]

    # mending

    def action_reassign(self) -> None:
        """Asks whose it was."""
        self._try(self._ask_whose)

    def _ask_whose(self) -> None:
        self._open()
        here, session = self._here(), self._timeline.session
        people = [(str(person.key), person.name) for person in session.people]
        several = "both at once" if len(people) == 2 else "several at once, not said who"
        more = [("0", "nobody"), ("b", several), ("m", "unsure"), ("n", "a guest who is not listed")]
        rows = [choice for choice in people if self._id_of(choice[0]) not in here.floor.holders] or people
        until = "now" if here.open else clock(session.clock(here.end))
        began = clock(session.clock(here.start) if here.start else 0)

        def chosen(key: str | None) -> None:
            if key == "n":
                self._ask("Who was it?", "a name; the guest gets a number of their own", lambda name: self._guest(here, name))
            elif key is not None:
                answer = {"0": "", "b": "+", "m": "?"}.get(key, self._id_of(key))
                self._do(lambda: self._timeline.reassign(here.start, answer))

        screen = ChooseScreen(
            "Whose was it?",
            [*rows, *(more if here.floor.how != "unsure" else [choice for choice in more if choice[0] != "m"])],
            about=f"From {began} to {until} into the session: {view.whose(here.floor, session)} so far.",
            row=self._row,
            otherwise=self._otherwise,
            strip=self._strip,
        )
        self.app.push_screen(screen, chosen)

    def _guest(self, here: Stretch, name: str) -> None:
        guest = self._timeline.add_guest(name)
        self._do(lambda: self._timeline.reassign(here.start, guest))

    def _id_of(self, key: str) -> str:
        return next((person.id for person in self._timeline.session.people if str(person.key) == key), "")

    def action_unsure(self) -> None:
        """Nobody knows any more."""
        self._do(lambda: self._timeline.reassign(self._here().start, "?"))

    def action_split(self) -> None:
        """Where the replay stopped, else in the middle, or at a typed time."""
        self._try(self._ask_split)

    def _ask_split(self) -> None:
        self._open()
        here, session = self._here(), self._timeline.session
        middle = (here.start + here.end) // 2 // SECOND * SECOND
        cut = self._cursor if self._cursor is not None and here.start < self._cursor < here.end else max(middle, here.start)
        first, last = session.clock(here.start) if here.start else 0, session.clock(here.end)

        def split(text: str) -> None:
            at = self._timeline.read(text)
            if not here.start < at < here.end:
                raise Refused(f"That is not within it: from {clock(first)} to {clock(last)}.")
            self._done(self._timeline.split(at), at)

        hint = f"from {clock(first)} to {clock(last)} into the session, or @14:03 on the clock"
        self._ask("Split it at", hint, split, value=clock(session.clock(cut)))

    def action_move(self, seconds: int) -> None:
        """The marked stretch began so much later."""

        def move() -> str:
            here = self._here()
            return self._moved(here.start, here.start + seconds * SECOND)

        self._do(move)

    def action_began(self) -> None:
        """At a typed time."""
        self._try(self._ask_began)

    def _ask_began(self) -> None:
        self._open()
        here = self._here()
        if here.start <= 0:
            raise Refused("The first stretch begins with the session.")

        def move(text: str) -> None:
            said = self._moved(here.start, self._timeline.read(text))
            self._done(said, self._at)

        value = clock(self._timeline.session.clock(here.start))
        self._ask("It began at", "12:40 into the session, or @14:03 on the clock", move, value=value)

    def _moved(self, boundary: int, to: int) -> str:
        said = self._timeline.move(boundary, to)
        found = self._timeline.stretches()
        self._at = min((one.start for one in found), key=lambda start: abs(start - to), default=0)
        return said

    def action_name(self) -> None:
        """What to call whose stretch it is."""
        self._try(self._ask_name)

    def _ask_name(self) -> None:
        self._open()
        here, session = self._here(), self._timeline.session
        if len(here.floor.holders) != 1:
            raise Refused("This stretch is not one person's: enter says whose it was.")
        person = session.person(here.floor.holders[0])
        assert person is not None
        called = person.name if person.named else ""
        hint = f"so far: {person.name}. Whose shares were agreed for is not changed by a name"
        self._ask("Name", hint, lambda name: self._done(self._timeline.name(person.id, name), self._at), value=called)

    def action_away(self) -> None:
        """Asks whose the time was while the machine slept."""
        self._try(self._ask_away)

    def _ask_away(self) -> None:
        self._open()
        gap, session = self._timeline.away, self._timeline.session
        if gap is None:
            raise Refused("No time away is left out: all of this session is accounted for.")
        choices = [("0", "nobody spoke"), *((str(person.key), f"{person.name} spoke") for person in session.people)]

        def chosen(key: str | None) -> None:
            if key is not None:
                self._do(lambda: self._timeline.fill_away(gap.id, self._id_of(key)))

        began, ended = (self._timeline.local(session.wall(at)) for at in (gap.began, gap.ended))
        about = f"From {began:%H:%M} to {ended:%H:%M}, {clock(gap.ended - gap.began)}, not counted so far."
        screen = ChooseScreen(
            "Whose was the time away?", choices, about=about, row=self._row, otherwise=self._otherwise, strip=self._strip
        )
        self.app.push_screen(screen, chosen)

    def action_undo(self) -> None:
        """Says what it takes back."""
        self._do(self._timeline.undo)

    def action_redo(self) -> None:
        """Says what it does again."""
        self._do(self._timeline.redo)

    def _ask(self, title: str, hint: str, submit: Callable[[str], object], *, value: str = "") -> None:
        self.app.push_screen(AskScreen(title, hint, submit, value=value, strip=self._strip))

    def _open(self) -> None:
        """Raises Refused where nothing can be mended; what is asked stops the replay."""
        if self._timeline.closed:
            raise Refused(self._timeline.closed)
        self._stop()

    def _do(self, deed: Callable[[], str]) -> None:
        def done() -> None:
            self._open()
            said = deed()
            self._done(said, self._at)

        self._try(done)

    def _try(self, deed: Callable[[], None]) -> None:
        try:
            deed()
        except Refused as error:
            self._say(str(error), trouble=True)

    def _done(self, said: str, at: int) -> None:
        self._at, self._cursor, self._warned = at, None, False
        self._say(said)
        self.store()

    # replaying

    def action_replay(self) -> None:
        """From where the replay stood, else from the beginning; pressed again it stops."""
        if self._since is not None:
            self._stop()
            self.follow()
            return
        until = self._until
        if not until:
            self._say("There is nothing to replay yet.", trouble=True)
            return
        begin = self._cursor if self._cursor is not None and self._cursor < until - SECOND else 0
        self._cursor, self._since = begin, (self._timeline.seconds(), begin)
        self._say("")
        self._frames = self.set_interval(FRAME, self.frame)

    def frame(self) -> None:
        """The session as it was at this moment of the replay."""
        if self._since is None:
            return
        then, begin = self._since
        until = self._until
        lasts = max(SHORTEST_REPLAY, min(LONGEST_REPLAY, until / SECOND / SPEED))
        at = begin + round((self._timeline.seconds() - then) / lasts * until)
        self._cursor = min(max(0, at), until)
        self._at = min(self._cursor, until - 1)
        if at >= until:
            self._stop()
        self.follow()

    def _stop(self) -> None:
        self._since = None
        if self._frames is not None:
            self._frames.stop()
            self._frames = None

    @property
    def _until(self) -> int:
        return self._timeline.session.active(self._timeline.now)

    def _playing(self, here: Stretch | None) -> tuple[str, bool]:
        session, cursor = self._timeline.session, self._cursor or 0
        who = view.whose(here.floor, session) if here else "nobody"
        stopped = "" if self._since is not None else " · s splits here, space goes on"
        return f"{'▶' if self._since is not None else '‖'} {clock(session.clock(cursor))} · {who}{stopped}", False

    # what is shown and saved

    @work
    async def store(self) -> None:
        """Saves, again and again until the disk takes it."""
        async with self._storing:
            try:
                await asyncio.to_thread(self._timeline.save)
            except StoreError as error:
                self._trouble = getattr(error, "reason", "") or "it could not be written"
                self._say(str(error), trouble=True)
                self.set_timer(RETRY, self.store)
                return
            self._trouble = ""
            self.follow()

    def _saved(self) -> SaveState:
        saved = self._timeline.saved
        trouble = self._trouble or saved.trouble
        if not saved.waiting:
            return SaveState("saved")
        return SaveState("not saved", trouble, saved.waiting) if trouble else SaveState("saving")

    def _totals(self, keys: bool) -> Content:
        """In as many rows as there is room for. `keys`: with the number of each person, which the strip has for them."""
        most = 1 if self.size.height < 16 else 2 if self.size.height < 24 else 3
        said = view.totals(self._timeline, self._cursor, keys=keys)
        rows = folded(" · ".join(said), max(20, self.size.width - 6))
        cut = [*rows[: most - 1], f"{rows[most - 1]} …"] if len(rows) > most else rows
        return Content("\n").join([words(row) for row in cut])

    def _whole_title(self) -> str:
        timeline = self._timeline
        began, ended = (timeline.local(timeline.session.wall(at)) for at in (0, timeline.now))
        until = f"{ended:%H:%M}" if timeline.session.finished else "now"
        return f"{began:%H:%M} to {until} · {clock(self._until)}"

    def _invitation(self) -> Content:
        key = Content.styled("1", "$accent bold")
        if self._timeline.closed:
            return words(self._timeline.closed)
        if self._timeline.session.finished:
            return Content("Nobody was given the floor in this session. enter says whose all of it was, s splits it first.")
        rows = (
            Content("Here stands who had the floor, stretch by stretch, to be walked and mended:"),
            Content(""),
            words("   0:42  Ada          3:10  keyed", "$quiet"),
            words("   3:52  Grace        1:25  keyed", "$quiet"),
            Content(""),
            Content.assemble(key, " gives the floor to the person on that key; it begins here then."),
        )
        return Content("\n").join(rows)

    def action_leave(self) -> None:
        """Back. What is not saved is told once."""
        if self._timeline.session.finished and self._timeline.saved.waiting and not self._warned:
            self._warned = True
            self._say("The last change is not saved yet. Press it again to leave all the same.", trouble=True)
            return
        self._stop()
        close(self, None)

    def _say(self, text: str, trouble: bool = False) -> None:
        self._said = (text, trouble)
        self.follow()
