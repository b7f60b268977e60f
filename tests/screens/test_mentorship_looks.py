"""How the Mentorship screen looks: each tab as text at three sizes over the demo's mentorship, and pictures of a usual one, an
empty one and an overfull one."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from mentortui.app import MentortuiApp
from mentortui.screens.home import HomeScreen
from mentortui.screens.mentorship import MentorshipScreen
from mentortui.services.demo_linus import fill_linus
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from mentortui.widgets.key_line import MOST
from tests.screens.records_app import RecordsApp
from tests.screens.stage import NOON, SIZES, StillClock, shown, widths
from tests.screens.waiting import at_rest, press


@cache
def _linus() -> tuple[TemporaryDirectory[str], str]:
    folder = TemporaryDirectory()
    return folder, fill_linus(Store(Path(folder.name)), NOON, StillClock()).slug


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_each_tab_looks_as_agreed(snapshot: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    made, slug = _linus()
    copytree(made.name, tmp_path / "data")
    app = MentortuiApp(Desk(Store(tmp_path / "data"), StillClock(), system_zone="Europe/Berlin"))
    seen = dict[str, str]()
    async with app.run_test(size=size) as pilot:
        await at_rest(pilot)
        while not isinstance(app.screen, HomeScreen):
            await press(pilot, "escape")
        app.open_mentorship(slug, "charter")
        await at_rest(pilot)
        screen = app.screen
        assert isinstance(screen, MentorshipScreen)
        for tab in [*screen.all.used, *screen.all.unused]:
            screen.go(tab.name)
            await at_rest(pilot)
            assert widths(app) == {size[0]}, tab.name
            seen[tab.name] = shown(app)
            named = shown(app).splitlines()[-1].split("   ")
            above = seen[tab.name].splitlines()[:4]
            assert any(line.endswith("   m more   R review") for line in above), "of no tab: beside them"
            assert 2 <= len([key for key in named if key.strip()]) - 1 <= MOST, "those that matter most, and where all are"
        others = [tab.title for tab in [*screen.all.used, *screen.all.unused] if tab is not screen.tab and tab.more]
        await press(pilot, "m")
        seen["more"] = shown(app)
        assert sum(f" {title} " in seen["more"] for title in others) >= min(12, len(others)), "most are seen without scrolling"
    app.desk.close_drafts()
    assert list(seen)[:6] == ["charter", "goal", "action", "feedback", "win", "decision"]
    assert seen == snapshot


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(("kind", "keys"), [("usual", ("down",)), ("overfull", ()), ("empty", ()), ("usual", ("e",))])
def test_it_looks_as_agreed(
    snap_compare: Callable[..., bool], tmp_path: Path, kind: str, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    app = RecordsApp(tmp_path, kind)

    async def before(pilot: Pilot[None]) -> None:
        await at_rest(pilot)
        await press(pilot, *keys)
        for line in app.screen.query("Input"):
            line.cursor_blink = False  # type: ignore[attr-defined]
        await at_rest(pilot)
        app.drafts.close()

    assert snap_compare(app, terminal_size=size, run_before=before)
