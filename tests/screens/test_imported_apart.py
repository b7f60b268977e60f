"""The first time the Mentorship screen is opened no key waits for its modules: they are imported in a thread."""

import json
import subprocess
import sys
from pathlib import Path

from mentortui.screens.mentorship_tabs import tabs_of, titles
from mentortui.services.desk import Desk
from tests.services.test_sessions import Place

OPENED = """
import asyncio, json, sys, threading
from importlib.abc import MetaPathFinder
from pathlib import Path

from mentortui.app import MentortuiApp
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.screens.waiting import at_rest, until_on_top

named, here = [], []
class Told(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.startswith("mentortui.screens.mentorship") or name.endswith(("_tab", ".tabs")):
            (here if threading.current_thread() is threading.main_thread() else named).append(name)

async def main():
    from mentortui.screens.home import HomeScreen
    store = Store(Path(sys.argv[1]))
    app = MentortuiApp(Desk(store, MovingClock(), system_zone="UTC"))
    async with app.run_test() as pilot:
        await until_on_top(pilot, HomeScreen)
        sys.meta_path.insert(0, Told())
        app.open_mentorship(store.mentorships()[0].slug, "pulse")
        for _ in range(500):
            if type(app.screen).__name__ == "MentorshipScreen":
                break
            await asyncio.sleep(0.01)
        await at_rest(pilot)
        from mentortui.screens.mentorship_tabs import commands
        commands(app.desk, store.mentorships()[0].slug)
    print(json.dumps([named, here]))
asyncio.run(main())
"""


def test_the_first_time_it_is_opened_its_modules_are_imported_off_the_interfaces_thread(tmp_path: Path) -> None:
    Place(tmp_path / "data")
    ran = subprocess.run(
        [sys.executable, "-c", OPENED, str(tmp_path / "data")], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    apart, here = json.loads(ran.stdout)
    assert {"mentortui.screens.mentorship", "mentortui.screens.pulse_tab", "mentortui.screens.goals_tab"} <= set(apart)
    assert here == []


def test_the_palette_names_every_tab_as_the_tab_does(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    desk = Desk(place.store, place.clock, system_zone="UTC")
    assert titles(desk) == [(tab.name, tab.title, tab.about) for tab in tabs_of(desk, "")]
