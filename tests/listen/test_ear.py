"""The ear: from what two channels deliver to who speaks, and whoever asks it never waits."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from mentortui.core.hearing_values import Chosen, HeardChange, HearingState, Trouble
from mentortui.listen import ear as ear_module
from mentortui.listen.ear import Ear, Listening
from mentortui.listen.recorder import NotHeard
from mentortui.listen.voice_model import VoiceModel
from tests.listen.fakes import Clock, FakeRecorder, loud, quiet, zeros
from tests.listen.sounds import Listened, LoudIsVoice, boot, loud_is_voice


class Rig:
    """Both channels, a tenth of a second at a time."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.recorder = FakeRecorder()
        self.listening = Listening(Chosen(), self.recorder, LoudIsVoice, self.clock)
        self.changes: list[HeardChange] = []
        self.pass_by(0.1, None, None)
        self.pass_by(1)

    def pass_by(
        self,
        seconds: float,
        microphone: Callable[[float], bytes] | None = quiet,
        call: Callable[[float], bytes] | None = quiet,
        *,
        hears: bool = True,
    ) -> None:
        """So long one says this and the other that; None: it delivers nothing."""
        for _ in range(round(seconds * 10)):
            self.clock.pass_by(0.1)
            if microphone is not None:
                self.recorder.give("microphone", microphone(0.1))
            if call is not None:
                self.recorder.give("call", call(0.1))
            self.listening.read(hears, lambda: False)
            if hears:
                self.changes += self.listening.hear()

    @property
    def who(self) -> list[str]:
        return [change.who for change in self.changes]

    @property
    def state(self) -> HearingState:
        return self.listening.state()

    def troubles(self) -> dict[str, str]:
        """What is wrong, and with what."""
        return {trouble.kind: trouble.channel for trouble in self.state.troubles}


@pytest.fixture
def rig() -> Rig:
    return Rig()


def test_whoever_speaks_has_the_floor_from_when_they_began(rig: Rig) -> None:
    began = rig.clock.now
    rig.pass_by(2, loud)
    rig.pass_by(0.3)
    rig.pass_by(2, quiet, loud)
    rig.pass_by(4)
    spoken = [change for change in rig.changes if change.who != "nobody"]
    assert [change.who for change in spoken] == ["me", "others"]
    assert rig.who[-1] == "nobody"
    for change, seconds in zip((*spoken, rig.changes[-1]), (0, 2.3, 4.3), strict=True):
        assert abs(change.began - began - seconds * 1_000_000) < 150_000


def test_the_state_shows_both_channels(rig: Rig) -> None:
    rig.pass_by(1, loud)
    assert rig.state.channels == ("microphone", "call")
    assert (rig.state.microphone.voice, rig.state.call.voice) == (True, False)
    assert (rig.state.microphone.device, rig.state.call.device) == ("Microphone", "Headset")
    assert -17 < rig.state.microphone.level < -13
    assert rig.state.call.level < -60


def test_without_the_call_only_i_am_heard_and_the_rest(rig: Rig) -> None:
    rig.recorder.plugged.pop("call")
    rig.recorder.opened[1].ends = NotHeard(Trouble("gone", "call", detail="Headset"))
    rig.pass_by(5)
    rig.pass_by(2, loud)
    rig.pass_by(4)
    assert rig.state.channels == ("microphone",)
    assert rig.who[-2:] == ["me", "rest"]
    assert rig.troubles()["no device"] == "call"


def test_a_muted_microphone_is_not_heard_and_its_first_word_is(rig: Rig) -> None:
    rig.pass_by(4.5, zeros)
    assert rig.state.channels == ("microphone", "call")
    rig.pass_by(1.5, zeros)
    assert rig.troubles() == {"muted": "microphone"}
    assert rig.state.channels == ("call",)
    rig.pass_by(2, zeros, loud)
    rig.pass_by(4, zeros)
    assert rig.who[-2:] == ["others", "nobody"]
    spoke = rig.clock.now
    rig.pass_by(2, loud)
    assert rig.state.channels == ("microphone", "call")
    assert rig.who[-1] == "me"
    assert abs(rig.changes[-1].began - spoke) < 150_000


def test_a_microphone_that_gives_zeros_between_words_is_heard_on(rig: Rig) -> None:
    for _ in range(4):
        rig.pass_by(1, loud)
        rig.pass_by(1, zeros)
    for _ in range(20):
        rig.pass_by(2, zeros)
        assert rig.state.channels == ("microphone", "call")


