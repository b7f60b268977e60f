"""Live: who has the floor, what is next, how long is left, and that it is saved. A key is one call to the session."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Key, Paste
from textual.message import Message
from textual.screen import Screen

from mentortui.core.capture import SIGNS, completions
from mentortui.core.commands import Refused
from mentortui.screens import live_view as view
from mentortui.screens.closing import close, stands
from mentortui.screens.live_bindings import LIVE
from mentortui.screens.live_forms import LiveForms
from mentortui.screens.live_keys import LiveKeys
from mentortui.screens.live_more import Beside, LookUp, nothing_before
from mentortui.screens.live_saving import LiveSaving
from mentortui.screens.strip import FloorStrip, Otherwise, nothing_else
from mentortui.screens.wanted import FeedbackWanted
from mentortui.services.charter import CallDropped
from mentortui.services.drafts import Kept
from mentortui.services.live import LiveSession
from mentortui.services.rescue import Rescue
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.agenda_list import AgendaList
from mentortui.widgets.capture_line import CaptureLine
from mentortui.widgets.captures_list import CapturesList
from mentortui.widgets.floor_panel import FloorPanel
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.now_panel import NowPanel
from mentortui.widgets.question_line import QuestionLine
from mentortui.widgets.share_bar import ShareBar

OPENING_SIGNS = SIGNS.replace("?", "")
"""Signs that open the capture line; `?` shows all keys."""
FIGURES_EVERY = 10_000_000
"""Microseconds between two looks at the shares while nothing happens."""
SAID_FOR = 6.0
"""Seconds that what was just done stays in words."""
OUTSIDE_EVERY = 0.08
"""Seconds between two looks into the inbox."""


class LiveScreen(Screen[None]):
    """Runs until the session is finished or left; says so by `Ended`."""

    CSS_PATH = stylesheet("live")
    HORIZONTAL_BREAKPOINTS = [(0, "-strip"), (76, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-line"), (5, "-flat"), (12, "-low"), (20, "-short"), (24, "-tall"), (34, "-high")]
    BINDINGS = list(LIVE)

    @dataclass
    class Ended(Message):
        """The session is finished; `again`: the next one starts at once."""

        again: bool

    def __init__(
        self,
        live: LiveSession,
        drafts: Kept,
        *,
        row: str,
        outside: Callable[[], bool] = lambda: False,
        otherwise: Otherwise = nothing_else,
        last_time: LookUp = nothing_before,
        rescue: Rescue | None = None,
        dropped: Callable[[], CallDropped] = CallDropped,
        copy: Callable[[str], str] = lambda text: "",
    ) -> None:
        """`row`: what the ten number keys are called on this keyboard. `outside`: takes up what taps sent; True if anything.
        `otherwise`: what keys do that a form over Live has no use for. `last_time`: asks the store what was agreed then.
        `rescue`: saves it elsewhere. `dropped`: asks the store what to do when the call drops. `copy`: to the clipboard."""
        super().__init__()
        self._live = live
        self._drafts = drafts
        self._row = row
        self._outside = outside
        self._otherwise = otherwise
        self._last_time = last_time
        self._saving = LiveSaving(live, rescue)
        self._ask_dropped = dropped
        self._dropped = CallDropped()
        self._copy = copy
        self._draft = f"{live.session.started.session} capture"
        self._lines: list[str] = []
        self._figures_at = live.now
        self._said = ""
        self._over = False
        self._leaving = False
        self._keys: LiveKeys | None = None

    def compose(self) -> ComposeResult:
        """Top to bottom as the eye goes: where, now and floor, agenda and captures, the question, the line, the keys."""
        yield HeaderLine()
        yield FloorStrip(self.strip_line)
        with Vertical(id="body"):
            with Horizontal(id="upper"):
                yield NowPanel()
                yield FloorPanel()
            with Horizontal(id="lower"):
                yield AgendaList()
                yield CapturesList()
        yield QuestionLine()
        yield CaptureLine()
        yield KeyLine()

    @cached_property
    def forms(self) -> LiveForms:
        """What is asked over the session; a key may want it before the screen has come up."""
        return LiveForms(
            self.app,
            self._live,
            self._drafts,
            self.strip_line,
            row=self._row,
            say=self.say,
            otherwise=self._otherwise,
            dropped=lambda: self._dropped,
            copy=self._copy,
        )

    @cached_property
    def beside(self) -> Beside:
        """What is looked up over the session."""
        return Beside(self.app, self._live, self.strip_line, say=self.say, otherwise=self._otherwise)

    def on_mount(self) -> None:
        """Follows the session from now on."""
        if not self._stands:
            return
        line = self.query_one(CaptureLine)
        line.preview, line.complete, line.catch = self._live.captures.preview, self._live.captures.complete, self._catch
        line.suggestions = lambda text, cursor: completions(text, cursor, self._live.captures.reader())
        line.text = self._drafts.get(self._draft)
        self._live.changed = self._happened
        self._live.busy = self._busy
        self.query_one(HeaderLine).test_clock = self._live.clock.test
        self._keys = LiveKeys(self, self._row)
        line.opened_by = self.keys("live.capture")
        self.follow()
        self.set_interval(1, self.tick)
        self.set_interval(OUTSIDE_EVERY, self._outside)
        if self._live.session.open_gaps and not self._live.whose:
            self.call_after_refresh(self.action_form, "gap")
        self._know_dropped()

    @work(exclusive=True, group="dropped")
    async def _know_dropped(self) -> None:
        """Known before it is needed: its key waits for no disk."""
        with suppress(StoreError):
            self._dropped = await asyncio.to_thread(self._ask_dropped)

    def on_screen_resume(self) -> None:
        """After a form."""
        if self._leaving:
            self.leave()
        self._know_dropped()
        self.follow()

    def on_resize(self) -> None:
        """What fits is shown."""
        self.call_after_refresh(self.follow)

    def tick(self) -> None:
        """Time went on."""
        if not self._over:
            self._live.tick()
            self.follow()
            self.saved()  # of a disk that only hangs the writer has no news

    def go_on(self) -> None:
        """The session is not over after all."""
        self._over = False
        self.follow()

    def leave(self) -> None:
        """For good: at once, or as soon as it is on top, where something stands over it."""
        self._leaving = True
        close(self, None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the result is being stored no key of this screen does anything."""
        return not self._over and super().check_action(action, parameters)

    def follow(self) -> None:
        """Shows what is. Widgets repaint only what can be seen to have changed."""
        if not self._stands:
            return
        live = self._live
        plan = live.agenda.plan()
        if not 0 <= live.now - self._figures_at < FIGURES_EVERY:
            self._figures_at = live.now
        header = self.query_one(HeaderLine)
        header.pieces, header.clocks = view.header(live), view.clocks(live)
        self.query_one(NowPanel).view = view.now_view(live, plan, key=self.keys)
        self.query_one(FloorPanel).view = view.floor_view(live, self._figures_at, self._row, key=self.keys)
        self.query_one(AgendaList).view = view.agenda_view(live.session, plan, key=self.keys)
        self.query_one(CapturesList).view = view.captures_view(live, key=self.keys)
        line = self.query_one(QuestionLine)
        asked = view.question(live, plan, self._row, key=self.keys)
        line.question, line.answers = (self._said, ()) if self._said else asked
        line.shorter = live.prompts.lines[1:] if not self._said and live.prompts.lines[:1] == asked[:1] else ()
        self._show_keys()

    @property
    def keys(self) -> LiveKeys:
        """Those that work now, by what they do."""
        if self._keys is None:
            self._keys = LiveKeys(self, self._row)
        return self._keys

    def _show_keys(self) -> None:
        """Below: what the next key does. While one types, the keys of the line."""
        typing = self.query_one(CaptureLine).opened
        line = self.query_one(KeyLine)
        line.keys, line.shorter, line.last = self.keys.footer(two=self._live.floor.two_here, whose=self._live.whose, typing=typing)
        if self._saving.asking:
            line.keys = line.shorter = (("enter", "saves there"),)
            line.last = ("esc", "back")
        self.query_one(HeaderLine).saved = self._save_state()

    @property
    def _stands(self) -> bool:
        """Whether the screen is whole: keys come also while it is only just coming up, or going."""
        return all(stands(self, part) for part in (HeaderLine, CaptureLine, KeyLine))

    def saved(self) -> None:
        """The writer's news."""
        if not self._stands:
            return
        state = self.query_one(HeaderLine).saved = self._save_state()
        if said := self._saving.take_news(state, self.keys):
            self.say(said)

    def _save_state(self) -> SaveState:
        return self._saving.state(self.keys, away=self._typing or not self.is_active)

    @property
    def _typing(self) -> bool:
        return self._stands and self.query_one(CaptureLine).opened

    @property
    def rescues(self) -> bool:
        """Whether the session can be saved elsewhere, and has to be."""
        return self._saving.rescues

    def ends(self) -> None:
        """The program ends as soon as what waits is saved: that is said at once, for a disk that refuses is waited for."""
        self._saving.ending = True
        if self._stands:
            self.query_one(HeaderLine).saved = self._save_state()

    def strip_line(self) -> tuple[str, SaveState]:
        """The session in one line, over every form."""
        return view.strip(self._live, self._save_state())

    def say(self, words: str) -> None:
        """What was just done, in the line where questions stand."""
        if words == self._said == "":
            return
        self._said = words
        self.follow()
        self.set_timer(SAID_FOR, lambda: self._unsay(words))

    def type_sign(self, sign: str) -> None:
        """Opens the capture line with that sign typed, where something can be caught."""
        if not self._stands:
            return
        if self._live.whose:
            self.say(self._live.not_ours)
            return
        line = self.query_one(CaptureLine)
        if sign and line.text:
            self._lines.append(line.text)
            line.clear()
            self.say("What was half typed is kept: ↑ on an empty line brings it back")
        line.history = tuple(self._lines)
        self.add_class("-typing")
        line.open(sign)
        self._show_keys()

    def take_text(self) -> str | None:
        """What is being typed, while it is being typed; the line closes. For the cover."""
        if not self._stands:
            return None
        line = self.query_one(CaptureLine)
        if not line.opened:
            return None
        line.close()
        self._line_closed()
        return line.text

    def keep_text(self, text: str) -> None:
        """The draft, while it is typed elsewhere."""
        self._drafts.put(self._draft, text)

    def give_text(self, text: str | None) -> None:
        """Typing goes on where it was taken."""
        if text is not None:
            self.query_one(CaptureLine).text = text
            self._drafts.put(self._draft, text)
            self.type_sign("")

    # what keys and clicks do

    def on_key(self, event: Key) -> None:
        """A sign opens the capture line, unless it is a number key of this keyboard: who speaks comes first. Keys that come
        faster than the line gets the focus are the line's all the same."""
        if self._over or not self._stands:
            return
        sign, line = event.character, self.query_one(CaptureLine)
        if line.opened:
            line.on_key(event)
            return
        if self.keys.has("live.capture", event.key):
            event.stop()
            self.type_sign("")
            return
        if self._live.whose and sign and sign in f"{self._row}0123456789gb":
            self.say(self._live.not_ours)
        elif sign and sign in OPENING_SIGNS and sign not in self._row and not line.opened:
            event.stop()
            self.type_sign(sign)

    def on_paste(self, event: Paste) -> None:
        """Waits in the capture line, so that neither it is lost nor what was typed while the terminal stood still and now comes
        at once. The line stays closed: the next key may be one of the floor."""
        event.stop()
        if self._over or not self._stands or not event.text.strip():
            return
        if self._live.whose:
            self.say(self._live.not_ours)
            return
        line = self.query_one(CaptureLine)
        line.on_paste(event)
        if not line.opened:
            self.say(f"What was pasted is in the capture line: {self.keys('live.capture')} opens it")

    def action_capture(self) -> None:
        """Opens the capture line."""
        self.type_sign("")

    def action_go_on(self, leaving: str) -> None:
        """The next item."""
        self._do(lambda: self._live.agenda.go_on("open" if leaving == "open" else "finished"))

    def action_go_back(self) -> None:
        """The item before."""
        self._do(self._live.agenda.go_back)

    def action_last_item(self) -> None:
        """Takeaways and the next date."""
        self._do(self._live.agenda.go_to_last)

    def action_minutes(self, minutes: int) -> None:
        """More or fewer for this item."""
        self._do(lambda: self._live.agenda.more_minutes(minutes))

    def action_pause(self) -> None:
        """Pause or resume."""
        self._do(self._live.floor.pause)

    def action_nudge(self, seconds: int) -> None:
        """The last change of floor, earlier or later."""
        self._do(lambda: self._live.floor.nudge(seconds))

    def action_open_question(self) -> None:
        """From the bank, for what is under way."""
        self.beside.question(self.keys("live.question"))

    @work(exclusive=True)
    async def action_last_time(self) -> None:
        """Asked of the store off the interface's thread."""
        try:
            found = await asyncio.to_thread(self._last_time)
        except StoreError as error:
            self.say(str(error))
            return
        if self.is_current:
            self.beside.last_time(self.keys("live.last_time"), found)

    def action_why(self) -> None:
        """How the figures come about."""
        self.beside.why(self.keys("live.why"))

    async def action_timeline(self) -> None:
        """The turns, to be mended while the session goes on."""
        await self.app.run_action("timeline")

    def action_send_away(self) -> None:
        """Nothing, while no prompt stands."""
        if self._live.prompts.lines:
            self._do(self._live.prompts.send_away)
        elif self._live.prompts.first_question:
            self._live.prompts.send_first_question_away()
            self.follow()

    def action_figures(self) -> None:
        """Hidden or shown."""
        self._do(self._live.show_figures)

    def action_silence(self) -> None:
        """No more questions, or again."""
        self._do(self._live.prompts.silence)

    @work(exclusive=True, group="elsewhere")
    async def action_elsewhere(self) -> None:
        """Asks for a folder, and proposes the first that takes something as soon as it is found."""
        try:
            rescue = self._saving.asks()
        except Refused as error:
            self.say(str(error))
            return
        asked = self.forms.elsewhere(lambda typed: rescue.elsewhere(self._live, typed), self._asked_elsewhere)
        self.follow()
        asked.propose(await asyncio.to_thread(rescue.proposal))

    def _asked_elsewhere(self) -> None:
        self._saving.asking = False
        self.follow()
        self.saved()

    def action_undo(self) -> None:
        """Says what it takes back."""
        self._do(self._live.undo)

    def action_redo(self) -> None:
        """Says what it does again; that can be the end of the session."""
        self._do(self._live.redo)
        if self._live.session.finished:
            self._end(again=False)

    def action_form(self, name: str) -> None:
        """One of the forms over Live."""
        try:
            getattr(self.forms, name)()
        except Refused as error:
            self.say(str(error))

    def action_feedback(self) -> None:
        """Over the session, as its events."""
        if self._live.whose:
            self.say(self._live.not_ours)
        else:
            self.post_message(FeedbackWanted(self._live.slug))

    def action_finish(self) -> None:
        """Asks, then ends it."""
        if self._live.whose:
            close(self, None)
            return
        if not self._stands:
            return
        line = self.query_one(CaptureLine)
        if line.text.strip():
            self.type_sign("")
            self.say(f"Still typed: enter saves it, ctrl+u empties it. Then {self.keys('live.finish')}.")
            return
        try:
            self.forms.finish(self._finish)
        except Refused as error:
            self.say(str(error))

    def on_capture_line_changed(self, event: CaptureLine.Changed) -> None:
        """A draft is kept: what stands there now, which may have been caught since."""
        self._drafts.put(self._draft, self.query_one(CaptureLine).text if self._stands else event.text)

    def _catch(self, text: str, literal: bool) -> bool:
        try:
            self._live.captures.catch(text, literal)
        except Refused as error:
            self.say(str(error))
            return False
        if not literal:
            self._lines.append(text)
        self._drafts.put(self._draft, "")
        return True

    def on_capture_line_closed(self) -> None:
        """The draft stays."""
        self._line_closed()

    def _line_closed(self) -> None:
        self.remove_class("-typing")
        if self._stands:
            self._show_keys()

    def on_capture_line_wanted(self) -> None:
        """Clicked."""
        self.type_sign("")

    def on_captures_list_chosen(self, event: CapturesList.Chosen) -> None:
        """A click on a capture opens the list of them."""
        self.action_form("captures")

    async def on_share_bar_asked(self, event: ShareBar.Asked) -> None:
        """A click on a bar gives the floor."""
        await self.app.run_action(f"app.floor({self._row.find(event.key) + 1})")

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on a key is that key."""
        if key := self.keys.pressed(event.key):
            self.app.simulate_key(key)

    def _busy(self) -> bool:
        """Whether no prompt may come now: something is typed, something else stands over Live, something is asked, or there is
        no row for it."""
        if not self._stands or not self.is_current or self.has_class("-line") or self.query_one(CaptureLine).opened:
            return True
        return bool(view.question(self._live, self._live.agenda.plan(), self._row, key=self.keys)[0])

    def _do(self, deed: Callable[[], object]) -> None:
        try:
            done = deed()
        except Refused as error:
            self.say(str(error))
            return
        self.say(done if isinstance(done, str) else self._live.said_last())

    def _finish(self, how: str) -> None:
        try:
            self._live.finish(at_last_sign=how == "e")
        except Refused as error:
            self.say(str(error))
            return
        self._end(again=how == "s")

    def _end(self, *, again: bool) -> None:
        self._over = True
        self.post_message(self.Ended(again))

    def _happened(self) -> None:
        self._figures_at = self._live.now
        self._said = ""
        if self.is_mounted:
            self.follow()

    def _unsay(self, words: str) -> None:
        if self._said == words:
            self._said = ""
            self.follow()
