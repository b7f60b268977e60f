"""The widgets of Live side by side: three sizes as pictures, and a window that is made smaller and larger again."""

from collections.abc import Callable

import pytest
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.pilot import Pilot

from mentortui.theme import DARK, LIGHT
from mentortui.widgets.agenda_list import AgendaList
from mentortui.widgets.capture_line import CaptureLine
from mentortui.widgets.captures_list import CapturesList
from mentortui.widgets.floor_panel import FloorPanel
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.now_panel import NowPanel
from mentortui.widgets.question_line import QuestionLine
from tests.widgets.host import Host, cells, settled
from tests.widgets.test_floor import PAIR
from tests.widgets.test_lines import CLOCKS, KEYS, PIECES
from tests.widgets.test_panels import AGENDA, CAPTURES, NOW

CSS = """
#top { height: 11; }
#top > *, #lists > * { width: 1fr; height: 1fr; }
#lists { height: 1fr; }
Screen.-narrow { #top { layout: vertical; height: 9; } #now { height: 5; } #floor { height: 4; } AgendaList { display: none; } }
Screen.-strip {
    #top { layout: vertical; height: auto; } #lists { display: none; }
    #now { height: 1; border: none; padding: 0 1; } #floor { height: auto; border: none; }
    CaptureLine { height: 2; border: none; padding: 0 1; }
}
"""


class Together(Host):
    """All of them, as a screen may lay them out."""

    HORIZONTAL_BREAKPOINTS = [(0, "-strip"), (80, "-narrow"), (120, "-wide")]

    def __init__(self, theme: str = DARK.name) -> None:
        super().__init__(css=CSS, theme=theme)

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        with Horizontal(id="top"):
            yield NowPanel(id="now")
            yield FloorPanel(id="floor")
        with Horizontal(id="lists"):
            yield AgendaList()
            yield CapturesList()
        yield QuestionLine()
        yield CaptureLine()
        yield KeyLine()

    def on_mount(self) -> None:
        super().on_mount()
        header, question = self.query_one(HeaderLine), self.query_one(QuestionLine)
        header.pieces, header.clocks, header.saved = PIECES, CLOCKS, SaveState("saved")
        question.question, question.answers = "Still Grace?", (("2", "yes"), ("1", "Ada since…"))
        self.query_one(NowPanel).view = NOW
        self.query_one(FloorPanel).view = PAIR
        self.query_one(AgendaList).view = AGENDA
        self.query_one(CapturesList).view = CAPTURES
        self.query_one(KeyLine).keys = KEYS


async def writing(pilot: Pilot[None]) -> None:
    line = pilot.app.query_one(CaptureLine)
    line.preview = lambda text, literal: "praise to Grace · Grace gets it"
    line.open()
    line.text = "+ commits reviewable in five minutes each"
    await pilot.pause()


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("size", [(120, 34), (80, 24), (60, 12)], ids=str)
def test_they_look_as_agreed(snap_compare: Callable[..., bool], size: tuple[int, int], theme: str) -> None:
    assert snap_compare(Together(theme), terminal_size=size, run_before=writing)


async def test_a_window_may_change_its_size_at_any_time() -> None:
    app = Together()
    async with app.run_test(size=(120, 34)) as pilot:
        wide = await settled(pilot)
        for size in ((80, 24), (60, 12), (40, 12), (40, 8), (120, 34)):
            await pilot.resize_terminal(*size)
            screen = await settled(pilot)
            assert cells(app) == {size[0]}
            assert any("62 %" in row for row in screen)
            if size[0] < 80:
                assert screen[1].endswith("3 min left   2/5")
                assert screen[2].startswith(" 1  Ada")
        assert await settled(pilot) == wide
