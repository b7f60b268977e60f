"""A meeting for the tests: who had the floor when, which keys say so, and what the keyboard does in the first run and on Live."""

import json
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from mentortui.formats.rttm import Segment, read_rttm
from mentortui.services.clock import FileClock
from mentortui.services.ids import new_id
from mentortui.services.mentorships import Mentorships
from mentortui.store.store import Store
from tests.core.recordings import changes
from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal
from tests.endtoend.terminal import Terminal, installed_command

ROOT = Path(__file__).parent.parent.parent
OWN = Path(__file__).parent.parent / "data" / "meeting.rttm"
PAUSE = 0.06
"""Seconds a person waits before enter. In a burst of keys the program takes enter for part of a paste."""


class Held(msgspec.Struct, frozen=True):
    """From `at`, microseconds of the meeting, the floor was these people's: their number keys, none for nobody."""

    at: int
    holders: tuple[int, ...]

    @property
    def key(self) -> str:
        """The key that says so, outside a text field."""
        return {0: "0", 1: str(self.holders[0]) if self.holders else "0"}.get(len(self.holders), "b")


class Meeting(msgspec.Struct, frozen=True):
    """A recording of two people, as a person at the keys would follow it."""

    held: tuple[Held, ...]
    segments: tuple[Segment, ...]
    speakers: tuple[str, str]

    @property
    def length(self) -> int:
        """Microseconds, from the beginning of the recording to the last change."""
        return self.held[-1].at

    def stretches(self, number: int) -> list[tuple[int, int]]:
        """When the person on that number key spoke: their segments, where they touch made one. Not by way of the changes."""
        spoken: list[tuple[int, int]] = []
        for segment in sorted(self.segments, key=lambda segment: segment.start_us):
            if segment.speaker != self.speakers[number - 1]:
                continue
            if spoken and segment.start_us <= spoken[-1][1]:
                spoken[-1] = (spoken[-1][0], max(spoken[-1][1], segment.end_us))
            else:
                spoken.append((segment.start_us, segment.end_us))
        return spoken

    def floor(self, number: int) -> int:
        """Microseconds the person on that number key had the floor, alone or not."""
        return sum(end - start for start, end in self.stretches(number))

    @property
    def both(self) -> int:
        """Microseconds in which both spoke."""
        return sum(
            max(0, min(end, other_end) - max(start, other_start))
            for start, end in self.stretches(1)
            for other_start, other_end in self.stretches(2)
        )


def meeting(path: Path) -> Meeting:
    """The meeting in an RTTM file of two speakers; who speaks first sits on key 1."""
    rttm = read_rttm(path.read_text("utf-8"), path.name)
    first, second = sorted(rttm.speakers, key=lambda name: min(s.start_us for s in rttm.segments if s.speaker == name))
    number = {first: 1, second: 2}
    held = [Held(at, tuple(sorted(number[name] for name in names))) for at, names in changes(rttm.segments)]
    assert all(before.at < after.at for before, after in pairwise(held))
    return Meeting(tuple(held), rttm.segments, (first, second))


