"""A program that ends in the middle of a session, however it ends: what was shown as saved is there at the next start."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal
from tests.endtoend.meeting import Desk, enter, open_line
from tests.endtoend.terminal import Terminal

LEFT_SENTENCE = "The session with Grace is saved. mentortui goes on with it."
HUNG_UP = 128 + signal.SIGHUP
RESTORED = b"\x1b[?1049l"


@pytest.fixture
def desk(tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal) -> Desk:
    desk = Desk(tmp_path, test_clock, open_terminal)
    desk.known()
    return desk


def go_on(desk: Desk) -> Terminal:
    """The next start, and the session again."""
    terminal = desk.open()
    terminal.wait_for("was not finished")
    terminal.press("g")
    terminal.wait_for(lambda screen: "Now · " in screen and "was not finished" not in screen)
    return terminal


def seen(desk: Desk) -> Callable[[str], bool]:
    """Whether the file beside the journal says that the program was there at this moment of the clock."""
    alive = desk.journal.with_suffix(".alive")
    return lambda screen: "● saved" in screen and str(desk.clock.boot) in alive.read_text("utf-8")


def saved(desk: Desk, events: int) -> Callable[[str], bool]:
    """Whether so many events are on disk, and the screen says so."""
    return lambda screen: "● saved" in screen and len(desk.events()) == events


def capture(desk: Desk, terminal: Terminal, line: str) -> None:
    """Typed, entered, and shown as saved."""
    known = len(desk.events("capture_recorded"))
    open_line(terminal)
    terminal.type(line)
    terminal.wait_for(line)
    enter(terminal)
    terminal.wait_for(lambda screen: "● saved" in screen and len(desk.events("capture_recorded")) == known + 1)


def test_a_kill_after_each_act_that_was_shown_as_saved_loses_none(desk: Desk) -> None:
    terminal = desk.live()
    acts: tuple[tuple[str, str], ...] = (
        ("2", "▐2▌"),
        ("right", "2 of 4"),
        ("b", "▐1▌"),
        ("note", "kept one"),
        ("space", "paused"),
    )
    for done, (key, shown) in enumerate(acts, start=1):
        before = len(desk.events())
        if key == "note":
            capture(desk, terminal, shown)
        else:
            terminal.press(key)
            terminal.wait_for(saved(desk, before + 1))
        terminal.kill()
        terminal = go_on(desk)
        screen = terminal.wait_for(shown)
        assert "2 of 4" in screen or done < 2
    assert "kept one" in terminal.text


@pytest.mark.parametrize(
    ("key", "counted", "whose"),
    [
        pytest.param("n", 60, "", id="not counted"),
        pytest.param("1", 100, "Ada", id="mine", marks=pytest.mark.long),
        pytest.param("2", 100, "Grace", id="theirs"),
        pytest.param("0", 100, "nobody", id="nobody's", marks=pytest.mark.long),
    ],
)
def test_the_gap_is_asked_about_and_counts_as_it_is_answered(desk: Desk, key: str, counted: int, whose: str) -> None:
    terminal = desk.live()
    terminal.press("2")
    terminal.wait_for("▐2▌")
    desk.clock.advance(30)
    terminal.wait_for(seen(desk))
    terminal.kill()
    desk.clock.advance(40)
    terminal = go_on(desk)
    terminal.wait_for("0:40")
    terminal.press(key)
    terminal.wait_for(lambda screen: bool(desk.events("gap_answered")))
    terminal.press("1")
    terminal.wait_for("▐1▌")
    desk.clock.advance(30)
    finish(terminal)
    (stored,) = desk.table("sessions/2026.json", "sessions")
    names = {person["id"]: person["name"] for person in stored["people"]}
    floor = {names[id]: time for id, time in stored["figures"]["floor"].items()}
    expected = {"Ada": 30_000_000, "Grace": 30_000_000}
    if whose in expected:
        expected[whose] += 40_000_000
    assert floor == expected
    assert stored["figures"]["active"] == counted * 1_000_000
    assert stored["figures"]["nobody"] == (40_000_000 if whose == "nobody" else 0)


def test_the_gap_may_be_answered_later(desk: Desk) -> None:
    terminal = desk.live()
    terminal.press("2")
    terminal.wait_for("▐2▌")
    terminal.wait_for(seen(desk))
    terminal.kill()
    desk.clock.advance(40)
    terminal = go_on(desk)
    terminal.wait_for("Whose was the time away?")
    terminal.press("escape")
    terminal.wait_until_gone("Whose was the time away?")
    terminal.wait_for("Away for 0:40, not counted so far")
    terminal.press("a")
    terminal.wait_for("Whose was the time away?")
    terminal.press("2")
    terminal.wait_until_gone("Away for 0:40")


def test_finished_as_it_stood(desk: Desk) -> None:
    terminal = desk.live()
    terminal.press("2")
    terminal.wait_for("▐2▌")
    capture(desk, terminal, "! small commits")
    desk.clock.advance(90)
    terminal.wait_for(seen(desk))
    terminal.kill()
    desk.clock.advance(7200)
    terminal = desk.open()
    terminal.wait_for("was not finished")
    terminal.press("f")
    page = terminal.wait_for("Who had the floor")
    assert "small commits" in page
    (stored,) = desk.table("sessions/2026.json", "sessions")
    assert stored["ended"] - stored["began"] == stored["figures"]["active"] == 90_000_000
    assert not list((desk.folder / "live").glob("*.jsonl"))


def test_later_leaves_it_as_it_is(desk: Desk) -> None:
    terminal = desk.live()
    terminal.press("2")
    terminal.wait_for("▐2▌")
    terminal.wait_for(seen(desk))
    terminal.kill()
    before = desk.journal.read_bytes()
    terminal = desk.open()
    terminal.wait_for("was not finished")
    terminal.press("l")
    terminal.wait_until_gone("was not finished")
    terminal.wait_for("go on")
    terminal.press("q")
    assert terminal.wait() == 0
    assert desk.journal.read_bytes() == before
    go_on(desk).wait_for("▐2▌")


def test_what_was_being_typed_survives_a_kill(desk: Desk) -> None:
    terminal = desk.live()
    open_line(terminal)
    terminal.type("half a thou")
    terminal.wait_for(lambda screen: "half a thou" in screen and drafted(desk, "half a thou"))
    terminal.kill()
    terminal = go_on(desk)
    terminal.wait_for("Capture · draft")
    terminal.wait_for("half a thou")
    terminal.press("enter")
    terminal.wait_for("note · Grace gets it")
    terminal.type("ght")
    terminal.wait_for("half a thought")
    enter(terminal)
    terminal.wait_for(lambda screen: len(desk.events("capture_recorded")) == 1)
    assert desk.events("capture_recorded")[0]["capture"]["text"] == "half a thought"


def test_ctrl_q_says_that_it_goes_on(desk: Desk) -> None:
    terminal = desk.live()
    terminal.press("2")
    terminal.wait_for("▐2▌")
    open_line(terminal)
    terminal.type("half a thou")
    terminal.wait_for("half a thou")
    terminal.press("ctrl+q")
    assert terminal.wait() == 0
    assert terminal.raw.endswith(f"{LEFT_SENTENCE}\r\n".encode())
    assert RESTORED in terminal.raw
    assert [line for line in terminal.lines if line] == [LEFT_SENTENCE]
    go_on(desk).wait_for("half a thou")


def test_sigterm_leaves_it_resumable_and_the_terminal_as_it_was(desk: Desk) -> None:
    terminal = desk.live()
    terminal.press("2")
    terminal.wait_for("▐2▌")
    assert terminal.terminate(signal.SIGTERM) == 0
    assert RESTORED in terminal.raw
    assert terminal.text.strip() == LEFT_SENTENCE
    go_on(desk).wait_for("▐2▌")


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "only the signal"])
def test_a_closed_terminal_leaves_it_resumable(desk: Desk, closed: bool) -> None:
    terminal = desk.live()
    terminal.press("2")
    terminal.wait_for("▐2▌")
    open_line(terminal)
    terminal.type("half a thou")
    terminal.wait_for("half a thou")
    code = terminal.hang_up() if closed else terminal.terminate(signal.SIGHUP)
    assert code == (HUNG_UP if closed else 0)
    terminal = go_on(desk)
    terminal.wait_for("half a thou")
    assert "▐2▌" in terminal.text


def finish(terminal: Terminal) -> None:
    """Now, and the page is there."""
    terminal.press("q")
    terminal.wait_for("finish now")
    terminal.press("y")
    terminal.wait_for("Who had the floor")


def drafted(desk: Desk, text: str) -> bool:
    """Whether it is on disk."""
    drafts = desk.folder / "drafts.json"
    return drafts.exists() and text in drafts.read_text("utf-8")
