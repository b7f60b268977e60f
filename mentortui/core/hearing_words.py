"""What is said of hearing: in the header, on the page on which it is checked, and on the command line.

Names of devices, and what the system said, are text from elsewhere: they come out visible and cut. What is said of the call
by itself is a remark for `WORTH_A_LOOK`, since whoever listens says nothing.
"""

from collections.abc import Mapping

import msgspec

from mentortui.core.durations import MINUTE, SECOND
from mentortui.core.hearing_values import CHANNELS, SILENT, Channel, ChannelState, HearingState, Trouble, TroubleKind
from mentortui.core.text import counted, fit, visible, width

KEEPS = (
    "Listen tells from your microphone and from what the call plays who speaks when. It keeps those times, and no sound: what "
    "it hears is gone within a second, no file is written, nothing leaves this machine."
)
"""What it does and does not keep."""

TELL_THEM = (
    "My program notes which side of our call speaks when, so that neither of us has to press a key. It keeps times only: no "
    "sound, no words, and nothing leaves my machine. Is that all right with you?"
)
"""For the other person, to be copied into the call's chat."""

EXTRA = "mentortui[listen]"
"""What is installed for it."""

INSTALL = f"pip install '{EXTRA}'"
"""The one command, where it is not known which environment this is."""

WORTH_A_LOOK = 2 * MINUTE
"""A call that is silent for so long may be played somewhere else."""

_LONGEST_DETAIL = 40  # cells of a device's name, or of what the system said


class _Said(msgspec.Struct, frozen=True):
    """A trouble in words; what stands in braces is filled in by `_filled`."""

    sentence: str
    head: str
    """For the header: what it is, without what to do."""
    short: str
    """For where even that has no room."""


_KEYS = "keys say who speaks until then"
_SAID: Mapping[TroubleKind, _Said] = {
    "not installed": _Said(
        "Listen needs its model of voice, which is not installed: {detail}", "Listen is not installed", "not installed"
    ),
    "no server": _Said(
        f"No sound server answers{{said}}: start PulseAudio or PipeWire. It is tried again every 2 s; {_KEYS}.",
        "no sound server answers",
        "no sound server",
    ),
    "denied": _Said(
        f"This program may not hear {{channel}}{{said}}: allow it in the system's settings for sound; {_KEYS}.",
        "not allowed to hear {channel}",
        "not allowed",
    ),
    "no device": _Said(
        f"There is no {{device}} to listen to: plug it in, or choose another; {_KEYS}.", "no {one} to listen to", "no {one}"
    ),
    "no loopback": _Said(
        "What the call plays cannot be had on this machine{said}: only you are heard, the rest is the other, or nobody.",
        "the call cannot be heard",
        "only you heard",
    ),
    "gone": _Said(
        "{Channel}{named} is gone: plug it in again, or choose another. It comes back by itself.",
        "{channel} is gone",
        "{one} is gone",
    ),
    "stalled": _Said(
        "{Channel}{named} has delivered nothing for {long}: it is started anew; if that does not help, choose another.",
        "nothing comes from {channel}",
        "{one} is stuck",
    ),
    "muted": _Said(
        "Your microphone{named} gives no sound at all: is it muted? Only keys say when you speak.",
        "no sound from your microphone: is it muted?",
        "mic muted?",
    ),
    "no sound": _Said(
        "No sound from {channel} for {long}: is {the} right?",
        "no sound from {channel} for {long}: is {the} right?",
        "{channel}: no sound",
    ),
    "other output": _Said(
        "Something plays{on}, and not where the call is listened to: choose that output if it is the call.",
        "the call plays elsewhere: is the output right?",
        "other output?",
    ),
    "clipped": _Said(
        "{Channel} is too loud: turn it down until its loudest words no longer reach the top.",
        "{channel} is too loud",
        "{one} too loud",
    ),
    "loudspeakers": _Said(
        "Your microphone hears the call, which does not count as you: with a headset it is surer.",
        "the call comes in by your microphone",
        "loudspeakers",
    ),
    "behind": _Said(
        "This machine could not keep up, so a part was not heard: it is unsure, or as keys say.",
        "could not keep up",
        "behind",
    ),
    "broken": _Said(
        f"Listening stopped{{said}}. It is tried again every 2 s; {_KEYS}.",
        "listening stopped: tried again",
        "not listening",
    ),
}
_CHANNEL: Mapping[Channel | str, str] = {"microphone": "your microphone", "call": "the call", "": "the sound"}
_ONE: Mapping[Channel | str, str] = {"microphone": "microphone", "call": "output", "": "device"}
_THE: Mapping[Channel | str, str] = {"microphone": "the microphone", "call": "the output", "": "the device"}
_ON: Mapping[Channel, str] = {"microphone": "hearing you", "call": "hearing the call"}


