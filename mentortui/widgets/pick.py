"""One of a few, by one key each."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.events import Click, Key
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive, var

from mentortui.core.text import width as cells_of
from mentortui.widgets.drawn import Drawn, lines
from mentortui.widgets.text import words

GAP = 3


@dataclass(frozen=True)
class Choice:
    """`key` is a letter of `words`; `also` are further keys that choose it."""

    value: str
    words: str
    key: str
    also: str = ""


class Pick(Drawn, can_focus=True):
    """`● equal   ○ 40/60   ○ another`: the key of each is underlined; arrows go through them, backspace takes the choice back."""

    DEFAULT_CSS = """
    Pick {
        height: auto; width: 1fr; padding: 0 1; background: $surface;
        &:focus { background: $panel; }
        & > .pick--chosen { color: $foreground; text-style: bold; }
        & > .pick--other { color: $quiet; }
        & > .pick--key { text-style: underline; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"pick--chosen", "pick--other", "pick--key"}
    BINDINGS = [
        Binding("left", "step(-1)", "The one before", id="pick.before", show=False),
        Binding("right,space", "step(1)", "The next one", id="pick.next", show=False),
        Binding("backspace,delete", "clear", "None of them", id="pick.clear", show=False),
        Binding("enter", "enter", "Go on", id="pick.enter", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """Another one, or none (empty)."""

        pick: "Pick"
        value: str

    @dataclass
    class Entered(Message):
        """Enter was pressed on it."""

        pick: "Pick"

    chosen: reactive[str] = reactive("", init=False)
    choices: var[tuple[Choice, ...]] = var[tuple[Choice, ...]](())

    def __init__(self, choices: tuple[Choice, ...], chosen: str = "", id: str | None = None, needed: bool = False) -> None:
        """`needed`: there is always one."""
        super().__init__(id=id)
        self.choices = choices
        self.set_reactive(Pick.chosen, chosen)
        self._needed = needed

    def watch_chosen(self) -> None:
        self.redraw()
        self.post_message(self.Chosen(self, self.chosen))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as they need."""
        return len(self._rows(width))

    def draw(self, width: int, height: int) -> Content:
        """The rows."""
        gap = Content(" " * GAP)
        return lines(*(gap.join([self._entry(choice) for choice in row]) for row in self._rows(width)))

    def on_key(self, event: Key) -> None:
        """Its key chooses it."""
        for choice in self.choices:
            if event.character and event.character.casefold() in (choice.key, *choice.also):
                event.stop()
                event.prevent_default()
                self.chosen = choice.value
                return

    def on_click(self, event: Click) -> None:
        """So does a click."""
        offset = event.get_content_offset(self)
        rows = self._rows(self.content_size.width)
        if offset is None or not 0 <= offset.y < len(rows):
            return
        start = 0
        for choice in rows[offset.y]:
            if start <= offset.x < start + _cells(choice):
                self.chosen = choice.value
                return
            start += _cells(choice) + GAP

    def action_step(self, by: int) -> None:
        values = [choice.value for choice in self.choices]
        place = values.index(self.chosen) + by if self.chosen in values else (0 if by > 0 else -1)
        self.chosen = values[place % len(values)]

    def action_clear(self) -> None:
        if not self._needed:
            self.chosen = ""

    def action_enter(self) -> None:
        self.post_message(self.Entered(self))

    def _entry(self, choice: Choice) -> Content:
        chosen = choice.value == self.chosen
        entry = words(f"{'●' if chosen else '○'} {choice.words}", self.look("pick--chosen" if chosen else "pick--other"))
        place = choice.words.casefold().find(choice.key)
        return entry.stylize(self.look("pick--key"), place + 2, place + 3) if place >= 0 else entry

    def _rows(self, width: int) -> list[list[Choice]]:
        rows: list[list[Choice]] = [[]]
        used = 0
        for choice in self.choices:
            needed = _cells(choice) + (GAP if rows[-1] else 0)
            if rows[-1] and used + needed > width:
                rows.append([])
                used, needed = 0, _cells(choice)
            rows[-1].append(choice)
            used += needed
        return rows


def _cells(choice: Choice) -> int:
    return cells_of(choice.words) + 2
