"""From a file to a stored session by keys alone: names said once, the report, sentences promoted, words kept or not."""

from pathlib import Path

import pytest

from mentortui.screens.importing_names import NamesScreen
from mentortui.screens.importing_report import ReportScreen
from mentortui.screens.summary import SummaryScreen
from tests.screens.importing_app import importing, usual
from tests.screens.stage import said
from tests.screens.waiting import at_rest, until_on_top


async def test_a_file_becomes_a_session_and_its_page_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with importing(tmp_path, monkeypatch, usual()) as (app, pilot, store):
        slug = app.desk.mentorships.all()[0].slug
        before = len(store.sessions(slug))
        await pilot.press("enter")
        await until_on_top(pilot, NamesScreen)
        assert "◆ A. Guest" in said(app)
        await pilot.press("g")
        assert "✓ A. Guest" in await at_rest(pilot)
        await pilot.press("enter")
        await until_on_top(pilot, ReportScreen)
        assert "43 cues" in said(app) or "42 cues" in said(app)
        assert "6 carried on from the name before" in said(app)
        assert "1 place damaged, left out line" in said(app)
        assert len(store.sessions(slug)) == before
        await pilot.press("enter")
        await until_on_top(pilot, SummaryScreen)
        assert "from a transcript" in said(app)
        stored = store.sessions(slug)[-1]
        assert len(store.sessions(slug)) == before + 1
        assert [person.name for person in stored.people if person.role == "guest"] == ["A. Guest"]
