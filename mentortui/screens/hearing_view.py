"""From how it hears to what the screens show of it: a dot for each channel, words, what is wrong, the devices."""

from collections.abc import Sequence

from mentortui.core.hearing_values import CHANNELS, Channel, ChannelState, Chosen, Device, HearingState, Trouble
from mentortui.core.hearing_words import channel_words, device_words, head_words, header_forms, remark, trouble_words
from mentortui.widgets.header_line import LOUD, Heard
from mentortui.widgets.level_line import LevelView

STILL, SOUND = "○", "◐"
"""The dots of a channel on which nothing is heard, or something that is no voice. A voice is LOUD."""
SOUND_FROM = -50.0
"""Level from which something is heard, dB; once it is, until it is STEADY lower: a noise at the edge makes no dot flicker."""
STEADY = 6.0
PAUSED = Heard(("not listening in a pause", "not listening"))
DEFAULTS = {"microphone": "what the system uses", "call": "what the system uses"}
HEADINGS = {"microphone": "You are heard by", "call": "The call is heard at"}
GONE = "not there now"


class Dots:
    """How loud each channel is, in a sign each. Asked twice a second at most, they change no more often than that."""

    def __init__(self) -> None:
        self._before: dict[Channel, str] = {}

    def look(self, state: HearingState) -> dict[Channel, str]:
        """Those of now."""
        self._before = {channel: self._dot(channel, getattr(state, channel)) for channel in CHANNELS}
        return self._before

    def _dot(self, channel: Channel, state: ChannelState) -> str:
        if not state.heard:
            return STILL
        if state.voice:
            return LOUD
        since = SOUND_FROM - (STEADY if self._before.get(channel, STILL) != STILL else 0.0)
        return SOUND if state.level >= since else STILL


def grave(state: HearingState, now: int) -> Trouble | None:
    """The worst that something has to be done about."""
    return next((one for one in state.troubles if not remark(one, now)), None)


def heard(state: HearingState, dots: dict[Channel, str], now: int) -> Heard:
    """For the header: `◐ hearing you · ● hearing the call`, or what is wrong; in fewer and fewer words, last the dots alone."""
    wrong = grave(state, now)
    forms = [_dotted(form, state, dots, wrong) for form in header_forms(state, now)]
    if wrong is None and state.channels:
        forms.append("".join(dots[channel] for channel in state.channels))
    return Heard(tuple(forms), wrong is not None)


def brief(state: HearingState, dots: dict[Channel, str], now: int) -> str:
    """The same where a session has one line in all: `◐● heard`, or the shortest words of what is wrong."""
    wrong = grave(state, now)
    if wrong is not None:
        return f"◆ {head_words(wrong, now)[1]}"
    if not state.channels:
        return "not heard yet"
    return f"{''.join(dots[channel] for channel in state.channels)} heard"


def troubles(state: HearingState, now: int) -> tuple[str, ...]:
    """What is wrong, a sentence each, the worst first; a call in which nobody has spoken for a little is not worth one."""
    return tuple(trouble_words(one, now) for one in state.troubles if not (one.kind == "no sound" and remark(one, now)))


def level_view(channel: Channel, state: HearingState, dots: dict[Channel, str]) -> LevelView:
    """One channel on the page on which it is checked."""
    found: ChannelState = getattr(state, channel)
    return LevelView(
        dot=dots[channel],
        words=channel_words(channel, found),
        level=found.level if found.heard else None,
        voice=found.voice,
        device=device_words(channel, found) if found.heard else "",
    )


def device_rows(devices: Sequence[Device], chosen: Chosen) -> list[tuple[Channel, str | None, str, bool]]:
    """For each channel a heading (no id), whichever the system uses, and what can be chosen: channel, id, words, whether it is
    the one."""
    made = list[tuple[Channel, str | None, str, bool]]()
    for channel in CHANNELS:
        here, mine = [one for one in devices if one.channel == channel], getattr(chosen, channel)
        usual = next((f": {one.name}" for one in here if one.default), "")
        made.append((channel, None, HEADINGS[channel], False))
        made.append((channel, "", f"{DEFAULTS[channel]}{usual}", not mine))
        made += [(channel, one.id, one.name or one.id, one.id == mine) for one in here]
        if mine and all(one.id != mine for one in here):
            made.append((channel, mine, f"{mine}, {GONE}", True))
    return made


def _dotted(form: str, state: HearingState, dots: dict[Channel, str], wrong: Trouble | None) -> str:
    """Each channel's dot before what is said of it."""
    fine = [channel for channel in state.channels if wrong is None or channel != wrong.channel]
    parts = form.split(" · ")
    if wrong is not None:
        told = len(parts) - 1  # the last one says what is wrong
        return " · ".join([*(f"{dots[channel]} {part}" for channel, part in zip(fine[:told], parts, strict=False)), parts[-1]])
    if not fine:
        return form
    if len(parts) == len(fine):
        return " · ".join(f"{dots[channel]} {part}" for channel, part in zip(fine, parts, strict=True))
    return f"{''.join(dots[channel] for channel in fine)} {form}"
