"""What good practice asks has a place, a key that leads there and keys that work there; the help and the docs say the same."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import OptionList

from mentortui.app import MentortuiApp
from mentortui.core.practices import PRACTICES
from mentortui.screens.home import HomeScreen
from mentortui.screens.keys import working
from mentortui.screens.mentorship import MentorshipScreen
from mentortui.screens.practices import PracticesScreen
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from scripts.practices import page
from tests.recordings import REPOSITORY
from tests.screens.stage import StillClock, demo_in, said
from tests.screens.waiting import at_rest, press, until_on_top

FROM_HOME = {"Mentorship": "l", "Prepare": "p", "Promises": "d", "Review": "R"}


@asynccontextmanager
async def at_home(folder: Path) -> AsyncIterator[Pilot[None]]:
    """The program over the demo's mentorships."""
    clock, store = StillClock(), Store(folder)
    demo_in(store, clock.wall())
    app = MentortuiApp(Desk(store, clock, system_zone="Europe/Berlin"))
    async with app.run_test(size=(120, 40)) as pilot:
        await at_rest(pilot)
        while not isinstance(app.screen, HomeScreen):
            await press(pilot, "escape")
        yield pilot
    app.desk.close_drafts()


async def to_tab(pilot: Pilot[None], name: str) -> None:
    """By keys alone: `tab` through those that are used, else from the list of `m`."""
    screen = pilot.app.screen
    assert isinstance(screen, MentorshipScreen)
    if name not in [tab.name for tab in screen.used]:
        await press(pilot, "m")
        unused = [tab.name for tab in screen.unused]
        await press(pilot, *["down"] * unused.index(name), "enter")
    for _ in screen.used:
        if screen.tab.name != name:
            await press(pilot, "tab")
    assert screen.tab.name == name
    assert f"▸ {screen.tab.title}" in said(pilot.app)


async def test_each_practice_is_where_the_help_says_and_its_keys_work_there(tmp_path: Path) -> None:
    places = {(place.screen, place.tab): set[str]() for one in PRACTICES for place in one.places}
    for place in [place for one in PRACTICES for place in one.places]:
        places[place.screen, place.tab] |= {key for key, _ in place.keys}
    missing = dict[str, set[str]]()
    async with at_home(tmp_path) as pilot:
        for name, key in FROM_HOME.items():
            await press(pilot, key)
            here = pilot.app.screen
            tabs = [tab.name for tab in (*here.used, *here.unused)] if isinstance(here, MentorshipScreen) else [""]
            for tab in [tab for tab in tabs if (name, tab) in places]:
                if tab:
                    await to_tab(pilot, tab)
                missing[f"{name} {tab}"] = places[name, tab] - set(working(pilot.app.screen))
            await press(pilot, "q" if name == "Mentorship" else "escape")
            assert isinstance(pilot.app.screen, HomeScreen), name
    assert len(missing) == len(places)
    assert {place: keys for place, keys in missing.items() if keys} == {}


async def test_the_help_has_a_page_of_them_from_which_each_is_opened(tmp_path: Path) -> None:
    async with at_home(tmp_path) as pilot:
        await press(pilot, "question_mark", "p")
        assert isinstance(pilot.app.screen, PracticesScreen)
        rows = pilot.app.screen.query_one(OptionList)
        told = "\n".join(str(rows.get_option_at_index(n).prompt) for n in range(rows.option_count))
        assert [one.name for one in PRACTICES if one.name not in told or one.does not in told] == []
        for n, one in enumerate(PRACTICES[:2]):
            rows.highlighted = n
            await press(pilot, "enter")
            screen = pilot.app.screen
            assert isinstance(screen, MentorshipScreen)
            assert screen.tab.name == one.places[0].tab
            await press(pilot, "question_mark", "p")
            await until_on_top(pilot, PracticesScreen)
            rows = pilot.app.screen.query_one(OptionList)


def test_the_page_of_the_docs_says_the_same() -> None:
    assert (REPOSITORY / "docs" / "practices.md").read_text("utf-8") == page(), "run scripts/practices.py"
