"""Two channels brought together: what both bring for the same 32 ms is one Sound."""

from collections.abc import Iterator, Mapping

from mentortui.core.durations import SECOND
from mentortui.core.hearing_values import CHANNELS, FRAME, Channel, Frame, Sound

PATIENCE = 600_000
"""Microseconds that one channel waits for the other: two reads, and what a busy machine adds."""

HELD = 3
"""Frames for which a channel stands in with its last one: two clocks that differ leave one out now and then, and a
device that hands over late is not gone."""

AT_MOST = 5 * SECOND
"""What neither channel brought for so long was never heard: it is left out instead of told frame by frame."""


class Pairing:
    """Frames with their moments in, Sounds in order out; each moment once, none twice."""

    def __init__(self) -> None:
        self._frames: dict[Channel, dict[int, Frame]] = {channel: {} for channel in CHANNELS}
        self._last: dict[Channel, tuple[int, Frame] | None] = dict.fromkeys(CHANNELS)
        self._next: int | None = None

    def put(self, channel: Channel, at: int, frame: Frame) -> None:
        """What comes after its moment was told is too late and dropped."""
        slot = (at + FRAME // 2) // FRAME
        if self._next is None or slot >= self._next:
            self._frames[channel][slot] = frame

    def ready(self, now: int, delivering: Mapping[Channel, bool]) -> Iterator[Sound]:
        """What is complete: all that deliver have come so far, or have been waited for."""
        newest = {channel: max(frames) for channel, frames in self._frames.items() if frames}
        if not newest:
            return
        first = min(min(frames) for frames in self._frames.values() if frames)
        if self._next is None or first > self._next + AT_MOST // FRAME:
            self._next = first
        complete = min(
            (newest.get(channel, self._next - 1) for channel in CHANNELS if delivering.get(channel, False)),
            default=max(newest.values()),
        )
        waited = min(max(newest.values()), (now - PATIENCE) // FRAME)
        while self._next <= max(complete, waited):
            slot = self._next
            self._next += 1
            sound = Sound(slot * FRAME, self._of("microphone", slot), self._of("call", slot))
            if sound.microphone is not None or sound.call is not None:
                yield sound

    def _of(self, channel: Channel, slot: int) -> Frame | None:
        frame = self._frames[channel].pop(slot, None)
        if frame is not None:
            self._last[channel] = (slot, frame)
            return frame
        last = self._last[channel]
        return last[1] if last is not None and slot - last[0] <= HELD else None
