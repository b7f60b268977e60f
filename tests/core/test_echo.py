"""The call heard again through the microphone. Levels are made as speech has them: syllables, words, breaths."""

import random
from math import log10

import pytest

from mentortui.core.echo import LAGS, Echo
from mentortui.core.hearing_values import FRAME, SILENT, Frame, Sound

SECOND = 31  # frames, nearly


def spoken(frames: int, seed: int, loud: float = -24.0) -> list[float]:
    """Levels of somebody who speaks all the time: syllables of some frames each, rising and falling, and short gaps."""
    rng = random.Random(seed)
    levels: list[float] = []
    while len(levels) < frames:
        if rng.random() < 0.15:
            levels += [loud - 40] * rng.randint(2, 5)
        length, peak = rng.randint(3, 8), loud + rng.uniform(-6, 5)
        levels += [peak - 18 * abs(2 * (n + 0.5) / length - 1) ** 2 + rng.uniform(-1, 1) for n in range(length)]
    return levels[:frames]


def silence(frames: int) -> list[float]:
    return [SILENT] * frames


def power(level: float) -> float:
    return float(10 ** (level / 10)) if level > SILENT else 0.0


class Room:
    """What both channels hear: mine and the call's levels go in, with an echo between them, and Echo listens."""

    def __init__(self, echo: float | None, lag: int = 4, noise: float = -66.0) -> None:
        self.echo, self.lag, self.noise = echo, lag, noise
        self.ear = Echo()
        self.own: list[float] = []
        """The voice that Echo leaves on the microphone, frame by frame."""
        self._played: list[float] = [0.0] * (lag + 1)
        self._tail = 0.0
        self._rng = random.Random(7)

    def hear(self, mine: list[float], call: list[float]) -> list[float]:
        """The voice left of each of these frames."""
        began = len(self.own)
        for my_level, call_level in zip(mine, call, strict=True):
            self._played.append(power(call_level))
            self._tail = self._tail * 0.3 + 0.1 * self._played[-1 - self.lag]
            back = (self._played[-1 - self.lag] + self._tail) * 10 ** ((self.echo or -200.0) / 10 + self._rng.gauss(0, 0.15))
            heard = 10 * log10(power(my_level) + back + power(self.noise + self._rng.gauss(0, 0.4)))
            voice = 0.95 if heard > max(-62.0, self.noise + 4) else 0.0
            sound = Sound(len(self.own) * FRAME, Frame(heard, voice), Frame(call_level, 0.95 if call_level > -60 else 0.0))
            left = self.ear.own(sound)
            assert left.microphone is not None
            assert (left.call, left.microphone.level) == (sound.call, heard)
            assert left.microphone.voice in (0.0, voice)
            self.own.append(left.microphone.voice)
        return self.own[began:]


def part(voices: list[float]) -> float:
    """Of these frames, those with a voice, 0..1."""
    return sum(voice > 0.5 for voice in voices) / len(voices)


@pytest.mark.parametrize("echo", [-6.0, -10.0, -15.0, -20.0, -25.0, -30.0])
@pytest.mark.parametrize("lag", [0, 1, 4, 12])
def test_what_the_others_say_is_none_of_mine_from_the_first_word(echo: float, lag: int) -> None:
    room = Room(echo, lag)
    assert part(room.hear(silence(40 * SECOND), spoken(40 * SECOND, 1))) < 0.005
    assert room.ear.heard


def test_loudspeakers_are_known_within_three_seconds() -> None:
    room = Room(-15.0)
    room.hear(silence(3 * SECOND), spoken(3 * SECOND, 2))
    assert room.ear.heard


