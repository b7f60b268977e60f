"""The program's own listening, fed with a scene as bytes on two streams, faster than time; all of it but its thread."""

from collections.abc import Callable

from mentortui.core.hearing_values import Channel, Chosen, Device, HeardChange, Trouble
from mentortui.listen.ear import Listening
from mentortui.listen.recorder import RATE, WIDTH, NotHeard
from mentortui.listen.voice_model import load
from tests.sound.scenes import SECOND, Scene

BEGAN = 5_000 * SECOND
"""What the clock says at the scene's first sample."""
LOOK = SECOND // 10
LATE = {"microphone": 70_000, "call": 110_000}
"""Microseconds by which each stream comes late, as those of a sound server do; the pieces are as long as a look."""


class Clock:
    """A number that the test moves."""

    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> int:
        return self.now


class Played:
    """A stream that brings what a scene has by now."""

    stale = False

    def __init__(self, channel: Channel, sound: bytes, clock: Callable[[], int]) -> None:
        self.device = channel
        self._sound = sound
        self._late = LATE[channel]
        self._clock = clock
        self._read = 0

    def read(self) -> bytes:
        to = max(0, self._clock() - BEGAN - self._late) * RATE // SECOND * WIDTH
        new = self._sound[self._read : to]
        self._read += len(new)
        return new

    def close(self) -> None:
        """Nothing is held."""


class Player:
    """A recorder whose two devices play a scene; `loopback`: whether what the call plays can be had on this machine."""

    def __init__(self, scene: Scene, clock: Callable[[], int], *, loopback: bool = True) -> None:
        self._loopback = loopback
        self._sound = {"microphone": scene.microphone, "call": scene.call}
        self._clock = clock

    def devices(self) -> tuple[Device, ...]:
        return ()

    def open(self, channel: Channel, device: str) -> Played:
        if channel == "call" and not self._loopback:
            raise NotHeard(Trouble("no loopback", "call"))
        return Played(channel, self._sound[channel], self._clock)

    def told(self) -> tuple[Trouble, ...]:
        return ()

    def close(self) -> None:
        """Nothing is held."""


def through_the_ear(scene: Scene, *, loopback: bool = True) -> tuple[tuple[HeardChange, ...], frozenset[str]]:
    """Who was heard, from the scene's first sample on; and what was said to be wrong meanwhile."""
    clock = Clock()
    listening = Listening(Chosen(), Player(scene, clock, loopback=loopback), load(), clock)
    told, wrong = list[HeardChange](), set[str]()
    while clock.now < BEGAN + scene.length + max(LATE.values()):
        clock.now += LOOK
        listening.read(True, lambda: False)
        told += listening.hear()
        wrong |= {trouble.kind for trouble in listening.state().troubles}
    told += listening.finish(BEGAN + scene.length)
    listening.close()
    return tuple(HeardChange(max(0, one.began - BEGAN), one.who) for one in told), frozenset(wrong)
