"""Who speaks, told live: the turns that the rule for recordings finds, as soon as they are certain."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core import hearing as module
from mentortui.core.hearing import Hearing
from mentortui.core.hearing_values import CHANNELS, FRAME, Channel, Frame, Sound
from mentortui.core.imported import holdings
from mentortui.core.recording import LAPSE, SHORT, Heard, Segment, hear
from mentortui.core.voices import HOLD, Voices
from tests.core.hearing_frames import BEGAN, SECOND, frames, talk, told, told_when

ALONE: tuple[Channel, ...] = ("microphone",)


# turns


def test_a_first_word_gives_the_floor_at_once_where_nobody_else_spoke() -> None:
    (when, change), *_ = told_when(talk([(1, 2)], [], 2))
    assert (change.began, change.who) == (BEGAN + 31 * FRAME, "me")
    assert when < 1.2


def test_each_speaks_in_turn() -> None:
    assert told(talk([(0, 5), (10, 15)], [(5.5, 9.5)], 16)) == [
        (0.0, "me"),
        (5.0, "nobody"),
        (5.5, "others"),
        (9.5, "nobody"),
        (10.0, "me"),
        (15.0, "nobody"),
    ]


def test_a_change_of_speaker_is_told_within_a_second_of_the_new_voice() -> None:
    when, change = next(one for one in told_when(talk([(0, 5)], [(5.2, 9)], 9)) if one[1].who == "others")
    assert change.began < BEGAN + 5.3 * SECOND
    assert when < 6.3


def test_an_mhm_within_the_turn_of_another_takes_no_turn() -> None:
    assert told(talk([(0, 20)], [(3, 3.4), (8, 8.9), (14, 14.2)], 20)) == [(0.0, "me")]


def test_nor_does_one_in_a_breath_of_the_other() -> None:
    assert told(talk([(0, 5), (5.8, 9)], [(5.2, 5.6)], 9)) == [(0.0, "me")]


def test_whoever_speaks_a_second_into_the_turn_of_another_has_the_floor_too() -> None:
    assert told(talk([(0, 10)], [(4, 6)], 10)) == [(0.0, "me"), (4.0, "both"), (6.0, "me")]


def test_a_pause_is_the_speakers_until_it_is_a_lapse_and_then_nobodys_from_its_beginning() -> None:
    assert told(talk([(0, 4), (6.7, 9)], [], 9.0)) == [(0.0, "me")]
    lapse = told_when(talk([(0, 4)], [], 9))
    assert [(round((one.began - BEGAN) / SECOND, 1), one.who) for _, one in lapse] == [(0.0, "me"), (4.0, "nobody")]
    assert 6.9 < lapse[-1][0] < 7.1


def test_silence_from_the_beginning_is_nobodys_once_it_is_a_lapse() -> None:
    """A shorter one may be a pause of whoever had the floor before anything was heard."""
    assert told(talk([(2.5, 4)], [], 4)) == [(2.5, "me")]
    assert told(talk([(3.5, 5)], [], 5)) == [(0.0, "nobody"), (3.5, "me")]
    assert told(talk([], [], 2.9)) == []
    assert told(talk([], [], 3.1)) == [(0.0, "nobody")]


# one channel alone


def test_with_the_microphone_alone_it_is_me_or_the_rest() -> None:
    sounds = talk([(2, 5), (5.8, 7), (9, 9.6), (12, 14)], [(0, 20)], 15)
    assert told(sounds, ALONE) == [(0.0, "rest"), (2.0, "me"), (7.0, "rest"), (12.0, "me"), (14.0, "rest")]


def test_with_the_call_alone_it_is_the_others_or_nobody() -> None:
    assert told(talk([(0, 20)], [(2, 5), (8, 8.3)], 10), ("call",)) == [(0.0, "nobody"), (2.0, "others"), (5.0, "nobody")]


def test_a_channel_that_is_not_heard_has_no_voice_and_none_at_all_tells_nothing() -> None:
    hearing, nothing = Hearing(ALONE), Hearing(())
    for sound in talk([(0, 2)], [(0, 2)], 2):
        hearing.hear(sound)
        assert nothing.hear(sound) == ()
    assert (hearing.voices, nothing.voices) == ((True, False), (False, False))
    assert nothing.finish(BEGAN + 2 * SECOND) == ()


def test_who_speaks_now_is_known_before_it_is_a_turn() -> None:
    hearing = Hearing(CHANNELS)
    for sound in talk([(0, 5)], [(2, 2.3)], 2.3):
        hearing.hear(sound)
    assert hearing.voices == (True, True)


# breaks


def test_at_the_end_all_is_told_as_if_each_voice_had_ended() -> None:
    hearing = Hearing(CHANNELS)
    for sound in talk([(0, 3)], [(2.5, 3.3)], 3.5):
        hearing.hear(sound)
    assert [one.who for one in hearing.finish(BEGAN + 4 * SECOND)] == ["both", "others", "nobody"]


def test_after_a_pause_it_begins_anew() -> None:
    hearing = Hearing(CHANNELS)
    for sound in talk([(0, 3)], [], 4):
        hearing.hear(sound)
    assert [one.who for one in hearing.finish(BEGAN + 4 * SECOND)] == ["nobody"]
    assert hearing.voices == (False, False)
    later = BEGAN + 600 * SECOND
    found = [change for sound in frames([(0.9, 0.0)] * 10, later) for change in hearing.hear(sound)]
    assert [(one.began, one.who) for one in found] == [(later, "me")]


def test_whoever_speaks_at_the_end_does_so_to_the_end() -> None:
    hearing = Hearing(CHANNELS)
    for sound in talk([(0, 3)], [], 3):
        hearing.hear(sound)
    assert hearing.finish(BEGAN + 4 * SECOND) == ()


def test_where_no_frames_came_for_a_second_it_begins_anew() -> None:
    sounds = talk([(0, 30)], [], 30)
    found = told([sound for sound in sounds if not 5 * SECOND < sound.at - BEGAN < 20 * SECOND])
    assert found == [(0.0, "me"), (20.0, "me")]


def test_a_hiccup_of_some_frames_is_a_pause_like_any() -> None:
    sounds = talk([(0, 10)], [], 10)
    assert told([sound for sound in sounds if not 5 * SECOND < sound.at - BEGAN < 5.7 * SECOND]) == [(0.0, "me")]


def test_frames_out_of_order_and_frames_of_one_side_only_change_nothing() -> None:
    sounds = talk([(0, 5)], [(5.2, 9)], 10)
    with_late_ones = [one for sound in sounds for one in (sound, Sound(sound.at - 3 * FRAME, Frame(-20, 0.9), Frame(-20, 0.9)))]
    without = [Sound(one.at, one.microphone, one.call if one.call and one.call.voice > 0.5 else None) for one in sounds]
    assert told(with_late_ones) == told(without) == told(sounds)


# the same as afterwards

patterns = st.lists(
    st.tuples(
        st.tuples(st.sampled_from([0.0, 0.4, 0.9]), st.sampled_from([0.0, 0.4, 0.9])),
        st.one_of(
            st.integers(1, 12),
            # About a second and three: where the rule for recordings decides.
            st.integers(28, 36),
            st.integers(90, 98),
            st.integers(1, 200),
        ),
    ),
    min_size=1,
    max_size=25,
).map(lambda runs: frames([voices for voices, count in runs for _ in range(count)]))


def afterwards(sounds: list[Sound], channels: tuple[Channel, ...]) -> list[tuple[int, str]]:
    """What the rule for recordings makes of the voices, with all of them known."""
    segments = list[Segment]()
    for channel in channels:
        voices = Voices()
        for sound in sounds:
            frame = sound.microphone if channel == "microphone" else sound.call
            assert frame is not None
            voices.hear(sound.at, frame.voice)
        voices.finish()
        segments += [Segment(start, end, channel) for start, end in voices.ended]
    names = {(): "nobody", ("microphone",): "me", ("call",): "others", ("call", "microphone"): "both"}
    end = sounds[-1].at + FRAME
    held = [(at, names[who]) for at, who, _ in holdings(hear(segments).turns) if at and at < end]
    first = held[0][0] if held else end
    return [(BEGAN, "nobody"), *held] if first - BEGAN >= LAPSE else held


@given(patterns)
def test_live_it_is_what_it_would_be_afterwards(sounds: list[Sound]) -> None:
    assert [(change.began, change.who) for _, change in told_when(sounds)] == afterwards(sounds, CHANNELS)


@given(patterns)
def test_nothing_is_told_before_it_began_nor_long_after(sounds: list[Sound]) -> None:
    """A lapse is what one waits for longest, with a signal in it of which it is open whether it becomes a turn."""
    last = 0.0
    for when, change in told_when(sounds):
        began = (change.began - BEGAN) / SECOND
        assert last <= began < when
        last = began
        assert when - began <= (LAPSE + 2 * SHORT + 2 * HOLD) / SECOND


@given(patterns)
def test_it_is_told_with_the_frame_that_makes_it_certain(sounds: list[Sound]) -> None:
    """Looking at each frame, and not only where something may have become certain, tells nothing earlier."""

    class Always(Hearing):
        def _what_matters(self) -> object:
            return object()

    sparing, always = Hearing(CHANNELS), Always(CHANNELS)
    for sound in sounds:
        assert sparing.hear(sound) == always.hear(sound)


@given(patterns, st.sampled_from([ALONE, ("call",)]))
def test_one_channel_alone_never_tells_what_it_cannot_know(sounds: list[Sound], channels: tuple[Channel, ...]) -> None:
    found = told_when(sounds, channels)
    assert {one.who for _, one in found} <= ({"me", "rest"} if channels == ALONE else {"others", "nobody"})
    assert all(one.who != other.who for (_, one), (_, other) in pairwise(found))
    ends = [*(one.began for _, one in found[1:]), sounds[-1].at + FRAME]
    for (_, one), end in zip(found, ends, strict=False):
        assert one.who in ("rest", "nobody") or end - one.began >= SHORT


def test_hours_cost_no_more_than_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule is asked now and then, and never about more than the last few stretches."""
    asked: list[int] = []

    def counted(segments: object) -> Heard:
        of = list(segments)  # type: ignore[call-overload]
        asked.append(len(of))
        return hear(of)

    monkeypatch.setattr(module, "hear", counted)
    random, runs = Random(8), list[tuple[tuple[float, float], int]]()
    for _ in range(4000):
        who = random.choice([(0.9, 0.0), (0.0, 0.9), (0.9, 0.9), (0.0, 0.0)])
        runs.append((who, random.choice([random.randint(2, 30), random.randint(20, 300)])))
    sounds = frames([who for who, count in runs for _ in range(count)])
    assert len(told(sounds)) > 1500
    assert max(asked) < 16
    assert len(asked) < len(sounds) / 4
