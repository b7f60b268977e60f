"""Recording on Windows and macOS by the library SoundCard. Written to its documentation, and not proven on either system.

Windows lets one listen to what an output plays. macOS does not: there a device that leads what is played back in as a microphone
(BlackHole and the like) stands for the call. The library has arrays of its own, which nothing outside this file sees.
"""

import sys
import threading
import time
import warnings
from array import array
from collections import deque
from collections.abc import Callable
from typing import Any

from mentortui.core.hearing_values import Channel, Device, Trouble
from mentortui.listen.recorder import RATE, NotHeard

LOOPED = ("blackhole", "loopback", "soundflower", "vb-cable", "vb-audio", "background music", "existential")
"""Of what macOS calls microphones those whose names say that they hear what is played."""

PIECE = RATE // 10
"""Samples that are asked for at a time."""

KEPT = 10
"""Pieces that wait at most, 1 s: whoever reads comes six times a second. Of more the oldest is gone."""

LOOKS = 2.0
"""Seconds until it is looked again which device the system uses by default."""

_HIGHEST = 32_767


def usual_library() -> Any:
    """SoundCard, kept from writing warnings over the screen. Raises NotHeard where it is not installed, or does not start."""
    try:
        import soundcard
    except ModuleNotFoundError as error:
        raise NotHeard(Trouble("not installed")) from error
    except Exception as error:
        raise NotHeard(Trouble("no server", detail=str(error))) from error
    warnings.filterwarnings("ignore", module=r"soundcard\b")
    return soundcard


class OtherRecorder:
    """A recorder by SoundCard. `library` and `platform` are handed in by tests."""

    def __init__(self, library: Callable[[], Any] = usual_library, platform: str = sys.platform) -> None:
        self._library = library
        self._windows = platform == "win32"
        self._streams: list[ThreadStream] = []

    def devices(self) -> tuple[Device, ...]:
        """Microphones first."""
        found = [*self._places("microphone"), *self._places("call")]
        usual = {channel: self._usual(channel) for channel in ("microphone", "call")}
        return tuple(
            Device(str(place.id), str(place.name), channel, str(place.id) == usual[channel])
            for channel, place in ((self._channel(place), place) for place in found)
        )

    def open(self, channel: Channel, device: str) -> "ThreadStream":
        """Begins to record on a thread of its own, which is left to itself where the system never answers."""
        wanted = device or self._usual(channel)
        places = self._places(channel)
        place = next((place for place in places if str(place.id) == wanted), None)
        if place is None and device:
            raise NotHeard(Trouble("gone", channel, detail=device))
        if place is None:
            raise NotHeard(Trouble("no loopback" if channel == "call" else "no device", channel))
        follows = None if device else lambda: self._usual(channel) != wanted
        stream = ThreadStream(channel, place, follows)
        self._streams = [one for one in self._streams if not one.closed] + [stream]
        return stream

    def told(self) -> tuple[Trouble, ...]:
        """Neither system says more than its levels do."""
        return ()

    def close(self) -> None:
        """Its streams too."""
        for stream in self._streams:
            stream.close()

    def _channel(self, place: Any) -> Channel:
        """On Windows what listens to an output says so itself."""
        looped = bool(place.isloopback) if self._windows else any(word in str(place.name).lower() for word in LOOPED)
        return "call" if looped else "microphone"

    def _places(self, channel: Channel) -> list[Any]:
        library = self._library()
        try:
            all_of_them = library.all_microphones(include_loopback=True) if self._windows else library.all_microphones()
            return [place for place in all_of_them if self._channel(place) == channel]
        except Exception as error:  # the library raises whatever the system's codes make it raise
            raise NotHeard(Trouble("no server", channel, detail=str(error))) from error

    def _usual(self, channel: Channel) -> str:
        """The id of what is used where nothing is chosen; empty where there is none. Windows has an output's own id for it."""
        library = self._library()
        try:
            if channel == "microphone":
                return str(library.default_microphone().id)
            if self._windows:
                return str(library.default_speaker().id)
        except Exception:  # without a device the library raises what it will
            return ""
        return next((str(place.id) for place in self._places("call")), "")


class ThreadStream:
    """What one thread records: the library waits for its samples, so it must not be ours that does."""

    def __init__(self, channel: Channel, place: Any, moved: Callable[[], bool] | None) -> None:
        """`moved`: whether the system uses another device by default by now; None where this one was chosen."""
        self.channel = channel
        self.device = str(place.name)
        self.stale = False
        self.closed = False
        self._place = place
        self._moved = moved
        self._pieces: deque[bytes] = deque(maxlen=KEPT)
        self._wrong = ""
        self._ended = False
        self._thread = threading.Thread(target=self._record, name=f"hearing {channel}", daemon=True)
        self._thread.start()

    def read(self) -> bytes:
        """All that has come since. Raises NotHeard where the device went."""
        if self._ended and not self._pieces:
            raise NotHeard(Trouble("denied" if _denied(self._wrong) else "gone", self.channel, detail=self.device))
        taken = []
        while self._pieces:
            taken.append(self._pieces.popleft())
        return b"".join(taken)

    def close(self) -> None:
        """The thread ends with its next piece."""
        self.closed = True

    def _record(self) -> None:
        looked = time.monotonic()
        try:
            with self._place.recorder(samplerate=RATE, channels=1, blocksize=PIECE) as recording:
                while not self.closed:
                    self._pieces.append(as_bytes(recording.record(numframes=PIECE)))
                    if self._moved is not None and time.monotonic() - looked >= LOOKS:
                        looked = time.monotonic()
                        self.stale = self._moved()
        except Exception as error:  # a device that went, or the library's own: the ear opens it anew
            self._wrong = str(error)
        finally:
            self._ended = True


def as_bytes(samples: Any) -> bytes:
    """Signed 16 bit, little-endian, of an array of one channel of numbers from -1 to 1."""
    figures = array(
        "h", [max(-_HIGHEST - 1, min(_HIGHEST, round(float(one) * _HIGHEST))) for one in samples.reshape(-1).tolist()]
    )
    if sys.byteorder == "big":
        figures.byteswap()
    return figures.tobytes()


def _denied(said: str) -> bool:
    return any(word in said.lower() for word in ("denied", "permission", "0x80070005", "not authorized"))
