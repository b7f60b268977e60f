"""Walking through a page: only a line with something behind it is a place to stand on."""

from typing import Final

import msgspec

from mentortui.core.page_parts import Line, Page

STANDING: Final = ("next step", "notes to sort", "next date", "pulse", "feedback waits")
"""Kinds of lines that say what is still to do: the same record stands further down too."""


class Walk(msgspec.Struct, frozen=True):
    """The lines one can stand on in reading order, and of each the number of its section and its place there, from 0."""

    lines: tuple[Line, ...] = ()
    stops: tuple[tuple[int, int], ...] = ()

    def place_of(self, line: Line | None) -> int | None:
        """Where the same line stands, however its words have changed; None where it is gone."""
        return next((n for n, one in enumerate(self.lines) if line is not None and _same(one) == _same(line)), None)

    def to_sort(self) -> int | None:
        """Where the first note stands that nobody has looked at yet."""
        return next((n for n, one in enumerate(self.lines) if one.kind == "note" and one.to_sort), None)

    def note_after(self, note: Line) -> Line:
        """The next note to sort, behind the last one the first again; the same one where it is alone."""
        notes = [line for line in self.lines if line.kind == "note" and (line.to_sort or line is note)]
        after = notes[notes.index(note) + 1 :] or notes[: notes.index(note)]
        return after[0] if after else note


def walk_of(page: Page) -> Walk:
    """The lines of a page that lead to a record."""
    found = [
        (line, (number, row))
        for number, section in enumerate(page.sections)
        for row, line in enumerate(section.lines)
        if line.source
    ]
    return Walk(tuple(line for line, _ in found), tuple(stop for _, stop in found))


def _same(line: Line) -> tuple[str, str, bool]:
    return line.source, line.id, line.kind in STANDING
