"""The panels of Live, top to bottom as the eye goes: now and floor, agenda and captures."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from mentortui.core.agenda import Plan
from mentortui.screens import live_view as view
from mentortui.screens.live_floor_view import floor_view
from mentortui.screens.live_keys import LiveKeys
from mentortui.services.live import LiveSession
from mentortui.widgets.agenda_list import AgendaList
from mentortui.widgets.captures_list import CapturesList
from mentortui.widgets.floor_panel import FloorPanel
from mentortui.widgets.now_panel import NowPanel

FIGURES_EVERY = 10_000_000
"""Microseconds between two looks at the shares while nothing happens."""


class LiveBody(Vertical):
    """Widgets repaint only what can be seen to have changed."""

    _figures_at = 0

    def compose(self) -> ComposeResult:
        with Horizontal(id="upper"):
            yield NowPanel()
            yield FloorPanel()
        with Horizontal(id="lower"):
            yield AgendaList()
            yield CapturesList()

    def happened(self, at: int) -> None:
        """The figures are those of that moment: something was done."""
        self._figures_at = at

    def follow(self, live: LiveSession, plan: Plan, row: str, keys: LiveKeys) -> None:
        """Shows what is."""
        if not 0 <= live.now - self._figures_at < FIGURES_EVERY:
            self._figures_at = live.now
        self.query_one(NowPanel).view = view.now_view(live, plan, key=keys)
        self.query_one(FloorPanel).view = floor_view(live, self._figures_at, row, key=keys)
        self.query_one(AgendaList).view = view.agenda_view(live.session, plan, key=keys)
        self.query_one(CapturesList).view = view.captures_view(live, key=keys)
