"""What good practice asks has a place, a key that leads there and keys that work there; the help and the docs say the same."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import OptionList

from mentortui.app import MentortuiApp
from mentortui.core.practices import PRACTICES
from mentortui.screens.home import HomeScreen
from mentortui.screens.keys import CALLED, working
from mentortui.screens.mentorship import MentorshipScreen
from mentortui.screens.practices import PracticesScreen
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from scripts.practices import page
from tests.recordings import REPOSITORY
from tests.screens.stage import StillClock, demo_in, said
from tests.screens.waiting import at_rest, press, rush

DOCS = REPOSITORY / "docs" / "practices.md"
FROM_HOME = {"Prepare": "p", "Promises": "d"}
"""The keys of what no row of the help opens first."""


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


def rows_of_the_docs() -> list[tuple[str, list[tuple[str, set[str]]]]]:
    """As somebody reads the table: the practice, then each place with the keys that work there."""
    pressed = {called: key for key, called in CALLED.items()}
    found = []
    for row in re.findall(r"^\| (?!practice |---)(.*) \|$", DOCS.read_text("utf-8"), re.MULTILINE):
        name, places, _ = row.split(" | ")
        told = [place.partition(": ") for place in places.split("<br>")]
        found.append((name, [(where, {pressed.get(key, key) for key in re.findall("`(.+?)`", keys)}) for where, _, keys in told]))
    return found


def where_it_is(pilot: Pilot[None]) -> str:
    """As the docs call it: `Review`, `Mentorship, Charter`."""
    screen = pilot.app.screen
    name = type(screen).__name__.removesuffix("Screen")
    if not isinstance(screen, MentorshipScreen):
        return name
    assert f"▸ {screen.tab.title}" in said(pilot.app)
    return f"{name}, {screen.tab.title}"


async def test_each_row_of_the_docs_is_opened_from_the_help_and_lands_where_they_say_and_its_keys_work(tmp_path: Path) -> None:
    """The first of its places; the others, of any row, from Home."""
    told = rows_of_the_docs()
    assert len(told) == len(PRACTICES) == 23
    there, missing = dict[str, set[str]](), dict[str, set[str]]()

    def look(where: str, keys: set[str]) -> None:
        if where not in there:
            assert where_it_is(pilot) == where
            there[where] = set(working(pilot.app.screen))
        missing[where] = missing.get(where, set()) | keys - there[where]

    async with at_home(tmp_path) as pilot:
        for number, (name, [(where, keys), *_]) in enumerate(told):
            await rush(pilot, "question_mark", "p")
            assert isinstance(pilot.app.screen, PracticesScreen)
            rows = pilot.app.screen.query_one(OptionList)
            first, does, *_ = str(rows.get_option_at_index(number).prompt).splitlines()
            assert (first, does) == (name, PRACTICES[number].does)
            await rush(pilot, *["down"] * number, "enter")
            assert where_it_is(pilot) == where, name
            look(where, keys)
        while not isinstance(pilot.app.screen, HomeScreen):
            await press(pilot, "escape")
        for screen, key in FROM_HOME.items():
            await press(pilot, key)
            for where, keys in [place for _, [_, *places] in told for place in places if place[0] == screen]:
                look(where, keys)
            await press(pilot, "escape")
    assert {where for _, places in told for where, _ in places} == set(there)
    assert {where: keys for where, keys in missing.items() if keys} == {}


def test_the_page_of_the_docs_says_the_same() -> None:
    assert DOCS.read_text("utf-8") == page(), "run scripts/practices.py"
