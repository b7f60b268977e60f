"""A program that ends while it hears, however it ends: what it started ends with it, and the next start hears again by itself."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mentortui.listen.voice_model import installed
from mentortui.services.clock import SystemClock
from mentortui.services.hearing_choices import HearingChoices
from mentortui.store.store import Store
from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal, open_terminal, test_clock
from tests.endtoend.meeting import Desk
from tests.endtoend.terminal import Terminal
from tests.listen.sounds import hiss
from tests.sound.servers import INTO_MICROPHONE, PulseServer, pulse, server_folder

__all__ = ["open_terminal", "pulse", "server_folder", "test_clock"]

pytestmark = pytest.mark.skipif(not installed(), reason="did not run: the model of voice is not installed")
ENDS: dict[str, Callable[[Terminal], object]] = {
    "killed": Terminal.kill,
    "told to": Terminal.terminate,
    "without its terminal": Terminal.hang_up,
    "by its key": lambda terminal: (terminal.press("ctrl+q"), terminal.wait()),
}
GONE_WITHIN = 10.0


def recorders(server: PulseServer) -> list[str]:
    """The programs that record from this server, or look at it, and are none of the test's own."""
    mark = f"XDG_RUNTIME_DIR={server.environment['XDG_RUNTIME_DIR']}".encode()
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (path / "environ").read_bytes().split(b"\0"):
                found.append((path / "comm").read_text().strip())
        except OSError:
            continue  # it has just ended
    return sorted(name for name in found if name in ("parec", "pactl"))


def heard(desk: Desk) -> list[object]:
    """Which channels were heard, one after the other, as the log has it."""
    return [event.get("channels", []) for event in desk.events("hearing_changed")]


@pytest.mark.parametrize("how", ENDS)
def test_nothing_records_once_the_program_is_gone_and_the_next_start_hears_again(
    tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal, pulse: PulseServer, how: str
) -> None:
    pulse.play(hiss(tmp_path / "hiss.raw"), INTO_MICROPHONE)  # a microphone that is on gives more than zeros
    desk = Desk(tmp_path, test_clock, open_terminal)
    desk.known()
    HearingChoices(Store(desk.data), SystemClock()).listen("grace", True)
    env: dict[str, str | None] = {**pulse.environment, "MENTORTUI_TEST_CLOCK": None}
    terminal = desk.live(env=env)
    terminal.wait_for("hearing you · ○")
    terminal.wait_for(lambda screen: heard(desk)[-1:] == [["microphone", "call"]])
    before = len(heard(desk))
    assert recorders(pulse).count("parec") == 2
    ENDS[how](terminal)
    pulse.run("pactl", "list", "short", "clients")  # who follows what the server says hears of it, and finds its reader gone
    until = time.monotonic() + GONE_WITHIN
    while recorders(pulse) and time.monotonic() < until:
        time.sleep(0.05)
    assert recorders(pulse) == []
    again = desk.open(env=env)
    again.wait_for("was not finished")
    again.press("g")
    # On a busy machine it asks first whose the time in between was, over the header: the log says that it hears.
    again.wait_for(lambda screen: heard(desk)[before:][-1:] == [["microphone", "call"]])
    again.press("ctrl+q")
    assert again.wait() == 0
