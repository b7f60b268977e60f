"""What is wrong with hearing, as far as levels tell."""

from typing import get_args

import pytest

from mentortui.core import hearing_signs as hs
from mentortui.core.durations import SECOND
from mentortui.core.hearing_values import FRAME, SILENT, Frame, Sound, Trouble, TroubleKind

TALK = Frame(-25, 0.95)
HISS = Frame(-62)
NOTHING = Frame(SILENT)
LOUD = Frame(-3, 0.9, clipped=True)


class Passing:
    """Signs, and the time that passes while they look."""

    def __init__(self) -> None:
        self.signs = hs.Signs()
        self.now = 5 * SECOND
        self.signs.opened("microphone", self.now)
        self.signs.opened("call", self.now)

    def hear(
        self, seconds: float, microphone: Frame | None = HISS, call: Frame | None = TALK, loudspeakers: bool = False
    ) -> None:
        until = self.now + round(seconds * SECOND)
        while self.now < until:
            self.signs.look(Sound(self.now, microphone, call), loudspeakers)
            self.now += FRAME

    @property
    def told(self) -> list[tuple[str, str]]:
        return [(one.kind, one.channel) for one in self.signs.troubles(self.now)]


def test_two_channels_that_deliver_have_no_trouble() -> None:
    passing = Passing()
    passing.hear(30, TALK, HISS)
    passing.hear(30)
    assert passing.told == []


def test_a_microphone_of_zeros_is_muted_within_ten_seconds_and_not_before_five() -> None:
    passing = Passing()
    passing.hear(20)
    began = passing.now
    passing.hear(4.5, NOTHING)
    assert passing.told == []
    passing.hear(2, NOTHING)
    assert passing.signs.troubles(passing.now) == (Trouble("muted", "microphone", began),)
    passing.hear(0.1)
    assert passing.told == []


def test_a_microphone_that_gives_zeros_between_words_is_not_muted_while_its_owner_listens() -> None:
    passing = Passing()
    for _ in range(3):
        passing.hear(3, TALK)
        passing.hear(1, NOTHING)
    passing.hear(3, TALK)
    passing.hear(40, NOTHING)
    assert passing.told == []
    passing.hear(30, NOTHING)
    assert passing.told == [("muted", "microphone")]


def test_a_silent_call_is_told_within_ten_seconds_also_where_it_hisses() -> None:
    passing = Passing()
    passing.hear(7, TALK, Frame(-75))
    assert passing.told == []
    passing.hear(2, TALK, NOTHING)
    assert passing.told == [("no sound", "call")]
    passing.hear(0.1)
    assert passing.told == []


def test_a_quiet_microphone_is_not_muted() -> None:
    passing = Passing()
    passing.hear(60, Frame(-85), Frame(-60))
    assert passing.told == []


def test_a_microphone_that_never_hears_a_voice_may_be_another() -> None:
    passing = Passing()
    passing.hear(170)
    assert passing.told == []
    passing.hear(20)
    assert passing.told == [("no sound", "microphone")]
    passing.hear(1, TALK)
    assert passing.told == []
    passing.hear(600)
    assert passing.told == []


def test_nobody_is_asked_for_another_microphone_while_the_call_is_silent_too() -> None:
    passing = Passing()
    passing.hear(600, HISS, Frame(-60))
    assert passing.told == []


def test_a_channel_that_stops_delivering_is_stalled_and_nothing_else() -> None:
    passing = Passing()
    passing.hear(5, NOTHING)
    last = passing.now
    passing.hear(8, None)
    assert passing.signs.troubles(passing.now) == (Trouble("stalled", "microphone", last),)
    passing.hear(1)
    assert passing.told == []


def test_after_a_pause_nothing_is_stalled_or_silent_by_what_was_before_it() -> None:
    passing = Passing()
    passing.hear(10, NOTHING, NOTHING)
    passing.now += 600 * SECOND
    passing.signs.resumed(passing.now)
    assert passing.told == []
    again = passing.now
    passing.hear(1, NOTHING, None)
    assert passing.told == []
    passing.hear(5, NOTHING, None)
    assert passing.signs.troubles(passing.now) == (
        Trouble("stalled", "call", again),
        Trouble("muted", "microphone", again),
    )


def test_a_channel_that_never_delivers_is_stalled_too() -> None:
    passing = Passing()
    passing.hear(2.5, TALK, None)
    assert passing.told == []
    passing.hear(2.5, TALK, None)
    assert passing.told == [("stalled", "call")]


def test_a_closed_channel_has_no_signs_until_it_is_opened_again() -> None:
    passing = Passing()
    passing.hear(2)
    passing.signs.closed("call")
    passing.hear(20, HISS, None)
    assert passing.told == []
    passing.signs.opened("call", passing.now)
    passing.hear(4, HISS, None)
    assert passing.told == [("stalled", "call")]


def test_a_knock_is_not_too_loud_but_shouting_is_and_words_do_not_come_and_go() -> None:
    passing = Passing()
    passing.hear(0.1, LOUD)
    assert passing.told == []
    passing.hear(10)
    passing.hear(1, LOUD)
    assert passing.told == [("clipped", "microphone")]
    since = passing.signs.troubles(passing.now)[0].since
    passing.hear(4, TALK)
    passing.hear(1, LOUD)
    assert passing.signs.troubles(passing.now)[0].since == since
    passing.hear(9, TALK)
    assert passing.told == [("clipped", "microphone")]
    passing.hear(2, TALK)
    assert passing.told == []


def test_loudspeakers_are_told_since_they_were_heard_and_only_of_two_channels() -> None:
    passing = Passing()
    passing.hear(10)
    began = passing.now
    passing.hear(10, loudspeakers=True)
    assert passing.signs.troubles(passing.now) == (Trouble("loudspeakers", "microphone", began),)
    passing.signs.closed("call")
    assert passing.told == []


def test_what_the_system_says_of_a_channel_silences_what_levels_tell_of_it() -> None:
    gone = Trouble("gone", "microphone", 5, "USB")
    stalled = Trouble("stalled", "microphone", 3)
    silent = Trouble("no sound", "call", 4)
    assert hs.merged([stalled, silent], [gone]) == (gone, silent)
    assert hs.merged([stalled, silent], [Trouble("no server")]) == (Trouble("no server"),)
    assert hs.merged([silent], [Trouble("other output", "call", 9, "HDMI")])[0].kind == "other output"


def test_the_same_trouble_is_told_once() -> None:
    muted = Trouble("muted", "microphone", 5)
    assert hs.merged([muted], [Trouble("muted", "microphone", 9, "USB")], [Trouble("clipped", "call")]) == (
        muted,
        Trouble("clipped", "call"),
    )


@pytest.mark.parametrize("kind", get_args(TroubleKind))
def test_each_trouble_has_its_place(kind: TroubleKind) -> None:
    assert kind in hs.WORST_FIRST
