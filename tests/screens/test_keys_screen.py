"""All keys and the palette: they name what works here, by the keys the user has, and nothing else."""

import threading
from pathlib import Path

import pytest
from textual.screen import Screen

from mentortui.app import MentortuiApp
from mentortui.core.number_row import ROWS
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.cover import CoverScreen
from mentortui.screens.keys import KeysScreen, groups
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from mentortui.theme import DARK, LIGHT
from tests.screens.live_app import LiveApp, running
from tests.screens.stage import StillClock, said
from tests.screens.waiting import at_rest


@pytest.fixture
def app(tmp_path: Path) -> LiveApp:
    return LiveApp(tmp_path / "data")


def listed(app: LiveApp, screen: Screen[object]) -> dict[str, dict[str, str]]:
    """By heading: keys and what is said of them."""
    live = screen is app.live_screen
    return {heading: dict(rows) for heading, rows in groups(screen, floor=app.live is not None, signs=live)}


def commands(app: LiveApp) -> dict[str, str]:
    """What the palette offers, and the key it names."""
    return {command.title: command.help for command in app.get_system_commands(app.screen)}


async def test_on_live_each_key_is_there_with_what_it_does(app: LiveApp) -> None:
    async with running(app, (120, 80)) as pilot:
        await pilot.press("question_mark")
        assert isinstance(app.screen, KeysScreen)
        shown = said(app)
        for row in (
            "→ Finish the item, start the next",
            "shift+right Leave it open, go on",
            ", The last change of floor 5 s earlier",
            "m The next date",
            "o An open question; again for another",
            "l What was agreed last time",
            "w Why: how the figures come about",
            "y The turns of this session, to mend",
            "1…9 That person has the floor",
            "0 Nobody has the floor",
            "ctrl+g Give the floor from a text field",
            "> they promise",
            "x Cover",
            "ctrl+q Leave; a session stays resumable",
        ):
            assert row.replace("shift+right", "shift →") in shown
        await pilot.press("escape")
        assert app.screen is app.live_screen


async def test_over_a_form_only_its_own_keys_and_those_that_work_there_are_told(app: LiveApp) -> None:
    async with running(app, (120, 60)) as pilot:
        await pilot.press("q")
        assert isinstance(app.screen, ChooseScreen)
        here = listed(app, app.screen)
        assert "Finish the item, start the next" not in here["Here"].values()
        assert "Back" in here["Here"].values()
        assert {"ctrl+g", "F1…F9"} <= set(here["The floor"])
        assert {"ctrl+t", "ctrl+q"} <= set(here["Everywhere"])
        assert here["On the capture line"] == {}
        told = commands(app)
        assert told["Give the floor from a text field"] == "ctrl+g"
        assert told["Person 2 has the floor, while typing too"] == "f2"
        assert told["Leave this form, back to what is below"] == "escape"
        assert "Back" not in told
        assert "Finish the item, start the next" not in told
        await pilot.press("question_mark")
        assert isinstance(app.screen, KeysScreen)
        assert "ctrl+g Give the floor from a text field" in said(app)


async def test_a_key_of_the_settings_is_the_one_that_works_and_is_told(app: LiveApp) -> None:
    app.desk.keymap = {"live.pause": "z", "floor.nobody": "j"}
    async with running(app) as pilot:
        here = listed(app, app.live_screen)
        assert here["Here"]["z"] == "Pause, resume"
        assert "space" not in here["Here"]
        assert here["The floor"]["j"] == "Nobody has the floor"
        await pilot.press("1", "space")
        assert not app.session.session.paused
        await pilot.press("z")
        assert app.session.session.paused


async def test_the_palette_does_what_it_offers_and_names_the_key(app: LiveApp) -> None:
    async with running(app) as pilot:
        assert commands(app)["Pause, resume"] == "space"
        await pilot.press("colon", *"Pause, resume")
        await at_rest(pilot)
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.session.session.paused
        assert app.screen is app.live_screen


async def test_light_and_dark_change_by_the_palette(app: LiveApp) -> None:
    async with running(app) as pilot:
        assert app.theme == DARK.name
        for theme in (LIGHT.name, DARK.name):
            await pilot.press("ctrl+p", *"light or dark")
            await at_rest(pilot)
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            assert app.theme == theme


async def test_the_light_ground_of_the_settings_is_there_from_the_start(app: LiveApp) -> None:
    app.desk.light = True
    async with running(app):
        assert app.theme == LIGHT.name


async def test_under_the_cover_the_keys_tell_no_name(app: LiveApp) -> None:
    async with running(app, (80, 60)) as pilot:
        await pilot.press("x", "question_mark")
        await pilot.pause()
        assert any(isinstance(screen, CoverScreen) for screen in app.screen_stack)
        assert "Grace" not in said(app)
        assert "Ada" not in said(app)


