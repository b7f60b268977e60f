"""The forty real transcripts: speakers, cues, times and seconds of each as counted beside them, by others."""

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from mentortui.core.cues import Cue, Mark
from mentortui.core.recording import hear
from mentortui.core.transcript import place
from mentortui.formats.transcripts.reading import read_transcript
from mentortui.formats.transcripts.turn_lines import microseconds
from tests.recordings import NOT_THERE, real_data_folder, real_files

FILES = real_files("transcripts/*/*")
FORMATS = {
    "zoom-vtt": "WebVTT",
    "voice-vtt": "WebVTT",
    "srt": "SRT",
    "sbv": "SBV",
    "json": "JSON",
    "html": "HTML",
    "turn-text": "text with times",
    "rev-text": "text with times",
    "meet-text": "text as Meet writes it",
}
WITH_SECONDS = ("zoom-vtt", "json")
NOT_COMPARED = {"layout", "cues", "turns", "segments", "names", "name_seconds", "words"}
"""Compared elsewhere; `words` are entries of a list, of which some hold two words."""
pytestmark = pytest.mark.real_data


@cache
def _counted() -> dict[str, dict[str, Any]]:
    folder = real_data_folder()
    assert folder is not None
    counted = json.loads((folder / "reference-transcripts.json").read_text("utf-8"))
    assert isinstance(counted, dict)
    return counted


@pytest.mark.skipif(not FILES, reason=NOT_THERE)
def test_every_transcript_that_was_counted_is_there() -> None:
    assert len(FILES) == 40
    assert {f"transcripts/{path.parent.name}/{path.name}" for path in FILES} == {*_counted()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_real_transcript_reads_as_it_was_counted(path: Path) -> None:
    layout = path.parent.name
    counted = _counted()[f"transcripts/{layout}/{path.name}"]
    read = read_transcript(path).transcript
    cues = [cue for cue in read.cues if not cue.more]
    assert read.format == FORMATS[layout]
    assert read.damages == 0
    assert len(cues) == counted.get("cues", counted.get("turns", counted.get("segments")))
    assert Counter(cue.name for cue in read.cues if cue.name) == counted["names"]
    times = {
        "first_start_s": lambda: min(cue.start or 0 for cue in cues) / 1e6,
        "last_end_s": lambda: max(cue.end or 0 for cue in cues) / 1e6,
        "first_s": lambda: (cues[0].start or 0) / 1e6,
        "last_s": lambda: max(cue.start or 0 for cue in cues) / 1e6,
        "time_marks": lambda: len(_marks(read.entries)),
        "first_mark": lambda: _marks(read.entries)[0] / 1e6,
        "last_mark": lambda: _marks(read.entries)[-1] / 1e6,
        "cues_with_a_name": lambda: sum(bool(cue.name) for cue in cues),
        "cues_without_text": lambda: sum(not cue.text.strip() for cue in cues),
        "cues_not_longer_than_zero": lambda: sum((cue.end or 0) <= (cue.start or 0) for cue in cues),
        "cues_starting_before_an_earlier_end": lambda: _overlaps(
            [(cue.start or 0, cue.end or 0) for cue in cues],
        ),
        "times_equal_to_the_one_before": lambda: sum(a.start == b.start for a, b in pairwise(cues)),
        "times_before_the_one_before": lambda: sum((b.start or 0) < (a.start or 0) for a, b in pairwise(cues)),
    }
    got = {key: times[key]() for key in counted if key in times}
    expected = {key: _seconds(counted[key]) if key.endswith("_mark") else counted[key] for key in got}
    assert got == pytest.approx(expected, abs=0.0005)
    assert {*counted} <= {*times} | NOT_COMPARED, "the table counts something that is not compared"


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.parent.name in WITH_SECONDS], ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_the_seconds_of_each_name_are_those_that_were_counted(path: Path) -> None:
    heard = hear(place(read_transcript(path).transcript).segments)
    counted = _counted()[f"transcripts/{path.parent.name}/{path.name}"]["name_seconds"]
    assert {name: heard.speaking(name) / 1e6 for name in heard.spoken} == pytest.approx(counted, abs=0.005)


def _marks(entries: Sequence[Cue | Mark]) -> list[int]:
    """Those between turns: the one below the last turn says when it was over."""
    last = max(number for number, entry in enumerate(entries) if isinstance(entry, Cue))
    return [entry.at for entry in entries[:last] if isinstance(entry, Mark)]


def _seconds(clock: str) -> float:
    return (microseconds(clock) or 0) / 1e6


def _overlaps(times: list[tuple[int, int]]) -> int:
    """How many begin before an end that stands above them."""
    count, latest = 0, 0
    for start, end in times:
        count += start < latest
        latest = max(latest, end)
    return count
