"""The keys of Summary. Their ids never change: `?`, the palette and the settings are made from them."""

from collections.abc import Awaitable, Callable

from textual.binding import Binding

from mentortui.core.sorting import SORTS
from mentortui.screens.keys import KEY_NAMES
from mentortui.screens.summary_forms import SummaryForms

SUMMARY: list[Binding] = [
    Binding("down,j", "walk(1)", "Next line", id="summary.down", show=False),
    Binding("up,k", "walk(-1)", "Line before", id="summary.up", show=False),
    Binding("home", "walk(-9999)", "First line", id="summary.first", show=False),
    Binding("end", "walk(9999)", "Last line", id="summary.last", show=False),
    Binding("pagedown,space", "scroll(1)", "A page down", id="summary.page_down", show=False),
    Binding("pageup", "scroll(-1)", "A page up", id="summary.page_up", show=False),
    Binding("e", "edit", "Edit what is behind this line", id="summary.edit"),
    Binding("enter", "enter", "Edit it; a note stays a note", id="summary.enter"),
    Binding("d,backspace", "remove", "Remove it", id="summary.remove"),
    Binding("K", "keep", "The promise is kept, or open again", id="summary.keep"),
    Binding("u", "undo", "Undo; at the end back into the session", id="summary.undo"),
    Binding("v", "view", "As the other will read it", id="summary.view"),
    Binding("c", "copy('short')", "Copy a short message for the other", id="summary.copy"),
    Binding("C", "copy('whole')", "Copy the full record", id="summary.copy_all"),
    Binding("w", "why", "Why: how the figures came about", id="summary.why"),
    Binding("W", "write", "Write it to a file", id="summary.write"),
    Binding("n", "note", "The closing note", id="summary.note"),
    Binding("m", "date", "The next date", id="summary.date"),
    Binding("t", "ask('takeaway')", "A takeaway, the mentee's first", id="summary.takeaway"),
    Binding("p", "ask('pulse')", "The pulse: safety, usefulness, fairness", id="summary.pulse"),
    Binding("T", "ask('thanks')", "Write a thank-you and copy it", id="summary.thanks"),
    Binding("L", "ask('letter')", "Copy the letter to send", id="summary.letter"),
    Binding("P", "prepare", "Make the next session from this", id="summary.prepare"),
    Binding("f", "feedback", "Feedback", id="summary.feedback"),
    Binding("y", "timeline", "The timeline: who spoke when", id="summary.timeline"),
    Binding("F", "shares", "Shares of what nobody is sure of", id="summary.shares"),
    *(
        Binding(KEY_NAMES.get(sort.key, sort.key), f"sort({sort.head!r})", sort.told, id=f"summary.sort.{sort.name}", show=False)
        for sort in SORTS
    ),
    Binding("q,escape", "leave", "Leave", id="summary.leave"),
]
ASKED: dict[str, Callable[[SummaryForms], Awaitable[str]]] = {
    "takeaway": SummaryForms.takeaway,
    "pulse": SummaryForms.pulse,
    "thanks": SummaryForms.thanks,
    "letter": SummaryForms.letter,
}
"""What each says of their own, or what is sent to the other, by what `ask` names."""
