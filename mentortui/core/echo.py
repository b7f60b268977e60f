"""The call heard again through the microphone, where loudspeakers are at work instead of a headset: that is no voice of mine.

Nothing is known of the room. But where the call comes back, the microphone grows louder and fainter as the call did a moment
before, and speech does so several times a second: a second and a half of it tells how much later and how much fainter it comes
back. From then on the microphone's voice is mine only where it is clearly louder than the call alone would make it. What the
constants were tuned on stands in docs/listening.md.
"""

from collections import deque
from collections.abc import Sequence
from math import log10

import msgspec

from mentortui.core.hearing_values import SILENT, Sound

LAGS = 17
"""Frames within which the call comes back: half a second, which a wireless loudspeaker takes at most."""
VOICE = 0.5
SYLLABLE = 4
"""Frames after its last voice in which the call still speaks: growing fainter says as much of the room as growing louder."""
WINDOW = 32
"""Frames of a call that speaks, one second, that are looked at together."""
STEP = 16
"""Frames of it between two looks."""
ALIKE = 0.8
"""So well (Pearson's r of levels) microphone and call must go together within a window. Echo alone came to 0.9 and more, two
people at once, one of them with a headset, to less in 97 windows of 100, and never twice in a row as late and as loud."""
AGAIN = 0.65
"""The same where it was found before, as late and as loud: noise in the room loosens it."""
SAME_LAG = 1
SAME_LOUDNESS = 3.0
"""Frames, and dB: two windows in a row that differ by no more tell of one echo."""
DEEPEST = 30.0
"""dB: what of the call lies so far below its loudest in a window says nothing, since the room's own noise covers that."""
NOTHING = 3
"""Looks in a row at a microphone that hears no call, after which an echo that was found is no more: one may be of faint words."""
DOUBTED = 30
"""Looks in a row, some fifteen seconds of a call that speaks, in which it is not found again: then it was chance. Fewer end it
where I talk over the call for long, which then counts as mine for a second."""
LIVELY = 1.0
"""dB: a level that varies by less is a noise, which goes together with nothing."""
TOGETHER = 5
"""Frames whose sound is added up before it is compared. In single frames an echo varies by 4 dB, five together by 2."""
ROOM, ROOM_FADES = 0.15, 10**-0.6
"""What a room adds: so much of the sound before, which fades by 6 dB a frame."""
LOUD_PART = 15.0
"""dB below the call's loudest: only down to there it is measured how much fainter it comes back."""
CLEARLY = 5.0
"""dB over what comes back, from which it is my voice. Of frames of echo alone fewer than one in a hundred are."""
STILL = 3.0
"""dB over it, down to which my voice goes on."""
GOES_ON = 3
"""Frames it goes on below that."""
NOISE_OF, NOISE_BLOCKS = 31, 8
"""The room's own noise is the quietest of 8 seconds, one second at a time: in so many everybody draws breath."""
HEARABLE = -68.0
"""dB: what comes back fainter is taken for a voice by nobody."""
HARDLY, NEARLY_ALL = 2.5, 4
"""dB over the noise: a microphone that was no louder while the call spoke, but for three frames of a second, hears no call."""
DEAD = -90.0
"""dB: a muted microphone says nothing about the room."""
SETTLED = 6
"""Looks, some three seconds of a call that speaks, after which an echo would have been found. Till then a voice that begins on
the microphone while the call speaks is nobody's; it is settled sooner where the microphone is at its noise meanwhile."""
RECENT = 16
"""Frames after its last voice in which the call may still come back."""
ANOTHER_WORD = 5
"""Frames without a voice on the microphone, after which the next one begins anew."""
NO_CALL = -60.0
"""dB: a call that was fainter all the time within which it comes back is not what the microphone hears."""


class _Row(msgspec.Struct, frozen=True):
    """One frame while the call speaks, dB: the microphone, with one and with more before it, and the same of the call, now and up
    to LAGS frames ago."""

    mine: float
    together: float
    call: tuple[float, ...]
    back: tuple[float, ...]


