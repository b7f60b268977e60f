"""An ear that hears what a test says."""

import threading
from collections.abc import Callable

import pytest

from mentortui.core.hearing_values import Channel, ChannelState, Chosen, HeardChange, HearingState, Trouble, Who
from mentortui.listen.recorder import NotHeard
from mentortui.services import listener

BOTH: tuple[Channel, ...] = ("microphone", "call")


def hears(*channels: Channel, troubles: tuple[Trouble, ...] = ()) -> HearingState:
    """A state in which these deliver."""
    return HearingState(
        microphone=ChannelState(heard="microphone" in channels), call=ChannelState(heard="call" in channels), troubles=troubles
    )


class FakeEar:
    """Keeps what is `open` back until it is paused, as one that is not certain yet."""

    def __init__(self, chosen: Chosen, boot: Callable[[], int]) -> None:
        self.chosen = chosen
        self.boot = boot
        self.state = HearingState()
        self.open: list[HeardChange] = []
        self.acts: list[str] = []
        self.late: list[HeardChange] = []
        """Told by the second pause only."""
        self.breaks: Exception | None = None
        self._told: list[HeardChange] = []

    def start(self) -> None:
        self.acts.append("start")

    def stop(self) -> None:
        self.acts.append("stop")
        self.state = HearingState()

    def pause(self) -> None:
        if self.breaks is not None:
            raise self.breaks
        self.acts.append("pause")
        self._told += self.open
        self.open, self.late = self.late, []

    def resume(self) -> None:
        self.acts.append("resume")

    def take(self) -> tuple[HeardChange, ...]:
        told, self._told = self._told, []
        return tuple(told)

    def say(self, who: Who, ago: int = 0) -> None:
        """This one speaks since `ago` microseconds."""
        self._told.append(HeardChange(self.boot() - ago, who))


class Shop:
    """Makes them, and remembers each."""

    def __init__(self) -> None:
        self.made: list[FakeEar] = []
        self.refuses: Exception | None = None
        self.missing = ""
        self.tried = 0

    @property
    def ear(self) -> FakeEar:
        """The last one."""
        return self.made[-1]

    def make(self, chosen: Chosen, boot: Callable[[], int]) -> FakeEar:
        self.tried += 1
        if self.refuses is not None:
            raise self.refuses
        self.made.append(FakeEar(chosen, boot))
        return self.made[-1]


def not_heard(kind: str = "not installed") -> NotHeard:
    return NotHeard(Trouble(kind))  # type: ignore[arg-type]  # one of those there are


class Threads:
    """The threads that are started: run at once, or only when a test says so."""

    def __init__(self) -> None:
        self.held: list[Callable[[], None]] | None = None

    def hold(self) -> None:
        """From now on none of them gets anywhere."""
        self.held = []

    def go(self) -> None:
        """Those that were held run."""
        held, self.held = self.held or [], None
        for deed in held:
            deed()


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> Threads:
    """In the place of real ones."""
    made = Threads()

    class Held(threading.Thread):
        def start(self) -> None:
            if made.held is None:
                self.run()
            else:
                made.held.append(self.run)

        def join(self, timeout: float | None = None) -> None:
            """Nothing runs beside the test."""

    monkeypatch.setattr(listener, "Thread", Held)
    return made