@pytest.mark.parametrize(("echo", "least"), [(-10.0, 0.7), (-15.0, 0.85), (-20.0, 0.9), (-30.0, 0.95)])
def test_whoever_speaks_over_the_call_is_heard_also_through_loudspeakers(echo: float, least: float) -> None:
    room = Room(echo)
    room.hear(silence(10 * SECOND), spoken(10 * SECOND, 3))
    mine = spoken(10 * SECOND, 4)
    left = room.hear(mine, spoken(10 * SECOND, 5))
    loud = [voice for voice, level in zip(left, mine, strict=True) if level > -40]
    assert part(loud) >= least
    assert part(room.hear(silence(10 * SECOND), spoken(10 * SECOND, 6))[SECOND // 3 :]) < 0.01


@pytest.mark.parametrize("echo", [None, -10.0, -30.0])
def test_whoever_speaks_alone_is_heard_to_the_last_word(echo: float | None) -> None:
    room = Room(echo)
    assert part(room.hear([-25.0] * 5 * SECOND, silence(5 * SECOND))) == 1
    room.hear(silence(10 * SECOND), spoken(10 * SECOND, 8))
    room.hear(silence(SECOND), silence(SECOND))
    assert part(room.hear([-25.0] * 5 * SECOND, silence(5 * SECOND))) == 1


def test_with_a_headset_mine_is_mine_also_where_two_speak_at_once_for_minutes() -> None:
    """By chance two people may speak so much alike that it looks as an echo does: that ends by itself."""
    room = Room(None)
    room.hear(silence(2 * SECOND), spoken(2 * SECOND, 9))
    kept: list[float] = []
    found: list[bool] = []
    for seed in range(80):
        mine, call = spoken(5 * SECOND, 100 + seed), spoken(5 * SECOND, 200 + seed)
        kept += [voice for voice, level in zip(room.hear(mine, call), mine, strict=True) if level > -55]
        found.append(room.ear.heard)
    assert part(kept) >= 0.8
    assert any(found)
    assert not found[-1]


def test_with_a_headset_whoever_talks_over_the_call_from_the_start_is_heard_after_some_seconds() -> None:
    room = Room(None)
    room.hear(silence(5), spoken(5, 10))
    mine = [-25.0 + level % 3 for level in spoken(20 * SECOND, 11)]
    assert part(room.hear(mine, spoken(20 * SECOND, 12))[6 * SECOND :]) == 1


def test_a_voice_that_began_before_the_call_stays_mine() -> None:
    room = Room(None)
    mine = [-20.0] * 2 * SECOND
    assert part(room.hear(mine, silence(2) + spoken(2 * SECOND - 2, 13))) == 1


def test_a_call_that_was_turned_up_is_followed_within_seconds() -> None:
    room = Room(-25.0)
    room.hear(silence(20 * SECOND), spoken(20 * SECOND, 14))
    room.echo = -10.0
    assert part(room.hear(silence(3 * SECOND), spoken(3 * SECOND, 15))) > 0.1
    assert part(room.hear(silence(20 * SECOND), spoken(20 * SECOND, 16))) < 0.005


def test_a_call_that_was_turned_down_lets_me_through_again() -> None:
    room = Room(-3.0)
    room.hear(silence(20 * SECOND), spoken(20 * SECOND, 17))
    mine = spoken(10 * SECOND, 18, loud=-30.0)
    before = part(room.hear(mine, spoken(10 * SECOND, 19)))
    room.echo = -25.0
    room.hear(silence(3 * SECOND), spoken(3 * SECOND, 20))
    assert part(room.hear(mine, spoken(10 * SECOND, 19))) > before + 0.3


def test_a_headset_that_is_put_on_ends_it_and_loudspeakers_begin_it_again() -> None:
    room = Room(-15.0)
    room.hear(silence(20 * SECOND), spoken(20 * SECOND, 21))
    room.echo = None
    room.hear(silence(5 * SECOND), spoken(5 * SECOND, 22))
    with_headset = room.ear.heard
    room.echo = -15.0
    room.hear(silence(3 * SECOND), spoken(3 * SECOND, 23))
    assert (with_headset, room.ear.heard) == (False, True)
    assert part(room.hear(silence(10 * SECOND), spoken(10 * SECOND, 24))) < 0.005


def test_a_muted_microphone_teaches_nothing_about_the_room() -> None:
    room = Room(-15.0)
    room.hear(silence(10 * SECOND), spoken(10 * SECOND, 25))
    for level in spoken(30 * SECOND, 26):
        room.ear.own(Sound(0, Frame(SILENT), Frame(level, 0.95)))
    assert room.ear.heard
    assert part(room.hear(silence(10 * SECOND), spoken(10 * SECOND, 27))[LAGS:]) < 0.005


def test_what_is_not_both_is_left_as_it_is() -> None:
    ear = Echo()
    for sound in (Sound(0), Sound(1, Frame(-20, 0.9)), Sound(2, None, Frame(-20, 0.9))):
        assert ear.own(sound) is sound


def test_a_noise_of_the_call_is_no_echo_of_me() -> None:
    """A hiss that goes on as long as I speak goes together with nothing."""
    room = Room(None)
    rng = random.Random(28)
    call = [-45.0 + rng.uniform(-0.5, 0.5) for _ in range(30 * SECOND)]
    mine = spoken(30 * SECOND, 29)
    left = room.hear(mine, call)[6 * SECOND :]
    assert all(voice > 0.5 for voice, level in zip(left, mine[6 * SECOND :], strict=True) if level > -55)
    assert not room.ear.heard