def test_what_the_system_calls_muted_is_not_heard_until_it_sounds(rig: Rig) -> None:
    rig.recorder.wrongs = (Trouble("muted", "microphone", detail="Microphone"),)
    rig.pass_by(1, zeros)
    assert rig.state.channels == ("call",)
    rig.pass_by(0.5, loud)
    assert rig.state.channels == ("microphone", "call")
    assert rig.who[-1] == "me"
    assert rig.troubles() == {}


def test_a_channel_that_comes_back_is_heard_again_by_itself(rig: Rig) -> None:
    rig.recorder.plugged.pop("microphone")
    rig.recorder.opened[0].ends = NotHeard(Trouble("gone", "microphone"))
    rig.pass_by(5)
    assert rig.state.channels == ("call",)
    rig.recorder.plugged["microphone"] = "Microphone"
    rig.pass_by(4)
    assert rig.state.channels == ("microphone", "call")
    assert "no device" not in rig.troubles()
    rig.pass_by(2, loud)
    assert rig.who[-1] == "me"


def test_what_was_said_before_a_channel_went_is_told(rig: Rig) -> None:
    rig.pass_by(3, loud)
    rig.recorder.opened[0].ends = NotHeard(Trouble("gone", "microphone"))
    rig.recorder.plugged.pop("microphone")
    rig.pass_by(1)
    assert "me" in rig.who


def test_a_pause_is_not_heard(rig: Rig) -> None:
    rig.pass_by(2, loud)
    rig.changes += rig.listening.finish(rig.clock.now)
    told = len(rig.changes)
    rig.pass_by(10, quiet, loud, hears=False)
    assert not rig.state.call.voice
    rig.pass_by(2)
    assert "others" not in rig.who[told:]
    rig.pass_by(2, quiet, loud)
    assert rig.who[-1] == "others"


def test_what_came_just_before_the_end_is_heard(rig: Rig) -> None:
    """The call comes late, so what the microphone brought waits for it."""
    rig.pass_by(0.5, loud, None)
    assert rig.who == []
    ended = rig.clock.now
    rig.changes += rig.listening.finish(ended)
    assert rig.who == ["me"]
    assert ended - rig.changes[0].began >= 400_000


def test_what_was_read_and_not_looked_at_before_the_end_is_heard(rig: Rig) -> None:
    for _ in range(5):
        rig.clock.pass_by(0.1)
        rig.recorder.give("microphone", quiet(0.1))
        rig.recorder.give("call", loud(0.1))
        rig.listening.read(True, lambda: False)
    rig.changes += rig.listening.finish(rig.clock.now)
    assert rig.who == ["others"]


def test_what_was_heard_before_a_pause_is_told_once_and_not_after_it(rig: Rig) -> None:
    rig.pass_by(0.5, loud, None)
    told = [*rig.listening.finish(rig.clock.now)]
    rig.clock.pass_by(0.1)
    rig.recorder.give("microphone", loud(0.1))
    rig.listening.read(True, lambda: False)  # the ear's thread was on the way
    assert rig.listening.finish(rig.clock.now) == ()
    paused = rig.clock.now
    rig.pass_by(2, quiet, None, hears=False)
    rig.pass_by(2, quiet, loud)
    assert [change.who for change in told] == ["me"]
    assert rig.who == ["others"]
    assert rig.changes[0].began > paused


def test_a_sleep_of_the_machine_is_nobodys(rig: Rig) -> None:
    rig.pass_by(2, loud)
    asleep = rig.clock.now
    rig.clock.pass_by(3600)
    awake = rig.clock.now
    rig.pass_by(3, loud)
    rig.pass_by(4)
    spoken = [change for change in rig.changes if change.who == "me"]
    assert len(spoken) == 2
    silent = rig.changes[rig.changes.index(spoken[0]) + 1]
    assert silent.who == "nobody"
    assert silent.began <= asleep + 1_000_000
    assert spoken[1].began >= awake - 1_000_000


def test_in_a_pause_and_after_it_nothing_is_stalled(rig: Rig) -> None:
    rig.pass_by(2)
    for _ in range(50):
        rig.pass_by(0.1, hears=False)
        assert rig.troubles() == {}
    for _ in range(20):
        rig.pass_by(0.1)
        assert rig.troubles() == {}


def test_after_a_sleep_nothing_is_stalled_and_no_stream_is_dropped(rig: Rig) -> None:
    rig.pass_by(2)
    rig.clock.pass_by(3600)
    rig.pass_by(0.5, None, None)
    assert rig.troubles() == {}
    rig.pass_by(1)
    assert rig.troubles() == {}
    assert not any(stream.closed for stream in rig.recorder.opened)
    rig.pass_by(4, None)
    assert rig.troubles() == {"stalled": "microphone"}, "one that does not come back is told all the same"


