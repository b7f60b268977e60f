"""RTTM as a transcript: its segments, with or without a name, and what is damaged."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mentortui.core.transcript import place
from tests.formats.transcripts.reading import damaged, of, read

RTTM = """SPEAKER call 1 0.300 2.200 <NA> <NA> ada <NA> <NA>
SPEAKER call 1 2.100 0.000 <NA> <NA> ada <NA> <NA>
SPEAKER call 1 1.5 4.0999999999999996 <NA> <NA> grace <NA> <NA>
"""
SAID = [(0.3, 2.5, "ada", ""), (2.1, 2.1, "ada", ""), (1.5, 5.6, "grace", "")]


def test_segments_are_cues_in_the_order_of_the_file(tmp_path: Path) -> None:
    assert of(tmp_path, RTTM) == SAID
    found = read(tmp_path, RTTM)
    assert (found.format, found.kind, found.exact) == ("RTTM", "recording", True)
    assert place(found).counts.no_length == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: ";; a comment\n\n" + text + "SPKR-INFO call 1 <NA> <NA> <NA> unknown ada <NA> <NA>\n",
        lambda text: text.replace(" ", "\t"),
        lambda text: text.replace(" <NA> <NA>\n", "\n"),
        lambda text: text.rstrip(),
    ],
    ids=lambda _: "",
)
def test_the_same_segments_written_another_way_read_the_same(change: Callable[[str], str], tmp_path: Path) -> None:
    assert of(tmp_path, change(RTTM)) == SAID


def test_a_segment_of_nobody_is_speech_of_somebody_who_is_not_said(tmp_path: Path) -> None:
    found = read(tmp_path, RTTM.replace("grace", "<NA>"))
    assert found.names == ("ada",)
    assert [(one.start, one.end) for one in place(found).unnamed] == [(1_500_000, 5_600_000)]


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ("1 nan 1 <NA> <NA> ada", "has no onset and duration in seconds, but “nan 1”"),
        ("1 sNaN 1 <NA> <NA> ada", "has no onset and duration in seconds, but “sNaN 1”"),
        ("1 0 -inf <NA> <NA> ada", "has no onset and duration in seconds, but “0 -inf”"),
        ("1 -1 5 <NA> <NA> ada", "has no onset and duration in seconds, but “-1 5”"),
        ("1 1e9 1 <NA> <NA> ada", "has no onset and duration in seconds, but “1e9 1”"),
        ("1 0 5 <NA>", "has 6 fields, a SPEAKER line has at least 8"),
        ("1 \x1b[31m 1 <NA> <NA> ada", "has no onset and duration in seconds, but “\u241b[31m 1”"),
    ],
)
def test_a_damaged_line_is_told_and_the_others_are_read(fields: str, what: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"SPEAKER call {fields}\n{RTTM}")
    assert damaged(found) == [(1, what)]
    assert len(found.cues) == 3


def test_a_negative_duration_is_a_cue_that_lasts_no_time(tmp_path: Path) -> None:
    found = read(tmp_path, RTTM.replace("2.200", "-2.2"))
    assert place(found).counts.no_length == 2
    assert damaged(found) == []


@pytest.mark.parametrize(
    "number", ["9" * 100_000, "0." + "0" * 100_000 + "1", "1e-999999", "1e-99999999999999999999"], ids=lambda text: text[:9]
)
def test_a_number_of_any_length_is_read_or_told(number: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"{RTTM}SPEAKER call 1 {number} {number} <NA> <NA> ada <NA> <NA>\n")
    assert len(found.cues) + found.damages == 4
    assert all(one.line == 4 and len(one.what) < 100 for one in found.damaged)
