"""What would be heard: both channels for some seconds, for whoever wants to know before a call whether hearing works."""

from collections.abc import Callable
from typing import Protocol

import msgspec

from mentortui.core.hearing_values import CHANNELS, SILENT, Channel, HearingState, Trouble

LOOKS = 10
"""Looks a second: a word lasts for two or three of them."""


class Listener(Protocol):
    """As much of the ear as a check needs."""

    @property
    def state(self) -> HearingState: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


class ChannelChecked(msgspec.Struct, frozen=True, kw_only=True):
    """How one channel was."""

    device: str = ""
    heard: bool = False
    """Whether it delivered when the check ended."""
    loudest: float = SILENT
    """dB below full scale."""
    voice: float = 0.0
    """For how much of the time somebody was heard on it, 0..1."""


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found."""

    microphone: ChannelChecked = ChannelChecked()
    call: ChannelChecked = ChannelChecked()
    troubles: tuple[Trouble, ...] = ()
    """Those at its end: one that went by itself needs nobody."""

    @property
    def well(self) -> bool:
        """Whether both channels were heard, and none is muted. That nothing was played meanwhile is no fault."""
        muted = any(trouble.kind == "muted" for trouble in self.troubles)
        return self.microphone.heard and self.call.heard and not muted


def check(
    listener: Listener, seconds: int, wait: Callable[[float], object], each: Callable[[int, HearingState], None] | None = None
) -> Checked:
    """Listens for so long, and says what it found. `wait` lets that many seconds pass; `each` is told once a second.

    What was listened to is let go of also where `each` or `wait` raises.
    """
    states: list[HearingState] = []
    listener.start()
    try:
        for second in range(1, seconds + 1):
            for _ in range(LOOKS):
                wait(1 / LOOKS)
                states.append(listener.state)
            if each is not None:
                each(second, states[-1])
    finally:
        listener.stop()
    return found(states)


def found(states: list[HearingState]) -> Checked:
    """What so many looks at equal distances come to."""
    if not states:
        return Checked()
    microphone, call = (_channel(channel, states) for channel in CHANNELS)
    return Checked(microphone=microphone, call=call, troubles=states[-1].troubles)


def _channel(channel: Channel, states: list[HearingState]) -> ChannelChecked:
    looks = [getattr(state, channel) for state in states]
    heard = [look for look in looks if look.heard]
    return ChannelChecked(
        device=next((look.device for look in reversed(looks) if look.device), ""),
        heard=looks[-1].heard,
        loudest=max((look.level for look in heard), default=SILENT),
        voice=sum(look.voice for look in looks) / len(looks),
    )
