"""A scene: both channels of some minutes of talk that follow real turns, and what is true of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from zlib import crc32

import numpy as np

from mentortui.core.recording import Segment
from mentortui.formats.rttm import read_rttm
from tests.sound.beds import BEDS, NOISES, level
from tests.sound.rooms import bytes_of, echo, reverberant, telephone
from tests.sound.speech import RATE, VOICES, Samples, utterance

SECOND = 1_000_000
ME, OTHERS = "me", "others"


@dataclass(frozen=True)
class Case:
    """Which talk, and what is done to it."""

    file: str
    """Below the folder of real data: `rttm/voxconverse/mupzb.rttm`."""
    start: float = 0.0
    """Seconds of the file; of its first voice where less."""
    seconds: float = 300.0
    me: int = 0
    """Which of the file's speakers sits at the microphone, by who speaks first; all the others are behind the call."""
    mine: float = -26.0
    """How loud I am while I speak, dB; the call is at -23."""
    call: float = -23.0
    bed: str = ""
    """A name of BEDS, under the microphone and, where it is music, under the call."""
    bed_db: float = -20.0
    """How loud it is against the voice of its channel."""
    echo_db: float | None = None
    """How much quieter the call comes back through the microphone; None: a headset."""
    echo_delay: float = 0.12
    noises: bool = False
    """Coughs, laughs and keys while that channel's people are quiet."""
    line: str = ""
    """`telephone`: the call comes through one; `clipped`: the microphone is set 20 dB too loud; `room`: mine reverberates."""

    @property
    def name(self) -> str:
        """What a report calls it."""
        marks = [Path(self.file).stem]
        marks += [f"{self.bed} {self.bed_db:+.0f}"] if self.bed else []
        marks += [f"echo {self.echo_db:+.0f} dB {self.echo_delay * 1000:.0f} ms"] if self.echo_db is not None else []
        marks += ["noises"] if self.noises else []
        marks += [self.line] if self.line else []
        marks += [f"me {self.mine:.0f} dB"] if self.mine != -26 else []
        return ", ".join(marks)


@dataclass(frozen=True)
class Scene:
    """What the two recorders would deliver, and who spoke: times from the first sample."""

    case: Case
    microphone: bytes = field(repr=False)
    call: bytes = field(repr=False)
    segments: tuple[Segment, ...] = field(repr=False)
    """Of `me` and `others`, as the file has them."""
    length: int
    """Microseconds."""


def scene(case: Case, data: Path) -> Scene:
    """Made anew, and the same each time."""
    rng = np.random.default_rng(crc32(repr(replace(case, echo_db=None, echo_delay=0)).encode()))
    spoken = _cut(case, data)
    length = round(case.seconds * RATE)
    mine, theirs = np.zeros(length, dtype=np.float32), np.zeros(length, dtype=np.float32)
    speakers = list(dict.fromkeys(segment.person for segment in spoken))
    for segment in spoken:
        first, last = (round(at * RATE / SECOND) for at in (segment.start, segment.end))
        loud = (case.mine if segment.person == ME else case.call) + 20 + rng.uniform(-3, 3)
        voice = VOICES[speakers.index(segment.person) % len(VOICES)]
        said = utterance(voice, last - first, rng) * 10 ** (loud / 20)
        (mine if segment.person == ME else theirs)[first:last] += said[: length - first]
    if case.line == "room":
        mine = reverberant(mine, rng)
    if case.noises:
        _strew(mine, [s for s in spoken if s.person == ME], rng)
        _strew(theirs, [s for s in spoken if s.person != ME], rng)
    if case.bed:
        mine += level(BEDS[case.bed](length, rng), case.mine + case.bed_db)
    if case.bed == "music":
        theirs += level(BEDS[case.bed](length, rng), case.call + case.bed_db)
    mine += level(rng.standard_normal(length).astype(np.float32), -68)
    if case.line == "telephone":
        theirs = telephone(theirs + level(rng.standard_normal(length).astype(np.float32), -60))
    if case.echo_db is not None:
        mine += echo(theirs, case.echo_db, case.echo_delay, rng)
    if case.line == "clipped":
        mine *= 10
    who = tuple(Segment(s.start, s.end, ME if s.person == ME else OTHERS) for s in spoken)
    return Scene(case, bytes_of(mine), bytes_of(theirs), who, round(case.seconds * SECOND))


def _cut(case: Case, data: Path) -> list[Segment]:
    """That part of the file, in order; the one at the microphone is `me`, the others keep their names."""
    read = read_rttm((data / case.file).read_text(encoding="utf-8"), case.file).segments
    found = sorted(read, key=lambda segment: (segment.start_us, segment.end_us))
    me = list(dict.fromkeys(segment.speaker for segment in found))[case.me]
    first = max(round(case.start * SECOND), found[0].start_us - SECOND)
    last = first + round(case.seconds * SECOND)
    return [
        Segment(max(s.start_us, first) - first, min(s.end_us, last) - first, ME if s.speaker == me else s.speaker)
        for s in found
        if s.start_us < last and s.end_us > first and min(s.end_us, last) - max(s.start_us, first) > SECOND // 25
    ]


def _strew(channel: Samples, spoken: Sequence[Segment], rng: np.random.Generator) -> None:
    """One noise about every twenty seconds, where nobody of that channel speaks."""
    busy = np.zeros(len(channel), dtype=bool)
    for segment in spoken:
        busy[max(0, (segment.start - SECOND // 2) * RATE // SECOND) : (segment.end + SECOND // 2) * RATE // SECOND] = True
    at = 0
    while (at := at + int(rng.uniform(10, 30) * RATE)) < len(channel):
        made = NOISES[int(rng.integers(len(NOISES)))](rng)
        if at + len(made) < len(channel) and not busy[at : at + len(made)].any():
            channel[at : at + len(made)] += made
