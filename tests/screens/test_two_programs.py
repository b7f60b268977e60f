"""What another program changes is shown, on screens that lie open."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from textual.app import App

from mentortui.screens import again
from mentortui.store.store import Store
from tests.screens.records_app import RecordsApp
from tests.screens.stage import said
from tests.screens.summary_app import SummaryApp, finished
from tests.screens.test_history import History
from tests.screens.test_promises import World
from tests.screens.waiting import at_rest, until

replace = msgspec.structs.replace


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "READ_AGAIN", 0.2)


def another(store: Store) -> Store:
    """Of another program."""
    return Store(store.data_dir)


def reworded(store: Store, slug: str, id: str, text: str) -> None:
    with another(store).changing(slug) as now:
        found = now.living.get(id)
        assert found is not None
        now.living.put(replace(found, capture=replace(found.capture, text=text)))


async def follows(app: App[Any], store: Store, slug: str, id: str) -> None:
    """The words another program gave a record come to the screen by themselves, the same row marked."""
    async with app.run_test(size=(120, 40)) as pilot:
        await at_rest(pilot)
        assert "quite other words" not in said(app)
        reworded(store, slug, id, "quite other words")
        await until(pilot, lambda: "quite other words" in said(app))


async def test_promises_follow_another_program(tmp_path: Path) -> None:
    world = World(tmp_path)
    slug = next(one.slug for one in world.store.mentorships() if one.slug.startswith("grace"))
    await follows(world.listed(), world.store, slug, "g1")


async def test_records_follow_another_program(tmp_path: Path) -> None:
    app = RecordsApp(tmp_path)
    await follows(app, app.store, app.slug, "r1")


async def test_a_summary_follows_another_program(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    await follows(app, app.store, "grace", "c1")


async def test_history_follows_another_program(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "14 sessions" in said(app))
        with another(app.store).changing(app.slug) as now:
            held = finished(15, id="new", title="held elsewhere")
            now.sessions(held.began).put(held)
        await until(pilot, lambda: "15 sessions" in said(app) and "session 15" in said(app))
