"""Keys as tmux hands them on: it has ideas of its own about escape, function keys and modifiers."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal
from tests.endtoend.meeting import PAUSE, ROOT, Desk

PATIENCE = 20.0
"""Seconds until a test gives up; nothing is expected to take so long."""


class Pane:
    """The program in a tmux of its own."""

    def __init__(self, desk: Desk, socket: str) -> None:
        self.desk = desk
        self._socket = socket
        env = [f"{name}={value}" for name, value in desk.env.items()]
        self._tmux("new-session", "-d", "-x", "120", "-y", "40", "-c", str(ROOT), "env", *env, *desk.command)

    def press(self, *keys: str) -> None:
        """By tmux's names."""
        for key in keys:
            self._tmux("send-keys", key)

    def type(self, text: str) -> None:
        """As it stands."""
        self._tmux("send-keys", "-l", text)

    def enter(self) -> None:
        """After a moment, so that it is not taken for part of a paste."""
        time.sleep(PAUSE)
        self.press("Enter")

    @property
    def text(self) -> str:
        """What the pane shows."""
        return self._tmux("capture-pane", "-p")

    def wait_for(self, wanted: str | Callable[[str], bool]) -> str:
        """The pane as soon as it holds the text, or it is true of it."""
        until = time.monotonic() + PATIENCE
        while True:
            text = self.text
            if wanted in text if isinstance(wanted, str) else wanted(text):
                return text
            assert time.monotonic() < until, f"never came: {wanted!r}\n{text}"
            time.sleep(0.03)

    def close(self) -> None:
        """Ends this tmux."""
        self._tmux("kill-server")

    def floors(self) -> list[list[str]]:
        """By name, who was given the floor, change after change."""
        (first, *_) = self.desk.events("session_started")
        names = {person["id"]: person["name"] for person in first["people"]}
        return [[names[id] for id in event.get("holders", [])] for event in self.desk.events("floor_taken")]

    def until_floors(self, *wanted: list[str]) -> None:
        """Returns when these are the changes of floor so far."""
        self.wait_for(lambda text: self.floors() == list(wanted))

    def until(self, kind: str, count: int = 1) -> None:
        """Returns when the journal has so many events of that type."""
        self.wait_for(lambda text: len(self.desk.events(kind)) == count)

    def _tmux(self, *arguments: str) -> str:
        outside = {name: value for name, value in os.environ.items() if not name.startswith("TMUX")}
        command = ["tmux", "-u", "-f", os.devnull, "-L", self._socket, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=outside)
        return done.stdout


@pytest.fixture
def pane(tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal) -> Iterator[Pane]:
    """A session that has just begun."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed: that floor keys come through it was not tested")
    desk = Desk(tmp_path, test_clock, open_terminal)
    desk.known()
    pane = Pane(desk, f"mentortui-test-{os.getpid()}-{tmp_path.name}")
    try:
        pane.wait_for("start")
        pane.press("s")
        pane.wait_for("Start a session")
        pane.press("Enter")
        pane.wait_for(lambda text: "TEST CLOCK" in text and "● saved" in text)
        yield pane
    finally:
        pane.close()


def test_floor_keys(pane: Pane) -> None:
    ada, grace, both = ["Ada"], ["Grace"], ["Ada", "Grace"]
    done: list[list[str]] = []
    for key, holders in (
        ("1", ada),
        ("2", grace),
        ("g", ada),
        ("b", both),
        ("0", []),
        ("F2", grace),
        ("F1", ada),
        ("C-g", grace),
    ):
        pane.desk.clock.advance(7)
        pane.press(key)
        done.append(holders)
        pane.wait_for(lambda text: [sorted(names) for names in pane.floors()] == done)
    pane.wait_for("▐2▌")


def test_floor_and_cover_keys_in_mid_word(pane: Pane) -> None:
    pane.press("Enter")
    pane.wait_for("enter closes")
    pane.type("wri")
    pane.press("C-g")
    pane.until_floors(["Grace"])
    pane.type("te the te")
    pane.press("F1")
    pane.until_floors(["Grace"], ["Ada"])
    pane.type("st ")
    pane.wait_for("write the test")
    pane.press("C-t")
    pane.wait_for(lambda text: "covered" in text and "Ada" not in text and "Grace" not in text and "write" not in text)
    pane.type("for it")
    pane.wait_for("•" * len("write the test for it"))
    pane.press("C-t")
    pane.wait_for("enter uncovers")
    pane.press("Enter")
    pane.wait_for("write the test for it")
    assert pane.desk.events("capture_recorded") == []
    pane.enter()
    pane.until("capture_recorded")
    assert pane.desk.events("capture_recorded")[0]["capture"]["text"] == "write the test for it"


def test_x_and_enter_outside_text(pane: Pane) -> None:
    pane.press("1")
    pane.wait_for("▐1▌")
    pane.press("x")
    pane.wait_for(lambda text: "covered" in text and "Ada" not in text and "Grace" not in text)
    pane.press("2")
    pane.until_floors(["Ada"], ["Grace"])
    assert "Grace" not in pane.text
    pane.press("x")
    pane.wait_for("enter uncovers")
    pane.press("Enter")
    pane.wait_for("▐2▌")


def test_keys_of_time_and_agenda(pane: Pane) -> None:
    pane.press("1")
    pane.until("floor_taken")
    pane.desk.clock.advance(30)
    pane.press("2")
    pane.until("floor_taken", 2)
    pane.desk.clock.advance(30)
    pane.press(",")
    pane.until("change_moved")
    pane.press(r"\;")
    pane.until("change_moved", 2)
    assert [event["offset"] for event in pane.desk.events("change_moved")] == [-5_000_000, 5_000_000]
    begun = len(pane.desk.events("item_started"))
    pane.press("S-Right")
    pane.until("item_started", begun + 1)
    pane.press("Right")
    pane.until("item_started", begun + 2)
    assert [event.get("leaving", "finished") for event in pane.desk.events("item_started")[begun:]] == ["open", "finished"]
    pane.press("Space")
    pane.until("paused")
    pane.wait_for("paused")
    pane.press("Space")
    pane.until("resumed")
