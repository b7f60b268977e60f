"""RTTM: segments exact to the microsecond, and no line that stops the file."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.formats.rttm import Segment, read_rttm

SMALL = Path(__file__).parent.parent / "data" / "small.rttm"


def test_segments_are_whole_microseconds_in_the_order_of_the_file() -> None:
    rttm = read_rttm(SMALL.read_text(encoding="utf-8"), SMALL.name)
    assert rttm.segments == (
        Segment("ada", 300_000, 10_600_000),
        Segment("grace", 11_600_000, 16_600_000),
        Segment("grace", 10_100_000, 11_350_000),
        Segment("ada", 17_000_000, 20_000_000),
    )
    assert rttm.speakers == ("ada", "grace")
    assert rttm.skipped == 2
    assert rttm.damaged == ()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("SPEAKER x 1 0.5", "call.rttm: line 2 has 4 fields, a SPEAKER line has at least 8. It was left out."),
        (
            "SPEAKER x 1 a 1.0 <NA> <NA> ada",
            "call.rttm: line 2 has no onset and duration in seconds, but “a 1.0”. It was left out.",
        ),
        (
            "SPEAKER x 1 0 inf <NA> <NA> ada",
            "call.rttm: line 2 has no onset and duration in seconds, but “0 inf”. It was left out.",
        ),
        (
            "SPEAKER x 1 -1 5 <NA> <NA> ada",
            "call.rttm: line 2 has no onset and duration in seconds, but “-1 5”. It was left out.",
        ),
        (
            "SPEAKER x 1 0 1e999999 <NA> <NA> ada",
            "call.rttm: line 2 has no onset and duration in seconds, but “0 1e999999”. It was left out.",
        ),
    ],
)
def test_a_damaged_line_is_told_and_the_others_are_read(line: str, says: str) -> None:
    rttm = read_rttm(f"\ufeff\r\n{line}\r\nSPEAKER x 1 1 2 <NA> <NA> ada\r\n", "call.rttm")
    assert rttm.damaged == (says,)
    assert rttm.segments == (Segment("ada", 1_000_000, 3_000_000),)


@given(st.lists(st.one_of(st.text(alphabet=st.characters()), st.sampled_from(["SPEAKER", "x", "1", "0.5", "nan", "ada", "\n"]))))
def test_no_text_raises_and_every_segment_has_a_length(words: list[str]) -> None:
    rttm = read_rttm(" ".join(words), "a\nb")
    assert all(0 <= segment.start_us < segment.end_us for segment in rttm.segments)
    assert all("\n" not in sentence for sentence in rttm.damaged)


@pytest.mark.real_data
def test_every_real_recording_has_the_segments_and_speakers_counted_for_it(real_data: Path) -> None:
    reference = json.loads((real_data / "reference.json").read_text(encoding="utf-8"))
    read = {}
    for path in sorted((real_data / "rttm").rglob("*.rttm")):
        rttm = read_rttm(path.read_text(encoding="utf-8"), path.name)
        assert rttm.damaged == ()
        read[path.relative_to(real_data).as_posix()] = (
            len(rttm.segments),
            len(rttm.speakers),
            rttm.skipped,
            min(segment.start_us for segment in rttm.segments),
            max(segment.end_us for segment in rttm.segments),
        )
    assert read == {
        name: (
            figures["segments"],
            figures["speakers"],
            figures["skipped_lines"],
            round(figures["first_start_s"] * 1_000_000),
            round(figures["last_end_s"] * 1_000_000),
        )
        for name, figures in reference.items()
    }
