"""The keys of a live session as a card to lay beside the keyboard. Made from the bindings, so it cannot be out of date."""

from collections.abc import Iterable, Mapping

from textual.binding import Binding

from mentortui.app import MentortuiApp
from mentortui.core.text import visible, width
from mentortui.screens.keys import called
from mentortui.screens.live import LiveScreen


def keys_of_live(keymap: Mapping[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Headings, and under each of them keys with what they do; `keymap`: those of the settings file."""
    app = [binding for binding in MentortuiApp.BINDINGS if isinstance(binding, Binding)]
    live = [binding for binding in LiveScreen.BINDINGS if isinstance(binding, Binding)]
    floor = [binding for binding in app if (binding.id or "").startswith("floor.")]
    return [
        ("The floor", _floor(floor, keymap)),
        ("The session", _rows(live, keymap)),
        ("Everywhere", _rows((binding for binding in app if binding not in floor), keymap)),
    ]


def card(keymap: Mapping[str, str], framed: bool = False) -> str:
    """As lines; `framed`: with a line around them to cut along."""
    groups = keys_of_live(keymap)
    wide = max(width(key) for _, rows in groups for key, _ in rows)
    lines = ["mentortui"]
    for heading, rows in groups:
        lines += ["", heading]
        lines += [f"  {key}{' ' * (wide - width(key))}  {said}" for key, said in rows]
    if framed:
        across = max(map(width, lines)) + 2
        lines = [f"│ {line}{' ' * (across - 2 - width(line))} │" for line in lines]
        lines = [f"╭{'─' * across}╮", *lines, f"╰{'─' * across}╯"]
    return "\n".join(lines) + "\n"


def _floor(bindings: Iterable[Binding], keymap: Mapping[str, str]) -> list[tuple[str, str]]:
    """Nine numbers are one line, and so are nine function keys."""
    rows = []
    for binding in bindings:
        id = (binding.id or "").removeprefix("floor.").removeprefix("f")
        if not id.isdecimal() or binding.id in keymap:
            rows += _rows([binding], keymap)
        elif id == "1":
            mark = binding.key.removesuffix("1")
            where = ", while typing too" if mark else ""
            rows.append((f"{mark}1 … {mark}9", f"Who is on that number has the floor{where}"))
    return rows


def _rows(bindings: Iterable[Binding], keymap: Mapping[str, str]) -> list[tuple[str, str]]:
    rows = []
    for binding in bindings:
        keys = keymap.get(binding.id or "", binding.key)
        names = " ".join(called(key.strip()) for key in keys.split(",") if key.strip())
        if binding.description:
            rows.append((visible(names), binding.description))
    return rows
