"""Our own small transcripts, one of every layout that is read: names, cues, times, marks and words as expected.json has them."""

import json
from pathlib import Path
from typing import Any

import pytest

from mentortui.core.cues import Mark
from mentortui.core.recording import hear
from mentortui.core.transcript import place
from mentortui.formats.transcripts.reading import read_transcript
from mentortui.formats.transcripts.recognise import formats

SAMPLES = Path(__file__).parents[2] / "data" / "transcripts"
EXPECTED: dict[str, dict[str, Any]] = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
BEYOND = ("captions.vtt", "captions.srt", "youtube.sbv", "diarised.rttm")
"""Samples that lack names on purpose, so that others' words go to somebody else, or tell another talk."""


def _thousandths(time: int | None) -> int | None:
    return None if time is None else time // 1000


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_says_who_spoke_when_and_what(name: str) -> None:
    expected = EXPECTED[name]
    read = read_transcript(SAMPLES / name).transcript
    assert {key: getattr(read, key) for key in ("format", "kind", "exact", "damages")} == {
        key: expected[key] for key in ("format", "kind", "exact", "damages")
    }
    assert [[_thousandths(cue.start), _thousandths(cue.end), cue.name, cue.text] for cue in read.cues] == expected["cues"]
    assert [_thousandths(entry.at) for entry in read.entries if isinstance(entry, Mark)] == expected["marks_ms"]
    assert [cue.words for cue in read.cues] == [len(cue.text.split()) for cue in read.cues]
    assert list(read.names) == list(expected["names"])


def test_every_sample_is_expected_and_every_format_has_one() -> None:
    assert {path.name for path in SAMPLES.iterdir()} - {"expected.json"} == {*EXPECTED}
    assert {expected["format"] for expected in EXPECTED.values()} == {format.name for format in formats()}


@pytest.mark.parametrize("name", [name for name in EXPECTED if name not in BEYOND])
def test_the_same_talk_gives_about_the_same_turns_in_every_layout(name: str) -> None:
    """Ada, Grace, Kofi and Ada again; a layout without ends, or with times to the second, differs by seconds, not in who."""
    heard = hear(place(read_transcript(SAMPLES / name).transcript).segments)
    floor = dict.fromkeys((turn.person for turn in heard.turns), 0)
    for turn in heard.turns:
        floor[turn.person] += turn.end - turn.start
    longest = max(floor, key=lambda person: floor[person])
    assert longest.split()[0].casefold() in ("grace", "speaker", "speaker_01")
    assert 25_000_000 <= floor[longest] <= 60_000_000


@pytest.mark.parametrize("name", EXPECTED)
def test_words_that_are_not_kept_are_counted_all_the_same(name: str) -> None:
    kept, dropped = (read_transcript(SAMPLES / name, keep_words=keep).transcript for keep in (True, False))
    assert not any(cue.text for cue in dropped.cues)
    assert [(cue.start, cue.end, cue.name, cue.words) for cue in dropped.cues] == [
        (cue.start, cue.end, cue.name, cue.words) for cue in kept.cues
    ]
