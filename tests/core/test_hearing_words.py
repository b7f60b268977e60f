"""What is said of hearing."""

from itertools import product
from typing import get_args

import pytest

from mentortui.core import hearing_words as hw
from mentortui.core.durations import MINUTE, SECOND
from mentortui.core.hearing_values import Channel, ChannelState, HearingState, Trouble, TroubleKind
from mentortui.core.text import visible, width

ON = ChannelState(heard=True)
NOW = 600 * SECOND


def state(*troubles: Trouble, microphone: bool = True, call: bool = True) -> HearingState:
    return HearingState(microphone=ON if microphone else ChannelState(), call=ON if call else ChannelState(), troubles=troubles)


def test_since_when_nothing_comes_is_not_said_where_it_is_not_known() -> None:
    said = hw.trouble_words(Trouble("stalled", "call"), 4 * 24 * 3600 * 1_000_000)
    assert "has delivered nothing for a while" in said


@pytest.mark.parametrize(("kind", "channel"), product(get_args(TroubleKind), (*get_args(Channel), "")))
def test_every_trouble_is_one_sentence_with_nothing_left_to_fill_in(kind: TroubleKind, channel: Channel) -> None:
    for detail in ("", "USB {Audio} [/]"):
        trouble = Trouble(kind, channel, NOW - 12 * SECOND, detail)
        said = hw.trouble_words(trouble, NOW)
        assert said == visible(said)
        assert said[0].isupper()
        assert kind == "not installed" or said.rstrip()[-1] in ".?"
        assert "  " not in said
        assert not ({"{", "}"} & set(said.replace("USB {Audio} [/]", "")))
        long, short = hw.head_words(trouble, NOW)
        assert long
        assert width(short) <= width(long) <= 70
        assert width(short) <= 28


def test_text_from_elsewhere_is_visible_and_cut() -> None:
    said = hw.trouble_words(Trouble("gone", "microphone", 0, "USB\x1b[31m\n" + "x" * 100_000), NOW)
    assert "␛" in said
    assert "⏎" in said
    assert "…" in said
    assert width(said) < 200


def test_sentences_say_what_and_what_to_do() -> None:
    assert hw.trouble_words(Trouble("gone", "microphone", 0, "USB Audio"), NOW) == (
        "Your microphone “USB Audio” is gone: plug it in again, or choose another. It comes back by itself."
    )
    assert hw.trouble_words(Trouble("no sound", "call", NOW - 2 * MINUTE), NOW) == (
        "No sound from the call for 2 minutes: is the output right?"
    )
    assert hw.trouble_words(Trouble("stalled", "call", NOW - 12 * SECOND), NOW) == (
        "The call has delivered nothing for 10 seconds: it is started anew; if that does not help, choose another."
    )
    assert hw.trouble_words(Trouble("muted", "call", 0, "HDMI"), NOW) == (
        "The output “HDMI” is muted, so the call is not heard: turn its sound on again."
    )
    assert hw.head_words(Trouble("muted", "call"), NOW) == ("the output is muted", "output muted")
    assert hw.trouble_words(Trouble("not installed"), NOW).endswith(": pip install 'mentortui[listen]'")
    command = "/home/grace/.local/share/somewhere/far/away/.venv/bin/python -m pip install 'mentortui[listen]'"
    assert hw.trouble_words(Trouble("not installed", detail=command), NOW).endswith(f": {command}")


def test_a_call_in_which_nobody_speaks_is_a_remark_for_two_minutes() -> None:
    silent = Trouble("no sound", "call", NOW)
    assert hw.remark(silent, NOW + 2 * MINUTE - 1)
    assert hw.trouble_words(silent, NOW + 25 * SECOND) == "No sound from the call for 20 seconds: nobody speaks there."
    assert hw.header_forms(state(silent), NOW + 25 * SECOND)[0] == "hearing you · the call is silent"
    assert not hw.remark(silent, NOW + 2 * MINUTE)
    assert hw.header_forms(state(silent), NOW + 2 * MINUTE)[0] == (
        "hearing you · no sound from the call for 2 minutes: is the output right?"
    )


def test_the_header_says_what_is_heard_in_as_many_words_as_fit() -> None:
    heard = state()
    assert hw.header_words(heard, NOW, 40) == "hearing you · hearing the call"
    assert hw.header_words(heard, NOW, 29) == "hearing you · call"
    assert hw.header_words(heard, NOW, 12) == "hearing both"
    assert hw.header_words(heard, NOW, 5) == "heard"
    assert hw.header_words(heard, NOW, 4) == ""
    assert hw.header_words(state(call=False), NOW, 40) == "hearing you, not the call"
    assert hw.header_words(state(call=False), NOW, 17) == "hearing only you"
    assert hw.header_words(state(microphone=False), NOW, 40) == "hearing the call, not you"
    assert hw.header_words(state(microphone=False, call=False), NOW, 40) == "nothing is heard yet"


def test_the_header_says_the_worst_beside_what_is_still_heard() -> None:
    muted = Trouble("muted", "microphone", NOW)
    forms = hw.header_forms(state(muted), NOW)
    assert forms[0] == "hearing the call · no sound from your microphone: is it muted?"
    assert forms[-1] == "mic muted?"


def test_what_needs_nothing_done_leaves_the_header_as_it_is() -> None:
    assert hw.header_forms(state(Trouble("loudspeakers", "microphone", 0)), NOW)[0] == "hearing you · hearing the call"
    assert hw.header_forms(state(Trouble("no loopback", "call", 0), call=False), NOW)[0] == "hearing you, not the call"


@pytest.mark.parametrize(("kind", "heard"), product(get_args(TroubleKind), product((True, False), repeat=2)))
def test_forms_grow_shorter(kind: TroubleKind, heard: tuple[bool, bool]) -> None:
    for channel in (*get_args(Channel), ""):
        forms = hw.header_forms(state(Trouble(kind, channel, NOW), microphone=heard[0], call=heard[1]), NOW + 10 * MINUTE)
        widths = [width(form) for form in forms]
        assert widths == sorted(widths, reverse=True)
        assert widths[-1] <= 28


def test_how_long_changes_seldom() -> None:
    assert [hw.for_how_long(seconds * SECOND) for seconds in (-1, 1, 8, 19, 59, 60, 150)] == [
        *("0 seconds", "1 second", "8 seconds", "10 seconds", "50 seconds", "1 minute", "2 minutes"),
    ]


def test_levels_in_words_and_in_cells() -> None:
    assert [hw.level_words(level) for level in (-100, -70, -50, -25, -3)] == ["no sound", "quiet", "faint", "good", "too loud"]
    assert [hw.level_cells(level, 20) for level in (-100, -60, -30, 0, 3)] == [0, 0, 10, 20, 20]


def test_a_channel_on_the_page_on_which_it_is_checked() -> None:
    assert hw.channel_words("microphone", ChannelState(True, -25, True)) == "your microphone: a voice, good"
    assert hw.channel_words("call", ChannelState(True, -100)) == "the call: no voice, no sound"
    assert hw.channel_words("call", ChannelState()) == "the call: not heard"
    assert hw.device_words("call", ChannelState(device="HDMI\n")) == "HDMI⏎"
    assert hw.device_words("call", ChannelState()) == "whichever output the system uses"


def test_what_is_kept_is_one_sentence_on_times_and_sound() -> None:
    assert "no sound" in hw.KEEPS
    assert "no sound" in hw.TELL_THEM
    assert hw.TELL_THEM.endswith("?")
