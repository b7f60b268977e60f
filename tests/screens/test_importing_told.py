"""What the screens of an import say and mark: what is, whatever the size, and nothing one has to type away."""

from pathlib import Path

import pytest

from mentortui.screens.importing_names import NamesScreen
from mentortui.screens.importing_report import ReportScreen
from mentortui.screens.summary import SummaryScreen
from tests.screens.importing_app import SAID, importing, usual, vtt
from tests.screens.stage import said, shown
from tests.screens.test_importing_beside import Comparing, cues
from tests.screens.waiting import at_rest, press, until_on_top


async def test_enter_in_the_question_for_a_kind_leaves_it_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with importing(tmp_path, monkeypatch, usual()) as (_, pilot, _store):
        await press(pilot, "enter", "enter")
        await until_on_top(pilot, ReportScreen)
        before = said(pilot.app)
        await press(pilot, "t", "enter")
        assert isinstance(pilot.app.screen, ReportScreen)
        assert pilot.app.screen.choices.kind == "regular"
        assert "regular session 4" in before
        assert "regular session 4" in said(pilot.app)


async def test_a_guests_other_name_is_typed_over_the_one_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with importing(tmp_path, monkeypatch, usual()) as (_, pilot, _store):
        await press(pilot, "enter")
        await until_on_top(pilot, NamesScreen)
        await press(pilot, "e", *"Amina", "enter")
        assert "“A. Guest” is Amina" in await press(pilot, "enter")


async def test_the_report_warns_where_neither_of_the_two_speaks_and_says_that_words_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = vtt([("Someone" if name == "Ada" else "Else", line) for name, line in SAID if name])
    async with importing(tmp_path, monkeypatch, text) as (_, pilot, _store):
        await press(pilot, "enter", "g", "g", "enter")
        await until_on_top(pilot, ReportScreen)
        assert "Neither Ada nor Grace Otieno is among these names. n says who they are." in said(pilot.app)
        assert "for you alone: k leaves it out" in await press(pilot, "k", "end")
        await press(pilot, "s")
        await until_on_top(pilot, SummaryScreen)
        await at_rest(pilot)
        assert "What was said is kept: mentortui show" in said(pilot.app)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_shares_error_and_the_way_out_are_there_in_a_small_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    app = Comparing(tmp_path, cues())
    async with app.run_test(size=size) as pilot:
        told = await at_rest(pilot)
        for words in ("Ada 44 %", "Keying error 24 %, 23 % without 1 s around each change", "u undo", "s figures", "esc done"):
            assert words in told
        assert "by the recording 9" not in told.replace("9 differ", "")


async def test_heads_stand_over_their_columns_also_when_the_list_comes_up_later(tmp_path: Path) -> None:
    app = Comparing(tmp_path, cues())
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        app.screen._found, before = (), app.screen._found  # type: ignore[attr-defined]
        app.screen.follow()  # type: ignore[attr-defined]
        await at_rest(pilot)
        app.screen._found = before  # type: ignore[attr-defined]
        app.screen.follow()  # type: ignore[attr-defined]
        await at_rest(pilot)
        assert any("from     for  by the keys" in row for row in shown(app).splitlines())
