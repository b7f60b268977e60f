"""One channel: its stream opened, and opened anew until it delivers; its sound cut into frames, each with its moment."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress

from mentortui.core.durations import SECOND
from mentortui.core.hearing_values import FRAME, SILENT, Channel, Frame, Trouble
from mentortui.listen.framing import Framing
from mentortui.listen.recorder import RATE, WIDTH, NotHeard, Recorder, Stream

AGAIN = 2 * SECOND
"""Until a device that could not be opened, or ended, is opened anew."""

SILENT_FOR = 3 * SECOND
"""A stream that brings nothing for so long stands still: it is opened anew."""

DELIVERS = SECOND
"""A channel that brought nothing for so long is heard no longer."""

LOOKED_BACK = 2 * SECOND
"""How far back the clock of a stream looks for the read that waited least."""

OFF = 60_000
"""Microseconds that a stream may be off before its frames get other moments: two frames. Moved at each wobble, they would now and
then fall into the same moment, and leave another without."""

PIECE = 8 * 1024
"""Bytes of which frames are made at a time, a quarter of a second of sound."""

LOUDEST_OF = 16
"""Frames that are one reading of the level, half a second."""


class StreamClock:
    """When a stream began, by how much of it there is and when that came.

    Sound comes in pieces and late, and never before it was heard: of the last reads the one that waited least tells the rest.
    So a device whose clock goes wrong by some parts in ten thousand is followed over hours, and one that paused after 2 s.
    """

    def __init__(self) -> None:
        self.bytes = 0
        self._began: deque[tuple[int, int]] = deque()
        """When each of the last reads came, and when the stream would have begun had it not waited; the least first."""
        self._start: int | None = None

    def came(self, now: int, count: int) -> int:
        """When the stream began, had it run without a pause to what comes now: so many bytes, read at `now`."""
        self.bytes += count
        began = now - self.bytes * SECOND // (RATE * WIDTH)
        while self._began and self._began[-1][1] >= began:
            self._began.pop()
        self._began.append((now, began))
        while self._began[0][0] < now - LOOKED_BACK:
            self._began.popleft()
        found = self._began[0][1]
        if self._start is None or abs(found - self._start) > OFF:
            self._start = found
        return self._start


class Line:
    """One channel. All of it is used by the ear's thread alone."""

    def __init__(self, channel: Channel, device: str, framing: Framing) -> None:
        self.channel = channel
        self.frames: deque[tuple[int, Frame]] = deque()
        """With the moment at which each began; whoever takes them empties it, by `take`."""
        self.trouble: Trouble | None = None
        """Why it is not open."""
        self.device = ""
        self.opened = 0
        self._wanted = device
        self._framing = framing
        self._stream: Stream | None = None
        self._clock = StreamClock()
        self._made = 0
        self._again = 0
        self._since = 0
        """From when on it should deliver."""
        self._came = 0
        self._levels: deque[float] = deque(maxlen=LOUDEST_OF)

    @property
    def is_open(self) -> bool:
        return self._stream is not None

    @property
    def level(self) -> float:
        """The loudest of the last half second, dB."""
        return max(self._levels, default=SILENT)

    def heard(self, now: int) -> bool:
        """Whether it delivers. While it is opened anew for another device it does; while something is wrong it does not."""
        return self.trouble is None and self._came > 0 and now - self._came < DELIVERS

    def step(self, recorder: Recorder, boot: Callable[[], int], hears: bool, over: Callable[[], bool]) -> None:
        """Opens what is not open, and makes frames of what has come; what comes while it does not hear is thrown away. Leaves it
        halfway when all is `over`."""
        now = boot()
        stream = self._stream
        if stream is not None and stream.stale:
            self._close(None, now)
            self._again = now
            stream = None
        if stream is None:
            if now >= self._again:
                self._open(now, recorder)
            return
        try:
            sound = stream.read()
        except NotHeard as error:
            self._close(error.trouble, now)
            return
        if sound:
            self._take(boot(), sound, hears, over)
        elif now - max(self._came, self._since) >= SILENT_FOR:
            self._close(Trouble("stalled", self.channel, detail=stream.device), now)

    def take(self) -> Iterator[tuple[int, Frame]]:
        """The frames that wait, each once; also by another thread than the one that makes them."""
        with suppress(IndexError):
            while True:
                yield self.frames.popleft()

    def close(self) -> None:
        """Nothing is recorded any more."""
        if self._stream is not None:
            self._stream.close()
        self._stream = None

    def _open(self, now: int, recorder: Recorder) -> None:
        try:
            self._stream = recorder.open(self.channel, self._wanted)
        except NotHeard as error:
            self._close(error.trouble, now)
            return
        self.device = self._stream.device
        self.opened = now
        self.forget(now)

    def forget(self, now: int) -> None:
        """What comes next does not go on from what came, and is waited for anew."""
        self._since = now
        self._clock = StreamClock()
        self._made = 0
        self._framing.forget()
        self.frames.clear()
        self._levels.clear()

    def _close(self, trouble: Trouble | None, now: int) -> None:
        """Why stands until sound comes again, and since when it does; a device that is only changed for another is no trouble."""
        self.close()
        self._again = now + AGAIN
        if trouble is not None:
            since = self.trouble.since if self.trouble is not None and self.trouble.kind == trouble.kind else now
            self.trouble = Trouble(trouble.kind, trouble.channel, since, trouble.detail)

    def _take(self, now: int, sound: bytes, hears: bool, over: Callable[[], bool]) -> None:
        if self._stream is not None:
            self.device = self._stream.device
        self._came = now
        self.trouble = None
        if not hears:
            return
        began = self._clock.came(now, len(sound))
        for start in range(0, len(sound), PIECE):
            for frame in self._framing.feed(sound[start : start + PIECE]):
                self.frames.append((began + self._made * FRAME, frame))
                self._levels.append(frame.level)
                self._made += 1
            if over():
                return
