"""Textual's driver of a terminal, where that one would freeze, spin, or leave the terminal as nobody can use it."""

import asyncio
import os
import select
import signal
import sys
import termios
import time
import tty
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from textual.app import App
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size

from mentortui.incoming import Incoming
from mentortui.terminal import RESTORED

MORE: Final = 0.01
"""Seconds in which the rest of what was pasted follows its beginning."""
FEW, MANY = 8, 4096
"""Bytes: nobody types so many at once; so many are dealt with before more are read."""
TOLD_WITHIN: Final = 0.25
"""Seconds after a stop in which it is known that somebody went on with the program."""
STUCK: Final = 0.5
"""Seconds between two looks whether a terminal that takes nothing still is not to be waited for."""


class Outlet:
    """Where the interface is drawn. A terminal that is no more swallows everything; one that is slow is waited for."""

    def __init__(self, fd: int, encoding: str, gone: Callable[[], None]) -> None:
        self._fd = fd
        self._encoding = encoding
        self._gone = gone
        self._parts: list[str] = []

    def fileno(self) -> int:
        return self._fd

    def write(self, text: str) -> int:
        self._parts.append(text)
        if len(self._parts) > 16:
            self.flush()
        return len(text)

    def flush(self) -> None:
        rest = memoryview("".join(self._parts).encode(self._encoding, "replace"))
        self._parts.clear()
        while rest:
            try:
                rest = rest[os.write(self._fd, rest) :]
            except BlockingIOError:  # whoever shares this terminal has told it not to wait
                select.select([], [self._fd], [], STUCK)
            except OSError:
                self._gone()
                return


def encoding_of(stream: Any) -> str:
    """That of a terminal: as it is said, but for those in which a terminal's own commands would be other bytes."""
    said = getattr(stream, "encoding", None) or "utf-8"
    try:
        return said if "\x1b[0m".encode(said) == b"\x1b[0m" else "utf-8"
    except (LookupError, UnicodeError):
        return "utf-8"


