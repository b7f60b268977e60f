"""How loud a channel of sound is: a dot, words, and a meter; below it the device."""

from typing import ClassVar

import msgspec
from textual.content import Content
from textual.reactive import var

from mentortui.core.hearing_words import level_cells
from mentortui.core.text import width as cells_of
from mentortui.widgets.drawn import Drawn, lines
from mentortui.widgets.text import fitted, words

_WORDS = 38  # cells of the words, so that two meters stand below each other
_LEAST_METER = 8
_INDENT = 2


class LevelView(msgspec.Struct, frozen=True, kw_only=True):
    """One channel now. The words are made outside."""

    dot: str = "○"
    words: str = ""
    """`your microphone: a voice, good`."""
    level: float | None = None
    """dB below full scale; None: it is not heard, and has no meter."""
    voice: bool = False
    device: str = ""


class LevelLine(Drawn):
    """A row, and a second one for the device where it is two rows high. Moves as often as its view is exchanged."""

    DEFAULT_CSS = """
    LevelLine {
        height: 2;
        & > .level-line--words { color: $foreground; }
        & > .level-line--voice { color: $accent; }
        & > .level-line--sound { color: $spoken; }
        & > .level-line--rest { color: $faint; }
        & > .level-line--device { color: $quiet; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "level-line--words",
        "level-line--voice",
        "level-line--sound",
        "level-line--rest",
        "level-line--device",
    }

    view: var[LevelView] = var(LevelView())

    def watch_view(self) -> None:
        self.redraw()

    def draw(self, width: int, height: int) -> Content:
        """The row or the two rows."""
        view = self.view
        loud = self.look("level-line--voice" if view.voice else "level-line--sound")
        dot = words(f"{view.dot} ", loud)
        meter = width - _INDENT - _WORDS - 2
        if view.level is None or meter < _LEAST_METER:
            first = Content.assemble(dot, fitted(view.words, max(0, width - _INDENT), self.look("level-line--words")))
        else:
            full = level_cells(view.level, meter)
            said = fitted(view.words, _WORDS, self.look("level-line--words"), pad=True)
            rest = ("─" * (meter - full), self.look("level-line--rest"))
            first = Content.assemble(dot, said, "  ", ("█" * full, loud), rest)
        if height < 2:
            return first
        room = max(0, width - _INDENT)
        device = fitted(view.device, room, self.look("level-line--device")) if cells_of(view.device) else Content("")
        return lines(first, Content.assemble(" " * _INDENT, device))
