"""Feedback from every screen that is about one mentorship, by `f`; and what the page of a session says of it afterwards."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from mentortui.app import MentortuiApp
from mentortui.core.feedback_form import Typed
from mentortui.screens.feedback import FeedbackScreen
from mentortui.screens.feedback_list import FeedbackListScreen
from mentortui.screens.home import HomeScreen
from mentortui.screens.summary import SummaryScreen
from tests.screens.live_app import LiveApp, running
from tests.screens.stage import said
from tests.screens.test_cover_everywhere import WAYS, demo
from tests.screens.waiting import until_on_top


def kept(app: MentortuiApp) -> list[str]:
    """The feedback of the demo's first mentorship that is outside of any session."""
    slug = app.desk.mentorships.all()[0].slug
    return [one.capture.text for one in app.desk.feedback.book(slug).all() if not one.session]


async def until_given(app: MentortuiApp, pilot: Pilot[str | None], text: str) -> None:
    """Until it is stored."""
    for _ in range(400):
        if text in kept(app):
            return
        await pilot.pause(0.01)
    raise AssertionError(f"{kept(app)} is kept")


@pytest.mark.parametrize("screen", [HomeScreen, *[one for one in WAYS if one.__name__ in ("HistoryScreen", "SummaryScreen")]])
async def test_f_opens_the_form_and_gives_it(tmp_path: Path, screen: type) -> None:
    async with demo(tmp_path / "data", screen) as (app, pilot):
        await pilot.press("f")
        await until_on_top(pilot, FeedbackScreen)
        await pilot.press(*"Notes", "ctrl+s")
        await until_on_top(pilot, screen)
        await until_given(app, pilot, "Notes")


async def test_f_twice_opens_one_form(tmp_path: Path) -> None:
    async with demo(tmp_path / "data", HomeScreen) as (app, pilot):
        app.action_feedback()
        app.action_feedback()
        await until_on_top(pilot, FeedbackScreen)
        for _ in range(20):
            await pilot.pause(0.01)
        assert sum(isinstance(one, FeedbackScreen) for one in app.screen_stack) == 1
        await pilot.press("escape")
        await until_on_top(pilot, HomeScreen)


async def test_where_something_waits_the_list_comes_first(tmp_path: Path) -> None:
    async with demo(tmp_path / "data", HomeScreen) as (app, pilot):
        slug = app.desk.mentorships.all()[0].slug
        book = app.desk.feedback.book(slug)
        me, other = list(book.people)[:2]
        book.keep_typed(Typed(giver=me, to=other, owner=other, good="Notes"))
        book.save()
        await pilot.press("f")
        await until_on_top(pilot, FeedbackListScreen)
        await pilot.press("enter", "escape")
        await until_on_top(pilot, HomeScreen)
        assert app.desk.feedback.book(slug).waiting() == ()


async def test_what_was_answered_right_after_the_session_stands_on_its_page(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app, (120, 40)) as pilot:
        app.session.captures.catch("+ commits reviewable in five minutes -> the same on the API repo")
        await pilot.press("q", "y")
        await until_on_top(pilot, SummaryScreen)
        await pilot.press("f")
        await until_on_top(pilot, FeedbackScreen)
        await pilot.press("ctrl+o")
        await until_on_top(pilot, FeedbackListScreen)
        await pilot.press("y")
        await pilot.press("escape")
        await until_on_top(pilot, SummaryScreen)
        for _ in range(200):
            if "agreed" in said(app):
                break
            await pilot.pause(0.01)
        assert "then: the same on the API repo · agreed" in said(app)
