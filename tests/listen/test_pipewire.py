"""A PipeWire that really runs and also speaks as PulseAudio does. What holds of both by themselves is in test_servers."""

from pathlib import Path

import pytest

from mentortui.listen.choose import recorder, which_server
from tests.listen.sounds import hiss, listening, tone
from tests.sound.servers import CALL, INTO_MICROPHONE, MICROPHONE, PipeWirePulseServer


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
        pipewire_pulse.remove_microphone()
        heard.until_trouble("no device", "microphone")
        pipewire_pulse.add_microphone()
        heard.until_both()
