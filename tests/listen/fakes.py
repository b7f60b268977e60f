"""A recorder whose sound is made by the test, and a clock that the test moves."""

import math
from array import array
from collections import deque

from mentortui.core.hearing_values import Channel, Device, Trouble
from mentortui.listen.recorder import RATE, NotHeard


class Clock:
    """Microseconds since the machine came up."""

    def __init__(self) -> None:
        self.now = 1_000_000_000

    def __call__(self) -> int:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += round(seconds * 1_000_000)


class FakeStream:
    """Gives what it was given."""

    def __init__(self, channel: Channel, device: str) -> None:
        self.channel = channel
        self.device = device
        self.stale = False
        self.closed = False
        self.waiting: deque[bytes] = deque()
        self.ends: NotHeard | None = None

    def read(self) -> bytes:
        if self.ends is not None:
            raise self.ends
        sound = b"".join(self.waiting)
        self.waiting.clear()
        return sound

    def close(self) -> None:
        self.closed = True


class FakeRecorder:
    """Opens what is plugged in."""

    def __init__(self) -> None:
        self.plugged: dict[Channel, str] = {"microphone": "Microphone", "call": "Headset"}
        self.opened: list[FakeStream] = []
        self.wrongs: tuple[Trouble, ...] = ()
        self.closed = False

    def devices(self) -> tuple[Device, ...]:
        return tuple(Device(name, name, channel, True) for channel, name in self.plugged.items())

    def open(self, channel: Channel, device: str) -> FakeStream:
        if channel not in self.plugged:
            raise NotHeard(Trouble("no device", channel))
        self.opened.append(FakeStream(channel, self.plugged[channel]))
        return self.opened[-1]

    def told(self) -> tuple[Trouble, ...]:
        return self.wrongs

    def close(self) -> None:
        self.closed = True

    def give(self, channel: Channel, sound: bytes) -> None:
        """To the stream of this channel that is open now."""
        for stream in self.opened:
            if stream.channel == channel and not stream.closed:
                stream.waiting.append(sound)


def quiet(seconds: float) -> bytes:
    """A microphone into which nobody speaks."""
    return array("h", [(number * 7919) % 25 - 12 for number in range(round(seconds * RATE))]).tobytes()


def zeros(seconds: float) -> bytes:
    """A microphone that is muted."""
    return bytes(2 * round(seconds * RATE))


def loud(seconds: float) -> bytes:
    """A voice, as far as `LoudIsVoice` can tell."""
    return array("h", [round(8_000 * math.sin(number / 8)) for number in range(round(seconds * RATE))]).tobytes()
