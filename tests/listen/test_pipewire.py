"""Listening to a PipeWire that really runs: by its own programs, and by PulseAudio's where it speaks as that."""

from pathlib import Path

import pytest

from mentortui.core.hearing_values import Chosen
from mentortui.listen.choose import recorder, which_server
from tests.listen.sounds import hiss, listening, tone
from tests.sound.servers import CALL, INTO_MICROPHONE, MICROPHONE, PipeWirePulseServer, PipeWireServer


@pytest.fixture
def quiet(pipewire: PipeWireServer, tmp_path: Path) -> PipeWireServer:
    """With a microphone that is on: nobody speaks into it, and it gives more than zeros."""
    pipewire.play(hiss(tmp_path / "hiss.raw"), INTO_MICROPHONE)
    return pipewire


def test_each_channel_hears_its_own_device(quiet: PipeWireServer, tmp_path: Path) -> None:
    assert which_server() == "pipewire"
    with listening() as heard:
        heard.until_both()
        quiet.play(tone(tmp_path / "me.raw", seconds=2), INTO_MICROPHONE)
        state = heard.until(lambda state: state.microphone.voice)
        assert not state.call.voice
        assert (state.microphone.device, state.call.device) == ("Microphone", "Headset")
        heard.until(lambda state: -22 < state.microphone.level < -8)
        heard.until_heard("me")
        heard.until(lambda state: not state.microphone.voice)
        quiet.play(tone(tmp_path / "others.raw", seconds=2), CALL)
        state = heard.until(lambda state: state.call.voice)
        assert not state.microphone.voice
        heard.until_heard("me", "others")


@pytest.mark.parametrize("chosen", [Chosen(), Chosen(microphone=MICROPHONE)], ids=["default", "chosen"])
def test_a_microphone_that_is_unplugged_is_told_and_heard_again_once_it_is_back(
    quiet: PipeWireServer, tmp_path: Path, chosen: Chosen
) -> None:
    with listening(chosen) as heard:
        heard.until_both()
        quiet.remove(MICROPHONE)
        heard.until_trouble("gone" if chosen.microphone else "no device", "microphone")
        assert heard.until(lambda state: state.channels == ("call",)).call.device == "Headset"
        quiet.add_microphone()
        heard.until_both()
        heard.until_without("gone", "no device")
        quiet.play(tone(tmp_path / "me.raw", seconds=1.5), INTO_MICROPHONE)
        heard.until_heard("me")


def test_a_server_that_is_killed_is_told_and_heard_again_once_it_is_back(quiet: PipeWireServer, tmp_path: Path) -> None:
    with listening() as heard:
        heard.until_both()
        quiet.stop()
        heard.until_trouble("no server")
        heard.until(lambda state: state.channels == ())
        quiet.start()
        heard.until_both()
        heard.until_without("no server")
        quiet.play(tone(tmp_path / "call.raw", seconds=1.5), CALL)
        heard.until_heard("others")


def test_a_server_that_stands_still_is_told_and_heard_again_once_it_goes_on(quiet: PipeWireServer) -> None:
    with listening() as heard:
        heard.until_both()
        quiet.freeze()
        try:
            heard.until_trouble("stalled")
            heard.until(lambda state: state.channels == ())
        finally:
            quiet.thaw()
        heard.until_both()
        heard.until_without("stalled")


def test_a_call_that_plays_on_another_output_is_told_and_followed_when_that_becomes_the_default(
    quiet: PipeWireServer, tmp_path: Path
) -> None:
    quiet.add("other", "Loudspeakers", "Audio/Sink")
    with listening() as heard:
        heard.until_both()
        quiet.play(tone(tmp_path / "call.raw", seconds=60), "other")
        assert heard.until_trouble("other output", "call").detail == "Loudspeakers"
        quiet.choose_output("other")
        heard.until(lambda state: state.call.voice and state.call.device == "Loudspeakers")
        heard.until_without("other output")


def test_devices_have_the_same_ids_as_under_pulseaudio(
    pipewire_pulse: PipeWirePulseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was chosen once stands, whichever programs are installed."""
    assert which_server() == "pulse"
    by_pulse = recorder().devices()
    (pipewire_pulse.folder / "run" / "pulse" / "native").unlink()
    assert which_server() == "pipewire"
    assert set(recorder().devices()) == set(by_pulse)
    assert {device.id for device in by_pulse if device.default} == {MICROPHONE, f"{CALL}.monitor"}


def test_a_pipewire_that_speaks_as_pulseaudio_is_heard(pipewire_pulse: PipeWirePulseServer, tmp_path: Path) -> None:
    pipewire_pulse.play(hiss(tmp_path / "hiss.raw"), INTO_MICROPHONE)
    with listening() as heard:
        heard.until_both()
        pipewire_pulse.play(tone(tmp_path / "me.raw", seconds=2), INTO_MICROPHONE)
        heard.until_heard("me")
        pipewire_pulse.play(tone(tmp_path / "call.raw", seconds=2), CALL)
        heard.until_heard("me", "others")
        pipewire_pulse.remove(MICROPHONE)
        heard.until_trouble("no device", "microphone")
        pipewire_pulse.add_microphone()
        heard.until_both()
