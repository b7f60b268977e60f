"""What ends the program: a key, a signal, a terminal that went, an error of ours. Each saves first what waits, by `ending`."""

import asyncio
import contextvars
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.await_remove import AwaitRemove
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.driver import Driver as AnyDriver
from textual.events import Event, InputEvent, Paste
from textual.message import Message
from textual.widget import Widget

from mentortui.driver import Driver
from mentortui.ending import ENDS, Ending, Left
from mentortui.screens.going import Removal, cause_of, ends_what_stands, is_of_what_goes
from mentortui.services.desk import Desk
from mentortui.store.log import tell
from mentortui.terminal import TerminalWatch
from mentortui.ways import Ways

if TYPE_CHECKING:
    from mentortui.services.live_hearing import LiveHearing


class EndingApp(Ways):
    """Whatever happens, it ends once, with the terminal as it was and what waits on disk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ending = Ending(desk, lambda: self.live)
        self._terminal_watch = TerminalWatch(self._save_now)
        self._began = False
        self._leaving = False
        self._told_to_end = False
        self._failed = False
        self._loop_here: asyncio.AbstractEventLoop | None = None
        self._task_before: Any = None
        self._leaving_task: asyncio.Future[None] | None = None
        self._around = contextvars.copy_context()

    def get_driver_class(self) -> type[AnyDriver]:
        """Ours."""
        return Driver

    def guard(self) -> None:
        """From now on errors, signals and the terminal are looked after. Called once, by the interface's thread."""
        self._began = True
        self._loop_here, self._around = asyncio.get_running_loop(), contextvars.copy_context()
        if self.is_headless:
            return
        self._task_before = self._loop_here.get_task_factory()
        self._loop_here.set_task_factory(self._make_task)
        self._loop_here.set_exception_handler(self._loop_failed)
        threading.excepthook = self._thread_failed
        if isinstance(self._driver, Driver):
            self._driver.gone = self._terminal_watch.gone
            self._driver.failed = self._failed_elsewhere
            self._driver.ending = lambda: self._told_to_end
            self._driver.before = self._before_it_stands_still
        self._terminal_watch.start()
        for number in ENDS:
            with suppress(ValueError):  # not the main thread
                signal.signal(number, self._signalled)

    def soon(self, deed: Callable[[], object]) -> None:
        """Done by the interface's thread, asked for by any other or by a signal; nothing where the program is ending already."""
        if self._loop_here is not None:
            with suppress(RuntimeError):
                self._loop_here.call_soon_threadsafe(deed, context=self._around)

    # leaving

    async def on_event(self, event: Event) -> None:
        """Once the program ends, no key does anything: what it did would not be saved."""
        if self._leaving and isinstance(event, (InputEvent, Paste)):
            return
        await super().on_event(event)

    async def action_leave(self) -> None:
        """The program ends; a session under way can be gone on with."""
        await self._leave()

    async def action_quit(self) -> None:
        """As Textual calls it."""
        await self._leave()

    async def _leave(self, code: int = 0) -> None:
        """In order, once: what waits is saved, then the session is let go of."""
        if self._leaving:
            return
        self._leaving = True
        self._terminal_watch.must_end(1)
        if self.live is not None and self.live.hearing is not None:
            self._hear_no_more(self.live.hearing)
        self._tell_of_ending()
        left = await asyncio.to_thread(self.ending.save)
        await self.let_go()
        if not self._failed:
            self.exit(left.said or None, return_code=1 if left.lost else code)

    def _hear_no_more(self, hearing: "LiveHearing") -> None:
        """Before it is saved: what was heard is told, and while it is saved nothing more is heard. Whatever fails in that,
        the program ends."""
        try:
            hearing.close()
        except Exception as error:
            tell("not heard", error=error)

    def _tell_of_ending(self) -> None:
        """In the row that says what is saved, while something waits: a disk that refuses is waited for."""
        if self.live is None or self._live_screen is None or not self.live.saved.waiting:
            return
        from mentortui.screens.strip import FloorStrip
        from mentortui.widgets.header_line import HeaderLine

        self._live_screen.saving.ends()
        for strip in self.screen.query(FloorStrip):
            strip.follow()
        for header in self.screen.query(HeaderLine):
            header.saved = self._live_screen.strip_line()[1]

    async def let_go(self) -> None:
        """Of the session under way: this program no longer holds it."""
        live, self.live, self._live_screen = self.live, None, None
        hearing = live.hearing if live is not None else None
        if hearing is not None:
            self._hear_no_more(hearing)
        await asyncio.to_thread(self.desk.close_drafts)
        if live is not None:
            await self.stored(self.desk.let_go, live)
        if hearing is not None:
            await asyncio.to_thread(hearing.wait)

    def action_stand_still(self) -> None:
        """Stopped, and the terminal is the shell's, until somebody goes on with it."""
        if isinstance(self._driver, Driver):
            self._driver.stop()

    def _before_it_stands_still(self) -> None:
        """What records ends, or it would hold whatever comes until somebody goes on with this; and what waits is saved."""
        from mentortui.services.listener import stand_still

        stand_still()
        self.ending.save(0.5)

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        going = super()._prune(*nodes, parent=parent)
        going.__class__ = Removal  # Textual has given it to others already
        return going

    # what fails

    async def _dispatch_message(self, message: Message) -> None:
        """What a screen misses that goes does not end the loop of the program, which would hear no key any more."""
        try:
            await super()._dispatch_message(message)
        except NoMatches as error:
            if not is_of_what_goes(error):
                raise

    def _handle_exception(self, error: BaseException) -> None:
        """An error of ours ends the program in one sentence; the session is in its journal. Tests want to see it whole."""
        if self._began and not self.is_running:
            return  # the screens are being taken apart: what one of them misses meanwhile harms nobody
        if is_of_what_goes(error) and not ends_what_stands(error):
            return
        if self.is_headless:
            super()._handle_exception(error)  # type: ignore[arg-type]  # it takes whatever was raised
            return
        if self._failed:
            return  # what fails on the way out follows from the first one, which is told
        self._failed = self._leaving = True
        self._terminal_watch.must_end(1)
        self.exit(self.ending.failed(cause_of(error)), return_code=1)

    def panic(self, *renderables: Any) -> None:
        """Textual's own way to fail shows a traceback, and with it what somebody wrote."""
        if self.is_headless:
            super().panic(*renderables)
        else:
            self._handle_exception(sys.exc_info()[1] or RuntimeError())

    def ended(self) -> Left:
        """What is to be known once the interface is gone. No signal is in time any more to end the program otherwise."""
        with suppress(ValueError):
            for number in ENDS:
                signal.signal(number, signal.SIG_IGN)
        return self.ending.save()

    def fell(self, error: BaseException) -> str:
        """The sentence for an error that took the interface with it; the terminal is put back, what waits is saved."""
        self._failed = self._leaving = True
        said = self.ending.failed(error)
        self._restore()
        self.ended()
        return said

    def _failed_elsewhere(self, error: BaseException) -> None:
        """In another thread, or in nobody's task: the interface's thread ends the program."""
        self.soon(lambda: self._handle_exception(error))

    def _thread_failed(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self._failed_elsewhere(args.exc_value)

    def _loop_failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException) and not isinstance(error, asyncio.CancelledError):
            self._failed_elsewhere(error)

    def _make_task(self, loop: asyncio.AbstractEventLoop, coroutine: Any, **given: Any) -> Any:
        """Textual's tasks die unseen of what is no Exception, and with them the screen that they moved."""
        if getattr(coroutine, "__name__", "") in ("_process_messages", "_run", "_run_timer"):
            coroutine = self._seen(coroutine)
        if self._task_before is not None:
            return self._task_before(loop, coroutine, **given)
        return asyncio.Task(coroutine, loop=loop, **given)

    async def _seen(self, coroutine: Any) -> Any:
        try:
            return await coroutine
        except (Exception, asyncio.CancelledError, GeneratorExit, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            self._handle_exception(error)

    # the terminal, and signals

    def _save_now(self) -> None:
        """From the thread that saw the terminal go, or that waited long enough."""
        self.ending.save()
        self._restore()

    def _restore(self) -> None:
        if isinstance(self._driver, Driver):
            self._driver.restore()

    def _signalled(self, number: int, frame: object) -> None:
        """Whatever the interface's thread is stuck in, the program ends within a while."""
        tell("signal", name=signal.Signals(number).name)
        self._told_to_end = True
        self._terminal_watch.must_end(1)
        self.soon(lambda: self._end_by(signal.Signals(number)))

    def _end_by(self, number: signal.Signals) -> None:
        if number == signal.SIGHUP and not self._terminal_watch.there:
            self._terminal_watch.gone()
        elif not self._leaving:
            self._leaving_task = asyncio.ensure_future(self._leave(ENDS[number]))
