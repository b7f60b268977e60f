"""All keys that work here, from the bindings themselves."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from textual.actions import parse
from textual.app import ComposeResult, SystemCommand
from textual.binding import ActiveBinding, Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static, TextArea

from mentortui.core.words import SIGN_WORDS
from mentortui.screens.closing import close
from mentortui.styles import stylesheet
from mentortui.widgets.text import words

CALLED = {
    "right": "→",
    "left": "←",
    "up": "↑",
    "down": "↓",
    "shift+right": "shift →",
    "comma": ",",
    "semicolon": ";",
    "question_mark": "?",
    "colon": ":",
    "backspace": "⌫",
    "full_stop": ".",
    "slash": "/",
    "plus": "+",
}
KEY_NAMES = {
    ">": "greater_than_sign",
    "<": "less_than_sign",
    "!": "exclamation_mark",
    "*": "asterisk",
    "=": "equals_sign",
    "+": "plus",
    "-": "minus",
    "&": "ampersand",
    ".": "full_stop",
}
"""What Textual calls the keys of the signs."""
CALLED |= {name: sign for sign, name in KEY_NAMES.items()}
CALLED |= {"right_square_bracket": "]", "left_square_bracket": "["}
CELLS = 14


def called(key: str) -> str:
    """A key as it is printed."""
    return CALLED.get(key, key)


class KeysScreen(ModalScreen[None]):
    """Dismissed by any of `?`, escape, enter and q."""

    CSS_PATH = stylesheet("keys")
    BINDINGS = [
        Binding("escape,question_mark,enter,q", "leave", "Back", id="keys.leave"),
        Binding("p", "practices", "What good practice asks, and where it is", id="keys.practices"),
        Binding("x", "app.cover", "Cover: names and notes vanish", id="app.cover", show=False),
    ]

    def __init__(self, groups: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> None:
        """`groups`: a heading, and keys with what they do."""
        super().__init__()
        self._groups = [(heading, list(keys)) for heading, keys in groups]

    def compose(self) -> ComposeResult:
        """A column of groups."""
        with VerticalScroll(id="dialog") as dialog:
            dialog.border_title = Content("All keys")
            dialog.border_subtitle = Content("p what good practice asks · esc back")
            for heading, keys in self._groups:
                if keys:
                    yield Static(words(heading), classes="heading")
                    yield Static(Content("\n").join([_row(key, said) for key, said in keys]), classes="keys")

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.query_one("#dialog").focus()

    def action_leave(self) -> None:
        """Back."""
        close(self, None)

    def action_practices(self) -> None:
        """Another page of the help, in place of this one."""
        if self.is_active:
            app = self.app
            close(self, None)
            app.call_later(app.run_action, "app.practices")


def _row(key: str, said: str) -> Content:
    return Content.assemble(words(f"{key:<{CELLS}}", "$accent"), words(said))


def working(screen: Screen[object]) -> dict[str, ActiveBinding]:
    """The keys that work on a screen. A form hides those of the program from Textual's list, but not the ones that go before
    all others: ctrl+g, the function keys, the cover, leaving. A list hands on enter and arrows to its screen."""
    found, app = dict(screen.active_bindings), screen.app
    if not isinstance(screen.focused, Input | TextArea):
        for key, binding in screen._bindings:
            if key in found and not found[key].binding.id and binding.id and screen.check_action(*_action(binding)):
                found[key] = ActiveBinding(screen, binding, True, binding.tooltip)
    if screen.is_modal:
        for namespace, bindings in screen._binding_chain:
            for key, binding in bindings:
                if namespace is app and binding.priority and app.check_action(*_action(binding)):
                    found.setdefault(key, ActiveBinding(namespace, binding, True, binding.tooltip))
    return found


def _action(binding: Binding) -> tuple[str, tuple[object, ...]]:
    _, name, given = parse(binding.action)
    return name, given


def groups(screen: Screen[object], *, floor: bool, signs: bool) -> list[tuple[str, list[tuple[str, str]]]]:
    """What works on a screen: its own keys, those of the floor, the signs of the capture line, what works everywhere."""

    def rows(bindings: Iterable[tuple[str, Binding]]) -> list[tuple[str, str]]:
        return [(called(key), binding.description) for key, binding in bindings if binding.description]

    active = [(key, found.binding) for key, found in working(screen).items() if found.enabled and found.binding.id]
    own = [(key, binding) for key, binding in active if not (binding.id or "").startswith(("floor.", "app."))]
    here = [(key, binding) for key, binding in own if ".sort." not in (binding.id or "")]
    sorting = [(key, binding) for key, binding in own if ".sort." in (binding.id or "")]
    of_floor = [(key, binding) for key, binding in active if (binding.id or "").startswith("floor.")]
    always = [(key, binding) for key, binding in active if (binding.id or "").startswith("app.")]
    return [
        ("Here", rows(here)),
        ("What a note is", rows(sorting)),
        ("The floor", _gathered(rows(of_floor)) if floor else []),
        ("On the capture line", list(SIGN_WORDS) if signs else []),
        ("Everywhere", rows(always)),
    ]


def offered(screen: Screen[object], run: Callable[[object, str], None]) -> Iterator[SystemCommand]:
    """The same for the palette, by name; `run` is given the node a binding stands on, and its action."""
    for found in working(screen).values():
        binding = found.binding
        if found.enabled and binding.id and binding.description and binding.action != "command_palette":
            said = "Leave this form, back to what is below" if binding.description == "Back" else binding.description
            yield SystemCommand(said, called(binding.key), partial(run, found.node, binding.action))


def _gathered(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Nine people are one row, and so are their function keys; each where it works."""
    names = {key for key, _ in rows}
    others = [row for row in rows if not (row[0][:1].isdigit() or (row[0][:1] in "fF" and row[0][1:].isdigit())) or row[0] == "0"]
    said = "That person has the floor; the holder's own key: still speaking"
    plain = [("1…9", said)] if any(key[:1].isdigit() and key != "0" for key in names) else []
    typing = [("F1…F9", "The same from text" if plain else said)] if "f1" in names else []
    return [*plain, *typing, *others]
