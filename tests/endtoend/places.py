"""Where the program can be when its end comes, each reached by keys as a person would; a new screen is added here once."""

from collections.abc import Callable
from typing import Final

from tests.endtoend.meeting import Desk, open_line
from tests.endtoend.terminal import Terminal

HALF: Final = "half a thou"
"""What is being typed where one types."""


def home(desk: Desk) -> Terminal:
    desk.known()
    terminal = desk.open()
    terminal.wait_for("d promises")
    return terminal


def first_run(desk: Desk) -> Terminal:
    terminal = desk.open()
    terminal.wait_for("Number row")
    terminal.type("Ada Lovel")
    terminal.wait_for("Ada Lovel")
    return terminal


def prepare(desk: Desk) -> Terminal:
    terminal = home(desk)
    terminal.press("p")
    terminal.wait_for("a add")
    return terminal


def live(desk: Desk) -> Terminal:
    desk.known()
    terminal = desk.live()
    terminal.press("2")
    terminal.wait_for(lambda screen: "▐2▌" in screen and "● saved" in screen)
    return terminal


def typing(desk: Desk) -> Terminal:
    terminal = live(desk)
    open_line(terminal)
    terminal.type(HALF)
    terminal.wait_for(HALF)
    return terminal


def form(desk: Desk) -> Terminal:
    terminal = live(desk)
    terminal.press("i")
    terminal.wait_for("A new topic, now")
    terminal.type(HALF)
    terminal.wait_for(HALF)
    return terminal


def dialog(desk: Desk) -> Terminal:
    terminal = live(desk)
    terminal.press("q")
    terminal.wait_for("finish now")
    return terminal


def cover(desk: Desk) -> Terminal:
    terminal = typing(desk)
    terminal.press("ctrl+t")
    terminal.wait_for(lambda screen: "covered" in screen and "Grace" not in screen)
    return terminal


def summary(desk: Desk) -> Terminal:
    terminal = finishing(desk)
    terminal.wait_for("The next date is open")
    return terminal


def finishing(desk: Desk) -> Terminal:
    terminal = dialog(desk)
    terminal.press("y")
    return terminal


PLACES: Final[dict[str, Callable[[Desk], Terminal]]] = {
    place.__name__: place for place in (home, first_run, prepare, live, typing, form, dialog, cover, summary, finishing)
}
IN_SESSION: Final = ("live", "typing", "form", "dialog", "cover")
"""Where a session is under way, which must be there to be gone on with."""
