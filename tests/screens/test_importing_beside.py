"""A transcript beside a session that was timed by hand: compared in words, taken over by stretches or whole, and given back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from mentortui.core.records import FinishedSession
from mentortui.screens.importing_beside import CompareScreen
from mentortui.screens.importing_names import NamesScreen
from mentortui.screens.importing_report import ReportScreen
from mentortui.screens.summary import SummaryScreen
from mentortui.services.importing import Importing
from mentortui.services.laying_beside import LayingBeside
from mentortui.store.changing import Changing
from mentortui.store.errors import NotSaved
from tests.screens.importing_app import heard, importing, put, stamp
from tests.screens.stage import NOT_YET, SIZES, SMALL, said, shown, widths
from tests.screens.timeline_app import SECOND, TimelineApp
from tests.screens.waiting import at_rest, press, until_on_top

RECORDED = (
    *(("Ada", 0, 127), ("Grace", 131, 339), ("Ada", 341, 384), ("Grace", 386, 480), ("Ada", 520, 640), ("Grace", 641, 819)),
    *(("Ada", 821, 1009), ("Grace", 1010, 1168), ("Ada", 1321, 1398), ("Ada", 1470, 1588), ("Grace", 1590, 1799)),
)
"""The usual session of Timeline as a call tool heard it: nearly the same, but Ada spoke first after the silence."""


class Comparing(TimelineApp):
    """Shows it over that session; `kind`: of the session, `said` what the file says."""

    def __init__(self, folder: Path, said: str, kind: str = "usual", names: dict[str, str] | None = None) -> None:
        super().__init__(folder, kind)
        path = folder / "call.vtt"
        path.write_text(said, "utf-8")
        numbers = iter(range(10_000))
        given = (self.store, self.clock, lambda: f"n{next(numbers)}")
        self.laying = LayingBeside(*given)
        draft = Importing(*given).read(path)
        proposed = {one.name: one.person or "" for one in self.laying.proposals(draft, self.slug, self.session_id)}
        self.compared = self.laying.compare(draft, self.slug, self.session_id, proposed | (names or {}))
        self.make = self.screen_of  # type: ignore[assignment]

    def screen_of(self) -> CompareScreen:
        return CompareScreen(self.laying, self.compared, self.laying.timeline(self.slug, self.session_id))

    @property
    def seconds(self) -> dict[str, int]:
        return {person: time // SECOND for person, time in self.kept.figures.floor.items()}


def cues(recorded: tuple[tuple[str, float, float], ...] = RECORDED) -> str:
    return "WEBVTT\n\n" + "\n\n".join(f"{stamp(start)} --> {stamp(end)}\n{name}: so" for name, start, end in recorded) + "\n"


def many() -> str:
    """Nine people at 400 turns, heard a second later and some of them otherwise."""
    names = ("Ada", "🦊🦊 Fox", "王小明", "Mei", "Olu", "Zoë")
    return cues(tuple((names[n * n % 6], n * 20, n * 20 + 12 + n % 8) for n in range(430)))


async def test_both_stand_one_above_the_other_and_the_figures_are_in_words(tmp_path: Path) -> None:
    app = Comparing(tmp_path, cues())
    async with app.run_test(size=(120, 40)) as pilot:
        told = await at_rest(pilot)
        assert "Keyed by hand · Ada 32 %" in told
        assert "The recording · Ada" in told
        assert "Keys and recording agree for 7" in told
        assert "Ada: 12 points less by the keys" in told
        assert "around each change" in told
        assert "The recording, " not in told
        rows = [row for row in shown(app).splitlines() if "2 Grace" in row]
        assert len(rows) == 2
        assert rows[0].index("G") == rows[1].index("G")
        await pilot.press("escape")
    assert app.came_to is None
    assert app.kept.origin is None


async def test_one_stretch_is_taken_over_and_u_gives_the_keyed_one_back(tmp_path: Path) -> None:
    app = Comparing(tmp_path, cues())
    before = app.kept
    async with app.run_test(size=(120, 40)) as pilot:
        assert "longest first" in await press(pilot, "o")
        assert "✓" not in shown(app)
        told = await press(pilot, "enter")
        assert "1 of" in told
        assert "as recorded" in told
        assert "● saved" in told
        assert app.seconds != {person: time // SECOND for person, time in before.figures.floor.items()}
        assert app.kept.keyed == before.turns  # also where the recording has nobody
        assert app.kept.origin is not None
        assert "as recorded already" in await press(pilot, "up", "enter")
        assert "Undone:" in await press(pilot, "u")
        assert "✓" not in shown(app)
        assert (app.kept.turns, app.kept.figures) == (before.turns, before.figures)
        assert "There is nothing to undo." in await press(pilot, "u")
        assert "✓" in await press(pilot, "U")
        await pilot.press("escape")
    assert isinstance(app.came_to, FinishedSession)


async def test_the_whole_recording_is_taken_over_and_given_back(tmp_path: Path) -> None:
    app = Comparing(tmp_path, cues())
    before = app.kept
    async with app.run_test(size=(80, 24)) as pilot:
        told = await press(pilot, "A")
        assert "As recorded · " in told
        assert {source for _, _, _, source in app.kept.turns} == {"transcript"}
        assert app.seconds["ada"] == sum(end - start for name, start, end in RECORDED if name == "Ada")
        await press(pilot, "u")
        assert app.kept.turns == before.turns


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=str)
async def test_only_what_is_not_known_is_filled_in_and_the_key_line_has_the_key_while_there_is_any(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = Comparing(tmp_path, cues())
    before = app.kept
    assert before.figures.unsure
    async with app.run_test(size=size) as pilot:
        told = await at_rest(pilot)
        assert told.splitlines()[-1].count("f what is not known") + told.splitlines()[-1].count("f unknown") == 1
        told = await press(pilot, "f")
        assert "what was not known is as recorded" in told.lower()
        assert "f unknown" not in told
        assert "f what is not known" not in told
        assert app.kept.figures.unsure == 0
        by_hand = [row for row in app.kept.turns if row[3] != "transcript"]
        assert by_hand
        assert all(any(row[2:] == was[2:] and row[0] >= was[0] and row[1] <= was[1] for was in before.turns) for row in by_hand)
        assert "nothing to fill in" in await press(pilot, "f")
        assert "Undone:" in await press(pilot, "u")
        assert app.kept.turns == before.turns


async def test_the_figures_alone_are_kept_and_no_turn_is_changed(tmp_path: Path) -> None:
    app = Comparing(tmp_path, cues())
    before = app.kept
    async with app.run_test(size=(80, 24)) as pilot:
        assert "No turn is changed." in await press(pilot, "s")
        await pilot.press("escape")
    assert app.kept.turns == before.turns
    assert app.kept.origin is not None
    assert app.kept.origin.file == "call.vtt"
    assert app.kept.recorded is not None
    assert app.kept.recorded.agrees


async def test_a_file_that_names_nobody_who_was_there_takes_nothing_over(tmp_path: Path) -> None:
    app = Comparing(tmp_path, cues((("Nobody", 0, 60),)))
    before = app.kept
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Of those who were there, the file names nobody" in await at_rest(pilot)
        assert "nothing to take over" in await press(pilot, "end", "o", "enter", "A")
        assert "nothing to take over" in await press(pilot, "f")
        assert "unknown" not in shown(app)
    assert app.kept == before


async def test_a_full_disk_is_said_and_leaving_is_asked_about_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object) -> None:
        raise NotSaved(Path("2026.json"), "disk full")

    app = Comparing(tmp_path, cues())
    before = app.kept
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        with monkeypatch.context() as broken:
            broken.setattr(Changing, "write", full)
            await pilot.press("enter")
            await pilot.pause()
            assert "NOT SAVED" in said(app)
            await pilot.press("escape")
            assert "Press it again to leave all the same" in said(app)
            assert app.came_to is NOT_YET
        app.screen.store()  # type: ignore[attr-defined]
        assert "● saved" in await at_rest(pilot)
    assert app.kept.turns != before.turns
    assert app.kept.keyed == before.turns


async def test_from_the_report_to_a_session_and_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with importing(tmp_path, monkeypatch, "") as (app, pilot, store):
        slug = app.desk.mentorships.all()[0].slug
        before = store.sessions(slug)
        text = heard(store, slug).replace("Grace Otieno:", "Gigi O:")
        put(tmp_path, text, at=before[-1].ended)
        await press(pilot, "r", "enter")
        await until_on_top(pilot, NamesScreen)
        await press(pilot, "2", "enter")
        await until_on_top(pilot, ReportScreen)
        assert "b lays it beside that one" in said(app)
        assert "1 regular session 3" in await press(pilot, "b")
        await press(pilot, "1")
        await until_on_top(pilot, CompareScreen)
        assert "beside regular session 3" in said(app)
        assert "The recording, 3.1 s later" in said(app)
        await press(pilot, "escape")
        await until_on_top(pilot, ReportScreen)
        assert store.sessions(slug) == before
        await press(pilot, "b", "1", "A", "escape")
        await until_on_top(pilot, SummaryScreen)
        after = store.sessions(slug)
        assert len(after) == len(before)
        assert after[-1].keyed == before[-1].turns
        await press(pilot, "q", "i", "enter")
        await until_on_top(pilot, CompareScreen)
        assert "✓" in said(app)  # compared is with the keyed ones
        assert "The keyed turns are the session's again." in await press(pilot, "g")
        assert "▌" in shown(app)
        assert store.sessions(slug)[-1].turns == before[-1].turns
        assert "There are no keyed turns to give back" in await press(pilot, "g")


@pytest.mark.parametrize(
    "size", [pytest.param(size, id=str(size), marks=() if size == SMALL[1] else pytest.mark.long) for size in (*SIZES, *SMALL)]
)
async def test_the_marked_one_is_seen_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    app = Comparing(tmp_path, many(), "overfull")
    async with app.run_test(size=size) as pilot:
        for key in ("end", "up", "home", "pagedown", "o"):
            await press(pilot, key)
            assert "▌" in shown(app)
            assert widths(app) == {size[0]}


LOOKS = [(kind, size) for kind in ("usual", "overfull", "nobody") for size in SIZES]
DAILY = [("usual", SIZES[0]), ("overfull", SIZES[2])]


@pytest.mark.parametrize(
    ("kind", "size"),
    [pytest.param(*look, id=f"{look[0]}-{look[1]}", marks=() if look in DAILY else pytest.mark.long) for look in LOOKS],
)
def test_comparing_looks_as_agreed(snap_compare: Callable[..., bool], tmp_path: Path, kind: str, size: tuple[int, int]) -> None:
    async def ready(pilot: Pilot[Any]) -> None:
        await press(pilot, "down", "enter", "down")

    text = {"usual": cues(), "overfull": many(), "nobody": cues((("Nobody", 0, 60),))}[kind]
    app = Comparing(tmp_path, text, "overfull" if kind == "overfull" else "usual")
    assert snap_compare(app, terminal_size=size, run_before=ready)
