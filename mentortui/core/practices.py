"""What good practice asks of a mentorship at a distance, and where each of it has its place here: for the help, the docs and the
test that opens each of them."""

from collections.abc import Sequence

import msgspec

Keys = tuple[tuple[str, str], ...]
"""Keys, as Textual calls them, with what they do there."""

MENTORSHIP = "Mentorship"


class Practice(msgspec.Struct, frozen=True, kw_only=True):
    """One of them. `tab`: the tab of the Mentorship screen by its name; empty where it stands on another screen."""

    name: str
    """As good practice calls it."""
    does: str
    """What the program does for it, in a sentence or two."""
    keys: Keys
    """What one presses there."""
    tab: str = ""
    screen: str = MENTORSHIP


def _tab(tab: str, name: str, does: str, *keys: tuple[str, str]) -> Practice:
    return Practice(name=name, does=does, keys=keys, tab=tab)


def _on(screen: str, name: str, does: str, *keys: tuple[str, str]) -> Practice:
    return Practice(name=name, does=does, keys=keys, screen=screen)


ADD, EDIT, DONE, THANKS = ("a", "add"), ("e", "edit"), ("space", "done"), ("T", "a thank-you from the wins")

PRACTICES: tuple[Practice, ...] = (
    _tab("charter", "charter and ground rules", "What was agreed, question by question; what changed and when.", EDIT),
    _tab("action", "actions, both ways", "What each promised, by when, what one will see when it is done.", ADD, EDIT, DONE),
    _tab("win", "recognition: the wins wall", "Wins of both, for whom and with what effect.", ADD, EDIT, THANKS),
    _tab("decision", "decisions", "What was chosen, why, and how it turned out.", ADD, EDIT),
    _tab("resource", "resources", "Material sent by either side, and whether it helped.", ADD, EDIT, DONE),
    _tab("setback", "setbacks", "What went wrong, what it taught, what comes next.", ADD, EDIT, DONE),
)
"""In the order of the help and of docs/practices.md."""


def place(practice: Practice, title: str) -> str:
    """Where it stands: `Mentorship · Charter`; `title`: what its tab is called."""
    return f"{practice.screen} · {title}" if practice.tab else practice.screen


def as_markdown(titles: dict[str, str], called: dict[str, str]) -> str:
    """The page docs/practices.md. `titles`: of tabs, by their names; `called`: how keys are printed, where not as they are."""
    rows = [
        f"| {one.name} | {place(one, titles.get(one.tab, one.tab))} | {_printed(one.keys, called)} | {one.does} |"
        for one in PRACTICES
    ]
    return "\n".join([*ABOVE, "| practice | where | keys | what it does |", "| --- | --- | --- | --- |", *rows, ""])


ABOVE: Sequence[str] = (
    "# What good practice asks, and where it is",
    "",
    "Nothing here has to be used, and what you do not use stays quiet: its tab stands under *more* (`m`), and nothing of it comes up",
    "on Home or in Prepare. The same page is in the program: `?`, then `p`, or *What good practice asks* in the palette (`ctrl+p`).",
    "",
    "`l` on Home, and `M` on every screen that is about one mentorship, opens the Mentorship screen; `tab` goes through its tabs, `m`",
    "lists those that nobody has used yet, and the palette opens each by its name: *Goals of Grace*. [keys.md](keys.md) has all keys.",
    "",
)


def _printed(keys: Keys, called: dict[str, str]) -> str:
    return " · ".join(f"`{called.get(key, key)}` {words}" for key, words in keys)