def test_that_something_plays_elsewhere_counts_only_while_the_call_is_silent(rig: Rig) -> None:
    rig.recorder.wrongs = (Trouble("other output", "call", detail="Loudspeakers"),)
    rig.pass_by(6, quiet, loud)
    assert "other output" not in rig.troubles()
    rig.pass_by(6)
    assert rig.troubles()["other output"] == "call"
    since = next(trouble.since for trouble in rig.state.troubles if trouble.kind == "other output")
    rig.pass_by(6)
    assert since == next(trouble.since for trouble in rig.state.troubles if trouble.kind == "other output")


def test_a_machine_that_cannot_keep_up_is_told_until_it_can(rig: Rig) -> None:
    for _ in range(4):
        rig.clock.pass_by(0.9)
        rig.pass_by(0.1)
    assert rig.troubles().get("behind") == ""
    rig.pass_by(12)
    assert "behind" not in rig.troubles()


class Slow:
    """A model far slower than time."""

    def probability(self, samples: bytes) -> float:
        time.sleep(0.05)
        return 0.9

    def forget(self) -> None:
        """It remembers nothing."""


class Flowing(FakeRecorder):
    """As fast as time, by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.since = time.monotonic()
        self.over = threading.Event()
        threading.Thread(target=self._flow, daemon=True).start()

    def _flow(self) -> None:
        while not self.over.wait(0.05):
            for channel in ("microphone", "call"):
                self.give(channel, loud(0.05))

    def close(self) -> None:
        super().close()
        self.over.set()


def an_ear(recorder: FakeRecorder, model: Callable[[], Callable[[], VoiceModel]] = loud_is_voice) -> Ear:
    return Ear(Chosen(), boot, recorder=lambda: recorder, model=model)


@pytest.fixture
def flowing() -> Iterator[Flowing]:
    made = Flowing()
    yield made
    made.over.set()


def test_what_was_said_is_there_right_after_a_pause(flowing: Flowing) -> None:
    ear = an_ear(flowing)
    ear.start()
    try:
        heard = Listened(ear)
        heard.until(lambda state: state.microphone.voice or state.call.voice)
        ear.pause()
        heard.changes += ear.take()
        assert heard.changes
        assert heard.changes[0].who != "nobody"
        told = len(heard.changes)
        heard.until(lambda state: not state.microphone.voice and not state.call.voice)
        assert len(heard.changes) == told
        ear.resume()
        heard.until(lambda state: state.microphone.voice or state.call.voice)
    finally:
        ear.stop()
    assert ear.state == HearingState()
    assert flowing.closed
    assert all(stream.closed for stream in flowing.opened)


def test_nobody_waits_for_a_model_that_is_slower_than_time(flowing: Flowing) -> None:
    ear = an_ear(flowing, lambda: Slow)
    ear.start()
    longest = 0.0
    for _ in range(20):
        before = time.monotonic()
        ear.take()
        _ = ear.state
        longest = max(longest, time.monotonic() - before)
        time.sleep(0.02)
    before = time.monotonic()
    ear.pause()
    paused = time.monotonic() - before
    ear.stop()
    stopped = time.monotonic() - before - paused
    assert longest < 0.05
    assert paused < 0.5
    assert stopped < 1.2


def test_a_mistake_in_hearing_is_told_and_hearing_begins_anew(flowing: Flowing, monkeypatch: pytest.MonkeyPatch) -> None:
    once = threading.Event()
    pass_on = Listening.hear

    def hear(self: Listening) -> tuple[HeardChange, ...]:
        if not once.is_set():
            once.set()
            raise ValueError("no such thing")
        return pass_on(self)

    monkeypatch.setattr(ear_module.Listening, "hear", hear)
    ear = an_ear(flowing)
    ear.start()
    try:
        heard = Listened(ear)
        assert heard.until_trouble("broken").detail == "ValueError: no such thing"
        flowing.over.clear()
        heard.until(lambda state: not state.troubles)
    finally:
        ear.stop()


def test_an_ear_without_a_model_does_not_start() -> None:
    def missing() -> Callable[[], VoiceModel]:
        raise NotHeard(Trouble("not installed"))

    ear = an_ear(FakeRecorder(), missing)
    with pytest.raises(NotHeard):
        ear.start()
    ear.stop()
    assert ear.take() == ()
