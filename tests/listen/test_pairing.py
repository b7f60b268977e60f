"""Two channels brought together, whenever their frames come."""

from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.hearing_values import FRAME, Channel, Frame, Sound
from mentortui.listen.pairing import AT_MOST, HELD, PATIENCE, Pairing

BOTH: dict[Channel, bool] = {"microphone": True, "call": True}
START = 1_000 * FRAME


def frame(number: int) -> Frame:
    return Frame(-float(number % 90))


def put(pairing: Pairing, channel: Channel, *numbers: int, off: int = 0) -> None:
    for number in numbers:
        pairing.put(channel, START + number * FRAME + off, frame(number))


def numbers(sounds: list[Sound]) -> list[int]:
    return [(sound.at - START) // FRAME for sound in sounds]


def test_frames_of_the_same_moment_are_one_sound() -> None:
    pairing = Pairing()
    put(pairing, "microphone", 0, 1, 2)
    put(pairing, "call", 0, 1, off=FRAME // 3)
    sounds = list(pairing.ready(START, BOTH))
    assert sounds == [Sound(START + number * FRAME, frame(number), frame(number)) for number in (0, 1)]


def test_one_channel_waits_for_the_other_and_not_for_ever() -> None:
    pairing = Pairing()
    put(pairing, "call", 0)
    put(pairing, "microphone", *range(30))
    assert numbers(list(pairing.ready(START, BOTH))) == [0]
    late = list(pairing.ready(START + 10 * FRAME + PATIENCE, BOTH))
    assert numbers(late) == list(range(1, 11))
    assert [sound.call is None for sound in late] == [False] * HELD + [True] * (10 - HELD)


def test_a_channel_that_delivers_nothing_is_not_waited_for() -> None:
    pairing = Pairing()
    put(pairing, "microphone", 0, 1)
    assert list(pairing.ready(START, {"microphone": True, "call": False})) == [
        Sound(START, frame(0), None),
        Sound(START + FRAME, frame(1), None),
    ]


def test_a_frame_that_two_clocks_leave_out_is_the_one_before() -> None:
    pairing = Pairing()
    put(pairing, "microphone", 0, 1, 2)
    put(pairing, "call", 0, 2)
    assert [sound.call for sound in pairing.ready(START, BOTH)] == [frame(0), frame(0), frame(2)]


def test_hours_without_a_frame_are_left_out_and_not_told_one_by_one() -> None:
    pairing = Pairing()
    put(pairing, "microphone", 0)
    list(pairing.ready(START, {}))
    put(pairing, "microphone", 1_000_000)
    assert AT_MOST < 1_000_000 * FRAME
    assert numbers(list(pairing.ready(START + 1_000_000 * FRAME, {}))) == [1_000_000]


@given(
    st.lists(st.tuples(st.sampled_from(["microphone", "call"]), st.integers(0, 300), st.integers(0, 40)), max_size=200),
)
def test_whatever_comes_whenever_each_moment_is_told_once_and_in_order(came: list[tuple[Channel, int, int]]) -> None:
    pairing = Pairing()
    told: list[int] = []
    now = START
    for channel, number, passes in came:
        put(pairing, channel, number)
        now += passes * FRAME
        told += numbers(list(pairing.ready(now, BOTH)))
    assert told == sorted(set(told))
