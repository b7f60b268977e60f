"""Keys that come while the screens of an import still work: what was said last holds, and nothing is said before it is so."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from mentortui.screens.importing import ImportScreen
from mentortui.screens.importing_beside import CompareScreen
from mentortui.screens.importing_report import ReportScreen
from mentortui.screens.importing_sentences import SentencesScreen
from mentortui.screens.summary import SummaryScreen
from mentortui.services import transcript_files as files
from mentortui.services.importing import Importing
from mentortui.services.laying_beside import LayingBeside
from tests.screens.importing_app import importing, put
from tests.screens.stage import NOT_YET, said
from tests.screens.test_importing_beside import Comparing, cues
from tests.screens.test_importing_flow import TWO, reported, slug_of
from tests.screens.waiting import at_rest, press, until, until_on_top


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Open; once it is cleared, what is worked out waits for it."""
    event = threading.Event()
    event.set()
    yield event
    event.set()


def slowed(patch: pytest.MonkeyPatch, of: Any, name: str, gate: threading.Event) -> None:
    real = getattr(of, name)

    def late(*given: Any, **named: Any) -> Any:
        gate.wait(20)
        return real(*given, **named)

    patch.setattr(of, name, late)


async def quick(pilot: Pilot[Any], *keys: str) -> None:
    """Pressed without waiting for what they began."""
    for key in keys:
        pilot.app.simulate_key(key)
        await asyncio.sleep(0.02)


async def test_s_stores_what_was_said_last_once_it_is_worked_out_also_under_the_help(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: threading.Event
) -> None:
    slowed(monkeypatch, Importing, "plan", gate)
    storing = threading.Event()
    slowed(monkeypatch, Importing, "store", storing)
    async with importing(tmp_path, monkeypatch, TWO) as (app, pilot, store):
        await reported(pilot)
        await press(pilot, "k")
        before = len(store.sessions(slug_of(app)))
        await pilot.press("e", *"Retry")
        gate.clear()
        await quick(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        screen = app.screen
        assert isinstance(screen, ReportScreen)
        await quick(pilot, "t")
        await until(pilot, lambda: app.screen is not screen)
        await quick(pilot, "f")
        await until(pilot, lambda: app.screen is screen)
        await quick(pilot, "k", "s")
        await until(pilot, lambda: "being worked out; then it is stored" in said(app))
        assert len(store.sessions(slug_of(app))) == before
        gate.set()
        await until(pilot, lambda: "saving" in said(app))
        await quick(pilot, "question_mark")
        await until(pilot, lambda: app.screen is not screen)
        storing.set()
        await press(pilot, "escape")
        await until_on_top(pilot, SummaryScreen)
        stored = store.sessions(slug_of(app))[-1]
        assert stored.title == "Retry"
        assert stored.kind != "regular"
        assert not list(store.data_dir.rglob(f"transcripts/{stored.id}.json"))


async def test_escape_takes_an_s_back_that_still_waits_and_what_is_caught_is_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: threading.Event
) -> None:
    slowed(monkeypatch, Importing, "plan", gate)
    async with importing(tmp_path, monkeypatch, TWO) as (app, pilot, store):
        await reported(pilot)
        before = len(store.sessions(slug_of(app)))
        await press(pilot, "p")
        await until_on_top(pilot, SentencesScreen)
        await press(pilot, "greater_than_sign")
        gate.clear()
        await quick(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        await quick(pilot, "s", "escape")
        await until(pilot, lambda: "It is not stored" in said(app))
        await quick(pilot, "escape")
        await until(pilot, lambda: "1 caught of what was said, and not stored yet" in said(app))
        gate.set()
        await at_rest(pilot)
        assert len(store.sessions(slug_of(app))) == before


async def test_enter_behind_a_path_reads_that_file_though_its_folder_answers_late_and_escape_stops_the_planning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: threading.Event
) -> None:
    slowed(monkeypatch, files, "begun", gate)
    planning = threading.Event()
    slowed(monkeypatch, Importing, "plan", planning)
    async with importing(tmp_path, monkeypatch, TWO) as (app, pilot, store):
        before = len(store.sessions(slug_of(app)))
        put(tmp_path, TWO, "second")
        await at_rest(pilot)
        gate.clear()
        await quick(pilot, "slash", *"second", "enter")
        assert not isinstance(app.screen, ReportScreen)
        gate.set()
        await until(pilot, lambda: isinstance(app.screen, ReportScreen) and "second" in said(app))
        await quick(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen))  # what becomes of it was not worked out yet
        planning.set()
        await at_rest(pilot)
        assert len(store.sessions(slug_of(app))) == before


async def test_stored_is_said_once_it_is_and_leaving_before_is_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: threading.Event
) -> None:
    slowed(monkeypatch, LayingBeside, "keep", gate)
    app = Comparing(tmp_path, cues())
    async with app.run_test(size=(80, 24)) as pilot:
        await until_on_top(pilot, CompareScreen)
        gate.clear()
        await quick(pilot, "s")
        await until(pilot, lambda: "It is being stored" in said(app))
        await quick(pilot, "escape")
        await until(pilot, lambda: "not saved yet" in said(app))
        assert app.came_to is NOT_YET
        gate.set()
        assert "Stored: it lies beside this session. No turn is changed." in await at_rest(pilot)
        assert "What was taken over stays." in await press(pilot, "A", "s")
        await press(pilot, "escape")
    assert app.came_to is not None


async def test_what_was_mended_since_is_told_before_it_is_dropped(tmp_path: Path) -> None:
    app = Comparing(tmp_path, cues())
    before = app.kept
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "A")
        assert "u gives the keyed one back" in await press(pilot, "home", "enter")
        mending = app.laying.timeline(app.slug, app.session_id)
        mending.reassign(0, "grace")
        mending.save()
        assert "g again drops that too" in await press(pilot, "g")
        assert app.kept.keyed == before.turns
        assert "The keyed turns are the session's again." in await press(pilot, "g")
        assert app.kept.turns == before.turns
        await press(pilot, "A", "escape")
        app.compared = app.laying.compare(app.compared.draft, app.slug, app.session_id, app.compared.answers)
        await app.push_screen(app.screen_of())
        assert "g gives all keyed ones back" in await press(pilot, "enter")
