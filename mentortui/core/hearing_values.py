"""What passes between the machine's sound and a session: frames of two channels in, who speaks out. No samples, only figures.

Times named `at`, `since` and `began` are microseconds of the clock that counts across sleep (`Clock.boot`), until a session makes
them its own.
"""

from typing import Literal, TypeAlias

import msgspec

Channel: TypeAlias = Literal["microphone", "call"]
"""`microphone` is whoever is at the keys, `call` what the machine plays: the others."""

CHANNELS: tuple[Channel, ...] = ("microphone", "call")

Hears: TypeAlias = tuple[int, tuple[Channel, ...]]
"""From when on (active time of a session) these channels are heard."""

FRAME = 32_000
"""How long a frame is, microseconds: 512 samples at 16 kHz, which is what the models of voice look at."""

SILENT = -100.0
"""The level of no sound at all, dB below full scale; nothing is quieter."""


class Frame(msgspec.Struct, frozen=True):
    """One channel, for the length of a frame."""

    level: float
    """Root mean square, dB relative to full scale: SILENT..0."""
    voice: float = 0.0
    """How likely a voice is, 0..1; 0 where it was too quiet to look."""
    clipped: bool = False
    """Whether samples stand at full scale, as where a microphone is set too loud."""


class Sound(msgspec.Struct, frozen=True):
    """Both channels at one moment; None: that channel delivers nothing."""

    at: int
    """When the frame began."""
    microphone: Frame | None = None
    call: Frame | None = None


Who: TypeAlias = Literal["nobody", "me", "others", "both", "rest"]
"""Who speaks, as far as two channels tell. `others`: a voice from the call, which may be any of those behind it; `both`: that and
mine; `rest`: not me, where only the microphone is heard: the other, or nobody."""


class HeardChange(msgspec.Struct, frozen=True):
    """From `began` on this one speaks. What is told later never begins before what was told earlier."""

    began: int
    who: Who


TroubleKind: TypeAlias = Literal[
    "not installed",
    "no server",
    "denied",
    "no device",
    "no loopback",
    "gone",
    "stalled",
    "muted",
    "no sound",
    "other output",
    "clipped",
    "loudspeakers",
    "behind",
    "broken",
]
"""What is wrong with hearing. `no loopback`: the call's output cannot be had; `stalled`: a device that delivers nothing; `muted`:
a microphone of nothing but zeros; `no sound`: nothing from the call; `other output`: something plays, and not where it is
listened; `loudspeakers`: the microphone hears the call, which does not count; `behind`: this machine could not keep up."""


class Trouble(msgspec.Struct, frozen=True):
    """One thing that is wrong, since when, and with which channel; empty: with all."""

    kind: TroubleKind
    channel: Channel | Literal[""] = ""
    since: int = 0
    detail: str = ""
    """The name of a device, or what the system said: text from elsewhere."""


class ChannelState(msgspec.Struct, frozen=True):
    """How one channel is now."""

    heard: bool = False
    """Whether it delivers."""
    level: float = SILENT
    """The loudest of about the last half second, dB."""
    voice: bool = False
    """Whether somebody is heard on it now; an echo of the call is nobody."""
    device: str = ""
    """What it listens to, as the system calls it."""


class HearingState(msgspec.Struct, frozen=True, kw_only=True):
    """What is heard now: for the header, and for the page on which it is checked."""

    microphone: ChannelState = ChannelState()
    call: ChannelState = ChannelState()
    troubles: tuple[Trouble, ...] = ()
    """The worst first."""

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Those by which it is heard who speaks: they deliver, and are not muted, which is no silence of a person."""
        muted = {trouble.channel for trouble in self.troubles if trouble.kind == "muted"}
        return tuple(channel for channel in CHANNELS if getattr(self, channel).heard and channel not in muted)


class Device(msgspec.Struct, frozen=True):
    """Something the machine can listen to. Names come from elsewhere."""

    id: str
    """What the system is asked for."""
    name: str
    channel: Channel
    default: bool = False


class Chosen(msgspec.Struct, frozen=True):
    """Which devices to listen to, by their ids; empty: whatever the system uses by default, also when that changes."""

    microphone: str = ""
    call: str = ""
