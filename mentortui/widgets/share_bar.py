"""One person's share of the floor, beside the share that was agreed."""

from dataclasses import dataclass
from typing import ClassVar

import msgspec
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import var
from textual.style import Style

from mentortui.core.durations import MINUTE, SECOND, clock, steps
from mentortui.core.measures import percent
from mentortui.widgets.drawn import Drawn, lines
from mentortui.widgets.text import fitted, words

_EIGHTHS = " ▏▎▍▌▋▊▉"
_LEAST_BAR = 6  # cells; with less room a bar says nothing
FIGURE = 5
"""Cells of ` 62 %`, and of the blank behind it."""
MARK = "┃"


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """One person as the floor shows them. Times are microseconds, shares 0..1, None where there is none."""

    key: str
    """The key that gives them the floor, as it is printed on this keyboard."""
    name: str
    number: int = 1
    """Their place, by which they are called while names are covered."""
    share: float | None = None
    agreed: float | None = None
    speaking: bool = False
    current: int | None = None
    """How long they have been speaking."""
    floor: int | None = None
    """How long they have had the floor in the session."""
    turns: int = 0
    longest: int = 0
    session: float | None = None
    """Their share of the whole session, where the bar is of less than that and no other line says it."""
    here: bool = True
    said: str = ""
    """In place of the figure, where that is not known exactly: `at least 38 %`; of whom nothing is known, a dash and no bar."""

    @property
    def figure(self) -> str:
        """Their share, as it stands at the end of the bar."""
        return self.said or ("  —" if self.share is None else f"{percent(self.share):>3} %")