class Echo:
    """Shown every frame, in order; what it learned of the room it keeps, and follows."""

    def __init__(self) -> None:
        self.heard = False
        """Whether loudspeakers are at work: the call comes back loud enough to be taken for a voice."""
        self._lag = 0
        self._fainter = SILENT
        """How much louder the microphone is than the call, where only that is heard: dB, mostly below 0."""
        self._found: tuple[int, float] | None = None
        """What the last look found, lag and loudness: the next one may confirm it."""
        self._known = False
        """Whether one was ever found, so that its lag is one to look at first."""
        self._nothing = 0
        self._missed = 0
        self._looks = 0
        self._silence = RECENT
        """Frames since the call's last voice."""
        self._my_silence = ANOTHER_WORD
        self._began_alone = False
        """Whether the voice on the microphone began where no call could have come back."""
        self._mine = _Together()
        self._call = _Together()
        self._room = 0.0
        self._calls: deque[float] = deque([SILENT] * LAGS, LAGS)
        self._backs: deque[float] = deque([SILENT] * LAGS, LAGS)
        self._rows: deque[_Row] = deque(maxlen=WINDOW)
        self._new_rows = 0
        self._noise = _Noise()
        self._mine_for = 0

    def own(self, sound: Sound) -> Sound:
        """The same, without the microphone's voice where it is the call heard again. Costs some microseconds."""
        microphone, call = sound.microphone, sound.call
        self._hear_call(_power(call.level) if call else 0.0)
        if microphone is None or call is None:
            return sound
        self._mine.add(_power(microphone.level))
        together = self._mine.level
        self._noise.hear(together)
        self._silence = 0 if call.voice >= VOICE else self._silence + 1
        if microphone.voice >= VOICE:
            if self._my_silence >= ANOTHER_WORD:
                self._began_alone = max(self._calls) < NO_CALL
            self._my_silence = 0
        else:
            self._my_silence += 1
        if self._silence < SYLLABLE and microphone.level > DEAD:
            self._rows.append(_Row(self._mine.of_two, together, tuple(self._calls), tuple(self._backs)))
            self._new_rows += 1
            if self._new_rows >= STEP and len(self._rows) == WINDOW:
                self._new_rows = 0
                self._look()
        if self._comes_back(together) and microphone.voice:
            return msgspec.structs.replace(sound, microphone=msgspec.structs.replace(microphone, voice=0.0))
        return sound

    def _hear_call(self, power: float) -> None:
        self._call.add(power + ROOM * self._room)
        self._room = self._room * ROOM_FADES + power
        self._calls.appendleft(self._call.of_two)
        self._backs.appendleft(self._call.level)

    def _look(self) -> None:
        """What the last second of a call that speaks tells of the room."""
        self._looks += 1
        mine = [row.mine for row in self._rows]
        alike, lag = max((_alike(mine, [row.call[lag] for row in self._rows]), lag) for lag in range(LAGS))
        fainter = self._difference(lag, 0.5)
        as_before = self._known and _near((lag, fainter), (self._lag, self._fainter))
        found = (lag, fainter) if alike >= (AGAIN if as_before else ALIKE) else None
        if found and self._found and _near(found, self._found):
            self.heard = self._known = True
            self._lag, self._fainter = found
        self._found = found
        self._missed = 0 if found else self._missed + 1
        if self.heard and not found:
            # However much of it was me, the call came back no louder than what there was: turned down, or a headset by now.
            self._fainter = min(self._fainter, self._difference(self._lag, 0.8))
        nothing = sorted(row.together for row in self._rows)[-NEARLY_ALL] < max(HEARABLE, self._noise.level + HARDLY)
        self._nothing = self._nothing + 1 if nothing else 0
        if self._nothing >= (NOTHING if self._known else 1) or (self.heard and self._missed >= DOUBTED):
            self.heard, self._looks = False, SETTLED

    def _difference(self, lag: int, part: float) -> float:
        """The microphone over the call so many frames before, dB: of those in which the call was loud, the one at that part."""
        loudest = max(row.back[lag] for row in self._rows)
        differences = sorted(row.together - row.back[lag] for row in self._rows if row.back[lag] > loudest - LOUD_PART)
        return differences[int(len(differences) * part)]

    def _comes_back(self, together: float) -> bool:
        """Whether what the microphone hears may be the call alone."""
        if not self.heard:
            self._mine_for = 0
            return self._looks < SETTLED and self._silence < RECENT and not self._began_alone
        # Half a frame sooner or later: the two channels are not cut at the same moments.
        call = max(self._backs[self._lag], self._backs[max(0, self._lag - 1)])
        back = _level(_power(call + self._fainter) + _power(self._noise.level))
        if together > back + CLEARLY:
            self._mine_for = GOES_ON
        elif together <= back + STILL:
            self._mine_for -= self._mine_for > 0
        return not self._mine_for


class _Together:
    """The power of the last TOGETHER frames of one channel."""

    def __init__(self) -> None:
        self._powers: deque[float] = deque(maxlen=TOGETHER)

    def add(self, power: float) -> None:
        # As if it had been so before: nothing is known to have been quieter.
        self._powers.extend([power] * (1 if self._powers else TOGETHER))

    @property
    def level(self) -> float:
        return _level(sum(self._powers) / TOGETHER)

    @property
    def of_two(self) -> float:
        """Of the last two only: fine enough for syllables, and half a frame sooner or later is all the same."""
        return _level((self._powers[-1] + self._powers[-2]) / 2)


class _Noise:
    """The room's own noise, dB."""

    def __init__(self) -> None:
        self._blocks: deque[float] = deque(maxlen=NOISE_BLOCKS)
        self._quietest, self._count = 0.0, 0
        self.level = SILENT

    def hear(self, level: float) -> None:
        self._quietest = min(self._quietest, level)
        self._count += 1
        if self._count == NOISE_OF:
            self._blocks.append(self._quietest)
            self._quietest, self._count = 0.0, 0
            self.level = min(self._blocks)


def _alike(mine: Sequence[float], call: Sequence[float]) -> float:
    """Pearson's r of two rows of levels, 0 where one of them does not vary."""
    floor = max(call) - DEEPEST
    my_mean = sum(mine) / len(mine)
    mine = [level - my_mean for level in mine]
    call = [max(level, floor) for level in call]
    call_mean = sum(call) / len(call)
    call = [level - call_mean for level in call]
    of_mine, of_call = sum([level * level for level in mine]), sum([level * level for level in call])
    if min(of_mine, of_call) < len(mine) * LIVELY**2:
        return 0.0
    return float(sum([one * other for one, other in zip(mine, call, strict=True)]) / (of_mine * of_call) ** 0.5)


def _near(one: tuple[int, float], other: tuple[int, float]) -> bool:
    return abs(one[0] - other[0]) <= SAME_LAG and abs(one[1] - other[1]) <= SAME_LOUDNESS


def _power(level: float) -> float:
    return float(10 ** (level / 10))


def _level(power: float) -> float:
    return 10 * log10(power) if power > 1e-10 else SILENT
