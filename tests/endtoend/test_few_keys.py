"""A session of half an hour, from an empty data folder to History, with the installed program: how many keys it takes."""

import time
from collections.abc import Callable
from pathlib import Path

from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal
from tests.endtoend.meeting import PAUSE, Desk, first_run, open_line
from tests.endtoend.terminal import Terminal

MOST = 60
"""Presses besides the letters of names, titles and captures."""


class Fingers:
    """Presses keys and counts them; letters of names, titles and captures are typed, and not counted."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.pressed: list[str] = []

    def press(self, *keys: str) -> None:
        """A key at a time, each after a moment: enter in a burst of keys is part of a paste."""
        for key in keys:
            time.sleep(PAUSE)
            self.terminal.press(key)
            self.pressed.append(key)

    def line(self, sign: str, text: str) -> None:
        """One capture: its sign, its words, enter."""
        open_line(self.terminal, sign)
        self.pressed.append(sign)
        self.terminal.type(text)
        self.terminal.wait_for(text[-12:])
        self.press("enter")
        self.terminal.wait_for(lambda screen: "enter closes" not in screen and "enter saves" not in screen)


def test_half_an_hour_takes_at_most_sixty_keys(
    tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal, record_property: Callable[[str, object], None]
) -> None:
    desk = Desk(tmp_path, test_clock, open_terminal)
    terminal = desk.open()
    hand = Fingers(terminal)

    # The first run: names and zones are letters.
    first_run(terminal)
    hand.pressed += [*["enter"] * 5, "4", "enter", "1", "enter", "enter"]
    terminal.wait_for("p prepare")

    # Prepare: two items.
    hand.press("p")
    terminal.wait_for("esc back")
    for title in ("Review of the parser 20", "Takeaways, next date 10 @grace"):
        hand.press("a")
        terminal.wait_for("A new item")
        terminal.type(title)
        terminal.wait_for(title[-6:])
        hand.press("enter")
        terminal.wait_for(lambda screen, title=title: title[:12] in screen and "A new item" not in screen)  # type: ignore[misc]
    hand.press("s")
    terminal.wait_for("As prepared")
    hand.press("enter")

    # Live: half an hour, the floor given to and fro, one feedback, one action.
    terminal.wait_for(lambda screen: "min left" in screen and "q finish" in screen)
    for minute in range(1, 31):
        if minute % 3 == 1:
            given = len(desk.events("floor_taken"))
            hand.press("g")
            terminal.wait_for(lambda _, given=given: len(desk.events("floor_taken")) > given)  # type: ignore[misc]
        test_clock.advance(60)
        if minute == 12:
            hand.line("+", "the tests name what they prove -> the same for the lexer")
        if minute == 18:
            hand.line(">", "write the failing test first due:fri")
        if minute == 20:
            hand.press("right")
    terminal.wait_for("saved")
    hand.press("q")
    terminal.wait_for("finish now")
    hand.press("y")

    # Summary, then History.
    terminal.wait_for(lambda screen: "write the failing test first" in screen and "q leave" in screen)
    hand.press("q")
    terminal.wait_for("h history")
    hand.press("h")
    terminal.wait_for("newest first")
    hand.press("/")
    terminal.wait_for(lambda _: terminal.cursor[0] == 1)
    terminal.type("failing")
    terminal.wait_for(lambda screen: "failing test first" in screen and "1 of 1" in screen)
    hand.press("enter")
    terminal.wait_for("enter the minute")
    hand.press("enter")
    terminal.wait_for("18 minutes in")

    record_property("told", f"half an hour took {len(hand.pressed)} keys besides letters: {' '.join(hand.pressed)}")
    assert len(hand.pressed) <= MOST
    promised = [record["capture"] for record in desk.table("record.json", "living")]
    assert {(one["kind"], one["text"]) for one in promised} == {
        ("feedback", "the tests name what they prove"),
        ("action", "write the failing test first"),
    }
    (session,) = [one for path in (desk.folder / "sessions").iterdir() for one in desk.table(f"sessions/{path.name}", "sessions")]
    assert [(item["title"], item["minutes"]) for item in session["items"]] == [
        ("Review of the parser", 20),
        ("Takeaways, next date", 10),
    ]
    assert sum(session["figures"]["floor"].values()) == 30 * 60 * 1_000_000
