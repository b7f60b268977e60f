"""However and wherever the program ends: the terminal is as it was, no process is left, and what was saved is there.

Some places with one of the ends each; with HYPOTHESIS_PROFILE=long all of them everywhere.
"""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mentortui.services.clock import FileClock
from mentortui.services.ids import new_id
from mentortui.services.sessions import Sessions
from mentortui.store.store import Store
from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal
from tests.endtoend.meeting import ROOT, Desk
from tests.endtoend.places import HALF, IN_SESSION, PLACES
from tests.endtoend.terminal import Terminal

HUNG_UP = 129


def signalled(*numbers: signal.Signals) -> Callable[[Terminal], int]:
    def end(terminal: Terminal) -> int:
        for number in numbers[:-1]:
            os.kill(terminal.pid, number)
        return terminal.terminate(numbers[-1])

    return end


def left(terminal: Terminal) -> int:
    terminal.press("ctrl+q")
    return terminal.wait()


ENDS: dict[str, tuple[Callable[[Terminal], int], int]] = {
    "hup": (signalled(signal.SIGHUP), 0),
    "term": (signalled(signal.SIGTERM), 0),
    "int": (signalled(signal.SIGINT), 130),
    "quit": (signalled(signal.SIGQUIT), 131),
    "term, term": (signalled(signal.SIGTERM, signal.SIGTERM), 0),
    "hup, term, cont": (signalled(signal.SIGHUP, signal.SIGTERM, signal.SIGCONT), 0),
    "closed": (Terminal.hang_up, HUNG_UP),
    "ctrl+q": (left, 0),
}
SOME = (
    ("home", "int"),
    ("first_run", "closed"),
    ("prepare", "quit"),
    ("typing", "closed"),
    ("cover", "hup, term, cont"),
    ("finishing", "term, term"),
)
LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
TRIED = [(place, end) for place in PLACES for end in ENDS] if LONG else SOME


@pytest.fixture
def desk(tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal) -> Desk:
    return Desk(tmp_path, test_clock, open_terminal)


@pytest.mark.parametrize(("place", "how"), TRIED, ids=lambda name: str(name).replace(", ", "-"))
def test_it_ends_in_order_and_nothing_is_lost(desk: Desk, place: str, how: str) -> None:
    end, code = ENDS[how]
    terminal = PLACES[place](desk)
    assert end(terminal) == code
    assert how == "closed" or terminal.restored
    assert terminal.left_behind == []
    assert b"Traceback" not in terminal.raw
    if place == "first_run":
        assert not desk.data.exists() or not list(desk.data.rglob("record.json"))
    else:
        nothing_lost(desk, place)


def nothing_lost(desk: Desk, place: str) -> None:
    """Asked of the store as the next start would."""
    sessions = Sessions(Store(desk.data), FileClock(desk.clock.path), new_id)
    if place in IN_SESSION:
        assert len(desk.events("floor_taken")) == 1
        assert len(sessions.unfinished()) == 1
        assert sessions.unfinished()[0].trouble == ""
    if place in ("typing", "form", "cover"):
        assert HALF in (desk.folder / "drafts.json").read_text("utf-8")
    if place in ("summary", "finishing"):
        unfinished = sessions.unfinished()
        sessions.recover()
        stored = desk.table("sessions/2026.json", "sessions")
        assert len(stored) + len(unfinished) == 1
        assert not unfinished or len(desk.events("floor_taken")) == 1


def test_a_lost_connection_takes_the_shell_with_it_and_leaves_no_process(desk: Desk, open_terminal: OpenTerminal) -> None:
    desk.known()
    command = " ".join(f"'{word}'" for word in desk.command)
    terminal = open_terminal("sh", "-c", f"{command}; echo never reached", env=desk.env, cwd=ROOT, columns=120, rows=40)
    terminal.wait_for("d promises")
    os.kill(terminal.pid, signal.SIGKILL)
    terminal.hang_up()
    until_empty(terminal)


def until_empty(terminal: Terminal) -> None:
    """Fails where a process of that terminal is there after ten seconds."""
    subprocess.run(
        ["sh", "-c", f"for n in $(seq 200); do ps -o pid= -s {terminal.pid} >/dev/null || exit 0; sleep 0.05; done; exit 1"],
        check=False,
    )
    assert terminal.left_behind == []
