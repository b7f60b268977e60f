"""What tests of listening play, and what stands in for the model of voice: whatever is loud."""

import math
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mentortui.core.hearing_values import Chosen, HeardChange, HearingState, Trouble, TroubleKind, Who
from mentortui.listen.ear import Ear
from mentortui.listen.voice_model import VoiceModel

RATE = 16_000
FAULT = 10.0
"""Seconds within which a fault is said, and within which what came back is heard again."""


class LoudIsVoice:
    """A model for tones."""

    def probability(self, samples: bytes) -> float:
        return 0.9 if max(array("h", samples)) > 1000 else 0.0

    def forget(self) -> None:
        """It remembers nothing."""


def loud_is_voice() -> Callable[[], VoiceModel]:
    return LoudIsVoice


def boot() -> int:
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000


def tone(path: Path, *, seconds: float, silent: float = 0.0, hertz: float = 300, peak: int = 8_000) -> Path:
    """A file of raw samples: so much silence with a little noise in it, so much tone."""
    hiss = array("h", [(number * 7919) % 9 - 4 for number in range(round(silent * RATE))])
    sound = array("h", [round(peak * math.sin(math.tau * hertz * number / RATE)) for number in range(round(seconds * RATE))])
    path.write_bytes((hiss + sound).tobytes())
    return path


def hiss(path: Path, seconds: float = 120.0) -> Path:
    """The noise of a microphone that is on, and into which nobody speaks."""
    second = array("h", [(number * number * 31 + number * 7919) % 25 - 12 for number in range(RATE)])
    path.write_bytes(second.tobytes() * round(seconds))
    return path


def boot_seconds() -> float:
    return boot() / 1e6


class Listened:
    """An ear, and what it told so far."""

    def __init__(self, ear: Ear) -> None:
        self.ear = ear
        self.changes: list[HeardChange] = []

    @property
    def state(self) -> HearingState:
        return self.ear.state

    def until(self, there: Callable[[HearingState], bool], within: float = FAULT) -> HearingState:
        """The first state of which that is true. Fails the test if none comes."""
        deadline = time.monotonic() + within
        while True:
            self.changes += self.ear.take()
            state = self.ear.state
            if there(state):
                return state
            if time.monotonic() > deadline:
                pytest.fail(f"not within {within} s; it is {state}, and told {self.changes}")
            time.sleep(0.02)

    def until_trouble(self, kind: TroubleKind, channel: str | None = None, within: float = FAULT) -> Trouble:
        """That is told."""

        def told(state: HearingState) -> list[Trouble]:
            return [one for one in state.troubles if one.kind == kind and channel in (None, one.channel)]

        return told(self.until(lambda state: bool(told(state)), within))[0]

    def until_without(self, *kinds: TroubleKind, within: float = FAULT) -> HearingState:
        """None of these is told any more."""
        return self.until(lambda state: not any(one.kind in kinds for one in state.troubles), within)

    def until_heard(self, *who: Who, within: float = FAULT) -> None:
        """These had the floor, in this order, among others."""

        def found(state: HearingState) -> bool:
            told = [change.who for change in self.changes]
            for one in who:
                if one not in told:
                    return False
                told = told[told.index(one) + 1 :]
            return True

        self.until(found, within)

    def until_both(self, within: float = FAULT) -> HearingState:
        return self.until(lambda state: state.channels == ("microphone", "call"), within)


@contextmanager
def listening(chosen: Chosen | None = None) -> Iterator[Listened]:
    """An ear at work. That it stops within a second is asserted each time."""
    ear = Ear(chosen or Chosen(), boot, model=loud_is_voice)
    ear.start()
    try:
        yield Listened(ear)
    finally:
        before = time.monotonic()
        ear.stop()
        took = time.monotonic() - before
    assert took < 1.0
