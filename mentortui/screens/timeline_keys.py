"""The keys of Timeline: their bindings, whose ids never change, and the ones that its last row names."""

from textual.binding import Binding

from mentortui.widgets.key_line import Key

TIMELINE: list[Binding] = [
    Binding("down,j,right", "walk(1)", "Next stretch", id="timeline.next", show=False),
    Binding("up,k,left", "walk(-1)", "Stretch before", id="timeline.before", show=False),
    Binding("pagedown", "page(1)", "A page down", id="timeline.page_down", show=False),
    Binding("pageup", "page(-1)", "A page up", id="timeline.page_up", show=False),
    Binding("home", "walk(-99999)", "First stretch", id="timeline.first", show=False),
    Binding("end", "walk(99999)", "Last stretch", id="timeline.last", show=False),
    Binding("enter,r", "reassign", "Whose it was: a person, nobody, several, unsure", id="timeline.reassign"),
    Binding("s", "split", "Split it in two", id="timeline.split"),
    Binding("comma", "move(-5)", "It began 5 s earlier", id="timeline.earlier"),
    Binding("semicolon", "move(5)", "It began 5 s later", id="timeline.later"),
    Binding("less_than_sign", "move(-1)", "It began 1 s earlier", id="timeline.bit_earlier"),
    Binding("greater_than_sign", "move(1)", "It began 1 s later", id="timeline.bit_later"),
    Binding("t", "began", "It began at a typed time", id="timeline.began"),
    Binding("m", "unsure", "Mark it unsure", id="timeline.unsure"),
    Binding("a", "away", "Whose the time away was", id="timeline.away"),
    Binding("n", "name", "Name whose it was, a guest", id="timeline.name"),
    Binding("space", "replay", "Replay the session in a minute, stop", id="timeline.replay"),
    Binding("u", "undo", "Undo what was mended last", id="timeline.undo"),
    Binding("U", "redo", "Redo", id="timeline.redo"),
    Binding("escape,q", "leave", "Back", id="timeline.leave"),
]
KEYS: tuple[Key, ...] = (
    ("enter", "whose it was"),
    ("s", "split"),
    (", ;", "began 5 s earlier, later"),
    ("m", "unsure"),
    ("space", "replay"),
    ("u", "undo"),
    ("esc", "back"),
)
SHORTER: tuple[Key, ...] = (
    ("enter", "whose"),
    ("s", "split"),
    (", ;", "move"),
    ("m", "unsure"),
    ("space", "replay"),
    ("u", "undo"),
)
"""The same in fewer words."""
