"""The installed program on a disk that is really full, and where it really may not write any more."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal, open_terminal, test_clock
from tests.endtoend.meeting import ROOT, Desk, enter, open_line
from tests.endtoend.terminal import Terminal
from tests.faults.breaking import as_normal_user, fill_up, on_disk, on_small_disk
from tests.services.test_sessions import Place

__all__ = ["open_terminal", "test_clock"]


PRESSES = 24


class SmallDesk(Desk):
    """Its data folder is a disk of 256 KiB."""

    def __init__(self, folder: Path, clock: TestClock, open_terminal: OpenTerminal) -> None:
        super().__init__(folder, clock, open_terminal)
        self._state = folder / "state"

    @property
    def command(self) -> list[str]:
        return [*on_small_disk(self.data, self.data.with_name("before")), *super().command]

    @property
    def env(self) -> dict[str, str]:
        return {**super().env, "XDG_STATE_HOME": str(self._state)}


def live_on_a_small_disk(folder: Path, clock: TestClock, open_terminal: OpenTerminal) -> tuple[SmallDesk, Terminal, Path]:
    """A session that has just begun and is saved, and its disk as it is seen from outside."""
    desk = SmallDesk(folder, clock, open_terminal)
    desk.known()
    desk.data.rename(folder / "before")
    desk.data.mkdir()
    terminal = desk.live(80, 24)
    terminal.wait_for("● saved")
    return desk, terminal, Path(f"/proc/{terminal.pid}/root{desk.data}")


def note(terminal: Terminal, words: str) -> None:
    open_line(terminal)
    terminal.type(words)
    terminal.wait_for(words)
    enter(terminal)
    terminal.wait_for(lambda screen: re.search(rf"\d\d:\d\d +{words}", screen) is not None)


def beyond_the_last_block(terminal: Terminal) -> None:
    """A few small events still find room in the block their file ends with."""
    for number in range(PRESSES):
        terminal.press("21"[number % 2])


def ids(journal: Path) -> list[str]:
    """On disk, each once."""
    return on_disk(journal)


def test_on_a_full_disk_the_session_goes_on_and_nothing_of_it_is_lost(
    tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal
) -> None:
    desk, terminal, disk = live_on_a_small_disk(tmp_path, test_clock, open_terminal)
    (journal,) = disk.glob("mentorships/grace/live/*.jsonl")
    terminal.press("1")
    terminal.wait_for(lambda screen: "● saved" in screen and "▐1▌" in screen)
    begun = len(ids(journal))

    filler = fill_up(disk)
    beyond_the_last_block(terminal)
    terminal.wait_for(lambda screen: "NOT SAVED · disk full · " in screen and " in memory · s " in screen)
    note(terminal, "said on a full disk")
    filler.unlink()
    terminal.wait_for("● saved")
    assert len(ids(journal)) == begun + 1 + PRESSES

    fill_up(disk)
    beyond_the_last_block(terminal)
    terminal.wait_for("NOT SAVED")
    note(terminal, "only in memory")
    left = tmp_path / "left"
    shutil.copytree(disk, left)
    before = ids(journal)
    terminal.press("ctrl+q")
    terminal.wait_for("saving elsewhere, then it ends")
    assert terminal.wait() == 0
    said = "".join(terminal.text.split())  # where a line ends depends on how long the path in it is
    assert "events (disk full). All of the session is in".replace(" ", "") in said
    assert "mentortui takes it in at its next start.".replace(" ", "") in said
    (rescued,) = (tmp_path / "state" / "mentortui" / "rescued").iterdir()
    assert ids(rescued)[: len(before)] == before
    assert len(ids(rescued)) == begun + 2 + 2 * PRESSES

    desk.data.rmdir()
    left.rename(desk.data)
    (desk.data / "filler").unlink()
    terminal = open_terminal(*Desk.command.fget(desk), env=desk.env, cwd=ROOT, columns=120, rows=40)  # type: ignore[attr-defined]
    terminal.wait_for("was not finished")
    terminal.press("g")
    terminal.wait_for(lambda screen: "only in memory" in screen and "● saved" in screen)
    assert not rescued.exists()


def test_a_terminal_closed_on_a_full_disk_leaves_the_session_rescued(
    tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal
) -> None:
    _, terminal, disk = live_on_a_small_disk(tmp_path, test_clock, open_terminal)
    fill_up(disk)
    beyond_the_last_block(terminal)
    terminal.wait_for("NOT SAVED")
    note(terminal, "only in memory")
    terminal.hang_up()
    (rescued,) = (tmp_path / "state" / "mentortui" / "rescued").iterdir()
    assert b"only in memory" in rescued.read_bytes()
    assert ids(rescued)


class Restricted(Desk):
    """Permissions hold for it, whoever runs the tests."""

    @property
    def command(self) -> list[str]:
        return [*as_normal_user(), *super().command]


def test_permission_lost_in_mid_session_is_told_and_given_back_all_is_saved(
    tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal
) -> None:
    desk = Restricted(tmp_path, test_clock, open_terminal)
    desk.known()
    terminal = desk.live(80, 24)
    terminal.wait_for("● saved")
    journal = desk.journal
    before = len(ids(journal))
    journal.parent.chmod(0)
    terminal.press("2")
    terminal.wait_for("NOT SAVED · permission denied · 1 in memory")
    terminal.press("1")
    terminal.wait_for("2 in memory")
    journal.parent.chmod(0o700)
    terminal.wait_for("● saved")
    assert len(ids(journal)) == before + 2


def commands(folder: Path) -> dict[str, list[str]]:
    """What looks, taps and takes in, and is expected to fail."""
    base = [*as_normal_user(), "python", "-m", "mentortui", "--data-dir", str(folder)]
    return {word: [*base, *word.split()] for word in ("list", "show last", "tap 1", "status", "tap note hello")}


def ran(command: list[str]) -> "subprocess.CompletedProcess[str]":
    import sys

    given: dict[str, Any] = {"cwd": ROOT, "capture_output": True, "text": True, "check": False}
    return subprocess.run([sys.executable if word == "python" else word for word in command], **given)


def test_what_may_not_be_read_is_one_line_and_an_exit_code(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    live = place.start()
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    folder = tmp_path / "data" / "mentorships"
    folder.chmod(0)
    try:
        for word, command in commands(tmp_path / "data").items():
            done = ran(command)
            assert done.returncode == 1, word
            assert done.stderr.count("\n") == 1, (word, done.stderr)
            assert "permission denied" in done.stderr, word
            assert done.stderr.startswith("mentortui: ")
    finally:
        folder.chmod(0o700)


def test_from_a_folder_that_may_only_be_read_everything_can_be_looked_at(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    live = place.start()
    live.captures.catch("a note")
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    folders = [tmp_path / "data", *(path for path in (tmp_path / "data").rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o500)
    try:
        found = commands(tmp_path / "data")
        done = ran(found["list"])
        assert (done.returncode, done.stderr) == (0, "")
        assert "Grace" in done.stdout
        done = ran(found["show last"])
        assert (done.returncode, done.stderr) == (0, "")
        assert "a note" in done.stdout
        assert ran(found["tap 1"]).stderr.count("\n") == 1
        assert os.access(tmp_path, os.W_OK)
    finally:
        for folder in folders:
            folder.chmod(0o700)
