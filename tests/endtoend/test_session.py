"""A whole session with the installed program: typed through a recorded meeting, killed in the middle, stored exactly."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mentortui.core.capture import Capture, Kind
from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal
from tests.endtoend.meeting import OWN, Desk, Held, Meeting, enter, first_run, meeting, open_line, start
from tests.endtoend.terminal import Terminal
from tests.recordings import real_files

REAL = "nxgad.rttm"
AWAY = 40
"""Seconds between the kill and the next start."""
AFTERWARDS = 4
"""Seconds after the last word, before the session is finished."""


class Line(msgspec.Struct, frozen=True):
    """A line as it is typed, and what must be kept of it. `who`: a number key, 0 for nobody."""

    typed: str
    kind: Kind
    text: str
    who: int = 0
    due: str = ""
    step: str = ""
    goal: str = ""
    better: bool = False


LINES = (
    Line("+ commits one reads in five minutes -> the same on the API repo due:fri", "feedback",
         "commits one reads in five minutes", 2, "2026-11-27", "the same on the API repo"),
    Line("plain words asked about the on-call rota", "note", "plain words asked about the on-call rota"),
    Line("> write the failing test #release due:2w", "action", "write the failing test", 2, "2026-12-09", goal="release"),
    Line("< introduce Grace to the data team due:12 dec", "action", "introduce Grace to the data team", 1, "2026-12-12"),
    Line("! recorded answers instead of a fake server", "decision", "recorded answers instead of a fake server"),
    Line(". sounded tired, ask next time", "private", "sounded tired, ask next time"),
    Line("* shipped the retry fix alone @grace", "win", "shipped the retry fix alone", 2),
    Line("- the migration step had no owner -> each step names its owner", "feedback",
         "the migration step had no owner", 2, step="each step names its owner", better=True),
    Line("? who owns the deploy on Fridays", "question", "who owns the deploy on Fridays"),
    Line("= small commits get faster reviews @grace", "takeaway", "small commits get faster reviews", 2),
    Line("& Working Effectively, chapter 4", "resource", "Working Effectively, chapter 4"),
    Line("setback: the canary was rolled back twice", "setback", "the canary was rolled back twice"),
    Line("opportunity: a talk at the spring meetup @grace", "opportunity", "a talk at the spring meetup", 2),
    Line(" ! a space keeps the sign", "note", "! a space keeps the sign"),
)  # fmt: skip


class Keyboard:
    """Follows a meeting at the keys. What was pressed is on disk before the clock goes on."""

    def __init__(self, desk: Desk, terminal: Terminal) -> None:
        self.terminal = terminal
        self._desk = desk
        self._now = 0
        self.in_mid_word: list[str] = []
        """The floor keys that were pressed between two letters."""
        self._floors = self._captures = 0
        self._last = 1  # who had it alone last; at the beginning "the other" is not the one at the keys

    def go_to(self, at: int) -> None:
        """The clock goes on to that microsecond of the meeting."""
        self._desk.clock.advance((at - self._now) / 1_000_000)
        self._now = at

    def give(self, held: Held, key: str = "") -> None:
        """The floor, by its number key or by `key`."""
        self.go_to(held.at)
        self.terminal.press(key or held.key)
        self._floors += 1
        self._wait(lambda: len(self._desk.events("floor_taken")) == self._floors)
        self._last = held.holders[0] if len(held.holders) == 1 else self._last

    def type(self, line: Line, changes: list[Held]) -> list[Held]:
        """The line, and in the middle of its words as many of the changes as the keys of a text field can say; the rest."""
        typed = line.typed
        sign = "" if typed[0].isalnum() or typed[0] in " ?" else typed[0]
        open_line(self.terminal, sign)
        pieces = [typed[len(sign) :]]
        while changes and len(changes[0].holders) == 1 and len(pieces) < 4:
            pieces[-1:] = in_two(pieces[-1])
            self.terminal.type(pieces[-2])
            self.terminal.wait_for(shown("".join((sign, *pieces[:-1]))))
            held = changes.pop(0)
            other = held.holders[0] != self._last
            self.in_mid_word.append("ctrl+g" if other and len(pieces) % 2 == 0 else f"f{held.holders[0]}")
            self.give(held, self.in_mid_word[-1])
        self.terminal.type(pieces[-1])
        self.terminal.wait_for(shown(typed))
        enter(self.terminal)
        self._captures += 1
        self._wait(lambda: len(self._desk.events("capture_recorded")) == self._captures)
        return changes

    def resumed(self, terminal: Terminal) -> None:
        """Goes on in another terminal."""
        self.terminal = terminal

    def _wait(self, holds: Callable[[], bool]) -> None:
        self.terminal.wait_for(lambda screen: holds())


def in_two(words: str) -> list[str]:
    """Apart between two letters, near the middle."""
    places = [place for place in range(1, len(words)) if words[place - 1 : place + 1].isalpha()]
    place = min(places, key=lambda place: abs(place - len(words) // 2))
    return [words[:place], words[place:]]


def shown(typed: str) -> Callable[[str], bool]:
    """Whether the capture line holds these words, as far as a screen shows blanks."""
    return lambda screen: typed.strip() in screen


@pytest.mark.real_data
@pytest.mark.parametrize("path", real_files(f"rttm/**/{REAL}"), ids=lambda path: path.stem)
def test_a_real_meeting(path: Path, tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal) -> None:
    held_through(meeting(path), Desk(tmp_path, test_clock, open_terminal))


def test_a_meeting_of_our_own(tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal) -> None:
    held_through(meeting(OWN), Desk(tmp_path, test_clock, open_terminal))


def held_through(meeting: Meeting, desk: Desk) -> None:
    """From the first run to the stored summary, with a kill in the middle."""
    terminal = desk.open()
    first_run(terminal)
    start(terminal)
    keys = Keyboard(desk, terminal)
    killed = kill_at(meeting)
    lines = list(LINES)

    follow(keys, list(meeting.held[: killed + 1]), lines[: len(lines) // 2])
    kill(desk, terminal)
    terminal = resume(desk)
    keys.resumed(terminal)
    follow(keys, list(meeting.held[killed + 1 :]), lines[len(lines) // 2 :])

    assert set(keys.in_mid_word) == {"ctrl+g", "f1", "f2"}

    keys.go_to(meeting.length + AFTERWARDS * 1_000_000)
    terminal.resize(120, 120)  # the whole page on one screen
    terminal.press("q")
    terminal.wait_for("finish now")
    terminal.press("y")
    page = terminal.wait_for(lambda screen: "Takeaways\n" in screen)

    (stored,) = desk.table("sessions/2026.json", "sessions")
    assert_floor_exact(stored, meeting)
    assert_captures_kept(desk, stored)
    for line in LINES:
        assert line.text in page, f"{line.typed!r} is not on the page:\n{page}"
    assert_shown(desk, stored)

    terminal.press("escape")
    terminal.wait_for("d promises")
    assert list((desk.folder / "live").glob("*.jsonl")) == []
    private = next(line.text for line in LINES if line.kind == "private")
    holding = [path.name for path in desk.data.rglob("*") if path.is_file() and private.encode() in path.read_bytes()]
    assert "private.json" in holding
    assert [name for name in holding if not name.startswith(("private-", "private."))] == []  # its own copies and log may have it


def follow(keys: Keyboard, changes: list[Held], lines: list[Line]) -> None:
    """Every change of floor at its moment; the lines spread between them, floor keys in the middle of their words."""
    every = max(1, len(changes) // len(lines))
    while changes:
        if lines and len(changes) <= every * len(lines) and len(changes[0].holders) == 1:
            changes = keys.type(lines.pop(0), changes)
        else:
            keys.give(changes.pop(0))
    for line in lines:
        keys.type(line, [])


def kill_at(meeting: Meeting) -> int:
    """The silence nearest to the middle: a gap takes the floor from whoever has it, and here nobody has."""
    silent = [number for number, held in enumerate(meeting.held[:-1]) if not held.holders]
    return min(silent, key=lambda number: abs(number - len(meeting.held) // 2))


def kill(desk: Desk, terminal: Terminal) -> None:
    """Without warning, once all is saved and the program has told the file beside the journal that it is there."""
    alive = desk.journal.with_suffix(".alive")
    terminal.wait_for(lambda screen: "● saved" in screen and str(desk.clock.boot) in alive.read_text("utf-8"))
    terminal.kill()
    desk.clock.advance(AWAY)


def resume(desk: Desk) -> Terminal:
    """Goes on through the dialog that is offered; the time away does not count."""
    terminal = desk.open()
    terminal.wait_for("was not finished")
    terminal.press("g")
    terminal.wait_for("Whose was the time away?")
    terminal.wait_for(f"0:{AWAY}")
    terminal.press("n")
    terminal.wait_until_gone("Whose was the time away?")
    terminal.wait_for(lambda screen: bool(desk.events("gap_answered")))
    return terminal


def assert_floor_exact(stored: dict[str, Any], meeting: Meeting) -> None:
    """To the microsecond, against the segments of the recording."""
    ids = {person["key"]: person["id"] for person in stored["people"]}
    figures, active = stored["figures"], meeting.length + AFTERWARDS * 1_000_000
    assert {key: figures["floor"][id] for key, id in ids.items()} == {key: meeting.floor(key) for key in (1, 2)}
    assert figures["several"] == meeting.both
    assert figures["unsure"] == 0
    assert figures["active"] == active
    assert figures["nobody"] == active - meeting.floor(1) - meeting.floor(2) + meeting.both
    turns = {key: [(start, end) for who, start, end, source in stored["turns"] if who == ids[key]] for key in (1, 2)}
    assert turns == {key: meeting.stretches(key) for key in (1, 2)}
    assert {source for _, _, _, source in stored["turns"]} == {"key"}
    assert stored["ended"] - stored["began"] == active + AWAY * 1_000_000


def assert_captures_kept(desk: Desk, stored: dict[str, Any]) -> None:
    """Each once, with all that was typed; private ones in their own file alone."""
    ids = {0: "", **{person["key"]: person["id"] for person in stored["people"]}}
    living = [record["capture"] for record in desk.table("record.json", "living")]
    private = [note["caught"]["capture"] for note in desk.table("private.json", "notes")]
    caught = [found["capture"] for found in stored["caught"]]
    assert [capture["kind"] for capture in private] == ["private"]
    got = {capture.text: capture for capture in msgspec.convert([*living, *private, *caught], list[Capture])}
    assert len(got) == len(living) + len(private) + len(caught) == len(LINES)
    for line in LINES:
        wanted = Capture(
            kind=line.kind, text=line.text, better=line.better, step=line.step, who=ids[line.who], goal=line.goal, due=line.due
        )
        assert msgspec.structs.replace(got[line.text], id="") == wanted


def assert_shown(desk: Desk, stored: dict[str, Any]) -> None:
    """`show last` has everything but what is private; so has its JSON."""
    shared = {line.text for line in LINES if line.kind != "private"}
    private = {line.text for line in LINES} - shared
    page = said(desk, "show", "last")
    assert [text for text in shared if text not in page] == []
    assert [text for text in private if text in page] == []
    session = json.loads(said(desk, "show", "last", "--json"))["session"]
    assert {capture["text"] for capture in session["captures"]} == shared
    assert {person["person"]: round(person["floor_seconds"] * 1_000_000) for person in session["speaking"]["people"]} == stored[
        "figures"
    ]["floor"]


def said(desk: Desk, *arguments: str) -> str:
    """What the command prints; it must have worked."""
    done = subprocess.run([*desk.command, *arguments], capture_output=True, text=True, check=True)
    return done.stdout
