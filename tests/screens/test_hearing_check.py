"""Listen: the switch, the levels, the devices, and what to tell the others, by the keyboard and as it looks."""

from collections.abc import Callable
from pathlib import Path
from threading import main_thread
from typing import cast

import msgspec
import pytest
from textual.pilot import Pilot

from mentortui.core.hearing_values import SILENT, Chosen, Device
from mentortui.core.hearing_words import KEEPS, TELL_THEM
from mentortui.screens.hearing_check import HearingScreen, Hears
from mentortui.services.hearing_choices import HearingChoices
from tests.screens.hearing_fakes import BOTH, GONE, MISSING, NO_CALL, Choices, Hearing, level
from tests.screens.live_app import LiveApp, running
from tests.screens.stage import SIZES, SMALL, Stage, said, shown, widths
from tests.screens.waiting import at_rest, press
from tests.widgets.host import HOSTILE

HOSTILE_DEVICES = tuple(
    Device(f"id{n}", name, "microphone" if n % 2 else "call", default=n < 2) for n, name in enumerate(HOSTILE)
)


def stage(choices: Choices, live: Hears | None = None, copied: list[str] | None = None, who: str = "Grace") -> Stage:
    def copy(text: str) -> str:
        (copied if copied is not None else []).append(text)
        return "Copied"

    return Stage(lambda: HearingScreen(cast(HearingChoices, choices), "grace", who, live=live, copy=copy))


async def test_it_says_what_is_kept_and_is_off_until_somebody_switches_it_on() -> None:
    choices = Choices()
    app = stage(choices)
    async with app.run_test(size=(120, 40)) as pilot:
        seen = await at_rest(pilot)
        assert " ".join(KEEPS.split()[:6]) in seen
        assert "Listen is off" in seen
        assert "Listen is on in every session with Grace" in await press(pilot, "space")
        assert choices.on
        assert "Listen is off" in await press(pilot, "space")
        assert not choices.on


async def test_levels_are_shown_while_it_is_off_too_and_no_longer_once_the_page_is_left() -> None:
    choices = Choices()
    app = stage(choices)
    async with app.run_test(size=(80, 24)) as pilot:
        seen = await at_rest(pilot)
        assert choices.tried.on
        assert "◐ your microphone: no voice, good" in seen
        assert "● the call: a voice, good" in seen
        await press(pilot, "escape")
        assert app.came_to is None
        assert not choices.tried.on


async def test_a_session_under_way_hears_at_once_and_then_nothing_else_does() -> None:
    choices, live = Choices(), Hearing()
    app = stage(choices, live)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        assert (live.on, choices.tried.on) == (False, True)
        await press(pilot, "space")
        assert (live.on, choices.tried.on) == (True, False)
        await press(pilot, "space")
        assert (live.on, choices.tried.on) == (False, True)


async def test_the_marked_device_is_heard_from_now_on_and_kept() -> None:
    choices, live = Choices(on=True), Hearing(on=True)
    app = stage(choices, live)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "▸ what the system uses: Built-in Audio Analog Stereo" in await at_rest(pilot)
        seen = await press(pilot, "down", "down", "enter")
        assert choices.chosen == Chosen(microphone="yeti")
        assert live.chosen == [Chosen(microphone="yeti")]
        assert "▸ Yeti Stereo Microphone" in seen
        await press(pilot, "end", "enter")
        assert choices.chosen == Chosen(microphone="yeti", call="hdmi.monitor")
        await press(pilot, "home", "enter")
        assert choices.chosen == Chosen(call="hdmi.monitor")


async def test_a_chosen_device_that_is_not_there_stays_chosen_and_is_named() -> None:
    choices = Choices()
    choices.chosen = Chosen(call="gone.monitor")
    app = stage(choices)
    async with app.run_test(size=(120, 40)) as pilot:
        assert "▸ gone.monitor, not there now" in await at_rest(pilot)


async def test_what_is_wrong_is_said_in_words() -> None:
    app = stage(Choices(NO_CALL))
    async with app.run_test(size=(120, 40)) as pilot:
        assert "◆ No sound from the call for 2 minutes: is the output right?" in await at_rest(pilot)


