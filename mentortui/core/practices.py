"""What good practice asks of a mentorship at a distance, and where each of it has its place here: for the help, the docs and the
test that opens each of them."""

from collections.abc import Mapping

import msgspec

from mentortui.core.practice_rows import ROWS

Keys = tuple[tuple[str, str], ...]
"""Keys, as Textual calls them, with what they do there."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A screen; of the Mentorship screen the `tab` too, by its name."""

    screen: str
    tab: str = ""
    keys: Keys = ()

    def called(self, titles: Mapping[str, str]) -> str:
        """`Mentorship, Charter`; `titles`: what the tabs are called, by their names."""
        return f"{self.screen}, {titles.get(self.tab, self.tab)}" if self.tab else self.screen


class Practice(msgspec.Struct, frozen=True, kw_only=True):
    """One of them: as good practice calls it, what the program does, and where. Its first place is where it is looked for."""

    name: str
    does: str
    places: tuple[Place, ...]


def _place(where: str, keys: str) -> Place:
    screen, _, tab = where.partition("/")
    pairs = (part.strip().split(" ", 1) for part in keys.split("·") if part.strip())
    return Place(screen=screen, tab=tab, keys=tuple((key, words) for key, words in pairs))


PRACTICES: tuple[Practice, ...] = tuple(
    Practice(name=name, does=does, places=tuple(_place(where, keys) for where, keys in places)) for name, does, *places in ROWS
)
"""In the order of the help and of docs/practices.md."""


def as_markdown(titles: Mapping[str, str], called: Mapping[str, str]) -> str:
    """The page docs/practices.md. `titles`: of tabs, by their names; `called`: how keys are printed, where not as they are."""
    rows = []
    for one in PRACTICES:
        where = "<br>".join(f"{place.called(titles)}: {_printed(place.keys, called)}".rstrip(": ") for place in one.places)
        rows.append(f"| {one.name} | {where} | {one.does} |")
    return "\n".join(
        [*ABOVE, "| practice | where, and its keys there | what the program does |", "| --- | --- | --- |", *rows, ""]
    )


ABOVE = (
    "# What good practice asks, and where it is",
    "",
    "Nothing here has to be used, and what you do not use stays quiet: its tab stands under *more* (`m`), and nothing of it",
    "comes up on Home or in Prepare. What is due comes there by itself, at most five lines.",
    "",
    "`l` on Home, and `M` on every screen that is about one mentorship, opens the Mentorship screen; `tab` goes through its",
    "tabs, `m` lists those that nobody has used yet, and the palette (`ctrl+p`) opens each by its name: *Goals of Grace*. In all",
    "of them `a` adds, `e` edits, `space` ticks, `backspace` removes, `u` undoes. This page is in the program too: `?`, then",
    "`p`. [keys.md](keys.md) has all keys.",
    "",
)


def _printed(keys: Keys, called: Mapping[str, str]) -> str:
    return " · ".join(f"`{called.get(key, key)}` {words}" for key, words in keys)
