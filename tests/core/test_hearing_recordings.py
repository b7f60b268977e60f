"""Real turns, heard with the mistakes that a model of voice makes: what is told live comes near to what was so."""

from pathlib import Path
from random import Random
from zlib import crc32

import pytest

from mentortui.core.agreeing import RECORDINGS, agree
from mentortui.core.hearing import Hearing
from mentortui.core.hearing_values import CHANNELS, FRAME, HeardChange
from mentortui.core.recording import Segment, hear
from mentortui.formats.rttm import read_rttm
from tests.core.hearing_frames import BEGAN, SECOND, frames, mistaken
from tests.recordings import real_files

NEAR = SECOND // 2
ME, OTHERS = "me", "others"
WHO = {"nobody": set[str](), "me": {ME}, "others": {OTHERS}, "both": {ME, OTHERS}}
TALK = [path for path in real_files("rttm/**/*.rttm") if path.stat().st_size > 2_000]
"""Not those of two or three segments."""


def spoken(path: Path) -> list[Segment]:
    """Whoever speaks second most sits at the microphone, all the others are behind the call."""
    read = read_rttm(path.read_text("utf-8"), path.name).segments
    long: dict[str, int] = {}
    for one in read:
        long[one.speaker] = long.get(one.speaker, 0) + one.end_us - one.start_us
    me = sorted(long, key=lambda who: -long[who])[min(1, len(long) - 1)]
    return [Segment(one.start_us, one.end_us, ME if one.speaker == me else OTHERS) for one in read]


def told(segments: list[Segment]) -> list[Segment]:
    """The turns that hearing tells of them."""
    length = max(one.end for one in segments) + SECOND
    random = Random(crc32(repr(segments[:5]).encode()))
    mine, theirs = (mistaken(segments, person, length, random) for person in (ME, OTHERS))
    sounds = frames(list(zip(mine, theirs, strict=True)))
    hearing = Hearing(CHANNELS)
    changes = [change for sound in sounds for change in hearing.hear(sound)]
    end = sounds[-1].at + FRAME
    changes += [*hearing.finish(end), HeardChange(end, "nobody")]
    begun: dict[str, int] = {}
    found = list[Segment]()
    for change in changes:
        for person in (ME, OTHERS):
            if person in WHO[change.who]:
                begun.setdefault(person, change.began)
            elif person in begun:
                found.append(Segment(begun.pop(person) - BEGAN, change.began - BEGAN, person))
    return found


@pytest.mark.real_data
@pytest.mark.parametrize("path", TALK, ids=lambda path: path.stem)
def test_shares_are_within_three_points_and_boundaries_within_half_a_second(path: Path, real_data: Path) -> None:
    assert path.is_relative_to(real_data)
    segments = spoken(path)
    true, found = hear(segments).turns, told(segments)
    apart = agree(true, found, (ME, OTHERS), collar=RECORDINGS).most_apart
    assert apart is not None
    assert apart <= 0.03
    edges = {(one.person, at) for one in found for at in (one.start, one.end)}
    wanted = [(one.person, at) for one in true for at in (one.start, one.end)]
    near = sum(any(person == who and abs(at - other) <= NEAR for who, other in edges) for person, at in wanted)
    assert near >= 0.9 * len(wanted)