class Desk:
    """Somebody at the keyboard: a store, a clock that stands still, and the program on them, opened as often as wanted."""

    def __init__(self, folder: Path, clock: TestClock, open_terminal: OpenTerminal) -> None:
        self.data = folder / "data"
        self.clock = clock
        self._config = folder / "config"
        self._open = open_terminal

    @property
    def command(self) -> list[str]:
        """The program on this store."""
        return [*installed_command(), "--data-dir", str(self.data), "--config-dir", str(self._config)]

    @property
    def env(self) -> dict[str, str]:
        """Its environment."""
        return {**self.clock.env, "MENTORTUI_DATA": str(self.data)}

    def open(self, columns: int = 120, rows: int = 40, env: dict[str, str | None] | None = None) -> Terminal:
        """The program in a terminal."""
        return self._open(*self.command, env={**self.env, **(env or {})}, cwd=ROOT, columns=columns, rows=rows)

    def known(self, name: str = "Ada", other: str = "Grace", sharing: str = "40/60") -> None:
        """As after the first run, without typing it."""
        Mentorships(Store(self.data), FileClock(self.clock.path), new_id, "UTC").begin(
            name=name, zone="Berlin", part="mentor", other_name=other, other_zone="Nairobi", sharing=sharing, number_row=""
        )

    def live(self, columns: int = 120, rows: int = 40, env: dict[str, str | None] | None = None) -> Terminal:
        """The program with a session that has just begun."""
        terminal = self.open(columns, rows, env)
        terminal.wait_for("start")
        start(terminal)
        return terminal

    # what is on disk

    @property
    def folder(self) -> Path:
        """Of the only mentorship."""
        (found,) = (path for path in (self.data / "mentorships").iterdir() if path.is_dir())
        return found

    @property
    def journal(self) -> Path:
        """Of the session under way."""
        (found,) = (self.folder / "live").glob("*.jsonl")
        return found

    def events(self, kind: str = "") -> list[dict[str, Any]]:
        """Each event of the journal of the session under way once, all or of one type: the first stands there twice."""
        lines = self.journal.read_bytes().splitlines(keepends=True)
        found = [json.loads(line)["e"] for line in lines[1:] if line.endswith(b"\n")]
        once = {event["id"]: event for event in found}
        return [event for event in once.values() if kind in ("", event["type"])]

    def table(self, file: str, name: str) -> list[dict[str, Any]]:
        """The documents of one table of a file of the mentorship, those removed left out; none where there is no file."""
        path = self.folder / file
        tables = json.loads(path.read_text("utf-8"))["tables"] if path.exists() else {}
        return [document for document in tables.get(name, {}).values() if not document.get("removed")]


def first_run(
    terminal: Terminal, answers: Sequence[str] = ("Ada", "Berlin", "", "Grace", "Nairobi", "4"), row: str = "1"
) -> None:
    """Answers every question of the first run, and goes on to Home. A choice is one key, not a text."""
    labels = ("Your name", "Your zone", "Your part", "Their name", "Their zone", "Sharing talk", "Number row")
    terminal.wait_for("Number row")
    for label, answer in zip(labels, (*answers, row), strict=True):
        _wait_for_focus(terminal, label)
        terminal.type(answer)
        terminal.press("enter")
    terminal.wait_for("To copy and send")
    terminal.press("enter")
    terminal.wait_for("start")


def start(terminal: Terminal) -> None:
    """The session that is offered."""
    terminal.press("s")
    terminal.wait_for("· start")
    terminal.press("enter")
    terminal.wait_for(lambda screen: "Who we are" in screen and "· start" not in screen and "saved" in screen)


def open_line(terminal: Terminal, sign: str = "") -> None:
    """The capture line, by enter or by a sign; returns when it is typed in."""
    terminal.press(sign or "enter")
    terminal.wait_for(lambda screen: ("enter closes" in screen or "nothing to save yet" in screen) and terminal.cursor[0] > 0)


def enter(terminal: Terminal) -> None:
    """As a person presses it: after a moment."""
    time.sleep(PAUSE)
    terminal.press("enter")


def _wait_for_focus(terminal: Terminal, label: str) -> None:
    """Until the field behind the label is the one that is typed in: its ground is another than that of every other."""

    def has_it(screen: str) -> bool:
        rows = [
            (row, line.index(name) + len("Sharing talk     "))
            for row, line in enumerate(screen.splitlines())
            for name in _LABELS
            if name in line
        ]
        grounds = {row: terminal.cell(row, column).bg for row, column in rows}
        mine = next((row for row, _ in rows if label in screen.splitlines()[row]), None)
        return mine is not None and list(grounds.values()).count(grounds[mine]) == 1

    terminal.wait_for(has_it)


_LABELS = ("Your name", "Your zone", "Your part", "Their name", "Their zone", "Sharing talk", "Number row")
