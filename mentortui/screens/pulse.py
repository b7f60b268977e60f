"""The pulse of one person: safety, usefulness, fairness, one key each. What is typed shows only while it is typed."""

from collections.abc import Sequence
from typing import TypeAlias

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.geometry import Size
from textual.reactive import var
from textual.screen import ModalScreen
from textual.widgets import Static

from mentortui.core.number_row import PLAIN, digit_of
from mentortui.core.pulse import ASKED, HIGHEST, LOWEST, MEANT, Rated
from mentortui.core.text import width as cells_of
from mentortui.screens.closing import close
from mentortui.screens.strip import HEIGHTS
from mentortui.styles import stylesheet
from mentortui.widgets.drawn import Drawn
from mentortui.widgets.text import words

Said: TypeAlias = Rated | None
"""Safety, usefulness, fairness; None: would rather not."""
LABEL = 12
NUMBERS = 4 + 3 * (HIGHEST - LOWEST + 1)
"""Cells of the numbers, the mark before the label and the air before what it means."""
PULSE = tuple((name.capitalize(), MEANT[name]) for name in ASKED)
"""What the pulse asks, as its lines say it."""
RATING = "1 low, 5 high · enter skips · d rather not · esc later"
RATED = "enter keeps it · backspace back · esc later"
UNRATED = "nothing said: enter later · d rather not · backspace back"


class PulseScreen(ModalScreen[tuple[Said] | None]):
    """Dismissed with what was said, in a tuple of one, or with None by escape: nothing is kept then."""

    CSS_PATH = stylesheet("pulse")
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS = [
        Binding("enter,down,space", "go(1)", "Skip it; at the end keep it", id="pulse.skip"),
        Binding("backspace,up", "go(-1)", "The one before again", id="pulse.back"),
        Binding("d", "decline", "Rather not say", id="pulse.decline"),
        Binding("escape", "leave", "Back, nothing is kept", id="pulse.leave"),
        Binding("x", "app.cover", "Cover: names and notes vanish", id="pulse.cover", show=False),
        Binding("question_mark", "app.keys", "All keys", id="pulse.keys", show=False),
    ]

    def __init__(self, name: str, covered: str, *, row: str = PLAIN) -> None:
        """`name`: whose pulse; `covered`: who sees it, and when. `row`: what the number keys of this keyboard send."""
        super().__init__()
        self._who = name
        self._covered = covered
        self._row = row

    def compose(self) -> ComposeResult:
        """What is asked, and who sees it."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = words(f"How was it, {self._who}?")
            yield Ratings()
            yield Static(words(self._covered), id="covered")
            yield Static(words(RATING), id="keys")

    def on_key(self, event: Key) -> None:
        """A number is said of the line one is at; then the next one is asked."""
        number = digit_of(event.character, self._row)
        ratings = self.query_one(Ratings)
        if number is None or not LOWEST <= number <= HIGHEST or ratings.place >= len(ASKED):
            return
        event.stop()
        event.prevent_default()
        given = list(ratings.values)
        given[ratings.place] = number
        ratings.values = tuple(given)
        ratings.place += 1
        self._tell()

    def action_go(self, by: int) -> None:
        """To another line; past the last one it is kept."""
        ratings = self.query_one(Ratings)
        place = ratings.place + by
        if place > len(ASKED):
            self._keep(ratings.values)
            return
        if place < 0:
            return
        if by < 0 and place < len(ASKED):
            given = list(ratings.values)
            given[place] = None
            ratings.values = tuple(given)
        ratings.place = place
        self._tell()

    def action_decline(self) -> None:
        """That counts too: nobody waits for this one any more."""
        close(self, (None,))

    def action_leave(self) -> None:
        """Nothing is kept."""
        close(self, None)

    def _keep(self, values: tuple[int | None, ...]) -> None:
        safety, usefulness, fairness = values
        close(self, ((safety, usefulness, fairness),) if any(value is not None for value in values) else None)

    def _tell(self) -> None:
        ratings = self.query_one(Ratings)
        if ratings.place < len(ASKED):
            told = RATING
        else:
            told = RATED if any(value is not None for value in ratings.values) else UNRATED
        self.query_one("#keys", Static).update(words(told))


class Ratings(Drawn):
    """A line for each question, what was said so far in each, and where one is."""

    DEFAULT_CSS = """
    Ratings {
        height: auto; width: 100%;
        & > .ratings--here { color: $secondary; text-style: bold; }
        & > .ratings--said { color: $foreground; text-style: bold; }
        & > .ratings--rest { color: $quiet; }
    }
    """
    COMPONENT_CLASSES = {"ratings--here", "ratings--said", "ratings--rest"}

    values: var[tuple[int | None, ...]] = var[tuple[int | None, ...]](())
    place: var[int] = var(0)

    def __init__(self, asked: Sequence[tuple[str, str]] = PULSE, label: int = LABEL) -> None:
        """`asked`: what each line is called, and what it means; `label`: cells of the former."""
        super().__init__()
        self._asked = tuple(asked)
        self._label = label
        self.set_reactive(Ratings.values, (None,) * len(self._asked))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A row each."""
        return len(self._asked)

    @property
    def not_beside(self) -> str:
        """What the line one is at means, where there is no room for it beside its numbers."""
        if self.place >= len(self._asked):
            return ""
        meant = self._asked[self.place][1]
        return "" if self._fits(meant, self.size.width) else meant

    def watch_values(self) -> None:
        self.redraw()

    def watch_place(self) -> None:
        self.redraw()

    def draw(self, width: int, height: int) -> Content:
        """The lines."""
        return Content("\n").join([self._line(number, *asked, width) for number, asked in enumerate(self._asked)])

    def _line(self, number: int, name: str, meant: str, width: int) -> Content:
        here, value = number == self.place, self.values[number]
        look = self.look("ratings--here" if here else "ratings--rest")
        label = Content.assemble(("▸ " if here else "  ", look), words(f"{name:<{self._label}}", look))
        scale = [
            words(f" {step} ", self.look("ratings--said" if step == value else "ratings--rest"))
            if value is None or step == value
            else words("   ")
            for step in range(LOWEST, HIGHEST + 1)
        ]
        line = Content.assemble(label, *scale)
        return line + words(f"  {meant}", self.look("ratings--rest")) if self._fits(meant, width) else line

    def _fits(self, meant: str, width: int) -> bool:
        return self._label + NUMBERS + cells_of(meant) <= width
