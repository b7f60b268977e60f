"""The keys of Live. Their ids never change: `?`, the palette, the key card and the settings are made from them."""

from textual.binding import Binding

from mentortui.core.commands import STEP_MINUTES

LIVE: list[Binding] = [
    Binding("right", "go_on('finished')", "Finish the item, start the next", id="live.next"),
    Binding("shift+right", "go_on('open')", "Leave it open, go on", id="live.skip"),
    Binding("left", "go_back", "Back to the item before", id="live.back"),
    Binding("up", f"minutes({STEP_MINUTES})", "Five minutes more for this item", id="live.more"),
    Binding("down", f"minutes(-{STEP_MINUTES})", "Five minutes fewer for this item", id="live.fewer"),
    Binding("i", "form('topic')", "An unplanned topic starts now", id="live.topic"),
    Binding("e", "form('agenda')", "The agenda: add, edit, move, reopen", id="live.agenda"),
    Binding("n", "last_item", "Go to the kept last item", id="live.last"),
    Binding("enter", "capture", "Capture in one line", id="live.capture"),
    Binding("c", "form('captures')", "The captures: edit, remove", id="live.captures"),
    Binding("f", "feedback", "Feedback waiting to be given, or the form", id="live.feedback"),
    Binding("p", "form('understanding')", "Understanding confirmed", id="live.understood"),
    Binding("m", "form('next_date')", "The next date", id="live.date"),
    Binding("v", "form('people')", "Who is here, names, if the call drops", id="live.people"),
    Binding("space", "pause", "Pause, resume", id="live.pause"),
    Binding("comma", "nudge(-5)", "The last change of floor 5 s earlier", id="live.earlier"),
    Binding("semicolon", "nudge(5)", "The last change of floor 5 s later", id="live.later"),
    Binding("t", "form('began')", "The last change of floor at a typed time", id="live.began"),
    Binding("a", "form('gap')", "Whose the time away was", id="live.gap"),
    Binding("o", "open_question", "An open question; again for another", id="live.question"),
    Binding("l", "last_time", "What was agreed last time", id="live.last_time"),
    Binding("w", "why", "Why: how the figures come about", id="live.why"),
    Binding("y", "timeline", "The turns of this session, to mend", id="live.timeline"),
    Binding("escape", "send_away", "The prompt goes", id="live.away"),
    Binding("h", "figures", "Hide or show the speaking figures", id="live.figures"),
    Binding("k", "silence", "No more prompts and questions today", id="live.silence"),
    Binding("s", "elsewhere", "Save elsewhere, while the disk refuses", id="live.elsewhere"),
    Binding("u", "undo", "Undo what was keyed last", id="live.undo"),
    Binding("U", "redo", "Redo", id="live.redo"),
    Binding("q", "finish", "Finish the session", id="live.finish"),
]