class Driver(LinuxDriver):
    """Its signals wait for the interface's thread: Textual writes from within the handler, and waits for ever where the
    signal came in the middle of another write."""

    def __init__(self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.gone: Callable[[], None] = lambda: None
        """Called, from any thread, when the terminal is no longer there."""
        self.failed: Callable[[BaseException], None] = lambda error: None
        """Called, from any thread, when reading it failed."""
        self.ending: Callable[[], bool] = lambda: False
        """Whether a signal came that ends the program."""
        self.before: Callable[[], object] = lambda: None
        """Called before the program stands still: nobody knows for how long."""
        self._encoding = encoding_of(sys.__stderr__)
        self._file = Outlet(2, self._encoding, lambda: self.gone())  # type: ignore[assignment]  # it writes and flushes
        self._away = False
        self._continued = False
        self._before: list[Any] | None = None

    # Ctrl-Z, fg and bg

    def _sigtstp_application(self, *_: object) -> None:
        self._soon(self.stop)

    def _sigcont_application(self, *_: object) -> None:
        self._continued = True
        if not self._away:
            self._soon(self._take_again)

    def _soon(self, deed: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # a signal that comes when the loop is closed already
            self._loop.call_soon_threadsafe(deed)

    def stop(self, *, in_front: bool = True) -> None:
        """The terminal is the shell's, and this program stands still until somebody goes on with it in the foreground. Not
        `in_front`: it is in the background, and by now perhaps no more."""
        if self._away or self._key_thread is None:
            return
        self.before()
        if in_front or self._in_front():
            self.suspend_application_mode()
        else:
            self._let_go()
        self._away = True
        try:
            while not self.ending() and (in_front or not self._in_front()):
                in_front = False
                self._continued = False
                signal.signal(signal.SIGTSTP, signal.SIG_DFL)
                os.kill(os.getpid(), signal.SIGTSTP)
                signal.signal(signal.SIGTSTP, self._sigtstp_application)
                if not self._was_continued():  # there is no shell that could go on with it, so the system did not stop it
                    break
        finally:
            self._away = False
        if self.ending():
            self._away = True  # the terminal is no longer ours: nothing more is done to it
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # or the last sentence would stop it once more
        else:
            self.resume_application_mode()
            self._app.refresh(layout=True)

    def _was_continued(self) -> bool:
        """The system may tell another thread first, after this one runs again."""
        until = time.monotonic() + TOLD_WITHIN
        while not self._continued and time.monotonic() < until:
            time.sleep(0.002)
        return self._continued

    def _let_go(self) -> None:
        """Of a terminal that is another's: setting it from the background would stop this program where no signal ends it."""
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self.exit_event.set()
        if self._key_thread is not None:
            self._key_thread.join()
        self.exit_event.clear()
        self.close()

    def _take_again(self) -> None:
        """After a stop that nobody announced the shell has set the terminal its way; in the background it is another's."""
        if self._away or self.ending() or self._key_thread is None:
            return
        if not self._in_front():
            self.stop(in_front=False)
            return
        self._set_raw()
        self.write("\x1b[?1049h\x1b[?25l\x1b[?1004h\x1b[?2004h\x1b[?7l")
        self._enable_mouse_support()
        self._app.refresh(layout=True)

    def _in_front(self) -> bool:
        try:
            return os.tcgetpgrp(self.fileno) == os.getpgrp()
        except OSError:
            return True

    def _set_raw(self) -> None:
        with suppress(termios.error):
            attributes = termios.tcgetattr(self.fileno)
            attributes[tty.LFLAG] = self._patch_lflag(attributes[tty.LFLAG])
            attributes[tty.IFLAG] = self._patch_iflag(attributes[tty.IFLAG])
            attributes[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, attributes)

    def start_application_mode(self) -> None:
        """As Textual's; how the terminal was is known from now on to whoever ends the program."""
        with suppress(termios.error):
            self._before = termios.tcgetattr(self.fileno)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        signal.signal(signal.SIGWINCH, self._sigwinch)
        self._sigwinch()  # the window may have been resized while it was asked for its size the first time

    def _sigwinch(self, *_: object) -> None:
        """Asked for in the loop, once what came before is told: a handler that asks for the size itself can be interrupted by
        the next signal, whose size would be told before its own, and the program would draw for a window as it was."""
        self._soon(self._tell_size)

    def _tell_size(self) -> None:
        if not self._in_band_window_resize:
            size = Size(*self._get_terminal_size())
            self.send_message(Resize(size, size))

    def restore(self) -> None:
        """The terminal as it was, past everything that may be stuck; from any thread, in the very last moment. Never raises."""
        if self._away or not self._in_front():
            return
        with suppress(OSError, termios.error):
            if self._before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._before)
            if select.select([], [2], [], STUCK)[1]:
                os.write(2, RESTORED)

    def stop_application_mode(self) -> None:
        """As Textual's; nothing while the terminal is the shell's."""
        if not self._away:
            super().stop_application_mode()

    def disable_input(self) -> None:
        """As Textual's; nothing while the terminal is the shell's."""
        if not self._away:
            super().disable_input()

    # what comes in and goes out

    def _get_terminal_size(self) -> tuple[int, int]:
        """As the terminal says: COLUMNS and LINES of a shell know nothing of a window that was resized."""
        try:
            columns, rows = os.get_terminal_size(self.fileno)
        except OSError:
            return super()._get_terminal_size()
        return columns or 80, rows or 24

    def write(self, data: str) -> None:
        """Queued; nothing while the terminal is the shell's."""
        if isinstance(self._writer_thread, WriterThread) and self._writer_thread.is_alive():
            super().write(data)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:
            self.gone()  # it says EIO or EBADF when there is no terminal any more
        except BaseException as error:
            self.failed(error)

    def run_input_thread(self) -> None:
        """Until the program ends, or its terminal does."""
        # In the background the keys are another program's. The system would stop this one for reading them, and then keep this
        # thread, for which `stop` waits, until the next key; where the signal is blocked it says EIO.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTIN})
        incoming = Incoming(self._encoding)
        while not self.exit_event.is_set():
            if select.select([self.fileno], [], [], incoming.patience)[0]:
                in_front = self._in_front()
                try:
                    data = self._read()
                except OSError:
                    if in_front and self._in_front():
                        raise
                    self.exit_event.wait(MORE)
                    continue
                if not data:
                    self.gone()
                    return
                for message in incoming.feed(data):
                    self.process_message(message)
            for message in incoming.tick():
                self.process_message(message)

    def _read(self) -> bytes:
        """What is there; the beginning of something longer is waited for, so that it is known for what it is."""
        data = os.read(self.fileno, 65536)
        while FEW <= len(data) < MANY and select.select([self.fileno], [], [], MORE)[0]:
            more = os.read(self.fileno, 65536)
            if not more:
                break
            data += more
        return data

    def send_message(self, message: Any) -> None:
        """Also while the loop is being closed: then it is not needed."""
        coroutine = self._app._post_message(message)
        try:
            asyncio.run_coroutine_threadsafe(coroutine, loop=self._loop)
        except RuntimeError:
            coroutine.close()
