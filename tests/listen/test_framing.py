"""Sound in, frames out: how loud, when the model is asked, and that nothing is kept."""

import math
import random
from array import array

import pytest

from mentortui.core.hearing_values import SILENT, Frame
from mentortui.listen.framing import CLIPPED_FROM, FORGOTTEN_AFTER, NOISE_BLOCK, NOISE_BLOCKS, OPEN_FOR, Framing, look
from mentortui.listen.voice_model import BYTES, SAMPLES


class Model:
    """Says a voice wherever it is asked, and remembers what it was asked."""

    def __init__(self, says: float = 0.9) -> None:
        self.says = says
        self.asked: list[bytes] = []
        self.forgot: list[int] = []

    def probability(self, samples: bytes) -> float:
        self.asked.append(samples)
        return self.says

    def forget(self) -> None:
        self.forgot.append(len(self.asked))


def tone(level: float, frames: int = 1, offset: int = 0) -> bytes:
    """A square wave of that level, which is exact."""
    height = round(10 ** (level / 20) * 32768)
    return array(
        "h", [max(-32768, min(32767, offset + (height if i % 8 < 4 else -height))) for i in range(SAMPLES * frames)]
    ).tobytes()


def noise(level: float, frames: int, seed: int = 1) -> bytes:
    spread = random.Random(seed)
    height = 10 ** (level / 20) * 32768
    return array("h", [round(spread.gauss(0, height)) for _ in range(SAMPLES * frames)]).tobytes()


NOTHING = bytes(BYTES)


def test_any_cutting_of_the_bytes_gives_the_same_frames() -> None:
    sound = tone(-20, 3) + NOTHING + noise(-40, 5) + tone(-10, 2)
    whole = Framing(Model()).feed(sound)
    cut = random.Random(2)
    for most in (1, 7, 700, 5000):
        framing, frames, start = Framing(Model()), [], 0
        while start < len(sound):
            end = start + cut.randint(1, most)
            frames += framing.feed(sound[start:end])
            start = end
        assert tuple(frames) == whole
    assert len(whole) == 11


def test_the_level_is_that_of_the_samples() -> None:
    assert look(NOTHING) == (SILENT, False)
    assert look(tone(-20))[0] == pytest.approx(-20, abs=0.01)
    assert look(noise(-40, 1))[0] == pytest.approx(-40, abs=1)
    sine = array("h", [round(32767 * math.sin(i / 4)) for i in range(SAMPLES)]).tobytes()
    assert look(sine)[0] == pytest.approx(-3, abs=0.1)


def test_what_only_stands_is_no_sound() -> None:
    standing = array("h", [700] * SAMPLES).tobytes()
    assert look(standing)[0] == SILENT
    assert look(tone(-40, offset=700))[0] == pytest.approx(-40, abs=0.1)


def test_clipped_is_what_stands_at_full_scale_more_than_now_and_then() -> None:
    quiet = array("h", tone(-30))
    for count in range(CLIPPED_FROM + 1):
        for full in (32767, -32768):
            peaks = array("h", quiet)
            for i in range(count):
                peaks[i * 100] = full
            assert look(peaks.tobytes())[1] == (count >= CLIPPED_FROM)


def test_silence_never_asks_the_model() -> None:
    model = Model()
    assert Framing(model).feed(NOTHING * 1000 + noise(-70, 300)) == Framing(Model()).feed(NOTHING * 1000 + noise(-70, 300))
    assert model.asked == []


def test_steady_noise_is_asked_about_until_it_is_known() -> None:
    model = Model(0.01)
    framing = Framing(model)
    framing.feed(noise(-40, NOISE_BLOCK + OPEN_FOR))
    asked = len(model.asked)
    assert asked >= NOISE_BLOCK
    framing.feed(noise(-40, 2000, seed=3))
    assert len(model.asked) == asked


def test_a_noise_that_begins_is_known_after_some_seconds_and_a_voice_over_it_is_still_asked_about() -> None:
    model = Model(0.01)
    framing = Framing(model)
    framing.feed(noise(-60, 200))
    framing.feed(noise(-35, NOISE_BLOCK * (NOISE_BLOCKS + 1) + OPEN_FOR))
    asked = len(model.asked)
    framing.feed(noise(-35, 100, seed=4))
    assert len(model.asked) == asked
    framing.feed(noise(-29, 10, seed=5))
    assert len(model.asked) >= asked + 10


def test_the_gate_stays_open_for_the_quiet_end_of_a_word() -> None:
    model = Model(0.0)
    frames = Framing(model).feed(NOTHING * 40 + tone(-20, 3) + NOTHING * 40)
    assert len(frames) == 83
    assert len(model.asked) == 1 + 3 + OPEN_FOR - 1


def test_a_voice_keeps_it_open_however_quiet_and_silence_is_no_voice() -> None:
    model = Model(0.9)
    framing = Framing(model)
    assert [frame.voice for frame in framing.feed(NOTHING * 5)] == [0.0] * 5
    framing.feed(tone(-20))
    assert all(frame.voice == 0.9 for frame in framing.feed(NOTHING * 50))
    model.says = 0.0
    assert framing.feed(NOTHING * (OPEN_FOR + 1))[-1] == Frame(SILENT)
    assert len(model.asked) == 1 + 1 + 50 + OPEN_FOR


def test_the_model_hears_the_frame_before_a_word_and_forgets_after_a_long_silence() -> None:
    model = Model(0.0)
    framing = Framing(model)
    framing.feed(noise(-70, 1) + tone(-20))
    assert model.asked == [noise(-70, 1), tone(-20)]
    assert model.forgot == [0]
    framing.feed(NOTHING * (OPEN_FOR + FORGOTTEN_AFTER - 2) + tone(-20))
    assert len(model.forgot) == 1
    framing.feed(NOTHING * (OPEN_FOR + FORGOTTEN_AFTER) + tone(-20))
    assert len(model.forgot) == 2


def test_forgetting_leaves_nothing_of_what_came() -> None:
    framing = Framing(Model())
    framing.feed(noise(-30, 100) + b"\x01" * 333)
    framing.forget()
    sound = NOTHING + tone(-20, 4)
    assert framing.feed(sound) == Framing(Model()).feed(sound)


def test_no_more_than_two_frames_of_samples_are_held() -> None:
    framing = Framing(Model(0.0))
    for chunk in range(200):
        framing.feed(noise(-50, 3, seed=chunk)[: chunk * 13])
        held = [value for value in vars(framing).values() if isinstance(value, bytes | bytearray)]
        assert sum(map(len, held)) <= 2 * BYTES


def test_what_the_model_says_stays_between_none_and_all() -> None:
    for says in (-0.2, 1.7):
        assert 0.0 <= Framing(Model(says)).feed(tone(-20))[0].voice <= 1.0
