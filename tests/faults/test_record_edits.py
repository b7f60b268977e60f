"""Outside a session too: where a save fails one line says so, what was typed stays, and trying again works. On every screen."""

import asyncio
import errno
import random
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from mentortui.app import MentortuiApp
from mentortui.core.records import Plan
from mentortui.screens.home import HomeScreen
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from tests.faults.breaking import Breaking, breaking
from tests.screens.stage import StillClock, demo_in, said, shown
from tests.screens.test_monkey_around import KEYS, WAYS
from tests.screens.waiting import AnyPilot, at_rest, press, until_on_top

FULL = {"write": errno.ENOSPC, "fsync": errno.ENOSPC}


@pytest.fixture
def broken() -> Iterator[Breaking]:
    with breaking() as found:
        yield found


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MentortuiApp:
    monkeypatch.chdir(tmp_path)
    clock, store = StillClock(), Store(tmp_path / "data")
    demo_in(store, clock.wall())
    return MentortuiApp(Desk(store, clock, system_zone="Europe/Berlin", config=tmp_path / "config"))


def view(folder: Path) -> object:
    """All that is stored."""
    store = Store(folder)
    return [
        (
            store.mentorship(one.slug),
            store.living(one.slug),
            store.sessions(one.slug),
            store.private_notes(one.slug),
            store.table(one.slug, "plans", Plan),
        )
        for one in store.mentorships()
    ]


@pytest.mark.parametrize("screen", WAYS)
async def test_any_keys_on_a_disk_that_takes_nothing_end_nothing_and_change_nothing(
    app: MentortuiApp, tmp_path: Path, broken: Breaking, screen: str
) -> None:
    chance = random.Random(screen)
    async with app.run_test(size=(120, 40)) as pilot:
        await until_on_top(pilot, HomeScreen)
        for key in WAYS[screen]:
            await press(pilot, key)
        before = view(tmp_path / "data")
        broken.errors = dict(FULL)
        for _ in range(10):
            if not app.screen_stack:
                break  # a key ended it
            for key in chance.choices(KEYS, k=chance.randint(1, 8)):
                app.simulate_key(key)
            await asyncio.sleep(0.02)
        app.desk.close_drafts()
        assert view(tmp_path / "data") == before
        broken.errors.clear()
        app.exit()


Flow = Callable[[AnyPilot, Store], Awaitable[Callable[[Store], object]]]
"""Fills something in up to the key that saves, and gives what tells whether that is stored."""


async def home_promise(pilot: AnyPilot, store: Store) -> Callable[[Store], object]:
    await press(pilot, "d")
    open_before = sum(one.state == "open" for one in store.living("grace-otieno"))
    return lambda store: sum(one.state == "open" for one in store.living("grace-otieno")) < open_before


async def new_action(pilot: AnyPilot, store: Store) -> Callable[[Store], object]:
    await press(pilot, "l", "tab")  # behind the goals
    await press(pilot, "a")
    await press(pilot, *"write it down")
    return lambda store: "write it down" in [one.capture.text for one in store.living("grace-otieno")]


async def new_person(pilot: AnyPilot, store: Store) -> Callable[[Store], object]:
    await press(pilot, "a")
    await press(pilot, *"Linus")
    return lambda store: len(store.mentorships()) == 2


async def plan_item(pilot: AnyPilot, store: Store) -> Callable[[Store], object]:
    await press(pilot, "p")
    await press(pilot, "a")
    await press(pilot, *"talk about talks")
    return lambda store: b"talk about talks" in (store.data_dir / "mentorships" / "grace-otieno" / "record.json").read_bytes()


async def feedback(pilot: AnyPilot, store: Store) -> Callable[[Store], object]:
    await press(pilot, "f")
    await press(pilot, "ctrl+o")
    before = store.living("grace-otieno")
    return lambda store: store.living("grace-otieno") != before


def stands_in_the_record(words: str) -> Callable[[Store], object]:
    return lambda store: words.encode() in (store.data_dir / "mentorships" / "grace-otieno" / "record.json").read_bytes()


def in_tab(tab: str, keys: str, typed: str, stored: str) -> Flow:
    """These keys in that tab, then these words; what is in the record once it is saved."""

    async def flow(pilot: AnyPilot, store: Store) -> Callable[[Store], object]:
        assert isinstance(pilot.app, MentortuiApp)
        pilot.app.open_mentorship("grace-otieno", tab)
        await at_rest(pilot)
        await press(pilot, *keys)
        await press(pilot, *("space" if sign == " " else sign for sign in typed))
        return stands_in_the_record(stored)

    return flow


FLOWS: dict[str, tuple[Flow, str]] = {
    "days of a pause": (in_tab("calendar", "zi", "1 dec to 9 dec", "2026-12-09"), "enter"),
    "the day it ends": (in_tab("calendar", "v", "30 jun", "2027-06-30"), "enter"),
    "a promise ticked off": (home_promise, "space"),
    "a new action": (new_action, "ctrl+s"),
    "a new mentorship": (new_person, "ctrl+s"),
    "an item of the next agenda": (plan_item, "enter"),
    "feedback removed": (feedback, "backspace"),
}


BY_ITSELF = ("an item of the next agenda", "feedback removed")
"""What is tried again without anybody asking."""


@pytest.mark.parametrize("name", FLOWS)
async def test_what_was_typed_stays_where_a_save_fails_and_trying_again_works(
    app: MentortuiApp, tmp_path: Path, broken: Breaking, name: str
) -> None:
    flow, saves = FLOWS[name]
    async with app.run_test(size=(120, 40)) as pilot:
        await until_on_top(pilot, HomeScreen)
        await press(pilot, "escape")
        stored = await flow(pilot, app.desk.store)
        broken.errors = dict(FULL)
        await press(pilot, saves)
        assert "disk full" in said(app), shown(app)
        assert not stored(Store(tmp_path / "data"))
        broken.errors.clear()
        if name not in BY_ITSELF:
            await press(pilot, saves)
        for _ in range(300):
            if stored(Store(tmp_path / "data")):
                break
            await pilot.pause(0.02)
        await at_rest(pilot)
        assert stored(Store(tmp_path / "data")), shown(app)
