"""Live: who has the floor, what is next, how long is left, and that it is saved. A key is one call to the session."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from textual import work
from textual.app import ComposeResult
from textual.events import Key, Paste
from textual.message import Message
from textual.screen import Screen

from mentortui.core.commands import Refused
from mentortui.core.heard import by_hearing
from mentortui.screens import live_view as view
from mentortui.screens.closing import close, stands
from mentortui.screens.live_bindings import ACTS, FORMS, LIVE, LOOKED_UP
from mentortui.screens.live_body import LiveBody
from mentortui.screens.live_ending import LiveEnding
from mentortui.screens.live_forms import LiveForms
from mentortui.screens.live_hearing import LiveHearingShown
from mentortui.screens.live_keys import LiveKeys
from mentortui.screens.live_more import Beside, LookUp, nothing_before
from mentortui.screens.live_question import LiveQuestion
from mentortui.screens.live_saving import LiveSaving
from mentortui.screens.live_typing import LiveTyping
from mentortui.screens.pressing import press
from mentortui.screens.strip import FloorStrip, Otherwise, nothing_else
from mentortui.screens.wanted import FeedbackWanted
from mentortui.services.charter import CallDropped
from mentortui.services.drafts import Kept
from mentortui.services.live import LiveSession
from mentortui.services.rescue import Rescue
from mentortui.styles import stylesheet
from mentortui.widgets.capture_line import CaptureLine
from mentortui.widgets.captures_list import CapturesList
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.question_line import QuestionLine
from mentortui.widgets.share_bar import ShareBar

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
        self._ask_dropped = dropped
        self._copy = copy
        self._leaving = False
        self._keys: LiveKeys | None = None
        self._question = LiveQuestion(self, live, row, self.follow)
        self.say = self._question.say
        """What was just done, in the line where questions stand."""
        self._hearing = LiveHearingShown(self, live, self.say)
        self.typing = LiveTyping(self, live, drafts, row=row, say=self.say, shown=self._show_keys)
        self._ending = LiveEnding(self, live, self.typing, say=self.say, ended=lambda again: self.post_message(self.Ended(again)))
        self.saving = LiveSaving(self, live, rescue, keys=lambda: self.keys, say=self.say)

    def compose(self) -> ComposeResult:
        """Top to bottom as the eye goes: where, now and floor, agenda and captures, the question, the line, the keys."""
        yield HeaderLine()
        yield FloorStrip(self.strip_line)
        yield LiveBody(id="body")
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
            dropped=self._ask_dropped,
            copy=self._copy,
        )

    @cached_property
    def beside(self) -> Beside:
        """What is looked up over the session."""
        return Beside(
            self,
            self._live,
            self.strip_line,
            say=self.say,
            key=lambda id: self.keys(id),
            last_time=lambda: self._last_time(),
            otherwise=self._otherwise,
        )

    def on_mount(self) -> None:
        """Follows the session from now on."""
        if not self._stands:
            return
        self._live.changed = self._happened
        self._live.busy = self._busy
        self.query_one(HeaderLine).test_clock = self._live.clock.test
        self._keys = LiveKeys(self, self._row)
        self.typing.begin(self._keys)
        self.query_one(LiveBody).happened(self._live.now)
        self.follow()
        self.set_interval(1, self.tick)
        self.set_interval(OUTSIDE_EVERY, self._outside)
        self._hearing.begin()
        if self._live.session.open_gaps and not self._live.whose:
            self.call_after_refresh(self.action_form, "gap")
        self.run_worker(self.forms.know_dropped(), group="dropped", exclusive=True)

    def on_screen_resume(self) -> None:
        """After a form."""
        if self._leaving:
            self.leave()
        self.run_worker(self.forms.know_dropped(), group="dropped", exclusive=True)
        self.follow()

    def on_resize(self) -> None:
        """What fits is shown."""
        self.call_after_refresh(self.follow)

    def tick(self) -> None:
        """Time went on."""
        if not self._ending.over:
            self._live.tick()
            self.follow()
            self.saving.news()  # of a disk that only hangs the writer has no news

    def go_on(self) -> None:
        """The session is not over after all."""
        self._ending.over = False
        self.follow()

    def leave(self) -> None:
        """For good: at once, or as soon as it is on top, where something stands over it."""
        self._leaving = True
        close(self, None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the result is being stored no key of this screen does anything."""
        return not self._ending.over and super().check_action(action, parameters)

    def follow(self) -> None:
        """Shows what is. Widgets repaint only what can be seen to have changed."""
        if not self._stands:
            return
        live = self._live
        plan = live.agenda.plan()
        header = self.query_one(HeaderLine)
        header.pieces, header.clocks = view.header(live), view.clocks(live)
        self.query_one(LiveBody).follow(live, plan, self._row, self.keys)
        self._question.show(plan, self.keys)
        self._show_keys()

    @property
    def keys(self) -> LiveKeys:
        """Those that work now, by what they do."""
        if self._keys is None:
            self._keys = LiveKeys(self, self._row)
        return self._keys

    def _show_keys(self) -> None:
        """Below: what the next key does. While one types, the keys of the line."""
        if not self._stands:
            return
        typing = self.query_one(CaptureLine).opened
        line = self.query_one(KeyLine)
        line.keys, line.shorter, line.last = self.keys.footer(
            two=self._live.floor.two_here, whose=self._live.whose, typing=typing
        )
        if self.saving.asking:
            line.keys = line.shorter = (("enter", "saves there"),)
            line.last = ("esc", "back")
        self.saving.show()

    @property
    def _stands(self) -> bool:
        """Whether the screen is whole: keys come also while it is only just coming up, or going."""
        return all(stands(self, part) for part in (HeaderLine, CaptureLine, KeyLine))

    def strip_line(self) -> tuple[str, SaveState]:
        """The session in one line, over every form."""
        return view.strip(self._live, self.saving.state, self._hearing.brief)

    # what keys and clicks do

    def on_key(self, event: Key) -> None:
        """A sign opens the capture line."""
        if not self._ending.over:
            self.typing.key(event, self.keys)

    def on_paste(self, event: Paste) -> None:
        """Waits in the capture line."""
        event.stop()
        if not self._ending.over and event.text.strip():
            self.typing.paste(event, self.keys)

    def action_capture(self) -> None:
        """Opens the capture line."""
        self.typing.open()

    def action_act(self, name: str) -> None:
        """A verb of the session; what it did is said."""
        self._do(lambda: ACTS[name](self._live))

    def action_beside(self, name: str) -> None:
        """What is looked up over the session."""
        LOOKED_UP[name](self.beside)

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

    @work(exclusive=True, group="elsewhere")
    async def action_elsewhere(self) -> None:
        """Asks for a folder."""
        await self.saving.ask(self.forms, self.follow)

    def action_redo(self) -> None:
        """Says what it does again; that can be the end of the session."""
        self._do(self._live.redo)
        if self._live.session.finished:
            self._ending.end()

    def action_form(self, name: str) -> None:
        """One of the forms over Live."""
        try:
            FORMS[name](self.forms)
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
        self._ending.ask(self.forms, self.keys("live.finish"))

    def on_capture_line_changed(self, event: CaptureLine.Changed) -> None:
        """A draft is kept: what stands there now, which may have been caught since."""
        self.typing.keep(self.typing.line.text if self._stands else event.text)

    def on_capture_line_closed(self) -> None:
        """The draft stays."""
        self.typing.closed()

    def on_capture_line_wanted(self) -> None:
        """Clicked."""
        self.typing.open()

    def on_captures_list_chosen(self, event: CapturesList.Chosen) -> None:
        """A click on a capture opens the list of them."""
        self.action_form("captures")

    async def on_share_bar_asked(self, event: ShareBar.Asked) -> None:
        """A click on a bar gives the floor."""
        await self.app.run_action(f"app.floor({self._row.find(event.key) + 1})")

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on a key is that key."""
        if key := self.keys.pressed(event.key):
            press(self.app, key)

    def _busy(self) -> bool:
        """Whether no prompt may come now: something is typed, something else stands over Live, something is asked, or there is
        no row for it."""
        if not self._stands or not self.is_current or self.has_class("-line") or self.query_one(CaptureLine).opened:
            return True
        return self._question.asks(self.keys)

    def _do(self, deed: Callable[[], object]) -> None:
        try:
            done = deed()
        except Refused as error:
            self.say(str(error))
            return
        self.say(done if isinstance(done, str) else self._live.said_last())

    def _happened(self) -> None:
        if not by_hearing(self._live.events[-1]):  # who speaks is heard all the time: what was said stays
            self._question.happened()
        if self._stands:
            self.query_one(LiveBody).happened(self._live.now)
            self.follow()
