"""Live while it hears: who is heard, in the header and the strip; what is wrong in words; calm, and never over what is saved."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from mentortui.core.hearing_values import HearingState, Trouble
from mentortui.screens.hearing_view import Dots, heard
from mentortui.screens.live_hearing import SHOWN_EVERY
from tests.screens.hearing_fakes import BOTH, GONE, NO_CALL, ONLY_ME, SOUND, Hearing, level
from tests.screens.live_app import LiveApp, running
from tests.screens.stage import SIZES, SMALL, said, shown, widths
from tests.screens.waiting import at_rest, press


@pytest.fixture
def app(tmp_path: Path) -> LiveApp:
    return LiveApp(tmp_path / "data")


async def hears(app: LiveApp, pilot: Pilot[str | None], state: HearingState = BOTH) -> Hearing:
    """From now on it does, and the header says so."""
    hearing = Hearing(state, on=True)
    await at_rest(pilot)
    app.session.hearing = hearing  # type: ignore[assignment]  # stands in for it
    look(app)
    await at_rest(pilot)
    return hearing


def look(app: LiveApp) -> None:
    """As the timer does."""
    app.live_screen._hearing.show()


def first_row(app: LiveApp) -> str:
    return shown(app).splitlines()[0]  # type: ignore[arg-type]


async def test_the_header_says_nothing_of_hearing_while_it_is_off(app: LiveApp) -> None:
    async with running(app, (120, 40)) as pilot:
        await at_rest(pilot)
        look(app)
        assert "hear" not in first_row(app)


async def test_the_header_says_who_is_heard_with_a_dot_each(app: LiveApp) -> None:
    async with running(app, (120, 40)) as pilot:
        hearing = await hears(app, pilot)
        assert first_row(app).endswith("◐ hearing you · ● hearing the call  ● saved")
        hearing.state = level(BOTH, "microphone", -70.0)
        look(app)
        await at_rest(pilot)
        assert "○ hearing you" in first_row(app)
        hearing.state = ONLY_ME
        look(app)
        await at_rest(pilot)
        assert "● hearing you, not the call" in first_row(app)


async def test_what_is_wrong_stands_in_the_header_in_words_and_once_as_a_sentence(app: LiveApp) -> None:
    async with running(app, (120, 40)) as pilot:
        hearing = await hears(app, pilot, NO_CALL)
        assert "no sound from the call for 2 minutes: is the output right?" in first_row(app)
        assert app.asked() == "No sound from the call for 2 minutes: is the output right?"
        app.live_screen.say("")
        look(app)
        assert app.asked() == ""
        hearing.state = GONE
        look(app)
        await at_rest(pilot)
        assert "your microphone is gone" in first_row(app)
        assert f"“{SOUND}” is gone" in app.asked()


async def test_where_a_device_has_a_long_name_what_to_do_is_said_without_it(app: LiveApp) -> None:
    async with running(app, (120, 40)) as pilot:
        await hears(app, pilot, HearingState(troubles=(Trouble("gone", "microphone", 0, "Built-in Audio Analog Stereo, left"),)))
        assert "Your microphone is gone: plug it in again, or choose another." in said(app)  # type: ignore[arg-type]


async def test_of_two_that_are_new_the_worse_is_said_and_the_other_does_not_take_its_place(app: LiveApp) -> None:
    async with running(app, (120, 40)) as pilot:
        loud = Trouble("clipped", "microphone", 0)
        hearing = await hears(app, pilot, HearingState(microphone=BOTH.microphone, troubles=(Trouble("gone", "call", 0), loud)))
        assert app.asked().startswith("The call is gone")
        look(app)
        assert app.asked().startswith("The call is gone")
        hearing.state = HearingState(microphone=BOTH.microphone, call=BOTH.call, troubles=(loud,))
        look(app)
        await at_rest(pilot)
        assert app.asked().startswith("The call is gone")
        assert "your microphone is too loud" in first_row(app)


async def test_a_call_in_which_nobody_speaks_for_a_little_is_no_trouble(app: LiveApp) -> None:
    async with running(app, (120, 40)) as pilot:
        quiet = HearingState(microphone=BOTH.microphone, call=BOTH.call, troubles=(Trouble("no sound", "call", 110_000_000),))
        await hears(app, pilot, quiet)
        assert "hearing you" in first_row(app)
        assert app.asked() == ""


async def test_in_a_pause_it_says_that_it_does_not_listen(app: LiveApp) -> None:
    async with running(app, (120, 40)) as pilot:
        await hears(app, pilot)
        await press(pilot, "space")
        look(app)
        await at_rest(pilot)
        assert "not listening in a pause" in first_row(app)


async def test_what_was_heard_is_taken_by_a_timer_of_the_screen_and_under_a_form_too(app: LiveApp) -> None:
    async with running(app) as pilot:
        hearing = await hears(app, pilot)
        await press(pilot, "m")
        hearing.taken = 0
        while not hearing.taken:
            await pilot.pause(0.02)


@pytest.mark.parametrize("state", [BOTH, NO_CALL, GONE, ONLY_ME, HearingState()], ids=["both", "silent", "gone", "me", "not yet"])
@pytest.mark.parametrize("size", [*SIZES, *SMALL, (40, 2), (60, 4)], ids=str)
async def test_it_never_stands_over_what_is_saved(app: LiveApp, size: tuple[int, int], state: HearingState) -> None:
    async with running(app, size) as pilot:
        await press(pilot, "1")
        await hears(app, pilot, state)
        assert app.session.writer.flush()
        app.live_screen.follow()
        await at_rest(pilot)
        assert first_row(app).endswith("saved")
        assert widths(app) == {size[0]}  # type: ignore[arg-type]


async def test_one_line_has_it_first(app: LiveApp) -> None:
    async with running(app, (60, 4)) as pilot:
        hearing = await hears(app, pilot)
        app.live_screen.query_one("FloorStrip").follow()  # type: ignore[attr-defined]
        await at_rest(pilot)
        assert shown(app).splitlines()[0].startswith(" ◐● heard · ▸ Check-in")  # type: ignore[arg-type]
        hearing.state = NO_CALL
        app.live_screen.query_one("FloorStrip").follow()  # type: ignore[attr-defined]
        await at_rest(pilot)
        assert "◆ output: no sound · ▸ Check-in" in shown(app) or "◆ the call: no sound" in shown(app)  # type: ignore[arg-type]


def test_a_noise_at_the_edge_makes_no_dot_flicker() -> None:
    dots = Dots()
    seen = [dots.look(level(BOTH, "microphone", decibels))["microphone"] for decibels in (-60, -49, -51, -55, -49, -57, -51)]
    assert seen == ["○", "◐", "◐", "◐", "◐", "○", "○"]


def test_dots_change_at_most_twice_a_second() -> None:
    assert SHOWN_EVERY >= 0.5


def test_a_voice_that_is_none_of_a_channel_which_is_gone_has_no_dot() -> None:
    state = HearingState(microphone=BOTH.microphone, troubles=(Trouble("gone", "call", 0),))
    forms = heard(state, Dots().look(state), 0).forms
    assert forms[0] == "◐ hearing you · the call is gone"
    assert forms[-1] == "output is gone"


@pytest.mark.parametrize(("name", "size"), [(state, size) for state in ("both", "silent") for size in SIZES], ids=str)
def test_it_looks_as_agreed(snap_compare: Callable[..., bool], app: LiveApp, name: str, size: tuple[int, int]) -> None:
    async def heard_now(pilot: Pilot[str | None]) -> None:
        await press(pilot, "2")
        await hears(app, pilot, BOTH if name == "both" else NO_CALL)
        assert app.session.writer.flush()
        app.live_screen.follow()
        await at_rest(pilot)

    assert snap_compare(app, terminal_size=size, run_before=heard_now)
