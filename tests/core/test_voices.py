"""From how likely a voice is, frame by frame, to stretches of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.hearing_values import FRAME
from mentortui.core.voices import AFTER, BEGINS, ENOUGH, GOES_ON, HOLD, Voices

YES, PERHAPS, NO = 0.9, (BEGINS + GOES_ON) / 2, 0.1


def heard(*runs: tuple[float, int]) -> tuple[Voices, list[tuple[int, int]]]:
    """Runs of as many frames alike; what was over by their end, in frames."""
    voices = Voices()
    at = 0
    for voice, count in runs:
        for _ in range(count):
            voices.hear(at, voice)
            at += FRAME
    return voices, [(start // FRAME, (end + AFTER) // FRAME) for start, end in voices.ended]


def test_a_voice_is_a_stretch_from_its_first_frame_to_its_last() -> None:
    assert heard((NO, 10), (YES, 30), (NO, 10))[1] == [(10, 40)]


def test_the_model_finds_a_voice_a_little_too_long_which_is_taken_off() -> None:
    voices, _ = heard((YES, 30), (NO, 10))
    assert voices.ended == [(0, 30 * FRAME - AFTER)]


@pytest.mark.parametrize("frames", [1, ENOUGH // FRAME - 1])
def test_a_key_or_a_cup_is_no_voice(frames: int) -> None:
    assert heard((NO, 10), (YES, frames), (NO, 20))[1] == []


def test_the_shortest_yes_is_one() -> None:
    assert heard((NO, 10), (YES, ENOUGH // FRAME), (NO, 20))[1] == [(10, 10 + ENOUGH // FRAME)]


def test_clicks_apart_do_not_add_up_to_a_voice() -> None:
    assert heard(*[(YES, 2), (NO, HOLD // FRAME)] * 10)[1] == []


def test_a_voice_that_fades_goes_on_and_a_faint_one_does_not_begin() -> None:
    assert heard((YES, 10), (PERHAPS, 20), (NO, 10))[1] == [(0, 30)]
    assert heard((PERHAPS, 30), (NO, 10))[1] == []


def test_the_stop_before_a_consonant_is_no_pause() -> None:
    hold = HOLD // FRAME
    assert heard((YES, 10), (NO, hold - 1), (YES, 10), (NO, hold))[1] == [(0, 19 + hold)]
    assert heard((YES, 10), (NO, hold), (YES, 10), (NO, hold))[1] == [(0, 10), (10 + hold, 20 + hold)]


def test_a_stretch_under_way_is_known_until_its_last_voice_and_one_that_may_be_one_until_before_it() -> None:
    voices, _ = heard((NO, 10), (YES, 2))
    assert (voices.since, voices.sure, voices.waits) == (None, 10 * FRAME, True)
    voices, _ = heard((NO, 10), (YES, 20), (NO, 3))
    assert (voices.since, voices.sure) == (10 * FRAME, 30 * FRAME - AFTER)
    voices, _ = heard((NO, 10), (YES, 20), (NO, 10))
    assert (voices.since, voices.sure, voices.waits) == (None, 40 * FRAME, False)


def test_frames_that_are_missing_held_no_voice() -> None:
    voices, _ = heard((YES, 10))
    voices.hear(100 * FRAME, YES)
    assert voices.ended == [(0, 10 * FRAME - AFTER)]
    assert voices.since is None


def test_at_the_end_what_runs_has_ended_and_what_might_have_become_a_voice_was_none() -> None:
    voices, _ = heard((YES, 10))
    voices.finish()
    assert voices.ended == [(0, 10 * FRAME)]
    voices, _ = heard((YES, 10), (NO, 1))
    voices.finish()
    assert voices.ended == [(0, 10 * FRAME - AFTER)]
    voices, _ = heard((YES, 1))
    voices.finish()
    assert voices.ended == []


@given(st.lists(st.tuples(st.sampled_from([NO, PERHAPS, YES]), st.integers(1, 12)), max_size=40))
def test_what_was_sure_stays_so(runs: list[tuple[float, int]]) -> None:
    """Nothing that becomes known later lies before what was known already."""
    voices = Voices()
    at = sure = 0
    for voice, count in runs:
        for _ in range(count):
            known, since = len(voices.ended), voices.since
            voices.hear(at, voice)
            at += FRAME
            for start, end in voices.ended[known:]:
                assert end >= sure
                assert start == since if since is not None else start >= sure
            if voices.since is not None and since is None:
                assert voices.since >= sure
            assert sure <= voices.sure <= at
            sure = voices.sure
