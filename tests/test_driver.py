"""The driver of a terminal, on one whose signals come when they come."""

import asyncio
import os
import pty
import signal
from collections.abc import Iterator

import pytest
from textual.app import App
from textual.events import Resize

from mentortui.driver import Driver, Outlet

SIGNALS = (signal.SIGWINCH, signal.SIGTSTP, signal.SIGCONT, signal.SIGTTOU, signal.SIGTTIN)


@pytest.fixture
def terminal() -> Iterator[int]:
    handlers = {number: signal.getsignal(number) for number in SIGNALS}
    master, slave = pty.openpty()
    yield slave
    for fd in (slave, master):
        os.close(fd)
    for number, handler in handlers.items():
        signal.signal(number, handler)


class Resized(Driver):
    """In a window that is resized again between the moment it is asked for its size and the moment it has answered."""

    def __init__(self, app: App[None], terminal: int) -> None:
        super().__init__(app)
        self.fileno = terminal
        self._file = Outlet(terminal, "utf-8", lambda: None)  # type: ignore[assignment]
        self.coming = [(40, 8)]

    def _get_terminal_size(self) -> tuple[int, int]:
        asked = self.window
        if self.coming:
            self.window = self.coming.pop()
            os.kill(os.getpid(), signal.SIGWINCH)
        return asked

    window = (40, 8)


@pytest.mark.parametrize("resized", [[(120, 40)], [(120, 40), (80, 24), (60, 20)]], ids=["once", "again-and-again"])
async def test_the_last_size_told_is_the_last_size_of_the_window(
    terminal: int, resized: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    app: App[None] = App()
    told: list[tuple[int, int]] = []

    async def post(message: object) -> bool:
        if isinstance(message, Resize):
            told.append((message.size.width, message.size.height))
        return True

    monkeypatch.setattr(app, "_post_message", post)
    driver = Resized(app, terminal)
    for at_its_start in (True, False):
        driver.coming = list(resized)
        if at_its_start:
            driver.start_application_mode()
        else:
            os.kill(os.getpid(), signal.SIGWINCH)
        async with asyncio.timeout(20):
            while driver.coming or told[-1:] != [resized[0]]:
                await asyncio.sleep(0.001)
        for _ in range(5):  # whatever was under way is told by now
            await asyncio.sleep(0)
        assert told[-1] == resized[0]
        told.clear()
    driver.stop_application_mode()
