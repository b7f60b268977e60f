"""Sound of one channel in, frames out: how loud, and how likely a voice.

Of the sound itself no more is held than what does not yet make a frame, and while the gate is closed the frame before.
"""

import math
from collections import deque
from operator import mul

from mentortui.core.hearing_values import SILENT, Frame
from mentortui.listen.voice_model import BYTES, SAMPLES, VoiceModel, as_samples

FAINTEST = -65.0
"""dB: below it the model is not asked. A voice into the quietest microphone we know of lies 10 dB above; a headset's own noise,
or a muted call's, lies below."""

ABOVE_NOISE = 3.0
"""dB over the quietest of the last seconds: below it the model is not asked. Steady noise varies by under 1 dB from frame to
frame, so that a fan costs nothing; a voice that is no louder than the room is none the model would find."""

NOISE_BLOCK = 31
NOISE_BLOCKS = 8
"""The quietest of about 8 seconds, a second at a time: nobody speaks that long without a gap of one frame, and a noise that
begins costs the model no longer than that."""

OPEN_FOR = 10
"""Frames the gate stays open after a loud one, 0.3 s: words have quiet ends, and the model hears better what is in one piece."""

PERHAPS = 0.3
"""How likely a voice is that keeps the gate open by itself, however quiet."""

FORGOTTEN_AFTER = 31
"""Frames of a closed gate, 1 s, after which what the model remembers is of another time."""

FULL_SCALE = 32_700
"""A sample from here on stands at full scale: changing the rate afterwards moves it a little."""

CLIPPED_FROM = 3
"""Samples at full scale in one frame that make it clipped: a loud peak may touch it once."""

_HIGHEST = 32_768.0


class Framing:
    """One channel's sound, cut into frames."""

    def __init__(self, model: VoiceModel) -> None:
        self._model = model
        self._rest = b""
        self.forget()

    def forget(self) -> None:
        """What comes next does not go on from what came: after a pause, or from another device."""
        self._rest = b""
        self._before = b""
        """The frame before, while the gate is closed: a word begins before it is loud."""
        self._open = 0
        self._closed = FORGOTTEN_AFTER
        self._quietest: deque[float] = deque(maxlen=NOISE_BLOCKS)
        self._block = (0, 0.0)

    def feed(self, sound: bytes) -> tuple[Frame, ...]:
        """The frames that are whole with these bytes, in order; what is left over is under one frame and waits for the next."""
        sound = self._rest + sound
        whole = len(sound) - len(sound) % BYTES
        self._rest = sound[whole:]
        return tuple(self._frame(sound[start : start + BYTES]) for start in range(0, whole, BYTES))

    def _frame(self, samples: bytes) -> Frame:
        level, clipped = look(samples)
        loud = level > FAINTEST and level > self._noise(level) + ABOVE_NOISE
        if loud:
            self._open = OPEN_FOR
        if not self._open:
            self._before = samples
            self._closed += 1
            return Frame(level, clipped=clipped)
        self._open -= 1
        voice = self._ask(samples)
        if voice >= PERHAPS:
            self._open = OPEN_FOR
        return Frame(level, voice, clipped)

    def _ask(self, samples: bytes) -> float:
        if self._closed >= FORGOTTEN_AFTER:
            self._model.forget()
        if self._before:
            self._model.probability(self._before)
        self._before = b""
        self._closed = 0
        return min(1.0, max(0.0, self._model.probability(samples)))

    def _noise(self, level: float) -> float:
        """The quietest of the last seconds before this frame, which it joins. SILENT while nothing is known: all is looked at."""
        count, quietest = self._block
        noise = min(self._quietest, default=SILENT)
        if count == 0 or level < quietest:
            quietest = level
        if count + 1 == NOISE_BLOCK:
            self._quietest.append(quietest)
            self._block = (0, 0.0)
        else:
            self._block = (count + 1, quietest)
        return noise


def look(samples: bytes) -> tuple[float, bool]:
    """How loud, dB below full scale without what only stands (a microphone's offset); and whether it is clipped."""
    if samples.count(0) == BYTES:
        return SILENT, False
    figures = as_samples(samples)
    squares = sum(map(mul, figures, figures))
    mean = sum(figures) / SAMPLES
    power = max(0.0, squares / SAMPLES - mean * mean)
    level = max(SILENT, 10 * math.log10(power / _HIGHEST**2)) if power > 0 else SILENT
    # Looked at one by one only where so many at full scale would leave that much power: each frame costs, also in silence.
    clipped = squares >= CLIPPED_FROM * FULL_SCALE**2 and sum(abs(figure) >= FULL_SCALE for figure in figures) >= CLIPPED_FROM
    return level, clipped
