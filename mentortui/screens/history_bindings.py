"""The keys of History. Their ids never change: `?`, the palette and the settings are made from them."""

from collections.abc import Callable

from textual.binding import Binding
from textual.message import Message

from mentortui.screens.wanted import ImportWanted, LogWanted, StartWanted, TrendsWanted

HISTORY: list[Binding] = [
    Binding("slash", "filter", "Find what was said", id="history.filter", priority=True),
    Binding("enter", "open", "The minute it was said; without a match the page", id="history.open"),
    Binding("n", "match(1)", "Next match", id="history.next_match"),
    Binding("N", "match(-1)", "Match before", id="history.match_before"),
    Binding("e", "edit", "Open and edit the page", id="history.edit"),
    Binding("y", "timeline", "Timeline: who spoke when", id="history.timeline"),
    Binding("t", "open_of('trends')", "Trends: how talk was shared over sessions", id="history.trends"),
    Binding("o", "order", "Sort: newest, oldest, longest, most open", id="history.order"),
    Binding("a,plus", "open_of('log')", "Write down a session that was held", id="history.log"),
    Binding("i", "open_of('import')", "Import a transcript of a call", id="history.import"),
    Binding("W", "write", "Write it to a file", id="history.write"),
    Binding("backspace", "remove", "Remove it", id="history.remove"),
    Binding("u", "undo", "Bring back what was removed", id="history.undo"),
    Binding("s", "open_of('start')", "Start a session", id="history.start"),
    Binding("right", "page", "Into the page", id="history.page"),
    Binding("left", "list", "Back to the list", id="history.list"),
    Binding("down", "walk(1)", "Next session, while typing", id="history.down", show=False),
    Binding("up", "walk(-1)", "Session before, while typing", id="history.up", show=False),
    Binding("escape", "back", "Clear the filter; then back", id="history.back"),
    Binding("q", "leave", "Leave", id="history.leave"),
]
OPENED: dict[str, Callable[[str], Message]] = {
    "trends": TrendsWanted,
    "log": LogWanted,
    "import": ImportWanted,
    "start": StartWanted,
}
"""By what those keys say: what is wanted of the mentorship of the marked session."""
