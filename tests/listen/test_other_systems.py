"""Windows and macOS, against a stand-in that behaves as SoundCard is documented: neither system is at hand."""

import sys
import threading
import time
import warnings
from array import array
from collections.abc import Callable
from types import ModuleType, TracebackType
from typing import Any

import pytest

from mentortui.core.hearing_values import Device
from mentortui.listen.choose import recorder as usual
from mentortui.listen.other_systems import PIECE, OtherRecorder, ThreadStream, as_bytes, usual_library
from mentortui.listen.recorder import NotHeard


class Samples:
    """As much of an array as is used of one."""

    def __init__(self, figures: list[float]) -> None:
        self.figures = figures

    def reshape(self, _: int) -> "Samples":
        return self

    def tolist(self) -> list[float]:
        return self.figures


class Place:
    """A device; it delivers as many pieces as it is let, then raises or hangs."""

    def __init__(self, id: str, name: str, *, loopback: bool = False, pieces: int = 3, then: str = "") -> None:
        self.id, self.name, self.isloopback = id, name, loopback
        self.left, self.then = pieces, then
        self.asked: dict[str, int] = {}
        self.hung = threading.Event()
        self.let = threading.Event()

    def recorder(self, **asked: int) -> "Place":
        self.asked = asked
        return self

    def __enter__(self) -> "Place":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass

    def record(self, numframes: int) -> Samples:
        if not self.left:
            if self.then:
                raise RuntimeError(self.then)
            self.hung.set()
            assert self.let.wait(30)
        self.left = max(0, self.left - 1)
        return Samples([0.5] * numframes)


class Library:
    def __init__(self, *places: Place, microphone: str = "", speaker: str = "") -> None:
        self.places, self.microphone, self.speaker = places, microphone, speaker

    def all_microphones(self, include_loopback: bool = False) -> list[Place]:
        return [place for place in self.places if include_loopback or not place.isloopback]

    def default_microphone(self) -> Place:
        return self._named(self.microphone)

    def default_speaker(self) -> Place:
        return self._named(self.speaker)

    def _named(self, id: str) -> Place:
        found = [place for place in self.places if place.id == id]
        if not found:
            raise RuntimeError("Could not get device")
        return found[0]


def windows(library: Library) -> OtherRecorder:
    return OtherRecorder(lambda: library, "win32")


def mac(library: Library) -> OtherRecorder:
    return OtherRecorder(lambda: library, "darwin")


def until(done: Callable[[], bool]) -> None:
    """A thread of its own comes to it; ends the test where it does not."""
    ends = time.monotonic() + 30
    while not done():
        assert time.monotonic() < ends
        time.sleep(0.001)


def all_of(stream: ThreadStream, count: int) -> bytes:
    got = b""

    def came() -> bool:
        nonlocal got
        got += stream.read()
        return len(got) >= count

    until(came)
    return got


def test_windows_listens_to_the_output_that_is_used() -> None:
    mic, out = Place("m", "Headset"), Place("s", "Speakers", loopback=True)
    recorder = windows(Library(mic, out, Place("t", "TV", loopback=True), microphone="m", speaker="s"))
    assert recorder.devices() == (
        Device("m", "Headset", "microphone", default=True),
        Device("s", "Speakers", "call", default=True),
        Device("t", "TV", "call"),
    )
    stream = recorder.open("call", "")
    assert stream.device == "Speakers"
    assert all_of(stream, 3 * PIECE * 2) == array("h", [16384] * (3 * PIECE)).tobytes()
    assert out.asked == {"samplerate": 16_000, "channels": 1, "blocksize": PIECE}
    out.let.set()
    recorder.close()
    until(lambda: stream._ended)


def test_macos_takes_a_device_that_leads_back_for_the_call_and_says_where_there_is_none() -> None:
    mic, back = Place("1", "MacBook Microphone"), Place("2", "BlackHole 2ch")
    recorder = mac(Library(mic, back, microphone="1"))
    assert [(one.id, one.channel, one.default) for one in recorder.devices()] == [("1", "microphone", True), ("2", "call", True)]
    assert recorder.open("call", "").device == "BlackHole 2ch"
    with pytest.raises(NotHeard) as caught:
        mac(Library(mic, microphone="1")).open("call", "")
    assert caught.value.trouble.kind == "no loopback"
    back.let.set()