class ShareBar(Drawn):
    """A row, or two with `detail`: key, name, bar and share, and who is speaking. Clicked, it asks for the floor."""

    DEFAULT_CSS = """
    ShareBar {
        height: 1;
        &.-detail { height: 2; }
        & > .share-bar--key { color: $quiet; }
        & > .share-bar--cap { color: $accent; }
        & > .share-bar--speaking-key { color: $background; background: $accent; text-style: bold; }
        & > .share-bar--name { color: $foreground; }
        & > .share-bar--speaking-name { color: $foreground; text-style: bold; }
        & > .share-bar--now { color: $accent; }
        & > .share-bar--spoken { color: $spoken; }
        & > .share-bar--rest { color: $faint; }
        & > .share-bar--agreed { color: $agreed; }
        & > .share-bar--agreed-inside { color: $background; background: $spoken; }
        & > .share-bar--agreed-now { color: $background; background: $accent; }
        & > .share-bar--figure { color: $foreground; }
        & > .share-bar--detail { color: $quiet; }
        & > .share-bar--faint { color: $faint; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "share-bar--key",
        "share-bar--cap",
        "share-bar--speaking-key",
        "share-bar--name",
        "share-bar--speaking-name",
        "share-bar--now",
        "share-bar--spoken",
        "share-bar--rest",
        "share-bar--agreed",
        "share-bar--agreed-inside",
        "share-bar--agreed-now",
        "share-bar--figure",
        "share-bar--detail",
        "share-bar--faint",
    }

    @dataclass
    class Asked(Message):
        """Someone clicked the bar of the person on `key`."""

        key: str

    speaker: var[Speaker | None] = var[Speaker | None](None)
    name_cells: var[int] = var(8)
    """How wide the column of names is, so that bars below each other line up."""
    figure_cells: var[int] = var(FIGURE)
    """How wide the column of figures is, for the same reason."""
    detail: var[bool] = var(False, toggle_class="-detail")
    """Whether there is a second row: turns, the longest, the current one."""
    faint: var[bool] = var(False)
    """Drawn as what is no longer known."""
    figures: var[bool] = var(True)
    """Whether shares show at all; without them only who has the floor."""
    covered: var[bool] = var(False)
    """Whether names are hidden."""

    def show(
        self,
        speaker: Speaker,
        *,
        name_cells: int,
        figure_cells: int = FIGURE,
        detail: bool = False,
        faint: bool = False,
        figures: bool = True,
        covered: bool = False,
    ) -> None:
        """All that a bar shows, at once."""
        self.set_reactive(ShareBar.speaker, speaker)
        self.set_reactive(ShareBar.name_cells, name_cells)
        self.set_reactive(ShareBar.figure_cells, figure_cells)
        self.set_reactive(ShareBar.faint, faint)
        self.set_reactive(ShareBar.figures, figures)
        self.set_reactive(ShareBar.covered, covered)
        self.detail = detail
        self.redraw()

    def watch_speaker(self) -> None:
        self.redraw()

    def watch_name_cells(self) -> None:
        self.redraw()

    def watch_figure_cells(self) -> None:
        self.redraw()

    def watch_faint(self) -> None:
        self.redraw()

    def watch_figures(self) -> None:
        self.redraw()

    def watch_covered(self) -> None:
        self.redraw()

    def draw(self, width: int, height: int) -> Content:
        """The row or the two rows."""
        speaker = self.speaker
        if speaker is None or width <= 0:
            return Content("")
        first = Content.assemble(self._key(speaker), " ", self._person(speaker))
        room = width - first.cell_length
        first = Content.assemble(first, self._figures(speaker, room) if self.figures else self._held(speaker))
        if not self.detail:
            return first.truncate(width, ellipsis=True)
        indent = 5
        second = Content.assemble(" " * indent, self._second(speaker)).truncate(width, ellipsis=True)
        return lines(first.truncate(width, ellipsis=True), second)

    def on_click(self, event: Click) -> None:
        """A click is the key."""
        if self.speaker is not None:
            event.stop()
            self.post_message(self.Asked(self.speaker.key))

    def _style(self, name: str) -> Style:
        if self.faint:  # words stay readable
            name = "faint" if name in ("now", "spoken", "rest") else "detail"
        return self.look(f"share-bar--{name}")

    def _key(self, speaker: Speaker) -> Content:
        key = fitted(speaker.key, 2)
        if not speaker.speaking:
            return Content.assemble(" ", key.stylize(self._style("key")), " ")
        cap = self.look("share-bar--cap")
        return Content.assemble(("▐", cap), key.stylize(self.look("share-bar--speaking-key")), ("▌", cap))

    def _person(self, speaker: Speaker) -> Content:
        name = f"Person {speaker.number}" if self.covered else speaker.name
        style = self._style("speaking-name" if speaker.speaking else "name" if speaker.here else "detail")
        return fitted(name, self.name_cells, style, pad=True)

    def _held(self, speaker: Speaker) -> Content:
        """Who has the floor, without a figure."""
        if not speaker.speaking:
            return Content("")
        return Content.assemble("  ", ("●", self.look("share-bar--now")), " has the floor")

    def _figures(self, speaker: Speaker, room: int) -> Content:
        figure = Content.assemble(" ", fitted(speaker.figure, self.figure_cells, self._style("figure"), pad=True))
        tail = Content("") if self.detail else self._tail(speaker, room)
        cells = room - 2 - figure.cell_length - tail.cell_length
        if cells < _LEAST_BAR:
            return Content.assemble(" ", figure, tail)
        return Content.assemble("  ", self._bar(speaker, cells), figure, tail)

    def _tail(self, speaker: Speaker, room: int) -> Content:
        """Who is speaking, and where there is room for how long; equally wide for all."""
        long = room >= 58
        cells = 9 if long else 2
        if not speaker.speaking:
            return Content(" " * cells)
        current = steps(speaker.current or 0)
        since = f" {clock(current)}" if long and current else ""
        mark = Content.assemble("  " if long else " ", ("●", self.look("share-bar--now")), (since, self._style("figure")))
        return mark.truncate(cells, pad=True)

    def _second(self, speaker: Speaker) -> Content:
        quiet = self._style("detail")
        told: list[Content] = []
        if speaker.speaking:
            since = f" {clock(steps(speaker.current))}" if speaker.current and speaker.current >= 10 * SECOND else ""
            told.append(Content.assemble(("●", self.look("share-bar--now")), (f" speaking{since}", self._style("name"))))
        if not speaker.here:
            told.append(words("not here", quiet))
        if self.figures and speaker.turns:
            held = f"{clock(steps(speaker.floor))} in " if speaker.floor and steps(speaker.floor) else ""
            told.append(words(f"{held}{speaker.turns} {'turn' if speaker.turns == 1 else 'turns'}", quiet))
            if steps(speaker.longest):
                told.append(words(f"longest {_turn(speaker.longest)}", quiet))
        if self.figures and speaker.session is not None:
            told.append(words(f"session {percent(speaker.session)} %", quiet))
        return Content.styled(" · ", quiet).join(told)

    def _bar(self, speaker: Speaker, cells: int) -> Content:
        if speaker.said and speaker.share is None:  # an empty bar would say that it was nothing
            return Content(" " * cells)
        share = min(1.0, max(0.0, speaker.share or 0.0))
        eighths = round(share * cells * 8)
        whole, part = divmod(eighths, 8)
        filled = "█" * whole + (_EIGHTHS[part] if part else "")
        spoken = "now" if speaker.speaking else "spoken"
        row = Content.assemble((filled, self._style(spoken)), ("─" * (cells - len(filled)), self._style("rest")))
        if speaker.agreed is None:
            return row
        at = min(cells - 1, int(min(1.0, max(0.0, speaker.agreed)) * cells))  # the cell it lies in, so that 62 % passes 60 %
        if self.faint:
            mark = self.look("share-bar--faint")
        elif at < whole:
            mark = self.look("share-bar--agreed-now" if speaker.speaking else "share-bar--agreed-inside")
        else:
            mark = self.look("share-bar--agreed")
        return Content.assemble(row[:at], (MARK, mark), row[at + 1 :])


def _turn(us: int) -> str:
    return clock(steps(us)) if us < 100 * MINUTE else f"{us // MINUTE} min"
