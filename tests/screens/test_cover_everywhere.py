"""The cover works on every screen: whatever stands there, nothing of a pair is left, and it comes back as it was."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from mentortui.app import MentortuiApp
from mentortui.screens.beside import BesideScreen
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.cover import CoverScreen
from mentortui.screens.feedback import FeedbackScreen
from mentortui.screens.feedback_list import FeedbackListScreen
from mentortui.screens.feedback_parts import ReadOutScreen
from mentortui.screens.history import HistoryScreen
from mentortui.screens.home import HomeScreen
from mentortui.screens.keys import KeysScreen
from mentortui.screens.mentorship import MentorshipScreen
from mentortui.screens.people import PeopleScreen
from mentortui.screens.promises import PromisesScreen
from mentortui.screens.start import StartScreen
from mentortui.screens.summary import SummaryScreen
from mentortui.screens.timeline import TimelineScreen
from mentortui.screens.trends import TrendsScreen
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from tests.screens.live_app import LiveApp, running
from tests.screens.stage import StillClock, demo_in, said
from tests.screens.waiting import at_rest, until_on_top

WORDS = ("Grace", "Ada", "Nairobi", "Otieno", "release")
WAYS = {
    HomeScreen: (),
    HistoryScreen: ("enter",),
    SummaryScreen: ("enter", "enter"),
    TimelineScreen: ("enter", "enter", "y"),
    MentorshipScreen: ("l",),
    TrendsScreen: ("t",),
    PromisesScreen: ("d",),
    StartScreen: ("s",),
    PeopleScreen: ("e",),
    FeedbackScreen: ("f",),
    FeedbackListScreen: ("f", "ctrl+o"),
}
"""The keys that lead from Home to each screen."""


async def walked(app: MentortuiApp, pilot: Pilot[str | None], screen: type) -> None:
    """From Home to that screen."""
    for key in WAYS[screen]:
        before = app.screen
        await pilot.press(key)
        for _ in range(200):
            if app.screen is not before:
                break
            await pilot.pause(0.01)
    await until_on_top(pilot, screen)


@asynccontextmanager
async def demo(
    folder: Path, screen: type, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[MentortuiApp, Pilot[str | None]]]:
    """The demo's mentorship, with that screen on top."""
    clock = StillClock()
    store = Store(folder)
    demo_in(store, clock.wall())
    app = MentortuiApp(Desk(store, clock, system_zone="Europe/Berlin"))
    async with app.run_test(size=(120, 40)) as pilot:
        await until_on_top(pilot, HomeScreen)
        await walked(app, pilot, screen)
        yield app, pilot


async def test_nothing_of_anyone_is_left_on_any_screen(tmp_path: Path) -> None:
    async with demo(tmp_path / "data", HomeScreen) as (app, pilot):
        for screen in WAYS:
            await walked(app, pilot, screen)
            before = said(app)
            assert any(word in before for word in WORDS), screen
            await pilot.press("ctrl+t")
            await pilot.pause()
            assert isinstance(app.screen, CoverScreen)
            assert [word for word in WORDS if word.casefold() in said(app).casefold()] == [], screen
            for key in ("escape", "enter", "q"):
                await pilot.press(key)
                assert isinstance(app.screen, CoverScreen), screen
            await pilot.press("ctrl+t", "enter")
            await pilot.pause()
            assert isinstance(app.screen, screen)
            assert said(app) == before
            while not isinstance(app.screen, HomeScreen):
                app.pop_screen()
                await at_rest(pilot)


async def test_x_alone_covers_where_nothing_is_typed(tmp_path: Path) -> None:
    async with demo(tmp_path / "data", SummaryScreen) as (app, pilot):
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(app.screen, CoverScreen)
        await pilot.press("x", "enter")
        assert isinstance(app.screen, SummaryScreen)


async def test_x_covers_how_a_figure_came_about_too(tmp_path: Path) -> None:
    async with demo(tmp_path / "data", SummaryScreen) as (app, pilot):
        await pilot.press("w")
        await until_on_top(pilot, BesideScreen)
        assert "Grace" in said(app)
        await pilot.press("x")
        await until_on_top(pilot, CoverScreen)
        assert "Grace" not in said(app)
        await pilot.press("x", "enter")
        await until_on_top(pilot, BesideScreen)


