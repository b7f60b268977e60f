"""The keys of Live. Their ids never change: `?`, the palette, the key card and the settings are made from them."""

from collections.abc import Callable

from textual.binding import Binding

from mentortui.core.commands import STEP_MINUTES
from mentortui.screens.live_forms import LiveForms
from mentortui.screens.live_more import Beside
from mentortui.services.live import LiveSession

STEP_SECONDS = 5
"""Of the last change of floor, a key."""

LIVE: list[Binding] = [
    Binding("right", "act('next')", "Finish the item, start the next", id="live.next"),
    Binding("shift+right", "act('skip')", "Leave it open, go on", id="live.skip"),
    Binding("left", "act('back')", "Back to the item before", id="live.back"),
    Binding("up", "act('more')", "Five minutes more for this item", id="live.more"),
    Binding("down", "act('fewer')", "Five minutes fewer for this item", id="live.fewer"),
    Binding("i", "form('topic')", "An unplanned topic starts now", id="live.topic"),
    Binding("e", "form('agenda')", "The agenda: add, edit, move, reopen", id="live.agenda"),
    Binding("n", "act('last')", "Go to the kept last item", id="live.last"),
    Binding("enter", "capture", "Capture in one line", id="live.capture"),
    Binding("c", "form('captures')", "The captures: edit, remove", id="live.captures"),
    Binding("f", "feedback", "Feedback waiting to be given, or the form", id="live.feedback"),
    Binding("p", "form('understanding')", "Understanding confirmed", id="live.understood"),
    Binding("m", "form('next_date')", "The next date", id="live.date"),
    Binding("v", "form('people')", "Who is here, names, if the call drops", id="live.people"),
    Binding("space", "act('pause')", "Pause, resume", id="live.pause"),
    Binding("comma", "act('earlier')", "The last change of floor 5 s earlier", id="live.earlier"),
    Binding("semicolon", "act('later')", "The last change of floor 5 s later", id="live.later"),
    Binding("t", "form('began')", "The last change of floor at a typed time", id="live.began"),
    Binding("a", "form('gap')", "Whose the time away was", id="live.gap"),
    Binding("o", "beside('question')", "An open question; again for another", id="live.question"),
    Binding("l", "beside('last_time')", "What was agreed last time", id="live.last_time"),
    Binding("w", "beside('why')", "Why: how the figures come about", id="live.why"),
    Binding("y", "timeline", "The turns of this session, to mend", id="live.timeline"),
    Binding("escape", "send_away", "The prompt goes", id="live.away"),
    Binding("h", "act('figures')", "Hide or show the speaking figures", id="live.figures"),
    Binding("k", "act('silence')", "No more prompts and questions today", id="live.silence"),
    Binding("s", "elsewhere", "Save elsewhere, while the disk refuses", id="live.elsewhere"),
    Binding("u", "act('undo')", "Undo what was keyed last", id="live.undo"),
    Binding("U", "redo", "Redo", id="live.redo"),
    Binding("q", "finish", "Finish the session", id="live.finish"),
]

ACTS: dict[str, Callable[[LiveSession], object]] = {
    "next": lambda live: live.agenda.go_on("finished"),
    "skip": lambda live: live.agenda.go_on("open"),
    "back": lambda live: live.agenda.go_back(),
    "last": lambda live: live.agenda.go_to_last(),
    "more": lambda live: live.agenda.more_minutes(STEP_MINUTES),
    "fewer": lambda live: live.agenda.more_minutes(-STEP_MINUTES),
    "pause": lambda live: live.floor.pause(),
    "earlier": lambda live: live.floor.nudge(-STEP_SECONDS),
    "later": lambda live: live.floor.nudge(STEP_SECONDS),
    "figures": lambda live: live.show_figures(),
    "silence": lambda live: live.prompts.silence(),
    "undo": lambda live: live.undo(),
}
"""The verbs of the session that a key calls as they are, by what `act` names."""

FORMS: dict[str, Callable[[LiveForms], None]] = {
    "topic": LiveForms.topic,
    "agenda": LiveForms.agenda,
    "captures": LiveForms.captures,
    "understanding": LiveForms.understanding,
    "next_date": LiveForms.next_date,
    "people": LiveForms.people,
    "began": LiveForms.began,
    "gap": LiveForms.gap,
}
"""What is asked over the session, by what `form` names."""

LOOKED_UP: dict[str, Callable[[Beside], None]] = {
    "question": Beside.question,
    "last_time": Beside.last_time,
    "why": Beside.why,
}
"""What is looked up over the session, by what `beside` names."""
