"""Charts of pieces: as many cells as asked for, a dot a session, and marks where they belong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.charts import DOT, LABEL, LEAST, LEAST_BAR, LINE, MARK, ZERO, Chart, bar, dots, text
from mentortui.core.text import width


def drawn(chart: Chart, cells: int = 50, rows: int = 12) -> list[str]:
    return [text(row) for row in dots(chart, cells, rows)]


RISING = Chart(points=((0, -20.0), (30, -10.0), (60, 0.0)), line=(-20.0, 0.0), first="Thu 1 Jan", last="Mon 2 Mar")


def test_a_session_stands_where_its_day_and_its_points_are() -> None:
    rows = drawn(RISING)
    assert rows[-1].split() == ["Thu", "1", "Jan", "Mon", "2", "Mar"]
    found = [(row.index(DOT), number) for number, row in enumerate(rows) if DOT in row]
    assert sorted(place for place, _ in found) == [LABEL + 1, LABEL + 1 + 20, LABEL + 1 + 39]
    agreed = next(row for row in rows if row.startswith("   agreed"))
    assert agreed.rstrip().endswith(DOT)
    assert ZERO in agreed
    assert [row[:LABEL].strip() for row in rows if row[:LABEL].strip()] == ["10 above", "agreed", "20 below"]


def test_a_line_is_drawn_only_where_there_is_a_direction() -> None:
    assert any(LINE in row for row in drawn(RISING))
    assert not any(LINE in row for row in drawn(Chart(points=RISING.points)))


def test_without_room_or_sessions_there_is_no_chart() -> None:
    assert dots(RISING, LABEL + LEAST, 12) == []
    assert dots(RISING, 50, 3) == []
    assert dots(Chart(points=()), 50, 12) == []


def test_one_session_stands_in_the_middle() -> None:
    rows = drawn(Chart(points=((7, 100.0),), first="Thu 1 Jan"))
    assert rows[0].index(DOT) == LABEL + 1 + 20
    assert rows[-1].index("Thu 1 Jan") <= LABEL + 1 + 20 < rows[-1].index("Thu 1 Jan") + len("Thu 1 Jan")


lines = st.none() | st.tuples(st.floats(-500, 500), st.floats(-500, 500))


@given(
    st.lists(st.tuples(st.integers(1, 4_000_000), st.floats(-100, 100)), min_size=1),
    lines,
    st.integers(0, 130),
    st.integers(0, 20),
)
def test_a_chart_never_leaves_its_cells(
    points: list[tuple[int, float]], line: tuple[float, float] | None, cells: int, rows: int
) -> None:
    chart = Chart(points=tuple(points), line=line, first="Mon 23 Nov 2026", last="Tue 24 Nov 2026")
    found = drawn(chart, cells, rows)
    assert len(found) in (0, rows)
    assert all(width(row) == cells for row in found)
    assert not found or any(DOT in row for row in found)


@pytest.mark.parametrize(
    ("share", "agreed", "shown"), [(0.5, None, "█████─────"), (0.62, 0.6, "██████┃───"), (0.2, 0.5, "██───┃────")]
)
def test_a_bar_has_a_mark_where_the_agreed_share_is(share: float, agreed: float | None, shown: str) -> None:
    assert text(bar(share, agreed, 10)) == shown


def test_the_mark_inside_spoken_time_is_another_thing() -> None:
    assert (MARK, "agreed inside") in bar(0.9, 0.5, 10)
    assert (MARK, "agreed") in bar(0.1, 0.5, 10)


@given(st.floats(-1, 2), st.none() | st.floats(-1, 2), st.integers(0, 90))
def test_a_bar_never_leaves_its_cells(share: float, agreed: float | None, cells: int) -> None:
    assert len(text(bar(share, agreed, cells))) == (cells if cells >= LEAST_BAR else 0)
