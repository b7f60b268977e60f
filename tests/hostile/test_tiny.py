"""A terminal of a few cells: each screen is laid out once and then rests. One that is laid out for ever burns the processor."""

from pathlib import Path

import pytest
from textual.screen import Screen

from mentortui.app import MentortuiApp
from mentortui.screens.feedback_list import FeedbackListScreen
from mentortui.screens.feedback_parts import ReadOutScreen
from tests.calm import calm
from tests.hostile.corpus import LONG_RUN
from tests.hostile.filling import a_desk, hostile_store
from tests.hostile.test_screens import GLANCED, WAYS
from tests.screens.stage import StillClock
from tests.screens.waiting import at_rest, make_steady, until_on_top

TINY = ((1, 1), (2, 1), (1, 3), (3, 2), (10, 3), (20, 1), (40, 8)) if LONG_RUN else ((1, 1), (3, 2))
LOOKED_AT = set(WAYS) if LONG_RUN else {*GLANCED, ReadOutScreen, FeedbackListScreen}
WORDS = ("", "a", "ada writes", "one\ntwo", "漢字 " * 12)
FEW = 20
"""Layouts while nothing happens: the ticks of a second or two, not sixty a second."""


@pytest.mark.timeout(600)
async def test_no_screen_is_laid_out_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_steady(monkeypatch)
    monkeypatch.chdir(tmp_path)
    hostile_store(tmp_path / "data", StillClock(), texts=WORDS)
    app, restless = MentortuiApp(a_desk(tmp_path, StillClock())), list[str]()
    laid_out = [0]
    refresh_layout = Screen._refresh_layout

    def counted(screen: Screen[object], *given: object, **named: object) -> None:
        laid_out[0] += 1
        refresh_layout(screen, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Screen, "_refresh_layout", counted)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        for screen, (below, way) in WAYS.items():
            if screen not in LOOKED_AT:
                continue
            while below is not None and type(app.screen) is not below:
                app.pop_screen()
                await pilot.pause()
            await way(app, pilot)
            await until_on_top(pilot, screen)
            for size in TINY:
                await pilot.resize_terminal(*size)
                await calm(max_sleep=0.3)
                laid_out[0] = 0
                await calm(max_sleep=0.2)
                if laid_out[0] > FEW:
                    restless.append(f"{screen.__name__} at {size}")
            await pilot.resize_terminal(80, 24)
            await at_rest(pilot)
        await app.let_go()
    assert restless == [], restless
