"""One channel: opened, opened anew, and its frames at the moments at which they were heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.durations import SECOND
from mentortui.core.hearing_values import FRAME, SILENT, Trouble
from mentortui.listen.framing import Framing
from mentortui.listen.line import AGAIN, OFF, SILENT_FOR, Line, StreamClock
from mentortui.listen.recorder import RATE, WIDTH, NotHeard
from tests.listen.fakes import Clock, FakeRecorder, loud, quiet
from tests.listen.sounds import LoudIsVoice


class Rig:
    """A line with all it needs."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.recorder = FakeRecorder()
        self.line = Line("microphone", "", Framing(LoudIsVoice()))

    @property
    def trouble(self) -> Trouble | None:
        """What is wrong now."""
        return self.line.trouble

    def look(self, sound: bytes = b"", *, after: float = 0.1, hears: bool = True) -> None:
        """So long passes, this comes, and the ear looks."""
        self.clock.pass_by(after)
        if sound:
            self.recorder.give("microphone", sound)
        self.line.step(self.recorder, self.clock, hears, lambda: False)


@pytest.fixture
def rig() -> Rig:
    """Opened."""
    made = Rig()
    made.look()
    return made


def test_frames_stand_at_the_moments_at_which_they_were_heard(rig: Rig) -> None:
    began = rig.clock.now
    for _ in range(10):
        rig.look(quiet(0.1))
    moments = [at for at, _ in rig.line.frames]
    assert moments == [began + number * FRAME for number in range(31)]
    assert rig.line.heard(rig.clock.now)
    assert rig.line.device == "Microphone"


def test_what_comes_late_is_not_heard_late(rig: Rig) -> None:
    rig.look(quiet(0.1))
    began = rig.line.frames[0][0]
    rig.look(after=0.7)
    rig.look(quiet(0.8))
    assert rig.line.frames[-1][0] == began + (len(rig.line.frames) - 1) * FRAME


def test_after_a_device_paused_its_frames_stand_where_they_were_heard_again(rig: Rig) -> None:
    for _ in range(30):
        rig.look(quiet(0.1))
    rig.look(after=1.5)
    for _ in range(30):
        rig.look(quiet(0.1))
    at, _ = rig.line.frames[-1]
    assert 0 <= rig.clock.now - (at + FRAME) <= OFF


def test_a_device_that_is_not_there_is_told_and_tried_again_every_two_seconds() -> None:
    rig = Rig()
    rig.recorder.plugged.clear()
    rig.look()
    since = rig.clock.now
    assert rig.trouble == Trouble("no device", "microphone", since)
    rig.recorder.plugged["microphone"] = "Headset"
    rig.look(after=AGAIN / SECOND - 0.1)
    assert not rig.line.is_open
    rig.look()
    assert rig.line.is_open
    assert rig.trouble == Trouble("no device", "microphone", since), "until it delivers nothing is well"
    rig.look(quiet(0.1))
    assert rig.trouble is None


def test_a_device_that_delivers_nothing_is_told_within_seconds_and_opened_anew(rig: Rig) -> None:
    rig.look(quiet(0.1))
    rig.look(after=SILENT_FOR / SECOND)
    assert rig.trouble is not None
    assert (rig.trouble.kind, rig.trouble.detail) == ("stalled", "Microphone")
    assert rig.recorder.opened[0].closed
    rig.look(after=AGAIN / SECOND)
    rig.look(quiet(0.1))
    assert rig.trouble is None
    assert len(rig.recorder.opened) == 2


def test_a_trouble_that_stays_is_told_since_it_began(rig: Rig) -> None:
    rig.recorder.opened[0].ends = NotHeard(Trouble("no device", "microphone"))
    rig.recorder.plugged.clear()
    rig.look()
    since = rig.clock.now
    for _ in range(5):
        rig.look(after=2)
    assert rig.trouble == Trouble("no device", "microphone", since)


def test_another_device_is_taken_at_once_and_is_no_trouble(rig: Rig) -> None:
    rig.look(loud(0.5))
    rig.recorder.opened[0].stale = True
    rig.recorder.plugged["microphone"] = "Headset"
    rig.look()
    rig.look(quiet(0.1))
    assert rig.line.device == "Headset"
    assert rig.trouble is None
    assert rig.line.heard(rig.clock.now)
    assert rig.line.level < -60, "how loud the other device was is over"


def test_what_comes_while_it_does_not_hear_makes_no_frame(rig: Rig) -> None:
    rig.look(loud(0.1), hears=False)
    assert not rig.line.frames
    assert rig.line.level == SILENT
    assert rig.line.heard(rig.clock.now), "it would deliver"


def test_it_leaves_off_in_the_middle_of_much_sound_when_all_is_over(rig: Rig) -> None:
    rig.recorder.give("microphone", quiet(2))
    rig.line.step(rig.recorder, rig.clock, True, lambda: True)
    assert len(rig.line.frames) == 8, "a quarter of a second"


@given(
    st.lists(st.integers(0, 200_000), min_size=50, max_size=400),
    st.floats(-0.0005, 0.0005),
)
def test_a_clock_that_goes_wrong_is_followed_whatever_the_delays(late: list[int], wrong: float) -> None:
    """A device gives a little more or less than it says, and each read comes up to 0.2 s late: no frame is put later than it was
    heard by more than the tolerance, nor earlier by more than that and the least delay of the last two seconds."""
    clock = StreamClock()
    given_so_far = 0.0
    for number, delay in enumerate(late):
        heard = (number + 1) * 100_000
        given_so_far += 0.1 * (1 + wrong) * RATE * WIDTH
        new = round(given_so_far) - clock.bytes
        start = clock.came(heard + delay, new)
        said = start + clock.bytes * SECOND // (RATE * WIDTH)
        least = min(late[max(0, number - 17) : number + 1])
        assert -OFF - 2_000 <= said - heard <= OFF + least + 2_000
