"""A transcript is chosen by keys alone, read off the interface's thread, and its reading cancelled."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from mentortui.core.refused import Refused
from mentortui.formats.transcripts.found import Cancelled
from mentortui.screens.importing import ImportScreen
from mentortui.services.transcript_files import Near
from tests.screens.stage import NOON, SIZES, SMALL, Stage, at_once, said, shown, widths
from tests.screens.waiting import at_rest, until

VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ada>Hello.\n"
LONG = "~/Documents/Zoom/2026-11-25 15.00.12 A meeting whose name goes on and on/closed_caption_of_the_meeting_0.vtt"


def near(count: int) -> tuple[Near, ...]:
    names = ("~/Downloads/GMT20261125-130300_Recording.transcript.vtt", LONG, "call [/] [b].srt", "~/Downloads/王小明 🦊.vtt")
    return tuple(
        Near(
            path=f"/no/such/{n}",
            name=names[n] if n < len(names) else f"~/Documents/transcript number {n}.vtt",
            modified=NOON / 1_000_000 - n * 40_000,
            size=10 ** (n % 9 + 1) * 3,
        )
        for n in range(count)
    )


class Choosing(Stage):
    """Shows it over some files."""

    def __init__(self, read: Callable[..., Any] = lambda path, progress, cancelled: path, files: tuple[Near, ...] | None = None):
        given: dict[str, Any] = {} if files is None else {"likely": lambda: files}
        super().__init__(lambda: ImportScreen(read, who="Grace", now=NOON, zone="Europe/Berlin", **given))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def test_enter_reads_the_marked_one(home: Path) -> None:
    app = Choosing(files=near(3))
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        await pilot.press("down", "enter")
        await at_rest(pilot)
    assert app.came_to == Path("/no/such/1")


async def test_what_lies_nearby_is_found_and_looked_for_again(home: Path) -> None:
    app = Choosing()
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Here stand the transcripts" in await at_rest(pilot)
        (home / "call.vtt").write_text(VTT)
        await pilot.press("r")
        assert "call.vtt" in await at_rest(pilot)
        await pilot.press("enter")
        await at_rest(pilot)
    assert app.came_to == home / "call.vtt"


async def test_a_path_is_typed_with_tab_and_folders_are_gone_into(home: Path) -> None:
    (home / "calls" / "november").mkdir(parents=True)
    (home / "calls" / "november" / "one.vtt").write_text(VTT)
    (home / "calls" / "november" / "other.vtt").write_text(VTT)
    app = Choosing()
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        await pilot.press("slash", "c", "tab")
        assert "calls/" in await at_rest(pilot)
        await pilot.press("enter")
        await at_rest(pilot)
        await pilot.press("tab")
        await at_rest(pilot)
        assert "calls/november/o" in shown(app).splitlines()[1]
        await pilot.press("t")
        assert "one.vtt" not in await at_rest(pilot)
        await pilot.press("enter")
        await at_rest(pilot)
    assert app.came_to == Path("calls/november/other.vtt")


async def test_a_path_that_leads_nowhere_is_said_in_one_line(home: Path) -> None:
    def read(path: Path, *given: object) -> None:
        raise Refused(f"{path.name} cannot be opened, no such file or directory; look at its name.")

    app = Choosing(read)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        await pilot.press("slash", *"nowhere.vtt")
        assert "begins with “nowhere.vtt”" in await at_rest(pilot)
        await pilot.press("enter")
        assert "nowhere.vtt cannot be opened" in await at_rest(pilot)
        await pilot.press("escape")
        assert "Here stand the transcripts" in await at_rest(pilot)
        await pilot.press("escape")
        await at_rest(pilot)
    assert app.came_to is None


class Slow:
    """A reading that goes on as long as the test wants."""

    def __init__(self) -> None:
        self.told, self.go_on = threading.Event(), threading.Event()

    def __call__(self, path: Path, progress: Callable[[int, int], object], cancelled: Callable[[], bool]) -> Path:
        progress(40_000_000, 100_000_000)
        self.told.set()
        while not self.go_on.wait(0.01):
            if cancelled():
                raise Cancelled
        return path


async def test_a_long_reading_shows_how_far_it_is_keeps_answering_and_is_cancelled(home: Path) -> None:
    slow = Slow()
    app = Choosing(slow, near(2))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        at_once(app, "enter")
        await until(pilot, lambda: "40 MB of 100 MB" in said(app))
        assert "Reading ~/Downloads/GMT20261125" in said(app)
        assert "esc cancel" in said(app)
        await pilot.press("escape")
        assert "Cancelled: nothing was taken from it." in await at_rest(pilot)
        assert "▌ ~/Downloads" in shown(app)
        await pilot.press("escape")
        await at_rest(pilot)
    assert app.came_to is None


async def test_a_screen_that_goes_takes_its_reading_along(home: Path) -> None:
    slow = Slow()
    app = Choosing(slow, near(2))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        at_once(app, "enter")
        await until(pilot, slow.told.is_set)
        screen = app.screen
        app.pop_screen()
        await at_rest(pilot)
        assert not screen.is_mounted or screen is not app.screen
    assert app.came_to is not None


@pytest.mark.parametrize(
    "size", [pytest.param(size, id=str(size), marks=() if size == SMALL[1] else pytest.mark.long) for size in (*SIZES, *SMALL)]
)
async def test_the_marked_one_is_seen_at_every_size(home: Path, size: tuple[int, int]) -> None:
    app = Choosing(files=near(60))
    async with app.run_test(size=size) as pilot:
        await at_rest(pilot)
        for key in ("end", "up", "home", "pagedown", "down"):
            await pilot.press(key)
            await pilot.pause()
            assert "▌" in shown(app)
            assert widths(app) == {size[0]}


DAILY = [("usual", SIZES[0]), ("empty", SIZES[1]), ("overfull", SIZES[2])]


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        pytest.param(kind, size, id=f"{kind}-{size}", marks=() if (kind, size) in DAILY else pytest.mark.long)
        for kind in ("empty", "usual", "overfull")
        for size in SIZES
    ],
)
def test_choosing_looks_as_agreed(snap_compare: Callable[..., bool], home: Path, kind: str, size: tuple[int, int]) -> None:
    async def ready(pilot: Pilot[None]) -> None:
        await at_rest(pilot)

    app = Choosing(files=near({"empty": 0, "usual": 4, "overfull": 200}[kind]))
    assert snap_compare(app, terminal_size=size, run_before=ready)
