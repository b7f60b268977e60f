"""The keys that Live names: those that work, whatever the settings made of them."""

from textual.screen import Screen

from mentortui.screens.keys import called
from mentortui.widgets.key_line import Key

FOOTER = (
    ("floor.other", "other speaks", "other"),
    ("live.next", "next item", "next"),
    ("live.capture", "capture", "capture"),
    ("live.finish", "finish", "finish"),
    ("live.undo", "undo", "undo"),
    ("live.pause", "pause", "pause"),
    ("live.topic", "new topic", "topic"),
)
"""Ids of bindings with their words, and fewer words: the first ones stay longest."""
WATCHING = (
    ("live.finish", "leave", "leave"),
    ("live.captures", "captures", "captures"),
    ("live.agenda", "agenda", "agenda"),
    ("live.people", "who is here", "people"),
)
TYPING = (
    ("enter", "save", "save"),
    ("floor.choose", "floor", "floor"),
    ("tab", "complete", "complete"),
)
"""While the capture line is open: what has no binding of that id is a key of the line itself."""
LEAVES = ("esc", "keeps the draft")
SIMULATED = {"esc": "escape"}


class LiveKeys:
    """The keys as they are now, by the ids of their bindings."""

    def __init__(self, screen: Screen[None], row: str) -> None:
        """`row`: what the ten number keys are called on this keyboard."""
        self._keys = dict[str, list[str]]()
        self._row = row
        self._pressed = dict[str, str]()
        for key, found in screen.active_bindings.items():
            if found.binding.id:
                self._keys.setdefault(found.binding.id, []).append(key)

    def __call__(self, id: str) -> str:
        """How the key of a binding is printed; the id itself where no key has it."""
        key = next(iter(self._keys.get(id, ())), id)
        shown = LEAVES[0] if key == SIMULATED[LEAVES[0]] else called(key)
        self._pressed[shown] = key
        return shown

    def has(self, id: str, key: str) -> bool:
        """Whether that key does what the binding says."""
        return key in self._keys.get(id, ())

    def pressed(self, shown: str) -> str:
        """The key, for the program, of one as it was printed."""
        return SIMULATED.get(shown) or self._pressed.get(shown, shown)

    def footer(self, *, two: bool, whose: str, typing: bool) -> tuple[tuple[Key, ...], tuple[Key, ...], Key]:
        """The entries, the same in fewer words, and the one that always stays."""
        entries = TYPING if typing else WATCHING if whose else FOOTER
        long = tuple((self(id), words) for id, words, _ in entries)
        short = tuple((self(id), words) for id, _, words in entries)
        if entries is FOOTER and not two:
            who = f"{self._row[:1]}-{self._row[8:9]}"
            self._pressed[who] = next(iter(self._keys.get("live.people", ())), "")
            long, short = ((who, "who speaks"), *long[1:]), ((who, "speaks"), *short[1:])
        return long, short, LEAVES if typing else (self("app.keys"), "all")
