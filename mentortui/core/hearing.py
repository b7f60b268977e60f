"""Who speaks, told while it is said: the turns that `core.recording` would find in the same voices afterwards, each as soon as
nothing still to come can change it.

However it goes on, the past can only turn out in a few ways: each voice has ended here, or goes on, or comes back at once. The
turns of all of these are made by the one rule there is, and what they have in common is certain. So a first word gives the floor
at once where nobody else spoke, an "mhm" within the turn of another never does, and a pause is nobody's once it is a lapse.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, product, zip_longest
from typing import TypeAlias

from mentortui.core.hearing_values import CHANNELS, FRAME, Channel, HeardChange, Sound, Who
from mentortui.core.imported import holdings
from mentortui.core.recording import LAPSE, SHORT, Segment, bridged, hear
from mentortui.core.voices import Voices

FOREVER = 1_000_000_000_000
"""How much longer a voice goes on that goes on: longer than whatever it is compared with."""

Found: TypeAlias = tuple[Sequence[Segment], Sequence[Segment]]
"""The turns, and the stretches that are none."""

Held: TypeAlias = tuple[int, Who]
"""From when on, who has the floor."""

NOT_YET = -1
NEVER: Held = (2**63, "nobody")

WHO: dict[tuple[str, ...], Who] = {("microphone",): "me", ("call",): "others", ("call", "microphone"): "both"}


class Hearing:
    """The channels that deliver, frame after frame. Where they become others: `finish`, and another one of these.

    With one channel alone a stretch of it is a turn once it is a second long: a shorter one may be a listener's signal, and
    whether somebody else spoke in a longer pause cannot be known.
    """

    def __init__(self, channels: tuple[Channel, ...]) -> None:
        self._channels = tuple(channel for channel in CHANNELS if channel in channels)
        both = len(self._channels) == len(CHANNELS)
        self._rule: Callable[[Iterable[Segment]], Found] = _of_both if both else _of_one_alone
        self._nobody: Who = "rest" if self._channels == ("microphone",) else "nobody"
        self._pause = LAPSE if both else SHORT
        self._last = NOT_YET
        self._begin()

    def _begin(self) -> None:
        self._voices = {channel: Voices() for channel in self._channels}
        self._past: dict[Channel, list[Segment]] = {channel: [] for channel in self._channels}
        self._began = NOT_YET
        self._told: Who | None = None
        self._certain = 0
        self._seen: object = None

    @property
    def voices(self) -> tuple[bool, bool]:
        """Whether there is a voice now: on the microphone, in the call."""
        microphone, call = (channel in self._voices and self._voices[channel].since is not None for channel in CHANNELS)
        return microphone, call

    def hear(self, sound: Sound) -> tuple[HeardChange, ...]:
        """The next frame; what has become certain with it, in order. A frame out of order is none. Where none came for a second,
        who spoke meanwhile is not known: what was heard ends there, and what comes begins anew."""
        if sound.at <= self._last or not self._channels:
            return ()
        before = self.finish(self._last + FRAME) if sound.at - self._last > SHORT else ()
        self._last = sound.at
        if self._began == NOT_YET:
            self._began = self._certain = sound.at
        for channel, voices in self._voices.items():
            frame = sound.microphone if channel == "microphone" else sound.call
            voices.hear(sound.at, frame.voice if frame else 0.0)
        self._take_ended()
        seen = self._what_matters()
        if seen == self._seen:
            return before
        self._seen = seen
        ways = [self._rule(chain(*self._past.values(), more)) for more in self._ways_on()]
        told = self._tell(*_in_common([self._held(turns) for turns, _ in ways]))
        self._forget(ways)
        return before + told

    def finish(self, at: int) -> tuple[HeardChange, ...]:
        """Nothing is heard from `at` on: what was not certain yet, as if each voice had ended; who
        speaks to the last frame has the floor to the end. The next frame begins anew, as after a pause."""
        told: tuple[HeardChange, ...] = ()
        if self._began != NOT_YET:
            for voices in self._voices.values():
                voices.finish()
            self._take_ended()
            turns, _ = self._rule(chain(*self._past.values()))
            told = self._tell(self._held(turns), max(min(at, self._last + FRAME), self._certain))
        self._begin()
        return told

    def lapse(self, at: int) -> tuple[HeardChange, ...]:
        """As `finish`, where no frame came for long, as in a sleep: whoever spoke last has ended with the last one."""
        ended = self._last + FRAME
        began, told = self._began != NOT_YET, self._told
        changes = self.finish(at)
        who = changes[-1].who if changes else told
        silent = HeardChange(max(ended, changes[-1].began if changes else 0), self._nobody)
        return (*changes, silent) if began and who not in (None, self._nobody) else changes

    def _take_ended(self) -> None:
        for channel, voices in self._voices.items():
            if voices.ended:
                ended = [Segment(start, end, channel) for start, end in voices.ended]
                self._past[channel] = bridged([*self._past[channel], *ended], SHORT)
                voices.ended.clear()

    def _what_matters(self) -> object:
        """All by which something may become certain: a voice begins or ends, or it, or the silence after it, has become long
        enough to be something else. While this is the same nothing new can be known: most frames cost next to nothing."""
        quiet = self._last + FRAME - self._began >= self._pause
        return quiet, *(_so_long(self._past[channel], voices) for channel, voices in self._voices.items())

    def _ways_on(self) -> Iterator[Iterator[Segment]]:
        """What may run or come yet, on each channel: nothing more, or a voice from here on."""
        of_each: list[tuple[tuple[Segment, ...], ...]] = []
        for channel, voices in self._voices.items():
            since = voices.sure if voices.since is None else voices.since
            of_each.append(((Segment(since, voices.sure, channel),), (Segment(since, voices.sure + FOREVER, channel),)))
        return map(chain.from_iterable, product(*of_each))

    def _held(self, turns: Iterable[Segment]) -> list[Held]:
        """Who has the floor by these turns, from the first of them on."""
        return [(at, WHO.get(channels, self._nobody)) for at, channels, _ in holdings(turns) if at or channels]

    def _tell(self, held: Iterable[Held], certain: int) -> tuple[HeardChange, ...]:
        """Of `held`, what begins before `certain` and was not told yet. A silence before the first voice is told where it is as
        long as any that is: a shorter one may be a pause of whoever spoke before anything was heard."""
        new = [HeardChange(at, who) for at, who in held if self._certain <= at < certain]
        if self._told is None and (new[0].began if new else certain) - self._began >= self._pause:
            new.insert(0, HeardChange(self._began, self._nobody))
        told = tuple(one for before, one in zip((self._told, *(one.who for one in new)), new, strict=False) if one.who != before)
        self._certain = certain
        if new:
            self._told = new[-1].who
        return told

    def _forget(self, ways: Sequence[Found]) -> None:
        """What nothing depends on any more, so that hours cost no more than minutes. The last turn of each channel is kept:
        whether a pause of the other is bridged depends on it."""
        for channel, voices in self._voices.items():
            past = self._past[channel]
            over = [one for one in past if one.end < self._certain and voices.sure - one.end >= SHORT]
            turns = [one for one in over if all(one not in listening for _, listening in ways)]
            gone = {one for one in over if one not in turns and all(one in listening for _, listening in ways)} | {*turns[:-1]}
            self._past[channel] = [one for one in past if one not in gone]


def _of_both(segments: Iterable[Segment]) -> Found:
    heard = hear(segments)
    return heard.turns, heard.backchannels


def _of_one_alone(segments: Iterable[Segment]) -> Found:
    stretches = bridged(sorted(one for one in segments if one.end > one.start), SHORT)
    return tuple(one for one in stretches if one.end - one.start >= SHORT), tuple(
        one for one in stretches if one.end - one.start < SHORT
    )


def _in_common(timelines: Sequence[Sequence[Held]]) -> tuple[list[Held], int]:
    """What all of them begin with, and until when that holds. No two ways on have all in common."""
    agreed: list[Held] = []
    for found in zip_longest(*timelines, fillvalue=NEVER):
        if any(one != found[0] for one in found):
            return agreed, min(at for at, _ in found)
        agreed.append(found[0])
    raise AssertionError("two ways on have all in common")


def _so_long(past: Sequence[Segment], voices: Voices) -> object:
    """Of one channel: what may become certain by itself is told apart by how long it has been, and for how many stretches."""
    lapsed = sum(voices.sure - one.end >= LAPSE for one in past)
    settled = not past or voices.sure - past[-1].end >= SHORT
    if voices.since is None:
        return len(past), lapsed, voices.waits, settled
    began = past[-1].start if past and voices.since - past[-1].end < SHORT else voices.since
    return len(past), lapsed, voices.waits, voices.since, voices.sure - began >= SHORT
