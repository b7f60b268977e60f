"""Where a voice is, on one channel: from how likely each frame is to hold one, to stretches with a beginning and an end.

What the constants were tuned on stands in docs/listening.md. Times are whole microseconds.
"""

from mentortui.core.hearing_values import FRAME

BEGINS = 0.5
"""So likely a frame must be for a voice to begin: what the makers of the model recommend."""
GOES_ON = 0.35
"""So likely it must stay for the voice to go on. Between the two a voice that fades at the end of a word is not cut in pieces."""
ENOUGH = 4 * FRAME
"""So much voice a stretch must have to be one. A key, a cup, a cough of a tenth of a second is often taken for a voice for two or
three frames, while the shortest "yes" has five."""
HOLD = 8 * FRAME
"""So long a voice may be away within a stretch: about the stop before a "t" or "k", and a breath. Longer pauses are none of this
module's: `core.recording` bridges those below a second."""
AFTER = 2 * FRAME
"""So much longer than the voice the model finds one, in the middle of many: it looks back."""


class Voices:
    """One channel, frame after frame. Keeps nothing that is over: who asks takes `ended`."""

    def __init__(self) -> None:
        self.ended: list[tuple[int, int]] = []
        """Stretches that are over, from when until when, in order. The reader empties it."""
        self.since: int | None = None
        """When the stretch that still runs began; None where nobody speaks."""
        self.sure = 0
        """Until when all is known: a stretch that still runs may end here or go on, one not known of yet begins here or later."""
        self._began: int | None = None
        self._voiced = self._last = self._end = 0

    @property
    def waits(self) -> bool:
        """Whether it is open if what was heard last becomes a stretch, or whether one goes on."""
        return self.sure != self._end

    def hear(self, at: int, voice: float) -> None:
        """The next frame: when it began, and how likely it holds a voice. Frames that are missing held none."""
        end = at + FRAME
        if self._began is not None and at - self._last >= HOLD:
            self._over()
        if voice >= (BEGINS if self._began is None else GOES_ON):
            if self._began is None:
                self._began, self._voiced = at, 0
            self._voiced += FRAME
            self._last = end
            if self._voiced >= ENOUGH:
                self.since = self._began
        elif self._began is not None and end - self._last >= HOLD:
            self._over()
        self._end = end
        self.sure = end if self._began is None else self._began if self.since is None else self._last - AFTER

    def finish(self) -> None:
        """Nothing comes any more: what still runs ends with the last frame, and what is away ended when it went."""
        if self._began is not None:
            if self._last == self._end:
                self._last += AFTER
            self._over()

    def _over(self) -> None:
        if self.since is not None:
            self.ended.append((self.since, self._last - AFTER))
        self.since = self._began = None
