"""Time as the machine itself tells it: the installed program sleeps, is stopped, and has its wall clock set, for real.

faketime stands between the program and its clocks, a time namespace between it and the kernel's. No test clock here.
"""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal
from tests.endtoend.meeting import Desk, enter, open_line
from tests.endtoend.terminal import Terminal

HOUR = 3_600_000_000
PATIENCE = 50.0
"""Seconds: faketime slows the program down."""
AT_MOST = 300_000_000
"""Microseconds these tests take, however slow the machine is: what was slept or set is far more."""
LIBRARY = next(
    (
        str(path)
        for folder in ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib")
        for path in Path(folder).glob("**/faketime/libfaketimeMT.so.1")
    ),
    "",
)
needs_faketime = pytest.mark.skipif(not LIBRARY, reason="libfaketime is not installed: apt-get install libfaketime")


def _namespaces() -> bool:
    """Whether this user may make a time namespace here."""
    if shutil.which("unshare") is None:
        return False
    made = subprocess.run(["unshare", "--time", "--boottime", "60", "true"], capture_output=True, check=False)
    return made.returncode == 0


class Real(Desk):
    """The program on the machine's own clocks, those of faketime where that is there."""

    def __init__(self, folder: Path, clock: TestClock, open_terminal: OpenTerminal) -> None:
        super().__init__(folder, clock, open_terminal)
        self.state = folder / "state"
        self._ahead = folder / "ahead"
        self.prefix: list[str] = []
        self.faked: dict[str, str | None] = {}
        self.ahead(0)

    @property
    def command(self) -> list[str]:
        return [*self.prefix, *super().command]

    @property
    def env(self) -> dict[str, str]:
        return {**super().env, "XDG_STATE_HOME": str(self.state)}

    def open(self, columns: int = 120, rows: int = 40, env: dict[str, str | None] | None = None) -> Terminal:
        return super().open(columns, rows, {"MENTORTUI_TEST_CLOCK": None, **self.faked, **(env or {})})

    def fake(self, *, all_clocks: bool) -> None:
        """From the next start on the clocks go as faketime says: all of them, or the wall clock alone."""
        self.faked = {"LD_PRELOAD": LIBRARY, "FAKETIME_TIMESTAMP_FILE": str(self._ahead), "FAKETIME_CACHE_DURATION": "1"}
        if not all_clocks:
            self.faked["FAKETIME_DONT_FAKE_MONOTONIC"] = "1"

    def ahead(self, seconds: int) -> None:
        """So far from now on."""
        fresh = self._ahead.with_suffix(".new")
        fresh.write_text(f"{seconds:+}\n")
        fresh.replace(self._ahead)

    def log(self) -> str:
        """What the program's log says so far."""
        path = self.state / "mentortui" / "mentortui.log"
        return path.read_text("utf-8") if path.exists() else ""

    def speaking(self) -> Terminal:
        """A session in which Grace speaks, and that is on disk."""
        terminal = self.live()
        terminal.press("2")
        terminal.wait_for(lambda screen: "▐2▌" in screen and "● saved" in screen, PATIENCE)
        return terminal

    def finished(self, terminal: Terminal) -> dict[str, Any]:
        """The session as it is stored, ended now."""
        terminal.press("q")
        terminal.wait_for("finish now", PATIENCE)
        terminal.press("y")
        terminal.wait_for("q leave", PATIENCE)
        (path,) = (self.folder / "sessions").iterdir()
        (stored,) = self.table(f"sessions/{path.name}", "sessions")
        assert stored["ended"] - stored["began"] >= stored["figures"]["active"] >= 0
        return stored


SLEEPER = """
import time
from pathlib import Path
SLEPT, CLOCK, WALL = Path({slept!r}), time.clock_gettime_ns, time.time_ns
def slept():
    return int(SLEPT.read_text()) * 10**9
time.clock_gettime_ns = lambda which: CLOCK(which) + (slept() if which == time.CLOCK_BOOTTIME else 0)
time.time_ns = lambda: WALL() + slept()
"""
"""What a laptop's sleep does to the clocks, for want of a laptop: boot and wall clock have gone on, the monotonic one has not."""


