"""Two programs on one data folder, both with their screens open at the same place: both edit and save, and nothing is lost in
silence. Without screens: tests/services/test_two_around.py."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from mentortui.app import MentortuiApp
from mentortui.core.capture import Capture
from mentortui.core.charter import CharterAnswer
from mentortui.core.goals import Goal
from mentortui.core.records import Living
from mentortui.screens.charter import CharterScreen
from mentortui.screens.home import HomeScreen
from mentortui.screens.mentorship import MentorshipScreen
from mentortui.screens.record_form import RecordFormScreen
from mentortui.screens.review import ReviewScreen
from mentortui.screens.write import WriteScreen
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from mentortui.widgets.form import Form
from tests.screens.stage import NOON, StillClock, said
from tests.screens.waiting import AnyPilot, at_rest, make_steady, press, until_on_top

SLUG = "grace"
TOO = "Another program had changed it too: a copy keeps that"


@pytest.fixture(autouse=True)
def steady(monkeypatch: pytest.MonkeyPatch) -> None:
    make_steady(monkeypatch)


class Two:
    """Each with a store, a desk and an app of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "data"
        self.clock = StillClock()
        desks = [Desk(Store(self.folder), self.clock, system_zone="Europe/Berlin") for _ in range(2)]
        desks[0].mentorships.begin("Ada", "Europe/Berlin", "mentor", "Grace", "Africa/Nairobi", "", "1234567890")
        self.apps = [MentortuiApp(desk) for desk in desks]

    @property
    def store(self) -> Store:
        return Store(self.folder)

    @property
    def copies(self) -> list[str]:
        """Of what another program had changed."""
        return [one.read_text("utf-8") for one in (self.folder / "mentorships" / SLUG / "backups").glob("record-*-other-*")]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[tuple[AnyPilot, AnyPilot]]:
        one, other = self.apps
        async with one.run_test(size=(120, 40)) as first, other.run_test(size=(120, 40)) as second:
            for pilot in (first, second):
                await until_on_top(pilot, HomeScreen)
            yield first, second
            await at_rest(first)
            await at_rest(second)

    async def go(self, tab: str, *pilots: AnyPilot) -> None:
        """Both, to that tab."""
        for app, pilot in zip(self.apps, pilots, strict=True):
            if isinstance(app.screen, MentorshipScreen):
                await press(pilot, "escape")
                await until_on_top(pilot, HomeScreen)
            app.open_mentorship(SLUG, tab)
            await until_on_top(pilot, MentorshipScreen)
            await at_rest(pilot)


async def fill(pilot: AnyPilot, path: str, text: str) -> None:
    control = pilot.app.screen.query_one(Form).field(path).control
    control.focus()
    if isinstance(control, Input):
        control.value = text
    else:
        assert isinstance(control, TextArea)
        control.load_text(text)
    await at_rest(pilot)


@pytest.mark.long
async def test_one_charter_one_goal_one_review_and_one_calendar_lose_nothing_in_silence(tmp_path: Path) -> None:
    two = Two(tmp_path)
    goals = two.apps[0].desk.goals
    new = goals.blank()
    assert isinstance(new, Goal)
    goals.save(SLUG, new, {"name": "Release lead", "seen_by": ""})
    win = Capture(id="w", kind="win", text="led it alone", who="grace")
    two.store.save_living(SLUG, Living(id="w", created=NOON, capture=win))
    async with two.running() as (first, second):
        await one_charter(two, first, second)
        await one_goal(two, first, second)
        await one_calendar(two, first, second)
        await one_review(two, first, second)


async def one_charter(two: Two, first: AnyPilot, second: AnyPilot) -> None:
    """Both wordings are there, and the field that one did not touch is as the other filled it."""
    await two.go("charter", first, second)
    for pilot in (first, second):
        await press(pilot, "e")
        await until_on_top(pilot, CharterScreen)
    await fill(first, "purpose", "a release alone")
    await fill(first, "plan_b", "Ada phones")
    await press(first, "ctrl+s")
    await fill(second, "purpose", "two releases")
    await press(second, "ctrl+s")
    await until_on_top(second, MentorshipScreen)
    told = await at_rest(second)
    assert "Purpose had been answered elsewhere meanwhile: it stands there as before · saved: Purpose" in told
    assert "before: a release alone" in told
    assert "Ada phones" in told
    answers = [one.text for one in two.store.table(SLUG, "charter", CharterAnswer) if one.question == "purpose"]
    assert answers == ["a release alone", "two releases"]


async def one_goal(two: Two, first: AnyPilot, second: AnyPilot) -> None:
    """It has the fields of both; what both typed into one is kept in a copy, and said."""
    await two.go("goal", first, second)
    for pilot in (first, second):
        await press(pilot, "e")
        await until_on_top(pilot, RecordFormScreen)
    await fill(first, "why", "she wants to")
    await fill(first, "strategies", "pair on it")
    await press(first, "ctrl+s")
    await until_on_top(first, MentorshipScreen)
    await fill(second, "why", "he needs it")
    await press(second, "ctrl+s")
    await until_on_top(second, MentorshipScreen)
    assert f"{TOO} · edited: Release lead" in await at_rest(second)
    (goal,) = two.store.table(SLUG, "goals", Goal)
    assert (goal.why, goal.strategies) == ("he needs it", "pair on it")
    assert any("she wants to" in copy for copy in two.copies)


async def one_calendar(two: Two, first: AnyPilot, second: AnyPilot) -> None:
    """The rhythm that was agreed last holds; the other is kept in a copy, and that is said."""
    await two.go("calendar", first, second)
    for pilot in (first, second):
        await press(pilot, "r")
    for pilot, typed in ((first, "every 2 weeks thu 15:00"), (second, "every week tue 10:00")):
        field = pilot.app.focused
        assert isinstance(field, Input), said(pilot.app)
        field.value = typed
        await press(pilot, "enter")
        await at_rest(pilot)
    assert TOO in said(second.app)
    assert any('"every":2' in "".join(copy.split()) for copy in two.copies), two.copies[-1]


async def one_review(two: Two, first: AnyPilot, second: AnyPilot) -> None:
    """The other's words are shown first, one's own are a draft, and kept again they hold."""
    for pilot in (first, second):
        await press(pilot, "R")
        await until_on_top(pilot, ReviewScreen)
        await at_rest(pilot)
        await press(pilot, "e")
        await until_on_top(pilot, WriteScreen)
    for pilot, words in ((first, "of the first"), (second, "of the second")):
        pilot.app.screen.query_one(TextArea).load_text(words)
        await press(pilot, "ctrl+s")
        await until_on_top(pilot, ReviewScreen)
        await at_rest(pilot)
    told = said(second.app)
    assert "Another program changed it meanwhile" in told
    assert "of the first" in told
    await press(second, "e")
    await until_on_top(second, WriteScreen)
    assert second.app.screen.query_one(TextArea).text == "of the second"
    await press(second, "ctrl+s")
    await until_on_top(second, ReviewScreen)
    assert "of the second" in await at_rest(second)
