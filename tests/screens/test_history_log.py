"""A session that was held without the program is written down afterwards, by keyboard alone."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from mentortui.core.records import FinishedSession
from mentortui.screens.history_log import LogScreen
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from tests.screens import waiting
from tests.screens.stage import AT_EACH_SIZE, DAY, NOON, NOT_YET, SIZES, Stage, StillClock, said, widths
from tests.screens.summary_app import finished, store_a_session


class Log(Stage):
    """The form over a store in a folder."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(Store(folder / "data"), StillClock(NOON + 2 * DAY), system_zone="Europe/Berlin")
        self.slug = store_a_session(self.desk.store, "usual")
        super().__init__(lambda: LogScreen(self.desk.logging_past(self.slug), self.desk.drafts(self.slug)))

    @property
    def stored(self) -> list[FinishedSession]:
        return [one for one in self.desk.store.sessions(self.slug) if one.id != "s"]


@asynccontextmanager
async def running(app: Log, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot
        app.desk.close_drafts()


async def press(app: Log, pilot: Pilot[None], *keys: str) -> str:
    return await waiting.press(pilot, *keys)


def typed(text: str) -> list[str]:
    return ["space" if char == " " else char for char in text]


async def fill(app: Log, pilot: Pilot[None]) -> None:
    """Yesterday at 15:00, 45 minutes, regular, no title, all, two items, shares, two notes."""
    for text in ("yesterday", "15:00", "45", "", "", "", "Check-in 10", "Chapter 4", "", "40/60", "quiet week", "> read on", ""):
        await press(app, pilot, *typed(text), "enter")


async def test_typed_from_top_to_bottom_with_enter_it_is_stored(tmp_path: Path) -> None:
    app = Log(tmp_path)
    async with running(app) as pilot:
        await fill(app, pilot)
        stored = app.stored[0]
        assert app.came_to == stored
        assert (stored.kind, stored.number, len(stored.people)) == ("regular", 15, 2)
        assert [(item.title, item.minutes) for item in stored.items] == [("Check-in", 10), ("Chapter 4", None)]
        assert [one.capture.text for one in stored.caught] == ["quiet week"]
        assert {source for *_, source in stored.turns} == {"entered"}
        promise = [one for one in app.desk.store.living(app.slug) if one.session == stored.id]
        assert [one.capture.text for one in promise] == ["read on"]
        assert app.desk.drafts(app.slug).get("past session") == ""


async def test_what_was_understood_stands_beside_each_field(tmp_path: Path) -> None:
    app = Log(tmp_path)
    async with running(app) as pilot:
        await press(app, pilot, *typed("thu"), "enter")
        shown = await press(app, pilot, *typed("15:00"), "enter")
        assert "Thu 26 Nov 15:00 (17:00 Nairobi)" in shown
        assert "Ada and Grace" in shown


async def test_a_day_to_come_is_refused_beside_its_field_and_nothing_is_lost(tmp_path: Path) -> None:
    app = Log(tmp_path)
    async with running(app) as pilot:
        await press(app, pilot, *typed("tomorrow"), "enter", *typed("15:00"))
        shown = await press(app, pilot, "ctrl+s")
        assert "Sat 28 Nov is still to come: a session is written down once it was held." in shown
        assert "tomorrow" in shown
        assert app.stored == []
        assert app.came_to is NOT_YET


async def test_another_session_at_that_time_is_said_and_ctrl_s_again_stores_both(tmp_path: Path) -> None:
    app = Log(tmp_path)
    app.desk.store.save_session(app.slug, finished(3, id="s", began=NOON, ended=NOON + 3_600_000_000))
    async with running(app) as pilot:
        await press(app, pilot, *typed("25 nov"), "enter", *typed("14:30"))
        shown = await press(app, pilot, "ctrl+s")
        assert "Regular session 3 was held at that time" in shown
        assert "ctrl+s again stores both" in shown
        assert app.stored == []
        await press(app, pilot, "ctrl+s")
        assert len(app.stored) == 1


async def test_escape_keeps_the_draft_and_it_is_there_again(tmp_path: Path) -> None:
    app = Log(tmp_path)
    async with running(app) as pilot:
        await press(app, pilot, *typed("yesterday"), "enter", *typed("15:00"), *["enter"] * 5, *typed("Check-in"), "enter")
        await press(app, pilot, *typed("Chapter 4"), "escape")
        assert app.came_to is None
    again = Log(tmp_path / "other")
    again.desk, again.slug = app.desk, app.slug
    async with running(again) as pilot:
        shown = said(again)
        for words in ("yesterday", "15:00", "Check-in", "Chapter 4"):
            assert words in shown


async def test_a_draft_that_cannot_be_read_is_an_empty_form(tmp_path: Path) -> None:
    app = Log(tmp_path)
    app.desk.drafts(app.slug).put("past session", '{"day": 5')
    async with running(app):
        assert "A session that was held" in said(app)


@pytest.mark.parametrize("size", AT_EACH_SIZE)
async def test_the_field_one_is_in_is_seen_in_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    app = Log(tmp_path)
    async with running(app, size) as pilot:
        for word in ("", "15:00", "45", "", "Title here", "", "An item", "", "", "A note"):
            shown = await press(app, pilot, *typed(word))
            assert word in shown
            assert widths(app) == {size[0]}
            await press(app, pilot, "enter")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("kind", ["empty", "usual"])
def test_it_looks_as_agreed(snap_compare: Callable[..., bool], tmp_path: Path, size: tuple[int, int], kind: str) -> None:
    app = Log(tmp_path)

    async def before(pilot: Pilot[None]) -> None:
        await pilot.pause()
        if kind == "usual":
            for text in ("yesterday", "15:00", "45", "", "", "", "Check-in 10", "Chapter 4", "", "40/60", "quiet week"):
                await press(app, pilot, *typed(text), "enter")
            await press(app, pilot, *typed("> read on due:fri"))
        app.desk.close_drafts()

    assert snap_compare(app, terminal_size=size, run_before=before)
