"""Real turns through the fold: speaking time, shares, overlap and silence are those computed independently."""

import json
from pathlib import Path
from typing import Any

import pytest

from mentortui.core import measures as m
from mentortui.core.fold import fold
from mentortui.formats.rttm import read_rttm
from tests.core.recordings import events_of
from tests.recordings import real_files

SMALL = Path(__file__).parent.parent / "data" / "small.rttm"


def measured(path: Path) -> tuple[m.Span, int]:
    """The sums of a recording from its first start to its last end, and the microseconds before the first start."""
    rttm = read_rttm(path.read_text("utf-8"), path.name)
    events = events_of(rttm.segments, rttm.speakers)
    session = fold(events)
    assert session is not None
    start = min(segment.start_us for segment in rttm.segments)
    return m.whole(session, events[-1].at), start


def test_a_small_recording_of_our_own() -> None:
    span, start = measured(SMALL)
    assert dict(span.floor) == {"ada": 13_300_000, "grace": 6_250_000}
    assert (span.several, span.nobody - start) == (500_000, 650_000)


@pytest.mark.real_data
@pytest.mark.parametrize("path", real_files("rttm/**/*.rttm"), ids=lambda path: path.stem)
def test_a_real_recording_has_the_reference_figures(path: Path, real_data: Path) -> None:
    reference: dict[str, Any] = json.loads((real_data / "reference.json").read_text("utf-8"))[
        path.relative_to(real_data).as_posix()
    ]
    span, start = measured(path)
    assert {person: time / 1e6 for person, time in span.floor.items()} == pytest.approx(reference["floor_s"], abs=1e-6)
    shares = m.shares(span)
    assert shares is not None
    assert {person: float(share) for person, share in shares.items()} == pytest.approx(reference["shares"], abs=1e-6)
    assert span.several / 1e6 == pytest.approx(reference["overlap_s"], abs=1e-6)
    assert (span.nobody - start) / 1e6 == pytest.approx(reference["silence_s"], abs=1e-6)
    assert span.talk / 1e6 == pytest.approx(reference["floor_sum_s"], abs=1e-6)
