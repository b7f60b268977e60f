"""What only PulseAudio does, a real one: it moves streams, has modules of any rate, and lets not everybody in. What holds of
PipeWire too is in test_servers."""

import socket
import time
from pathlib import Path

import pytest

from mentortui.core.hearing_values import Chosen
from mentortui.listen.choose import recorder
from tests.listen.sounds import hiss, listening, tone
from tests.sound.servers import CALL, INTO_MICROPHONE, MICROPHONE, PulseServer


@pytest.fixture
def quiet(pulse: PulseServer, tmp_path: Path) -> PulseServer:
    """With a microphone that is on: nobody speaks into it, and it gives more than zeros."""
    pulse.play(hiss(tmp_path / "hiss.raw"), INTO_MICROPHONE)
    return pulse


def test_a_muted_microphone_is_told_by_its_name(quiet: PulseServer) -> None:
    with listening() as heard:
        heard.until_both()
        quiet.run("pactl", "set-source-mute", MICROPHONE, "1")
        assert heard.until_trouble("muted", "microphone").detail == "Microphone"
        quiet.run("pactl", "set-source-mute", MICROPHONE, "0")
        heard.until_without("muted")


def test_a_device_that_takes_the_place_of_an_unplugged_one_is_not_taken_for_it(quiet: PulseServer, tmp_path: Path) -> None:
    """A server moves the stream of a microphone that is gone to whatever is left, which may be what the call plays."""
    with listening(Chosen(microphone=MICROPHONE)) as heard:
        heard.until_both()
        quiet.remove_microphone()
        quiet.play(tone(tmp_path / "call.raw", seconds=5), CALL)
        heard.until_trouble("gone", "microphone")
        heard.until(lambda state: state.call.voice)
        assert not heard.state.microphone.voice
        heard.until(lambda state: not state.call.voice)
        assert {change.who for change in heard.changes} <= {"nobody", "others"}


def test_a_stream_that_was_moved_is_brought_back_and_left_where_somebody_insists(quiet: PulseServer, tmp_path: Path) -> None:
    quiet.add_output("other", "Loudspeakers")
    with listening() as heard:
        for _ in range(2):
            heard.until_both()
            moved = move_to_other(quiet)
            deadline = time.monotonic() + 10
            while moved in streams_on(quiet, "other.monitor"):
                assert time.monotonic() < deadline, "it is not brought back"
                time.sleep(0.05)
        heard.until_both()
        move_to_other(quiet)
        heard.until(lambda state: state.call.device == "Loudspeakers")
        quiet.play(tone(tmp_path / "call.raw", seconds=3), "other")
        heard.until(lambda state: state.call.voice)


def test_what_a_server_moves_to_the_new_default_is_brought_back(quiet: PulseServer, tmp_path: Path) -> None:
    """A server without a microphone has what the call plays as its default source. When a microphone comes, it moves the streams
    of the old default to the new one: the call's among them."""
    with listening() as heard:
        heard.until_both()
        quiet.remove_microphone()
        heard.until_trouble("no device", "microphone")
        quiet.add_microphone()
        heard.until_both()
        deadline = time.monotonic() + 10
        while len(streams_on(quiet, f"{CALL}.monitor")) != 1:
            assert time.monotonic() < deadline, "the call's stream hears something else"
            time.sleep(0.05)
        heard.until_both()
        quiet.play(tone(tmp_path / "me.raw", seconds=2), INTO_MICROPHONE)
        heard.until_heard("me")
        assert not heard.state.call.voice


def streams_on(server: PulseServer, source: str) -> list[str]:
    """The numbers of the streams that listen to it."""
    sources = dict(line.split("\t")[1::-1] for line in server.run("pactl", "list", "short", "sources").splitlines())
    streams = [line.split("\t") for line in server.run("pactl", "list", "short", "source-outputs").splitlines()]
    return [number for number, on, *_ in streams if on == sources[source]]


def move_to_other(server: PulseServer) -> str:
    """As in a mixer: the call's stream, whose number comes back."""
    deadline = time.monotonic() + 10
    while not (numbers := streams_on(server, f"{CALL}.monitor")):
        assert time.monotonic() < deadline, "nothing listens to the call"
        time.sleep(0.05)
    (number,) = numbers
    server.run("pactl", "move-source-output", number, "other.monitor")
    return number


@pytest.mark.parametrize("pulse", [8_000, 96_000], indirect=True, ids=["telephone", "studio"])
def test_devices_of_any_rate_are_heard(quiet: PulseServer, tmp_path: Path) -> None:
    with listening() as heard:
        heard.until_both()
        quiet.play(tone(tmp_path / "me.raw", seconds=2), INTO_MICROPHONE)
        heard.until(lambda state: -17 < state.microphone.level < -13)  # 8000 of 32768, a sine: -15.3 dB
        heard.until_heard("me")
        heard.until(lambda state: not state.microphone.voice)
        quiet.play(tone(tmp_path / "call.raw", seconds=2), CALL)
        heard.until(lambda state: -17 < state.call.level < -13)
        heard.until_heard("me", "others")


def test_a_server_that_does_not_let_us_in_is_told(pulse: PulseServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (pulse.folder / "theirs").write_bytes(b"1" * 256)
    (pulse.folder / "ours").write_bytes(b"2" * 256)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    pulse.load("module-native-protocol-tcp", "listen=127.0.0.1", f"port={port}", f"auth-cookie={pulse.folder / 'theirs'}")
    monkeypatch.setenv("PULSE_SERVER", f"tcp:127.0.0.1:{port}")
    monkeypatch.setenv("PULSE_COOKIE", str(pulse.folder / "ours"))
    with listening() as heard:
        assert heard.until_trouble("denied").detail == "Connection failure: Access denied"
        monkeypatch.setenv("PULSE_COOKIE", str(pulse.folder / "theirs"))
        heard.until_both()
        heard.until_without("denied")


def test_devices_are_listed_with_their_names_whatever_these_are(pulse: PulseServer) -> None:
    name = "Müllers 🎧\x1b[31m [/] Source #9"
    pulse.load("module-null-sink", "sink_name=odd", f"sink_properties='device.description=\"{name}\"'")
    found = recorder()
    devices = found.devices()
    found.close()
    assert [(device.id, device.channel, device.default) for device in devices] == [
        (MICROPHONE, "microphone", True),
        ("mic.monitor", "call", False),
        ("call.monitor", "call", True),
        ("odd.monitor", "call", False),
    ]
    assert devices[-1].name == name
