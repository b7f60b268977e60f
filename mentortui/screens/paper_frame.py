"""The frame of what is read on a whole screen, Review or Trends: whose it is, the paper or why it is empty, what was done."""

from collections.abc import Iterable, Sequence
from typing import Any

from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from mentortui.core.text import company
from mentortui.screens.home_view import clocks
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.said_line import SaidLine

FLAT = 12
"""Rows below which there are no frames, and no air."""


def framed(above: Iterable[Widget], paper: Widget) -> Iterable[Widget]:
    """What such a screen is composed of. `above`: what stands between its header and the paper."""
    yield HeaderLine()
    yield from above
    yield Vertical(paper, Static("", id="empty", markup=False), id="body")
    yield SaidLine()
    yield KeyLine()


def begin(screen: Screen[Any], called: str, paper: type[Widget]) -> None:
    """It has come up; what it is about is being read. Keys go to the paper."""
    header = screen.query_one(HeaderLine)
    header.pieces, header.saved = (called,), SaveState("saved")
    screen.query_one(KeyLine).last = ("?", "all")
    screen.set_focus(screen.query_one(paper))
    shape(screen)


def shape(screen: Screen[Any]) -> None:
    """How much of the frame there is room for."""
    screen.set_class(screen.size.height < FLAT, "-flat")


def head(screen: Screen[Any], others: Sequence[str], called: str, now: int, zone: str) -> None:
    """Whose it is, by the names of the others, and what time it is there."""
    header = screen.query_one(HeaderLine)
    header.pieces = (company(list(others)), called) if others else (called,)
    header.clocks = clocks(now, zone)


def empty(screen: Screen[Any], nothing: bool, said: Any) -> None:
    """Where there is nothing to read, what is said in its place."""
    screen.set_class(nothing, "-nothing")
    screen.query_one("#empty", Static).update(said)