@pytest.fixture
def desk(tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal) -> Real:
    desk = Real(tmp_path, test_clock, open_terminal)
    desk.known()
    return desk


@needs_faketime
def test_the_wall_clock_is_set_back_and_no_figure_notices(desk: Real) -> None:
    desk.fake(all_clocks=False)
    terminal = desk.speaking()
    desk.ahead(-3600)
    terminal.wait_for(lambda screen: "wall clock set" in desk.log(), PATIENCE)
    stored = desk.finished(terminal)
    assert 0 < stored["figures"]["active"] < AT_MOST
    assert stored["ended"] - stored["began"] < AT_MOST
    assert "  gap  " not in desk.log()


@needs_faketime
def test_stopped_for_an_hour_it_asks_whose_the_hour_was(desk: Real) -> None:
    desk.fake(all_clocks=True)
    terminal = desk.speaking()
    os.kill(terminal.pid, signal.SIGSTOP)
    desk.ahead(3600)
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.wait_for("Away for 1:00:", PATIENCE)
    (gap,) = desk.events("gap_found")
    assert HOUR <= gap["at"] - gap["began"] < HOUR + AT_MOST
    terminal.press("a")
    terminal.wait_for("Whose was the time away?", PATIENCE)
    terminal.press("n")
    terminal.wait_until_gone("Away for 1:00:", PATIENCE)
    stored = desk.finished(terminal)
    assert stored["figures"]["active"] < AT_MOST
    assert stored["ended"] - stored["began"] >= HOUR


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="no boot clock that counts across sleep, as on Linux")
def test_a_lid_that_is_closed_within_a_turn_and_what_the_log_says_of_all_that(desk: Real, tmp_path: Path) -> None:
    slept, site = tmp_path / "slept", tmp_path / "site"
    slept.write_text("0")
    site.mkdir()
    (site / "sitecustomize.py").write_text(SLEEPER.format(slept=str(slept)))
    desk.faked = {"PYTHONPATH": str(site)}
    terminal = desk.speaking()
    open_line(terminal, ".")
    terminal.type("Zaphod looks tired")
    terminal.wait_for("Zaphod looks tired")
    fresh = slept.with_suffix(".new")
    fresh.write_text("2400")
    fresh.replace(slept)
    terminal.wait_for(lambda screen: bool(desk.events("gap_found")), PATIENCE)
    enter(terminal)
    terminal.wait_for(lambda screen: len(desk.events("capture_recorded")) == 1 and "● saved" in screen, PATIENCE)
    stored = desk.finished(terminal)
    assert stored["figures"]["active"] < AT_MOST
    assert stored["ended"] - stored["began"] > 2400 * 1_000_000
    terminal.press("ctrl+q")
    assert terminal.wait(PATIENCE) == 0
    log = desk.log()
    # Where it falls asleep here between a look at one clock and a look at the other, the one seems to have been set.
    told = [word for line in log.splitlines() if (word := line.split("  ")[1]) != "wall clock set"]
    assert told == ["program started", "session started", "gap", "session finished", "session left", "program ended"]
    assert "asleep_s=2400" in log
    assert not [word for word in ("Ada", "Grace", "grace", "Zaphod", "tired", str(tmp_path), "Berlin") if word in log]


@pytest.mark.skipif(not _namespaces(), reason="no time namespace can be made here: it takes Linux 5.6, unshare, and root")
def test_a_machine_that_sleeps_between_a_kill_and_the_next_start_is_asked_about(desk: Real) -> None:
    terminal = desk.speaking()
    terminal.wait_for(lambda screen: desk.journal.with_suffix(".alive").exists())
    terminal.kill()
    desk.prefix = ["unshare", "--time", "--boottime", "5400"]
    terminal = desk.open()
    terminal.wait_for("away for 1:30:", PATIENCE)
    terminal.press("g")
    terminal.wait_for("Whose was the time away?", PATIENCE)
    terminal.press("0")
    terminal.wait_until_gone("Whose was the time away?", PATIENCE)
    stored = desk.finished(terminal)
    assert 1.5 * HOUR - 2_000_000 < stored["figures"]["nobody"] < 1.5 * HOUR + AT_MOST
    assert stored["figures"]["active"] - stored["figures"]["nobody"] < AT_MOST
