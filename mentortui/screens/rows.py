"""A list over a session, each row with a few one-key acts: the captures, the agenda, who is here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mentortui.core.commands import Refused
from mentortui.core.text import width as cells_of
from mentortui.screens.closing import close, stands
from mentortui.screens.strip import HEIGHTS, FloorStrip, Otherwise, StripLine, nothing_else
from mentortui.styles import stylesheet
from mentortui.widgets.row_list import RowList
from mentortui.widgets.text import words

LEAVES, BETWEEN = "esc back", "   "


@dataclass(frozen=True)
class Row:
    """A line of a list: `mark` before it, `figure` after it at the right."""

    id: str
    text: str
    mark: str = " "
    figure: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Deed:
    """What a key does to the selected row (its id; empty where the list has none). May raise Refused; what it returns is said."""

    key: str
    words: str
    do: Callable[[str], str | None]
    shown: str = ""
    """How the key is called, where that is not the key itself."""
    alone: bool = False
    """Needs no row: it adds one, or undoes."""


class RowsScreen(ModalScreen[None]):
    """Dismissed by escape. The rows are asked for again after each deed, and once a second."""

    CSS_PATH = stylesheet("dialogs")
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS = [
        Binding("escape", "leave", "Back", id="rows.leave"),
        Binding("x", "app.cover", "Cover: names and notes vanish", id="app.cover", show=False),
    ]

    def __init__(
        self,
        title: str,
        rows: Callable[[], Sequence[Row]],
        deeds: Sequence[Deed],
        *,
        empty: str,
        about: str = "",
        otherwise: Otherwise = nothing_else,
        strip: StripLine | None = None,
    ) -> None:
        """`empty` is said where there is no row; `about` stands over them. `otherwise`: what other keys do; True if anything."""
        super().__init__()
        self._title = title
        self._rows = rows
        self._deeds = tuple(deeds)
        self._empty = empty
        self._about = about
        self._otherwise = otherwise
        self._strip = strip
        self._shown: tuple[Row, ...] | None = None
        self._pointed = ""

    def compose(self) -> ComposeResult:
        """The list, what was just said, and the keys."""
        yield FloorStrip(self._strip)
        with Vertical(id="dialog", classes="-wide") as dialog:
            dialog.border_title = words(self._title)
            if self._about:
                yield Static(words(self._about), id="about")
            yield RowList()
            yield Static("", id="understood", markup=False)
            yield Static("", id="keys", markup=False)

    def on_mount(self) -> None:
        """The rows as they are now."""
        if not stands(self, RowList):
            return
        self.query_one(RowList).focus()
        self.follow()
        self.set_interval(1, self.follow)

    def on_screen_resume(self) -> None:
        """After something was asked."""
        self.follow()

    def on_resize(self) -> None:
        """Figures stay at the right."""
        self._shown = None
        self.call_after_refresh(self.follow)
        self.call_after_refresh(self._show_keys)

    def point_at(self, id: str) -> None:
        """Selects the row of that id, as soon as it is there."""
        self._pointed = id

    def follow(self) -> None:
        """Shows the rows as they are, the same one selected."""
        if not stands(self, RowList):
            return
        rows = tuple(self._rows())
        if rows == self._shown:
            return
        listed = self.query_one(RowList)
        selected = self._selected()
        place = listed.highlighted or 0
        listed.clear_options()
        width = max(20, listed.scrollable_content_region.width or self.size.width - 6)
        listed.add_options([Option(_drawn(row, width), id=row.id) for row in rows])
        ids = [row.id for row in rows]
        if self._pointed in ids:
            selected, self._pointed = self._pointed, ""
        if rows:
            listed.highlighted = ids.index(selected) if selected in ids else min(place, len(rows) - 1)
        if not rows:
            self._say(self._empty)
        elif self._shown == ():
            self._say("")
        self._shown = rows

    def on_key(self, event: Key) -> None:
        """The deeds."""
        for deed in self._deeds:
            if event.key == deed.key or event.character == deed.key:
                event.stop()
                event.prevent_default()
                self._do(deed)
                return
        if self._otherwise(event):
            event.stop()
            event.prevent_default()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click, does the first deed."""
        enter = next((deed for deed in self._deeds if deed.key == "enter"), self._deeds[0])
        self._do(enter)

    def action_leave(self) -> None:
        """Back to the session."""
        close(self, None)

    def _show_keys(self) -> None:
        """As many as have room, the first ones first, and always how to leave."""
        if not stands(self, RowList):
            return
        keys = self.query_one("#keys", Static)
        crowded = self.has_class("-low") and self.query_one("#understood").has_class("-said")
        keys.update(_fitting(self._deeds, keys.size.width, 1 if crowded else 2))

    def _do(self, deed: Deed) -> None:
        selected = self._selected()
        if not selected and not deed.alone:
            self._say(self._empty)
            return
        try:
            said = deed.do(selected)
        except Refused as error:
            self.follow()
            self._say(str(error), trouble=True)
            return
        self.follow()
        if said or self._shown:
            self._say(said or "")

    def _selected(self) -> str:
        if not stands(self, RowList):
            return ""
        listed = self.query_one(RowList)
        if listed.highlighted is None or not listed.option_count:
            return ""
        return listed.get_option_at_index(listed.highlighted).id or ""

    def _say(self, text: str, trouble: bool = False) -> None:
        if not stands(self, RowList):
            return
        line = self.query_one("#understood", Static)
        line.update(words(text))
        line.set_class(trouble, "-trouble")
        line.set_class(bool(text), "-said")
        self._show_keys()


def _fitting(deeds: Sequence[Deed], width: int, lines: int) -> Content:
    """The keys, one entry for each act, in at most so many lines. Before the first layout, without a width, only how to leave."""
    acts = dict[str, str]()
    for deed in deeds:
        acts.setdefault(deed.words, deed.shown or deed.key)
    told = [f"{key} {act}" for act, key in acts.items()]
    for count in range(len(told) if width > 0 else 0, 0, -1):
        rows = _packed([*told[:count], LEAVES], width)
        if len(rows) <= lines and all(cells_of(row) <= width for row in rows):
            return Content("\n").join([words(row) for row in rows])
    return words(LEAVES)


def _packed(entries: Sequence[str], width: int) -> list[str]:
    """The entries in rows, broken only between them: a key stays with its words."""
    rows = list[str]()
    for entry in entries:
        if rows and cells_of(f"{rows[-1]}{BETWEEN}{entry}") <= width:
            rows[-1] += f"{BETWEEN}{entry}"
        else:
            rows.append(entry)
    return rows


def _drawn(row: Row, width: int) -> Content:
    mark, figure = words(row.mark, "$accent"), words(row.figure, "$quiet")
    room = max(4, width - mark.cell_length - 1 - (figure.cell_length + 2 if row.figure else 0) - 2)
    text = words(row.text, "bold" if row.strong else "")
    text = text.truncate(room, ellipsis=True, pad=True) if text.cell_length > room or row.figure else text
    return Content.assemble(mark, " ", text, *(("  ", figure) if row.figure else ()))
