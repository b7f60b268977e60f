"""The keys of the Mentorship screen: those that each tab has, the tab's own, and which of them its last row names."""

from textual.binding import Binding, BindingsMap

from mentortui.screens.keys import called
from mentortui.services.tabs import Tab
from mentortui.widgets.key_line import Key

MENTORSHIP: list[Binding] = [
    Binding("a", "add", "Add one", id="records.add"),
    Binding("e", "edit", "Edit it", id="records.edit"),
    Binding("enter", "open", "Read it; where it stands beside the list, edit it", id="records.open"),
    Binding("space", "done", "Done, or open again", id="records.done"),
    Binding("backspace,delete", "remove", "Remove it", id="records.remove"),
    Binding("u", "undo", "Undo what was done last", id="records.undo"),
    Binding("slash", "find", "Find: filter as you type", id="records.find", priority=True),
    Binding("o", "order", "Another order", id="records.order"),
    Binding("tab,right_square_bracket", "tab(1)", "The next tab", id="records.next_kind"),
    Binding("shift+tab,left_square_bracket", "tab(-1)", "The tab before", id="records.kind_before"),
    Binding("m", "more", "More tabs, those that nobody has used yet first", id="records.more"),
    Binding("T", "thanks", "Write a thank-you from the wins, and copy it", id="records.thanks"),
    Binding("down", "to_list", "Into the list", id="records.to_list", show=False),
    Binding("escape", "back", "Back: of the page, of the filter, of the mentorship", id="records.back"),
    Binding("q", "leave", "Back", id="records.leave"),
]
OF_THE_FLOOR = frozenset("gb")
"""Keys that give the floor, over a session, whatever a tab does by them elsewhere."""
TYPING: tuple[Key, ...] = (("enter", "to the list"), ("esc", "clear"))
"""Named while one types what to find: every other key is a sign there."""
BRIEF = "done"
"""What the key that ticks does, where a row has no room for how the tab says it."""


def with_own(usual: BindingsMap, tab: Tab, *, over_session: bool) -> BindingsMap:
    """Those of the tab beside those that all have."""
    own = [
        Binding(one.key, f"own({n})", one.words, id=f"records.{tab.name}.{one.label.replace(' ', '_')}")
        for n, one in enumerate(tab.keys)
        if not over_session or one.key not in OF_THE_FLOOR
    ]
    return BindingsMap.merge([usual.copy(), BindingsMap(own)])


def footer(tab: Tab, here: str, *, has_done: bool) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """Most used first, and the same in fewer words. `here`: the id of the marked row; `has_done`: something can be taken back."""
    own = [(called(one.key), one.label) for one in tab.shown_keys(here) if here or one.alone]
    add = (("a", "add"),) if tab.adds else ()
    own_way = type(tab)
    edit = (("e", "edit"),) if here and own_way.edit is not Tab.edit else ()
    remove = (("⌫", "remove"),) if own_way.remove is not Tab.remove else ()
    undo = (("u", "undo"),) if own_way.undo is not Tab.undo and (here or has_done) else ()
    rest = (*own[1:], *((*remove, ("/", "find")) if here else ()), *undo)

    def said(done: str) -> tuple[Key, ...]:
        tick = (("space", done),) if here and tab.done_word else ()
        return (*add, *edit, *tick, *own[:1], ("tab", "next"), *rest)

    return said(tab.done_word), said(BRIEF)
