"""The course of a key result as a chart for a terminal: its readings over time, and the line of its target."""

from datetime import date
from decimal import Decimal

from mentortui.core.charts import DOT, LABEL, LEAST, ZERO, Piece, text
from mentortui.core.dates import show_date
from mentortui.core.goals_measured import Course
from mentortui.core.text import fit

HEIGHT = 7
"""Rows, the days below them too."""


def number(value: Decimal) -> str:
    """`12`, `12.5`: without zeros at the end."""
    return format(value.normalize(), "f") if value else "0"


def chart(course: Course, width: int, today: date, height: int = HEIGHT) -> list[list[Piece]]:
    """So many rows of `width` cells: a dot a reading, a line where the target is, the days below. None where there are fewer
    than two readings, or too little room: then the numbers say all."""
    cells, steps = width - LABEL - 1, height - 2
    if len(course.points) < 2 or cells < LEAST or steps < 2:
        return []
    values = [value for _, value in course.points]
    shown = [*values, *(one for one in (course.baseline, course.target) if one is not None)]
    low, high = min(shown), max(shown)
    days = [day.toordinal() for day, _ in course.points]
    first, span = days[0], days[-1] - days[0]

    def row(value: Decimal) -> int:
        return steps // 2 if high == low else round(steps * float((high - value) / (high - low)))

    grid: list[list[Piece]] = [[(" ", "") for _ in range(cells)] for _ in range(steps + 1)]
    labels = {0: number(high), steps: number(low)} if high != low else {steps // 2: number(high)}
    if course.target is not None:
        grid[row(course.target)] = [(ZERO, "zero")] * cells
        labels[row(course.target)] = f"to {number(course.target)}"
    for (_, value), day in zip(course.points, days, strict=True):
        grid[row(value)][round((day - first) / span * (cells - 1)) if span else cells // 2] = (DOT, "dot")
    rows = [[(f"{fit(labels.get(at, ''), LABEL):>{LABEL}} ", "label"), *line] for at, line in enumerate(grid)]
    last = show_date(course.points[-1][0], today)
    room = max(0, cells - len(last) - 1)
    begun = fit(show_date(course.points[0][0], today), room, pad=True)
    return [*rows, [(f"{'':{LABEL}} {begun} {last}"[:width], "label")]]


class CourseChart(str):
    """The chart as text that can be drawn anew for less room: a page knows only when it is shown how wide it is."""

    _course: Course
    _today: date
    _widest: int

    @classmethod
    def of(cls, course: Course, widest: int, today: date) -> "CourseChart":
        """`widest`: cells it takes where there is more room. Empty where there is no chart."""
        made = cls("\n".join(chart_lines(course, widest, today)))
        made._course, made._today, made._widest = course, today, widest
        return made

    def within(self, width: int) -> str:
        """In so many cells; empty where they are too few."""
        return "\n".join(chart_lines(self._course, min(width, self._widest), self._today))


def chart_lines(course: Course, width: int, today: date) -> list[str]:
    """The same as plain text, for a page or an export."""
    return [text(row).rstrip() for row in chart(course, width, today)]


def said(course: Course) -> str:
    """Its numbers in words, as `briefly` has them, and the start: `5 → 8 a week, from 2`, `5 a week`, `no reading yet`."""
    unit = f" {course.result.unit}" if course.result.unit else ""
    way = briefly(course)
    begun = f", from {number(course.baseline)}" if course.baseline is not None and course.target is not None else ""
    parts = (f"{way}{unit}{begun}" if way else "", "" if course.points else "no reading yet")
    return ", ".join(filter(None, parts))


def briefly(course: Course) -> str:
    """Where it is now and where it is to go, for a column: `3 → 4`, `→ 4` before the first reading, `3` without a target."""
    now = number(course.now) if course.now is not None and course.points else ""
    target = f"→ {number(course.target)}" if course.target is not None else ""
    return " ".join(filter(None, (now, target)))