def test_a_device_that_was_chosen_and_is_not_there_is_gone_and_without_any_there_is_none() -> None:
    recorder = windows(Library(Place("m", "Headset"), microphone="m"))
    with pytest.raises(NotHeard) as caught:
        recorder.open("microphone", "other")
    assert (caught.value.trouble.kind, caught.value.trouble.detail) == ("gone", "other")
    with pytest.raises(NotHeard) as caught:
        windows(Library()).open("microphone", "")
    assert caught.value.trouble.kind == "no device"


@pytest.mark.parametrize(("said", "kind"), [("device invalidated", "gone"), ("Error 0x80070005: access denied", "denied")])
def test_what_came_before_a_device_went_is_read_and_then_it_is_said(said: str, kind: str) -> None:
    stream = windows(Library(Place("m", "Headset", pieces=2, then=said), microphone="m")).open("microphone", "")
    until(lambda: stream._ended)
    assert len(stream.read()) == 2 * PIECE * 2
    with pytest.raises(NotHeard) as caught:
        stream.read()
    assert (caught.value.trouble.kind, caught.value.trouble.channel) == (kind, "microphone")


def test_a_device_that_delivers_nothing_holds_nobody() -> None:
    place = Place("m", "Headset", pieces=0)
    stream = windows(Library(place, microphone="m")).open("microphone", "")
    assert place.hung.wait(30)
    assert stream.read() == b""
    stream.close()
    place.let.set()
    until(lambda: stream._ended)


def test_no_more_waits_than_a_second_of_sound() -> None:
    place = Place("m", "Headset", pieces=500, then="end")
    stream = windows(Library(place, microphone="m")).open("microphone", "")
    until(lambda: stream._ended)
    assert len(stream.read()) == 10 * PIECE * 2


def test_another_default_makes_a_stream_stale_and_a_choice_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mentortui.listen.other_systems.LOOKS", 0.0)
    first, second = Place("a", "Old"), Place("b", "New")
    library = Library(first, second, microphone="a")
    followed = windows(library).open("microphone", "")
    assert first.hung.wait(30)
    assert not followed.stale
    library.microphone = "b"
    chosen = windows(library).open("microphone", "b")
    first.let.set()
    until(lambda: followed.stale)
    library.microphone = "a"
    assert second.hung.wait(30)
    assert not chosen.stale
    for stream, place in ((followed, first), (chosen, second)):
        stream.close()
        place.let.set()


def test_a_library_that_fails_is_no_server_with_its_words() -> None:
    class Failing(Library):
        def all_microphones(self, include_loopback: bool = False) -> list[Place]:
            raise RuntimeError("audio service is not running")

    with pytest.raises(NotHeard) as caught:
        windows(Failing()).devices()
    assert (caught.value.trouble.kind, caught.value.trouble.detail) == ("no server", "audio service is not running")


def test_without_the_library_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "soundcard", None)
    with pytest.raises(NotHeard) as caught:
        usual_library()
    assert caught.value.trouble.kind == "not installed"


def test_warnings_of_the_library_do_not_reach_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "soundcard", ModuleType("soundcard"))
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        usual_library()
        warnings.warn_explicit(
            "discontinuity", RuntimeWarning, "soundcard/mediafoundation.py", 1, module="soundcard.mediafoundation"
        )
    assert told == []


def test_samples_beyond_full_scale_stand_at_it() -> None:
    assert array("h", as_bytes(Samples([0.0, 1.0, -1.0, 1.7, -9.0]))).tolist() == [0, 32767, -32767, 32767, -32768]


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_it_is_what_such_a_system_uses(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr("sys.platform", system)
    made: Any = usual()
    assert isinstance(made, OtherRecorder)