async def test_the_box_that_says_why_is_read_to_its_end_by_keys_and_says_how(tmp_path: Path) -> None:
    async with demo(tmp_path / "data", SummaryScreen) as (app, pilot):
        await pilot.press("w")
        await until_on_top(pilot, BesideScreen)
        await at_rest(pilot)
        assert "↑ ↓ read on" in said(app)
        read = app.screen.query_one("#read")
        await pilot.press("end")
        assert read.scroll_y == read.max_scroll_y > 0
        await pilot.press("home")
        assert read.scroll_y == 0
        await pilot.press("q")
        await until_on_top(pilot, SummaryScreen)


async def test_a_choice_that_is_called_x_is_chosen_and_ctrl_t_covers_it(tmp_path: Path) -> None:
    async with demo(tmp_path / "data", HomeScreen) as (app, pilot):
        chosen = list[str | None]()
        app.push_screen(ChooseScreen("Do, shrink or drop?", [("d", "do it"), ("x", "drop it")]), chosen.append)
        await until_on_top(pilot, ChooseScreen)
        await pilot.press("ctrl+t")
        await until_on_top(pilot, CoverScreen)
        await pilot.press("x", "enter")
        await until_on_top(pilot, ChooseScreen)
        await pilot.press("x")
        await until_on_top(pilot, HomeScreen)
        assert chosen == ["x"]


async def test_a_key_that_settings_name_for_the_cover_covers_forms_too(tmp_path: Path) -> None:
    async with demo(tmp_path / "data", HomeScreen) as (app, pilot):
        app.use_keys({"app.cover": "z"})
        for form in (ChooseScreen("Which?", [("d", "do it")]), ReadOutScreen("To say", ["Grace listened."]), KeysScreen(())):
            app.push_screen(form)
            await until_on_top(pilot, type(form))
            await pilot.press("x")
            await pilot.pause()
            assert app.screen is form
            await pilot.press("z")
            await until_on_top(pilot, CoverScreen)
            await pilot.press("x", "enter")
            await until_on_top(pilot, type(form))


async def test_where_the_settings_say_so_it_begins_covered(tmp_path: Path) -> None:
    clock = StillClock()
    store = Store(tmp_path / "data")
    demo_in(store, clock.wall())
    app = MentortuiApp(Desk(store, clock, system_zone="Europe/Berlin", covered=True))
    async with app.run_test(size=(120, 40)) as pilot:
        await until_on_top(pilot, CoverScreen)
        assert [word for word in WORDS if word in said(app)] == []
        await pilot.press("x", "enter")
        await until_on_top(pilot, HomeScreen)
        assert "Grace" in said(app)


async def test_what_was_filled_in_is_there_again_after_the_cover(tmp_path: Path) -> None:
    async with demo(tmp_path / "data", PeopleScreen) as (app, pilot):
        await pilot.press("tab", *"zz")
        typed = said(app)
        assert "zz" in typed
        await pilot.press("ctrl+t", "ctrl+t", "enter")
        await pilot.pause()
        assert said(app) == typed


async def test_the_page_that_comes_while_covered_waits_below(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        await pilot.press("1", "q", "y", "x")
        await at_rest(pilot)
        assert isinstance(app.screen, CoverScreen)
        assert "Grace" not in said(app)
        await pilot.press("x", "enter")
        await until_on_top(pilot, SummaryScreen)


async def test_a_question_that_comes_while_covered_waits_too(tmp_path: Path) -> None:
    clock, store = StillClock(), Store(tmp_path)
    slug = demo_in(store, clock.wall())
    app = MentortuiApp(Desk(store, clock, system_zone="Europe/Berlin"))
    async with app.run_test(size=(120, 40)) as pilot:
        await until_on_top(pilot, HomeScreen)
        app.start(slug)
        app.action_cover()
        await at_rest(pilot)
        assert isinstance(app.screen, CoverScreen)
        await pilot.press("question_mark", "colon")
        await pilot.pause()
        assert isinstance(app.screen, CoverScreen)
        await pilot.press("x", "enter")
        await until_on_top(pilot, StartScreen)


async def test_what_is_told_while_covered_is_told_afterwards(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        app.tell("Grace's file cannot be read.")
        await pilot.pause(0.1)
        assert "Grace's file" in said(app)
        await pilot.press("x")
        await pilot.pause(0.1)
        app.tell("Nor can Ada's.")
        await pilot.pause(0.1)
        assert "Grace" not in said(app)
        assert "Ada" not in said(app)
        await pilot.press("x", "enter")
        await pilot.pause(0.1)
        assert "Nor can Ada's." in said(app)
        await app.let_go()
