"""Listening to a PulseAudio that really runs, and everything that goes wrong with one."""

import os
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from mentortui.core.hearing_values import Chosen
from mentortui.listen.choose import recorder
from mentortui.listen.recorder import NotHeard
from tests.listen.sounds import boot, hiss, listening, tone
from tests.recordings import REPOSITORY
from tests.sound.servers import CALL, INTO_MICROPHONE, MICROPHONE, PulseServer


@pytest.fixture
def quiet(pulse: PulseServer, tmp_path: Path) -> PulseServer:
    """With a microphone that is on: nobody speaks into it, and it gives more than zeros."""
    pulse.play(hiss(tmp_path / "hiss.raw"), INTO_MICROPHONE)
    return pulse


def test_each_channel_hears_its_own_device(quiet: PulseServer, tmp_path: Path) -> None:
    with listening() as heard:
        heard.until_both()
        began = boot()
        quiet.play(tone(tmp_path / "me.raw", seconds=1.5), INTO_MICROPHONE)
        state = heard.until(lambda state: state.microphone.voice)
        assert not state.call.voice
        assert (state.microphone.device, state.call.device) == ("Microphone", "Headset")
        heard.until_heard("me")
        assert abs(heard.changes[-1].began - began) < 500_000, "a turn begins where it began, within half a second"
        heard.until(lambda state: not state.microphone.voice)
        quiet.play(tone(tmp_path / "others.raw", seconds=1.5), CALL)
        state = heard.until(lambda state: state.call.voice)
        assert not state.microphone.voice
        assert state.call.level > -20
        heard.until_heard("me", "others")


@pytest.mark.parametrize("chosen", [Chosen(), Chosen(microphone=MICROPHONE)], ids=["default", "chosen"])
def test_a_microphone_that_is_unplugged_is_told_and_heard_again_once_it_is_back(
    quiet: PulseServer, tmp_path: Path, chosen: Chosen
) -> None:
    with listening(chosen) as heard:
        heard.until_both()
        quiet.unload(quiet.microphone)
        heard.until_trouble("gone" if chosen.microphone else "no device", "microphone")
        assert heard.until(lambda state: state.channels == ("call",)).call.device == "Headset"
        quiet.add_microphone()
        heard.until_both()
        heard.until_without("gone", "no device")
        time.sleep(
            1.5
        )  # until the call's stream is brought back too: see test_what_a_server_moves_to_the_new_default_is_brought_back
        quiet.play(tone(tmp_path / "me.raw", seconds=1.5), INTO_MICROPHONE)
        heard.until_heard("me")


def test_a_server_that_is_killed_is_told_and_heard_again_once_it_is_back(quiet: PulseServer, tmp_path: Path) -> None:
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


def test_a_server_that_comes_later_is_found(quiet: PulseServer) -> None:
    quiet.stop()
    with listening() as heard:
        heard.until_trouble("no server")
        quiet.start()
        heard.until_both()
        heard.until_without("no server")


def test_a_server_that_stands_still_is_told_and_heard_again_once_it_goes_on(quiet: PulseServer) -> None:
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


def test_it_stops_within_a_second_while_the_server_stands_still(quiet: PulseServer) -> None:
    try:
        with listening() as heard:
            heard.until_both()
            quiet.freeze()
            heard.until_trouble("stalled")
    finally:
        quiet.thaw()


def test_a_muted_microphone_is_told_by_its_name(quiet: PulseServer) -> None:
    with listening() as heard:
        heard.until_both()
        quiet.run("pactl", "set-source-mute", MICROPHONE, "1")
        assert heard.until_trouble("muted", "microphone").detail == "Microphone"
        quiet.run("pactl", "set-source-mute", MICROPHONE, "0")
        heard.until_without("muted")


def test_a_call_that_plays_on_another_output_is_told_and_followed_when_that_becomes_the_default(
    quiet: PulseServer, tmp_path: Path
) -> None:
    quiet.load("module-null-sink", "sink_name=other", 'sink_properties=device.description="Loudspeakers"')
    with listening() as heard:
        heard.until_both()
        quiet.play(tone(tmp_path / "call.raw", seconds=60), "other")
        assert heard.until_trouble("other output", "call").detail == "Loudspeakers"
        assert not heard.state.call.voice
        quiet.run("pactl", "set-default-sink", "other")
        heard.until(lambda state: state.call.voice and state.call.device == "Loudspeakers")
        heard.until_without("other output")


