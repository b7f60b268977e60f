"""What a check of some seconds says of both channels."""

from collections.abc import Callable

import pytest

from mentortui.core.hearing_values import SILENT, ChannelState, HearingState, Trouble
from mentortui.listen.check import LOOKS, ChannelChecked, Checked, check, found


class Heard:
    """A listener whose state follows the time that was waited."""

    def __init__(self, state_at: Callable[[float], HearingState]) -> None:
        self._state_at = state_at
        self.now = 0.0
        self.running = False
        self.stopped = 0

    @property
    def state(self) -> HearingState:
        assert self.running
        return self._state_at(self.now)

    def start(self) -> None:
        self.running = True

    def stop(self) -> None:
        self.stopped += 1
        self.running = False

    def wait(self, seconds: float) -> None:
        self.now += seconds


ME = ChannelState(heard=True, level=-23.0, voice=True, device="Blue Yeti")
QUIET = ChannelState(heard=True, level=SILENT, device="Speakers")
MUTED = Trouble("muted", "microphone")


def test_both_channels_and_for_how_much_of_the_time_somebody_was_heard() -> None:
    heard = Heard(lambda now: HearingState(microphone=ME if now <= 1.01 else QUIET, call=QUIET))
    checked = check(heard, 4, heard.wait)
    assert checked.microphone == ChannelChecked(device="Speakers", heard=True, loudest=-23.0, voice=0.25)
    assert checked.call == ChannelChecked(device="Speakers", heard=True, loudest=SILENT, voice=0.0)
    assert checked.well
    assert heard.now == pytest.approx(4)
    assert heard.stopped == 1


def test_only_what_is_wrong_at_the_end_is_told() -> None:
    heard = Heard(lambda now: HearingState(microphone=ME, call=QUIET, troubles=(MUTED,) if now < 1 else ()))
    assert check(heard, 2, heard.wait).troubles == ()
    assert check(heard, 2, heard.wait).well
    late = Heard(lambda now: HearingState(microphone=ME, call=QUIET, troubles=(MUTED,) if now > 1 else ()))
    assert check(late, 2, late.wait).troubles == (MUTED,)
    assert not check(late, 2, late.wait).well


def test_a_channel_that_went_is_not_well_and_keeps_its_name() -> None:
    heard = Heard(lambda now: HearingState(microphone=ME, call=QUIET if now < 1 else ChannelState()))
    checked = check(heard, 2, heard.wait)
    assert not checked.well
    assert checked.call == ChannelChecked(device="Speakers")


def test_each_second_is_told_once() -> None:
    heard = Heard(lambda now: HearingState(microphone=ME))
    told: list[tuple[int, float]] = []
    check(heard, 3, heard.wait, lambda second, state: told.append((second, state.microphone.level)))
    assert told == [(1, -23.0), (2, -23.0), (3, -23.0)]


def test_what_is_listened_to_is_let_go_of_when_somebody_ends_it() -> None:
    heard = Heard(lambda now: HearingState())

    def ended(seconds: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(heard, 3, ended)
    assert heard.stopped == 1


def test_no_look_is_nothing_found() -> None:
    assert found([]) == Checked()
    assert LOOKS > 0
