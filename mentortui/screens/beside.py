"""Something to read over Live: an open question, what was agreed last time, how a figure came about. The floor keys work on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from mentortui.core.page_parts import Line, Section
from mentortui.screens.closing import close, stands
from mentortui.screens.strip import HEIGHTS, FloorStrip, Otherwise, StripLine, nothing_else
from mentortui.styles import stylesheet
from mentortui.widgets.text import words


@dataclass(frozen=True)
class Reading:
    """What is to be read: `title` and `when` in the frame, `about` above the sections."""

    title: str
    about: str = ""
    sections: Sequence[Section] = ()
    when: str = ""


class BesideScreen(ModalScreen[None]):
    """Dismissed by escape, or by the key that opened it unless that turns to the next."""

    CSS_PATH = stylesheet("beside")
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS = [
        Binding("escape", "leave", "Back to the session", id="beside.leave"),
        Binding("down", "scroll(1)", "Further down", id="beside.down"),
        Binding("up", "scroll(-1)", "Further up", id="beside.up"),
        Binding("pagedown", "scroll(10)", "A page down", id="beside.page_down"),
        Binding("pageup", "scroll(-10)", "A page up", id="beside.page_up"),
    ]

    def __init__(
        self,
        reading: Callable[[], Reading],
        *,
        key: str,
        another: str = "",
        otherwise: Otherwise = nothing_else,
        strip: StripLine | None = None,
    ) -> None:
        """`reading` is asked when the screen comes up and, with `another` (what `key` is called then), each time `key` is
        pressed; else `key` leaves. `otherwise`: what other keys do; True if anything."""
        super().__init__()
        self._reading = reading
        self._key = key
        self._another = another
        self._otherwise = otherwise
        self._strip = strip

    def compose(self) -> ComposeResult:
        """The text, and how to leave."""
        yield FloorStrip(self._strip)
        with Vertical(id="dialog"):
            with VerticalScroll(id="read", can_focus=False):
                yield Static("", id="text", markup=False)
            yield Static("", id="keys", markup=False)

    def on_mount(self) -> None:
        """What there is to read."""
        self.turn()

    def turn(self) -> None:
        """To what there is to read now."""
        if not stands(self, FloorStrip):
            return
        found = self._reading()
        dialog = self.query_one("#dialog")
        dialog.border_title = words(found.title)
        dialog.border_subtitle = words(found.when)
        self.query_one("#text", Static).update(drawn(found))
        keys = f"{self._key} {self._another}   esc back" if self._another else "↑ ↓ read on   esc back"
        self.query_one("#keys", Static).update(words(keys))

    def on_key(self, event: Key) -> None:
        """The key that opened it; the floor."""
        if event.character == self._key or event.key == self._key:
            self.turn() if self._another else close(self, None)
        elif not self._otherwise(event):
            return
        event.stop()
        event.prevent_default()

    def action_scroll(self, rows: int) -> None:
        """So many rows down; negative: up."""
        self.query_one("#read").scroll_relative(y=rows, animate=False)

    def action_leave(self) -> None:
        """Back to the session."""
        close(self, None)


def drawn(reading: Reading) -> Content:
    """The whole of it, section by section."""
    blocks = [words(reading.about)] if reading.about else []
    blocks += [_section(section) for section in reading.sections]
    return Content("\n\n").join(blocks)


def _section(section: Section) -> Content:
    rows = [words(section.title, "bold"), *(_row(line) for line in section.lines)]
    return Content("\n").join(rows)


def _row(line: Line) -> Content:
    parts = [words(f"{line.mark} ", "$accent") if line.mark else words("  ")]
    if line.lead:
        parts.append(words(f"{line.lead}: " if line.kind == "promise" else f"{line.lead}  "))
    parts.append(words(line.text))
    if line.tail:
        parts.append(words(f" · {line.tail}", "$quiet"))
    return Content.assemble(*parts)
