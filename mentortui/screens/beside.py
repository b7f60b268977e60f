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
from mentortui.core.text import fit
from mentortui.core.text import width as cells_of
from mentortui.screens.closing import close, stands
from mentortui.screens.strip import HEIGHTS, FloorStrip, Otherwise, StripLine, nothing_else
from mentortui.styles import stylesheet
from mentortui.widgets.text import AROUND, words

NAME_CELLS = 16
"""A name before a line is cut there."""


@dataclass(frozen=True)
class Reading:
    """What is to be read: `title` and `when` in the frame, `about`, a row each, above the sections."""

    title: str
    about: Sequence[str] = ()
    sections: Sequence[Section] = ()
    when: str = ""


class BesideScreen(ModalScreen[None]):
    """Dismissed by escape, or by the key that opened it unless that turns to the next."""

    CSS_PATH = stylesheet("beside")
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS = [
        Binding("escape,q", "leave", "Back", id="beside.leave"),
        Binding("x", "app.cover", "Cover: names and notes vanish", id="app.cover", show=False),
        Binding("down", "scroll(1)", "Further down", id="beside.down"),
        Binding("up", "scroll(-1)", "Further up", id="beside.up"),
        Binding("pagedown", "scroll(10)", "A page down", id="beside.page_down"),
        Binding("pageup", "scroll(-10)", "A page up", id="beside.page_up"),
        Binding("home", "scroll(-999999999)", "The beginning", id="beside.first", show=False),
        Binding("end", "scroll(999999999)", "The end", id="beside.last", show=False),
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
        self._found = Reading("")

    def compose(self) -> ComposeResult:
        """The text, and how to leave."""
        yield FloorStrip(self._strip)
        with Vertical(id="dialog"):
            with VerticalScroll(id="read", can_focus=False):
                yield Static("", id="text", markup=False)
            yield Static("", id="keys", markup=False)

    def on_mount(self) -> None:
        """What there is to read."""
        # Whether it goes on below is known once it is laid out.
        self.watch(self.query_one("#read"), "show_vertical_scrollbar", self._tell_keys)
        self.turn()

    def on_resize(self) -> None:
        """Rows are folded to the room there is."""
        self.call_after_refresh(self.follow)

    def turn(self) -> None:
        """To what there is to read now."""
        self._found = self._reading()
        self.follow()
        self.call_after_refresh(self.follow)

    def follow(self) -> None:
        """Shows it, in rows that fit."""
        if not stands(self, FloorStrip):
            return
        dialog, read = self.query_one("#dialog"), self.query_one("#read", VerticalScroll)
        dialog.border_title, dialog.border_subtitle = words(self._found.title), words(self._found.when)
        # The cell of the scrollbar is left free also while there is none: it may come only after the rows are folded.
        width = (read.outer_size.width or self.size.width - AROUND) - 1
        self.query_one("#text", Static).update(drawn(self._found, width))
        self._tell_keys()

    def _tell_keys(self) -> None:
        if not stands(self, FloorStrip):
            return
        further = "↑ ↓ read on   " if self.query_one("#read", VerticalScroll).max_scroll_y else ""
        self.query_one("#keys", Static).update(
            words(f"{further}{f'{self._key} {self._another}   ' if self._another else ''}esc back")
        )

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


def drawn(reading: Reading, width: int) -> Content:
    """The whole of it, section by section, in rows of at most `width` cells."""
    blocks = [_block([*(_folded(words(text), width, "") for text in reading.about)])] if reading.about else []
    return Content("\n\n").join([*blocks, *(_section(section, width) for section in reading.sections)])


def _section(section: Section, width: int) -> Content:
    leads = [fit(line.lead, NAME_CELLS) for line in section.lines]
    column = max((cells_of(lead) for line, lead in zip(section.lines, leads, strict=True) if line.kind == "figure"), default=0)
    rows = [_row(line, lead, column, width) for line, lead in zip(section.lines, leads, strict=True)]
    return _block([words(section.title, "bold").wrap(max(8, width)), *rows])


def _row(line: Line, lead: str, column: int, width: int) -> list[Content]:
    """Figures stand in a column behind the names; what does not fit goes on under its beginning."""
    if line.kind == "figure":
        before = words(f"{fit(lead, column, pad=True)}  ") if column else words("")
    else:
        before = words(f"{lead}: ") if lead else words("")
    tail = [words(f" · {line.tail}", "$quiet")] if line.tail else []
    return _folded(Content.assemble(before, words(line.text), *tail), width, line.mark or " ")


def _folded(text: Content, width: int, mark: str) -> list[Content]:
    """In rows, each but the first set in as far as the mark and its blank are wide."""
    margin = cells_of(mark) + 1 if mark else 0
    first = words(f"{mark} ", "$accent") if mark else words("")
    rows = text.wrap(max(8, width - margin)) or [words("")]
    return [Content.assemble(first, rows[0]), *(Content.assemble(" " * margin, row) for row in rows[1:])]


def _block(rows: Sequence[list[Content]]) -> Content:
    return Content("\n").join([row for found in rows for row in found])
