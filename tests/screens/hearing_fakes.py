"""What hears, and what was chosen of it, as the tests say it is."""

from threading import Thread, current_thread

from mentortui.core.hearing_values import CHANNELS, SILENT, Channel, ChannelState, Chosen, Device, HearingState, Trouble
from mentortui.core.refused import Refused

MINUTE = 60_000_000
SOUND, CALL = "Built-in Audio Analog Stereo", "Monitor of Built-in Audio Analog Stereo"
DEVICES = (
    Device("mic", SOUND, "microphone", default=True),
    Device("yeti", "Yeti Stereo Microphone", "microphone"),
    Device("out.monitor", CALL, "call", default=True),
    Device("hdmi.monitor", "Monitor of HDMI / DisplayPort", "call"),
)
MISSING = "Listen needs its model of voice, which is not installed: pip install 'mentortui[listen]'"
BOTH = HearingState(
    microphone=ChannelState(heard=True, level=-38.0, device=SOUND),
    call=ChannelState(heard=True, level=-28.0, voice=True, device=CALL),
)
NO_CALL = HearingState(
    microphone=ChannelState(heard=True, level=-58.0, device=SOUND),
    call=ChannelState(heard=True, level=SILENT, device=CALL),
    troubles=(Trouble("no sound", "call", since=1),),
)
ONLY_ME = HearingState(
    microphone=ChannelState(heard=True, level=-30.0, voice=True, device=SOUND), troubles=(Trouble("no loopback", "call"),)
)
GONE = HearingState(troubles=(Trouble("gone", "microphone", detail=SOUND),))


def level(state: HearingState, channel: Channel, decibels: float, *, voice: bool = False) -> HearingState:
    """The same, with that channel so loud."""
    there = ChannelState(heard=True, level=decibels, voice=voice)
    kept = {one: getattr(state, one) for one in CHANNELS}
    return HearingState(troubles=state.troubles, **{**kept, channel: there})


class Hearing:
    """Hears what it is given, and remembers what was asked of it."""

    def __init__(self, state: HearingState = BOTH, *, on: bool = False, refuses: str = "") -> None:
        self.on = on
        self.state = state
        self.time = 2 * MINUTE + 1
        self.chosen: list[Chosen] = []
        self.taken = 0
        self.asked_by: list[Thread] = []
        self._refuses = refuses

    def now(self) -> int:
        return self.time

    def able(self) -> None:
        self.asked_by.append(current_thread())
        if self._refuses:
            raise Refused(self._refuses)

    def start(self) -> None:
        self.on = True

    def stop(self) -> None:
        self.on = False

    def take(self) -> bool:
        self.taken += 1
        return False

    def choose(self, chosen: Chosen) -> None:
        self.chosen.append(chosen)

    def hush(self) -> None:
        pass

    def close(self) -> None:
        self.on = False

    def wait(self) -> None:
        pass


class Choices:
    """In memory. `missing`: why nothing can be heard; `no_devices`: why the system does not say which there are."""

    def __init__(
        self,
        state: HearingState = BOTH,
        *,
        on: bool = False,
        missing: str = "",
        no_devices: str = "",
        devices: tuple[Device, ...] = DEVICES,
    ) -> None:
        self.on = on
        self.missing = missing
        self.chosen = Chosen()
        self.tried = Hearing(state, refuses=missing)
        self._devices = devices
        self._no_devices = no_devices

    def listens(self, slug: str) -> bool:
        return self.on

    def listen(self, slug: str, on: bool) -> None:
        if on and self.missing:
            raise Refused(self.missing)
        self.on = on

    def choose(self, chosen: Chosen) -> None:
        self.chosen = chosen

    def devices(self) -> tuple[Device, ...]:
        if self._no_devices:
            raise Refused(self._no_devices)
        return self._devices

    def trial(self) -> Hearing:
        return self.tried
