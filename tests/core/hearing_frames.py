"""Talk as frames of two channels, without sound: what a model of voice would have said of it, with its usual mistakes."""

from collections.abc import Iterable, Sequence
from random import Random

from mentortui.core.hearing import Hearing
from mentortui.core.hearing_values import CHANNELS, FRAME, Channel, Frame, HeardChange, Sound
from mentortui.core.recording import Segment
from mentortui.core.voices import AFTER

SECOND = 1_000_000
BEGAN = 70_000 * SECOND
"""On the clock that counts across sleep: never 0 in life."""

Spoken = Sequence[tuple[float, float]]
"""Seconds from when until when somebody speaks."""


def frames(voices: Sequence[Sequence[float]], began: int = BEGAN) -> list[Sound]:
    """One frame after another: how likely a voice on the microphone, and in the call."""
    return [Sound(began + n * FRAME, Frame(-20, mine), Frame(-20, theirs)) for n, (mine, theirs) in enumerate(voices)]


def talk(mine: Spoken, theirs: Spoken, seconds: float) -> list[Sound]:
    """Who speaks when, heard without any mistake."""
    return frames(list(zip(*(voiced(spoken, seconds) for spoken in (mine, theirs)), strict=True)))


def voiced(spoken: Spoken, seconds: float) -> list[float]:
    """How likely a voice, frame after frame: 0.95 or 0.02. As from a model, each goes on a little longer than it is there."""
    spoken = [(start, end + AFTER / SECOND) for start, end in spoken]
    middles = ((n + 0.5) * FRAME / SECOND for n in range(round(seconds * SECOND / FRAME)))
    return [0.95 if any(start <= middle < end for start, end in spoken) else 0.02 for middle in middles]


def mistaken(segments: Iterable[Segment], person: str, length: int, random: Random) -> list[float]:
    """What a model says of one person's segments, microseconds from 0: it begins up to 0.1 s late, ends up to 0.15 s late,
    leaves holes of up to 0.2 s in a word now and then, and takes something short for a voice about twice a minute."""
    heard = [0.02] * (length // FRAME)

    def say(start: float, end: float, voice: float) -> None:
        for n in range(max(0, round(start / FRAME)), min(len(heard), round(end / FRAME))):
            heard[n] = voice

    for segment in segments:
        if segment.person == person:
            say(segment.start + random.uniform(0, 0.1) * SECOND, segment.end + random.uniform(0, 0.15) * SECOND, 0.9)
    for segment in segments:
        if segment.person == person:
            at = segment.start + random.expovariate(1 / 4) * SECOND
            while at < segment.end - SECOND / 2:
                say(at, at + random.uniform(0.03, 0.2) * SECOND, 0.2)
                at += random.expovariate(1 / 4) * SECOND
    at = random.expovariate(1 / 30) * SECOND
    while at < length:
        say(at, at + random.uniform(0.03, 0.11) * SECOND, 0.7)
        at += random.expovariate(1 / 30) * SECOND
    return heard


def told(sounds: Sequence[Sound], channels: tuple[Channel, ...] = CHANNELS) -> list[tuple[float, str]]:
    """All that hearing says of them to the end, in seconds from the first frame."""
    return [(seconds(change), change.who) for _, change in told_when(sounds, channels)]


def told_when(sounds: Sequence[Sound], channels: tuple[Channel, ...] = CHANNELS) -> list[tuple[float, HeardChange]]:
    """The same, each with when it was said, in seconds from the first frame."""
    hearing = Hearing(channels)
    found = [((sound.at + FRAME - BEGAN) / SECOND, change) for sound in sounds for change in hearing.hear(sound)]
    end = sounds[-1].at + FRAME
    return [*found, *(((end - BEGAN) / SECOND, change) for change in hearing.finish(end))]


def seconds(change: HeardChange) -> float:
    """When it began, from the first frame on, to a tenth."""
    return round((change.began - BEGAN) / SECOND, 1)
