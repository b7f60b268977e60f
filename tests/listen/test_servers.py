"""What holds of every sound server that the program speaks to: listening to one that really runs, all that goes wrong with one,
and what is left of it afterwards."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mentortui.core.hearing_values import Chosen
from mentortui.listen.choose import recorder, which_server
from mentortui.listen.recorder import NotHeard
from tests.listen.sounds import boot, hiss, listening, tone
from tests.recordings import REPOSITORY
from tests.sound.servers import CALL, INTO_MICROPHONE, MICROPHONE, Server

HEARS = """
import sys, time
from mentortui.core.hearing_values import Chosen
from mentortui.listen.ear import Ear
from tests.listen.sounds import boot, loud_is_voice
ear = Ear(Chosen(), boot, model=loud_is_voice)
ear.start()
while True:
    while len(ear.state.channels) < 2: time.sleep(0.02)
    print("both", flush=True)
    while len(ear.state.channels) == 2: time.sleep(0.02)
"""
"""A program that hears, and says so each time that it comes to hear both."""
NOTHING_RUNS = 10.0
"""Seconds until nothing of it runs any more, however it ended."""
HELD = 5.0
"""Seconds until nothing records any more for a program that stands still."""


@pytest.fixture
def quiet(server: Server, tmp_path: Path) -> Server:
    """With a microphone that is on: nobody speaks into it, and it gives more than zeros."""
    server.play(hiss(tmp_path / "hiss.raw"), INTO_MICROPHONE)
    return server


def test_each_channel_hears_its_own_device(quiet: Server, tmp_path: Path) -> None:
    assert which_server() == quiet.spoken
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
    quiet: Server, tmp_path: Path, chosen: Chosen
) -> None:
    with listening(chosen) as heard:
        heard.until_both()
        quiet.remove_microphone()
        heard.until_trouble("gone" if chosen.microphone else "no device", "microphone")
        assert heard.until(lambda state: state.channels == ("call",)).call.device == "Headset"
        quiet.add_microphone()
        heard.until_both()
        heard.until_without("gone", "no device")
        time.sleep(1.5)  # until PulseAudio's stream of the call is brought back too, which it moves to the new default
        quiet.play(tone(tmp_path / "me.raw", seconds=1.5), INTO_MICROPHONE)
        heard.until_heard("me")


def test_a_server_that_is_killed_is_told_and_heard_again_once_it_is_back(quiet: Server, tmp_path: Path) -> None:
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


def test_a_server_that_comes_later_is_found(quiet: Server) -> None:
    quiet.stop()
    with listening() as heard:
        heard.until_trouble("no server")
        quiet.start()
        heard.until_both()
        heard.until_without("no server")


def test_a_server_that_stands_still_is_told_and_heard_again_once_it_goes_on(quiet: Server) -> None:
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


def test_it_stops_within_a_second_while_the_server_stands_still(quiet: Server) -> None:
    try:
        with listening() as heard:
            heard.until_both()
            quiet.freeze()
            heard.until_trouble("stalled")
    finally:
        quiet.thaw()


def test_a_call_that_plays_on_another_output_is_told_and_followed_when_that_becomes_the_default(
    quiet: Server, tmp_path: Path
) -> None:
    quiet.add_output("other", "Loudspeakers")
    with listening() as heard:
        heard.until_both()
        quiet.play(tone(tmp_path / "call.raw", seconds=60), "other")
        assert heard.until_trouble("other output", "call").detail == "Loudspeakers"
        assert not heard.state.call.voice
        quiet.choose_output("other")
        heard.until(lambda state: state.call.voice and state.call.device == "Loudspeakers")
        heard.until_without("other output")


def test_what_is_chosen_stays_when_the_default_changes(quiet: Server) -> None:
    quiet.add_output("other", "Loudspeakers")
    with listening(Chosen(call=f"{CALL}.monitor")) as heard:
        heard.until_both()
        quiet.choose_output("other")
        time.sleep(2)  # that nothing happens takes as long as it would
        assert heard.until_both().call.device == "Headset"


def test_without_an_output_only_the_microphone_is_heard(quiet: Server, tmp_path: Path) -> None:
    with listening(Chosen(call="gone.monitor")) as heard:
        assert heard.until_trouble("gone", "call").detail == "gone.monitor"
        heard.until(lambda state: state.channels == ("microphone",))
        quiet.play(tone(tmp_path / "me.raw", seconds=4), INTO_MICROPHONE)  # for 2 s it waits for the call
        heard.until_heard("me", "rest")
        assert "others" not in {change.who for change in heard.changes}


def test_nothing_is_asked_of_a_server_that_is_not_there(server: Server) -> None:
    server.stop()
    with pytest.raises(NotHeard) as raised:
        recorder().devices()
    assert raised.value.trouble.kind == "no server"


@pytest.mark.parametrize("stands", [False, True], ids=["server runs", "server stands still"])
def test_a_program_that_is_killed_leaves_nothing_behind(quiet: Server, stands: bool) -> None:
    """Nobody is left who could end what records, and a server that stands still has nothing to be written to a broken pipe."""
    with program(quiet) as ours:
        if stands:
            quiet.freeze()
        ours.kill()
        try:
            until(quiet, lambda: not quiet.programs())
        finally:
            quiet.thaw()


def test_a_program_that_stands_still_is_recorded_for_no_longer_and_hears_again_once_it_goes_on(quiet: Server) -> None:
    """Nothing tells it before it is stopped. What records would hold in its memory whatever comes."""
    with program(quiet) as ours:
        ours.send_signal(signal.SIGSTOP)
        until(quiet, lambda: not quiet.programs()[quiet.records], HELD)
        ours.send_signal(signal.SIGCONT)
        until(quiet, lambda: quiet.programs() == quiet.hearing)
        assert ours.stdout is not None
        assert ours.stdout.readline() == b"both\n"


def test_once_it_has_stopped_nothing_of_ours_runs(quiet: Server) -> None:
    with listening() as heard:
        heard.until_both()
        until(quiet, lambda: quiet.programs() == quiet.hearing)
    until(quiet, lambda: not quiet.programs())


@contextmanager
def program(server: Server) -> Iterator[subprocess.Popen[bytes]]:
    """One that hears both channels by now."""
    ours = subprocess.Popen([sys.executable, "-c", HEARS], cwd=REPOSITORY, stdout=subprocess.PIPE)
    try:
        assert ours.stdout is not None
        assert ours.stdout.readline() == b"both\n"
        until(server, lambda: server.programs() == server.hearing)
        yield ours
    finally:
        ours.kill()
        ours.communicate(timeout=10)


def until(server: Server, there: Callable[[], bool], seconds: float = NOTHING_RUNS) -> None:
    deadline = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < deadline, server.programs()
        time.sleep(0.05)
