"""The keys of Home: their bindings, whose ids never change, and the ones that its last row names."""

from collections.abc import Callable

from textual.binding import Binding
from textual.message import Message

from mentortui.core.worth import MOST
from mentortui.screens.wanted import HistoryWanted, ImportWanted, PrepareWanted, RecordsWanted, StartWanted, TrendsWanted
from mentortui.services.overview import Overview
from mentortui.widgets.key_line import Key

HOME: list[Binding] = [
    Binding("s", "session('start')", "Start a session", id="home.start"),
    Binding("p", "session('prepare')", "Prepare the next session", id="home.prepare"),
    Binding("enter", "open('history')", "Open: its sessions", id="home.open"),
    Binding("h", "history", "History of all", id="home.history"),
    Binding("d", "promises", "Open promises of all", id="home.promises"),
    Binding("t", "open('trends')", "Trends: how talk was shared over sessions", id="home.trends"),
    Binding("l", "open('records')", "The mentorship: charter, goals, actions and the rest", id="home.records"),
    Binding("i", "open('import')", "Import a transcript of a call", id="home.import"),
    Binding("r", "resume", "Go on with the one under way", id="home.resume"),
    Binding("a", "add", "Add a mentorship", id="home.add"),
    Binding("e", "edit", "Edit people, zones, sharing", id="home.edit"),
    Binding("backspace", "remove", "Remove the mentorship; u brings it back", id="home.remove"),
    Binding("z", "archived", "Those that were closed, and back", id="home.archived"),
    Binding("o", "open_again", "Open again what was closed", id="home.open_again"),
    Binding("u", "undo", "Undo; what was removed comes back", id="home.undo"),
    *(Binding(str(n), f"worth({n})", f"Line {n} of what is worth a look", id=f"home.worth.{n}") for n in range(1, MOST + 1)),
    Binding("q", "app.leave", "Quit", id="home.quit"),
]
OPENED: dict[str, Callable[[str], Message]] = {
    "start": StartWanted,
    "prepare": PrepareWanted,
    "history": HistoryWanted,
    "records": RecordsWanted,
    "trends": TrendsWanted,
    "import": ImportWanted,
}
"""By what those keys say: what is wanted of the marked mentorship."""
NEEDS_ONE = ("session", "open", "promises", "edit", "remove")
"""Actions that wait for a mentorship."""


def footer(overview: Overview, marked: str, enter: str) -> tuple[Key, ...]:
    """`marked`: the slug of the marked one; `enter`: what that key does on a line worth a look, empty while none is marked."""
    back_to = "back" if overview.in_archive else f"archived {len(overview.archived)}"
    closed = (("z", back_to),) if overview.archived else ()
    if not overview.heads:
        back = (("u", "bring back"),) if overview.gone else ()
        return (("a", "add a mentorship"), *back, *closed, ("q", "quit"))
    resume = (("r", "go on"),) if marked in overview.unfinished else ()
    first = (("o", "open again"),) if overview.in_archive else (("s", "start"), ("p", "prepare"))
    usual = (*first, ("enter", enter or "open"), ("l", "mentorship"), ("h", "history"), ("d", "promises"))
    return (*resume, *usual, *closed, ("a", "add"), ("q", "quit"), ("t", "trends"), ("R", "review"))
