"""The keys of Prepare: their bindings, whose ids never change, what they do to the plan, and which the last row names."""

from collections.abc import Callable

from textual.binding import Binding

from mentortui.core.plan_carry import asks
from mentortui.core.plan_offers import Offer
from mentortui.core.records import PlanItem
from mentortui.screens.prepare_asks import PrepareAsks
from mentortui.services.plan_editor import PlanEditor
from mentortui.widgets.key_line import Key

PREPARE: list[Binding] = [
    Binding("s", "start", "Start the session", id="prepare.start"),
    Binding("a", "add", "Add an item", id="prepare.add"),
    Binding("enter", "open", "Edit the item in a line; put on the agenda what is offered", id="prepare.open"),
    Binding("e", "edit", "Edit all fields of the item", id="prepare.edit"),
    Binding("left", "act_on('fewer')", "Five minutes fewer", id="prepare.fewer"),
    Binding("right", "act_on('more')", "Five minutes more", id="prepare.more"),
    Binding("equals_sign", "act_on('as_used')", "As many minutes as such an item took", id="prepare.as_used"),
    Binding("J", "act_on('down')", "Move the item down", id="prepare.down"),
    Binding("K", "act_on('up')", "Move the item up", id="prepare.up"),
    Binding("o", "act_on('owner')", "Who leads it: the next one", id="prepare.owner"),
    Binding("backspace,delete", "remove", "Take it away; let a promise go", id="prepare.remove"),
    Binding("space", "done", "A promise is kept, a roadblock solved", id="prepare.done"),
    Binding("t", "ask('template')", "A template, or last time's agenda", id="prepare.template"),
    Binding("l", "act('like_last')", "The agenda of last time", id="prepare.last"),
    Binding("i", "ask('check_in')", "Write the check-in", id="prepare.check_in"),
    Binding("Q", "act('ask_charter')", "The open questions of the charter onto the agenda", id="prepare.charter"),
    Binding("v", "see_check_in", "Show the check-in alone", id="prepare.see_check_in"),
    Binding("c", "letter", "Copy a letter to send", id="prepare.letter"),
    Binding("d", "ask('date')", "The date", id="prepare.date"),
    Binding("n", "ask('length')", "How many minutes in all", id="prepare.length"),
    Binding("r", "ask('roles')", "Who leads, takes notes, minds the time", id="prepare.roles"),
    Binding("h", "ask('held_true')", "Did the last takeaway hold?", id="prepare.held_true"),
    Binding("m", "ask('put_off')", "Moved, missed, skipped, held elsewhere", id="prepare.put_off"),
    Binding("u", "act('undo')", "Undo", id="prepare.undo"),
    Binding("U", "act('redo')", "Do it again", id="prepare.redo"),
    Binding("escape", "leave", "Back", id="prepare.leave"),
]
PLAN_ACTS: dict[str, Callable[[PlanEditor], str]] = {
    "like_last": lambda editor: editor.like_last(),
    "ask_charter": lambda editor: editor.ask_charter(),
    "undo": lambda editor: editor.undo(),
    "redo": lambda editor: editor.redo(),
}
"""What a key does to all of the plan, by what `act` names."""
ITEM_ACTS: dict[str, Callable[[PlanEditor, str], str]] = {
    "fewer": lambda editor, item: editor.step(item, -1),
    "more": lambda editor, item: editor.step(item, 1),
    "as_used": lambda editor, item: editor.as_used(item),
    "down": lambda editor, item: editor.shift(item, 1),
    "up": lambda editor, item: editor.shift(item, -1),
    "owner": lambda editor, item: editor.next_owner(item),
}
"""What a key does to the marked item, by what `act_on` names."""
ASKED: dict[str, Callable[[PrepareAsks], None]] = {
    "template": PrepareAsks.template,
    "check_in": PrepareAsks.check_in,
    "date": PrepareAsks.date,
    "length": PrepareAsks.length,
    "roles": PrepareAsks.roles,
    "held_true": PrepareAsks.held_true,
    "put_off": PrepareAsks.put_off,
}
"""What is asked over the agenda, by what `ask` names."""


def footer(item: PlanItem | None, offer: Offer | None, *, check_in_alone: bool) -> tuple[Key, ...]:
    """Most used first, for what is marked; `check_in_alone`: it stands over the agenda."""
    if check_in_alone:
        return (("v", "the agenda"), ("i", "write it"), ("esc", "back"))
    start, add = ("s", "start"), ("a", "add")
    rest = (("t", "template"), ("i", "check-in"), ("c", "letter"), ("d", "date"), ("esc", "back"))
    if offer is not None:
        kept = (("space", "solved" if offer.kind == "roadblock" else "done"), ("⌫", "drop")) if offer.kind != "due" else ()
        return (("enter", "open it" if offer.opens else "on the agenda"), *kept, start, add, *rest)
    if item is None:
        return (add, ("t", "template"), *rest[1:])
    decide = ("enter", "decide") if asks(item) else ("enter", "edit")
    return (start, add, decide, ("← →", "minutes"), ("J K", "move"), *rest)