# the keys of the floor over forms, from text, and on another keyboard


async def test_over_a_form_the_keys_of_the_settings_work_and_not_ours(app: LiveApp) -> None:
    app.desk.keymap = {"floor.other": "w", "floor.several": "comma", "app.cover": "z"}
    async with running(app) as pilot:
        await pilot.press("1", "q", "g", "b", "x")
        assert app.floor() == ("Ada",)
        assert isinstance(app.screen, ChooseScreen)
        await pilot.press("w")
        assert app.floor() == ("Grace",)
        await pilot.press("comma")
        assert app.floor() == ("Ada", "Grace")
        await pilot.press("z")
        await pilot.pause()
        assert isinstance(app.screen, CoverScreen)


@pytest.mark.parametrize(("key", "holders"), [("0", ()), ("b", ("Ada", "Grace")), ("1", ("Ada",))])
async def test_ctrl_g_twice_takes_the_first_back_and_asks(app: LiveApp, key: str, holders: tuple[str, ...]) -> None:
    async with running(app) as pilot:
        await pilot.press("1", "enter", *"ha", "ctrl+g")
        assert app.floor() == ("Grace",)
        app.clock.wait(1)
        await pilot.press("ctrl+g")
        assert app.floor() == ("Ada",)
        assert app.asked().startswith("Who speaks? 1 2 · 0 nobody · b both · esc as it was")
        await pilot.press(key, *"lf", "enter")
        assert app.floor() == holders
        assert [facts.capture.text for facts in app.session.session.captures] == ["half"]


async def test_ctrl_g_twice_and_escape_leaves_it_as_it_was(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("1", "enter", "ctrl+g", "ctrl+g", "escape", *"word", "enter")
        assert app.floor() == ("Ada",)
        assert [facts.capture.text for facts in app.session.session.captures] == ["word"]


async def test_ctrl_g_again_later_is_the_other_again(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("1", "enter", "ctrl+g")
        app.clock.wait(1.6)
        await pilot.press("ctrl+g")
        assert app.floor() == ("Ada",)
        assert not app.asked().startswith("Who speaks?")


async def test_a_key_of_another_row_is_asked_about_once_and_gives_the_floor_from_then_on(
    app: LiveApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored, threads = app.desk.mentorships.say_row, list[threading.Thread]()

    def say_row(row: str) -> None:
        threads.append(threading.current_thread())
        stored(row)

    monkeypatch.setattr(app.desk.mentorships, "say_row", say_row)
    async with running(app) as pilot:
        await pilot.press("é")
        assert isinstance(app.screen, ChooseScreen)
        assert "F 2, as on a French keyboard" in said(app)
        assert "C 0, as on a Czech keyboard" in said(app)
        await pilot.press("F")
        await pilot.pause()
        assert app.floor() == ("Grace",)
        await pilot.press("ampersand")
        assert app.floor() == ("Ada",)
        assert app.screen is app.live_screen
        await at_rest(pilot)
        assert app.desk.store.me().number_row == ROWS["fr"]
        assert [thread is threading.main_thread() for thread in threads] == [False]


async def test_no_key_on_live_waits_for_the_disk_to_know_the_number_row(app: LiveApp, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(app) as pilot:
        monkeypatch.setattr(app.desk.store, "me", lambda: pytest.fail("the disk was asked"))
        await pilot.press("b")
        assert len(app.floor()) == 2


async def test_the_sign_of_a_resource_stays_one_once_that_was_said(app: LiveApp, tmp_path: Path) -> None:
    async with running(app) as pilot:
        await pilot.press("ampersand", *"no", "enter")
        assert [facts.capture.kind for facts in app.session.session.captures] == ["resource"]
        await pilot.press("ampersand", *"a list", "enter")
        assert [facts.capture.text for facts in app.session.session.captures] == ["o", "a list"]
    assert not MentortuiApp(Desk(Store(tmp_path / "data"), app.clock)).row_unsaid


async def test_in_text_no_key_is_asked_about(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("enter", *"é&", "enter", "+", "escape")
        assert [facts.capture.text for facts in app.session.session.captures] == ["é&"]
        assert app.screen is app.live_screen


async def test_a_row_that_was_pressed_in_the_first_run_is_not_asked_about(tmp_path: Path) -> None:
    mentorships = Desk(Store(tmp_path), StillClock(), system_zone="UTC").mentorships
    mentorships.begin(name="Ada", number_row=ROWS["us"])
    assert not mentorships.row_unsaid
    skipped = Desk(Store(tmp_path / "other"), StillClock(), system_zone="UTC").mentorships
    skipped.begin(name="Ada")
    assert skipped.row_unsaid
