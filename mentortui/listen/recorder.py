"""What every way of recording offers: devices, a stream of one of them, and what the system says is wrong.

Streams carry one kind of sound alone: signed 16 bit, little-endian, one channel, 16 kHz. Whoever records brings it there.
"""

from typing import Protocol

from mentortui.core.hearing_values import Channel, Device, Trouble

RATE = 16_000
"""Samples a second of every stream."""

WIDTH = 2
"""Bytes a sample."""


class NotHeard(Exception):
    """A device, or all of them, cannot be heard; `trouble` says which and why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(f"{trouble.kind} {trouble.channel} {trouble.detail}".strip())
        self.trouble = trouble


class Stream(Protocol):
    """The sound of one device, as long as it is open."""

    @property
    def device(self) -> str:
        """What it listens to, as people know it."""
        ...

    @property
    def stale(self) -> bool:
        """Whether another device is now the one that was asked for, or this one is gone: open it anew."""
        ...

    def read(self) -> bytes:
        """All that has come since, perhaps nothing; it never waits. Raises NotHeard where the stream has ended."""
        ...

    def close(self) -> None:
        """Nothing is recorded any more. Never raises."""
        ...


class Recorder(Protocol):
    """One way of recording on this machine. `open` and `told` are called by one thread, the ear's."""

    def devices(self) -> tuple[Device, ...]:
        """What can be listened to; asks the system and may take seconds. Raises NotHeard: no server, denied, stalled."""
        ...

    def open(self, channel: Channel, device: str) -> Stream:
        """A stream of this device, by its id; of what the system uses by default if that is empty. Raises NotHeard."""
        ...

    def told(self) -> tuple[Trouble, ...]:
        """What the system says is wrong with what is open now; never waits.

        `muted` and `other output` of the call only count while the call is silent: levels decide, not this.
        """
        ...

    def close(self) -> None:
        """No more is asked of it. Never raises."""
        ...