def test_what_is_chosen_stays_when_the_default_changes(quiet: PulseServer) -> None:
    quiet.load("module-null-sink", "sink_name=other", 'sink_properties=device.description="Loudspeakers"')
    with listening(Chosen(call=f"{CALL}.monitor")) as heard:
        heard.until_both()
        quiet.run("pactl", "set-default-sink", "other")
        time.sleep(2)  # that nothing happens takes as long as it would
        assert heard.until_both().call.device == "Headset"


def test_a_device_that_takes_the_place_of_an_unplugged_one_is_not_taken_for_it(quiet: PulseServer, tmp_path: Path) -> None:
    """A server moves the stream of a microphone that is gone to whatever is left, which may be what the call plays."""
    with listening(Chosen(microphone=MICROPHONE)) as heard:
        heard.until_both()
        quiet.unload(quiet.microphone)
        quiet.play(tone(tmp_path / "call.raw", seconds=5), CALL)
        heard.until_trouble("gone", "microphone")
        heard.until(lambda state: state.call.voice)
        assert not heard.state.microphone.voice
        heard.until(lambda state: not state.call.voice)
        assert {change.who for change in heard.changes} <= {"nobody", "others"}


def test_a_stream_that_was_moved_is_brought_back_and_left_where_somebody_insists(quiet: PulseServer, tmp_path: Path) -> None:
    quiet.load("module-null-sink", "sink_name=other", "sink_properties=device.description=Loudspeakers")
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
        quiet.unload(quiet.microphone)
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


def test_without_an_output_only_the_microphone_is_heard(quiet: PulseServer, tmp_path: Path) -> None:
    quiet.run("pactl", "set-default-sink", INTO_MICROPHONE)
    with listening(Chosen(call="gone.monitor")) as heard:
        assert heard.until_trouble("gone", "call").detail == "gone.monitor"
        heard.until(lambda state: state.channels == ("microphone",))
        quiet.play(tone(tmp_path / "me.raw", seconds=2), INTO_MICROPHONE)
        heard.until_heard("me", "rest")
        assert "others" not in {change.who for change in heard.changes}


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


def test_nothing_is_asked_of_a_server_that_is_not_there(pulse: PulseServer) -> None:
    pulse.stop()
    with pytest.raises(NotHeard) as raised:
        recorder().devices()
    assert raised.value.trouble.kind == "no server"


def test_a_program_that_is_killed_leaves_no_recorder_behind(quiet: PulseServer) -> None:
    """Nobody is left who could stop them: they end by themselves, because nobody reads what they write."""
    program = (
        "import time; from mentortui.core.hearing_values import Chosen; from mentortui.listen.ear import Ear;"
        "from tests.listen.sounds import boot, loud_is_voice;"
        "ear = Ear(Chosen(), boot, model=loud_is_voice); ear.start();\n"
        "while len(ear.state.channels) < 2: time.sleep(0.02)\n"
        "print('both', flush=True); time.sleep(60)"
    )
    ours = subprocess.Popen([sys.executable, "-c", program], cwd=REPOSITORY, stdout=subprocess.PIPE)
    try:
        assert ours.stdout is not None
        assert ours.stdout.readline() == b"both\n"
        assert programs() == {"parec": 2, "pactl": 1}
    finally:
        ours.kill()
        ours.wait(timeout=10)
    deadline = time.monotonic() + 10
    while programs():
        assert time.monotonic() < deadline, "they still run"
        time.sleep(0.05)


def test_once_it_has_stopped_no_program_of_ours_runs(quiet: PulseServer) -> None:
    with listening() as heard:
        heard.until_both()
        assert programs() == {"parec": 2, "pactl": 1}
    deadline = time.monotonic() + 10
    while programs():
        assert time.monotonic() < deadline, "they still run"
        time.sleep(0.05)


def programs() -> Counter[str]:
    """Those of ours that speak to the server of this test, by their names."""
    folder = os.environ["PULSE_RUNTIME_PATH"]
    found: Counter[str] = Counter()
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                command, environment = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
            except OSError:
                continue
            name = command.partition(b"\0")[0].decode(errors="replace")
            if name in ("parec", "pactl") and f"PULSE_RUNTIME_PATH={folder}\0".encode() in environment + b"\0":
                found[name] += 1
    return found