async def test_without_what_hears_it_says_the_one_command_and_stays_off() -> None:
    choices = Choices(missing=MISSING, no_devices="No sound server answers")
    app = stage(choices)
    async with app.run_test(size=(120, 40)) as pilot:
        assert "pip install 'mentortui[listen]'" in await at_rest(pilot)
        await press(pilot, "space")
        assert not choices.on
        assert "Listen is off" in said(app)
        assert "the system names none" in said(app)
        assert "Listen stays off: what it needs stands above" in said(app)
        assert said(app).count("pip install") == 1
    assert choices.tried.asked_by
    assert main_thread() not in choices.tried.asked_by, "it reads the disk"


async def test_why_the_system_names_no_device_is_said_where_nothing_else_is_wrong() -> None:
    app = stage(Choices(no_devices="No sound server answers"))
    async with app.run_test(size=(120, 40)) as pilot:
        assert "◆ No sound server answers" in await at_rest(pilot)


async def test_the_word_for_the_others_is_copied() -> None:
    copied: list[str] = []
    app = stage(Choices(), copied=copied)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        assert "Copied: what to tell Grace" in await press(pilot, "c")
        assert copied == [TELL_THEM]


async def test_devices_are_looked_for_again() -> None:
    choices = Choices(devices=())
    app = stage(choices)
    async with app.run_test(size=(120, 40)) as pilot:
        assert "Yeti" not in await at_rest(pilot)
        choices._devices = (Device("yeti", "Yeti Stereo Microphone", "microphone"),)
        assert "Yeti Stereo Microphone" in await press(pilot, "r")


@pytest.mark.parametrize("size", [*SIZES, *SMALL], ids=str)
async def test_any_names_of_devices_keep_their_cells(size: tuple[int, int]) -> None:
    choices = Choices(
        msgspec.structs.replace(GONE, troubles=tuple(msgspec.structs.replace(GONE.troubles[0], detail=name) for name in HOSTILE)),
        devices=HOSTILE_DEVICES,
    )
    app = stage(choices, who=HOSTILE[0])
    async with app.run_test(size=size) as pilot:
        await at_rest(pilot)
        for _ in HOSTILE:
            await press(pilot, "down")
        assert widths(app) == {size[0]}
        assert "\x1b" not in shown(app)


async def test_the_levels_follow() -> None:
    choices = Choices()
    app = stage(choices)
    async with app.run_test(size=(120, 40)) as pilot:
        before = await at_rest(pilot)
        choices.tried.state = level(BOTH, "call", SILENT)
        screen = cast(HearingScreen, app.screen)
        screen.follow()
        assert "○ the call: no voice, no sound" in await at_rest(pilot)
        assert said(app) != before


async def test_h_opens_it_over_a_session_and_the_floor_keys_go_on(tmp_path: Path) -> None:
    app = LiveApp(tmp_path / "data")
    choices = Choices()
    app.desk.hearing_choices = choices  # type: ignore[assignment]  # stands in for it
    async with running(app) as pilot:
        await at_rest(pilot)
        app.session.hearing = live = Hearing()  # type: ignore[assignment]
        seen = await press(pilot, "H")
        assert isinstance(app.screen, HearingScreen)
        assert "Grace · listen: off" in seen
        await press(pilot, "2", "space")
        assert app.floor() == ("Grace",)
        assert live.on
        await press(pilot, "H")
        assert app.screen is app.live_screen


async def test_it_is_opened_where_a_mentorship_is_set_up(tmp_path: Path) -> None:
    app = LiveApp(tmp_path / "data")
    app.desk.hearing_choices = Choices()  # type: ignore[assignment]
    async with running(app, (120, 40)) as pilot:
        await at_rest(pilot)
        await press(pilot, "M")
        assert "Charter" in said(app)
        assert "H listen" in said(app)
        await press(pilot, "H")
        assert isinstance(app.screen, HearingScreen)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_it_looks_as_agreed(snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    async def switched(pilot: Pilot[None]) -> None:
        await at_rest(pilot)
        await press(pilot, "space")

    assert snap_compare(stage(Choices(NO_CALL)), terminal_size=size, run_before=switched)