def trouble_words(trouble: Trouble, now: int) -> str:
    """What is wrong and what to do, in one sentence. `now` is of the same clock as the trouble's `since`."""
    if remark(trouble, now) and trouble.kind == "no sound":
        return f"No sound from {_CHANNEL[trouble.channel]} for {for_how_long(now - trouble.since)}: nobody speaks there."
    if trouble.kind == "no sound" and trouble.channel == "microphone":
        named = f" “{fit(trouble.detail, _LONGEST_DETAIL)}”" if trouble.detail else ""
        return f"Your microphone{named} has heard no voice for {for_how_long(now - trouble.since)}: is it the one you speak into?"
    if trouble.kind == "muted" and trouble.channel == "call":
        return _filled("The output{named} is muted, so the call is not heard: turn its sound on again.", trouble, now)
    if trouble.kind == "not installed" and not trouble.detail:
        return _filled(_SAID[trouble.kind].sentence, msgspec.structs.replace(trouble, detail=INSTALL), now)
    return _filled(_SAID[trouble.kind].sentence, trouble, now)


def head_words(trouble: Trouble, now: int) -> tuple[str, str]:
    """The same for the header, and shorter still."""
    if remark(trouble, now) and trouble.kind == "no sound":
        said = f"{_CHANNEL[trouble.channel]} is silent"
        return said, said
    if trouble.kind == "no sound" and trouble.channel == "microphone":
        return "no voice from your microphone: is it the right one?", "other mic?"
    if trouble.kind == "muted" and trouble.channel == "call":
        return "the output is muted", "output muted"
    said_so = _SAID[trouble.kind]
    return _filled(said_so.head, trouble, now), _filled(said_so.short, trouble, now)


def remark(trouble: Trouble, now: int) -> bool:
    """Whether it only says how things are, and nothing has to be done: loudspeakers, a machine on which the call cannot be had,
    and a call in which nobody has spoken for less than WORTH_A_LOOK."""
    if trouble.kind == "no sound":
        return trouble.channel == "call" and now - trouble.since < WORTH_A_LOOK
    return trouble.kind in ("loudspeakers", "no loopback")


def header_forms(state: HearingState, now: int) -> tuple[str, ...]:
    """`hearing you · hearing the call`, or what is wrong, in fewer and fewer words."""
    grave = next((one for one in state.troubles if not remark(one, now)), None)
    lightly = {one.channel: one for one in state.troubles if remark(one, now) and one.kind == "no sound"}
    if grave is not None:
        long, short = head_words(grave, now)
        fine = tuple(_ON[channel] for channel in state.channels if channel != grave.channel)
        forms = dict.fromkeys((" · ".join((*fine, long)), long, " · ".join((*fine, short)), short))
        return tuple(sorted(forms, key=width, reverse=True))
    heard = state.channels
    if heard == CHANNELS:
        if "call" in lightly:
            said = head_words(lightly["call"], now)[0]
            return f"hearing you · {said}", "you · call silent", "heard"
        return "hearing you · hearing the call", "hearing you · call", "hearing both", "heard"
    if heard == ("microphone",):
        return "hearing you, not the call", "hearing only you", "only you"
    if heard == ("call",):
        return "hearing the call, not you", "hearing the call", "only the call"
    return "nothing is heard yet", "not heard yet", "…"


def header_words(state: HearingState, now: int, cells: int) -> str:
    """The longest of `header_forms` that fits into so many cells; empty where none does."""
    return next((form for form in header_forms(state, now) if width(form) <= cells), "")


def for_how_long(us: int) -> str:
    """`8 seconds`, `2 minutes`: in seconds up to ten, then in tens, then in minutes, so that it seldom changes."""
    if us >= MINUTE:
        return counted(us // MINUTE, "minute")
    seconds = max(0, us) // SECOND
    return counted(seconds if seconds < 10 else seconds // 10 * 10, "second")


def level_words(level: float) -> str:
    """How loud that is, dB below full scale: for a voice the middle of the scale is right."""
    if level <= SILENT + 10:
        return "no sound"
    for at_most, said in ((-60.0, "quiet"), (-45.0, "faint"), (-9.0, "good")):
        if level <= at_most:
            return said
    return "too loud"


def level_cells(level: float, cells: int) -> int:
    """How many of so many cells a level fills: 0 dB all of them, from -60 dB on none, as far as speech reaches."""
    return max(0, min(cells, round((level + 60) / 60 * cells)))


def channel_words(channel: Channel, state: ChannelState) -> str:
    """One channel now, for the page on which it is checked: `your microphone: a voice, good`."""
    if not state.heard:
        return f"{_CHANNEL[channel]}: not heard"
    what = "a voice" if state.voice else "no voice"
    return f"{_CHANNEL[channel]}: {what}, {level_words(state.level)}"


def device_words(channel: Channel, state: ChannelState) -> str:
    """What it listens to: the device's name, or that the system chooses."""
    return fit(state.device, _LONGEST_DETAIL) if state.device else f"whichever {_ONE[channel]} the system uses"


def _filled(said: str, trouble: Trouble, now: int) -> str:
    # A command of ours is of no use cut; anything else is text from elsewhere.
    detail = visible(trouble.detail) if trouble.kind == "not installed" else fit(trouble.detail, _LONGEST_DETAIL)
    channel = _CHANNEL[trouble.channel]
    return said.format(
        channel=channel,
        Channel=channel[0].upper() + channel[1:],
        one=_ONE[trouble.channel],
        the=_THE[trouble.channel],
        device=detail or _ONE[trouble.channel],
        named=f" “{detail}”" if detail else "",
        on=f" on “{detail}”" if detail else "",
        said=f" ({detail})" if detail else "",
        detail=detail,
        long=for_how_long(now - trouble.since) if trouble.since else "a while",
    )
