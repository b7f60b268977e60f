"""A list of segments in which something stands that is none: it is left out, and told with its line."""

from pathlib import Path

import pytest

from mentortui.formats.transcripts import json_stream
from tests.formats.transcripts.reading import damaged, lines_of, read

WHAT = "is no object with times"
ONE = '{"start": 1, "end": 2, "speaker": "Ada", "text": "Yes."}'
MIXED = f'{{"speakers": ["Ada"], "transcript": ["Yes."], "segments": [\n7,\n{ONE},\nnull, []\n, "so",\n{ONE}, true]}}'


@pytest.mark.parametrize("size", [1, 7, 1 << 16])
def test_entries_that_are_no_objects_are_damage_and_told_with_their_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr("mentortui.formats.transcripts.source.CHUNK", size)
    found = read(tmp_path, MIXED)
    assert lines_of(found) == [3, 6]
    assert damaged(found) == [
        (2, f"segment 1 {WHAT}"),
        (4, f"segment 3 {WHAT}"),
        (4, f"segment 4 {WHAT}"),
        (5, f"segment 5 {WHAT}"),
        (6, f"segment 7 {WHAT}"),
    ]
    assert {"speakers", "transcript"} <= json_stream.LISTS  # lists of texts, which are not the segments


def test_a_list_within_the_list_hides_no_segment_behind_it(tmp_path: Path) -> None:
    found = read(tmp_path, f"[{ONE}, [{ONE}, 3], {ONE}]")
    assert lines_of(found) == [1, 1]
    assert damaged(found) == [(1, f"segment 2 {WHAT}")]
