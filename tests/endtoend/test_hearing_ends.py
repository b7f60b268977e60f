"""A program that ends while it hears, however it ends, or stands still: what it started ends with it, and the next start, or who
goes on with it, hears again."""

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from mentortui.listen.voice_model import installed
from mentortui.services.clock import SystemClock
from mentortui.services.hearing_choices import HearingChoices
from mentortui.store.store import Store
from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal, open_terminal, test_clock
from tests.endtoend.meeting import Desk
from tests.endtoend.terminal import Terminal
from tests.endtoend.test_terminal_stop import Shell, state
from tests.listen.sounds import hiss
from tests.sound.servers import INTO_MICROPHONE, PulseServer, pulse, server_folder
from tests.sound.speech import NOT_THERE, RATE, VOICES, there, utterance

__all__ = ["open_terminal", "pulse", "server_folder", "test_clock"]

pytestmark = pytest.mark.skipif(not installed(), reason="did not run: the model of voice is not installed")
ENDS: dict[str, Callable[[Terminal], object]] = {
    "killed": Terminal.kill,
    "told to": Terminal.terminate,
    "without its terminal": Terminal.hang_up,
    "by its key": lambda terminal: (terminal.press("ctrl+q"), terminal.wait()),
}
GONE_WITHIN = 10.0
HANGS_FOR = 5.0
"""Seconds within which nothing records any more where the program stands still and could do nothing before."""
SPEAKS = 4.0
"""Seconds of a voice."""


class Hears(Desk):
    """A desk where Listen is on, in real time, and a sound server."""

    def __init__(self, folder: Path, clock: TestClock, opens: OpenTerminal, server: PulseServer) -> None:
        super().__init__(folder, clock, opens)
        self._server = server
        self.known()
        HearingChoices(Store(self.data), SystemClock()).listen("grace", True)

    @property
    def env(self) -> dict[str, str]:
        return {**super().env, **self._server.environment, "MENTORTUI_TEST_CLOCK": ""}


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
    assert recorders(pulse).count("parec") == 2
    ENDS[how](terminal)
    pulse.run("pactl", "list", "short", "clients")  # who follows what the server says hears of it, and finds its reader gone
    until_none(pulse, GONE_WITHIN)
    again = desk.open(env=env)
    again.wait_for("was not finished")
    again.press("g")
    # On a busy machine it asks first whose the time in between was, over the header: the log says that it hears. Where it was
    # back within the seconds that are no gap, nothing new is to be logged.
    again.wait_for(lambda screen: heard(desk)[-1:] == [["microphone", "call"]] and recorders(pulse).count("parec") == 2)
    again.press("ctrl+q")
    assert again.wait() == 0


@pytest.mark.skipif(not there(), reason=NOT_THERE)
@pytest.mark.skipif(shutil.which("bash") is None, reason="did not run: no shell with job control")
@pytest.mark.parametrize("how", ["by its key", "by a signal that nobody sees"])
def test_while_it_stands_still_nothing_records_and_what_was_said_meanwhile_is_never_heard(
    tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal, pulse: PulseServer, how: str
) -> None:
    pulse.play(hiss(tmp_path / "hiss.raw"), INTO_MICROPHONE)
    desk = Hears(tmp_path, test_clock, open_terminal, pulse)
    shell = Shell(desk, open_terminal)
    shell.open()
    terminal = shell.terminal
    terminal.wait_for(lambda screen: heard(desk)[-1:] == [["microphone", "call"]])
    if how == "by its key":
        terminal.press("ctrl+z")
        terminal.wait_for("Stopped")
        assert recorders(pulse) == [], "it stands still, and something records"
    else:
        os.kill(shell.pid, signal.SIGSTOP)
        until_none(pulse, HANGS_FOR, "parec")  # what only looks at the server holds no sound
    assert state(shell.pid) == "T"
    voice = spoken(tmp_path / "voice.raw")
    pulse.play(voice, INTO_MICROPHONE).wait(timeout=30)
    before = len(heard(desk))
    shell.run("fg")
    terminal.wait_for(lambda screen: heard(desk)[before:][-1:] == [["microphone", "call"]])
    assert recorders(pulse).count("parec") == 2
    time.sleep(2)  # that nothing is told takes as long as it would
    assert by_me(desk) == 0
    pulse.play(voice, INTO_MICROPHONE)
    terminal.wait_for(lambda screen: by_me(desk) == 1)
    terminal.press("ctrl+q")
    terminal.wait_for("goes on with it")
    until_none(pulse, GONE_WITHIN)


def spoken(path: Path) -> Path:
    """A voice, without a pause."""
    samples = utterance(VOICES[0], round(SPEAKS * RATE), np.random.default_rng(8)) * 0.3
    path.write_bytes((np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes())
    return path


def by_me(desk: Desk) -> int:
    """How often I was heard to take the floor."""
    (started,) = desk.events("session_started")
    return sum(event.get("holders") == [started["me"]] for event in desk.events("floor_taken") if event.get("source") == "heard")


def until_none(server: PulseServer, seconds: float, *which: str) -> None:
    """Nothing records any more, or looks at the server; none of these, if they are named."""

    def left() -> list[str]:
        return [name for name in recorders(server) if name in which or not which]

    until = time.monotonic() + seconds
    while left() and time.monotonic() < until:
        time.sleep(0.05)
    assert left() == []
